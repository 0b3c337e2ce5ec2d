"""What is told for each period of a table names the roadmap's own period, as everywhere else."""

from dataclasses import replace

import pytest
from web.demo import adapted, demo_plan, demo_roadmap

from planner.language import in_language
from planner.model import PeriodLength, Plan
from planner.report import html
from planner.results import Facts
from planner.view import target_table


@pytest.fixture
def plan() -> Plan:
    return adapted(demo_plan(demo_roadmap(measures=12)))


def in_periods_of(plan: Plan, length: PeriodLength) -> Plan:
    calendar = replace(plan.roadmap.calendar, period=length)
    return replace(plan, roadmap=replace(plan.roadmap, calendar=calendar))


@pytest.mark.parametrize(
    ("length", "takes", "coverage"),
    [
        (PeriodLength.QUARTER, "Krever i kvartalet", "Dekningsgrad ved utgangen av hvert kvartal"),
        (PeriodLength.MONTH, "Krever i måneden", "Dekningsgrad ved utgangen av hver måned"),
    ],
)
def test_headings_name_the_period(plan: Plan, length: PeriodLength, takes: str, coverage: str) -> None:
    told = in_periods_of(plan, length)

    with in_language("nb"):
        assert f">{takes}</th>" in html(told)
        assert target_table(Facts(told))["caption"] == coverage
