"""The certificate of a plan in a real browser: asked for by a button, and fetched with what checks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve
from e2e.test_page import assert_fits
from playwright.sync_api import expect
from web.demo import DemoEngine
from web.stored import a_store, opened_on


@pytest.fixture
def served(tmp_path: Path, door: Door) -> Iterator[Served]:
    """Serve a roadmap of which plans are kept."""
    engine = DemoEngine()
    yield from serve(door, opened_on(a_store(tmp_path), engine=engine), engine)


def test_the_board_is_told_what_is_certified_and_can_hand_it_on(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_at(browser, served, seen, path="styret", shows="#certify", width=390, height=844)

    page.get_by_role("button", name="Certify").click()

    told = page.locator("#certificate-said")
    expect(told).to_contain_text("Certified: no plan is more than 5.0% better.")
    expect(page.locator(".board-figures")).to_contain_text("better at most possible, certified")
    expect(page.get_by_role("button", name="Certify")).to_be_hidden()
    assert_fits(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="The program that checks them").click()
    assert coming.value.suggested_filename == "verify_bound.py"
    assert seen.errors == []
