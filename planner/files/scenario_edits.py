"""Changes of any table in a scenario file: names as in the tables, in either language; text as in cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.language import Message, to_say
from planner.model import Add, CellValue, Drop, Edit, Scale, Set
from planner.tables import (
    KEYS,
    TABLES,
    CellError,
    Column,
    EditError,
    Kind,
    Table,
    nearest,
    normal,
    read_cell,
    shown,
)

EDIT_KEYS = {
    "tabell": "table",
    "nokkel": "key",
    "felt": "field",
    "sett": "set",
    "gang": "scale",
    "tom": "empty",
    "fra": "from",
    "legg_til": "add",
    "fjern": "drop",
    "med_avhengige": "with_dependents",
}
_ASCII = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})
_TOGETHER = {
    "set": {"table", "key", "field", "set", "from"},
    "scale": {"table", "key", "field", "scale", "from"},
    "empty": {"table", "key", "field", "empty", "from"},
    "add": {"table", "add"},
    "drop": {"table", "key", "drop", "with_dependents"},
}
"""What says what is done, and what may stand beside it."""


def ascii_letters(key: str) -> str:
    """Give a key as TOML takes it without quotes."""
    return key.translate(_ASCII)


def edit_in(given: Mapping[str, Any]) -> Edit:
    """Give the edit of an entry, whose keys are English already.

    Raises
    ------
    EditError
        If the entry says nothing, or two things, or speaks of what the tables do not have.
    """
    done = [name for name in _TOGETHER if name in given]
    if len(done) != 1:
        expected = to_say("one of {known}", known=", ".join(_TOGETHER))
        raise _bad("edit", ", ".join(done) or to_say("nothing"), expected)
    (what,) = done
    for name in given.keys() - _TOGETHER[what]:
        raise _bad(name, given[name], to_say("nothing beside {what}", what=what))
    table = _table(_of_kind(given, "table", str))
    if what == "add":
        return Add(table.aliases[-1], _cells(table, given, "add"))
    key = _cells(table, given, "key")
    if what == "drop":
        _is_true(given, "drop")
        return Drop(table.aliases[-1], key, with_dependents=bool(given.get("with_dependents", False)))
    column, starts = _column(table, _of_kind(given, "field", str)), _date(given)
    if what == "scale":
        return Scale(
            table.aliases[-1], key, column.field, _of_kind(given, "scale", (int, float)), starts=starts
        )
    value = None if what == "empty" and _is_true(given, "empty") else _value(table, column, given["set"], key)
    return Set(table.aliases[-1], key, column.field, value, starts=starts)


def _bad(name: str, found: object, expected: Message | str) -> EditError:
    message = to_say(
        "{key} is {found}, expected {expected}.", key=name, found=shown(str(found)), expected=expected
    )
    return EditError("bad_scenario", message, field=name)


def _of_kind(given: Mapping[str, Any], name: str, kind: type | tuple[type, ...]) -> Any:
    found = given.get(name)
    if not isinstance(found, kind) or isinstance(found, bool):
        what = to_say("text in quotes") if kind is str else to_say("a number such as 1.2")
        raise _bad(name, to_say("missing") if found is None else found, what)
    return found


def _is_true(given: Mapping[str, Any], name: str) -> bool:
    if given[name] is not True:
        raise _bad(name, given[name], "true")
    return True


def _date(given: Mapping[str, Any]) -> date | None:
    found = given.get("from")
    if found is not None and type(found) is not date:
        raise _bad("from", found, to_say("a date such as 2027-03-01"))
    return found


def _cells(table: Table, given: Mapping[str, Any], name: str) -> dict[str, CellValue]:
    """Give cells by field."""
    found = given.get(name, {})
    if not isinstance(found, Mapping):
        raise _bad(name, found, to_say("cells such as {example}", example="{ id = 'a' }"))
    cells = {_column(table, word): value for word, value in found.items()}
    return {column.field: _value(table, column, value, {}) for column, value in cells.items()}


def _value(table: Table, column: Column, found: object, key: Mapping[str, CellValue]) -> Any:
    """Give what a cell holds; text is read as in a table, all else is as it stands."""
    if table.name == "forutsetninger" and column.field == "value":
        column = next((each for each in KEYS if each.alias == key.get("key")), column)
    if table.name == "forutsetninger" and column.field == "key":
        return next((each.alias for each in KEYS if found in (each.alias, each.header)), found)
    if not isinstance(found, str) or column.kind is Kind.TEXT:
        return found
    try:
        return read_cell(column, found)
    except CellError as error:
        raise _bad(column.field, found, error.message) from None


def _table(word: str) -> Table:
    found = next((table for table in TABLES if word in (table.name, *table.aliases)), None)
    if found is None:
        raise _bad(
            "table", word, nearest(word, [name for table in TABLES for name in (table.name, *table.aliases)])
        )
    return found


def _column(table: Table, word: str) -> Column:
    """Give a column by its field, or by its header in either language, also without rings and strokes."""
    for column in table.columns:
        if word == column.field:
            return column
    for column in table.columns:
        headers = (normal(column.header), normal(column.alias))
        if normal(word) in (*headers, *map(ascii_letters, headers)):
            return column
    raise _bad(
        "field",
        word,
        nearest(word, [name for column in table.columns for name in (column.header, column.alias)]),
    )
