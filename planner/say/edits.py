"""Changes that are drafted, in few words: as many as fit on a chip."""

from collections.abc import Iterable, Mapping
from typing import Final

from planner.language import _, language, percent, worded
from planner.model import Add, Drop, Edit, Roadmap, Scale, Set
from planner.tables import BY_NAME, Column, Table, shown_header, write_cell

MOST_SHOWN = 2
"""Changes of one step that are told; the rest are counted."""
_TABLES: Final[Mapping[str, Table]] = {table.aliases[-1]: table for table in BY_NAME.values()}


def drafted_words(roadmap: Roadmap, step: Iterable[Edit]) -> str:
    """Say what a step of a draft changes."""
    words = [edit_words(roadmap, edit) for edit in step]
    more = len(words) - MOST_SHOWN
    told = ", ".join(words[:MOST_SHOWN])
    return _("{told} and {more} more", told=told, more=more) if more > 0 else told


def edit_words(roadmap: Roadmap, edit: Edit) -> str:
    """Say what one change does: of the whole capacity of a sector its share, of a cell what it holds then."""
    table = _TABLES[edit.table]
    match edit:
        case Scale() if (edit.table, edit.field) == ("capacity", "person_months"):
            names = {each.id: each.name for each in roadmap.sectors}
            sector = str(dict(edit.key).get("sector", ""))
            return _("{sector} {percent}", sector=names.get(sector, sector), percent=percent(edit.factor))
        case Scale():
            return _("{cell} × {factor}", cell=_cell(table, edit), factor=worded(edit.factor))
        case Set():
            value = write_cell(_column(table, edit.field), edit.value, english=language() == "en")
            return _("{cell} → {value}", cell=_cell(table, edit), value=value or _("empty"))
        case Add():
            return _("{place}: new row", place=_place(table, edit.cells))
        case Drop():
            return _("{place}: row dropped", place=_place(table, edit.key))


def _cell(table: Table, edit: Set | Scale) -> str:
    header = worded(shown_header(_column(table, edit.field)))
    return f"{_subject(edit.key) or _name(table)}, {header}"


def _place(table: Table, key: object) -> str:
    return f"{_name(table)} {_subject(key)}".strip()


def _subject(key: object) -> str:
    """Name a row by what stands in its key, or in the first of its cells."""
    pairs = list(key) if isinstance(key, tuple) else []
    return " ".join(str(value) for _field, value in pairs[:2] if isinstance(value, str | int))


def _name(table: Table) -> str:
    return table.aliases[-1] if language() == "en" else table.name


def _column(table: Table, field: str) -> Column:
    return next(each for each in table.columns if each.field == field)
