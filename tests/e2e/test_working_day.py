"""A working day, from a workbook with mistakes to a link that a colleague opens, with the engine itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import Browser, Door, Seen, Served, open_page, serve, workbook
from e2e.hands import Hand, Keys, Mouse
from playwright.sync_api import Locator, Page, expect
from web.demo import DemoEngine

from planner.files import starter_files
from planner.web.keeping import Keeping
from planner.web.server import open_workspace

SECONDS = 2.0
"""How long each search may take; the roadmap that everybody begins with is solved in less."""
MISTAKES = (("phases", "varsling", "duration", "to kvartal"), ("rollouts", "innlogging", "pace", "fort"))
NEW_NAME = ("measures", "skjema", "name", "Søknad på nett, ny")


@pytest.fixture
def office(tmp_path: Path, door: Door) -> Iterator[Served]:
    """Serve the roadmap that everybody begins with, with a store, as `planner serve` does."""
    folder = tmp_path / "roadmap"
    folder.mkdir()
    for name, content in starter_files().items():
        (folder / name).write_bytes(content)
    keeping = Keeping(folder, tmp_path / "kept", author="Kari")
    workspace = open_workspace(folder, seconds=SECONDS, keeping=keeping)
    yield from serve(door, workspace, DemoEngine())
    keeping.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Mouse, Keys])
def test_a_working_day(
    browser: Browser, office: Served, seen: Seen, tmp_path: Path, kind: type[Hand]
) -> None:
    page = open_page(browser, office, seen, width=1440, height=900)
    hand = kind(page)
    day = Day(page, hand, office)
    file = workbook(office.workspace.base, tmp_path / "roadmap.xlsx", mistakes=[*MISTAKES, NEW_NAME])
    day.send(file)
    day.mend("phases", "2")
    day.mend("rollouts", "0,4")
    day.plan()
    day.turn_to("Plan")
    day.ask_why("Automatisk saksgang")
    day.pin("Søknad på nett, ny")
    day.accept_all_but("Innsyn i egen sak")
    day.undo_and_redo()
    day.keep("Later")
    day.turn_to("Plan")
    day.pin("Varsling på mobil")
    day.keep("Later still")
    day.compare("Later", "Later still")
    day.save()
    day.restore(1)
    day.open_link(browser, seen)
    page.close()
    assert seen.errors == []


class Day:
    """What a planner does in a day, one after the other, and what the page says to it."""

    def __init__(self, page: Page, hand: Hand, office: Served) -> None:
        self.page, self.hand, self.office = page, hand, office

    def turn_to(self, name: str) -> None:
        """Turn to another page by the rail."""
        self.hand.press(self.page.locator(".rail").get_by_role("link", name=name, exact=True))

    def send(self, file: Path) -> None:
        """Send a workbook, see what would change, and take it in with the cells that cannot be read."""
        self.turn_to("Tables")
        with self.page.expect_file_chooser() as chosen:
            self.hand.press(self.page.get_by_role("button", name="Send a file"))
        chosen.value.set_files(file)
        expect(self.page.locator("#upload-headline")).to_be_focused()
        expect(self.page.locator("#upload-headline")).to_contain_text("2 cells that cannot be read")
        self.hand.press(self.page.locator("#upload-take"))
        expect(self.page.locator("#upload-done")).to_be_focused()
        expect(self.page.locator("#upload-done")).to_be_in_viewport()

    def mend(self, table: str, text: str) -> None:
        """Go from the findings to a cell that cannot be read, and type what it should hold."""
        others = self.page.locator(".findings-others")
        self.hand.press(others.get_by_role("button", name=re.compile(f"^{table}: ")))
        wrong = self.page.locator(".sheet-cell[aria-invalid=true]")
        expect(wrong).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        expect(wrong).to_have_count(0)

    def plan(self) -> None:
        """Let the draft be planned, and accept what comes of it."""
        self.hand.press(self.page.locator("#propose"))
        self.accept()

    def accept(self) -> None:
        """Accept the proposed plan at the foot, and hear what it came to."""
        self.hand.press(self.page.locator("#accept"))
        expect(self.page.locator("#result")).to_be_focused()
        expect(self.page.locator("#result")).to_contain_text("Accepted: ")

    def row(self, measure: str) -> Locator:
        """Give the row of a measure in the Gantt."""
        return self.page.locator(".gantt-row.measure:not(.in-chain)").filter(has_text=measure)

    def ask_why(self, measure: str) -> None:
        """Choose a measure, and follow the reason of its start to where it comes from."""
        self.hand.choose(self.row(measure))
        expect(self.page.locator("#panel .panel-title")).to_have_text(measure)
        why = self.page.locator("#why")
        expect(why).to_contain_text("Impossible earlier")
        self.hand.press(why.get_by_role("button").first)
        expect(why).to_contain_text("Follow to")

    def pin(self, measure: str) -> None:
        """Pin a measure later, and see what is proposed for it and its followers."""
        self.hand.pin_later(self.row(measure), 2)
        expect(self.page.locator(".gantt-pinned")).to_contain_text("other measure")
        expect(self.page.locator("#accept")).to_be_visible()

    def accept_all_but(self, measure: str) -> None:
        """Leave one move out of what is proposed, and accept the rest."""
        self.turn_to("Changes")
        box = self.page.get_by_role("checkbox", name=measure)
        self.hand.press(box)
        self.hand.press(self.page.locator("#pick-run"))
        expect(self.page.locator("#picked")).to_contain_text("now has 2 of the moves, and leaves 1")
        self.accept()

    def undo_and_redo(self) -> None:
        """Take the accepted plan back, and bring it again."""
        self.hand.press(self.page.locator("#undo"))
        expect(self.page.locator("#result")).to_contain_text("Undone: ")
        self.hand.press(self.page.locator("#redo"))
        expect(self.page.locator("#result")).to_contain_text("Redone: ")

    def keep(self, name: str) -> None:
        """Keep the draft as a scenario."""
        self.turn_to("Scenarios")
        self.hand.write(self.page.locator("#scenario-name"), name)
        self.hand.press(self.page.locator("#scenario-new"))
        expect(self.page.locator("#scenario-said")).to_contain_text(f"{name} is kept as a draft")

    def compare(self, *names: str) -> None:
        """Set scenarios side by side."""
        for name in names:
            self.hand.press(self.page.get_by_role("checkbox", name=f"Compare {name}", exact=True))
        self.hand.press(self.page.locator("#compare"))
        for name in names:
            heading = self.page.locator("#compared").get_by_role("columnheader", name=name, exact=True)
            expect(heading).to_be_visible()

    def save(self) -> None:
        """Bring the draft back that became a scenario, and save it as a version."""
        self.hand.press(self.page.locator("#redo"))
        expect(self.page.locator("#result")).to_contain_text("Redone: ")
        self.hand.press(self.page.locator("#save"))
        dialog = self.page.get_by_role("dialog")
        self.hand.press(dialog.get_by_role("button", name="Save", exact=True))
        expect(self.page.locator("#result")).to_contain_text("Saved as version 2")

    def restore(self, version: int) -> None:
        """Bring an earlier version back, as a new one."""
        self.turn_to("Changes")
        restore = self.page.get_by_role("button", name=f"Restore version {version}")
        refused = self.page.get_by_role("alert").filter(has_text="Nothing was done")
        saved = self.page.locator("#versions-said").filter(has_text="Saved as version 3")
        self.hand.press(restore)
        expect(saved.or_(refused).first).to_be_visible()
        if refused.is_visible():  # what is searched for since the draft came back was proposed just then
            self.hand.press(restore)
        expect(saved).to_be_visible()

    def open_link(self, browser: Browser, seen: Seen) -> None:
        """Send the address of the view to a colleague, who sees the same."""
        self.turn_to("Plan")
        self.hand.choose(self.row("Automatisk saksgang"))
        self.hand.press(self.page.get_by_role("button", name="Share"))
        expect(self.page.locator("#shared")).not_to_be_empty()
        other = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        other.on("pageerror", lambda error: seen.errors.append(str(error)))
        other.goto(self.page.url)
        expect(other.locator("#panel .panel-title")).to_have_text("Automatisk saksgang")
        expect(other.locator(".gantt-row[aria-selected=true]")).to_contain_text("Automatisk saksgang")
        expect(other.locator("#saved")).to_have_text(self.page.locator("#saved").inner_text())
        other.close()
