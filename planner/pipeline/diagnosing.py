"""Tell why a roadmap or a wish for one is impossible, whatever it is: rows, rules, or the wish itself."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from planner.check import check, faults
from planner.files import Reading, read
from planner.model import Finding, Roadmap, errors
from planner.pipeline.wishes import (
    Wished,
    WishList,
    against_itself,
    changed_in,
    in_their_file,
    wish_of,
    wished_cells,
)
from planner.solver import unsupported
from planner.tables import Traces, apply
from planner.why import Diagnosis, DiagnosisState, DiagnosisStep, WrittenRow, diagnosis_of

DIAGNOSE_SECONDS = 60.0

DiagnosisProgress = Callable[[DiagnosisStep], None]
"""Called with what a diagnosis is at, whenever that is something else."""


def diagnose(
    roadmap: Roadmap,
    wish: Wished = (),
    *,
    seconds: float = DIAGNOSE_SECONDS,
    repairs: bool = True,
    progress: DiagnosisProgress | None = None,
    stop: threading.Event | None = None,
) -> Diagnosis:
    """Tell whether a roadmap has a plan that grants a wish, and if not, what stands against what.

    Never raises for what stands in the data or the wish.

    Parameters
    ----------
    wish
        Changes that are all to hold, or a scenario file or a request that lists them; none asks of the
        roadmap as it is.
    seconds
        For all of it; what is not settled by then says so.
    repairs
        Whether to look for what would mend each conflict.
    progress
        Called from this thread with what it is at.
    stop
        Set from another thread or a signal to end with what is known.
    """
    asked = wish_of(roadmap, wish)
    wrong = asked.findings or against_itself(asked)
    if wrong:
        return _refused(None, in_their_file(asked, wrong))
    changed = apply(roadmap, asked.edits)
    if changed.roadmap is None:
        return _refused(None, in_their_file(asked, errors(changed.findings)))
    whole = changed.roadmap
    found = [*faults(whole), *unsupported(whole)]
    if found:
        return _refused(whole, in_their_file(asked, _blamed(found, changed.traces)))
    wishes = wished_cells(whole, changed.traces)
    known = diagnosis_of(whole, wishes, seconds=seconds, repairs=repairs, progress=progress, stop=stop)
    return _with_changes(_or_refused(known, asked, changed.traces), asked)


def diagnose_at(
    path: str | Path,
    wish: Wished = (),
    *,
    seconds: float = DIAGNOSE_SECONDS,
    repairs: bool = True,
    progress: DiagnosisProgress | None = None,
    stop: threading.Event | None = None,
) -> Diagnosis:
    """Tell the same of a roadmap in files, with the rows as they lie there; takes what ``diagnose`` takes."""
    reading = read(Path(path))
    if reading.roadmap is None:
        return _refused(None, errors(reading.findings))
    found = diagnose(reading.roadmap, wish, seconds=seconds, repairs=repairs, progress=progress, stop=stop)
    rows = {cell: _at(reading, row) for cell, row in found.rows.items()}
    return replace(found, rows=rows, faults=reading.locate(found.faults))


def _at(reading: Reading, row: WrittenRow) -> WrittenRow:
    """Give a row as it lies on disk; one that a wish adds lies in its file alone."""
    field = row.column if isinstance(row.column, str) else ""
    table, line, column = reading.places.at(row.table, row.subject, field)
    return replace(row, table=table, row=line, column=column)


def _refused(roadmap: Roadmap | None, found: Iterable[Finding]) -> Diagnosis:
    return Diagnosis(roadmap=roadmap, state=DiagnosisState.REFUSED, faults=tuple(found))


def _blamed(found: Iterable[Finding], traces: Traces) -> list[Finding]:
    """Give findings with the changes that they are about."""
    return [replace(each, change=traces.change_of(each)) for each in found]


def _or_refused(known: Diagnosis, asked: WishList, traces: Traces) -> Diagnosis:
    """Refuse what has a plan where checking finds an error all the same, in what no plan has to hold."""
    if known.state is not DiagnosisState.POSSIBLE or known.roadmap is None:
        return known
    wrong = errors(check(known.roadmap))
    return _refused(known.roadmap, in_their_file(asked, _blamed(wrong, traces))) if wrong else known


def _with_changes(known: Diagnosis, asked: WishList) -> Diagnosis:
    """Say where the changes stand that rows come from."""
    rows = {
        cell: row if row.change is None else replace(row, changed_in=changed_in(asked, row.change))
        for cell, row in known.rows.items()
    }
    return replace(known, rows=rows)
