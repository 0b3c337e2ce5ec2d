"""The documents of a plan list the needs that no measure meets, and nothing where all are met."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from support.planned import a_plan_with_everything

from planner.files import sector_workbook
from planner.language import in_language
from planner.model import InputOutcome, Plan, SectorInput
from planner.report import summary
from planner.report.page import html
from planner.report.sectors import sectors_content
from planner.report.sheet import sheet
from planner.results import Facts, unmet_needs
from planner.say import unmet_words
from planner.view import unmet_lists


def with_needs(*services: str, **more: Any) -> Plan:
    plan = a_plan_with_everything()
    inputs = tuple(
        SectorInput(
            id=f"n{number}",
            day=date(2023, 1, 1),
            who="KS <x>",
            content=f"Need {number}",
            service=service,
            **more,
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


@pytest.mark.parametrize(
    "write", [summary, lambda plan: json.dumps(sheet(plan)["sections"])], ids=["summary", "A3"]
)
def test_the_summary_and_the_sheet_name_them(write: Any) -> None:
    with in_language("en"):
        told = write(with_needs("S1", "", ""))
        none = write(with_needs("S1"))

    assert "Unmet needs" in told
    assert "Need 1; Need 2" in told
    assert "Need 0" not in told
    assert "Unmet needs" not in none


def test_needs_without_any_measure_come_before_those_whose_measures_are_left_out() -> None:
    plan = with_needs("S1", "")
    assert plan.schedule is not None
    nothing = replace(plan, schedule=replace(plan.schedule, selected=(), phases=(), rollouts=()))
    found = Facts(nothing)

    walks = unmet_needs(found.roadmap, found)

    assert [walk.need.content for walk in walks] == ["Need 1", "Need 0"]
    with in_language("en"):
        assert "leaves out" in unmet_words(found.roadmap, walks[1])
        said = replace(walks[0], need=replace(walks[0].need, content="Video. Now."))
        assert unmet_words(found.roadmap, said).startswith("Video. Now (")
        short = replace(said, need=replace(said.need, content="Video osv."))
        assert unmet_words(found.roadmap, short).startswith("Video osv. (")
        assert [(each.title, len(each.lines)) for each in unmet_lists(found)] == [
            ("No measure", 1),
            ("Left out", 1),
        ]


def test_the_paper_and_the_workbook_of_a_sector_list_those_that_it_gave() -> None:
    given = with_needs("S1", "", sector="gp", outcome=InputOutcome.DECLINED)
    others = replace(with_needs("", "", "").roadmap.inputs[2], sector="nhn")
    plan = replace(given, roadmap=replace(given.roadmap, inputs=(*given.roadmap.inputs, others)))
    wanted = "Need 1 (GP, KS <x>, 1 January 2023; not taken in)"

    with in_language("en"):
        (page,) = sectors_content(plan, "gp")["sectors"]
        book: Any = load_workbook(BytesIO(sector_workbook(Facts(plan), "gp")))
        (other,) = sectors_content(plan, "nhn")["sectors"]

    assert page["needs"] == [wanted]
    assert other["needs"] == ["Need 2 (NHN, KS <x>, 1 January 2023)"]
    cells = [cell.value for row in book["Answer"].iter_rows() for cell in row]
    assert cells[cells.index("Needs that no measure meets") + 1] == wanted
    assert not any("Need 2" in str(cell) for cell in cells)


def test_where_all_needs_have_measures_there_is_no_list() -> None:
    with in_language("en"):
        assert "Needs that no measure meets" not in html(with_needs("S1"))
