"""The tables of a roadmap as data: what columns there are, what stands in their cells, and a roadmap as rows.

Reader, writer, documentation and the count of assumed figures stand on it; it knows no files.
"""

from planner.tables.choices import BASES, YES_NO
from planner.tables.columns import BY_NAME, TABLES
from planner.tables.columns_of_worth import KEYS
from planner.tables.figures import figures
from planner.tables.kinds import PERIODS, SHARE_OF_ONE, Choice, Column, Kind, Table
from planner.tables.taking_apart import Fields, rows_of

__all__ = [
    "BASES",
    "BY_NAME",
    "KEYS",
    "PERIODS",
    "SHARE_OF_ONE",
    "TABLES",
    "YES_NO",
    "Choice",
    "Column",
    "Fields",
    "Kind",
    "Table",
    "figures",
    "rows_of",
]
