"""Choosing what the plan is to be best at, and what the page says of how a plan came about, in a browser."""

from dataclasses import replace

import pytest
from e2e.conftest import Browser, Seen, Served, ask, open_page, open_part
from e2e.test_page import assert_fits, violations
from playwright.sync_api import Page, expect
from web.demo import DEMO_PRICES

from planner.model import Fault, FaultKind
from planner.results import Facts

FAULT = Fault(kind=FaultKind.OUT_OF_MEMORY, method="HiGHS", detail="4")
TOLD = "HiGHS ran out of memory, at 4 GB."


def choose(page: Page, aim: str) -> None:
    """Open the choice of aims where it is closed, and choose one."""
    open_aims(page)
    page.get_by_role("radio", name=aim).check()


def open_aims(page: Page) -> None:
    """Open the choice of aims where it is closed."""
    if not page.locator("#aim-run").is_visible():
        open_part(page, ".own-aim")


@pytest.mark.slow
def test_the_slider_comes_with_balance_and_moves_with_the_keys(page: Page, served: Served) -> None:
    choose(page, "Balance")
    thumb = page.get_by_role("slider", name="quick benefits")
    expect(thumb).to_have_attribute("aria-valuenow", "50")

    thumb.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(thumb).to_have_attribute("aria-valuenow", "60")
    assert violations(page) == []
    page.locator("#aim-run").click()
    page.locator("#stop").click()
    expect(page.locator(".answer h2")).to_contain_text("Aim: balance, 60% of the way")
    assert served.engine.aims[-1][0].long_term == 0.6


@pytest.mark.slow
def test_an_even_load_asks_how_much_may_be_lost_and_says_what_is_wrong(page: Page, served: Served) -> None:
    choose(page, "Even load")
    field = page.get_by_label("Net benefit that may be lost for it")
    expect(field).to_have_value("2")
    field.fill("99")
    page.locator("#aim-run").click()

    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".aim-fields")).to_contain_text("Write a number from 0 to 50.")
    assert violations(page) == []
    assert served.workspace.searches.asking is None
    field.fill("3,5")
    page.locator("#aim-run").click()
    page.locator("#stop").click()
    expect(page.locator(".answer h2")).to_contain_text("net benefit within 3.5% of the best")


@pytest.mark.slow
def test_fewest_changes_can_be_chosen_when_a_plan_has_been_accepted(page: Page) -> None:
    open_aims(page)
    stability = page.get_by_role("radio", name="Fewest changes")
    expect(stability).to_be_disabled()
    ask(page)
    page.locator("#stop").click()
    page.locator("#accept").click()

    open_aims(page)
    expect(stability).to_be_enabled()

    stability.check()
    assert violations(page) == []
    page.locator("#undo").click()
    open_aims(page)
    expect(page.get_by_role("radio", name="Largest net benefit")).to_be_checked()
    expect(stability).to_be_disabled()


def with_a_history(served: Served) -> None:
    """Let the plan on the page have a fault and a price list."""
    plan = served.workspace.shown.plan
    served.workspace.decided.show(Facts(replace(plan, faults=(FAULT,), price_list=DEMO_PRICES)))


def test_faults_and_prices_stand_on_the_page_and_stay(browser: Browser, served: Served, seen: Seen) -> None:
    with_a_history(served)
    page = open_page(browser, served, seen, width=1440, height=1000)

    expect(page.get_by_role("alert").filter(has_text=TOLD)).to_be_visible()
    open_part(page, ".worth")
    expect(page.locator("#prices")).to_contain_text("NOK 460,000")
    assert violations(page) == []
    ask(page)
    page.locator("#stop").click()
    expect(page.locator("#accept")).to_be_visible()
    expect(page.locator("#faults")).to_contain_text(TOLD)
    page.wait_for_load_state("networkidle")  # the server goes with the test
    page.close()


@pytest.mark.slow
def test_a_phone_shows_the_slider_faults_and_prices_without_scrolling_sideways(
    browser: Browser, served: Served, seen: Seen
) -> None:
    with_a_history(served)
    phone = open_page(browser, served, seen, width=390, height=844)

    choose(phone, "Balance")
    expect(phone.get_by_role("slider")).to_be_visible()

    assert_fits(phone)
    assert violations(phone) == []
    phone.wait_for_load_state("networkidle")
    phone.close()
