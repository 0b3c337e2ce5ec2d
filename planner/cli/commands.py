"""What each command does: read what was asked, call the pipeline, print."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from planner.cli.asking import effort_of, request_of
from planner.cli.terminal import (
    ProgressLine,
    WrongUseError,
    complain,
    show_findings,
    stopped_by_interrupt,
    text_table,
)
from planner.language import _, ngettext
from planner.model import Finding, Plan, PlanStatus, Request, Roadmap, errors

if TYPE_CHECKING:
    from planner.cli.entries import Entry
    from planner.cli.side_by_side import ResultRow
    from planner.pipeline import Outcome


def check(options: Namespace) -> int:
    """Read and check a roadmap; print its findings."""
    from planner.pipeline import load

    outcome = load(options.path)
    if options.json:
        print(
            json.dumps(
                {"findings": [_finding_as_dict(each) for each in outcome.findings]}, ensure_ascii=False
            )
        )
    else:
        show_findings(outcome.findings)
        if outcome.roadmap is not None and outcome.can_be_planned:
            print(_size(outcome.roadmap))
    return 0 if outcome.can_be_planned else 1


def plan(options: Namespace) -> int:
    """Plan a roadmap; print a summary or JSON."""
    asked = request_of(options)
    start, baseline = _plan_of("--start", asked.start), _plan_of("--baseline", asked.baseline)
    outcome = _checked_roadmap(options)
    if outcome is None or outcome.roadmap is None:
        return 1
    request, took = asked.request, outcome.took
    found = _solve(outcome.roadmap, request, took=took, start=start, baseline=baseline)
    if found is None:
        return 1
    if options.out is not None and found.schedule is not None:
        _save(found, options.out)
    _print_plan(found, as_json=options.json)
    return 0 if found.schedule is not None else 1


def run(options: Namespace) -> int:
    """Plan every scenario and its base, and print the table; Ctrl-C ends it, and what is missing is told."""
    from planner.cli.entries import entries
    from planner.cli.side_by_side import COLUMNS_OF_WORDS, as_json, heads

    asked = entries(options.scenarios, saves=options.out is not None)
    rows = _planned_rows(asked, options)
    if options.json:
        print(json.dumps({"scenarios": [as_json(row) for row in rows]}, ensure_ascii=False))
    else:
        print(text_table(heads(), [row.cells for row in rows], words=COLUMNS_OF_WORDS))
    return 0 if all(row.plan is not None and row.plan.schedule is not None for row in rows) else 1


def _planned_rows(asked: "Sequence[Entry]", options: Namespace) -> "list[ResultRow]":
    """Plan one after the other; the table of results is written after each, with what is missing marked."""
    from planner.cli.side_by_side import ResultRow, State

    rows = [ResultRow(entry.scenario, None, state=State.MISSING) for entry in asked]
    bases: dict[Path, Plan] = {}
    with stopped_by_interrupt() as stop:
        for place, entry in enumerate(asked):
            if stop.is_set():
                break
            start = bases.get(entry.base)  # what a scenario does not touch can stay as it is
            found = _planned_entry(entry, options, start, stop)
            state = State.DATA_ERRORS if found is None else State.STOPPED if stop.is_set() else State.PLANNED
            rows[place] = ResultRow(entry.scenario, found, None if entry.is_base else start, state)
            if entry.is_base and found is not None:
                bases[entry.base] = found
            if options.out is not None:
                _save_row(entry, rows, found, options.out)
    return rows


def _planned_entry(entry: "Entry", options: Namespace, start: Plan | None, stop: Event) -> Plan | None:
    """Plan one roadmap of a run; ``None`` where its data has errors, which are printed."""
    show_findings(errors(entry.outcome.findings) or ())
    roadmap = entry.outcome.roadmap
    if roadmap is None or not entry.outcome.can_be_planned:
        return None
    label, took = f"{entry.scenario.name}: ", entry.outcome.took
    request = Request(aim=entry.scenario.aim, effort=effort_of(options))
    return _solve(roadmap, request, label=label, took=took, start=start, stop=stop)


def _save_row(entry: "Entry", rows: "Sequence[ResultRow]", found: Plan | None, folder: Path) -> None:
    """Write the plan of one scenario, and the table so far."""
    from planner.cli.scenario_table import write_table

    if found is not None and found.schedule is not None:
        _save(found, folder / entry.folder)
    with _writing(folder):
        write_table(rows, folder)


def export(options: Namespace) -> int:
    """Write a saved plan as a document."""
    saved = _saved_plan(options.plan)
    if saved is None:
        return 1
    target = options.out or _default_target(options.plan, options.to)
    with _writing(target):
        _write_as(options.to, saved, target)
    print(target)
    return 0


def _write_as(kind: str, saved: Plan, target: Path) -> None:
    """Write a plan in one format."""
    from planner.files import plan_to_csv, write_plan, write_whole

    if kind == "csv":
        plan_to_csv(saved, target)
    elif kind == "json":
        write_plan(saved, target)
    elif kind == "pdf":
        from planner.report import pdf

        write_whole(target, pdf(saved))
    else:
        from planner.report import html

        write_whole(target, html(saved).encode())


def serve(options: Namespace) -> int:
    """Open the workspace on a roadmap; data with errors is shown with them, but there must be data.

    Raises
    ------
    WrongUseError
        If there is nothing at the path.
    """
    if not options.path.exists():
        expected = _("a folder of tables, or the veikart.csv in it")
        message = _(
            "{option}: found {found}, expected {expected}",
            option="PATH",
            found=_("nothing at {path}", path=options.path),
            expected=expected,
        )
        raise WrongUseError(f"{message}\n{_('See {command} --help', command='planner serve')}")
    from planner.web import serve as open_workspace

    open_browser = not options.no_browser
    return open_workspace(options.path, port=options.port, open_browser=open_browser, seconds=options.seconds)


def _size(roadmap: Roadmap) -> str:
    """Say what a roadmap holds."""
    parts = (
        ngettext("{count} measure", "{count} measures", len(roadmap.measures)),
        ngettext("{count} dependency", "{count} dependencies", len(roadmap.dependencies)),
        ngettext("{count} rollout", "{count} rollouts", len(roadmap.rollouts)),
        ngettext("{count} sector", "{count} sectors", len(roadmap.sectors)),
        ngettext("{count} information service", "{count} information services", len(roadmap.services)),
        ngettext("{count} period", "{count} periods", roadmap.calendar.periods),
    )
    return ", ".join(parts)


def _checked_roadmap(options: Namespace) -> "Outcome | None":
    """Read and check a roadmap; print what stops it and give ``None``."""
    from planner.pipeline import load

    outcome = load(options.path)
    if not outcome.can_be_planned:
        show_findings(outcome.findings)
        if options.json:
            _print_findings(outcome.findings)
        return None
    return outcome


def _solve(
    roadmap: Roadmap,
    request: Request,
    *,
    label: str = "",
    took: tuple[tuple[str, float], ...] = (),
    start: Plan | None = None,
    baseline: Plan | None = None,
    stop: Event | None = None,
) -> Plan | None:
    """Plan with progress on the terminal, and keep how long each step took; print why none can be made."""
    from planner.pipeline import DataError, solve
    from planner.solver import units_missing

    line = ProgressLine(label)
    try:
        if request.effort.deterministic and (missing := units_missing()):
            _say_what_is_compiled(missing)
        with nullcontext(stop) if stop is not None else stopped_by_interrupt() as stop:
            began = time.monotonic()
            found = solve(
                roadmap, request=request, baseline=baseline, start=start, progress=line.show, stop=stop
            )
            judging = max(0.0, time.monotonic() - began - found.seconds)
            return replace(found, took=(*took, ("judging", judging)))
    except DataError as error:
        show_findings(error.findings)
        return None
    finally:
        line.clear()


def _say_what_is_compiled(count: int) -> None:
    """Say why a repeatable plan takes some minutes more, the first time."""
    words = _(
        "Compiles {count} parts of the engine first, once: a plan that is to be repeatable needs them all.",
        count=count,
    )
    print(words, file=sys.stderr, flush=True)


def _print_plan(found: Plan, *, as_json: bool) -> None:
    """Print a plan for people or for programs."""
    if as_json:
        from planner.report import result

        print(json.dumps(result(found), ensure_ascii=False))
        return
    from planner.report import summary

    print(summary(found))
    if found.status is PlanStatus.INFEASIBLE:
        print("\n" + _why_impossible(found.roadmap))


def _why_impossible(roadmap: Roadmap) -> str:
    """Name what cannot be done even alone, as far as that is certain within a few seconds."""
    from planner.explain import each_alone

    found = each_alone(roadmap)
    if found.impossible:
        names = ", ".join(f"{measure.name} ({measure.id})" for measure in found.impossible)
        return _("Not even alone, with only what it depends on, can be done: {measures}.", measures=names)
    if found.all_possible:
        return _("Each mandatory measure can be done alone, with what it depends on; together they cannot.")
    return _("No mandatory measure is proved impossible alone; not all could be tried in a few seconds.")


def _save(found: Plan, folder: Path) -> None:
    """Write a plan and its tables into a folder."""
    from planner.files import plan_to_csv, write_plan

    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_plan(found, folder / "plan.json")
        plan_to_csv(found, folder)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say where and why when something cannot be written."""
    try:
        yield
    except OSError as error:
        raise WrongUseError(
            _("Cannot write to {path}: {reason}", path=path, reason=error.strerror)
        ) from error


def _saved_plan(path: Path) -> Plan | None:
    """Read a saved plan; print what is wrong with it and give ``None``."""
    from planner.pipeline import DataError, read_plan

    try:
        saved = read_plan(path)
    except DataError as error:
        show_findings(error.findings)
        return None
    if saved.schedule is None:
        complain(_("The file holds no schedule."))
        return None
    return saved


def _plan_of(option: str, path: Path | None) -> Plan | None:
    """Read the saved plan that an option names.

    Raises
    ------
    WrongUseError
        If it cannot be read, breaks a rule, or holds no schedule.
    """
    from planner.pipeline import DataError, read_plan

    if path is None:
        return None
    try:
        saved = read_plan(path)
        reason = "" if saved.schedule is not None else _("The file holds no schedule.")
    except DataError as error:
        reason = error.findings[0].message
    if reason:
        raise WrongUseError(
            _(
                "{option}: found {path}, expected a saved plan. {reason}",
                option=option,
                path=path,
                reason=reason,
            )
        )
    return saved


def _default_target(path: Path, kind: str) -> Path:
    """Give where a document goes when nothing is said: beside the plan."""
    folder = path if path.is_dir() else path.parent
    return folder if kind == "csv" else folder / f"plan.{kind}"


def _print_findings(findings: Sequence[Finding]) -> None:
    """Print findings as one JSON object."""
    print(json.dumps({"findings": [_finding_as_dict(each) for each in findings]}, ensure_ascii=False))


def _finding_as_dict(finding: Finding) -> dict[str, object]:
    """Give a finding as plain data."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "table": finding.table,
        "row": finding.row,
        "column": finding.column,
        "subject": finding.subject,
        "change": finding.change,
        "changed_in": finding.changed_in,
        "message": finding.message,
    }
