"""The one table of columns: what each table and cell is called, holds and means.

Reading, writing, messages, ``docs/data-format.md`` and ``docs/roadmap.schema.json`` all come from it. It
stands in ``schema/*.toml``, one file per table.
"""

from collections.abc import Mapping
from typing import Final

from planner.tables.kinds import Choice, Column, Table
from planner.tables.schema_files import read_schema

_SCHEMA = read_schema()

TABLES: Final[tuple[Table, ...]] = _SCHEMA.tables
BY_NAME: Final[Mapping[str, Table]] = {table.name: table for table in TABLES}
(REPORTS,) = _SCHEMA.apart
"""What is reported of how a plan went; no part of a roadmap."""
KEYS: Final[tuple[Column, ...]] = _SCHEMA.keys
"""The keys of ``forutsetninger``, described as columns are."""


def held_in(table: str, field: str) -> tuple[str, str]:
    """Give the table, and the field of its rows, that hold a field of the model: here, or in rows of its own.

    Examples
    --------
    >>> held_in("aktorer", "capacities"), held_in("aktorer", "units")
    (('kapasitet', 'person_months'), ('aktorer', 'units'))
    """
    thing = BY_NAME[table].model if table in BY_NAME else ""
    for other in TABLES if thing else ():
        if other.fills == f"{thing}.{field}":
            figures = (each.field for each in other.columns if each.is_figure and each.required)
            return other.name, next(figures, "")
    return table, field


SPREADS_OF_ROLLOUTS: Final[Mapping[str, str]] = {
    "effort_spread": "effort_per_unit",
    "pace_spread": "pace",
    "cost_spread": "cost_per_unit_nok",
    "benefit_spread": "benefit_nok_per_year",
}
SPREADS_OF_MODES: Final[Mapping[str, str]] = {"cost_spread": "cost_nok_per_period"}
SPREADS_OF_SUPPORTS: Final[Mapping[str, str]] = {"effort_spread": "effort_per_unit"}
SPREADS_OF_ADAPTATIONS: Final[Mapping[str, str]] = {
    "effort_spread": "person_months",
    "cost_spread": "cost_nok_per_period",
}
"""The low and high of a figure: the field of the model that holds them, and the field of its cell."""

BASES: Final[tuple[Choice, ...]] = _SCHEMA.words["basis"]
YES_NO: Final[tuple[Choice, ...]] = _SCHEMA.words["yes or no"]
