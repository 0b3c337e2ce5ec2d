"""Why there is no plan, as plain data for scripts: what ``planner diagnose --json`` prints."""

from collections.abc import Iterator
from typing import Any

from planner.files import DIAGNOSIS_SCHEMA, edit_out, json_document
from planner.language import worded
from planner.model import Roadmap
from planner.say import finding_data, repair_words, row_words
from planner.why import Cell, Diagnosis, Explained, Remedy, RemedyOutcome, Repair


def diagnosis_to_json(found: Diagnosis) -> str:
    """Give it as text."""
    return json_document("diagnosis", DIAGNOSIS_SCHEMA, diagnosis_data(found))


def diagnosis_data(found: Diagnosis) -> dict[str, Any]:
    """Give it as plain data: what is refused, conflicts row by row, and what alone would mend each."""
    return {
        "digest": None if found.roadmap is None else found.roadmap.digest,
        "state": str(found.state),
        "faults": [finding_data(each) for each in found.faults],
        "conflicts": [_conflict(found, each) for each in found.conflicts],
        "rest_has_plan": True if found.rest is not None else None,
    }


def _conflict(found: Diagnosis, each: Explained) -> dict[str, Any]:
    assert found.roadmap is not None
    roadmap = found.roadmap
    groups = zip(each.conflict.groups, each.conflict.shown, strict=True)
    return {
        "groups": [
            {"rows": [_row(found, cell) for cell in group], "is_shown_needed": schedule is not None}
            for group, schedule in groups
        ],
        "is_smallest": each.conflict.is_smallest,
        "repairs": [_repair(roadmap, repair) for repair in _repairs(each)],
        "does_not_suffice": _changes(each, RemedyOutcome.DOES_NOT_SUFFICE),
        "unsettled": _changes(each, RemedyOutcome.UNSETTLED),
    }


def _row(found: Diagnosis, cell: Cell) -> dict[str, Any]:
    assert found.roadmap is not None
    row = found.rows[cell]
    return {
        "cell": _cell(cell),
        "table": row.table,
        "row": row.row,
        "column": worded(row.column),
        "subject": row.subject,
        "is_wish": cell in found.wishes,
        "change": row.change,
        "changed_in": row.changed_in,
        "words": row_words(found.roadmap, cell),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    fields = {"measure": cell.measure, "phase": cell.phase, "sector": cell.sector}
    number = {"number": cell.number} if cell.number >= 0 else {}
    return {"kind": str(cell.kind), **{name: value for name, value in fields.items() if value}, **number}


def _repairs(each: Explained) -> Iterator[Repair]:
    return (tried.repair for tried in each.tried if tried.repair is not None)


def _repair(roadmap: Roadmap, repair: Repair) -> dict[str, Any]:
    return {
        **_change(repair.change),
        "amount": repair.amount,
        "step": repair.change.step,
        "is_least": repair.is_least,
        "edits": [edit_out(edit) for edit in repair.edits],
        "words": repair_words(roadmap, repair),
    }


def _changes(each: Explained, outcome: RemedyOutcome) -> list[dict[str, Any]]:
    return [_change(tried.change) for tried in each.tried if tried.outcome is outcome]


def _change(change: Remedy) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "cell": None if change.cell is None else _cell(change.cell),
        "column": change.column,
        "unit": str(change.unit),
    }
