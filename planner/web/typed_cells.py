"""What is typed into the tables goes into the draft, in steps; what cannot is kept as it was typed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.language import Message, _, language, to_say
from planner.merging import Place
from planner.model import Edit, Finding, Roadmap
from planner.say import place_of_cell
from planner.sheets import RefusedCell, Typed, TypedPart, TypedRead, fitted, taken
from planner.tables import TABLES, Table, apply, shown
from planner.web.workspace import Workspace

_ROUNDS = 6
"""How often a step is tried without the cells that findings are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOutcome:
    """What came of typing.

    Parameters
    ----------
    cells
        Those that the draft has now.
    refused
        Those that are kept as they were typed, each with the reason.
    """

    cells: tuple[Typed, ...] = ()
    refused: tuple[RefusedCell, ...] = ()


def place_of(table: Table, cell: Typed) -> Place:
    """Give where a cell is kept as it was typed."""
    return table.aliases[-1], cell.row, cell.field


def rough_cells(workspace: Workspace, table: Table) -> tuple[Typed, ...]:
    """Give the cells of a table that are kept as they were typed."""
    name = table.aliases[-1]
    return tuple(Typed(key, field, text) for (of, key, field), text in workspace.rough.items() if of == name)


def type_in(workspace: Workspace, table: Table, typed: Sequence[Typed], *, words: str = "") -> TypedOutcome:
    """Take what was typed into the draft as one step, and keep what cannot be taken in as it was typed.

    What could not be taken in before is tried along with it, first of the same rows, then of the table:
    figures that only fit together are typed one after the other.
    """
    with workspace.held_still():
        rows, places = {each.row for each in typed}, {place_of(table, each) for each in typed}
        before = [each for each in rough_cells(workspace, table) if place_of(table, each) not in places]
        beside = [each for each in before if each.row in rows]
        row_is_new = [each for each in beside if each.is_new]  # all of a row is added, or nothing of it
        outcome = None
        for along in (beside, before):
            if along and outcome is None:
                outcome = _together(workspace, table, [*along, *typed], words)
        outcome = outcome or _as_much_as_fits(workspace, table, [*row_is_new, *typed], words)
        _keep(workspace, table, outcome)
        return outcome


def _together(workspace: Workspace, table: Table, typed: Sequence[Typed], words: str) -> TypedOutcome | None:
    """Take all of it in, or nothing."""
    read = _read(workspace, table, typed)
    if read.refused or not read.parts:
        return None
    if workspace.change(*read.edits, words=words or step_words(table, read.parts)):
        return None
    return TypedOutcome(cells=_cells(read))


def _as_much_as_fits(workspace: Workspace, table: Table, typed: Sequence[Typed], words: str) -> TypedOutcome:
    """Take in what can be, without the cells that findings are about."""
    left = list(typed)
    refused: list[RefusedCell] = []
    for _round in range(_ROUNDS):
        read = _read(workspace, table, left)
        if not read.parts:
            return TypedOutcome(cells=read.same, refused=(*refused, *read.refused))
        wrong = workspace.change(*read.edits, words=words or step_words(table, read.parts))
        if not wrong:
            return TypedOutcome(cells=_cells(read), refused=(*refused, *read.refused))
        blamed = _blamed(read, wrong)
        refused += blamed
        names = {id(each.typed) for each in blamed}
        left = [each for each in left if id(each) not in names]
    read = _read(workspace, table, left)
    message = to_say("The cells do not fit together.")
    rest = (RefusedCell(cell, message) for part in read.parts for cell in part.cells)
    return TypedOutcome(cells=read.same, refused=(*refused, *read.refused, *rest))


def change_with_rough(workspace: Workspace, edits: Sequence[Edit], words: str) -> tuple[Finding, ...]:
    """Take a step in; where it does not fit by itself, along with all that could not be taken in before."""
    wrong = workspace.change(*edits, words=words)
    made = apply(workspace.as_drafted, edits).roadmap if wrong and workspace.rough else None
    if made is None:
        return wrong
    along: list[Edit] = []
    tables = [table for table in TABLES if rough_cells(workspace, table)]
    for table in tables:
        read = taken(made, table, rough_cells(workspace, table))
        if read.refused:
            return wrong
        along += read.edits
    if workspace.change(*edits, *along, words=words):
        return wrong
    _keep_all(workspace, dict.fromkeys(workspace.rough))
    return ()


def _read(workspace: Workspace, table: Table, typed: Sequence[Typed]) -> TypedRead:
    return taken(workspace.as_drafted, table, typed, english=language() == "en")


def _cells(read: TypedRead) -> tuple[Typed, ...]:
    return (*read.same, *(cell for part in read.parts for cell in part.cells))


def _blamed(read: TypedRead, wrong: Sequence[Finding]) -> list[RefusedCell]:
    """Give the cells that findings are about: those of the change each names, else all of them."""
    of_edit = [part for part in read.parts for _edit in part.edits]
    reasons: dict[int, Message] = {}
    for finding in wrong:
        is_told = finding.change is not None and 1 <= finding.change <= len(of_edit)
        parts = [of_edit[(finding.change or 1) - 1]] if is_told else list(read.parts)
        for part in parts:
            reasons.setdefault(id(part), finding.message)
    return [
        RefusedCell(cell, reasons[id(part)])
        for part in read.parts
        if id(part) in reasons
        for cell in part.cells
    ]


def _keep(workspace: Workspace, table: Table, outcome: TypedOutcome) -> None:
    """Keep what was refused as it was typed, and forget what has been taken in since."""
    cells: dict[Place, str | None] = {place_of(table, each): None for each in outcome.cells}
    cells |= {place_of(table, each.typed): each.typed.text for each in outcome.refused}
    _keep_all(workspace, cells)


def forget(workspace: Workspace, table: Table, cells: Collection[Typed]) -> None:
    """Forget what was typed into some cells and could not be taken in."""
    _keep_all(workspace, {place_of(table, each): None for each in cells})


def _keep_all(workspace: Workspace, cells: Mapping[Place, str | None]) -> None:
    other = {place: text for place, text in cells.items() if workspace.rough.get(place) != text}
    if other:
        workspace.keep_all_rough(other)


def why_rough(roadmap: Roadmap, table: Table, cells: Sequence[Typed]) -> tuple[RefusedCell, ...]:
    """Say of each cell that is kept as it was typed why it is not taken in."""
    read = taken(roadmap, table, cells)
    told = list(read.refused)
    for part in read.parts:
        _made, wrong = fitted(roadmap, part.edits)
        message = wrong[0].message if wrong else to_say("It fits now. Type it again to take it in.")
        told += [RefusedCell(cell, message) for cell in part.cells]
    return tuple(told)


def step_words(table: Table, parts: Sequence[TypedPart]) -> str:
    """Say what a step is about: its cell and what that holds, or how many."""
    cells = [cell for part in parts for cell in part.cells]
    first = cells[0]
    if first.is_new:
        return new_row_words(table, cells)
    if len(cells) == 1:
        place = place_of_cell(table.aliases[-1], first.row, first.field)
        return f"{place}: {shown(first.text) or '–'}"
    return several_words(table, len(cells))


def new_row_words(table: Table, cells: Sequence[Typed]) -> str:
    """Name the step that adds rows, by the first cell of the first."""
    name = table.aliases[-1] if language() == "en" else table.name
    rows = len({cell.row for cell in cells})
    if rows > 1:
        return _("{count} new rows in {table}", count=rows, table=name)
    return _("new row in {table}: {what}", table=name, what=shown(cells[0].text))


def several_words(table: Table, count: int) -> str:
    """Name the step that changes several cells."""
    name = table.aliases[-1] if language() == "en" else table.name
    return _("{count} cells in {table}", count=count, table=name)
