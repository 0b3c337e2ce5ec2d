"""The one table of columns: what each table and cell is called, holds and means.

Reading, writing, messages and ``docs/data-format.md`` all come from ``TABLES``.
"""

from collections.abc import Mapping

from planner.tables import columns_of_measures as measures
from planner.tables import columns_of_receivers as receivers
from planner.tables import columns_of_requirements as requirements
from planner.tables import columns_of_worth as worth
from planner.tables.columns_of_worth import KEYS
from planner.tables.kinds import Column, Kind, Table

__all__ = ["BY_NAME", "KEYS", "TABLES", "Column", "Kind", "Table"]

TABLES: tuple[Table, ...] = (
    measures.MEASURES,
    measures.DEPENDENCIES,
    receivers.SECTORS,
    receivers.CAPACITIES,
    receivers.FREEZES,
    measures.PHASES,
    measures.DEMANDS,
    receivers.ROLLOUTS,
    worth.SERVICES,
    worth.CONTRIBUTIONS,
    worth.WORTHS_BY_END,
    worth.BUDGETS,
    requirements.REQUIREMENT_TABLE,
    worth.RISKS,
    measures.GROUPS,
    measures.PUBLISHED,
    worth.ASSUMPTIONS,
)

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
