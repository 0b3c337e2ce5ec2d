"""The page of dependencies in a real browser: chosen by search and keys, read without seeing it."""

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
    """Open the page."""
    page = open_page(browser, served, seen, width=width, height=900)
    page.goto(f"{served.address}avhengigheter?lang=en{query}")
    expect(page.locator("#around-choice")).to_be_visible()
    return page


def test_a_neighbour_becomes_the_middle_by_keys_and_the_way_back_leads_to_the_one_before(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, query="&tiltak=tiltak_15")
    expect(page.locator(".around-node.middle")).to_have_attribute("data-id", "tiltak_15")
    expect(page.locator("#around-told tbody tr").first).to_be_visible()

    page.locator(".around-node[data-id=tiltak_27]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".around-node.middle")).to_have_attribute("data-id", "tiltak_27")
    assert "tiltak=tiltak_27" in page.url
    page.go_back()

    expect(page.locator(".around-node.middle")).to_have_attribute("data-id", "tiltak_15")


def test_a_service_is_found_by_its_name_and_takes_the_place_of_the_measure(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, query="&tiltak=tiltak_15")
    expect(page.locator(".around-node.middle")).to_have_count(1)

    page.locator("#around-choice").fill("Informasjonstjeneste 3")
    page.get_by_role("option", name="Informasjonstjeneste 3", exact=True).click()

    expect(page.locator(".around-node.middle")).to_have_count(3)
    assert "tjeneste=IT03" in page.url
    assert "tiltak=" not in page.url


@pytest.mark.parametrize("looks", [LIGHT, DARK, FORCED])
def test_axe_finds_nothing(browser: Browser, served: Served, seen: Seen, looks: dict[str, Any]) -> None:
    page = opened(browser, served, seen, query="&tiltak=tiltak_15&dybde=2")
    page.emulate_media(**looks)
    expect(page.locator("#around-told tbody tr").first).to_be_visible()

    assert violations(page) == []


def test_a_phone_never_scrolls_sideways(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen, width=390, query="&tiltak=tiltak_15")
    expect(page.locator(".around-node.middle")).to_have_count(1)

    assert_fits(page)
