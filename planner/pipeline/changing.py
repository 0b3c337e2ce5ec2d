"""Make a list of changes in a roadmap, and check what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.model import Edit, Finding, Roadmap, errors
from planner.pipeline.reading import DataError, Loaded
from planner.sheets import found_in
from planner.tables import apply


def with_changes(roadmap: Roadmap, edits: Sequence[Edit]) -> Loaded:
    """Give the roadmap with changes made, checked; each finding that a change is to blame for names it.

    Where the changes cannot be made, or rows do not hold together after them, there is no roadmap.
    """
    result = apply(roadmap, edits)
    if result.roadmap is None or not edits:
        found = found_in(roadmap) if not edits else ()
        return Loaded(roadmap=result.roadmap, findings=(*result.findings, *found))
    known = {_what(each) for each in found_in(roadmap)}
    found = tuple(
        replace(each, change=result.traces.change_of(each) or _blamed(roadmap, edits, each, known))
        for each in found_in(result.roadmap)
    )
    return Loaded(roadmap=result.roadmap, findings=(*result.findings, *found))


def changed_as_asked(roadmap: Roadmap, edits: Sequence[Edit]) -> Roadmap:
    """Give the roadmap with changes made.

    Raises
    ------
    DataError
        If a change cannot be made, or leaves the roadmap with an error.
    """
    if not edits:
        return roadmap
    outcome = with_changes(roadmap, edits)
    if outcome.roadmap is None or not outcome.can_be_planned:
        raise DataError(outcome.findings)
    return outcome.roadmap


def placed(outcome: Loaded, places: Sequence[str], file: str, cell: Callable[[Finding], Finding]) -> Loaded:
    """Say where the changes stand that findings are about, and the cells.

    Parameters
    ----------
    places
        Of each change, where it stands in the file.
    cell
        Fills in the row and the header of a cell of the roadmap that is changed.
    """
    return replace(outcome, findings=tuple(cell(_in_file(each, places, file)) for each in outcome.findings))


def _in_file(finding: Finding, places: Sequence[str], file: str) -> Finding:
    if finding.change is None:
        return finding
    return replace(finding, changed_in=", ".join(filter(None, (file, places[finding.change - 1]))))


def _blamed(
    roadmap: Roadmap, edits: Sequence[Edit], finding: Finding, known: set[tuple[object, ...]]
) -> int | None:
    """Give the change that brings an error about elsewhere: the first after which it is there."""
    if not finding.is_error or _what(finding) in known:
        return None
    first, last = 1, len(edits)
    while first < last:
        middle = (first + last) // 2
        before = apply(roadmap, edits[:middle]).roadmap
        is_there = before is not None and any(
            _what(each) == _what(finding) for each in errors(found_in(before))
        )
        first, last = (first, middle) if is_there else (middle + 1, last)
    return first


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.table, finding.subject, finding.column
