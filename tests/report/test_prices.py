"""Documents tell the dearest of a plan's price list: what is sure beside the estimate, and what they are."""

from dataclasses import replace

import pytest
from support.builders import a_link
from support.priced import a_price_list

from planner.language import in_language
from planner.model import (
    COVERAGE,
    Budget,
    Kept,
    Loosening,
    LooseningKind,
    Objective,
    ObjectiveKind,
    Plan,
    PricedChange,
)
from planner.prices import loosenings
from planner.report import html, result
from planner.report.sheet import sheet
from planner.report.summary import summary
from planner.say import MOST_PRICES, dearest, loosening_words, price_lines, priced_words, prices_note

CHANGE = Loosening(kind=LooseningKind.PERSON_MONTH, sector="gp", year=2024)


def priced(plan: Plan, **fields: float | None) -> Plan:
    """Give a plan with a list of one row."""
    given = {"sure": 234_567.0, "estimate": 456_789.0, "least": 0.0, "most": 9.1e6} | fields
    row = PricedChange(change=CHANGE, **given)
    listed = a_price_list(plan)
    return replace(plan, price_list=replace(listed, rows=(row,)))


def test_what_is_sure_is_rounded_down_and_stands_beside_the_estimate(small_plan: Plan) -> None:
    plan = priced(small_plan)

    (line,) = price_lines(plan)

    assert line == "GP 2024, one person-month more: sure NOK 230,000, estimate about NOK 460,000"


def test_the_proved_range_is_rounded_outwards_and_says_whether_it_settles_anything(small_plan: Plan) -> None:
    plan = priced(small_plan, most=9.11e6)
    settled = priced(small_plan, least=123_456.0, most=9.11e6)

    told = [priced_words(each, dearest(each)[0], ranged=True).partition("; ")[2] for each in (plan, settled)]

    assert told == [
        "proved to lie between nothing and NOK 9.2 million, so that it may be worth nothing",
        "proved to lie between NOK 120,000 and NOK 9.2 million",
    ]


def test_what_is_worth_nothing_for_sure_is_said_to_be(small_plan: Plan) -> None:
    (line,) = price_lines(priced(small_plan, sure=0.0))

    assert "sure nothing, estimate about NOK 460,000" in line


def test_a_change_that_could_not_be_worked_out_says_so_and_stands_in_no_document(small_plan: Plan) -> None:
    plan = priced(small_plan, sure=None, estimate=None, least=None, most=None)
    assert plan.price_list is not None

    assert "not worked out" in priced_words(plan, plan.price_list.rows[0])
    assert price_lines(plan) == []


def test_at_most_five_are_told_the_dearest_first(large_plan: Plan) -> None:
    changes = loosenings(large_plan.roadmap, large_plan.objective)[:8]
    rows = tuple(
        PricedChange(change=change, sure=0.0, estimate=1e6 * number, least=0.0, most=1e9)
        for number, change in enumerate(changes, start=1)
    )
    listed = replace(a_price_list(large_plan), rows=rows)

    found = dearest(replace(large_plan, price_list=listed))

    assert [row.estimate for row in found] == [8e6, 7e6, 6e6, 5e6, 4e6]
    assert len(found) == MOST_PRICES


def test_summary_page_and_sheet_tell_both_figures_and_what_they_are(small_plan: Plan) -> None:
    plan = priced(small_plan)
    title = "What it would be worth to loosen a limit"
    section = next(part for part in sheet(plan)["sections"] if part["title"] == title)

    for said in (summary(plan), html(plan), str(section)):
        words = " ".join(said.split())
        assert "GP 2024, one person-month more" in words
        assert "230,000" in words
        assert "460,000" in words
        assert "Changes looked at: 40; worth anything: 1." in words


def test_the_result_holds_the_whole_list(small_plan: Plan) -> None:
    told = result(priced(small_plan))["price_list"]

    (row,) = told["rows"]
    assert told["looked_at"] == 40
    assert row["change"] == {"kind": "person-month", "sector": "gp", "year": 2024}
    assert (row["sure"], row["estimate"]) == (234_567.0, 456_789.0)
    assert (row["proved_least"], row["proved_most"], row["is_settled"]) == (0.0, 9.1e6, False)
    assert result(small_plan)["price_list"] is None


def test_without_a_list_nothing_is_said_of_prices(small_plan: Plan) -> None:
    assert price_lines(small_plan) == []
    for said in (summary(small_plan), html(small_plan), str(sheet(small_plan))):
        assert "loosen a limit" not in said


def test_a_list_that_a_file_holds_is_told_as_the_file_claims(small_plan: Plan) -> None:
    assert prices_note(replace(priced(small_plan), claimed=True)).startswith("According to the file: ")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_kind_of_change_has_its_words(small_plan: Plan, language: str) -> None:
    roadmap = small_plan.roadmap
    first, second = roadmap.measures
    pinned = replace(first.phases[0], pinned_start=roadmap.calendar.date_of(0))
    plan = replace(
        small_plan,
        roadmap=replace(
            roadmap,
            measures=(
                replace(first, phases=(pinned,), optional=False),
                replace(second, earliest_start=roadmap.calendar.date_of(1)),
            ),
            dependencies=(a_link("a", "b"),),
            budgets=(Budget(year=2023, limit_nok=1e7),),
            sectors=tuple(
                replace(each, simultaneous_limit=1.0) if each.is_receiving else each
                for each in roadmap.sectors
            ),
        ),
        objective=replace(
            small_plan.objective,
            kept=(
                Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=9.0),
                Kept(objective=COVERAGE, level=1.0),
            ),
        ),
    )
    changes = loosenings(plan.roadmap, plan.objective)

    with in_language(language):
        told = [loosening_words(plan, change) for change in changes]

    assert {change.kind for change in changes} == set(LooseningKind)
    assert len(set(told)) == len(told)
    assert all(told)


def test_what_is_made_small_is_worth_less_of_it(small_plan: Plan) -> None:
    work = Objective(kind=ObjectiveKind.FINISH)
    plan = replace(priced(small_plan, sure=2.0, estimate=3.0), objective=work)

    (line,) = price_lines(plan)

    assert "−" in line
