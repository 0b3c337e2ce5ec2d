"""``planner run``: plan scenarios and the roadmaps they change, and set them side by side."""

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import click

from planner.cli.entries import Entry, entries
from planner.cli.options import effort_options, file_path, json_option
from planner.cli.saving import save, writing
from planner.cli.scenario_table import write_table
from planner.cli.searching import search
from planner.cli.side_by_side import COLUMNS_OF_WORDS, ResultRow, State, heads
from planner.cli.side_by_side import as_json as row_as_json
from planner.cli.terminal import show_findings, stopped_by_interrupt, text_table
from planner.language import _
from planner.model import Effort, Plan, Request, errors


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    files, out = _("scenario files"), _("write a plan per scenario and the table")
    return [
        click.Argument(
            ["scenarios"], metavar="SCENARIO.toml...", type=file_path(), nargs=-1, required=True, help=files
        ),
        click.Option(["--out"], metavar="FOLDER", type=file_path(), help=out),
        *effort_options(),
        json_option(_("print the result as one JSON object")),
    ]


def run(scenarios: Sequence[Path], *, out: Path | None, as_json: bool, **effort: Any) -> int:
    """Plan every scenario and its base, and print the table; Ctrl-C ends it, and what is missing is told.

    Parameters
    ----------
    effort
        The fields of ``Effort``.
    """
    asked = entries(scenarios, saves=out is not None)
    rows = _planned_rows(asked, Effort(**effort), out)
    if as_json:
        print(json.dumps({"scenarios": [row_as_json(row) for row in rows]}, ensure_ascii=False))
    else:
        print(text_table(heads(), [row.cells for row in rows], words=COLUMNS_OF_WORDS))
    return 0 if all(row.plan is not None and row.plan.schedule is not None for row in rows) else 1


def _planned_rows(asked: Sequence[Entry], effort: Effort, out: Path | None) -> list[ResultRow]:
    """Plan one after the other; the table of results is written after each, with what is missing marked."""
    rows = [ResultRow(entry.scenario, None, state=State.MISSING) for entry in asked]
    bases: dict[Path, Plan] = {}
    with stopped_by_interrupt() as stop:
        for place, entry in enumerate(asked):
            if stop.is_set():
                break
            start = bases.get(entry.base)  # what a scenario does not touch can stay as it is
            found = _planned_entry(entry, effort, start, stop)
            state = State.DATA_ERRORS if found is None else State.STOPPED if stop.is_set() else State.PLANNED
            rows[place] = ResultRow(entry.scenario, found, None if entry.is_base else start, state)
            if entry.is_base and found is not None:
                bases[entry.base] = found
            if out is not None:
                _save_row(entry, rows, found, out)
    return rows


def _planned_entry(entry: Entry, effort: Effort, start: Plan | None, stop: Event) -> Plan | None:
    """Plan one roadmap of a run; ``None`` where its data has errors, which are printed."""
    show_findings(errors(entry.outcome.findings) or ())
    roadmap = entry.outcome.roadmap
    if roadmap is None or not entry.outcome.can_be_planned:
        return None
    label, took = f"{entry.scenario.name}: ", entry.outcome.took
    request = Request(aim=entry.scenario.aim, effort=effort)
    return search(roadmap, request, label=label, took=took, start=start, stop=stop).plan


def _save_row(entry: Entry, rows: Sequence[ResultRow], found: Plan | None, folder: Path) -> None:
    """Write the plan of one scenario, and the table so far."""
    if found is not None and found.schedule is not None:
        save(found, folder / entry.folder)
    with writing(folder):
        write_table(rows, folder)
