"""What the sector has said (innspill): needs, capacities and comments, and what came of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.model.numbers import require
from planner.model.provenance import ASSUMED, Provenance


class InputKind(StrEnum):
    """What somebody in the sector has given."""

    NEED = "need"
    CAPACITY = "capacity"
    COMMENT = "comment"


class InputOutcome(StrEnum):
    """What came of it."""

    OPEN = "open"
    TAKEN_IN = "taken_in"
    PARTLY = "partly"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorInput:
    """Something that the sector has said of the roadmap; no plan depends on it.

    Parameters
    ----------
    sector, who
        The sector that gave it, and who in words; one of them at least.
    rank
        Its place in the order of who gave it, 1 or more; 1 is the most important.
    service, measure
        What it concerns, by id; empty where that is something else.
    figure_table, figure_row, figure_column
        The figure that it concerns: table, key of the row with slashes between, and header. A row may be
        named without a column.

    Raises
    ------
    ValueError
        If nobody gave it, or its rank is below 1.
    """

    id: str
    kind: InputKind = InputKind.NEED
    day: date
    sector: str = ""
    who: str = ""
    content: str
    rank: int | None = None
    service: str = ""
    measure: str = ""
    figure_table: str = ""
    figure_row: str = ""
    figure_column: str = ""
    outcome: InputOutcome = InputOutcome.OPEN
    reason: str = ""
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require(bool(self.sector or self.who), self.id, "who", self.who, "a name, as no sector is named")
        require(self.rank is None or self.rank >= 1, self.id, "rank", self.rank, "1 or more")

    @property
    def is_need(self) -> bool:
        """Tell whether it is a need, which measures may meet."""
        return self.kind is InputKind.NEED

    @property
    def names_a_figure(self) -> bool:
        """Tell whether it concerns a row of a table."""
        return bool(self.figure_table)
