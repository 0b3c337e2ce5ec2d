"""Wishes: changes of a roadmap that are all to hold, from a script, a scenario file or a request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from planner.files import FileError, read_request, read_scenario
from planner.language import message_of, to_say
from planner.model import Add, Edit, Finding, Roadmap, Set
from planner.scenario import ScenarioError, edits_of
from planner.tables import Traces
from planner.why import Cell, place_of, rows_that_count


@dataclass(frozen=True, slots=True, kw_only=True)
class WishList:
    """Changes that are wished for together, or why they could not be read.

    Parameters
    ----------
    places
        Where each change stands in its file; empty text where it comes from none.
    """

    edits: tuple[Edit, ...] = ()
    places: tuple[str, ...] = ()
    file: str = ""
    findings: tuple[Finding, ...] = ()


Wished = WishList | Sequence[Edit] | str | Path
"""What may be wished: edits, or a file that holds them."""


def wish_of(roadmap: Roadmap, wished: Wished) -> WishList:
    """Give what is wished of a roadmap; never raises for what stands in a file."""
    if isinstance(wished, WishList):
        return wished
    if isinstance(wished, str | Path):
        file = Path(wished)
        return _of_request(file) if file.suffix == ".json" else _of_scenario(roadmap, file)
    return WishList(edits=tuple(wished), places=("",) * len(wished))


def _of_scenario(roadmap: Roadmap, file: Path) -> WishList:
    """Give the changes of a scenario file; its roadmap and its aim play no part."""
    reading = read_scenario(file)
    if reading.scenario is None:
        return WishList(file=file.name, findings=reading.findings)
    try:
        placed = edits_of(roadmap, reading.scenario)
    except ScenarioError as error:
        found = Finding(code="bad_scenario", message=message_of(error), table=file.name, column=error.place)
        return WishList(file=file.name, findings=(found,))
    places, edits = tuple(place for place, _edit in placed), tuple(edit for _place, edit in placed)
    return WishList(edits=edits, places=places, file=file.name)


def _of_request(file: Path) -> WishList:
    """Give the changes of a request; what else it asks plays no part."""
    try:
        edits = read_request(file).changes
    except FileError as error:
        return WishList(file=file.name, findings=tuple(error.findings))
    return WishList(edits=edits, places=tuple(f"changes[{at}]" for at in range(len(edits))), file=file.name)


def against_itself(wish: WishList) -> tuple[Finding, ...]:
    """Give where a wish asks for two things of which one undoes the other."""
    pairs = combinations(enumerate(wish.edits, start=1), 2)
    return tuple(
        Finding(
            code="wish_against_itself",
            message=to_say(
                "Change {first} and change {second} ask for different things of the same: {what}.",
                first=first,
                second=second,
                what=_named(edit),
            ),
            change=second,
        )
        for (first, edit), (second, other) in pairs
        if _undoes(edit, other)
    )


def _undoes(one: Edit, other: Edit) -> bool:
    """Tell whether two changes cannot both be had."""
    if one.table != other.table or not _may_be_one_row(one, other):
        return False
    if isinstance(one, Set) and isinstance(other, Set):
        return (one.field, one.starts) == (other.field, other.starts) and one.value != other.value
    # what is dropped cannot be changed as well
    return "drop" in (_verb(one), _verb(other)) and one != other


def _verb(edit: Edit) -> str:
    return type(edit).__name__.lower()


def _may_be_one_row(one: Edit, other: Edit) -> bool:
    """Tell whether the cells that name the rows agree where both name any."""
    first, second = _cells(one), _cells(other)
    return all(first[name] == second[name] for name in first.keys() & second.keys())


def _cells(edit: Edit) -> dict[str, object]:
    return dict(edit.cells if isinstance(edit, Add) else edit.key)


def _named(edit: Edit) -> str:
    """Name the row and the cell of a change, as the tables do."""
    parts = [str(each) for each in _cells(edit).values()]
    field = edit.field if isinstance(edit, Set) else ""
    return ", ".join(part for part in (edit.table, "/".join(parts), field) if part)


def wished_cells(roadmap: Roadmap, traces: Traces) -> dict[Cell, int]:
    """Give the cells of a changed roadmap that changes touched, each with the last that did."""
    found = ((cell, _change_of(roadmap, cell, traces)) for cell in rows_that_count(roadmap))
    return {cell: change for cell, change in found if change is not None}


def _change_of(roadmap: Roadmap, cell: Cell, traces: Traces) -> int | None:
    table, subject, column = place_of(roadmap, cell)
    named = subject.split("/")
    numbers = (
        number
        for (other, key), cells in traces.cells.items()
        if other == table and [str(part) for part in key if part != ""][: len(named)] == named
        for name, number in cells.items()
        if table == "krav" or name.split(".")[0] == column
    )
    return max(numbers, default=None)


def in_their_file(wish: WishList, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Give findings with where the changes that they are about stand."""
    for each in findings:
        if each.change is None:
            yield each
            continue
        yield replace(each, changed_in=changed_in(wish, each.change))


def changed_in(wish: WishList, change: int) -> str:
    """Give where a change stands in its file; empty where it comes from none."""
    return ", ".join(part for part in (wish.file, wish.places[change - 1]) if part)
