"""The tables of a roadmap as data: what columns there are, what stands in their cells, and a roadmap as rows.

Reader, writer, documentation and the count of assumed figures stand on it; it knows no files.
"""

from planner.tables.columns import BASES, BY_NAME, KEYS, TABLES, YES_NO
from planner.tables.figures import figures
from planner.tables.kinds import Choice, Column, Kind, Reference, Table, Wording
from planner.tables.schema_files import SchemaError, read_schema
from planner.tables.taking_apart import Fields, rows_of

__all__ = [
    "BASES",
    "BY_NAME",
    "KEYS",
    "TABLES",
    "YES_NO",
    "Choice",
    "Column",
    "Fields",
    "Kind",
    "Reference",
    "SchemaError",
    "Table",
    "Wording",
    "figures",
    "read_schema",
    "rows_of",
]
