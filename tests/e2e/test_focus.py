"""What is drawn anew leaves the focus where it was, wherever that is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve
from e2e.test_states import at_work
from playwright.sync_api import Page, expect
from web.demo import DemoEngine
from web.stored import a_store, opened_on

from planner.model import Set

PAGES = {
    "plan": ".gantt-row",
    "endringer": "#picks input",
    "malbilde": "#matrix td",
    "kapasitet": ".capacity-cell",
    "data": ".sheet-cell",
    "scenarioer": ".scenario-rows input",
    "styret": ".board-figures",
}

PATHS = [
    path if path in ("plan", "endringer", "data") else pytest.param(path, marks=pytest.mark.slow)
    for path in PAGES
]

DRAWN_ANEW = """async () => {
    const can = (stop) => !stop.disabled && stop.checkVisibility({ visibilityProperty: true });
    const all = () => [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
        .filter(can);
    const stops = () => all().filter((stop) => stop.tabIndex >= 0 && !stop.matches(".skip"));
    const lost = [];
    for (let place = 0; place < stops().length; place += 1) {
        const stop = stops()[place];
        stop.focus();
        if (document.activeElement !== stop) continue;
        let host = stop.parentElement;
        for (let out = 0; out < 2 && !host.id; out += 1) host = host.parentElement;
        host.replaceChildren(...[...host.childNodes].map((node) => node.cloneNode(true)));
        await Promise.resolve();
        await Promise.resolve();
        const now = document.activeElement;
        if (now !== stops()[place]) lost.push([place, stop, now].map((each) => each.outerHTML ?? each));
    }
    return [stops().length, lost];
}"""
"""Draw what lies around each stop of the tabulator anew, and give those that the focus was taken from."""


@pytest.fixture
def kept(tmp_path: Path, door: Door) -> Iterator[Served]:
    """Serve a made-up roadmap with a store, on which somebody works."""
    engine = DemoEngine()
    workspace = opened_on(a_store(tmp_path), engine=engine)
    at_work(workspace)
    yield from serve(door, workspace, engine)


@pytest.mark.parametrize("path", PATHS)
def test_whatever_has_the_focus_keeps_it_when_it_is_drawn_anew(
    browser: Browser, kept: Served, path: str
) -> None:
    page = open_at(browser, kept, Seen(), path=path, shows=PAGES[path])
    page.wait_for_load_state("networkidle")

    count, lost = page.evaluate(DRAWN_ANEW)

    assert count > 10
    assert lost == []
    page.close()


@pytest.fixture
def page(browser: Browser, kept: Served, seen: Seen) -> Iterator[Page]:
    """Open the list of what is proposed."""
    made = open_at(browser, kept, seen, path="endringer", shows="#picks input")
    yield made
    made.close()
    assert seen.errors == []


@pytest.mark.slow
def test_a_chip_and_a_box_keep_the_focus_while_others_draft(page: Page, kept: Served) -> None:
    for number, stop in enumerate(("#chips button", "#picks input >> nth=1"), start=1):
        page.locator(stop).first.focus()
        named = page.evaluate("document.activeElement.id")
        kept.workspace.change(Set("measures", {"id": "tiltak_07"}, "name", f"Name {number}"))
        expect(page.locator("#chips button")).to_have_count(1 + number)
        kept.workspace.journal.redraw()
        page.wait_for_load_state("networkidle")

        assert page.evaluate("document.activeElement.id") == named


@pytest.mark.slow
def test_taking_out_one_of_several_changes_goes_to_the_next_and_the_last_to_what_stands_beside(
    page: Page, kept: Served
) -> None:
    kept.workspace.change(Set("measures", {"id": "tiltak_07"}, "name", "Name"))
    crosses = page.locator("#chips button")
    expect(crosses).to_have_count(2)
    crosses.first.focus()
    page.keyboard.press("Enter")

    expect(crosses).to_have_count(1)
    expect(crosses).to_be_focused()
    page.keyboard.press("Enter")

    expect(crosses).to_have_count(0)
    expect(page.locator("body")).not_to_be_focused()
    assert page.evaluate("document.activeElement.closest('.plan-bar') !== null")


@pytest.mark.slow
def test_what_has_been_left_by_a_press_elsewhere_is_not_drawn_back(page: Page, kept: Served) -> None:
    page.locator("#picks input").first.focus()
    page.locator("h1").first.click()
    expect(page.locator("#main")).to_be_focused()
    page.locator("#main").evaluate("main => main.blur()")

    kept.workspace.change(Set("measures", {"id": "tiltak_07"}, "name", "Name"))
    kept.workspace.journal.redraw()
    expect(page.locator("#chips button")).to_have_count(2)

    expect(page.locator("body")).to_be_focused()
