"""The page of dependencies in a real browser: chosen by search and keys, read without seeing it."""

import re
from functools import partial

from e2e.conftest import Browser, Seen, Served, open_at
from e2e.test_page import assert_fits
from playwright.sync_api import expect

opened = partial(open_at, path="avhengigheter", shows="#around-choice")


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


def test_a_phone_never_scrolls_sideways(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen, width=390, query="&tiltak=tiltak_15")
    expect(page.locator(".around-node.middle")).to_have_count(1)

    assert_fits(page)


def test_the_chain_that_is_followed_beside_is_drawn_over_the_neighbourhood(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, query="&tiltak=tiltak_15")
    page.locator(".why-name", has_text="Start of utredning").click()
    expect(page.locator(".around-tie.chain:not(.waits)")).to_have_count(1)
    expect(page.locator(".around-node.in-chain")).to_have_count(2)

    page.locator(".onward.depends").click()

    expect(page.locator(".around-node[data-id=tiltak_15] .around-number")).to_have_text("1")
    expect(page.locator(".around-node[data-id=tiltak_15]")).to_have_attribute(
        "aria-label", re.compile("The chain.*: 1$")
    )
    page.close()
    assert seen.errors == []
