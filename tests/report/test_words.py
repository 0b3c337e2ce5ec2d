from dataclasses import replace
from datetime import date

import pytest
from builders import a_calendar, a_measure, a_receiver, a_roadmap, a_roadmap_with_everything

from planner.language import in_language
from planner.model import COVERAGE, Calendar, PeriodLength, Plan, PlanStatus, Provenance
from planner.report.facts import Facts
from planner.report.words import (
    data_words,
    floor_percent,
    gap_percent,
    gap_words,
    headline,
    period_words,
    score_words,
    short_period,
    status_words,
)

JANUARY = date(2023, 1, 1)


def with_gap(plan: Plan, gap: float) -> Plan:
    return replace(plan, score=1000.0, bound=1000.0 * (1 + gap))


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.0031, "0.4%"), (0.003, "0.3%"), (0.0000063, "0.1%"), (0.0999, "10.0%"), (0.2701, "28%")],
)
def test_a_gap_is_rounded_up_so_that_the_promise_holds(gap: float, words: str) -> None:
    assert gap_percent(gap) == words


def test_the_gap_is_said_in_words(small_plan: Plan) -> None:
    assert gap_words(with_gap(small_plan, 0.004)) == "At most 0.4% better is possible."


def test_a_gap_of_nothing_says_that_no_better_plan_exists(small_plan: Plan) -> None:
    assert gap_words(with_gap(small_plan, 0.0)) == "No better plan exists."


def test_without_a_bound_nothing_is_promised(small_plan: Plan) -> None:
    assert gap_words(replace(small_plan, bound=None)) == "How much better a plan could be is not known."


@pytest.mark.parametrize("status", list(PlanStatus))
def test_every_status_has_words(small_plan: Plan, status: PlanStatus) -> None:
    assert status_words(replace(small_plan, status=status))


def test_a_plan_that_was_not_found_is_not_called_impossible(small_plan: Plan) -> None:
    unknown = replace(small_plan, schedule=None, status=PlanStatus.UNKNOWN)

    assert headline(unknown) == "No plan was found in the time given; there may still be one."


def test_the_headline_says_how_far_the_plan_comes_and_how_good_it_is(small_plan: Plan) -> None:
    said = headline(small_plan)

    assert said.startswith("With this capacity, we reach 92% of the target picture by the end of 2024.")
    assert said.endswith("At most 4.0% better is possible.")


def test_the_headline_says_whose_capacity_it_speaks_of(small_plan: Plan) -> None:
    assert headline(small_plan, changed=False).startswith("With today’s capacity, we reach")
    assert headline(small_plan, changed=True).startswith("With the capacity you have chosen, we reach")


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


def test_without_services_the_headline_speaks_of_what_is_unfinished(small_plan: Plan) -> None:
    bare = replace(small_plan.roadmap, services=(), contributions=())

    assert headline(replace(small_plan, roadmap=bare)).startswith(
        "1 rollout is not finished within the horizon."
    )


@pytest.mark.parametrize(("share", "shown"), [(0.9999, 0.99), (1.0, 1.0), (0.29, 0.29), (0.0, 0.0)])
def test_what_is_said_to_be_reached_is_reached(share: float, shown: float) -> None:
    assert floor_percent(share) == shown


def test_money_is_marked_assumed_while_any_figure_is(small_plan: Plan) -> None:
    assert score_words(small_plan, 12e6) == "NOK 12 million (assumed)"


def test_coverage_is_not_written_as_money(small_plan: Plan) -> None:
    assert score_words(replace(small_plan, objective=COVERAGE), 12.345) == "12.35"


def test_the_data_line_counts_assumed_figures(small_plan: Plan) -> None:
    sourced = replace(small_plan.roadmap.services[0], weight=2.0, provenance=Provenance(source="x"))
    more = replace(small_plan, roadmap=replace(small_plan.roadmap, services=(sourced,)))

    assert data_words(more).endswith("figures are assumed.")


@pytest.mark.parametrize(
    ("length", "long", "short"),
    [
        (PeriodLength.QUARTER, "2. kvartal 2023", "K2 2023"),
        (PeriodLength.MONTH, "februar 2023", "02.2023"),
        (PeriodLength.YEAR, "2024", "2024"),
    ],
)
def test_periods_are_named_by_their_length(length: PeriodLength, long: str, short: str) -> None:
    calendar = Calendar(status_date=JANUARY, period=length)

    with in_language("nb"):
        assert (period_words(calendar, 1), short_period(calendar, 1)) in ((long, short), _in_english(length))


def _in_english(length: PeriodLength) -> tuple[str, str]:
    """Give what is said where the catalogue has not been compiled yet."""
    return {"quarter": ("quarter 2 of 2023", "Q2 2023"), "month": ("februar 2023", "02.2023")}.get(
        length.value, ("2024", "2024")
    )
