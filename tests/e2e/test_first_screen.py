"""The first screen in a real browser: the plan's first rows are on it, and nothing moves unasked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Seen, Served, open_page
from e2e.test_page import RULES, assert_fits
from playwright.sync_api import Browser, Page, expect

pytestmark = [
    pytest.mark.browser,
    # Playwright leaves its transport to the garbage collector.
    pytest.mark.filterwarnings(
        "default::ResourceWarning", "default::pytest.PytestUnraisableExceptionWarning"
    ),
]

FOLDS = (".own-capacity", ".own-aim", ".reach", ".grounds")
LOWEST_PIXELS = 560
"""Where the chart begins at the latest on a screen of 1440 x 900."""


def top_of(page: Page, name: str) -> float:
    """Give how far down something begins, in pixels."""
    return float(page.locator(name).evaluate("one => one.getBoundingClientRect().top"))


def test_the_first_rows_are_on_a_desks_first_screen_in_both_languages(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900)
    for language in ("en", "nb"):
        page.goto(f"{served.address}?lang={language}")
        expect(page.locator(".gantt-row.group").nth(5)).to_be_in_viewport(ratio=1)

        assert top_of(page, "#gantt") <= LOWEST_PIXELS
    page.context.close()


@pytest.mark.parametrize("fold", FOLDS)
def test_what_is_opened_lies_over_the_chart_which_stays_where_it_is(page: Page, fold: str) -> None:
    before = top_of(page, "#gantt")
    summary, body = page.locator(f"{fold} > summary"), page.locator(f"{fold} > .fold-body")

    summary.focus()
    page.keyboard.press("Enter")

    expect(body).to_be_visible()
    assert top_of(page, "#gantt") == before
    assert body.evaluate("one => one.getBoundingClientRect().right <= window.innerWidth")
    found = Axe().run(page, context=".folds", options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    page.keyboard.press("Escape")
    expect(body).to_be_hidden()
    expect(summary).to_be_focused()


def test_what_lies_over_the_page_is_closed_by_going_on_elsewhere(page: Page) -> None:
    body = page.locator(".grounds > .fold-body")
    page.locator(".grounds > summary").click()
    expect(body).to_be_visible()
    page.locator(".own-aim > summary").click()
    expect(body).to_be_hidden()
    expect(page.locator(".own-aim > .fold-body")).to_be_visible()

    page.locator("#sentence").click()

    expect(page.locator(".own-aim > .fold-body")).to_be_hidden()


def test_a_press_within_leaves_it_open(page: Page) -> None:
    page.locator(".own-capacity > summary").click()

    page.get_by_label("Fastleger", exact=True).click()
    page.get_by_role("button", name="Back to 100%").click()

    expect(page.locator(".own-capacity > .fold-body")).to_be_visible()


def test_on_a_phone_it_stands_in_the_page_and_stays(phone: Page) -> None:
    before = top_of(phone, "#gantt")
    phone.locator(".reach > summary").click()
    phone.locator("#sentence").click()

    expect(phone.locator(".reach > .fold-body")).to_be_visible()
    assert top_of(phone, "#gantt") > before
    assert_fits(phone)


def test_work_and_what_it_finds_are_told_at_the_foot_and_move_nothing(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900)
    before = top_of(page, "#gantt")
    served.workspace.start()
    page.reload()
    expect(page.locator("#job")).to_contain_text("Looking for a better plan")
    expect(page.locator("#job")).to_be_in_viewport(ratio=1)
    assert top_of(page, "#gantt") == before
    assert served.engine.patient

    served.engine.patient.set()

    expect(page.locator("#offer")).to_be_in_viewport(ratio=1)
    expect(page.locator("#job")).to_be_hidden()
    assert top_of(page, "#gantt") == before
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("#show").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.locator("#show span").last.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.context.close()
