"""The first sentences are true of the plan, and say which plan they speak of."""

from dataclasses import replace

import pytest
from support.builders import a_calendar, a_measure, a_receiver, a_roadmap, a_roadmap_with_everything

from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Objective,
    ObjectiveKind,
    OfVersion,
    Plan,
    PlanStatus,
    Schedule,
    Sector,
)
from planner.results import Facts
from planner.say import gap_percent, gap_words, headline
from planner.say.opening import _bottleneck


def with_gap(plan: Plan, gap: float) -> Plan:
    return replace(plan, score=1000.0, bound=1000.0 * (1 + gap))


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.0031, "0.4%"), (0.003, "0.3%"), (0.0000063, "0.1%"), (0.0999, "10.0%"), (0.2701, "28%")],
)
def test_a_gap_is_rounded_up_so_that_the_promise_holds(gap: float, words: str) -> None:
    assert gap_percent(gap) == words


def test_the_gap_is_said_in_words(small_plan: Plan) -> None:
    assert gap_words(with_gap(small_plan, 0.004)) == "A plan up to 0.4% better may be possible."


@pytest.mark.parametrize(
    ("objective", "words"),
    [
        (VALUE, "It is proved that no plan gives more net benefit."),
        (COVERAGE, "It is proved that no plan gives higher coverage."),
        (FINISH, "It is proved that no plan finishes earlier."),
        (Objective(kind=ObjectiveKind.LEVELLING), "It is proved that no plan has a more even load."),
    ],
)
def test_a_gap_of_nothing_says_what_no_plan_does_better(
    small_plan: Plan, objective: Objective, words: str
) -> None:
    assert gap_words(with_gap(replace(small_plan, objective=objective), 0.0)) == words


def test_without_a_bound_nothing_is_promised(small_plan: Plan) -> None:
    assert gap_words(replace(small_plan, bound=None)) == "How much better a plan could be is not known yet."


def test_a_plan_that_was_not_found_is_not_called_impossible(small_plan: Plan) -> None:
    unknown = replace(small_plan, schedule=None, status=PlanStatus.UNKNOWN)

    assert headline(unknown) == "No plan was found in the time given; there may still be one."


def test_the_headline_says_how_far_the_plan_comes_and_how_good_it_is(small_plan: Plan) -> None:
    said = headline(with_gap(small_plan, 0.004))

    assert said.startswith(
        "With this capacity, the plan reaches 92% of the target picture by the end of 2024."
    )
    assert said.endswith("A plan up to 0.4% better may be possible.")


@pytest.mark.parametrize(
    ("objective", "aim"),
    [
        (VALUE, "Aim: largest net benefit."),
        (COVERAGE, "Aim: highest coverage over time."),
        (FINISH, "Aim: earliest finish."),
    ],
)
def test_the_headline_names_the_aim_before_it_says_how_good_the_plan_is(
    small_plan: Plan, objective: Objective, aim: str
) -> None:
    said = headline(with_gap(replace(small_plan, objective=objective), 0.0))

    assert said.startswith("With this capacity, the plan reaches 92%")
    assert f" {aim} It is proved that no plan " in said


@pytest.mark.parametrize("bound", [None, 1100.0, 1005.0])
def test_the_headline_does_not_call_a_plan_the_best_for_a_better_one_may_be_on_offer(
    small_plan: Plan, bound: float | None
) -> None:
    said = headline(replace(small_plan, score=1000.0, bound=bound))

    assert "so far" not in said
    assert "the plan with the largest" not in said


def test_the_headline_says_whether_it_rests_on_changes_whatever_they_are_of(small_plan: Plan) -> None:
    changed = replace(small_plan, of_version=OfVersion(number=2, newest=2, is_changed=True))

    assert headline(changed).startswith("With the changes that are made, ")


@pytest.mark.parametrize(
    ("of_version", "capacity"),
    [
        (None, "this capacity"),
        (OfVersion(number=2, newest=2), "today’s capacity"),
        (OfVersion(number=1, newest=2), "this capacity"),
        (OfVersion(number=2, newest=2, scenario="More"), "this capacity"),
    ],
)
def test_only_the_newest_version_has_todays_capacity(
    small_plan: Plan, of_version: OfVersion | None, capacity: str
) -> None:
    assert headline(replace(small_plan, of_version=of_version)).startswith(f"With {capacity}, ")
    assert headline(small_plan, of_version=of_version).startswith(f"With {capacity}, ")


@pytest.mark.parametrize(
    ("quarters", "year"), [(8, 2024), (12, 2025), (13, 2025), (32, 2025), (33, 2030), (52, 2030)]
)
def test_the_headline_speaks_of_the_last_round_year_that_is_not_the_last(quarters: int, year: int) -> None:
    roadmap = a_roadmap(a_measure(), calendar=a_calendar(periods=quarters))

    found = Facts(Plan(roadmap=roadmap, objective=COVERAGE, status=PlanStatus.UNKNOWN))

    assert found.milestone[0] == year


def test_the_headline_names_the_sector_that_is_most_often_full(small_plan: Plan) -> None:
    roadmap = a_roadmap_with_everything()
    tight = replace(roadmap, sectors=(a_receiver(capacity=30.0), *roadmap.sectors[1:]))

    assert "The bottleneck is GP: full in 6 of 8 quarters." in headline(replace(small_plan, roadmap=tight))


def test_the_headline_says_so_where_nothing_is_full(small_plan: Plan) -> None:
    roadmap = a_roadmap_with_everything()
    roomy = replace(roadmap, sectors=(a_receiver(capacity=900.0), *roadmap.sectors[1:]))

    assert "No sector is ever full." in headline(replace(small_plan, roadmap=roomy))


def full_in(plan: Plan, *counts: int) -> str:
    """Give the headline of a plan whose sectors are full in that many periods, most often first."""
    found = Facts(plan)
    sectors = [a_receiver(f"s{place}", capacity=1.0) for place in range(1, len(counts) + 1)]
    pairs: list[tuple[Sector, int]] = list(zip(sectors, counts, strict=True))
    vars(found)["bottlenecks"] = pairs
    return _bottleneck(found)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((20, 17), "The bottleneck is S1: full in 20 of 8 quarters."),
        ((20, 18), "The bottlenecks are S1 and S2: full in 18–20 of 8 quarters."),
        ((20, 20), "The bottlenecks are S1 and S2: full in 20 of 8 quarters."),
        ((20, 20, 19, 18, 18, 5), "The bottlenecks are S1, S2 and three more: full in 18–20 of 8 quarters."),
    ],
)
def test_sectors_that_are_about_as_full_are_bottlenecks_together(
    small_plan: Plan, counts: tuple[int, ...], words: str
) -> None:
    assert full_in(small_plan, *counts) == words


def test_the_bottlenecks_are_named_in_norwegian(small_plan: Plan) -> None:
    with in_language("nb"):
        assert full_in(small_plan, 8, 8, 8) == "Flaskehalser er S1, S2 og én til: fulle i 8 av 8 kvartaler."


def test_without_sectors_or_limits_no_bottleneck_is_spoken_of(small_plan: Plan) -> None:
    free = tuple(replace(sector, capacities=()) for sector in small_plan.roadmap.sectors)

    said = headline(replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=free)))

    assert "bottleneck" not in said
    assert "full" not in said


def without_services(plan: Plan) -> Plan:
    return replace(plan, roadmap=replace(plan.roadmap, services=(), contributions=()))


def test_without_services_the_headline_says_what_is_in_and_what_is_unfinished(small_plan: Plan) -> None:
    said = headline(without_services(small_plan))

    assert said.startswith(
        "With this capacity, the plan has 2 of 2 measures; 1 rollout is not finished within the horizon."
    )
    assert "target picture" not in said


def test_without_services_the_headline_says_when_the_work_is_done_and_what_is_left_out(
    small_plan: Plan,
) -> None:
    assert small_plan.schedule is not None
    first = small_plan.schedule
    alone = replace(first, selected=("a",), phases=first.phases[:1], rollouts=first.rollouts[:1])

    said = headline(without_services(replace(small_plan, schedule=alone, objective=COVERAGE)))

    assert "has 1 of 2 measures, all done by the end of quarter 2 of 2024." in said


def test_a_roadmap_without_open_measures_is_called_empty() -> None:
    nothing = Schedule(selected=(), phases=(), rollouts=())
    plan = Plan(
        roadmap=a_roadmap(),
        objective=VALUE,
        status=PlanStatus.OPTIMAL,
        schedule=nothing,
        score=0.0,
        bound=0.0,
    )

    assert headline(plan) == "The roadmap has no measures to plan."
