"""The web page of a plan lists the needs that no measure meets, and nothing where all are met."""

from dataclasses import replace
from datetime import date

import pytest
from support.planned import a_plan_with_everything

from planner.language import in_language
from planner.model import Plan, SectorInput
from planner.report.page import html


def with_needs(*services: str) -> Plan:
    plan = a_plan_with_everything()
    inputs = tuple(
        SectorInput(
            id=f"n{number}", day=date(2023, 1, 1), who="KS <x>", content=f"Need {number}", service=service
        )
        for number, service in enumerate(services)
    )
    return replace(plan, roadmap=replace(plan.roadmap, inputs=inputs))


@pytest.mark.parametrize(("language", "title"), [("en", "Needs that no measure meets"), ("nn", "dekkjer")])
def test_needs_that_no_measure_meets_are_listed_with_who_gave_them(language: str, title: str) -> None:
    with in_language(language):
        text = html(with_needs("S1", ""))

    assert title in text
    assert "Need 1" in text
    assert "KS &lt;x&gt;, " in text
    assert "Need 0" not in text


def test_where_all_needs_have_measures_there_is_no_list() -> None:
    with in_language("en"):
        assert "Needs that no measure meets" not in html(with_needs("S1"))
