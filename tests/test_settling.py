"""Settled plans: whatever lies elsewhere than in the start must, or is worth what a move costs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from support.as_whole import JudgedAsWhole, ScoredAsWhole
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_requirement, a_roadmap
from support.one_cell import one_cell_changed
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner import pipeline
from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    MOVE_COST,
    VALUE,
    Kept,
    Measure,
    Objective,
    ObjectiveKind,
    Part,
    PeriodLength,
    Plan,
    PlannedPhase,
    PlanStatus,
    Request,
    RequirementKind,
    Roadmap,
    Schedule,
    giving_way,
)
from planner.pipeline import settling
from planner.pipeline.settling import settled
from planner.results import keeps_all, moved_between, put_back, score
from planner.say import settled_words
from planner.solver import carried, first_plan, solve_exactly
from planner.verify import judge, verify

DATA = Path(__file__).parent.parent / "data"
BOTH = Objective(
    kind=ObjectiveKind.WEIGHTED,
    parts=(Part(objective=VALUE, weight=1e-6), Part(objective=FINISH, weight=0.1)),
)


def settle(plan: Plan, start: Plan, cost: float | None = MOVE_COST) -> Plan:
    """Settle a plan without a clock."""
    return settled(plan, start, cost, gap=0.0, is_over=lambda: False)


def needless_moves(plan: Plan, start: Plan, cost: float) -> Iterator[str]:
    """Name the measures that, put back alone, break nothing and lose no more than a move costs."""
    assert plan.schedule is not None
    assert start.schedule is not None
    reached = score(plan.roadmap, plan.objective, plan.schedule)
    old = carried(plan.roadmap, start.schedule)
    for measure in plan.roadmap.open_measures:
        back = as_before(measure, old, plan.schedule)
        if is_the_same(back, plan.schedule) or judge(plan.roadmap, back):
            continue
        sign = 1.0 if plan.objective.is_maximised else -1.0
        lost = sign * (reached - score(plan.roadmap, plan.objective, back))
        if keeps_all(plan.roadmap, plan.objective, back) and lost <= cost * max(1.0, abs(reached)):
            yield measure.id


def is_the_same(one: Schedule, other: Schedule) -> bool:
    """Tell whether two schedules are the same, but for rounding of shares."""
    pairs = [(each.adoption, other.rollouts_by_key[each.key].adoption) for each in one.rollouts]
    rests = [
        (set(each.selected), set(each.phases), {row.key: row.adaptation for row in each.rollouts})
        for each in (one, other)
    ]
    return rests[0] == rests[1] and all(mine == pytest.approx(theirs, abs=1e-5) for mine, theirs in pairs)


def as_before(measure: Measure, old: Schedule, new: Schedule) -> Schedule:
    """Give a schedule with one measure as in another, and nothing else changed."""
    is_in = measure.id in old.selected
    return Schedule(
        selected=tuple(
            each
            for each in dict.fromkeys((*new.selected, *old.selected))
            if (is_in if each == measure.id else each in new.selected)
        ),
        phases=tuple(
            each
            for whole, is_old in ((new, False), (old, True))
            for each in whole.phases
            if (each.measure == measure.id) == is_old
        ),
        rollouts=tuple(
            old.rollouts_by_key[each.key] if each.measure == measure.id else each for each in new.rollouts
        ),
    )


def starts_of(plan: Plan) -> dict[str, int]:
    assert plan.schedule is not None
    return {each.measure: each.start for each in plan.schedule.phases}


def several(count: int, capacity: float) -> Roadmap:
    """Give measures of two periods that one sector builds, each with two person-months a period."""
    measures = (a_measure(each, a_phase("build", 2, nhn=2.0)) for each in "abcdefgh"[:count])
    return a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=capacity)))


@pytest.mark.parametrize("objective", [VALUE, FINISH, COVERAGE], ids=lambda each: each.kind.value)
@pytest.mark.parametrize("seed", drawn(12, 100))
def test_after_a_small_change_every_move_is_forced_or_worth_its_cost(seed: int, objective: Objective) -> None:
    roadmap = random_roadmap(seed)
    start = (first_plan if seed % 2 else solve_exactly)(roadmap, objective)
    _edit, changed = one_cell_changed(roadmap, seed)
    found = solve_exactly(changed, objective)
    if start.schedule is None or found.schedule is None:
        return

    plan = settle(found, start)

    assert plan.settled
    assert list(needless_moves(plan, start, MOVE_COST)) == []
    assert verify(changed, plan) == []
    assert found.score is not None
    assert plan.score is not None
    lost = found.score - plan.score if objective.is_maximised else plan.score - found.score
    measures = len(changed.open_measures)
    assert lost <= measures * MOVE_COST * max(1.0, abs(found.score)) + 1e-6
    assert plan.given_up == pytest.approx(max(0.0, lost), abs=1e-6)


@pytest.mark.parametrize("seed", drawn(12, 60))
def test_planning_anew_what_has_not_changed_moves_nothing(seed: int) -> None:
    roadmap = random_roadmap(seed)
    start = solve_exactly(roadmap)
    if start.schedule is None:
        return
    elsewhere = replace(start, schedule=moved_about(roadmap, start.schedule))

    plan = settle(elsewhere, start)

    assert plan.settled
    assert plan.schedule is not None
    assert moved_between(roadmap, start.schedule, plan.schedule) == ()


@pytest.mark.parametrize("cost", [0.0, MOVE_COST, 0.05, 0.3])
@pytest.mark.parametrize("seed", drawn(12, 120))
def test_what_is_put_back_is_the_same_as_by_whole_scores_and_judgements(
    seed: int, cost: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, starts = far_apart(seed)
    plans = [settle(found, each, cost) for each in starts]

    monkeypatch.setattr(settling, "Scored", ScoredAsWhole)
    monkeypatch.setattr(settling, "Judged", JudgedAsWhole)
    for each, plan in zip(starts, plans, strict=True):
        assert settle(found, each, cost) == plan
        assert verify(found.roadmap, plan) == []


def far_apart(seed: int) -> tuple[Plan, list[Plan]]:
    """Give a lawful plan of a crowded roadmap, and starts that have its measures elsewhere."""
    dice = Random(f"far apart {seed}")
    roadmap = crowded(dice)
    ends = Objective(kind=ObjectiveKind.FINISH, last_end=True)
    found, *starts = (placed(dice, roadmap, (FINISH, VALUE, BOTH, ends)[seed // 2 % 4]) for _ in range(4))
    assert found.schedule is not None
    kept = (Kept(objective=ends, level=score(roadmap, ends, found.schedule)),) if seed % 2 else ()
    return replace(found, objective=replace(found.objective, kept=kept)), starts


def crowded(dice: Random) -> Roadmap:
    """Throw measures that build on each other, draw on two sectors and earn by a requirement and an end."""
    measures = [
        a_measure(
            name,
            a_phase("build", dice.randint(1, 3), cost=1e6, **{dice.choice("xy"): dice.choice((1.0, 2.0))}),
            optional=True,
            finish_weight=dice.randint(0, 4),
            worth_by_end_nok=tuple(sorted((1e6 * dice.randint(0, 9) for _ in range(13)), reverse=True)),
        )
        for name in "abcdef"
    ]
    pairs = [pair for pair in combinations("abcdef", 2) if dice.random() < 0.2]
    sectors = (a_receiver(), a_deliverer("x", capacity=3.0), a_deliverer("y", capacity=2.0))
    end = a_requirement(RequirementKind.END, dice.randint(4, 10), measure="f", price_nok=1e6)
    links = tuple(replace(a_link(*pair), largest_lag_periods=dice.choice((None, 1))) for pair in pairs)
    return a_roadmap(*measures, periods=12, sectors=sectors, dependencies=links, requirements=(end,))


def placed(dice: Random, roadmap: Roadmap, objective: Objective) -> Plan:
    """Place measures one by one, each at a random instant at which it is lawful, or out."""
    schedule = Schedule(selected=(), phases=(), rollouts=())
    for measure in roadmap.measures:
        for start in dice.sample(range(12), 6):
            end = start + measure.phases[0].modes[0].periods
            phase = PlannedPhase(measure=measure.id, phase="build", start=start, end=end)
            tried = replace(
                schedule, selected=(*schedule.selected, measure.id), phases=(*schedule.phases, phase)
            )
            if end <= 12 and not judge(roadmap, tried):
                schedule = tried
                break
    reached = score(roadmap, objective, schedule)
    return Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=reached,
    )


def test_of_starts_far_apart_some_measures_go_back_and_some_stay() -> None:
    counts = {"goes back": 0, "stays": 0, "breaks a rule": 0}
    for found, starts in map(far_apart, range(20)):
        for start in starts:
            plan = settle(found, start, 0.05)
            assert plan.schedule is not None
            assert start.schedule is not None
            left = moved_between(found.roadmap, start.schedule, plan.schedule)
            ways = [put_back(found.roadmap, start.schedule, plan.schedule, [each]) for each in left]
            counts["goes back"] += plan.schedule != found.schedule
            counts["stays"] += bool(left)
            counts["breaks a rule"] += any(judge(found.roadmap, each) for each in ways)

    assert min(counts.values()) >= 10, counts


def moved_about(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give a lawful schedule in which each measure in turn starts later, where that is lawful."""
    for measure in roadmap.open_measures:
        phases = tuple(
            replace(each, start=each.start + 1, end=each.end + 1) if each.measure == measure.id else each
            for each in schedule.phases
        )
        later = replace(schedule, phases=phases)
        schedule = later if judge(roadmap, later) == [] else schedule
    return schedule


def test_measures_that_changed_places_go_back() -> None:
    roadmap = several(4, 2.0)
    start = a_plan(roadmap, {"a": 0, "b": 2, "c": 4, "d": 6})

    plan = settle(a_plan(roadmap, {"a": 2, "b": 4, "c": 6, "d": 0}), start)

    assert starts_of(plan) == starts_of(start)
    assert plan.settled


def test_only_what_must_move_does_where_others_changed_places_too() -> None:
    start = a_plan(several(4, 2.0), {"a": 0, "b": 2, "c": 4, "d": 6})
    later = date(2024, 7, 1)
    first, *others = several(4, 2.0).measures
    changed = replace(several(4, 2.0), measures=(replace(first, earliest_start=later), *others))
    found = a_plan(changed, {"a": 6, "b": 4, "c": 2, "d": 0})

    plan = settle(found, start)

    assert starts_of(plan) == {"a": 6, "b": 2, "c": 4, "d": 0}


def test_what_is_worth_its_cost_stays_where_it_was_found() -> None:
    roadmap = several(2, 4.0)
    found, start = a_plan(roadmap, {"a": 0, "b": 0}), a_plan(roadmap, {"a": 0, "b": 3})

    assert settle(found, start).schedule == found.schedule, "three of four instants are more than 0.01 %"
    assert settle(found, start, cost=0.5).schedule == found.schedule
    assert starts_of(settle(found, start, cost=0.8)) == starts_of(start)
    assert settle(found, start, cost=0.8).given_up == pytest.approx(3.0)
    assert settle(found, start, cost=None) == found


def test_moves_together_have_to_be_worth_what_each_costs() -> None:
    """The two keep each other from going back, and lose less than two moves cost, if more than one does."""
    first, second = several(2, 2.0).measures
    roadmap = replace(several(2, 2.0), measures=(first, replace(second, finish_weight=1.2)))
    start, found = a_plan(roadmap, {"a": 0, "b": 2}), a_plan(roadmap, {"a": 2, "b": 0})
    assert found.score == pytest.approx(6.4)

    assert starts_of(settle(found, start, cost=0.03)) == starts_of(found), "0.4 is more than 2 x 0.03 x 6.4"
    assert starts_of(settle(found, start, cost=0.04)) == starts_of(start)


def test_a_move_that_is_worth_its_cost_keeps_no_others_from_going_back() -> None:
    start = a_plan(several(3, 2.0), {"a": 0, "b": 2, "c": 6})

    plan = settle(a_plan(several(3, 2.0), {"a": 2, "b": 0, "c": 4}), start)

    assert starts_of(plan) == {"a": 0, "b": 2, "c": 4}


def test_measures_that_hang_together_go_back_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alone breaks the link between them, and the third is worth its move."""
    monkeypatch.setattr(settling, "MOST_FORCED", 0)  # so that nothing sets out from the start
    link = replace(a_link("a", "b"), largest_lag_periods=0)
    roadmap = replace(several(3, 8.0), dependencies=(link,))
    start = a_plan(roadmap, {"a": 1, "b": 3, "c": 6})
    found = a_plan(roadmap, {"a": 2, "b": 4, "c": 0})

    assert starts_of(settle(found, start)) == {"a": 1, "b": 3, "c": 0}


def test_all_that_hang_together_by_several_links_go_back_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "MOST_FORCED", 0)
    links = (replace(a_link(*pair), largest_lag_periods=0) for pair in ("ab", "bc"))
    roadmap = replace(several(4, 8.0), dependencies=tuple(links))
    start = a_plan(roadmap, {"a": 0, "b": 2, "c": 4, "d": 6})
    found = a_plan(roadmap, {"a": 1, "b": 3, "c": 5, "d": 0})

    assert starts_of(settle(found, start)) == {"a": 0, "b": 2, "c": 4, "d": 0}


def test_all_go_back_together_where_nothing_ties_them_but_a_sector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "MOST_FORCED", 0)
    roadmap = several(3, 2.0)
    start = a_plan(roadmap, {"a": 0, "b": 2, "c": 4})

    assert starts_of(settle(a_plan(roadmap, {"a": 2, "b": 4, "c": 0}), start)) == starts_of(start)


def test_a_measure_goes_back_alone_and_makes_room_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "MOST_FORCED", 0)
    roadmap = several(3, 2.0)
    start = a_plan(roadmap, {"a": 0, "b": 2, "c": 6}, VALUE)
    found = a_plan(roadmap, {"a": 2, "b": 4, "c": 0}, VALUE)

    assert starts_of(settle(found, start)) == starts_of(start)


def test_what_comes_first_is_kept() -> None:
    roadmap = several(2, 4.0)
    start, found = a_plan(roadmap, {"a": 0, "b": 3}, VALUE), a_plan(roadmap, {"a": 0, "b": 0}, VALUE)
    keeping = replace(VALUE, kept=(Kept(objective=FINISH, level=4.0),))

    plan = settle(replace(found, objective=keeping), start)

    assert plan.settled
    assert starts_of(plan) == {"a": 0, "b": 0}
    assert starts_of(settle(found, start)) == {"a": 0, "b": 3}, "without it, nothing is lost"


def test_where_time_is_up_a_plan_says_that_not_all_was_looked_at() -> None:
    roadmap = several(2, 4.0)
    found, start = a_plan(roadmap, {"a": 0, "b": 0}, VALUE), a_plan(roadmap, {"a": 0, "b": 3}, VALUE)
    asked = iter([False, True])

    plan = settled(found, start, MOVE_COST, gap=0.0, is_over=lambda: next(asked, True))

    assert plan.settled is False
    assert settled(found, start, MOVE_COST, gap=0.0, is_over=lambda: True).settled is None


def test_looking_for_what_may_go_ends_with_the_time_and_gives_way() -> None:
    roadmap = several(5, 9.0)
    found = a_plan(roadmap, dict.fromkeys("abcde", 0), VALUE)
    start = a_plan(roadmap, dict.fromkeys("abcde", 3), VALUE)
    asked, waits = iter([False, False, False, True]), list[int]()

    with giving_way(lambda: waits.append(len(waits))):
        plan = settled(found, start, MOVE_COST, gap=0.0, is_over=lambda: next(asked, True))

    assert plan.settled is False
    assert plan.schedule is found.schedule
    assert len(waits) == 3, "as many as were looked at before, and the one that time was up at"


def test_trying_what_is_not_worth_putting_back_ends_with_the_time_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap, tried = several(5, 9.0), list[int]()
    found = a_plan(roadmap, dict.fromkeys("abcde", 0), VALUE)
    start = a_plan(roadmap, dict.fromkeys("abcde", 3), VALUE)
    asked = iter([False] * 7)  # at the beginning, what each of the five loses, the first of them
    monkeypatch.setattr(settling._Settling, "_is_worth", lambda *_: tried.append(1))

    plan = settled(found, start, MOVE_COST, gap=0.0, is_over=lambda: next(asked, True))

    assert plan.settled is False
    assert len(tried) == 1


def test_a_plan_is_settled_where_time_is_up_before_measures_are_put_back_together() -> None:
    roadmap = several(2, 2.0)
    found, start = a_plan(roadmap, {"a": 2, "b": 0}, VALUE), a_plan(roadmap, {"a": 0, "b": 2}, VALUE)
    asked = iter([False] * 7)

    plan = settled(found, start, MOVE_COST, gap=0.0, is_over=lambda: next(asked, True))

    assert plan.settled, "each has been put back alone"
    assert plan.schedule == found.schedule


def test_repeatable_work_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "JUDGED_AT_LEAST", 0)
    monkeypatch.setattr(settling, "JUDGED_EACH", 0)
    roadmap = several(2, 4.0)
    found, start = a_plan(roadmap, {"a": 0, "b": 0}, VALUE), a_plan(roadmap, {"a": 0, "b": 3}, VALUE)

    assert settle(replace(found, deterministic=True), start).settled is False
    assert settle(found, start).settled is True


def test_a_plan_in_which_something_went_back_says_nothing_of_being_tidy() -> None:
    roadmap = several(2, 4.0)
    start, found = a_plan(roadmap, {"a": 0, "b": 3}, VALUE), a_plan(roadmap, {"a": 0, "b": 0}, VALUE)

    assert settle(replace(found, tidy=True), start).tidy is None
    assert settle(replace(found, tidy=True), found).tidy is True


def test_the_start_of_an_earlier_status_date_is_taken_at_its_dates() -> None:
    before = several(2, 4.0)
    after = replace(before, calendar=replace(before.calendar, status_date=date(2023, 7, 1)))
    start = a_plan(before, {"a": 3, "b": 4}, VALUE)

    plan = settle(a_plan(after, {"a": 0, "b": 0}, VALUE), start)

    assert starts_of(plan) == {"a": 1, "b": 2}


def test_plans_that_count_in_other_periods_are_not_settled() -> None:
    before = several(2, 4.0)
    after = replace(before, calendar=replace(before.calendar, period=PeriodLength.MONTH))

    assert settle(a_plan(after, {"a": 0, "b": 0}, VALUE), a_plan(before, {"a": 3, "b": 4})).settled is None


def test_a_search_from_a_start_is_settled() -> None:
    roadmap = several(3, 2.0)
    start = pipeline.solve(roadmap, objective=FINISH, seconds=0.5, deterministic=True)
    assert start.settled is None, "there was no start"
    # as good, and with other measures first
    swapped = replace(start, schedule=a_plan(roadmap, {"c": 0, "b": 2, "a": 4}).schedule)

    plan = pipeline.solve(roadmap, objective=FINISH, seconds=0.5, deterministic=True, start=swapped)

    assert plan.settled
    assert starts_of(plan) == {"c": 0, "b": 2, "a": 4}
    assert (
        pipeline.solve(
            roadmap, objective=FINISH, seconds=0.5, deterministic=True, start=swapped, move_cost=None
        ).settled
        is None
    )


def test_words_say_what_was_given_up() -> None:
    plan = a_plan(several(2, 4.0), {"a": 0, "b": 0})

    with in_language("en"):
        assert settled_words(plan) == ""
        assert settled_words(replace(plan, settled=True)).endswith("worth what a move costs")
        assert settled_words(replace(plan, settled=True, given_up=2.0)).endswith("2 was given up for it")
        assert "without need" in settled_words(replace(plan, settled=False))


def test_a_cost_is_a_share() -> None:
    with pytest.raises(ValueError, match="move_cost"):
        Request(move_cost=1.5)


def test_the_start_mended_is_the_plan_where_what_was_found_is_not_worth_its_moves() -> None:
    """Others have moved to where what must move was, and keep each other from going back."""
    start = a_plan(several(4, 2.0), {"a": 0, "b": 2, "c": 4, "d": 6}, VALUE)
    first, *others = several(4, 2.0).measures
    optional = (replace(first, earliest_start=date(2023, 4, 1), optional=True), *others)
    roadmap = replace(several(4, 2.0), measures=optional)
    found = a_plan(roadmap, {"a": 2, "b": 4, "c": 6, "d": 0}, VALUE)
    mended = a_plan(roadmap, {"b": 2, "c": 4, "d": 6}, VALUE).schedule

    alone = settle(found, start)
    plan = settled(found, start, MOVE_COST, mended=mended, gap=0.0, is_over=lambda: False)

    assert len(starts_of(alone).items() - starts_of(start).items()) > 1
    assert plan.settled
    assert starts_of(plan) == {"b": 2, "c": 4, "d": 6}, "one move is less than four"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_the_default_data_planned_anew_moves_nothing_for_less_than_it_costs(seed: int) -> None:
    """Whatever two searches find in their time, and whichever was first: settling itself has no clock."""
    roadmap = pipeline.read_roadmap(DATA)
    one, other = (pipeline.solve(roadmap, seconds=5.0, seed=each) for each in (1, seed))

    keeping = list[bool]()
    for found, start in ((one, other), (other, one)):
        plan = settle(found, start)

        assert plan.settled
        assert plan.schedule is not None
        assert start.schedule is not None
        assert plan.score is not None
        assert start.score is not None
        moved = moved_between(roadmap, start.schedule, plan.schedule)
        cost = MOVE_COST * max(1.0, abs(start.score))
        is_allowed = keeps_all(roadmap, found.objective, start.schedule)
        keeping.append(is_allowed)
        # what a move costs follows the score, which has changed by less than a tenth
        assert not (is_allowed and moved) or plan.score - start.score > 0.9 * len(moved) * cost
        assert list(needless_moves(plan, start, MOVE_COST)) == []
        assert verify(roadmap, plan) == []
    assert any(keeping), "one of the two keeps at least as much as the other of what comes first"
