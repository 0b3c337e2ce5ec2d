"""The board's page in a real browser: it fits a phone, is sent on by keys, and is one sheet of paper."""

import io
from typing import Any

import pypdfium2
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
A4_POINTS = (595, 842)
LIGHT, DARK, FORCED = {"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}


def opened(browser: Browser, served: Served, seen: Seen, *, width: int = 1440) -> Page:
    page = open_page(browser, served, seen, width=width, height=844)
    page.goto(f"{served.address}styret?lang=en")
    expect(page.locator(".board-figures > li").first).to_be_visible()
    return page


def test_on_a_phone_sentence_and_figures_stand_first_and_nothing_scrolls_sideways(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = opened(browser, served, seen, width=390)

    assert_fits(page)
    last = page.locator(".board-figures > li").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] < 844
    assert page.locator(".gantt-row").count() == 0
    assert seen.errors == []


def test_it_is_one_sheet_of_a4(browser: Browser, served: Served, seen: Seen) -> None:
    page = opened(browser, served, seen)

    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))  # type: ignore[no-untyped-call]

    try:
        assert [tuple(round(side) for side in sheet.get_size()) for sheet in paper] == [A4_POINTS]
        said = " ".join(paper[0].get_textpage().get_text_range().split())
    finally:
        paper.close()  # type: ignore[no-untyped-call]
    assert "Which plan this is" in said
    assert "Share" not in said


@pytest.mark.parametrize("looks", [LIGHT, DARK, FORCED])
def test_axe_finds_nothing(browser: Browser, served: Served, seen: Seen, looks: dict[str, Any]) -> None:
    page = opened(browser, served, seen)
    page.emulate_media(**looks)
    for each in page.locator(".board-part summary").all():
        each.click()

    assert violations(page) == []
