"""Requirements on the plan as a whole, each a row to an object."""

from planner.language import to_say
from planner.model import Requirement
from planner.tables.making import Making
from planner.tables.rows import TableRow

_CELLS = ("service", "measure", "sector", "share", "count")


def make_requirements(making: Making) -> tuple[Requirement, ...]:
    """Make the requirements."""
    return making.make_all(Requirement, "krav", _cells_fit_the_kind)


def _cells_fit_the_kind(making: Making, row: TableRow) -> bool:
    """Ask for the cells that say what is measured and how much is asked for, and for no others."""
    needed = row["kind"].needs
    wrong = [name for name in _CELLS if (name in row) != (name in needed)]
    for name in wrong:
        message = (
            to_say("What is measured needs this cell.")
            if name in needed
            else to_say("What is measured has no such cell; expected an empty one.")
        )
        making.refuse(row, "requirement_cell", message, name)
    return not wrong
