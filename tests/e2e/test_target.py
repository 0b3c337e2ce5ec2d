"""The page of the target picture in a real browser: services are chosen by keys, kept in the address."""

from functools import partial

from e2e.conftest import Browser, Seen, Served, open_at
from e2e.test_page import assert_fits
from playwright.sync_api import expect

opened = partial(open_at, path="malbilde", shows="#matrix tbody tr")


def test_a_service_is_chosen_by_keys_and_told_beside_the_grid(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen)
    expect(page.locator("#matrix tbody tr")).to_have_count(27)
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
