"""Changes of any table in a scenario file: names as in the tables, in either language; text as in cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.files.scenario_tables import (
    ScenarioFaultError,
    ScenarioTable,
    as_toml,
    ascii_letters,
    both,
    place_in,
)
from planner.language import Word, to_say
from planner.model import Add, CellValue, Drop, Edit, Scale, Set
from planner.tables import (
    KEYS,
    TABLES,
    CellError,
    Column,
    Kind,
    Table,
    found_and_expected,
    nearest,
    normal,
    read_cell,
    shown_header,
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
_TOGETHER = {
    "set": {"table", "key", "field", "set", "from"},
    "scale": {"table", "key", "field", "scale", "from"},
    "empty": {"table", "key", "field", "empty", "from"},
    "add": {"table", "add"},
    "drop": {"table", "key", "drop", "with_dependents"},
}
"""What says what is done, and what may stand beside it."""


def edit_in(given: ScenarioTable) -> Edit:
    """Give the edit of an entry.

    Raises
    ------
    ScenarioFaultError
        If the entry says nothing, or two things, or speaks of what the tables do not have.
    """
    what = _what(given)
    table = _table(given)
    if what == "add":
        return Add(table.aliases[-1], _cells(table, given, "add"))
    key = _cells(table, given, "key")
    if what == "drop":
        _is_true(given, "drop")
        along = given.needed("with_dependents", bool) if "with_dependents" in given.given else False
        return Drop(table.aliases[-1], key, with_dependents=along)
    column = _column(table, given.needed("field", str), given.at("field"))
    starts = given.needed("from", date) if "from" in given.given else None
    if what == "scale":
        factor = given.needed("scale", float)
        return Scale(table.aliases[-1], key, column.field, factor, starts=starts)
    if what == "empty":
        _is_true(given, "empty")
        return Set(table.aliases[-1], key, column.field, None, starts=starts)
    value = _value(table, column, given.given["set"], key, given.at("set"))
    return Set(table.aliases[-1], key, column.field, value, starts=starts)


def _what(given: ScenarioTable) -> str:
    """Give what is done, the one thing that an entry says."""
    done = [name for name in _TOGETHER if name in given.given]
    known = [word for word in both(EDIT_KEYS) if word.en in _TOGETHER]
    if not done:
        raise ScenarioFaultError(
            given.place, to_say("Nothing is done here, expected one of {known}.", known=known)
        )
    what, *others = done
    unfit = [*others, *(name for name in given.given if name not in (*_TOGETHER[what], *others))]
    if unfit:
        message = to_say(
            "{key} cannot stand beside {other}.", key=given.word(unfit[0]), other=given.word(what)
        )
        raise ScenarioFaultError(given.at(unfit[0]), message)
    return what


def _is_true(given: ScenarioTable, name: str) -> None:
    if given.given[name] is not True:
        raise given.fault(name, to_say("true, or no such key"))


def _cells(table: Table, given: ScenarioTable, name: str) -> dict[str, CellValue]:
    """Give cells by field."""
    found = given.given.get(name, {})
    if not isinstance(found, Mapping):
        raise given.fault(name, to_say("cells such as {example}", example="{ id = 'a' }"))
    cells = {}
    for word, value in found.items():
        place = place_in(given.at(name), word)
        column = _column(table, word, given.at(name))
        cells[column.field] = _value(table, column, value, {}, place)
    return cells


def _value(table: Table, column: Column, found: object, key: Mapping[str, CellValue], place: str) -> Any:
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
        raise ScenarioFaultError(place, found_and_expected(as_toml(found), error.message)) from None


def _table(given: ScenarioTable) -> Table:
    word = given.needed("table", str)
    found = next((table for table in TABLES if word in (table.name, *table.aliases)), None)
    if found is None:
        raise given.fault(
            "table", nearest(word, [Word(nb=table.name, en=table.aliases[-1]) for table in TABLES])
        )
    return found


def _column(table: Table, word: str, place: str) -> Column:
    """Give a column by its field, or by its header in either language, also without rings and strokes."""
    for column in table.columns:
        if word == column.field:
            return column
    for column in table.columns:
        headers = (normal(column.header), normal(column.alias))
        if normal(word) in (*headers, *map(ascii_letters, headers)):
            return column
    expected = nearest(word, [shown_header(column) for column in table.columns])
    raise ScenarioFaultError(place, found_and_expected(word, expected))
