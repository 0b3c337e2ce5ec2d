"""The page of the status: reports as they are typed, rolling forward as a version, and what stands then."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_roadmap
from web.saves import HEADERS, HOME, PORT
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from planner.language import ToldError, in_language, to_say, worded
from planner.merging import edits_between
from planner.model import Aim, Finding, Measure, SectorInput, Set, Status
from planner.pipeline import first_plan
from planner.rolling import ReportsRefusedError, slips
from planner.say import payer_name
from planner.sheets import reports_typed
from planner.store import ReportsKept, ReportsStep, ScenarioKept, ScenarioState, Store, StoreError
from planner.store import reports as reports_kept
from planner.store.database import Database
from planner.store.form import ROLLS
from planner.variance import what_changed
from planner.web import reporting, roll_preview
from planner.web.app import create_app
from planner.web.components.board.board import board
from planner.web.components.reports.coming import coming, so_far
from planner.web.components.reports.figures import status_tiles
from planner.web.components.reports.files import (
    ReportsSent,
    preview_of_reports,
    read_sent,
    rows_sent,
    take_sent,
    taken_words,
)
from planner.web.held_ready import held_ready
from planner.web.lately import Lately
from planner.web.pages import ids
from planner.web.pages.status import status_page
from planner.web.plan_link import NUMBER, PLAN, mark_of
from planner.web.reporting import WORK, Reporting, TypedInto
from planner.web.roll_day import plan_to_roll
from planner.web.roll_preview import roll_seen, slips_by_baseline, why_not
from planner.web.rolling_on import can_take_back, roll_on, take_back_roll
from planner.web.stood import PlansKept
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

DAY = date(2023, 10, 1)
LATE = "tiltak_05\x1futredning\x1f"


class LawfulEngine(DemoEngine):
    """Plans as the demo, but begins with a plan that the judge accepts."""

    def first_plan(self, roadmap: Any) -> Any:
        """Give a list schedule, the same each time."""
        return _first(roadmap)


@cache
def _first(roadmap: Any) -> Any:
    return first_plan(roadmap)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of the made-up roadmap."""
    return a_store(tmp_path)


@pytest.fixture
def desk(store: Store) -> Iterator[Workspace]:
    """Give a workspace on it."""
    made = opened_on(store, engine=LawfulEngine())
    yield made
    made.close()


class Sheet:
    """The sheets of reports in one window."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def show(self, table: str = "work") -> dict[str, Any]:
        """Ask for a sheet."""
        told: dict[str, Any] = self.client.get(
            f"/status/sheet?lang=en&table={table}", base_url=HOME
        ).get_json()
        return told

    def rows(self, table: str = "work") -> dict[str, dict[str, str]]:
        """Give the rows by name, each cell by its header."""
        told = self.show(table)
        fields = [column["field"] for column in told["about"]["columns"]]
        return {
            name: {fields[filled[at]]: filled[at + 1] for at in range(0, len(filled), 2)}
            for name, _basis, _alone, *filled in told["rows"]
        }

    def give(self, do: str, table: str = "work", **more: Any) -> dict[str, Any]:
        """Give a command."""
        told: dict[str, Any] = self.post({"do": do, "table": table, **more}).get_json()
        return told

    def post(self, body: object, path: str = "/status/change") -> Any:
        """Send the body of a command."""
        return self.client.post(f"{path}?lang=en", data=json.dumps(body), headers=HEADERS, base_url=HOME)

    def type(self, *cells: list[str], table: str = "work", **more: Any) -> dict[str, Any]:
        """Type cells: row, field, text, and what was seen."""
        return self.give("type", table, cells=list(cells), **more)


@pytest.fixture
def sheet(desk: Workspace) -> Sheet:
    """Give the sheets of a window."""
    return Sheet(create_app(desk, port=PORT).server.test_client())


def typed(workspace: Workspace, *cells: tuple[str, str, str], to: date | None = DAY) -> None:
    """Type cells of work into the reports, for a day."""
    if to is not None:
        workspace.report(lambda reports: reports.choose(to))
    into = [TypedInto(*cell) for cell in cells]
    due: dict[str, frozenset[str]] = {WORK: frozenset()}
    workspace.report(lambda reports: reports.type({WORK: into}, author="Kari", words="cells", due=due))


def late(workspace: Workspace) -> None:
    """Report a phase that comes three periods late."""
    typed(workspace, (LATE, "left_periods", "3"))


# The sheets


def test_what_was_due_stands_with_its_planned_dates_and_counts_as_planned(
    desk: Workspace, sheet: Sheet
) -> None:
    desk.report(lambda reports: reports.choose(DAY))

    told, rows = sheet.show(), sheet.rows()

    assert rows[LATE]["planned_begin"].startswith("2023-")
    assert {row[1] for row in told["rows"]} == {2}
    assert told["draft"]["words"].startswith("0 rows reported, ")
    assert sheet.rows("money")


def test_the_sheets_have_every_part_that_the_scripts_of_tables_read(sheet: Sheet) -> None:
    table = sheet.client.get("/data/sheet?lang=en&table=measures", base_url=HOME).get_json()

    assert table.keys() <= sheet.show().keys()


def test_a_report_is_kept_with_who_typed_it_and_its_row_is_reported(sheet: Sheet) -> None:
    told = sheet.type([LATE, "left_periods", "3", ""], author="Ola")

    row = sheet.rows()[LATE]
    assert told["made"]
    assert row["left_periods"] == "3"
    assert row["reported"].startswith("Ola, ")
    assert told["changed"] == {LATE: {"left_periods": ""}}
    assert told["draft"]["words"].startswith("1 row reported, ")


def test_a_cell_that_cannot_be_read_stays_as_typed_is_marked_with_words_and_bars_the_roll(
    desk: Workspace, sheet: Sheet
) -> None:
    told = sheet.type([LATE, "left_periods", "mange", ""])

    text, why, waits = told["rough"][LATE]["left_periods"]
    assert (text, waits) == ("mange", False)
    assert "mange" in why
    assert "1 cell to mend" in told["draft"]["words"]
    refused = why_not(desk)
    with in_language("en"):
        assert refused is not None
        assert "nothing is taken in by half" in worded(refused)
    with pytest.raises(StoreError):
        roll_on(desk, "Kari")
    assert desk.newest is not None
    assert desk.newest.number == 1


def test_what_the_roll_refuses_is_marked_in_its_cell(sheet: Sheet) -> None:
    sheet.type([LATE, "began", "2023-02-01"], [LATE, "ended", "2023-01-01"])

    rough = sheet.show()["rough"]

    assert rough[LATE].keys() == {"ended"}
    assert "before it began" in rough[LATE]["ended"][1]


def test_a_new_row_for_what_the_plan_has_fills_its_row_and_one_for_another_is_added(sheet: Sheet) -> None:
    told = sheet.type(
        ["+\x1f1", "measure", "tiltak_05"],
        ["+\x1f1", "phase", "utredning"],
        ["+\x1f1", "left_periods", "3"],
        ["+\x1f2", "measure", "tiltak_06"],
        ["+\x1f2", "state", "stopped"],
        ["+\x1f3", "measure", "no_such"],
        ["+\x1f3", "state", "done"],
        pasted=True,
    )

    rows = sheet.rows()
    assert rows[LATE]["left_periods"] == "3"
    assert told["added"] == ["r\x1f1", "r\x1f2"]
    assert rows["r\x1f1"]["state"] == "stopped"
    assert told["rough"]["r\x1f2"].keys() == {"measure"}


def test_what_is_cleared_while_it_is_looked_at_is_told_as_it_was_then(
    desk: Workspace, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(desk, (LATE, "left_periods", "many"))

    def clearing(rows: Any) -> Any:
        desk.report(lambda reports: reports.drop(WORK, [LATE], words="cleared"))
        return reports_typed(rows)

    monkeypatch.setattr(roll_preview, "reports_typed", clearing)
    told = sheet.client.get("/status/findings?lang=en&table=work", base_url=HOME).get_json()

    assert desk.reporting.rows == ()
    assert told["rough"][LATE]["left_periods"][0] == "many"
    assert (told["draft"]["count"], list(told["changed"])) == (1, [LATE])


def test_two_reports_of_one_thing_are_refused_by_place(sheet: Sheet) -> None:
    sheet.type([LATE, "left_periods", "3"])
    told = sheet.type(
        ["+\x1f1", "measure", "tiltak_05"], ["+\x1f1", "phase", "utredning"], ["+\x1f1", "left_periods", "2"]
    )

    assert told["rough"]["r\x1f1"]["measure"][1] == (
        "Utredning in “Henvisning og epikrise, grunnlag” is reported in another row too, expected once."
    )


def test_two_rows_of_a_sector_that_nobody_knows_are_told_as_typed(sheet: Sheet, desk: Workspace) -> None:
    about = (("measure", "tiltak_05"), ("phase", "tilpasning"), ("sector", "gpp"))
    for row, state in enumerate(("running", "done"), start=1):
        sheet.type(*([f"+\x1f{row}", field, text] for field, text in (*about, ("state", state))))

    told = sheet.show()["rough"]["r\x1f2"]["measure"][1]

    name = desk.base.measure("tiltak_05").name
    assert told == f"Tilpasning/gpp in “{name}” is reported in another row too, expected once."
    assert "gpp" in str(status_page(desk))


def test_cells_that_a_sheet_does_not_have_are_refused_at_the_door_and_those_kept_can_be_mended(
    desk: Workspace, store: Store, sheet: Sheet
) -> None:
    file = sent(desk, "measure;phase;remaining;payer;spent", "tiltak_05;utredning;3;nhn;5")
    with in_language("en"):
        told = preview_of_reports(desk, file)[0]
    assert not file.can_be_taken_in
    assert told.startswith("progress.csv: Row 2, payer: What was spent is reported by payer and year;")

    typed(desk, (LATE, "left_periods", "3"))
    cells = {"measure": "tiltak_06", "state": "stopped", "spent_nok": "5"}
    kept = [
        replace(desk.reporting.rows[0], cells={"left_periods": "3", "payer": "nhn"}),
        replace(desk.reporting.rows[0], name=f"{WORK}|r\x1f1", cells=cells),
    ]
    number = store.versions.newest().number
    store.reports.keep(
        ReportsKept(version=number, steps=(ReportsStep(rows=tuple(kept), status_date=DAY),), at=0)
    )
    desk.reporting.read()
    rough = sheet.show()["rough"]
    assert "no place for: payer nhn." in rough[LATE]["measure"][1]
    assert "no place for: spent 5." in rough["r\x1f1"]["measure"][1]

    sheet.type([LATE, "left_periods", "2"], ["r\x1f1", "source", "board"])

    assert sheet.show()["rough"] == {}
    assert [dict(row.cells) for row in desk.reporting.rows] == [
        {"left_periods": "2"},
        {"measure": "tiltak_06", "state": "stopped", "source": "board"},
    ]


def test_a_row_of_money_that_names_no_payer_is_marked_where_that_is_to_stand(
    desk: Workspace, sheet: Sheet
) -> None:
    assert take_sent(desk, sent(desk, "measure;payer;year;spent", ";;2023;5")) is None

    assert sheet.show("money")["rough"]["r\x1f1"].keys() == {"payer"}


def test_names_come_first_in_the_sheets_and_ids_are_there_too(desk: Workspace, sheet: Sheet) -> None:
    payer, year = max(roll_seen(desk).spending)
    sheet.type(["+\x1f1", "measure", "tiltak_06"], ["+\x1f1", "state", "stopped"])

    work, money = (
        [each["field"] for each in sheet.show(table)["about"]["columns"]] for table in ("work", "money")
    )

    assert (work[:4], money[:3]) == (
        ["name", "measure", "phase", "sector"],
        ["payer_name", "payer", "year"],
    )
    rows = sheet.rows()
    assert rows[LATE]["name"] == desk.base.measure("tiltak_05").name
    assert rows["r\x1f1"]["name"] == desk.base.measure("tiltak_06").name
    assert sheet.rows("money")[f"{payer}\x1f{year}"]["payer_name"] == payer_name(desk.base, payer)


@pytest.mark.parametrize(("lang", "said"), [("nn", ("tiltak", "ferdig")), ("en", ("measure", "done"))])
def test_sheets_are_headed_in_norwegian_in_nynorsk_too(
    sheet: Sheet, lang: str, said: tuple[str, str]
) -> None:
    told = sheet.client.get(f"/status/sheet?lang={lang}&table=work", base_url=HOME).get_json()

    columns = {each["field"]: each for each in told["about"]["columns"]}
    assert columns["measure"]["header"] == said[0]
    assert said[1] in columns["state"]["choices"]


def test_a_command_that_is_sent_again_does_nothing_twice(sheet: Sheet) -> None:
    cells = [["+\x1f1", "measure", "tiltak_06"], ["+\x1f1", "state", "stopped"]]
    sheet.type(*cells)

    assert sheet.type(*cells)["added"] == ["r\x1f1"]


def test_a_block_is_tried_row_by_row_and_only_what_cannot_be_read_is_wrong(sheet: Sheet) -> None:
    told = sheet.type(
        [LATE, "began", "2023-02-01"],
        [LATE, "left_periods", "mange"],
        ["+\x1f1", "measure", "tiltak_06"],
        ["+\x1f1", "state", "done"],
        ["+\x1f2", "state", "done"],
        dry=True,
    )

    assert [each[:2] for each in told["ask"]["wrong"]] == [[LATE, "left_periods"], ["+\x1f2", "measure"]]
    assert (told["ask"]["cells"], told["ask"]["new"]) == (5, 2)
    assert not told["made"]


def test_a_cell_that_somebody_else_has_typed_into_is_not_written_over(sheet: Sheet) -> None:
    sheet.type([LATE, "left_periods", "3", ""])

    told = sheet.type([LATE, "left_periods", "5", ""])

    assert (told["made"], sheet.rows()[LATE]["left_periods"]) == (False, "3")
    assert "has become 3" in told["said"]


def test_steps_of_reporting_are_undone_and_redone(sheet: Sheet) -> None:
    at = sheet.type([LATE, "left_periods", "3"])["draft"]["at"]

    undone = sheet.give("undo", at=at)
    assert "left_periods" not in sheet.rows()[LATE]
    assert sheet.give("undo", at=at)["made"] is False
    sheet.give("redo", at=undone["draft"]["at"])
    assert sheet.rows()[LATE]["left_periods"] == "3"


def test_what_is_to_be_cleared_is_shown_by_name_and_asked_for_first(sheet: Sheet, desk: Workspace) -> None:
    sheet.type([LATE, "left_periods", "3"], [LATE, "source", "NHN"])

    asked = sheet.give("drop", rows=[LATE])

    name = desk.base.measure("tiltak_05").name
    assert asked["made"] is False
    assert asked["ask"]["row"].startswith(f"{name}, ")
    assert asked["ask"]["along"] == [f"{asked['ask']['row']}: remaining 3; source NHN"]
    assert "left_periods" in sheet.rows()[LATE]
    assert sheet.give("drop", rows=[LATE], sure=True)["made"]
    assert "left_periods" not in sheet.rows()[LATE]


def test_nothing_is_cleared_that_somebody_else_has_typed_since(sheet: Sheet) -> None:
    sheet.type(
        [LATE, "left_periods", "3"], ["+\x1f1", "measure", "tiltak_06"], ["+\x1f1", "state", "stopped"]
    )
    seen = [[LATE, "left_periods", "", "3"], [LATE, "state", "", ""]]
    sheet.type([LATE, "left_periods", "2"], [LATE, "state", "running"], ["r\x1f1", "measure", "tiltak_07"])

    row = sheet.give("drop", rows=[LATE], seen=seen)
    cell = sheet.give("back", cells=[[LATE, "state", "", ""]])
    filled = sheet.give("drop", rows=[LATE], seen=[[LATE, "left_periods", "", "2"], [LATE, "state", "", ""]])
    about = sheet.give("drop", rows=["r\x1f1"], seen=[["r\x1f1", "measure", "", "tiltak_06"]])

    assert [each["made"] for each in (row, cell, filled, about)] == [False] * 4
    assert row["said"] == "remaining has become 2 since you saw it. Nothing was changed."
    assert (
        cell["said"] == filled["said"] == "status has become running since you saw it. Nothing was changed."
    )
    assert sheet.rows()[LATE]["left_periods"] == "2"
    seen = [["r\x1f1", "measure", "", "tiltak_07"]]
    assert sheet.give("drop", rows=["r\x1f1"], seen=seen, sure=True)["made"]
    assert sheet.give("back", cells=[[LATE, "state", "", "running"]])["made"]
    assert "state" not in sheet.rows()[LATE]


def test_the_day_that_was_chosen_is_undone_by_its_name_and_not_by_that_of_the_step_before(
    desk: Workspace, sheet: Sheet
) -> None:
    sheet.type([LATE, "left_periods", "3"])
    desk.report(lambda reports: reports.choose(DAY))
    told = sheet.show()["draft"]
    assert told["undo"] == "status date 1 October 2023"

    undone = sheet.give("undo", at=told["at"])

    assert undone["said"] == "Undone: status date 1 October 2023"
    assert undone["draft"]["undo"] == "1 cell of the reports"


def test_nothing_is_undone_that_was_not_seen_however_many_steps_there_are(
    desk: Workspace, sheet: Sheet
) -> None:
    for left in range(60):
        typed(desk, (LATE, "left_periods", str(1 + left % 2)), to=None)
    at = sheet.show()["draft"]["at"]
    typed(desk, (LATE, "left_periods", "3"), to=None)

    assert sheet.give("undo", at=at)["made"] is False
    assert sheet.rows()[LATE]["left_periods"] == "3"


def test_reports_and_the_steps_that_can_be_undone_outlive_the_server(desk: Workspace, store: Store) -> None:
    typed(desk, (LATE, "left_periods", "mange"))
    rows = desk.reporting.rows
    desk.report(lambda reports: reports.drop(WORK, [LATE], words="1 row cleared"))

    again = opened_on(store, engine=LawfulEngine())

    assert again.reporting.at != desk.reporting.at
    assert (again.reporting.rows, again.reporting.to) == ((), DAY)
    assert again.reporting.undoes == "1 row cleared"
    again.report(Reporting.undo)
    assert again.reporting.rows == rows
    assert again.reporting.redoes == "1 row cleared"
    again.close()


def test_other_windows_hear_of_reports(desk: Workspace) -> None:
    before = desk.journal.sight
    late(desk)
    assert desk.journal.sight != before


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"do": "type"},
        {"do": "type", "table": "measures", "cells": []},
        {"do": "type", "table": "work", "cells": "all"},
        {"do": "type", "table": "work", "cells": [["a"]]},
        {"do": "type", "table": "work", "cells": [[1, 2, 3]]},
        {"do": "fly", "table": "work"},
        {"do": [], "table": "work"},
        {"do": "drop", "table": "work", "rows": 5},
    ],
)
def test_a_command_in_another_form_is_refused(sheet: Sheet, body: object) -> None:
    assert sheet.post(body).status_code in (400, 404)


def test_rows_under_names_that_no_window_gives_do_no_harm(sheet: Sheet) -> None:
    sheet.type(["r\x1fx", "state", "done"], ["work|<b>", "state", "done"], ["", "state", "done"])

    told = sheet.type(["+\x1f1", "measure", "tiltak_06"], ["+\x1f1", "state", "running"])

    assert "r\x1f1" in told["added"]
    assert {"r\x1fx", "work|<b>", ""} <= told["rough"].keys()


# The date


def called(
    desk: Workspace, first: str, inputs: dict[str, Any], state: dict[str, Any], *, app: Any = None
) -> dict[str, Any]:
    """Call the callback that hears this input first, as the page would; give what it changes."""
    app = create_app(desk, port=PORT) if app is None else app
    names = [(name, [each["id"] for each in told["inputs"]]) for name, told in app.callback_map.items()]
    (output,) = [
        name for name, heard in names if heard == [part.split(".")[0] for part in inputs] and first in name
    ]
    answer = ask(app.server.test_client(), a_callback(output, inputs, state | {"url.search": "?lang=en"}))
    if answer.status_code == 204:
        return {}
    told: dict[str, Any] = answer.get_json()["response"]
    return told


@pytest.mark.parametrize(("given", "becomes"), [("2024-01-01", DAY), (None, date(2024, 1, 1))])
def test_a_day_that_the_server_gave_is_nobodys_choice(
    desk: Workspace, given: str | None, becomes: date
) -> None:
    desk.report(lambda reports: reports.choose(DAY))

    changed = called(
        desk,
        ids.STATUS_DAY,
        {"status-date.value": "2024-01-01", "status-day.value": "31.02.2027"},
        {"status-given.data": given, "sight.data": desk.journal.sight, "pulse.data": None},
    )

    assert desk.reporting.to == becomes
    assert changed["status-given"] == {"data": None}
    assert "status-day" not in changed  # a refused day stays to be mended, with why


@pytest.mark.parametrize("stands", ["2023-10-01", "2024-01-01"])
def test_a_field_that_shows_the_day_that_is_chosen_is_left_alone(desk: Workspace, stands: str) -> None:
    desk.report(lambda reports: reports.choose(DAY))

    changed = called(
        desk,
        ids.STATUS_COMING,
        {"standing.data": "", "revision.data": ""},
        {"status-date.value": stands, "status-rolled.data": ""},
    )

    given = None if stands == "2023-10-01" else "2023-10-01"
    assert changed["status-date"].get("value") == given
    assert changed.get("status-given", {}).get("data") == given


def test_a_day_within_a_period_is_told_which_it_becomes(desk: Workspace) -> None:
    desk.report(lambda reports: reports.choose(date(2023, 11, 15)))

    seen = roll_seen(desk)

    assert seen.day == DAY
    assert seen.rolled is not None
    assert [each.code for each in seen.rolled.findings if each.code == "date_becomes"]


# Rolling forward


def test_where_nothing_is_reported_the_plan_goes_on_as_a_version_with_the_date(desk: Workspace) -> None:
    aim, value = desk.decided.aim, roll_seen(desk)
    desk.report(lambda reports: reports.choose(DAY))
    value = roll_seen(desk)

    found = roll_on(desk, "Kari")

    assert (found.version.number, found.version.message) == (2, "2023-10-01")
    assert desk.base.calendar.status_date == DAY
    assert desk.shown.roadmap.digest == desk.base.digest
    assert not desk.is_outdated
    assert desk.decided.aim == aim
    assert value.goes_on is not None
    assert desk.shown.schedule == value.goes_on.schedule


def test_reports_are_kept_with_the_version_and_the_sheets_are_empty(desk: Workspace, store: Store) -> None:
    late(desk)
    roll_on(desk, "Kari")

    assert desk.reporting.rows == ()
    (kept,) = store.reports.rolls()
    assert kept.rows[0].cells == {"left_periods": "3"}
    assert kept.rows[0].author == "Kari"
    assert "1 October 2023" in str(so_far(desk))


def test_undoing_brings_back_plan_and_reports_and_redoing_takes_them_again(desk: Workspace) -> None:
    before = desk.shown.schedule
    typed(desk, (LATE, "state", "done"))
    roll_on(desk, "Kari")
    rolled = desk.shown.schedule
    assert rolled != before

    desk.take_back()
    assert (desk.base.calendar.status_date, desk.shown.schedule) == (date(2023, 1, 1), before)
    assert desk.reporting.rows[0].cells == {"state": "done"}
    assert desk.reporting.to == DAY

    desk.bring_back()
    assert (desk.base.calendar.status_date, desk.shown.schedule) == (DAY, rolled)
    assert desk.reporting.rows == ()


def test_reports_of_a_roll_that_is_undone_come_back_where_reading_them_failed_at_first(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.base
    typed(desk, (LATE, "state", "done"))
    roll_on(desk, "Kari")

    with monkeypatch.context() as failing:
        failing.setattr("planner.store.reports.KeptReports.newest_with", _damaged)
        with pytest.raises(StoreError):
            desk.reporting.follow(before)
    assert not desk.reporting.rows

    desk.reporting.follow(before)
    assert [each.cells for each in desk.reporting.rows] == [{"state": "done"}]


def test_the_last_roll_can_be_taken_back_while_nothing_else_was_saved(desk: Workspace) -> None:
    assert not can_take_back(desk)
    late(desk)
    roll_on(desk, "Kari")
    assert can_take_back(desk)

    take_back_roll(desk)

    assert not can_take_back(desk)
    assert desk.base.calendar.status_date == date(2023, 1, 1)


def test_a_version_from_before_can_be_restored_and_its_plan_stands(desk: Workspace) -> None:
    before = desk.shown.schedule
    late(desk)
    roll_on(desk, "Kari")

    desk.restore(1)

    assert desk.shown.schedule == before
    assert not desk.is_outdated


def with_input(desk: Workspace, name: str = "n1") -> None:
    """Save what somebody in the sector has said, which the plan does not rest on."""
    said = SectorInput(id=name, day=date(2022, 12, 1), who="Kari", content="Video.")
    desk.change(*edits_between(desk.base, replace(desk.base, inputs=(*desk.base.inputs, said))))
    desk.save("Kari")


@pytest.mark.parametrize("is_said_since", [False, True])
def test_what_was_said_takes_away_neither_plan_nor_reports_of_a_roll_that_is_undone(
    desk: Workspace, *, is_said_since: bool
) -> None:
    store, _ground = desk.drafting.needs_store()
    desk.decided.number(PlansKept(store, "Kari").numbered)
    before = desk.shown.schedule
    with_input(desk)
    typed(desk, (LATE, "state", "done"))
    rolled = roll_on(desk, "Kari").version
    if is_said_since:
        with_input(desk, "n2")

    desk.undo_version(rolled.number)

    assert [row.cells for row in desk.reporting.rows] == [{"state": "done"}]
    assert desk.reporting.to == DAY
    assert (desk.shown.schedule, desk.shown.roadmap.digest) == (before, desk.base.digest)
    assert plan_to_roll(desk) is desk.shown


def test_reports_that_were_cleared_stay_so_when_somebody_has_said_something(desk: Workspace) -> None:
    late(desk)
    roll_on(desk, "Kari")
    desk.take_back()
    desk.report(lambda reports: reports.drop(WORK, [LATE], words="cleared"))

    with_input(desk)

    assert desk.reporting.rows == ()


def test_an_adopted_plan_is_reported_against_and_rolled_with_what_was_said_since(
    desk: Workspace, store: Store
) -> None:
    adopt(desk, store)
    with_input(desk)
    late(desk)

    assert plan_to_roll(desk) is plan_to_roll(desk)
    assert "Against the plan of record" in str(coming(desk))
    roll_on(desk, "Kari")

    assert [each.id for each in desk.base.inputs] == ["n1"]
    assert [each.id for each in desk.shown.roadmap.inputs] == ["n1"]


def test_nothing_is_rolled_while_something_is_drafted(desk: Workspace) -> None:
    desk.change(Set("measures", {"id": "tiltak_05"}, "name", "Another"))

    with pytest.raises(StoreError, match="draft"):
        roll_on(desk, "Kari")


def test_a_plan_of_another_roadmap_is_not_rolled(desk: Workspace) -> None:
    desk.change(Set("measures", {"id": "tiltak_05"}, "name", "Another"))
    desk.save("Kari")

    with pytest.raises(ToldError, match="something else"):
        plan_to_roll(desk)


def test_a_scenario_has_no_status_of_its_own(desk: Workspace, store: Store) -> None:
    kept = store.scenarios.add("Other", base=1, aim=Aim(), owner="Kari")
    workspaces = Workspaces(desk)

    with pytest.raises(ToldError, match="scenario"):
        plan_to_roll(workspaces.of(f"?scenario={kept.number}"))
    workspaces.close()


def test_a_scenario_does_not_write_over_what_is_reported_of_the_roadmap(
    desk: Workspace, sheet: Sheet, store: Store
) -> None:
    kept = store.scenarios.add("Other", base=1, aim=Aim(), owner="Kari")
    sheet.type([LATE, "left_periods", "3"])
    reported = store.reports.reports()

    for command in (
        {"do": "type", "cells": [[LATE, "left_periods", "5"]]},
        {"do": "back", "cells": [[LATE, "left_periods"]]},
        {"do": "drop", "rows": [LATE]},
    ):
        path = f"/status/change?scenario={kept.number}&lang=en"
        body = json.dumps(command | {"table": "work"})
        told = sheet.client.post(path, data=body, headers=HEADERS, base_url=HOME).get_json()
        assert not told["made"]
        assert "not in a scenario" in told["said"]

    assert store.reports.reports() == reported
    assert desk.reporting.rows[0].cells == {"left_periods": "3"}


def test_values_realised_add_up_over_status_dates(desk: Workspace, store: Store) -> None:
    desk.report(lambda reports: reports.choose(DAY))
    first = roll_seen(desk).rolled
    roll_on(desk, "Kari")
    desk.report(lambda reports: reports.choose(date(2024, 4, 1)))
    second = roll_seen(desk).rolled
    roll_on(desk, "Kari")

    assert first is not None
    assert second is not None
    realised = [each.realised_nok for each in store.reports.rolls()]
    assert realised == pytest.approx([first.realised_nok + second.realised_nok, first.realised_nok])


def test_what_nobody_confirmed_then_can_be_confirmed_later(desk: Workspace, sheet: Sheet) -> None:
    desk.report(lambda reports: reports.choose(date(2024, 4, 1)))
    roll_on(desk, "Kari")
    behind = [name for name, row in sheet.rows().items() if row.get("reported") == "earlier status date"]
    assert behind

    sheet.type([behind[0], "state", "done"])

    assert sheet.show()["rough"] == {}
    roll_on(desk, "Kari")
    assert behind[0] not in sheet.rows()


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (date(2022, 12, 31), "is not after the period of the status date"),
        (date(2023, 1, 1), "is not after the period of the status date"),
        (date(2040, 1, 1), "is after the horizon"),
    ],
)
def test_a_day_to_which_nothing_can_be_rolled_any_more_is_told_and_another_can_be_chosen(
    desk: Workspace, chosen: date, why: str
) -> None:
    desk.report(lambda reports: reports.choose(chosen))

    told = str(status_page(desk))

    assert why in told
    assert "The reports are for 1 April 2023 instead." in told
    changed = called(
        desk,
        ids.STATUS_DAY,
        {"status-date.value": "2023-04-01", "status-day.value": None},
        {"status-given.data": None, "sight.data": desk.journal.sight, "pulse.data": None},
    )
    assert changed is not None
    assert desk.reporting.to == date(2023, 4, 1)
    assert "instead" not in str(status_page(desk))


# What stands


def test_where_the_plan_breaks_rules_the_one_that_changes_least_is_proposed(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.web.searches.units_missing", lambda: 0)
    late(desk)
    seen = roll_seen(desk)
    assert seen.goes_on is None
    roll_on(desk, "Kari")
    assert desk.is_outdated
    assert desk.jobs.wait(60)

    assert desk.proposal is not None
    proposed = desk.proposal.facts.plan
    assert proposed.digest == desk.base.digest
    assert proposed.objective.kind == desk.shown.plan.objective.kind
    left = desk.left_of_it
    assert left is not None
    assert left.schedule is not None
    slipped = {each.measure for each in slips(seen.rolled.past)} if seen.rolled else set()
    elsewhere = {each.id for each in desk.base.open_measures if _lies_elsewhere(left, proposed, each)}
    assert slipped == {"tiltak_05"}
    assert slipped.isdisjoint(elsewhere), "what was left of the plan has it as late already"
    assert 0 < len(elsewhere) < len(desk.base.open_measures)

    desk.accept()
    assert not desk.is_outdated
    assert plan_to_roll(desk) is desk.plan
    desk.undo()
    assert desk.is_outdated


def _lies_elsewhere(one: Any, other: Any, measure: Measure) -> bool:
    return bool(
        one.schedule.phases_by_measure.get(measure.id) != other.schedule.phases_by_measure.get(measure.id)
    ) or any(
        one.schedule.rollouts_by_key[each.key] != other.schedule.rollouts_by_key[each.key]
        for each in one.roadmap.rollouts_of(measure.id)
    )


def test_each_move_of_the_proposal_has_its_reason(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.web.searches.units_missing", lambda: 0)
    late(desk)
    roll_on(desk, "Kari")
    assert desk.jobs.wait(60)

    assert desk.moves.can_be_asked
    desk.moves.ask()
    assert desk.moves.job is not None
    assert desk.moves.wait(60)
    assert desk.moves.found is not None
    assert desk.moves.found.moved
    assert all(each.is_forced or each.worth is not None for each in desk.moves.found.moved)


def test_replanning_a_plan_that_goes_on_moves_nothing(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.web.searches.units_missing", lambda: 0)
    desk.report(lambda reports: reports.choose(DAY))
    roll_on(desk, "Kari")

    desk.replan()
    assert desk.jobs.wait(60)

    assert desk.proposal is not None
    assert desk.proposal.facts.schedule == desk.shown.schedule


def adopt(desk: Workspace, store: Store) -> ScenarioKept:
    """Adopt the plan that stands, as a scenario of the first version."""
    plan = store.plans.keep(desk.shown.plan, author="Kari").number
    kept = store.scenarios.add("The plan of 2023", base=1, aim=Aim(), owner="Kari")
    proposed = store.scenarios.move(kept.number, ScenarioState.PROPOSED, revision=1, author="Kari")
    adopted = store.scenarios.adopt(kept.number, plan, revision=proposed.revision, author="Kari")
    desk.record.read()
    return adopted


def test_an_adopted_plan_is_frozen_as_a_baseline_and_the_one_that_goes_on_is_of_record(
    desk: Workspace, store: Store
) -> None:
    kept = adopt(desk, store)
    late(desk)

    roll_on(desk, "Kari")

    assert store.scenarios.scenario(kept.number).state is ScenarioState.FROZEN
    assert desk.record.plan is None
    take_back_roll(desk)
    assert desk.reporting.rows
    (found,) = slips_by_baseline(desk, roll_seen(desk))
    rolled = roll_seen(desk).rolled
    assert rolled is not None
    assert found.slips == slips(rolled.past)
    assert "The plan of 2023" in str(coming(desk))


def test_every_baseline_is_compared_with_once(
    desk: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [store.plans.keep(desk.shown.plan, author="Kari").number for _each in range(10)]
    for plan in plans:  # each freezes the one before
        kept = store.scenarios.add(f"Plan {plan}", base=1, aim=Aim(), owner="Kari")
        proposed = store.scenarios.move(kept.number, ScenarioState.PROPOSED, revision=1, author="Kari")
        store.scenarios.adopt(kept.number, plan, revision=proposed.revision, author="Kari")
    desk.report(lambda reports: reports.choose(DAY))
    found = slips_by_baseline(desk, roll_seen(desk))
    assert len(set(plans)) == len(found) + 1 == 10

    monkeypatch.setattr(desk.searches.engine, "slips_against", _refused)

    assert slips_by_baseline(desk, roll_seen(desk)) == found


class OtherPeriodsEngine(LawfulEngine):
    """Compares with no plan, as with one whose periods are longer."""

    def slips_against(self, rolled: Any, baseline: Any) -> Any:
        """Refuse."""
        raise ToldError(to_say("Its periods are longer."))


def test_of_a_baseline_that_cannot_be_compared_the_page_says_why(store: Store) -> None:
    desk = opened_on(store, engine=OtherPeriodsEngine())
    plan = store.plans.keep(desk.shown.plan, author="Kari").number
    kept = store.scenarios.add("The plan of 2023", base=1, aim=Aim(), owner="Kari")
    proposed = store.scenarios.move(kept.number, ScenarioState.PROPOSED, revision=1, author="Kari")
    store.scenarios.adopt(kept.number, plan, revision=proposed.revision, author="Kari")
    desk.record.read()
    desk.report(lambda reports: reports.choose(DAY))
    roll_on(desk, "Kari")
    desk.report(lambda reports: reports.choose(date(2024, 4, 1)))

    assert "Against The plan of 2023: cannot be compared. Its periods are longer." in str(coming(desk))
    desk.close()


def _refused(*_given: object) -> Any:
    raise ReportsRefusedError([Finding(code="other", message=to_say("Not any more."))])


def _damaged(*_given: object) -> Any:
    raise StoreError("damaged", to_say("Not any more."))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("planner.web.rolls.roll", _refused), ("planner.store.plans.KeptPlans.plan", _damaged)],
)
def test_of_a_roll_that_cannot_be_told_again_the_page_says_why(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any
) -> None:
    late(desk)
    roll_on(desk, "Kari")
    monkeypatch.setattr(name, wrong)
    monkeypatch.setattr("planner.web.rolls._ROLLED", Lately())  # as after a start of the server

    told = str(status_page(desk))

    assert "1 row reported: cannot be compared. Not any more." in told
    assert "late against the plan" not in str(status_tiles(desk))
    assert desk.left_of_it is None


def test_a_scenario_on_the_old_version_is_moved_or_told_why_not(desk: Workspace, store: Store) -> None:
    done = next(each for each in desk.base.measures if each.status is Status.STARTED)
    gone = {"measure": done.id, "phase": done.phases[0].id}
    name = Set("measures", {"id": "tiltak_05"}, "owner", "KS")
    moves = store.scenarios.add("Moves", base=1, changes=[name], aim=Aim(), owner="Kari")
    longer = Set("phases", gone, "name", "Longer")
    stays = store.scenarios.add("Stays", base=1, changes=[longer], aim=Aim(), owner="Kari")
    typed(desk, (f"{done.id}\x1f{done.phases[0].id}\x1f", "state", "done"))
    roll_on(desk, "Kari")

    moved = store.scenarios.move_to_newest(moves.number, revision=1, author="Kari")
    clashes = store.scenarios.move_to_newest(stays.number, revision=1, author="Kari")

    assert not isinstance(moved, tuple)
    assert moved.base == 2
    assert store.scenarios.roadmap(moved).calendar.status_date == DAY
    assert isinstance(clashes, tuple)
    assert clashes


# Nobody waits for what is worked out


class Watched:
    """Notes what is worked out while a workspace is held still by the thread that asks for it."""

    def __init__(self, desk: Workspace, monkeypatch: pytest.MonkeyPatch, **places: str) -> None:
        self.desk, self.held, self.made = desk, list[str](), list[str]()
        for name, place in places.items():
            monkeypatch.setattr(place, self._watching(name, place))

    def _watching(self, name: str, place: str) -> Any:
        module, _dot, function = place.rpartition(".")
        real = getattr(import_module(module), function)

        def work(*given: Any, **more: Any) -> Any:
            (self.held if self.desk._lock.is_mine else self.made).append(name)
            return real(*given, **more)

        return work


@pytest.mark.slow
@pytest.mark.parametrize("first", ["/status/sheet", "/status/roll", "page"])
def test_nothing_is_worked_out_while_all_is_held_still(
    desk: Workspace, sheet: Sheet, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    late(desk)
    roll_on(desk, "Kari")
    take_back_roll(desk)
    monkeypatch.setattr("planner.web.rolls._ROLLED", Lately())  # as after a start of the server
    monkeypatch.setattr("planner.web.rolls._SLIPPED", Lately())
    monkeypatch.setattr("planner.web.roll_preview._SEEN", Lately())
    watched = Watched(
        desk,
        monkeypatch,
        roll="planner.web.roll_preview.roll",
        slips="planner.web.roll_preview.slips",
        again="planner.web.rolls.roll",
        checking="planner.web.roll_preview.found_in",
        figures="planner.web.components.reports.figures.status_figures",
    )

    if first == "page":
        called(desk, f"{ids.PAGE}.children", {"where.data": ""}, {"url.pathname": "/status", "url.href": ""})
    else:
        sheet.client.get(f"{first}?lang=en&table=work", base_url=HOME)

    assert "roll" in watched.made
    assert watched.held == []


def test_a_report_that_is_typed_is_worked_out_after_it_is_kept_and_beside_all_else(
    desk: Workspace, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(desk, monkeypatch, roll="planner.web.roll_preview.roll")

    assert sheet.type([LATE, "left_periods", "3"])["draft"]["count"] == 1

    assert watched.made
    assert watched.held == []


def test_a_roll_keeps_its_plans_and_cuts_its_roadmap_before_all_is_held_still(
    desk: Workspace, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.report(lambda reports: reports.choose(DAY))
    shown = sheet.client.get("/status/roll?lang=en", base_url=HOME).get_json()
    watched = Watched(
        desk,
        monkeypatch,
        roll="planner.web.roll_preview.roll",
        plan="planner.store.plans.packed",
        changes="planner.store.versions.changes_between",
    )

    told = sheet.post({"author": "Ola", "draft": shown["draft"], "request": "r"}, "/status/roll").get_json()

    assert told["made"]
    assert {"plan", "changes"} <= set(watched.made)
    assert watched.held == []


def test_what_a_roll_leaves_of_a_plan_that_breaks_rules_is_worked_out_before_all_is_held_still(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(desk)
    assert roll_seen(desk).goes_on is None
    engine, lock = desk.searches.engine, desk._lock
    real, held = engine.as_if_lawful, list[bool]()

    def watched(*given: Any) -> Any:
        held.append(lock.is_mine)
        return real(*given)

    monkeypatch.setattr(engine, "as_if_lawful", watched)

    roll_on(desk, "Kari")

    assert desk.left_of_it is not None
    assert held == [False]


def test_what_is_decided_meanwhile_is_worked_out_again_and_who_decides_time_and_again_bars_nobody(
    desk: Workspace,
) -> None:
    worked: list[str] = []

    def ready(_workspace: Workspace) -> None:
        worked.append(desk.reporting.at)
        if len(worked) < 3:
            late(desk)

    with held_ready(desk, ready):
        assert desk._lock.is_mine
        assert worked[-1] == desk.reporting.at
    assert len(worked) == 3

    def never(_workspace: Workspace) -> None:
        late(desk)

    with held_ready(desk, never):
        assert desk.reporting.rows


# The dialog


def test_the_dialog_shows_what_comes_of_it_and_does_it_once(desk: Workspace, sheet: Sheet) -> None:
    late(desk)
    shown = sheet.client.get("/status/roll?lang=en", base_url=HOME).get_json()
    assert shown["title"] == "Roll forward to 1 October 2023?"
    assert any("late" in line for line in shown["changes"])
    body = {"author": "Ola", "draft": shown["draft"], "request": "once"}

    first, second = (sheet.post(body, "/status/roll").get_json() for _time in range(2))

    assert first["made"]
    assert second["made"]
    assert "version 2" in first["said"]
    assert desk.newest is not None
    assert (desk.newest.number, desk.newest.author) == (2, "Ola")


def test_what_has_been_reported_meanwhile_is_not_taken_in_unseen(desk: Workspace, sheet: Sheet) -> None:
    late(desk)
    shown = sheet.client.get("/status/roll?lang=en", base_url=HOME).get_json()
    typed(desk, (LATE, "left_periods", "4"))

    told = sheet.post({"author": "Ola", "draft": shown["draft"], "request": "r"}, "/status/roll").get_json()

    assert told["made"] is False
    assert "changed since you saw it" in told["said"]
    assert sheet.post({"author": " ", "draft": shown["draft"]}, "/status/roll").get_json()["made"] is False
    assert sheet.post([], "/status/roll").status_code == 400


def test_the_dialog_says_why_nothing_can_be_done(desk: Workspace, sheet: Sheet) -> None:
    typed(desk, (LATE, "left_periods", "mange"))

    shown = sheet.client.get("/status/roll?lang=nb", base_url=HOME).get_json()

    assert "Rett det som er merket" in shown["refused"]


# The page


def test_the_page_says_what_has_slipped_and_what_counts_as_planned(desk: Workspace) -> None:
    late(desk)

    told = str(status_page(desk))

    assert "with 1 report: " in told
    assert "Against the plan that stands (" in told
    assert "quarters late" in told
    assert "count as planned" in told
    assert "breaks rules at that date" in told


def test_without_a_store_the_page_says_that_nothing_can_be_kept() -> None:
    made = Workspace(demo_roadmap(measures=12), engine=DemoEngine())
    made.start(improve=False)

    assert "nowhere to keep it" in str(coming(made))
    assert status_tiles(made)
    made.close()


def test_figures_of_the_board_follow_the_last_roll(desk: Workspace) -> None:
    assert "late against the plan" not in str(status_tiles(desk))
    late(desk)
    roll_on(desk, "Kari")

    told = str(status_tiles(desk))

    assert "late against the plan" in told
    assert "NOK billion realised" in told


def test_what_has_changed_is_told_in_a_boards_sentences_on_both_pages_once_a_plan_stands_again(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    monkeypatch.setattr(
        "planner.web.since.what_changed", lambda *given: (may_end.wait(60), what_changed(*given))[1]
    )
    late(desk)
    roll_on(desk, "Kari")
    status_page(desk)
    assert desk.since.job is None  # the plan is of the earlier date
    desk.undo_version(2)
    desk.report(lambda reports: reports.drop(WORK, [LATE], words="cleared"))
    roll_on(desk, "Kari")

    assert "is being worked out" in str(status_page(desk))
    may_end.set()
    assert desk.since.wait(60)

    told = "As of 1 October 2023 all that is known has gone as planned."
    assert told in str(status_page(desk))
    assert told in str(board(desk))
    job = desk.since.job
    status_page(desk)
    assert desk.since.job is job


def _fails(*_given: object) -> Any:
    raise RuntimeError("a fault of ours")


def _unlike(*_given: object) -> Any:
    raise ValueError("periods of another length")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (_damaged, "cannot be told. Not any more."),
        (_refused, "cannot be told. Not any more."),
        (_unlike, "cannot be told. The two plans cannot be compared any more."),
        (_fails, "cannot be told. It could not be worked out. The log says why under"),
    ],
)
def test_why_it_is_not_told_what_has_changed_is_said(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch, wrong: Any, told: str
) -> None:
    desk.report(lambda reports: reports.choose(DAY))
    roll_on(desk, "Kari")
    monkeypatch.setattr("planner.web.since.what_changed", wrong)

    status_page(desk)

    assert desk.since.wait(60)
    assert told in str(status_page(desk))


def test_a_damaged_roll_takes_no_file_of_the_plan_away_and_the_page_says_so(
    desk: Workspace, sheet: Sheet, store: Store
) -> None:
    desk.report(lambda reports: reports.choose(DAY))
    roll_on(desk, "Kari")
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(ROLLS).values(rows="{"))

    answer = sheet.client.get("/plan.json", base_url=HOME)

    assert answer.status_code == 200
    assert answer.get_json()["plan"]["schedule"]
    assert "What has been reported cannot be read" in str(status_page(desk))


def test_a_document_of_a_plan_that_was_rolled_tells_how_far_it_has_come(
    desk: Workspace, sheet: Sheet
) -> None:
    assert "measures done" not in sheet.client.get("/plan.html?lang=en", base_url=HOME).text
    desk.report(lambda reports: reports.choose(DAY))
    roll_on(desk, "Kari")

    told = sheet.client.get("/plan.html?lang=en", base_url=HOME).text

    assert "</strong> measures done</li>" in told
    assert "<li><strong>0</strong> late against the plan</li>" in told
    assert "NOK billion realised" in told


def test_a_link_to_an_earlier_plan_tells_of_its_own_status_on_the_board(
    desk: Workspace, store: Store
) -> None:
    before, mark = str(status_tiles(desk)), mark_of(desk.shown.plan)
    desk.report(lambda reports: reports.choose(DAY))  # all went as planned, so that the plan goes on
    roll_on(desk, "Kari")
    assert str(status_tiles(desk)) != before

    (rolled,) = store.reports.rolls()
    parts = board(desk, f"?{PLAN}={mark}&{NUMBER}={rolled.before.number}")
    (status,) = [part for part in parts if getattr(part, "className", "") == "board-part board-status"]

    assert before[1:-1] in str(status)


def sent(desk: Workspace, *rows: str, name: str = "progress.csv") -> ReportsSent:
    """Send a table of reports, whose first row is its headings."""
    return read_sent(desk, name, "\n".join(rows).encode())


def test_what_a_file_would_change_is_told_row_by_row_before_anything_is_taken_in(desk: Workspace) -> None:
    typed(desk, (LATE, "left_periods", "3"), ("tiltak_06\x1f\x1f", "state", "stopped"))
    before = desk.reporting.rows
    payer, year = max(roll_seen(desk).spending)
    file = sent(
        desk,
        "measure;phase;status;remaining;payer;year;spent",
        "tiltak_05;utredning;;2;;;",
        "tiltak_06;;stopped;;;;",
        "tiltak_08;utredning;;mange;;;",
        f";;;;{payer};{year};5",
        f";;;;{payer};{year};6",
    )

    with in_language("en"):
        rows = rows_sent(desk, file)
        headline, parts, _would_change = preview_of_reports(desk, file)

    assert [str(each.would) for each in rows] == ["changed", "same", "unreadable", "new", "contradicts"]
    assert (rows[0].now, rows[0].then) == ("remaining 3", "remaining 2")
    assert "mange" in rows[2].wrong
    about = f"{payer_name(desk.base, payer).capitalize()}, {year}"
    assert rows[4].wrong == f"{about} is reported in another row too, expected once."
    counted = "1 row is new, 1 would be changed, 1 is as it is, 1 contradicts others, 1 cannot be read"
    assert headline == f"progress.csv: {counted}"
    assert "All of it is taken in, or nothing." in str(parts)
    assert desk.reporting.rows == before


def test_a_sent_file_is_one_step_and_its_bad_cells_are_marked(desk: Workspace, sheet: Sheet) -> None:
    file = sent(
        desk,
        "measure;phase;remaining;payer;year;spent",
        "tiltak_05;utredning;mange;;;",
        ";;;nhn;2023;5",
    )

    assert take_sent(desk, file) is None

    with in_language("en"):
        assert taken_words(file).startswith("2 rows from progress.csv")
    assert sheet.show()["rough"][LATE].keys() == {"left_periods"}
    sheet.give("undo", at=desk.reporting.at)
    assert desk.reporting.rows == ()
    refused = sent(desk, "navn", "x", name="other.csv")
    assert not refused.can_be_taken_in
    assert preview_of_reports(desk, refused)[0].startswith("other.csv: ")


def test_a_file_in_which_all_is_as_it_is_is_no_step(desk: Workspace) -> None:
    late(desk)
    file = sent(desk, "measure;phase;remaining", "tiltak_05;utredning;3")

    with in_language("en"):
        _headline, parts, would_change = preview_of_reports(desk, file)

    assert not would_change
    assert "there is nothing to take in" in str(parts)
    before = desk.reporting.at
    assert take_sent(desk, file) is not None
    assert desk.reporting.at == before


def test_only_the_last_part_of_the_name_of_a_file_is_told(desk: Workspace) -> None:
    name = "C:\\home\\" + 100 * "x" + ".csv"

    assert sent(desk, "measure;remaining", "tiltak_05;3", name=name).name == 76 * "x" + ".csv"


def test_a_file_of_many_rows_is_compared_with_what_is_reported_row_by_row_once(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"m{number};{number}" for number in range(300)]
    assert take_sent(desk, sent(desk, "measure;remaining", *rows)) is None
    asked: list[object] = []

    def counting(table: str, texts: Any) -> Any:
        asked.append(texts)
        return key_in(table, texts)

    key_in = reporting._key_in
    monkeypatch.setattr(reporting, "_key_in", counting)
    again = sent(desk, "measure;remaining", *reversed(rows[1:]), "m0;5")

    assert take_sent(desk, again) is None

    assert [row.cells["left_periods"] for row in desk.reporting.rows] == ["5", *map(str, range(1, 300))]
    assert len(asked) <= 4 * len(rows)


def test_a_file_of_more_rows_than_are_compared_is_refused(desk: Workspace) -> None:
    file = sent(desk, "measure;remaining", *(f"m{number};3" for number in range(5_001)))

    assert not file.can_be_taken_in
    with in_language("en"):
        assert preview_of_reports(desk, file)[0].endswith(
            "It holds 5001 rows, and at most 5000 are taken in."
        )


def test_where_more_is_reported_since_a_file_is_looked_at_again_and_not_taken_in(desk: Workspace) -> None:
    file = sent(desk, "measure;phase;remaining", "tiltak_05;utredning;2")
    late(desk)

    again = take_sent(desk, file)

    assert desk.reporting.rows[0].cells == {"left_periods": "3"}
    assert again is not None
    with in_language("en"):
        assert "More has been reported since the file was read" in str(preview_of_reports(desk, again)[1])
    assert take_sent(desk, again) is None
    assert desk.reporting.rows[0].cells == {"left_periods": "2"}


def test_what_is_sent_from_the_page_is_shown_and_taken_in_by_a_press(desk: Workspace) -> None:
    app = create_app(desk, port=PORT)
    table = io.BytesIO(b"measure;phase;remaining\ntiltak_05;utredning;3\n")
    boundary, body = encode_multipart({"file": FileStorage(table, "r.csv")})
    answer = app.server.test_client().post(
        "/upload?of=reports",
        data=body,
        base_url=HOME,
        headers=HEADERS | {"Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    name = answer.get_json()["name"]

    shown = called(desk, ids.UPLOAD_PREVIEW, {"uploaded.data": name}, {}, app=app)
    assert "r.csv: 1 row is new" in str(shown)
    assert [each.cells for each in desk.reporting.rows] == []
    seen = {"sight.data": desk.journal.sight, "pulse.data": None, "uploaded.data": name}
    done = called(desk, ids.UPLOAD_DONE, {"upload-take.n_clicks": 1}, seen, app=app)

    assert "1 row from r.csv is in the sheets now." in str(done)
    assert [each.cells for each in desk.reporting.rows] == [{"left_periods": "3"}]


def test_a_corrected_file_sent_again_replaces_its_rows_and_two_of_one_thing_in_it_are_refused(
    desk: Workspace, sheet: Sheet
) -> None:
    def send(*rows: str) -> None:
        assert take_sent(desk, sent(desk, "measure;phase;status;remaining", *rows)) is None

    send("tiltak_05;utredning;;3", "tiltak_06;;stopped;", "tiltak_07;;stopped;")
    send("tiltak_05;utredning;;2", "tiltak_06;;running;", "tiltak_07;;stopped;")

    rows = sheet.rows()
    assert rows[LATE]["left_periods"] == "2"
    assert [row["state"] for name, row in rows.items() if name.startswith("r\x1f")] == ["running", "stopped"]
    send("tiltak_06;;running;", "tiltak_06;;stopped;")
    assert "in another row too" in sheet.show()["rough"]["r\x1f3"]["measure"][1]


@pytest.mark.slow
def test_every_status_date_that_is_listed_is_worked_out_once(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for period in range(9):
        desk.report(lambda reports: reports.choose(desk.base.calendar.date_of(1)))
        roll_on(desk, f"Kari {period}")
    listed = str(so_far(desk))
    assert listed.count("Kari") == 9

    monkeypatch.setattr("planner.web.rolls.roll", _refused)

    assert str(so_far(desk)) == listed


def test_no_roll_is_read_but_the_one_that_is_asked_for(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _period in range(2):
        desk.report(lambda reports: reports.choose(desk.base.calendar.date_of(1)))
        roll_on(desk, "Kari")
    read: list[int] = []
    as_kept = reports_kept._roll

    def reading(values: dict[str, Any]) -> Any:
        read.append(values["version"])
        return as_kept(values)

    monkeypatch.setattr(reports_kept, "_roll", reading)
    status_tiles(desk)
    assert can_take_back(desk)

    assert set(read) == {3}


def test_a_frozen_plan_says_the_same_of_an_earlier_status_date(desk: Workspace) -> None:
    late(desk)
    rolled = roll_seen(desk).rolled
    assert rolled is not None
    engine, plan = desk.searches.engine, desk.shown.plan

    assert engine.slips_against(rolled, plan) == slips(rolled.past)
    assert engine.slips_against(rolled, replace(plan, schedule=None)) == ()
