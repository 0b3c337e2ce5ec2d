"""The saturation map in a real browser: keys, words, the page of a sector, and what a screen reader needs."""

from functools import partial

import pytest
from e2e.conftest import Browser, Seen, Served, open_at
from e2e.test_page import assert_fits
from playwright.sync_api import expect

opened = partial(open_at, path="kapasitet", shows="#sector-table td")


def test_keys_move_through_the_map_and_enter_chooses_a_sector(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen)
    page.locator("#saturation-map .share-cell[tabindex='0']").focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    second = page.locator("#saturation-map .share-row").nth(1)
    name = second.locator(".share-sector").inner_text()
    focused = page.locator("#saturation-map .share-cell:focus")
    expect(focused).to_have_attribute("data-row", "1")
    expect(page.locator("#saturation-map-readout")).to_have_text(focused.get_attribute("aria-label") or "-")
    page.keyboard.press("Enter")

    expect(page.locator("#sector-name")).to_have_text(name)
    expect(page.locator("#sector-chart .share-row")).to_have_count(1)
    assert seen.errors == []
    assert seen.outside(served.address) == []


def test_the_map_opens_as_a_table(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen)

    page.get_by_text("The map as a table").click()

    expect(page.locator("#saturation-table tbody tr").first).to_contain_text("This programme")
    assert seen.errors == []


@pytest.mark.slow
def test_a_phone_never_scrolls_sideways(browser: Browser, served: Served, seen: Seen) -> None:
    assert_fits(opened(browser, served, seen, width=390))
