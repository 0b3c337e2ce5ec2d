"""When must we decide, in a real browser: it fills in by itself, is read by keys, and fits a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Seen, Served, open_page
from e2e.test_first_screen import top_of
from e2e.test_page import RULES, assert_fits
from e2e.test_reasons import choose
from playwright.sync_api import expect


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_calendar_fills_by_itself_and_moves_nothing(
    browser: Browser, served: Served, seen: Seen, width: int, height: int
) -> None:
    served.workspace.start()
    page = open_page(browser, served, seen, width=width, height=height)
    for press in (".asking > summary", ".when > summary"):
        page.locator(press).focus()
        page.keyboard.press("Enter")
    expect(page.locator("#decisions")).to_contain_text("when the search for a better plan is over")
    before = top_of(page, "#gantt")

    assert served.engine.patient is not None
    served.engine.patient.set()

    expect(page.locator("#decisions li").first).to_be_visible()
    expect(page.locator("#decisions")).not_to_contain_text("Being worked out")
    expect(page.locator("#decisions h4").first).to_be_visible()
    if width > 640:
        assert top_of(page, "#gantt") == before
    found = Axe().run(page, context="#decisions", options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    assert_fits(page)
    page.keyboard.press("Escape")
    expect(page.locator(".asking > .fold-body")).to_be_hidden()
    page.close()
    assert seen.errors == []


def test_the_side_panel_says_how_long_the_chosen_measure_can_wait(
    browser: Browser, served: Served, seen: Seen
) -> None:
    served.workspace.start()
    assert served.engine.patient is not None
    served.engine.patient.set()
    page = open_page(browser, served, seen, width=1440, height=900)

    choose(page)

    expect(page.locator("#waits")).to_contain_text("Its start can wait until")
    page.close()
    assert seen.errors == []
