"""Whether changes fit a roadmap: what comes of them, and what is wrong that was not wrong before."""

from dataclasses import replace

from planner.check import check
from planner.model import Edit, Finding, Roadmap, at_hand, errors
from planner.tables import apply


def fitted(before: Roadmap, edits: tuple[Edit, ...]) -> tuple[Roadmap | None, tuple[Finding, ...]]:
    """Make changes of a roadmap; give what comes of them, or the errors that they bring.

    The ``change`` of an error counts from 1.
    """
    changed = apply(before, edits)
    if changed.roadmap is None:
        return None, tuple(errors(changed.findings))
    found = errors(found_in(changed.roadmap))
    known = {_what(finding) for finding in errors(found_in(before))} if found else set()
    new = [finding for finding in found if _what(finding) not in known]
    wrong = tuple(replace(finding, change=changed.traces.change_of(finding)) for finding in new)
    return (None if wrong else changed.roadmap), wrong


@at_hand
def found_in(roadmap: Roadmap) -> tuple[Finding, ...]:
    """Check a roadmap once, though it is checked when it is drafted, and needed again when it is saved."""
    return tuple(check(roadmap))


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column
