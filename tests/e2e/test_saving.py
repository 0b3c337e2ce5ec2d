"""Saving from the bar in a real browser, from a page that is none of the tables."""

import json
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


@pytest.mark.slow
@pytest.mark.parametrize(("status", "times"), [(413, 1), (500, 4)])
def test_a_save_that_is_not_answered_as_it_should_says_so_and_keeps_what_was_typed(
    page: Page, store: Store, status: int, times: int
) -> None:
    names: list[str] = []

    def refuse_the_first(route: Route) -> None:
        if route.request.method == "POST" and len(names) < times:
            names.append(json.loads(route.request.post_data or "")["request"])
            route.fulfill(status=status)
        else:
            route.continue_()

    page.route("**/saving*", refuse_the_first)
    page.locator("#save").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your name").fill("Kari Nordmann")
    dialog.get_by_label("What is it about?").fill("More capacity")
    page.keyboard.press("Enter")

    expect(dialog.get_by_role("alert")).to_contain_text(f"did not answer as it should (error {status})")
    expect(dialog.get_by_label("Your name")).to_have_value("Kari Nordmann")
    expect(dialog.get_by_label("What is it about?")).to_have_value("More capacity")
    dialog.get_by_label("What is it about?").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#result")).to_have_text("Saved as version 2.")
    assert len(set(names)) == 1
    assert store.versions.history()[0].message == "More capacity"


def test_where_it_is_not_known_what_would_be_saved_that_is_said(page: Page) -> None:
    page.route("**/saving*", lambda route: route.fulfill(status=500))
    page.locator("#save").click()

    expect(page.locator("#result")).to_have_text("The planner did not answer as it should (error 500).")
    expect(page.locator("#result")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
