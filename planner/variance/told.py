"""What became of measures between two status dates, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.model import BudgetKey, Finding, Plan
from planner.rolling import Slip
from planner.tables import RowChange


class Became(StrEnum):
    """What became of a measure."""

    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"
    FINISHED = "finished"
    STOPPED = "stopped"


class Because(StrEnum):
    """Why: as planned, by its own slip, by what others did or was spent, for its worth, or as the data says.

    ``FORCED`` beside ``WORTH``: the others by which it was forced did not have to move either, and all their
    moves together are worth something.
    """

    PLANNED = "planned"
    REPORTED = "reported"
    FORCED = "forced"
    WORTH = "worth"
    SPENDING = "spending"
    DATA = "data"


class HindranceKind(StrEnum):
    """What kind of rule stands in the way of an old date.

    ``DEPENDS``: it depends on others; ``AHEAD``: they depend on it. ``SOON_AFTER``: it may not come so long
    after others; ``SOON_AHEAD``: they may not come so long after it.
    """

    DEPENDS = "depends"
    AHEAD = "ahead"
    SOON_AFTER = "soon_after"
    SOON_AHEAD = "soon_ahead"
    CAPACITY = "capacity"
    ROOM = "room"
    BUDGET = "budget"
    GROUP = "group"
    REQUIREMENT = "requirement"
    KEPT = "kept"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """First and last day; no last day of what is unfinished at the horizon."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What an old date breaks at the later status date, all others as in the later plan.

    Parameters
    ----------
    rules
        Findings of the judge, all of one kind.
    measures
        Who stands behind it: the others of an order, or who fills what it waits for, the most first. It is
        among them where it slipped itself.
    sector
        Of a capacity or of room for rollouts: whose.
    budget
        Of money: of which budget there is too little.
    drawn_by
        Of money: other measures that draw much on the budget, the most first.
    spent_more_nok
        Of money: by how much more was spent by the later status date than was planned.
    """

    kind: HindranceKind
    rules: tuple[Finding, ...] = ()
    measures: tuple[str, ...] = ()
    sector: str = ""
    budget: BudgetKey | None = None
    drawn_by: tuple[str, ...] = ()
    spent_more_nok: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureVariance:
    """What became of a measure, with the reason.

    Parameters
    ----------
    was, now
        Its days in the earlier plan and now; ``None`` where it is out.
    later_periods
        By how many periods its end comes later; ``None`` where it has none in one of them.
    reasons
        In the order in which they count: its own slip first, then what more there is to its move.
    slips
        What of it went otherwise than planned.
    hindrances
        Of what was forced: what its old date breaks, pushed no further than its own slips push it.
    together
        Where no way leads to a slip: what it breaks once those that it moved together with go back too.
    through
        Other measures whose moves lie between it and what it leads to.
    leads_to
        Measures whose slips are behind it.
    worth, worth_nok
        What the later plan would lose with the old date: in the unit of its score, and in net present value.
    """

    measure: str
    became: Became
    was: Days | None
    now: Days | None
    later_periods: int | None = None
    reasons: tuple[Because, ...]
    slips: tuple[Slip, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()
    together: tuple[Hindrance, ...] = ()
    through: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    worth: float | None = None
    worth_nok: float | None = None

    @property
    def is_explained(self) -> bool:
        """Tell whether a forced move leads somewhere: to a slip, to changed data, or to what is worth it."""
        is_alone = self.reasons[-1:] == (Because.FORCED,) and not self.leads_to
        return bool(self.reasons) and not is_alone

    @property
    def is_unplanned(self) -> bool:
        """Tell whether it has begun or is done though the earlier plan left it out."""
        return self.reasons == (Because.REPORTED,) and not self.slips


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueVariance:
    """Value by one yardstick, in NOK: realised by the later status date and to come, as planned and now."""

    realised_planned_nok: float
    realised_nok: float
    to_come_planned_nok: float
    to_come_nok: float

    @property
    def planned_nok(self) -> float:
        """Give the whole value of the earlier plan."""
        return self.realised_planned_nok + self.to_come_planned_nok

    @property
    def now_nok(self) -> float:
        """Give the whole value as it now stands."""
        return self.realised_nok + self.to_come_nok


@dataclass(frozen=True, kw_only=True)
class Variance:
    """What has changed between the plans of two status dates.

    Parameters
    ----------
    slips
        What went otherwise than the earlier plan had it by the later status date.
    unread
        Why what the later roadmap tells of some measures is no report: they count as planned.
    changes
        Each measure of which something became, in the order of the later roadmap, those that are gone last.
    edits
        Rows of the later roadmap that neither the plan nor a report has made so.
    value
        ``None`` where the two count amounts by other years or rates.
    """

    before: Plan
    after: Plan
    slips: tuple[Slip, ...]
    changes: tuple[MeasureVariance, ...]
    edits: tuple[RowChange, ...]
    value: ValueVariance | None
    unread: tuple[Finding, ...] = ()

    def of(self, became: Became) -> Sequence[MeasureVariance]:
        """Give those of which this became."""
        return [each for each in self.changes if each.became is became]
