"""The board's page in a real browser: it fits a phone, is sent on by keys, and is one sheet of paper."""

import io
from functools import partial

import pypdfium2
from e2e.conftest import Browser, Seen, Served, open_at
from e2e.test_page import assert_fits

A4_POINTS = (595, 842)

opened = partial(open_at, path="styret", shows=".board-figures > li", height=844)


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
