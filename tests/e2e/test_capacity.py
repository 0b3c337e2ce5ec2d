"""The table of capacity in a real browser: marked and changed by keys, and read without seeing it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve
from e2e.test_page import assert_fits
from playwright.sync_api import Page, expect
from web.demo import DemoEngine, demo_roadmap

from planner.web.workspace import Workspace

opened = partial(open_at, path="kapasitet", shows=".capacity-cell")


def cell(page: Page, row: int, column: int) -> Any:
    """Give a cell of the table."""
    return page.locator(f".capacity-cell[data-row='{row}'][data-column='{column}']")


def test_cells_are_marked_and_scaled_by_keys_and_the_focus_comes_back(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen)
    expect(cell(page, 0, 1)).to_have_text("900")
    cell(page, 0, 1).focus()

    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#capacity-marked-words")).to_have_text("Marked: 2 sectors, 2024–2025")
    expect(page.locator(".capacity-cell[aria-selected=true]")).to_have_count(4)
    page.keyboard.type("+10 %")
    page.keyboard.press("Enter")

    expect(page.locator("#capacity-said")).to_contain_text("In the draft: Capacity of kommuner, fastleger")
    expect(cell(page, 0, 1)).to_have_text("990")
    expect(cell(page, 1, 2)).to_have_text("770")
    expect(cell(page, 0, 3)).to_have_text("900")
    expect(cell(page, 1, 2)).to_be_focused()
    expect(page.locator("#capacity-amount")).to_have_value("")
    assert len(served.workspace.drafted.steps) == 1


def test_rows_columns_and_single_periods_can_be_marked(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen)
    cell(page, 2, 3).focus()

    page.keyboard.press("Shift+Space")
    expect(page.locator("#capacity-marked-words")).to_have_text("Marked: Helse Nord, all periods")
    page.get_by_role("button", name="Quarters").click()
    expect(cell(page, 2, 39)).to_have_count(1)
    cell(page, 2, 5).click()
    expect(page.locator("#capacity-marked-words")).to_have_text("Marked: Helse Nord, quarter 2 of 2024")
    page.keyboard.press("Control+Space")
    expect(page.locator(".capacity-cell[aria-selected=true]")).to_have_count(8)
    page.keyboard.press("Escape")
    expect(page.locator(".capacity-cell[aria-selected=true]")).to_have_count(1)


def test_what_cannot_be_read_is_said_at_the_field(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen)
    cell(page, 0, 0).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#capacity-amount")).to_be_focused()

    page.keyboard.type("lots")
    page.get_by_role("button", name="Take into the draft").click()

    expect(page.get_by_text("Write person-months")).to_be_visible()
    assert served.workspace.drafted.steps == ()


def test_a_phone_never_scrolls_sideways(browser: Browser, served: Served, seen: Seen) -> None:
    assert_fits(opened(browser, served, seen, width=390))


MANY = 120
"""Sectors, of which a screen shows a fifth."""


@pytest.fixture
def many(door: Door) -> Iterator[Served]:
    """Serve a roadmap with many more sectors than there is room for."""
    roadmap = demo_roadmap(measures=12)
    new = (replace(roadmap.sectors[0], id=f"sector_{each}", name=f"Sector {each}") for each in range(MANY))
    made = Workspace(replace(roadmap, sectors=(*roadmap.sectors, *new)), engine=DemoEngine())
    made.start(improve=False)
    yield from serve(door, made, DemoEngine())


def test_cells_are_drawn_as_they_come_into_view_and_all_can_be_marked(
    browser: Browser, many: Served, seen: Seen
) -> None:
    page = opened(browser, many, seen)
    rows = page.locator(".capacity-row:has(.capacity-cell)")
    last = len(many.workspace.base.sectors) - 1
    assert 5 < rows.count() < MANY / 2
    cell(page, 0, 1).focus()

    page.keyboard.press("Control+a")
    expect(page.locator("#capacity-marked-words")).to_contain_text(f"{last + 1} sectors, all periods")
    expect(page.locator(".capacity-cell:focus")).to_have_attribute("data-row", str(last))
    page.keyboard.press("ArrowUp")
    expect(cell(page, last - 1, 0)).to_have_count(1)
    page.keyboard.press("Shift+Space")

    expect(page.locator("#capacity-marked-words")).to_contain_text("Norsk helsenett, all periods")
    years = page.locator(f".capacity-cell[data-row='{last - 1}']").count()
    expect(page.locator(".capacity-cell[aria-selected=true]")).to_have_count(years)
    page.close()
    assert seen.errors == []


COUNTED = """() => {
    window.followed = 0;
    const add = window.addEventListener;
    window.addEventListener = function (kind, ...rest) {
        window.followed += kind === "beforeprint";
        return add.call(this, kind, ...rest);
    };
}"""
"""Count who begins to follow that the page is printed."""


@pytest.mark.slow
def test_a_visit_leaves_nothing_behind_and_all_rows_are_printed(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen)
    page.evaluate(COUNTED)
    for _visit in range(2):
        page.locator('.rail a[data-page="/styret"]').click()
        page.wait_for_selector(".board-figures")
        page.locator('.rail a[data-page="/kapasitet"]').click()
        page.wait_for_selector(".capacity-cell")

    assert page.evaluate("window.followed") == 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    rows = page.locator(".capacity-row:not(.capacity-head)").count()
    assert page.locator(".capacity-row:not(.capacity-head):has(.capacity-cell)").count() == rows
    page.close()
    assert seen.errors == []
