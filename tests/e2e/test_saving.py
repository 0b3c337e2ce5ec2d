"""Saving from the bar in a real browser, from a page that is none of the tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import Browser, Door, Seen, Served, blank_page, serve
from e2e.test_tables import violations
from playwright.sync_api import Page, Route, expect
from web.demo import DemoEngine
from web.stored import a_store, opened_on

from planner.model import Scale, Set
from planner.store import Store
from planner.tables import edited

MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of a made-up roadmap."""
    return a_store(tmp_path)


@pytest.fixture
def kept(store: Store, door: Door) -> Iterator[Served]:
    """Serve it, with one change drafted."""
    engine = DemoEngine()
    workspace = opened_on(store, engine=engine)
    workspace.change(MORE)
    yield from serve(door, workspace, engine)


@pytest.fixture
def page(browser: Browser, kept: Served, seen: Seen) -> Iterator[Page]:
    """Open the page of changes in English."""
    made = blank_page(browser, kept, seen, width=1440, height=900)
    made.goto(f"{kept.address}endringer?lang=en")
    yield made
    made.close()


def test_the_bar_saves_by_keyboard_and_an_answer_that_got_lost_is_asked_for_again(
    page: Page, store: Store
) -> None:
    lost: list[Route] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/saving*", lose_the_first)
    store.versions.save(
        edited(store.versions.roadmap(1), [Set("measures", {"id": "tiltak_03"}, "name", "Et annet navn")]),
        parent=1,
        author="Ola",
    )
    expect(page.locator("#saved")).to_have_text("1 change not saved")
    page.locator("#save").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("900 → 1,080")
    expect(dialog).to_contain_text("Ola has saved version 2 since")
    assert violations(page) == []
    dialog.get_by_label("Your name").fill("Kari Nordmann")
    page.keyboard.press("Enter")

    expect(page.locator("#result")).to_have_text("Saved as version 3.")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#saved")).to_have_text("Saved as version 3")
    expect(page.locator("#save")).to_be_hidden()
    assert lost
    assert [each.author for each in store.versions.history()] == ["Kari Nordmann", "Ola", "Kari"]
