"""What lies behind at the status date and keeps its dates, made of the rows of ``passert``."""

from planner.language import to_say
from planner.model import ADAPTATION, Passed
from planner.tables.making import Making
from planner.tables.rows import TableRow


def make_passed(making: Making) -> tuple[Passed, ...]:
    """Make what keeps its dates."""
    return making.make_all(Passed, "passert", _is_named_once, _in_order)


def _is_named_once(making: Making, row: TableRow) -> bool:
    """Ask for a phase or a sector, or the adaptation of a sector."""
    if "phase" not in row or ("sector" in row) == (row["phase"] == ADAPTATION):
        return True
    if "sector" in row:
        message = to_say("A phase and a sector are both named; expected one of them.")
        making.refuse(row, "phase_and_sector", message, "sector")
    else:
        message = to_say("{adaptation} is that of a sector, which has to be named.", adaptation=ADAPTATION)
        making.refuse(row, "adaptation_of_nobody", message, "phase")
    return False


def _in_order(making: Making, row: TableRow) -> bool:
    if "began" not in row or "ended" not in row or row["began"] <= row["ended"]:
        return True
    making.refuse(row, "not_in_order", to_say("The end is before the start."), "ended")
    return False
