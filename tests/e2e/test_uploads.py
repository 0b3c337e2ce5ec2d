"""A workbook sent from the page, in a real browser: looked at, taken in, undone, left; by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from dash import html
from e2e.conftest import Browser, Seen, Served, open_page
from e2e.test_page import RULES, assert_fits
from playwright.sync_api import Page, expect
from web.demo import DemoEngine, demo_roadmap

from planner.files import workbook_of
from planner.model import Roadmap, Set
from planner.tables import apply
from planner.web.components.uploads.uploads import uploads_part
from planner.web.pages import layout
from planner.web.pages.paths import DATA


@pytest.fixture(autouse=True)
def _page_with_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the part a page, where none holds it yet."""
    if DATA not in layout.PAGES:
        monkeypatch.setitem(
            layout.PAGES, DATA, lambda workspace: html.Div([html.H1("Data"), uploads_part(workspace)])
        )


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    """Give few measures, so that they are soon written and read."""
    return demo_roadmap(measures=12), DemoEngine()


@pytest.fixture(params=[1440, 390])
def data_page(request: pytest.FixtureRequest, browser: Browser, served: Served, seen: Seen) -> Iterator[Page]:
    page = open_page(browser, served, seen, width=request.param, height=900)
    page.goto(f"{served.address}{DATA[1:]}?lang=en")
    page.wait_for_load_state("networkidle")  # the page is drawn once more when its address is known
    yield page
    page.close()
    assert seen.errors == []
    assert seen.outside(served.address) == []


def changed(roadmap: Roadmap, folder: Path) -> Path:
    """Write a workbook in which two names are others."""
    edits = [Set("measures", {"id": f"tiltak_0{number}"}, "name", f"New {number}") for number in (3, 4)]
    made = apply(roadmap, edits).roadmap
    assert made is not None
    file = folder / "roadmap.xlsx"
    file.write_bytes(workbook_of(made, english=True))
    return file


def send(page: Page, file: Path) -> None:
    """Choose a file by keyboard."""
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Send a file").press("Enter")
    chosen.value.set_files(file)


def is_lawful(page: Page) -> None:
    found = Axe().run(page, context=".uploads", options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    assert_fits(page)


def test_a_workbook_is_looked_at_taken_in_and_undone(data_page: Page, served: Served, tmp_path: Path) -> None:
    send(data_page, changed(served.workspace.base, tmp_path))

    headline = data_page.locator("#upload-headline")
    expect(headline).to_have_text("roadmap.xlsx: 2 things would change")
    expect(headline).to_be_focused()
    expect(data_page.locator("#upload-preview tbody tr")).to_have_count(2)
    assert served.workspace.drafted.changes == ()
    is_lawful(data_page)

    data_page.locator("#upload-take").press("Enter")

    done = data_page.locator("#upload-done")
    expect(done).to_contain_text("2 things from roadmap.xlsx are in the draft now")
    expect(done).to_be_focused()
    expect(data_page.locator("#upload-shown")).to_be_hidden()
    assert len(served.workspace.drafted.changes) == 2
    is_lawful(data_page)

    served.workspace.take_back()
    assert served.workspace.as_drafted == served.workspace.base


@pytest.mark.slow
def test_what_is_left_changes_nothing(data_page: Page, served: Served, tmp_path: Path) -> None:
    send(data_page, changed(served.workspace.base, tmp_path))
    expect(data_page.locator("#upload-headline")).to_be_focused()
    data_page.keyboard.press("Escape")

    expect(data_page.locator("#upload-shown")).to_be_hidden()
    expect(data_page.locator("#uploads-heading")).to_be_focused()
    assert served.workspace.drafted.changes == ()


def test_a_file_that_is_no_workbook_is_told_and_cannot_be_taken_in(data_page: Page, tmp_path: Path) -> None:
    file = tmp_path / "roadmap.xlsx"
    file.write_bytes(b"id;navn\r\na;A\r\n")

    send(data_page, file)

    expect(data_page.locator("#upload-headline")).to_contain_text("1 thing must be mended")
    expect(data_page.locator("#upload-preview")).to_contain_text("Let its name end in .csv")
    expect(data_page.locator("#upload-take")).to_be_hidden()
    is_lawful(data_page)


@pytest.mark.slow
def test_a_file_that_is_too_large_is_told(data_page: Page, tmp_path: Path, seen: Seen) -> None:
    file = tmp_path / "roadmap.zip"
    file.write_bytes(b"x" * 13_000_000)

    send(data_page, file)

    expect(data_page.locator("#upload-said")).to_have_text("The file is larger than 12 MB.")
    assert [error for error in seen.errors if "413" not in error] == []
    seen.errors.clear()
