"""What the plan rests on in a real browser: it fills in by itself, and each group opens into its figures."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Seen, Served, open_page, open_part
from e2e.test_first_screen import top_of
from e2e.test_page import RULES, assert_fits
from playwright.sync_api import Page, expect

MOST = "Most depends on what is assumed of benefit."


def searching(browser: Browser, served: Served, seen: Seen, *, width: int, height: int) -> Page:
    """Open a page whose search goes on until it is let go, and what the plan rests on."""
    served.workspace.start()
    page = open_page(browser, served, seen, width=width, height=height)
    open_part(page, ".grounds")
    return page


def let_go(served: Served) -> None:
    """Let all searches find what they find."""
    assert served.engine.patient is not None
    served.engine.patient.set()


@pytest.mark.slow
def test_they_come_by_themselves_when_the_search_is_over_and_move_nothing(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = searching(browser, served, seen, width=1440, height=900)
    expect(page.locator("#assumptions")).to_contain_text("when the search for a better plan is over")
    expect(page.locator("#banner")).not_to_contain_text(MOST)
    before = top_of(page, "#gantt")

    let_go(served)

    expect(page.locator("#assumptions li")).to_have_count(2)
    expect(page.locator("#banner")).to_contain_text(MOST)
    expect(page.locator(".grounds > .part-body")).to_be_visible()
    assert top_of(page, "#gantt") == before
    page.close()
    assert seen.errors == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_a_press_opens_a_group_into_its_figures(
    browser: Browser, served: Served, seen: Seen, width: int, height: int
) -> None:
    page = searching(browser, served, seen, width=width, height=height)
    let_go(served)
    group = page.locator("#assumptions summary").nth(1)
    expect(group).to_contain_text("Duration of phases (110 figures): the bound moves by NOK 1,387 million")

    group.focus()
    page.keyboard.press("Enter")

    table = page.locator("#assumptions table")
    expect(table).to_have_count(1)
    expect(table.locator("thead th")).to_have_text(["Figure", "Low", "In the plan", "High"])
    assert table.locator("tbody tr").count() > 10
    expect(page.locator(".grounds > .part-body")).to_be_visible()
    found = Axe().run(page, context="#assumptions", options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    assert_fits(page)
    page.close()
    assert seen.errors == []


@pytest.mark.slow
def test_they_stay_as_they_are_when_nothing_is_new(browser: Browser, served: Served, seen: Seen) -> None:
    page = searching(browser, served, seen, width=1440, height=900)
    let_go(served)
    page.locator("#assumptions summary").nth(1).click()
    expect(page.locator("#assumptions table")).to_have_count(1)

    with page.expect_response(lambda answer: "_dash-update-component" in answer.url):
        pass  # the window asks whether anything is new

    expect(page.locator("#assumptions table")).to_be_visible()
    page.close()
