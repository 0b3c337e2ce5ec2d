"""Figures that rows of ``innspill`` name: by table, key of the row as text, and header."""

from typing import Final

from planner.tables.columns import TABLES
from planner.tables.kinds import Column, Reference, Table
from planner.tables.taking_apart import Fields

INPUTS: Final = "innspill"
TO_A_FIGURE: Final = Reference(columns=("tabell", "rad", "kolonne"), table="", to=(), stays=True)
"""What leads from a row of ``innspill`` to any row of any table."""
_BY_ANY_NAME = {name: table for table in TABLES for name in (table.name, *table.aliases)}


def table_of_figure(name: str) -> Table | None:
    """Give the table that a cell names, in either language."""
    return _BY_ANY_NAME.get(name)


def column_of_figure(table: Table, name: str) -> Column | None:
    """Give the column that a cell names by its header, in either language."""
    return next((column for column in table.columns if name in (column.header, column.alias)), None)


def names_figure(naming: Fields, table: Table, row: str) -> bool:
    """Tell whether a row of ``innspill`` names a row of a table, by its key as text."""
    return naming.get("figure_row") == row and _BY_ANY_NAME.get(naming.get("figure_table", "")) is table
