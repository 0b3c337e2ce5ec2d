"""What differs between two plans and their data, and which changes lie behind what is no longer so."""

import threading
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap
from support.one_cell import one_cell_changed
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

import planner
from planner.comparison import Behind, Comparison, Unlike, compare, side_by_side, with_what_lies_behind
from planner.language import in_language
from planner.model import (
    VALUE,
    Plan,
    PlannedPhase,
    Roadmap,
    Set,
    Status,
)
from planner.results import keeps_all, put_back
from planner.say import comparison_lines
from planner.solver import carried, solve_exactly
from planner.tables import edited, taken_back
from planner.verify import judge

TWO = (a_measure("a", a_phase("build", 2, nhn=2.0)), a_measure("b", a_phase("build", 2, nhn=2.0)))


def a_case(capacity: float = 4.0) -> Roadmap:
    """Give two measures that one sector builds."""
    return a_roadmap(*TWO, sectors=(a_receiver(), a_deliverer(capacity=capacity)))


def behind(found: Comparison) -> dict[str, Behind | None]:
    return {each.measure: each.behind for each in found.moved}


def subjects(found: Comparison, known: Behind | None) -> list[str]:
    assert known is not None
    return [found.changes[place].subject for place in known.changes]


def test_scripts_find_it_by_name() -> None:
    assert planner.compare is compare


def test_the_change_that_forbids_an_old_place_lies_behind_the_move() -> None:
    later = [
        Set("measures", {"id": "a"}, "earliest_start", date(2023, 7, 1)),
        Set("measures", {"id": "b"}, "finish_weight", 2.0),
    ]
    found = compare(a_plan(a_case(), {"a": 0, "b": 0}), a_plan(edited(a_case(), later), {"a": 2, "b": 0}))

    assert len(found.changes) == 2
    assert subjects(found, behind(found)["a"]) == ["a"]
    assert subjects(found, found.behind) == ["a"]
    assert {each.code for each in found.broken} == {each.code for each in found.moved[0].broken}


def test_two_changes_that_both_forbid_it_lie_behind_it_together() -> None:
    later = [
        Set("measures", {"id": "a"}, "earliest_start", date(2023, 7, 1)),
        Set("capacity", {"sector": "nhn"}, "person_months", 3.0),
    ]
    found = compare(a_plan(a_case(), {"a": 0, "b": 0}), a_plan(edited(a_case(), later), {"a": 2, "b": 0}))

    assert len(behind(found)["a"].changes) == 2  # type: ignore[union-attr]


def test_what_other_measures_do_now_is_told_apart_from_changes() -> None:
    tight = a_case(2.0)
    moved = edited(tight, [Set("measures", {"id": "a"}, "earliest_start", date(2023, 7, 1))])
    found = compare(a_plan(tight, {"a": 0, "b": 2}), a_plan(moved, {"a": 2, "b": 0}))

    assert behind(found)["b"] == Behind(measures=("a",)), "a lies where it was"
    assert behind(found)["a"] == Behind(changes=(0,), measures=("b",)), "b does, and a may not"


def test_a_change_that_makes_the_new_place_worth_more_lies_behind_it() -> None:
    less, more = a_case(2.0), a_case(4.0)
    found = compare(a_plan(less, {"a": 0, "b": 2}), a_plan(more, {"a": 0, "b": 0}))

    assert found.moved[0].worth == pytest.approx(2.0)
    assert behind(found)["b"] == Behind(changes=(0,))
    assert found.behind is None, "the earlier plan is still lawful"


def test_what_would_have_been_worth_it_anyway_has_no_change_behind_it() -> None:
    weighed = edited(a_case(), [Set("measures", {"id": "a"}, "earliest_start", date(2023, 1, 1))])
    found = compare(a_plan(a_case(), {"a": 0, "b": 2}), a_plan(weighed, {"a": 0, "b": 0}))

    assert behind(found)["b"] == Behind(is_left=True)
    with in_language("en"):
        assert list(comparison_lines(found))[-1].endswith("It would have been worth something before, too.")


def test_a_move_that_is_worth_nothing_has_nothing_behind_it() -> None:
    found = compare(
        a_plan(a_case(2.0), {"a": 0, "b": 4}, VALUE), a_plan(a_case(4.0), {"a": 1, "b": 4}, VALUE)
    )

    assert behind(found)["a"] == Behind()


def test_without_changes_only_other_moves_can_lie_behind() -> None:
    tight = a_case(2.0)
    found = compare(a_plan(tight, {"a": 0, "b": 2}), a_plan(tight, {"a": 2, "b": 0}))

    assert found.changes == ()
    assert behind(found) == {"a": Behind(measures=("b",)), "b": Behind(measures=("a",))}


def test_side_by_side_nobody_has_asked_what_lies_behind() -> None:
    found = side_by_side(a_plan(a_case(), {"a": 0, "b": 2}), a_plan(a_case(), {"a": 0, "b": 0}))

    assert behind(found) == {"b": None}
    assert with_what_lies_behind(found).moved == compare(found.before, found.after).moved
    with in_language("en"):
        assert list(comparison_lines(found))[-1].endswith("as they are now.")


def test_work_that_is_stopped_settles_nothing_more() -> None:
    stop = threading.Event()
    stop.set()
    found = side_by_side(a_plan(a_case(2.0), {"a": 0, "b": 2}), a_plan(a_case(4.0), {"a": 0, "b": 0}))

    assert behind(with_what_lies_behind(found, stop=stop)) == {"b": Behind(is_settled=False)}


def test_what_time_does_not_suffice_for_is_not_settled() -> None:
    found = compare(a_plan(a_case(2.0), {"a": 0, "b": 2}), a_plan(a_case(4.0), {"a": 0, "b": 0}), seconds=0.0)

    assert behind(found)["b"] == Behind(is_settled=False)
    with in_language("en"):
        assert "not settled" in "".join(comparison_lines(found))


def test_measures_of_one_roadmap_only_are_told() -> None:
    more = replace(a_case(), measures=(*TWO, a_measure("c", a_phase("build", 2))))
    old, new = a_plan(a_case(), {"a": 0, "b": 0}), a_plan(more, {"a": 0, "b": 0, "c": 0})

    assert (compare(old, new).new, compare(old, new).gone) == (("c",), ())
    assert (compare(new, old).new, compare(new, old).gone) == ((), ("c",))


def test_measures_with_other_phases_are_told_and_not_put_back() -> None:
    longer = replace(TWO[1], phases=(*TWO[1].phases, a_phase("try", 0)))
    after = a_plan(replace(a_case(), measures=(TWO[0], longer)), {"a": 0, "b": 0})

    found = compare(a_plan(a_case(), {"a": 0, "b": 1}), after)

    assert found.reshaped == ("b",)
    assert found.moved == ()


def later_case() -> Roadmap:
    """Give the two half a year later: the first has ended, a third has begun, and the second is to come."""
    done = replace(TWO[0], status=Status.DONE, phases=())
    runs = a_measure("c", a_phase("build", 1, nhn=1.0), status=Status.STARTED)
    return replace(
        a_case(),
        measures=(done, TWO[1], runs),
        calendar=replace(a_case().calendar, status_date=date(2023, 7, 1)),
    )


def earlier_case() -> Roadmap:
    return replace(a_case(), measures=(*TWO, a_measure("c", a_phase("build", 2, nhn=1.0))))


def after_half_a_year(start: int) -> Plan:
    """Give a plan at the later status date, in which the second starts at an instant."""
    plan = a_plan(later_case(), {"b": start}, VALUE)
    assert plan.schedule is not None
    runs = PlannedPhase(measure="c", phase="build", start=0, end=1)
    schedule = replace(plan.schedule, selected=("b", "c"), phases=(*plan.schedule.phases, runs))
    assert judge(later_case(), schedule) == []
    return replace(plan, schedule=schedule, score=0.0)


def test_across_status_dates_dates_are_compared_and_what_has_passed_is_told() -> None:
    before = a_plan(earlier_case(), {"a": 0, "b": 4, "c": 1}, VALUE)

    same, later = compare(before, after_half_a_year(2)), compare(before, after_half_a_year(3))

    assert same.moved == ()
    assert (same.finished, same.under_way) == (("a",), ("c",))
    assert same.unlike == (Unlike.STATUS_DATE,)
    assert same.difference.is_empty
    assert same.difference.score is None
    assert [each.measure for each in later.moved] == ["b"]
    assert later.difference.moves[0].later_periods == 1


def test_what_should_have_begun_and_has_not_was_forced() -> None:
    before = a_plan(earlier_case(), {"a": 0, "b": 1, "c": 1}, VALUE)

    (why,) = compare(before, after_half_a_year(0)).moved

    assert why.measure == "b"
    assert why.is_forced
    with in_language("en"):
        lines = list(comparison_lines(compare(before, after_half_a_year(0))))
    assert "Ended since then: A." in lines
    assert "Begun since then: C." in lines
    assert any(line.startswith("- B: Q2 2023–Q3 2023 → Q3 2023–Q4 2023. Forced") for line in lines)


def test_values_by_other_rates_are_not_set_side_by_side() -> None:
    other = edited(a_case(), [Set("assumptions", {"key": "analysis_years"}, "value", 10)])

    found = compare(a_plan(a_case(), {"a": 0, "b": 0}), a_plan(other, {"a": 0, "b": 0}))

    assert found.unlike == (Unlike.MONEY,)


def test_words_number_the_changes_and_name_them_behind_moves() -> None:
    later = [Set("measures", {"id": "a"}, "earliest_start", date(2023, 7, 1))]
    found = compare(a_plan(a_case(), {"a": 0, "b": 0}), a_plan(edited(a_case(), later), {"a": 2, "b": 0}))

    with in_language("nb"):
        lines = list(comparison_lines(found))

    assert "1. veikart a: tidligst_start tom → 2023-07-01" in lines
    assert lines[-1].endswith("Bak det: endring 1.")
    (whole,) = [line for line in lines if line.startswith("Den tidligere planen som helhet")]
    assert "ikke lenger lovlig, den bryter: Build i «A»: starter 1. januar 2023" in whole
    assert whole.endswith("Bak det: endring 1.")


@pytest.mark.parametrize("seed", drawn(12, 100))
def test_the_changes_behind_a_move_are_the_fewest_that_undo_it(seed: int) -> None:
    """Two cells changed; every set of changes is taken back in turn."""
    before = random_roadmap(seed)
    after = one_cell_changed(one_cell_changed(before, seed)[1], seed + 1000)[1]
    plans = solve_exactly(before), solve_exactly(after)
    if any(each.schedule is None for each in plans):
        return

    found = compare(*plans, seconds=60.0)

    for why in found.moved:
        if not why.broken:
            continue
        assert why.behind is not None
        assert why.behind.is_settled
        least = left_broken(found, why.measure, range(len(found.changes)))
        assert bool(why.behind.measures or why.behind.is_left) == bool(least)
        enough = [
            size
            for size in range(len(found.changes) + 1)
            if any(
                left_broken(found, why.measure, gone) <= least
                for gone in combinations(range(len(found.changes)), size)
            )
        ]
        assert len(why.behind.changes) == enough[0]
        assert left_broken(found, why.measure, why.behind.changes) <= least


def left_broken(found: Comparison, measure_id: str, gone: object) -> set[tuple[str, str]]:
    """Name what a measure's old place breaks once some changes are taken back, by rule and subject."""
    assert found.after.schedule is not None
    assert found.before.schedule is not None
    roadmap = taken_back(found.after.roadmap, [found.changes[place] for place in gone])  # type: ignore[attr-defined]
    if roadmap is None:
        return {("rows", "apart")}
    old = carried(found.after.roadmap, found.before.schedule)
    back = carried(roadmap, put_back(found.after.roadmap, old, found.after.schedule, [measure_id]))
    broken = {(each.code, f"{each.subject} {dates(each)}") for each in judge(roadmap, back)}
    return broken if keeps_all(roadmap, found.after.objective, back) else {*broken, ("kept", "")}


def dates(finding: object) -> list[date]:
    return [each for _name, each in finding.message.values if isinstance(each, date)]  # type: ignore[attr-defined]
