from dataclasses import replace
from datetime import date

import pytest

from planner.language import in_language
from planner.model import (
    COVERAGE,
    FINISH,
    Calendar,
    Objective,
    ObjectiveKind,
    Part,
    PeriodLength,
    Plan,
    PlanStatus,
    Provenance,
)
from planner.report import summary
from planner.say import (
    data_words,
    floor_percent,
    period_words,
    score_end_words,
    score_words,
    short_period,
    status_words,
    whole_percent,
)

JANUARY = date(2023, 1, 1)


@pytest.mark.parametrize("status", list(PlanStatus))
def test_every_status_has_words(small_plan: Plan, status: PlanStatus) -> None:
    assert status_words(replace(small_plan, status=status))


@pytest.mark.parametrize(("share", "shown"), [(0.9999, 0.99), (1.0, 1.0), (0.29, 0.29), (0.0, 0.0)])
def test_what_is_said_to_be_reached_is_reached(share: float, shown: float) -> None:
    assert floor_percent(share) == shown


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.93575, "93%"), (0.9999994, "99%"), (0.9999996, "100%"), (0.004, "<1%"), (1e-9, "0%"), (0.0, "0%")],
)
def test_a_share_that_is_93_in_one_place_is_not_94_in_another(share: float, told: str) -> None:
    assert whole_percent(share) == told


def test_a_score_with_decimals_begins_with_the_digits_of_the_whole(small_plan: Plan) -> None:
    at_end = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)

    assert score_words(replace(small_plan, objective=at_end), 0.93999) == "93.9%"


def test_money_is_marked_assumed_while_any_figure_is(small_plan: Plan) -> None:
    assert score_words(small_plan, 12e6) == "NOK 12 million (assumed)"


def test_what_no_plan_is_above_is_not_rounded_to_below_it(small_plan: Plan) -> None:
    at_end = replace(small_plan, objective=Objective(kind=ObjectiveKind.COVERAGE, at_end=True))
    finish = replace(small_plan, objective=FINISH)

    assert score_end_words(small_plan, 78.4e6, up=True) == "NOK 79 million (assumed)"
    assert score_end_words(small_plan, 78.0e6, up=True) == "NOK 78 million (assumed)"
    assert score_end_words(at_end, 0.9357, up=True) == "93.6%"
    assert score_end_words(finish, 12.6, up=False) == "12"
    assert "no plan is above NOK 79 million" in " ".join(summary(replace(small_plan, bound=78.4e6)).split())


@pytest.mark.parametrize("kind", ObjectiveKind)
def test_an_end_that_is_written_whole_stays_for_every_objective(
    small_plan: Plan, kind: ObjectiveKind
) -> None:
    parts = (Part(objective=COVERAGE, weight=1.0),) if kind is ObjectiveKind.WEIGHTED else ()
    baseline = small_plan.schedule if kind is ObjectiveKind.STABILITY else None
    plan = replace(small_plan, objective=Objective(kind=kind, parts=parts, baseline=baseline))

    for up in (False, True):
        assert score_end_words(plan, 3e6, up=up) == score_words(plan, 3e6)


def test_coverage_is_not_written_as_money(small_plan: Plan) -> None:
    assert score_words(replace(small_plan, objective=COVERAGE), 12.345) == "12.35"


def test_the_data_line_counts_assumed_figures(small_plan: Plan) -> None:
    sourced = replace(small_plan.roadmap.services[0], weight=2.0, provenance=Provenance(source="x"))
    more = replace(small_plan, roadmap=replace(small_plan.roadmap, services=(sourced,)))

    assert "figures are assumed. Sources carry 0% of the benefit" in data_words(more)
    assert data_words(replace(more, schedule=None)).endswith("figures are assumed.")


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
