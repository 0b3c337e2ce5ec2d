"""Rows that are dropped, and all that goes along with them, told before it is done."""

from collections.abc import Collection
from dataclasses import dataclass

from planner.model import Drop, Finding, Roadmap, errors
from planner.tables import Key, RowChange, Table, apply, key_fields, row_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropping:
    """What dropping some rows comes to.

    Parameters
    ----------
    edits
        One step.
    along
        The rows that go along, or lose a name from a list; those that were asked for are not among them.
    findings
        Why it cannot be done, where it cannot.
    """

    edits: tuple[Drop, ...]
    along: tuple[RowChange, ...] = ()
    findings: tuple[Finding, ...] = ()


def dropping(roadmap: Roadmap, table: Table, keys: Collection[Key]) -> Dropping:
    """Give what it takes to drop rows with all that names them, by table and key."""
    names = key_fields(table)
    edits = tuple(
        Drop(table.aliases[-1], dict(zip(names, key, strict=False)), with_dependents=True) for key in keys
    )
    changed = apply(roadmap, edits)
    if changed.roadmap is None:
        return Dropping(edits=edits, findings=tuple(errors(changed.findings)))
    asked = {(table.name, key) for key in keys}
    changes = row_changes(roadmap, changed.roadmap)
    along = tuple(each for each in changes if (each.table.name, each.key) not in asked)
    return Dropping(edits=edits, along=along)
