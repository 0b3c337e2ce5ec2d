from dataclasses import replace

import pytest

from planner.language import in_language
from planner.model import COVERAGE, FramePrice, Plan, Prices
from planner.report import html
from planner.report.sheet import sheet
from planner.report.summary import summary
from planner.results import prices
from planner.say import MOST_PRICES, about, budget_lines, price_lines

PER_PERIOD = (0.0, 0.0, 0.0, 0.0, 200e3, 400e3, 600e3, 0.0)


def priced(plan: Plan, *capacity: tuple[str, tuple[float, ...]]) -> Plan:
    """Give a plan whose bound came with prices."""
    return replace(plan, prices=Prices(capacity=capacity or (("gp", PER_PERIOD),), budget=((2024, 0.35),)))


def test_the_price_of_a_payers_budget_is_told_with_its_years_and_who_pays(small_plan: Plan) -> None:
    frame = FramePrice(year=2024, last_year=2026, payer="staten", worth_per_nok=0.25)
    plan = replace(small_plan, prices=Prices(budget=((2023, 0.5),), frames=(frame,)))

    with in_language("en"):
        assert budget_lines(plan) == [
            "Budget 2023: NOK 0.50 for each NOK more",
            "Budget 2024–2026 for staten: NOK 0.25 for each NOK more",
        ]


def test_a_person_month_spread_over_a_year_is_worth_the_mean_of_its_periods(small_plan: Plan) -> None:
    found = prices(priced(small_plan))

    assert [(price.sector.id, price.year, price.nok) for price in found] == [("gp", 2024, 300e3)]


def test_the_dearest_come_first_and_at_most_five_are_told(large_plan: Plan) -> None:
    rising = tuple(float(1000 * period) for period in range(1, 41))
    plan = priced(large_plan, ("kommuner", rising), ("apotek", tuple(2 * worth for worth in rising)))

    amounts = [price.nok for price in prices(plan)]

    assert amounts == sorted(amounts, reverse=True)
    assert len(price_lines(plan)) == MOST_PRICES
    assert price_lines(plan)[0].startswith("Apotek 2032")


def test_prices_of_another_objective_are_not_told_as_money(small_plan: Plan) -> None:
    other = replace(priced(small_plan), objective=COVERAGE, score=3.0, bound=3.1)

    assert prices(other) == []
    assert "More capacity" not in summary(other)
    assert "What more capacity would be worth" not in html(other)


def test_summary_page_and_sheet_tell_the_price_and_how_far_to_trust_it(small_plan: Plan) -> None:
    plan = priced(small_plan)
    section = next(part for part in sheet(plan)["sections"] if part["title"].startswith("What more"))

    for said in (summary(plan), html(plan), str(section)):
        words = " ".join(said.split())
        assert "300,000" in words
        assert "small changes only" in words
        assert "Budget 2024: NOK 0.35" in words


def test_without_prices_nothing_is_said_of_them(small_plan: Plan) -> None:
    assert price_lines(small_plan) == []
    assert "would be worth" not in html(small_plan)


def test_a_sector_that_the_roadmap_lacks_is_passed_over(small_plan: Plan) -> None:
    assert prices(priced(small_plan, ("nobody", PER_PERIOD))) == []


@pytest.mark.parametrize(
    ("amount", "words"),
    [(456_789.0, "NOK 460,000"), (1.4, "NOK 1"), (99.6, "NOK 100"), (1234.0, "NOK 1,200")],
)
def test_an_estimate_has_two_digits(amount: float, words: str) -> None:
    assert about(amount) == words
