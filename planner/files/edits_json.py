"""Lists of changes as JSON: by English name of table and field, values as the model has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.language import Message, to_say
from planner.model import Add, Basis, CellValue, Drop, Edit, Gate, GateUnit, PacePoint, Scale, Set
from planner.tables import BY_NAME, KEYS, BasisCell, Column, Kind

_TABLES = {table.aliases[-1]: table for table in BY_NAME.values()}
_DATES = (Kind.DATE, Kind.LAST_DATE, Kind.DEADLINE)
_KINDS = {"set": Set, "scale": Scale, "add": Add, "drop": Drop}
_PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "set": (("table", "key", "field", "value"), ("starts",)),
    "scale": (("table", "key", "field", "factor"), ("starts",)),
    "add": (("table", "cells"), ()),
    "drop": (("table", "key"), ("with_dependents",)),
}
"""What a change of each kind has to say, and what it may."""


class EditJsonError(ValueError):
    """A change that is not written as it should be: where, what was found and what was expected."""

    def __init__(self, place: str, found: object, expected: Message | str) -> None:
        super().__init__(str(expected))
        self.place, self.found, self.expected = place, found, expected


def edit_out(edit: Edit) -> dict[str, Any]:
    """Give a change in the words of JSON."""
    match edit:
        case Set():
            return {"do": "set", **_where(edit), "value": cell_out(edit.value), **_starts(edit.starts)}
        case Scale():
            return {"do": "scale", **_where(edit), "factor": edit.factor, **_starts(edit.starts)}
        case Add():
            return {"do": "add", "table": edit.table, "cells": _cells_out(dict(edit.cells))}
        case Drop():
            along = {"with_dependents": True} if edit.with_dependents else {}
            return {"do": "drop", "table": edit.table, "key": _cells_out(dict(edit.key)), **along}


def _where(edit: Set | Scale) -> dict[str, Any]:
    return {"table": edit.table, "key": _cells_out(dict(edit.key)), "field": edit.field}


def _starts(day: date | None) -> dict[str, str]:
    return {} if day is None else {"starts": day.isoformat()}


def _cells_out(cells: Mapping[str, CellValue]) -> dict[str, Any]:
    return {name: cell_out(value) for name, value in cells.items()}


def cell_out(value: Any) -> Any:
    """Give what a cell holds in the words of JSON."""
    if isinstance(value, Gate):
        return {"limit": value.limit, "unit": value.unit.value, "periods": value.periods}
    if isinstance(value, PacePoint):
        return {"pace": value.pace, "share": value.share}
    if isinstance(value, BasisCell):
        exceptions = [[header, basis.value] for header, basis in value.exceptions]
        return {"basis": value.basis.value, "exceptions": exceptions}
    if isinstance(value, tuple | list):
        return [cell_out(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def edit_in(found: object, place: str) -> Edit:
    """Give the change that a value of JSON stands for; what its table says of it is left to who makes it.

    Raises
    ------
    EditJsonError
        If it is no change.
    """
    if not isinstance(found, dict):
        raise EditJsonError(place, found, to_say("an object"))
    kind = found.get("do")
    if not isinstance(kind, str) or kind not in _PARTS:
        raise EditJsonError(f"{place}.do", _missing(kind), to_say("one of {known}", known=", ".join(_PARTS)))
    needed, allowed = _PARTS[kind]
    given = {name: value for name, value in found.items() if name != "do"}
    for name in sorted(given.keys() - {*needed, *allowed}):
        raise EditJsonError(place, name, to_say("one of {known}", known=", ".join((*needed, *allowed))))
    for name in needed:
        if name not in given:
            raise EditJsonError(f"{place}.{name}", to_say("missing"), to_say("a value"))
    return _made(kind, given, place)


def _made(kind: str, given: dict[str, Any], place: str) -> Edit:
    table = _text(given["table"], f"{place}.table")
    rows = "cells" if kind == "add" else "key"
    cells = given[rows]
    if not isinstance(cells, dict):
        raise EditJsonError(f"{place}.{rows}", cells, to_say("an object"))
    key = {name: cell_in(table, name, value, f"{place}.{rows}.{name}", {}) for name, value in cells.items()}
    made: dict[str, Any] = given | {"table": table, rows: key}
    if "field" in given:
        made["field"] = _text(given["field"], f"{place}.field")
    if "value" in given:
        made["value"] = cell_in(table, made["field"], given["value"], f"{place}.value", key)
    if given.get("starts") is not None:
        made["starts"] = _date(given["starts"], f"{place}.starts")
    if not isinstance(given.get("with_dependents", False), bool):
        raise EditJsonError(f"{place}.with_dependents", given["with_dependents"], "bool")
    edit: Edit = _KINDS[kind](**made)
    return edit


def _missing(found: object) -> object:
    return to_say("missing") if found is None else found


def _text(found: object, place: str) -> str:
    if not isinstance(found, str):
        raise EditJsonError(place, found, "str")
    return found


def cell_in(table: str, name: str, found: Any, place: str, key: Mapping[str, Any]) -> Any:
    """Give what a cell holds: dates, gates and bases as the model has them, all else as it stands.

    Parameters
    ----------
    table
        English name.
    place
        Where it stands, for messages.
    key
        Cells that name its row, which say what a value among the assumptions is.

    Raises
    ------
    EditJsonError
        If it is not written as cells of its column are.
    """
    column = _column(table, name, key)
    if found is None or column is None:
        return found if found is None or isinstance(found, str | int | float) else str(found)
    if column.kind in _DATES:
        return _date(found, place)
    if isinstance(found, list):
        return tuple(_item(column, each, f"{place}[{at}]") for at, each in enumerate(found))
    if isinstance(found, dict):
        return _basis_cell(column, found, place)
    return found


def _basis_cell(column: Column, found: Mapping[str, Any], place: str) -> BasisCell:
    """Give what a row rests on, with its exceptions by header."""
    try:
        if column.kind is not Kind.BASIS or found.keys() != {"basis", "exceptions"}:
            raise ValueError(place)
        exceptions = tuple((str(header), Basis(basis)) for header, basis in found["exceptions"])
        return BasisCell(basis=Basis(found["basis"]), exceptions=exceptions)
    except (TypeError, ValueError):
        raise EditJsonError(place, found, to_say("a value")) from None


def _column(table: str, name: str, key: Mapping[str, Any]) -> Column | None:
    """Give what describes a cell, where its table has one of this name."""
    if table == "assumptions" and name == "value":
        return next((each for each in KEYS if each.alias == key.get("key")), None)
    columns = _TABLES[table].columns if table in _TABLES else ()
    return next((column for column in columns if column.field == name), None)


def _date(found: object, place: str) -> date:
    try:
        day = date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != found:
        raise EditJsonError(place, found, to_say("a date such as 2027-03-01"))
    return day


def _item(column: Column, found: Any, place: str) -> Any:
    """Give an item of a list: a gate, a point of a pace, a pair of year and rate, or an id."""
    if column.kind is Kind.GATES:
        try:
            return Gate(**found | {"unit": GateUnit(found["unit"])})
        except (TypeError, ValueError, KeyError):
            raise EditJsonError(place, found, '{"limit": 0.1, "unit": "share", "periods": 2}') from None
    if column.kind is Kind.PACE:
        return _pace_point(found, place)
    return tuple(found) if isinstance(found, list) else found


def _pace_point(found: Any, place: str) -> PacePoint:
    """Give a point of a pace that falls."""
    names = {"pace", "share"}
    is_point = isinstance(found, dict) and found.keys() == names
    if not is_point or not all(type(found[name]) in (int, float) for name in names):
        raise EditJsonError(place, found, '{"pace": 0.05, "share": 0.5}')
    return PacePoint(pace=float(found["pace"]), share=float(found["share"]))


def edit_schema() -> dict[str, Any]:
    """Give the JSON Schema of a change."""
    return {"oneOf": [_kind_schema(kind) for kind in _PARTS]}


def _kind_schema(kind: str) -> dict[str, Any]:
    needed, allowed = _PARTS[kind]
    parts: dict[str, Any] = {"do": {"const": kind}}
    return {
        "type": "object",
        "properties": parts | {name: _SCHEMAS[name] for name in (*needed, *allowed)},
        "required": ["do", *needed],
        "additionalProperties": False,
    }


_CELL = {"type": ["string", "number", "boolean", "array", "object", "null"]}
_SCHEMAS: Mapping[str, dict[str, Any]] = {
    "table": {"enum": list(_TABLES)},
    "key": {"type": "object", "additionalProperties": _CELL},
    "cells": {"type": "object", "additionalProperties": _CELL},
    "field": {"type": "string"},
    "value": _CELL,
    "factor": {"type": "number", "minimum": 0},
    "starts": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
    "with_dependents": {"type": "boolean"},
}
