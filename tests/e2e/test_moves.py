"""Why the measures of a proposed plan moved, in a real browser: asked by opening it, told as it comes."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Seen, Served, open_page, open_part
from e2e.test_first_screen import top_of
from e2e.test_page import RULES, assert_fits
from playwright.sync_api import expect
from web.demo import DemoEngine, demo_plan, demo_roadmap

from planner.model import Roadmap


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    """Give few measures, so that all of it is told soon."""
    return demo_roadmap(measures=12), DemoEngine(patient=threading.Event())


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_it_is_told_when_it_is_opened_and_moves_nothing_before(
    browser: Browser, served: Served, seen: Seen, width: int, height: int
) -> None:
    workspace = served.workspace
    workspace.found_better(demo_plan(workspace.base), workspace.searches)
    page = open_page(browser, served, seen, width=width, height=height)
    summary = page.get_by_text("Why the measures moved")
    expect(summary).to_be_hidden()
    page.locator("#show").click()
    open_part(page, ".answered")
    expect(summary).to_be_visible()
    before = top_of(page, "#gantt")
    assert workspace.moves.job is None

    summary.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".moved li").first).to_contain_text("→")
    expect(page.locator("#moves")).not_to_contain_text("being worked out")
    assert top_of(page, "#gantt") == before
    found = Axe().run(page, context="#proposed", options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    assert_fits(page)
    page.locator("#discard").click()
    expect(summary).to_be_hidden()
    page.close()
    assert seen.errors == []
