"""What is reported of how things went: rows of ``framdrift``, as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.model.passed import PassedKey


class ReportedState(StrEnum):
    """How far something has come."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is reported of one phase, adaptation, rollout or measure, or of what somebody spent in a year.

    Parameters
    ----------
    row
        Where it stands in its table, the header being 1; ``None`` where it stands in no file.
    state
        How far it has come; ``None`` is what the other figures say.
    began, ended
        First and last day.
    left_periods
        What is left of a phase or an adaptation that runs.
    in_use
        Share of a rollout's units.
    payer, year, spent_nok
        What a payer has invested in a calendar year, from the status date of the plan.
    source
        Who says so.
    """

    row: int | None = None
    measure: str = ""
    phase: str = ""
    sector: str = ""
    state: ReportedState | None = None
    began: date | None = None
    ended: date | None = None
    left_periods: int | None = None
    in_use: float | None = None
    payer: str = ""
    year: int | None = None
    spent_nok: float | None = None
    source: str = ""

    @property
    def place(self) -> PassedKey:
        """Give measure, phase and sector."""
        return self.measure, self.phase, self.sector

    @property
    def is_done(self) -> bool:
        """Tell whether it says that something has ended."""
        return self.state is ReportedState.DONE or self.ended is not None

    @property
    def is_of_money(self) -> bool:
        """Tell whether it is of what somebody spent."""
        return not self.measure

    @property
    def subject(self) -> str:
        """Give what it is about, for people."""
        parts = (self.payer, str(self.year or "")) if self.is_of_money else self.place
        return "/".join(part for part in parts if part)
