"""The answer to a question is told as a difference."""

from dataclasses import replace

import pytest
from web.demo import adapted, demo_plan

from planner.comparison import Move, MoveWithin, difference_between
from planner.model import Endpoint, Plan, PlannedAdaptation
from planner.results import Facts
from planner.say import difference_words, within_sentence
from planner.scenario import with_capacity


def test_the_same_plan_is_no_difference(found: Facts) -> None:
    words = difference_words(difference_between(found.plan, found.plan), 2030, found.roadmap)

    assert words == ["The plan stays the same."]


def test_more_capacity_moves_measures_earlier_and_adds_coverage(found: Facts) -> None:
    sectors = [sector.id for sector in found.roadmap.sectors]
    other = demo_plan(with_capacity(found.roadmap, dict.fromkeys(sectors, 1.2)))

    moved, coverage, *rest = difference_words(difference_between(found.plan, other), 2030, found.roadmap)

    assert "measures moved" in moved
    assert coverage.startswith("Coverage at the end of 2030: +")
    assert any("later than published" in line for line in rest)


def test_without_services_nothing_is_said_of_coverage(found: Facts) -> None:
    late = demo_plan(found.roadmap, late=8)

    words = difference_words(difference_between(found.plan, late), None, found.roadmap)

    assert not any("Coverage" in line for line in words)


def test_measures_that_go_out_are_counted(found: Facts) -> None:
    late = demo_plan(found.roadmap, late=8)

    words = difference_words(difference_between(found.plan, late), 2030, found.roadmap)

    assert any("out" in line for line in words)
    assert any("−" in line for line in words)


def test_the_parts_of_what_moved_add_up(found: Facts) -> None:
    moves = tuple(
        Move(measure=name, old_start=2, old_end=6, new_start=start, new_end=end)
        for name, start, end in (("a", 1, 5), ("b", 3, 7), ("c", 1, 6), ("d", 3, 6))
    )
    same = difference_between(found.plan, found.plan)
    change = replace(same, moves=moves, added=("f",), elsewhere=("a", "b", "c", "d", "e", "f"))

    moved, *_rest = difference_words(change, 2030, found.roadmap)

    assert moved == (
        "6 measures moved: 1 earlier, 1 later, 2 with another start and the same end, "
        "1 with other phases or waves between, 1 in or out"
    )


def test_a_measure_that_the_data_has_no_more_goes_out_and_is_no_move(found: Facts) -> None:
    change = replace(difference_between(found.plan, found.plan), removed=("dropped",))

    moved, *rest = difference_words(change, None, found.roadmap)

    assert moved == "0 measures moved: 0 earlier, 0 later"
    assert "1 measure goes out" in rest


def moved_adaptation(plan: Plan, periods: int) -> tuple[Plan, str]:
    """Give a plan in which the first adaptation starts so many periods later, and how it is named."""
    assert plan.schedule is not None
    first = next(each for each in plan.schedule.rollouts if each.adaptation is not None)
    assert first.adaptation is not None
    runs = PlannedAdaptation(start=first.adaptation.start + periods, end=first.adaptation.end + periods)
    rollouts = tuple(
        replace(each, adaptation=runs) if each is first else each for each in plan.schedule.rollouts
    )
    sector = plan.roadmap.sector(first.sector).name
    name = f"the adaptation to “{plan.roadmap.measure(first.measure).name}” in {within_sentence(sector)}"
    return replace(plan, schedule=replace(plan.schedule, rollouts=rollouts)), name


@pytest.mark.parametrize(("periods", "moved"), [(-1, "1 quarter earlier"), (2, "2 quarters later")])
def test_an_adaptation_that_moves_alone_is_told_by_measure_and_sector(
    found: Facts, periods: int, moved: str
) -> None:
    plan = adapted(found.plan)
    other, name = moved_adaptation(plan, periods)

    counted, told, *_rest = difference_words(difference_between(plan, other), 2030, plan.roadmap)

    assert "moved: 0 earlier, 0 later, " in counted
    assert counted.endswith("with other phases or waves between")
    assert told == f"Within measures that start and end as before: {name} starts {moved}"


def test_of_many_parts_that_move_alone_the_first_are_named(found: Facts) -> None:
    measures = [measure for measure in found.roadmap.measures if measure.phases][:5]
    moves = tuple(
        MoveWithin(part=Endpoint(measure=each.id, phase=each.phases[0].id), old_start=2, new_start=3)
        for each in measures
    )
    change = replace(difference_between(found.plan, found.plan), moved_within=moves)

    _counted, first, *_rest = difference_words(change, 2030, found.roadmap)

    assert first.count(" starts 1 quarter later") == 3
    assert f"in “{measures[0].name}” starts" in first
    assert first.endswith("; 2 more")
