"""The page of the target picture in a real browser: services are chosen by keys, kept in the address."""

from typing import Any

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
LIGHT, DARK, FORCED = {"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}


def opened(browser: Browser, served: Served, seen: Seen, *, width: int = 1440, query: str = "") -> Page:
    """Open the page and wait for the grid."""
    page = open_page(browser, served, seen, width=width, height=900)
    page.goto(f"{served.address}malbilde?lang=en{query}")
    expect(page.locator("#matrix tbody tr")).to_have_count(27)
    return page


def test_a_service_is_chosen_by_keys_and_told_beside_the_grid(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen)
    page.locator("#matrix .choose").nth(2).focus()

    page.keyboard.press("Enter")

    expect(page.locator("#service-told h2")).to_have_text("Informasjonstjeneste 3")
    expect(page.locator("#matrix .choose[aria-pressed=true]")).to_have_text("Informasjonstjeneste 3")
    expect(page.locator("#service-told .service-parts a").first).to_be_visible()
    assert "tjeneste=IT03" in page.url
    expect(page.locator("#matrix .choose").nth(2)).to_be_focused()


def test_the_address_opens_with_its_service_and_the_way_back_leads_to_the_one_before(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, query="&tjeneste=IT02")
    expect(page.locator("#service-told h2")).to_have_text("Informasjonstjeneste 2")

    page.get_by_role("button", name="Informasjonstjeneste 5", exact=True).click()
    expect(page.locator("#service-told h2")).to_have_text("Informasjonstjeneste 5")
    page.go_back()

    expect(page.locator("#service-told h2")).to_have_text("Informasjonstjeneste 2")


def test_on_a_phone_what_is_chosen_comes_into_view_and_nothing_scrolls_sideways(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, width=390)
    page.locator("#matrix .choose").first.click()

    expect(page.locator("#service-told")).to_be_focused()
    expect(page.locator("#service-told h2")).to_have_text("Informasjonstjeneste 1")
    assert_fits(page)


@pytest.mark.parametrize("looks", [LIGHT, DARK, FORCED])
def test_axe_finds_nothing(browser: Browser, served: Served, seen: Seen, looks: dict[str, Any]) -> None:
    page = opened(browser, served, seen, query="&tjeneste=IT02")
    page.emulate_media(**looks)
    expect(page.locator("#service-told .service-parts a").first).to_be_visible()

    assert violations(page) == []
