"""Which other measures lie behind a move: the fewest whose being put back too undoes it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import comb

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner.comparison import Behind, Comparison, compare
from planner.comparison.fewest import MOST_TRIED
from planner.language import in_language
from planner.model import (
    OPTIMAL_GAP,
    VALUE,
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlannedPhase,
    Roadmap,
    Schedule,
    Status,
)
from planner.results import keeps_all, score
from planner.say import comparison_lines
from planner.solver import first_plan, solve_exactly
from planner.verify import judge


def several(*asked: float, capacity: float = 2.0) -> Roadmap:
    """Give measures of two periods that one sector builds, each with so many person-months a period."""
    measures = (
        a_measure(name, a_phase("build", 2, nhn=each)) for name, each in zip("abcd", asked, strict=False)
    )
    return a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=capacity)))


def behind(before: Plan, after: Plan) -> dict[str, Behind | None]:
    return {each.measure: each.behind for each in compare(before, after, seconds=60.0).moved}


def test_one_that_came_earlier_because_another_gave_way_has_it_behind_it() -> None:
    roadmap = several(2.0, 2.0)

    found = behind(a_plan(roadmap, {"a": 0, "b": 2}), a_plan(roadmap, {"a": 4, "b": 0}))

    assert found["b"] == Behind(measures=("a",)), "its new place is unlawful with a where it was"
    assert found["a"] == Behind(measures=("b",))


def test_those_that_fill_a_sector_only_together_lie_behind_it_together() -> None:
    roadmap = several(1.0, 1.0, 2.0)

    found = behind(a_plan(roadmap, {"c": 0, "a": 2, "b": 2}), a_plan(roadmap, {"c": 2, "a": 0, "b": 0}))

    assert found["c"] == Behind(measures=("a", "b"))
    assert found["a"] == Behind(measures=("c",)), "that c has no room beside b is told of c"


def test_who_is_in_the_way_of_those_behind_a_move_is_told_of_them() -> None:
    """The predecessor must go back too, and its place is taken by one that nothing else ties to the move."""
    first, second, third = several(2.0, 2.0, 2.0).measures
    apart = replace(second, phases=(a_phase("build", 2, apart=1.0),))
    sectors = (a_receiver(), a_deliverer(capacity=2.0), a_deliverer("apart", capacity=1.0))
    roadmap = replace(a_roadmap(first, apart, third, sectors=sectors), dependencies=(a_link("a", "b"),))

    found = behind(a_plan(roadmap, {"a": 0, "b": 2, "c": 2}), a_plan(roadmap, {"c": 0, "a": 2, "b": 4}))

    assert found["b"] == Behind(measures=("a",))
    assert found["a"] == Behind(measures=("c",))


def test_moves_elsewhere_have_nothing_to_do_with_it() -> None:
    roadmap = replace(several(2.0, 2.0, 1.0, capacity=8.0), dependencies=(a_link("a", "b"),))

    found = behind(a_plan(roadmap, {"a": 0, "b": 2, "c": 0}), a_plan(roadmap, {"a": 2, "b": 4, "c": 4}))

    assert found["b"] == Behind(measures=("a",))
    assert found["a"] == Behind(), "it is worth nothing: it was better as before"


def test_what_keeps_a_level_only_with_another_put_back_has_it_behind_it() -> None:
    roadmap = several(2.0, 2.0, capacity=4.0)
    level = Kept(objective=Objective(kind=ObjectiveKind.FINISH), level=6.0)
    keeping = replace(VALUE, kept=(level,))
    before = a_plan(roadmap, {"a": 2, "b": 0}, keeping)
    after = a_plan(roadmap, {"a": 0, "b": 2}, keeping)

    found = compare(before, after).moved

    assert [each.keeps_less for each in found] == [True, False]
    assert found[0].behind == Behind(measures=("b",))


def test_words_name_the_measures_behind_a_move() -> None:
    roadmap = several(1.0, 1.0, 2.0)
    found = compare(a_plan(roadmap, {"c": 0, "a": 2, "b": 2}), a_plan(roadmap, {"c": 2, "a": 0, "b": 0}))

    with in_language("nb"):
        assert list(comparison_lines(found))[-1].endswith("Bak det: flyttingen av «A», flyttingen av «B».")
    with in_language("en"):
        assert list(comparison_lines(found))[-1].endswith("Behind it: the move of “A”, the move of “B”.")


@pytest.mark.parametrize("objective", [VALUE, Objective(kind=ObjectiveKind.FINISH)], ids=["value", "finish"])
@pytest.mark.parametrize("seed", drawn(20, 200))
def test_the_measures_behind_a_move_are_the_fewest_that_undo_it(seed: int, objective: Objective) -> None:
    roadmap = random_roadmap(seed)
    before, after = first_plan(roadmap, objective), solve_exactly(roadmap, objective)
    if before.schedule is None or after.schedule is None or not is_lawful(before, before.schedule):
        return

    found = compare(before, after, seconds=60.0)

    for why in found.moved:
        assert why.behind is not None
        assert why.behind.is_settled
        others = [each.measure for each in found.moved if each.measure != why.measure]
        enough = [set(some) for some in every(others) if undoes(found, why.measure, some)]
        if set(others) not in enough or set() in enough:
            assert why.behind.measures == ()
            continue
        told, least = set(why.behind.measures), min(map(len, enough))
        assert told in enough
        if comb(len(others), least) <= MOST_TRIED:
            assert len(told) == least
        assert not any(told - {each} in enough for each in told)


def every(names: Collection[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def undoes(found: Comparison, measure: str, others: Collection[str]) -> bool:
    """Tell whether with others put back a measure's old place breaks nothing it did, or is no worse."""
    back, beside = with_old(found, {measure, *others}), with_old(found, others)
    mine, theirs = broken_by(found.after, back), broken_by(found.after, beside)
    why = next(each for each in found.moved if each.measure == measure)
    if why.is_forced:
        return not mine & broken_by(found.after, with_old(found, {measure}))
    if mine != theirs:
        return not mine - theirs
    now, then = (score(found.after.roadmap, found.after.objective, each) for each in (beside, back))
    lost = now - then if found.after.objective.is_maximised else then - now
    return lost <= OPTIMAL_GAP * max(1.0, abs(now))


def is_lawful(plan: Plan, schedule: Schedule) -> bool:
    return not judge(plan.roadmap, schedule) and keeps_all(plan.roadmap, plan.objective, schedule)


def broken_by(plan: Plan, schedule: Schedule) -> set[str]:
    """Name what a schedule breaks, by rule, subject and dates."""
    found = {
        f"{each.code} {each.subject} {[day for _name, day in each.message.values if isinstance(day, date)]}"
        for each in judge(plan.roadmap, schedule)
    }
    return found if keeps_all(plan.roadmap, plan.objective, schedule) else {*found, "keeps less"}


def with_old(found: Comparison, measures: Collection[str]) -> Schedule:
    """Give the later schedule with some measures as in the earlier one, part by part."""
    old, new = found.before.schedule, found.after.schedule
    assert old is not None
    assert new is not None
    chosen = {each for each in old.selected if each in measures} | {
        each for each in new.selected if each not in measures
    }
    both = ((old, True), (new, False))
    return Schedule(
        selected=tuple(each.id for each in found.after.roadmap.measures if each.id in chosen),
        phases=tuple(
            each for whole, is_old in both for each in whole.phases if (each.measure in measures) is is_old
        ),
        rollouts=tuple(
            (old if each.measure in measures else new).rollouts_by_key[each.key] for each in new.rollouts
        ),
    )


def with_one_that_runs(roadmap: Roadmap, starts: dict[str, int], instant: int) -> Plan:
    """Give a plan with a third measure of one period."""
    plan = a_plan(roadmap, starts)
    assert plan.schedule is not None
    third = PlannedPhase(measure="c", phase="build", start=instant, end=instant + 1)
    schedule = replace(plan.schedule, selected=("a", "b", "c"), phases=(*plan.schedule.phases, third))
    assert judge(roadmap, schedule) == []
    return replace(plan, schedule=schedule, score=score(roadmap, plan.objective, schedule))


def test_what_cannot_be_put_back_is_left_beside_what_can() -> None:
    """One period of the old place is taken by what runs now, the other by one that can make room."""
    third = a_measure("c", a_phase("build", 1, nhn=2.0))
    earlier = replace(several(2.0, 2.0), measures=(*several(2.0, 2.0).measures, third))
    later = replace(
        earlier,
        measures=(*earlier.measures[:2], replace(third, status=Status.STARTED)),
        calendar=replace(earlier.calendar, status_date=date(2023, 7, 1)),
    )
    before = with_one_that_runs(earlier, {"a": 6, "b": 2}, 4)
    after = with_one_that_runs(later, {"a": 1, "b": 4}, 0)

    assert behind(before, after)["b"] == Behind(measures=("a",), is_left=True)
    with in_language("en"):
        told = [line for line in comparison_lines(compare(before, after)) if line.startswith("- B")]
    assert told[0].endswith("Behind it: the move of “A”, that time has passed.")
