"""What a change speaks of: its table, its cells and their values, or why they are none that it can change."""

from collections.abc import Mapping
from typing import Any

from planner.language import Message, ToldError, Word, to_say
from planner.model import LARGEST_AMOUNT, Scale
from planner.tables.cells import nearest
from planner.tables.columns import BY_NAME, TABLES
from planner.tables.held_rows import KEYS_BY_ALIAS, Key, key_fields, subject_of
from planner.tables.kinds import Column, Kind, Table
from planner.tables.numbers import CellError
from planner.tables.rows import shown, shown_header
from planner.tables.taking_apart import Fields
from planner.tables.values import typed

_BY_ENGLISH_NAME: Mapping[str, Table] = {table.aliases[-1]: table for table in TABLES}


class EditError(ToldError):
    """A change that cannot be made: what was found and what was expected, in a table, a row and a field."""

    def __init__(
        self, code: str, message: Message, *, table: str = "", subject: str = "", field: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.table, self.subject, self.field = code, table, subject, field


def table_named(name: str) -> Table:
    """Give the table of an English name."""
    table = _BY_ENGLISH_NAME.get(name)
    if table is None:
        message = to_say(
            "The table is {found}, expected {expected}.",
            found=name,
            expected=nearest(name, list(_BY_ENGLISH_NAME)),
        )
        raise EditError("unknown_table", message)
    return table


def column_named(table: Table, name: str) -> Column:
    """Give the column of a field."""
    column = next((column for column in table.columns if column.field == name), None)
    if column is None:
        known = [column.field for column in table.columns]
        message = to_say(
            "The field is {found}, expected {expected}.", found=name, expected=nearest(name, known)
        )
        raise EditError("unknown_field", message, table=table.name, field=name)
    return column


def cell_to_fill(table: Table, name: str) -> Column:
    """Give the column of a cell that a row of a roadmap has."""
    column = column_named(table, name)
    if column.stands_in:
        elsewhere = shown_table(BY_NAME[column.stands_in])
        message = to_say(
            "{field} stands in {table}; change it there.", field=shown_header(column), table=elsewhere
        )
        raise EditError("short_form", message, table=table.name, field=name)
    if not column.kept:
        message = to_say("{field} is for the reader of the file only.", field=shown_header(column))
        raise EditError("short_form", message, table=table.name, field=name)
    return column


def cell_to_change(table: Table, name: str) -> Column:
    """Give the column of a cell that may become another one."""
    column = cell_to_fill(table, name)
    if name in key_fields(table):
        message = to_say(
            "{field} is part of the key, which does not change; drop the row and add another.",
            field=shown_header(column),
        )
        raise EditError("key_stays", message, table=table.name, field=name)
    return column


def column_of(column: Column, row: Fields) -> Column:
    """Give what describes a cell; that of a value among the assumptions is its key."""
    return KEYS_BY_ALIAS[row["key"]] if "key" in row and column.field == "value" else column


def named_cells(table: Table, named: Fields) -> Fields:
    """Give the cells of a key as rows hold them."""
    for name in named:
        if name not in key_fields(table):
            columns = [column for column in table.columns if column.field in (name, *key_fields(table))]
            found = next((shown_header(column) for column in columns if column.field == name), name)
            known = [shown_header(column) for column in columns if column.field != name]
            expected = nearest(name, known)
            message = to_say("The key names {found}, expected {expected}.", found=found, expected=expected)
            raise EditError("not_a_key", message, table=table.name, field=name)
    written = tuple(str(value) for value in named.values())
    return {
        name: None if value in (None, "") else _key_cell(table, name, value, written)
        for name, value in named.items()
    }


def _key_cell(table: Table, name: str, value: Any, written: Key) -> Any:
    """Give a cell of a key; an id may be any text, as one that no file could hold is just not there."""
    column = column_named(table, name)
    is_text = column.kind in (Kind.ID, Kind.TEXT) and isinstance(value, str)
    return value if is_text else typed_cell(table, column, value, written)


def typed_cell(table: Table, column: Column, value: object, key: Key) -> Any:
    """Give a value of the kind that a cell holds, or say what was expected."""
    try:
        return typed(column, value)
    except CellError as error:
        message = to_say(
            "{field} is {found}, expected {expected}.",
            field=shown_header(column),
            found=_as_written(value),
            expected=error.message,
        )
        raise EditError(
            error.code, message, table=table.name, subject=subject_of(key), field=column.field
        ) from None


def factor_of(table: Table, edit: Scale) -> float:
    """Give what a number is multiplied with."""
    try:
        return float(typed(_FACTOR, edit.factor))
    except CellError as error:
        message = to_say(
            "The factor is {found}, expected {expected}.",
            found=_as_written(edit.factor),
            expected=error.message,
        )
        raise refusal(error.code, message, table, dict(edit.key), edit.field) from None


def is_filled(table: Table, row: Fields, key: Key) -> None:
    """Ask for every cell that has to be filled."""
    for column in table.columns:
        if column.required and row.get(column.field) is None:
            message = to_say("{field} is missing: the cell has to be filled.", field=shown_header(column))
            raise EditError(
                "missing_cell", message, table=table.name, subject=subject_of(key), field=column.field
            )


def refusal(code: str, message: Message, table: Table, named: Fields, name: str = "") -> EditError:
    """Give what is said of a change of the rows that a key names."""
    return EditError(code, message, table=table.name, subject=subject_of(tuple(named.values())), field=name)


def _as_written(value: object) -> str:
    """Give a value as a request or a scenario has it, not too long."""
    return shown(str(value).lower() if isinstance(value, bool) else str(value))


def shown_table(table: Table) -> Word:
    """Give a table's name as the reader would write it."""
    return Word(nb=table.name, en=table.aliases[-1])


_FACTOR = Column(
    "faktor",
    "factor",
    "factor",
    Word(nb="Hva tallet ganges med.", en="What the number is multiplied with."),
    Kind.NUMBER,
    least=0.0,
    most=LARGEST_AMOUNT,
    required=True,
)
