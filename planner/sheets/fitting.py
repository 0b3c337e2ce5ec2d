"""Whether changes fit a roadmap: what is wrong with them that was not wrong before."""

from dataclasses import replace

from planner.check import check
from planner.model import Edit, Finding, Roadmap, errors
from planner.tables import apply


def refusals(roadmap: Roadmap, edits: tuple[Edit, ...]) -> tuple[Finding, ...]:
    """Give the errors that changes bring; none where they can be made. Their ``change`` counts from 1."""
    changed = apply(roadmap, edits)
    if changed.roadmap is None:
        return tuple(errors(changed.findings))
    found = errors(check(changed.roadmap))
    known = {_what(finding) for finding in errors(check(roadmap))} if found else set()
    new = (finding for finding in found if _what(finding) not in known)
    return tuple(replace(finding, change=changed.traces.change_of(finding)) for finding in new)


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column
