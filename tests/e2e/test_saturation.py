"""The saturation map in a real browser: keys, words, the page of a sector, and what a screen reader needs."""

import pytest
from e2e.conftest import Browser, Seen, Served, open_page
from e2e.test_page import assert_fits, violations
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    # Playwright leaves its transport to the garbage collector.
    pytest.mark.filterwarnings(
        "default::ResourceWarning", "default::pytest.PytestUnraisableExceptionWarning"
    ),
]


def opened(browser: Browser, served: Served, seen: Seen, width: int = 1440, scheme: str = "light") -> Page:
    """Open the map and wait for what is drawn."""
    page = open_page(browser, served, seen, width=width, height=900)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{served.address}kapasitet?lang=en")
    expect(page.locator("#saturation-map .share-cell").first).to_be_visible()
    expect(page.locator("#sector-table td").first).to_be_visible()
    return page


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


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.slow), "dark"])
def test_axe_finds_nothing_in_either_theme(browser: Browser, served: Served, seen: Seen, scheme: str) -> None:
    assert violations(opened(browser, served, seen, scheme=scheme)) == []


@pytest.mark.slow
def test_a_phone_never_scrolls_sideways(browser: Browser, served: Served, seen: Seen) -> None:
    assert_fits(opened(browser, served, seen, width=390))
