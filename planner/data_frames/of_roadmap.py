"""The tables of a roadmap as data frames, by the schema: no column is named here."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from planner.data_frames.framing import DATE, NUMBER, TEXT, TRUTH, WHOLE, frame
from planner.model import Roadmap, pace_at
from planner.tables import KEYS, TABLES, Column, Fields, Kind, Table, rows_of, write_cell

_HOLDS: Mapping[Kind, str] = {
    Kind.NUMBER: NUMBER,
    Kind.SHARE: NUMBER,
    Kind.PACE: NUMBER,
    Kind.WHOLE: WHOLE,
    Kind.YES_NO: TRUTH,
    Kind.DATE: DATE,
    Kind.LAST_DATE: DATE,
    Kind.DEADLINE: DATE,
}
"""What columns of a kind hold; all others are text, as in a cell in English."""
_ENDS = (".low", ".high")


def frames_of_roadmap(roadmap: Roadmap) -> dict[str, pd.DataFrame]:
    """Give every table that the planner keeps, under its English name."""
    return {table.aliases[-1]: _frame(roadmap, table) for table in TABLES}


def _frame(roadmap: Roadmap, table: Table) -> pd.DataFrame:
    columns = [column for column in table.columns if column.kept and not column.stands_in]
    names = {column.field: _name(table, column) for column in columns}
    key = [names[column.field] for column in map(table.column, table.key) if column.required]
    kinds = {names[column.field]: _HOLDS.get(column.kind, TEXT) for column in columns}
    rows = (
        {names[column.field]: _value(column, row) for column in columns} for row in _filled(roadmap, table)
    )
    return frame(kinds, key, rows)


def _filled(roadmap: Roadmap, table: Table) -> Iterator[Fields]:
    """Give rows with their source, and with what they rest on but for single figures."""
    rows = rows_of(roadmap, table.name)
    for row in _all_keys(rows) if table.model == "Assumption" else rows:
        provenance = row["provenance"]
        yield row if provenance is None else row | {"source": provenance.source, "basis": provenance.basis}


def _all_keys(rows: Iterator[Fields]) -> Iterator[Fields]:
    """Give a row for every key, also of figures that are as usual, each as in a cell."""
    given = {row["key"].alias: row for row in rows}
    for key in KEYS:
        row = given.get(key.alias, {"value": key.default, "provenance": None})
        yield row | {"key": key.alias, "value": _text(key, row["value"])}


def _name(table: Table, column: Column) -> str:
    """Give a column's name: what names the row by itself is called after it, and a unit ends the name.

    Examples
    --------
    >>> from planner.tables import BY_NAME
    >>> [_name(BY_NAME["kapasitet"], column) for column in BY_NAME["kapasitet"].columns[2:4]]
    ['person_months_per_period_low', 'person_months_per_period']
    """
    if column.field == "id":
        return table.model.lower()
    end = next((end for end in _ENDS if column.field.endswith(end)), "")
    name = column.field.removesuffix(end).replace(".", "_")
    unit = "" if column.unit is None or _HOLDS.get(column.kind) is None else column.unit.name
    return f"{_with_unit(name, unit)}{end.replace('.', '_')}"


def _with_unit(name: str, unit: str) -> str:
    """End a name with a unit, of which it may have the beginning already.

    Examples
    --------
    >>> _with_unit("person_months", "person_months_per_period"), _with_unit("cost_nok", "nok")
    ('person_months_per_period', 'cost_nok')
    >>> _with_unit("duration", "periods"), _with_unit("pace", "share")
    ('duration_periods', 'pace_share')
    """
    parts = unit.split("_") if unit else []
    for count in range(len(parts), 0, -1):
        begun = "_".join(parts[:count])
        if name == begun or name.endswith(f"_{begun}"):
            return "_".join([name, *parts[count:]])
    return "_".join([name, *parts])


def _value(column: Column, row: Fields) -> Any:
    """Give what a cell holds or stands for; lists as text, of a pace that falls the largest."""
    value = row.get(column.field)
    value = column.default if value is None else value
    if column.kind is Kind.PACE:
        return pace_at(value, 0.0)
    return value if column.kind in _HOLDS else _text(column, value)


def _text(column: Column, value: Any) -> str | None:
    """Give a value as text, lists as in a cell in English; nothing where it is empty."""
    if value is None or value == "":
        return None
    return write_cell(column, value, english=True) if isinstance(value, tuple) else str(value)
