"""What the sector has said, made of the rows of ``innspill``."""

from planner.language import to_say
from planner.model import SectorInput
from planner.tables.making import Making
from planner.tables.rows import TableRow


def make_inputs(making: Making) -> tuple[SectorInput, ...]:
    """Make the input of the sector."""
    return making.make_all(SectorInput, "innspill", _figure_has_a_row)


def _figure_has_a_row(making: Making, row: TableRow) -> bool:
    """Ask for a table and a row together, and for a column only beside them."""
    if ("figure_table" in row) == ("figure_row" in row) and (
        "figure_column" not in row or "figure_row" in row
    ):
        return True
    message = to_say("A figure is named by its table and its row; one of them is missing.")
    making.refuse(row, "half_a_figure", message, "figure_table" if "figure_row" in row else "figure_row")
    return False
