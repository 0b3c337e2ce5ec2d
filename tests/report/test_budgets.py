"""Budgets by payer and years have the same digits in every document, and full ones are named."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_receiver

import planner
from planner.files import plan_to_csv
from planner.language import in_language
from planner.model import Budget, Plan
from planner.report import html, pdf, result, summary
from planner.report.formats import FORMATS
from planner.report.sheet import sheet
from planner.results import Facts
from planner.say import budget_name, budget_notes, budget_rows, headline
from planner.say.money import nok_million
from planner.view import budget_table

TITLE = "Budgets by payer and years, NOK million"


def with_budgets(plan: Plan, *budgets: Budget) -> Plan:
    """Give the plan other budgets."""
    return replace(plan, roadmap=replace(plan.roadmap, budgets=budgets))


def frame(
    limit: float, payer: str = "staten", first: int = 2023, last: int = 2024, spent: float = 0.0
) -> Budget:
    """Give a budget of one payer, in NOK."""
    return Budget(year=first, last_year=last, payer=payer, limit_nok=limit, spent_nok=spent)


def used(plan: Plan, payer: str = "") -> float:
    """Give the NOK that the plan uses of a budget of both years."""
    (use,) = Facts(with_budgets(plan, frame(1e12, payer))).budgets
    return use.used_nok


def both(plan: Plan) -> Plan:
    """Give the plan a frame of the state that it fills, one of a sector with room, and one year of all."""
    return with_budgets(
        plan,
        frame(used(plan, "staten") + 2e6, spent=2e6),
        frame(9e7, "gp"),
        Budget(year=2023, limit_nok=1e9),
    )


def test_a_payer_is_called_what_a_budget_calls_it_and_a_sector_by_its_own_name(small_plan: Plan) -> None:
    named = replace(frame(1e9, "step2"), payer_name="Step 2")
    rows = (
        frame(1e9, "step2", last=2023),
        named,
        frame(1e9, "other"),
        replace(frame(1e9, "gp"), payer_name="X"),
    )
    plan = with_budgets(small_plan, *rows)

    cells = [row["cells"][1] for row in sheet(plan)["budgets"]["rows"]]

    assert cells == ["Step 2", "Step 2", "other", small_plan.roadmap.sector("gp").name]
    assert budget_name(plan.roadmap, named.key) == "2023–2024 for Step 2"


def test_every_payer_uses_a_part_and_all_parts_are_what_everybody_uses(small_plan: Plan) -> None:
    state, sector = used(small_plan, "staten"), used(small_plan, "gp")

    assert state > 0
    assert sector > 0
    assert state + sector == pytest.approx(used(small_plan))
    assert used(small_plan, "nobody") == 0


def test_years_outside_the_horizon_use_nothing_and_one_year_only_its_own(small_plan: Plan) -> None:
    years = {money.year: money.investment_nok for money in Facts(small_plan).money_within}
    rows = frame(1e9, "", 2010, 2022), frame(1e9, "", 2024, 2024), frame(1e9, "", 2024, 2050)

    assert [use.used_nok for use in Facts(with_budgets(small_plan, *rows)).budgets] == pytest.approx(
        [0.0, years[2024], years[2024]]
    )


def test_a_row_tells_limit_spent_used_left_and_whether_it_is_full(small_plan: Plan) -> None:
    plan = both(small_plan)
    state, sector = nok_million(used(plan, "staten")), nok_million(used(plan, "gp"))

    first, second, third = budget_rows(Facts(plan))

    assert first == [
        "2023–2024",
        "staten",
        nok_million(used(plan, "staten") + 2e6),
        "2.0",
        state,
        "0.0",
        "yes",
    ]
    assert second == ["2023–2024", "GP", "90.0", "0.0", sector, nok_million(9e7 - used(plan, "gp")), "no"]
    assert third[:2] == ["2023", "all together"]


def test_text_csv_json_html_paper_frames_and_page_have_the_same_digits(
    small_plan: Plan, tmp_path: Path
) -> None:
    plan = both(small_plan)
    rows = budget_rows(Facts(plan))
    plan_to_csv(plan, tmp_path)

    assert TITLE in summary(plan)
    assert all(" ".join(row) in flat(summary(plan)) for row in rows)
    assert all("".join(f'<td class="number">{text}</td>' for text in row[2:]) in html(plan) for row in rows)
    assert budget_table(Facts(plan))["rows"] == rows
    assert [row["cells"] for row in sheet(plan)["budgets"]["rows"]] == rows
    assert [told(each) for each in result(plan)["budgets"]] == rows_of_amounts(rows)
    assert [told(each) for each in planner.frames(plan)["budgets"].to_dict("records")] == rows_of_amounts(
        rows
    )
    with (tmp_path / "plan_budsjett.csv").open(encoding="utf-8-sig", newline="") as file:
        in_csv = list(csv.reader(file, delimiter=";"))[1:]
    assert [[nok_million(float(cell)) for cell in row[3:7]] for row in in_csv] == rows_of_amounts(rows)
    assert [row[7] for row in in_csv] == ["yes", "no", "no"]


def told(use: Mapping[Any, float]) -> list[str]:
    """Write raw amounts as documents do."""
    return [nok_million(use[name]) for name in ("limit_nok", "spent_nok", "used_nok", "left_nok")]


def rows_of_amounts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give the four amounts of each row."""
    return [list(row[2:6]) for row in rows]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_sheet_shades_a_full_budget_and_no_other(small_plan: Plan) -> None:
    fills = [row["fill"] for row in sheet(both(small_plan))["budgets"]["rows"]]

    assert fills[1] == fills[2] != fills[0]


def test_budgets_of_single_years_of_all_together_change_no_document(small_plan: Plan, tmp_path: Path) -> None:
    plan = with_budgets(small_plan, Budget(year=2023, limit_nok=3e6), Budget(year=2024, limit_nok=4e6))
    plan_to_csv(plan, tmp_path)

    assert TITLE not in summary(plan) + unescape(html(plan))
    assert sheet(plan)["budgets"] is None
    assert "budgets" not in result(plan)
    assert not (tmp_path / "plan_budsjett.csv").exists()
    assert len(planner.frames(plan)["budgets"]) == 2


def test_what_was_spent_before_in_a_year_of_all_is_told(small_plan: Plan) -> None:
    plan = with_budgets(small_plan, Budget(year=2023, limit_nok=9e6, spent_nok=1e6))

    assert TITLE in summary(plan)
    assert budget_rows(Facts(plan))[0][2:4] == ["9.0", "1.0"]


def test_the_notes_say_whose_prices_and_when_a_budget_is_full(small_plan: Plan) -> None:
    assert budget_notes(small_plan.roadmap) == (
        "In prices of 2023, not discounted. A budget is full when the plan uses 98% of what was left at the "
        "status date."
    )


def roomy(plan: Plan) -> Plan:
    """Give the plan without a full sector."""
    sectors = (a_receiver(capacity=900.0), *plan.roadmap.sectors[1:])
    return replace(plan, roadmap=replace(plan.roadmap, sectors=sectors))


def test_a_full_budget_of_a_payer_is_named_as_bottleneck(small_plan: Plan) -> None:
    plan = with_budgets(roomy(small_plan), frame(used(small_plan, "gp"), "gp"))

    assert "The bottleneck is the budget of 2023–2024 for GP: it is full." in headline(plan)
    assert "the budget of 2023–2024 for GP (full)" in flat(summary(plan))
    with in_language("nb"):
        assert "Flaskehalsen er budsjettet for 2023–2024 for GP: det er fullt." in headline(plan)


def test_full_budgets_of_a_payer_in_several_rows_are_counted_in_years(small_plan: Plan) -> None:
    plan = roomy(small_plan)
    by_year = [Facts(with_budgets(plan, frame(1.0, "gp", y, y))).budgets[0].used_nok for y in (2023, 2024)]
    assert all(by_year)
    rows = [frame(limit, "gp", year, year) for year, limit in zip((2023, 2024), by_year, strict=True)]

    said = headline(with_budgets(plan, *rows, frame(used(plan, "staten"), last=2023)))

    assert "The bottleneck is the budget of GP: full in 2 of 2 years." in said


def test_a_budget_with_room_and_one_full_for_a_smaller_part_than_a_sector_are_no_bottleneck(
    small_plan: Plan,
) -> None:
    tight = (a_receiver(capacity=30.0), *small_plan.roadmap.sectors[1:])
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=tight))
    first = Facts(with_budgets(plan, frame(1.0, "gp", 2023, 2023))).budgets[0].used_nok

    assert "The bottleneck is GP: full in" in headline(with_budgets(plan, frame(1e12)))
    assert "The bottleneck is GP: full in" in headline(with_budgets(plan, frame(first, "gp", 2023, 2023)))


def test_a_budget_is_full_by_what_was_left_of_it(small_plan: Plan) -> None:
    amount = used(small_plan, "staten")
    rows = frame(amount / 0.98 - 1, spent=0), frame(amount / 0.97), frame(10 * amount, spent=9 * amount)

    assert [use.is_full for use in Facts(with_budgets(small_plan, *rows)).budgets] == [True, False, True]


@pytest.mark.parametrize("name", ["pdf", "html", "csv", "json"])
def test_formats_hold_budgets_and_repeat(small_plan: Plan, name: str) -> None:
    each = next(each for each in FORMATS if each.name == name)

    assert each.one_file(both(small_plan)) == each.one_file(both(small_plan))


def test_the_sheet_holds_many_budgets_on_one_page(small_plan: Plan) -> None:
    import io

    import pypdfium2

    rows = [frame(1e9 + n, "staten" if n % 2 else "gp", 2023 - n, 2024) for n in range(20)]
    held = pypdfium2.PdfDocument(io.BytesIO(pdf(with_budgets(small_plan, *rows))))  # type: ignore[no-untyped-call]

    text = " ".join(page.get_textpage().get_text_range() for page in held)
    assert len(held) == 1
    assert text.count("1 000.0") + text.count("1,000.0") == 20
