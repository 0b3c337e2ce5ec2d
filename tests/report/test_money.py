"""Money per year has the same digits in every document, and a budget can be what holds a plan back."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import a_receiver

from planner.files import plan_to_csv
from planner.language import decimal, in_language
from planner.model import Budget, Measure, Plan
from planner.report import html, result, summary
from planner.report.sheet import sheet
from planner.results import Facts
from planner.say import headline, money_heads, money_notes, money_rows
from planner.say.money import nok_million
from planner.view import money_table


def with_budgets(plan: Plan, *limits: float) -> Plan:
    """Give the plan budgets for its first years, in NOK."""
    budgets = tuple(Budget(year=2023 + place, limit_nok=limit) for place, limit in enumerate(limits))
    return replace(plan, roadmap=replace(plan.roadmap, budgets=budgets))


def spent_in(plan: Plan) -> list[float]:
    """Give the NOK invested in each year of the horizon."""
    return [money.investment_nok for money in Facts(plan).money_within]


def lasting(plan: Plan, years: int | None = None) -> Plan:
    """State how long what is made lasts."""
    terms = replace(plan.roadmap.economics, lifetime_years=years)
    return replace(plan, roadmap=replace(plan.roadmap, economics=terms))


def test_the_years_have_the_same_digits_in_text_csv_json_html_on_paper_and_on_the_page(
    large_plan: Plan, tmp_path: Path
) -> None:
    plan = with_budgets(large_plan, 30e6, 31.25e6)
    found = Facts(plan)
    rows = money_rows(found, found.money)
    within = rows[: len(plan.roadmap.years)]
    plan_to_csv(plan, tmp_path)
    text, page = " ".join(summary(plan).split()), html(plan)

    assert all(" ".join(row) in text for row in within)
    assert all("".join(f'<td class="number">{cell}</td>' for cell in row[1:]) in page for row in rows)
    assert money_table(found)["rows"] == rows
    assert [[cell["text"] for cell in row["cells"]] for row in sheet(plan)["money"]["rows"]] == [
        list(texts) for texts in list(zip(*within, strict=True))[1:]
    ]
    for row, of_json, of_csv in zip(
        rows, result(plan)["money"], numbers(tmp_path / "plan_penger.csv"), strict=True
    ):
        names = ("investment_nok", "budget_nok", "running_cost_nok", "benefit_nok")
        amounts = [row[1], row[2], row[4], row[5]]
        assert [told(of_json[name]) for name in names] == amounts
        assert [told(of_csv[place]) for place in (1, 2, 4, 5)] == amounts


def told(amount_nok: float | None) -> str:
    """Write a raw amount as documents do."""
    return "–" if amount_nok is None else nok_million(amount_nok)


def numbers(path: Path) -> list[list[float | None]]:
    """Read the numbers of a table for spreadsheets."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    return [[float(cell.replace(",", ".")) if cell else None for cell in row] for row in rows]


def test_a_year_without_a_limit_has_none_and_a_plan_without_budgets_does_not_speak_of_them(
    small_plan: Plan,
) -> None:
    some = Facts(with_budgets(small_plan, 2 * spent_in(small_plan)[0]))

    assert money_rows(some, some.money_within)[1][2:4] == ["–", "–"]
    assert money_rows(some, some.money_within)[0][3] == "50%"
    assert money_heads(Facts(small_plan)) == ["Year", "Investment", "Running costs", "Benefit"]


def test_the_notes_say_whose_prices_and_that_nothing_is_discounted(small_plan: Plan) -> None:
    said = money_notes(Facts(small_plan))

    assert said.startswith(
        "In prices of 2023, not discounted, without tax cost. The figures behind it are ass"
    )
    assert said.endswith("Benefit and running costs go on at the last level through 2038.")


def test_a_years_budget_was_never_named_though_it_held_the_plan_back(small_plan: Plan) -> None:
    """The sector is full in 6 of 8 quarters, the budget in both years."""
    first, second = spent_in(small_plan)
    tight = (a_receiver(capacity=30.0), *small_plan.roadmap.sectors[1:])
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=tight))

    assert "The bottleneck is GP: full in 6 of 8 quarters." in headline(with_budgets(plan, first, 9 * second))
    said = with_budgets(plan, first, second)
    assert "The bottleneck is the budget: full in 2 of 2 years." in headline(said)
    assert "the budget (full in 2 years); GP (full in 6 quarters)" in summary(said)


def test_one_full_year_is_named(small_plan: Plan) -> None:
    roomy = (a_receiver(capacity=900.0), *small_plan.roadmap.sectors[1:])
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=roomy))

    assert "The bottleneck is the budget of 2024: it is full." in headline(
        with_budgets(plan, 1e12, spent_in(plan)[1])
    )


def test_a_full_budget_is_named_where_no_sector_has_a_limit(small_plan: Plan) -> None:
    free = tuple(replace(sector, capacities=()) for sector in small_plan.roadmap.sectors)
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=free))

    with in_language("nb"):
        assert "Flaskehalsen er budsjettet for 2023: det er fullt." in headline(
            with_budgets(plan, spent_in(plan)[0])
        )


def test_residual_value_stands_apart_in_text_json_html_and_on_paper(small_plan: Plan) -> None:
    plan = lasting(small_plan, 20)
    residual = decimal(Facts(plan).residual_value / 1e6, 0)
    words = f"NOK {residual} million (assumed), from 2039 through 2043; not in the net benefit"

    assert words in " ".join(summary(plan).split())
    assert words in html(plan)
    assert {"label": "Residual value", "text": words} in sheet(plan)["sections"][-1]["notes"]
    appraisal = result(plan)["appraisal"]
    assert appraisal["residual_value_nok"] == Facts(plan).residual_value > 0
    assert appraisal["net_present_value_nok"] == result(small_plan)["appraisal"]["net_present_value_nok"]


@pytest.mark.parametrize("years", [None, 15])
def test_nothing_is_said_of_residual_value_where_the_lifetime_ends_with_the_analysis(
    small_plan: Plan, years: int | None
) -> None:
    plan = lasting(small_plan, years)

    assert "Residual" not in summary(plan) + html(plan)


def chosen(measures: tuple[Measure, ...], *ids: str) -> tuple[Measure, ...]:
    return tuple(replace(measure, optional=measure.id in ids) for measure in measures)


@pytest.mark.parametrize(("ids", "told"), [((), False), (("b",), True), (("a", "b"), False)])
def test_what_is_done_anyway_is_told_where_it_is_a_part(
    small_plan: Plan, ids: tuple[str, ...], told: bool
) -> None:
    measures = chosen(small_plan.roadmap.measures, *ids)
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, measures=measures))

    words = "of the net benefit comes from measures that run or must be done anyway"

    assert (words in " ".join(summary(plan).split())) is told
    assert (words in html(plan)) is told
    assert any(words in note["text"] for note in sheet(plan)["sections"][-1]["notes"]) is told
