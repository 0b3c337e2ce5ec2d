"""What done measures have left from when they were planned: noted together, and left out."""

from collections.abc import Iterator, Mapping

from planner.language import Listed, Word, in_a_row, in_brackets, to_say
from planner.model import Severity, Status
from planner.tables.making import Making
from planner.tables.rows import TableRow

_PLANNING = ("duration", "cost_nok", "earliest_start", "deadline", "pinned_start", "stoppable")
"""Cells of ``veikart`` that only say how a measure is to be done."""


def is_done(row: TableRow) -> bool:
    """Tell whether a row of ``veikart`` is that of a done measure."""
    return row.get("status") is Status.DONE


def tell_of_leftovers(
    making: Making, phases: Mapping[str, list[TableRow]], demands: Mapping[str, list[TableRow]]
) -> None:
    """Note once which done measures still have phases, demands, dates and costs, which have no effect."""
    done = [row for row in making.rows("veikart") if "id" in row and is_done(row)]
    found = [(row, left) for row in done if (left := list(_left(row, phases, demands)))]
    if found:
        measures = Listed(tuple(in_a_row(row["id"], in_brackets(*left)) for row, left in found))
        message = to_say(
            "Done measures keep what only plans them, without effect: {measures}.", measures=measures
        )
        making.refuse(found[0][0], "done_keeps_rows", message, "status", Severity.NOTE)


def _left(
    row: TableRow, phases: Mapping[str, list[TableRow]], demands: Mapping[str, list[TableRow]]
) -> Iterator[str | Word]:
    """Name the cells and the tables in which a done measure still is planned."""
    yield from (row.header(name) for name in _PLANNING if row.get(name))
    yield from (rows[0].file for table in (phases, demands) if (rows := table.get(row["id"])))
