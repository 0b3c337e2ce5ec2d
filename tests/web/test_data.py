"""Data with errors opens in the same page, and data that has changed is read again at a press."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.reading import text_of

from planner.files import write_csv
from planner.language import Message
from planner.model import Add, Drop, Finding, Roadmap, Set
from planner.tables import edited
from planner.web.app import create_app
from planner.web.capacity import step_to
from planner.web.pages import ids
from planner.web.pages.layout import page
from planner.web.proposals import WhatIf
from planner.web.reading import DataRead, LastReading
from planner.web.reading_anew import read_anew
from planner.web.server import open_workspace, read_data
from planner.web.workspace import Workspace

WRONG = Finding(code="wrong", message=Message("not a number"), table="veikart", row=3, column="varighet")


@dataclass
class Files:
    """Data in files that somebody changes."""

    holds: Roadmap | None
    findings: tuple[Finding, ...] = ()

    def read(self, known: str) -> DataRead:
        """Read what is there."""
        if self.holds is None or self.holds.digest == known:
            return DataRead(roadmap=self.holds, findings=self.findings)
        return DataRead(roadmap=self.holds, findings=self.findings, first=demo_plan(self.holds, late=2))


@pytest.fixture
def files() -> Files:
    """Give data without errors."""
    return Files(demo_roadmap())


@pytest.fixture
def open_on(files: Files) -> Iterator[Callable[[], Workspace]]:
    """Give what opens a workspace on the data as it is."""
    opened: list[Workspace] = []

    def opening() -> Workspace:
        first = files.read("")
        made = Workspace(first.roadmap, engine=DemoEngine(), findings=first.findings, source=files.read)
        if first.first is not None:
            made.start(first.first, improve=False)
        opened.append(made)
        return made

    yield opening
    for each in opened:
        each.close()


Opening = Callable[[], Workspace]


def break_data(files: Files) -> None:
    """Let the data have an error."""
    files.holds, files.findings = None, (WRONG,)


def test_data_with_errors_is_read_and_planned_at_a_press_once_it_is_mended(
    files: Files, open_on: Opening
) -> None:
    break_data(files)
    workspace = open_on()
    assert "1 thing must be mended before a plan can be made" in text_of(page(workspace))
    assert "Read the data again" in text_of(page(workspace))

    files.holds, files.findings = demo_roadmap(), ()
    read_anew(workspace, improve=False)

    assert workspace.shown.roadmap == demo_roadmap()
    assert "The data has been read again, and planned anew." in text_of(page(workspace))


def test_data_that_still_has_errors_tells_those_it_has_now(files: Files, open_on: Opening) -> None:
    break_data(files)
    workspace = open_on()

    files.findings = (replace(WRONG, row=7, message=Message("not a date")),)
    read_anew(workspace)

    shown = text_of(page(workspace))
    assert workspace.data.has_errors
    assert "not a date" in shown
    assert "not a number" not in shown
    assert "The data has been read again." in shown


def test_data_that_cannot_be_read_never_loses_the_plan_that_stands(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()
    shown, sight = workspace.shown, workspace.journal.sight

    break_data(files)
    read_anew(workspace)

    assert workspace.shown is shown
    assert workspace.decided.percents == {"kommuner": 120}
    assert workspace.decided.can_undo
    assert workspace.journal.sight == sight
    told = text_of(page(workspace))
    assert "1 thing in the data has to be mended. The plan below rests on the data as it was:" in told
    assert "not a number" in told


def test_what_came_of_reading_is_told_until_the_next_command(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    read_anew(workspace)
    assert workspace.data.last_reading.value == "same"

    with workspace.on(workspace.journal.sight):
        pass

    assert workspace.data.last_reading.value == "none"


def test_an_error_that_is_mended_again_is_told_no_more(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    break_data(files)
    read_anew(workspace)

    files.holds, files.findings = demo_roadmap(), ()
    read_anew(workspace)

    assert workspace.data.last_reading is LastReading.SAME
    assert "not a number" not in text_of(page(workspace))
    assert "It is the same as before." in text_of(page(workspace))


def test_data_that_has_changed_is_planned_anew(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    sight, before = workspace.journal.sight, workspace.shown.plan
    engine = workspace.searches.engine
    assert isinstance(engine, DemoEngine)

    files.holds = edited(demo_roadmap(), [Add("measures", {"id": "tiltak_60", "name": "Nytt tiltak"})])
    read_anew(workspace)

    assert workspace.jobs.wait(10)
    assert "tiltak_60" in {measure.id for measure in workspace.shown.roadmap.measures}
    assert engine.starts[0] is before
    assert workspace.journal.sight.split(".")[0] != sight.split(".")[0]
    assert not workspace.decided.can_undo


def test_what_the_plan_rested_on_is_asked_for_again_on_the_new_data(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()

    files.holds = edited(demo_roadmap(), [Set("assumptions", {"key": "name"}, "value", "Nytt navn")])
    read_anew(workspace, improve=False)

    assert workspace.decided.percents == {}
    assert workspace.jobs.wait(10)
    assert workspace.proposal is not None
    assert workspace.proposal.question == WhatIf(changes=step_to({"kommuner": 120}, {}))
    assert workspace.proposal.facts.roadmap.name == "Nytt navn"


def test_changes_that_the_new_data_does_not_allow_are_told_and_left_out(
    files: Files, open_on: Opening
) -> None:
    workspace = open_on()
    workspace.ask_with((Set("measures", {"id": "tiltak_07"}, "owner", "HOD"),))
    assert workspace.jobs.wait(10)
    workspace.accept()

    files.holds = edited(demo_roadmap(), [Drop("measures", {"id": "tiltak_07"}, with_dependents=True)])
    read_anew(workspace, improve=False)

    assert workspace.proposal is None
    assert workspace.searches.asking is None
    told = text_of(page(workspace))
    assert "What you had changed does not fit it any more:" in told
    assert "tiltak_07 is not among the rows of measures" in told
    assert "(change 1)" in told


def test_a_plan_of_the_data_as_it_was_is_not_offered_on_the_new(files: Files, open_on: Opening) -> None:
    workspace = open_on()
    before, late = workspace.searches, demo_plan(demo_roadmap())
    files.holds = edited(demo_roadmap(), [Set("assumptions", {"key": "name"}, "value", "Nytt navn")])

    read_anew(workspace, improve=False)
    workspace.found_better(late, before)
    workspace.found_all(late, before)

    assert workspace.better is None
    assert workspace.shown.roadmap.name == "Nytt navn"


def test_without_files_there_is_nothing_to_read_again(workspace: Workspace) -> None:
    before = workspace.shown

    read_anew(workspace)

    assert workspace.shown is before
    assert workspace.data.last_reading is LastReading.NONE


def test_the_button_answers_with_the_whole_page_and_no_other_callback_with_an_error(
    files: Files, open_on: Opening
) -> None:
    break_data(files)
    workspace = open_on()
    client = create_app(workspace, port=8099).server.test_client()
    headers = {"Host": "127.0.0.1:8099", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}

    def press() -> str:
        layout = client.get("/_dash-dependencies", headers=headers).get_json()
        (output,) = (each["output"] for each in layout if each["inputs"][0]["id"] == ids.READ)
        asked = {
            "output": output,
            "outputs": {"id": ids.PAGE, "property": output.split(".")[-1]},
            "inputs": [{"id": ids.READ, "property": "n_clicks", "value": 1}],
            "state": [
                {"id": ids.URL, "property": "pathname", "value": "/"},
                {"id": ids.URL, "property": "href", "value": "http://127.0.0.1:8099/?lang=en"},
                {"id": ids.URL, "property": "search", "value": "?lang=en"},
            ],
            "changedPropIds": [f"{ids.READ}.n_clicks"],
        }
        answer = client.post("/_dash-update-component", data=json.dumps(asked), headers=headers)
        return str(answer.get_data(as_text=True))

    assert "not a number" in press()
    files.holds, files.findings = demo_roadmap(), ()
    assert "planned anew" in press()


def test_a_folder_is_opened_with_its_errors_and_again_when_they_are_mended(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    good = (tmp_path / "veikart.csv").read_bytes()
    (tmp_path / "veikart.csv").write_bytes(good.replace(b"valgfri", b"valfri"))
    workspace = open_workspace(tmp_path, seconds=0.2)
    assert workspace.data.has_errors

    (tmp_path / "veikart.csv").write_bytes(good)
    read_anew(workspace, improve=False)

    assert workspace.shown.plan.schedule is not None
    assert read_data(tmp_path, known=workspace.base.digest).first is None
    workspace.close()
