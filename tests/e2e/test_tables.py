"""The tables of the roadmap in a real browser: by mouse, by keyboard, and from a spreadsheet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve
from playwright.sync_api import Locator, Page, expect
from web.demo import DemoEngine
from web.stored import a_store, opened_on

from planner.merging import changes_between
from planner.model import Set
from planner.store import Store
from planner.tables import edited

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
PACE, EFFORT, IN_USE = 3, 2, 4
"""Columns of the rollouts, from 0, where those that are empty are not shown."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of a made-up roadmap of twelve measures."""
    return a_store(tmp_path)


@pytest.fixture
def kept(store: Store, door: Door) -> Iterator[Served]:
    """Serve it."""
    engine = DemoEngine()
    yield from serve(door, opened_on(store, engine=engine), engine)


@pytest.fixture
def page(browser: Browser, kept: Served, seen: Seen) -> Iterator[Page]:
    """Open the rollouts in English; the page ends without errors and never leaves the machine."""
    made = open_tables(browser, kept, seen)
    yield made
    made.close()
    assert seen.errors == []
    assert seen.outside(kept.address) == []


def open_tables(browser: Browser, kept: Served, seen: Seen, width: int = 1440, height: int = 900) -> Page:
    """Open the rollouts."""
    at = {"path": "data", "query": "&tabell=rollouts", "shows": ".sheet-cell"}
    return open_at(browser, kept, seen, **at, width=width, height=height)


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f'.sheet-body .sheet-row[aria-rowindex="{row + 2}"] > [aria-colindex="{column + 1}"]')


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def test_a_cell_is_typed_tinted_undone_and_redone_by_keyboard_alone(page: Page, kept: Served) -> None:
    before = cell(page, 0, PACE).inner_text()
    page.locator("#tab-rollouts").focus()
    while not page.evaluate("document.activeElement.matches('.sheet-cell')"):
        page.keyboard.press("Tab")
    for _step in range(PACE):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")

    expect(cell(page, 0, PACE)).to_have_class(re.compile("changed"))
    expect(cell(page, 0, PACE)).to_have_attribute("title", f"Before: {before}")
    expect(cell(page, 1, PACE)).to_be_focused()
    expect(page.locator(".sheet-state")).to_have_text("1 change not saved")
    page.keyboard.press("Control+z")
    expect(cell(page, 0, PACE)).to_have_text(before)
    expect(page.locator(".data-said")).to_contain_text("Undone: rollouts")
    page.keyboard.press("Control+y")
    expect(cell(page, 0, PACE)).to_have_text("0,5")
    assert kept.workspace.as_drafted.rollouts[0].pace == 0.5


@pytest.mark.slow
def test_a_cell_that_cannot_be_read_is_kept_marked_and_found_again(page: Page, kept: Served) -> None:
    cell(page, 1, PACE).click()
    page.keyboard.type("fast")
    page.keyboard.press("Enter")

    expect(cell(page, 1, PACE)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".data-said")).to_contain_text("expected a number such as")
    page.reload()
    expect(cell(page, 1, PACE)).to_contain_text("fast")
    page.locator(".data-findings .sheet-button").first.click()
    expect(cell(page, 1, PACE)).to_be_focused()
    page.keyboard.type("0,4")
    page.keyboard.press("Enter")
    expect(cell(page, 1, PACE)).to_have_class(re.compile("changed"))
    assert dict(kept.workspace.rough) == {}


@pytest.mark.slow
def test_undo_takes_back_first_what_could_not_be_read(page: Page) -> None:
    before = cell(page, 1, PACE).inner_text()
    cell(page, 1, PACE).click()
    page.keyboard.type("fast")
    page.keyboard.press("Enter")
    expect(cell(page, 1, PACE)).to_have_attribute("aria-invalid", "true")

    page.keyboard.press("Control+z")

    expect(cell(page, 1, PACE)).to_have_text(before)


def test_a_block_from_a_spreadsheet_is_shown_before_it_is_one_step(page: Page, kept: Served) -> None:
    cell(page, 2, EFFORT).click()
    paste(page, "1,5\t0,4\r\n2,5\tfast\r\n3\t50 %\r\n")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Paste 6 cells into rollouts?")
    expect(dialog).to_contain_text("Cells that cannot be taken in: 1")
    assert kept.workspace.drafted.steps == ()
    page.keyboard.press("Enter")
    expect(cell(page, 4, PACE)).to_have_text("0,5")
    expect(cell(page, 3, PACE)).to_have_attribute("aria-invalid", "true")
    assert len(kept.workspace.drafted.steps) == 1
    expect(cell(page, 2, EFFORT)).to_be_focused()


@pytest.mark.slow
def test_a_chosen_block_is_copied_filled_down_and_emptied(page: Page) -> None:
    cell(page, 0, EFFORT).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    rows = [[cell(page, row, column).inner_text() for column in (EFFORT, PACE)] for row in (0, 1)]
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "\n".join("\t".join(row) for row in rows)

    page.keyboard.press("Control+d")
    expect(cell(page, 1, EFFORT)).to_have_text(rows[0][0])
    page.keyboard.press("Control+z")
    expect(cell(page, 1, EFFORT)).to_have_text(rows[1][0])


@pytest.mark.slow
def test_hostile_text_from_the_clipboard_is_only_text(page: Page, kept: Served) -> None:
    page.locator("#tab-measures").click()
    expect(page.locator("#data-title")).to_have_text("measures")
    cell(page, 0, 1).click()

    paste(
        page, '<img src=x onerror="window.hurt=1">\n"a ""quoted""\tname"\n=HYPERLINK("http://evil.example")'
    )
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Enter")

    expect(cell(page, 0, 1)).to_have_text('<img src=x onerror="window.hurt=1">')
    expect(cell(page, 2, 1)).to_have_text('=HYPERLINK("http://evil.example")')
    assert page.evaluate("window.hurt") is None
    names = [measure.name for measure in kept.workspace.as_drafted.measures[:2]]
    assert names[1] == 'a "quoted"\tname'


@pytest.mark.slow
def test_too_much_and_nothing_from_the_clipboard_is_refused_in_words(page: Page, kept: Served) -> None:
    cell(page, 0, EFFORT).click()

    page.evaluate(
        """() => document.activeElement.dispatchEvent(new ClipboardEvent("paste", {
            bubbles: true, clipboardData: Object.assign(new DataTransfer(), {}) }))"""
    )
    expect(page.locator(".data-said")).to_have_text("There is nothing to paste.")
    paste(page, "1\n" * 20_001)
    expect(page.locator(".data-said")).to_contain_text("At most 20000 can be pasted at once")
    assert kept.workspace.drafted.steps == ()


@pytest.mark.slow
def test_a_row_is_added_by_keyboard_and_the_focus_stays_with_it(page: Page, kept: Served) -> None:
    known = {(each.measure, each.sector) for each in kept.workspace.base.rollouts}
    sectors = ("kommuner", "fastleger", "apotek", "helse_nord", "helse_vest")
    sector = next(each for each in sectors if ("tiltak_00", each) not in known)
    cell(page, 0, 0).click()
    page.keyboard.press("Insert")
    page.keyboard.type("tiltak_00")
    page.keyboard.press("Tab")
    expect(page.locator(".sheet-row.new .waits").first).to_have_text("tiltak_00")
    page.keyboard.type(sector)
    page.keyboard.press("Tab")

    expect(page.locator(".sheet-row.added")).to_have_count(1)
    assert ("tiltak_00", sector) in {
        (each.measure, each.sector) for each in kept.workspace.as_drafted.rollouts
    }
    assert page.evaluate("document.activeElement.closest('.sheet-row').classList.contains('added')")


@pytest.mark.slow
def test_dropping_a_measure_tells_what_goes_along(page: Page, kept: Served) -> None:
    page.locator("#tab-measures").click()
    expect(page.locator("#data-title")).to_have_text("measures")
    cell(page, 11, 0).click()
    page.get_by_role("button", name="Drop rows").click()

    expect(page.get_by_role("dialog")).to_contain_text("phases tiltak_11/utredning")
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert kept.workspace.drafted.steps == ()


@pytest.mark.slow
def test_headings_sort_and_filter_by_keyboard(page: Page) -> None:
    cell(page, 0, EFFORT).click()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    heading = page.get_by_role("columnheader").nth(EFFORT)
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("18,")
    page.keyboard.press("Escape")

    expect(heading).to_be_focused()
    expect(page.locator(".sheet-count")).to_have_text(re.compile(r"^[1-4] of 24 rows$"))


@pytest.mark.slow
def test_search_and_lists_of_rows_narrow_the_table(page: Page) -> None:
    page.get_by_role("searchbox").fill("apotek")
    expect(page.locator(".sheet-count")).not_to_have_text("24 of 24 rows")
    page.get_by_role("searchbox").fill("")
    cell(page, 0, PACE).click()
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-state")).to_have_text("1 change not saved")

    page.get_by_role("button", name="Changed", exact=True).click()

    expect(page.locator(".sheet-count")).to_have_text("1 of 24 rows")


def test_saving_asks_for_a_name_and_a_conflict_is_settled_by_choice(
    page: Page, kept: Served, store: Store
) -> None:
    first = kept.workspace.base.rollouts[0]
    key = {"measure": first.measure, "sector": first.sector}
    cell(page, 0, PACE).click()
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-state")).to_have_text("1 change not saved")
    theirs = edited(kept.workspace.base, [Set("rollouts", key, "pace", 0.3)])
    store.versions.save(theirs, parent=1, author="Ola", request="x")

    expect(page.locator("#data-panel").get_by_role("button", name="Save", exact=True)).to_have_count(0)
    page.locator("#save").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 change not saved")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Others have changed the same cells")
    expect(dialog).to_contain_text("Theirs (Ola, version 2): 0,3")
    assert violations(page) == []
    dialog.get_by_role("button", name="Go on with these").click()
    expect(dialog).to_be_visible()  # nothing is chosen yet
    dialog.get_by_label(re.compile("^Mine")).check()
    dialog.get_by_role("button", name="Go on with these").click()

    expect(dialog).to_contain_text("You now work on version 2")
    expect(cell(page, 0, PACE)).to_have_attribute("title", "Before: 0,3")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-state")).to_have_text("Saved as version 3")
    assert store.versions.newest().number == 3


@pytest.mark.slow
def test_another_window_hears_of_a_change_and_types_over_nothing(
    page: Page, browser: Browser, kept: Served, seen: Seen
) -> None:
    other = open_tables(browser, kept, seen)
    cell(page, 0, PACE).click()
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")

    expect(cell(other, 0, PACE)).to_have_text("0,5")
    other.close()
    assert len(changes_between(kept.workspace.base, kept.workspace.as_drafted)) == 1


def test_axe_finds_nothing_and_headers_have_names(page: Page) -> None:
    assert violations(page) == []
    cell(page, 0, PACE).click()
    page.keyboard.press("F2")
    expect(page.get_by_role("textbox", name=re.compile("^pace"))).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("grid", name="rollouts")).to_have_attribute("aria-rowcount", "26")
    expect(page.get_by_role("columnheader", name="pace")).to_have_count(1)


def test_choices_are_chosen_from_a_list(page: Page, kept: Served) -> None:
    page.locator("#tab-measures").click()
    expect(page.locator("#data-title")).to_have_text("measures")
    status = page.get_by_role("columnheader", name="status")
    column = int(status.get_attribute("aria-colindex") or 0) - 1
    cell(page, 11, column).click()
    page.keyboard.press("F2")
    field = page.get_by_role("combobox", name=re.compile("^status"))
    field.press("ArrowDown")
    field.press("Enter")

    expect(cell(page, 11, column)).to_have_text("started")


def test_a_phone_has_the_tables_without_scrolling_sideways(
    browser: Browser, kept: Served, seen: Seen
) -> None:
    sector = next(each.sector for each in kept.workspace.base.rollouts if each.measure == "tiltak_00")
    kept.workspace.keep_rough(("rollouts", ("tiltak_00", sector), "pace"), "fast")
    phone = open_tables(browser, kept, seen, width=390, height=844)

    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(phone) == []
    phone.close()
    assert seen.errors == []


@pytest.mark.slow
def test_what_has_the_focus_beside_the_table_keeps_it_when_others_change_something(
    page: Page, kept: Served
) -> None:
    def type_what_cannot_be_read(measure: str) -> None:
        kept.workspace.keep_rough(("measures", (measure,), "earliest_start"), "i morgen")

    type_what_cannot_be_read("tiltak_00")
    other = page.locator(".findings-others button")
    expect(other).to_have_text("measures: 1")
    other.focus()

    type_what_cannot_be_read("tiltak_01")

    expect(other).to_have_text("measures: 2")
    expect(other).to_be_focused()
