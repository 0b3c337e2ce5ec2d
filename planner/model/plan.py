"""The plan: what the solver answers, and how good it is."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.objective import Kept, Objective, relative_gap
from planner.model.price_list import PriceList
from planner.model.request import Request
from planner.model.roadmap import Roadmap
from planner.model.schedule import Schedule
from planner.model.swings import Swing
from planner.model.tolerances import OPTIMAL_GAP

NOT_IN_FILES = {"in_files": False}
"""Metadata of a field that no file holds."""


class PlanStatus(StrEnum):
    """What is known about a plan.

    ``OPTIMAL``: gap at most 1e-6, of the plan and of each level it keeps. ``WITHIN_GAP``: the gap asked for
    is reached, by all of them. ``FEASIBLE``: stopped before.
    ``INFEASIBLE``: proved that no plan exists. ``UNKNOWN``: none found, none ruled out.
    """

    OPTIMAL = "optimal"
    WITHIN_GAP = "within gap"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePoint:
    """The best plan and the best bound known after some seconds of work."""

    seconds: float
    score: float | None
    bound: float | None


class FaultKind(StrEnum):
    """What can go wrong while a plan is made.

    ``OUT_OF_MEMORY``: an engine met its limit. ``FAILED``: an engine met an error. ``ENDED``: its process was
    ended by something other than this program. ``LOST``: its process ended, and said neither how its work
    went nor why it failed. ``NOT_READY``: an engine took no part, as it was not compiled yet.
    ``REFUSED``: the judge refused the last plan.
    """

    OUT_OF_MEMORY = "out of memory"
    FAILED = "failed"
    ENDED = "ended"
    LOST = "lost"
    NOT_READY = "not ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that went wrong on the way, as data: it is worded where it is shown.

    Parameters
    ----------
    method
        The engine, by its name in ``Plan.engine``; empty where none is to blame.
    detail
        Of ``OUT_OF_MEMORY`` the limit in GB, of ``FAILED`` the error, of ``ENDED`` the exit code.
    """

    kind: FaultKind
    method: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedPrice:
    """Two bounds by the same effort: their difference estimates the cost of putting started measures first.

    Parameters
    ----------
    bound_without
        No plan has a better score, whatever becomes of started measures.
    bound_with
        No plan that puts them first has a better score.
    """

    bound_without: float
    bound_with: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """How near a search came to a hard requirement that no plan is known to meet.

    Parameters
    ----------
    requirement
        Its id.
    reached
        The share, the number of services or the instant of an end that the nearest schedule reaches.
    """

    requirement: str
    reached: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfVersion:
    """Of which saved version a plan is, as those who keep versions knew when it was written.

    Parameters
    ----------
    number
        Of the version that it was made from; ``None`` where that is none that was saved.
    newest
        Number of the newest version then.
    scenario
        Name of the scenario, based on that version, that it is of; nothing where it is of the version itself.
    is_changed
        Whether changes that nobody had saved come on top.
    """

    number: int | None
    newest: int
    scenario: str = ""
    is_changed: bool = False

    @property
    def is_newest(self) -> bool:
        """Tell whether no newer version was there."""
        return self.number == self.newest


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressTold:
    """How it went until the status date, as those who keep it knew when the plan was written.

    Parameters
    ----------
    late
        Measures of which anything ended, or stands, later than planned; ``None`` where that is not known.
    realised_nok
        Net present value before the status date.
    """

    late: tuple[str, ...] | None
    realised_nok: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A schedule with its proof.

    Parameters
    ----------
    roadmap
        What the plan was made from.
    schedule
        ``None`` when no plan was found.
    score
        The objective's value: NOK, coverage summed over periods, or summed end instants.
    bound
        No plan of this roadmap can have a better score.
    versions
        Pairs of product and version that made the plan.
    deterministic
        Whether only work, not time, limited the search, so that it can be repeated.
    engine
        Which methods found the plan and the bound, in order of use.
    choice
        Why these methods were chosen, by features of the roadmap: pairs of feature and figure or method.
    started_price
        What it costs that started measures come first, where that has been worked out.
    faults
        What went wrong on the way: engines that died, ran out of memory or overran.
    tidy
        Whether no measure alone, all others kept, can be better or, as good, earlier; ``None`` where nobody
        looked, ``False`` where not all was looked at.
    settled
        Whether no measure lies elsewhere than in the start unless it must, or that is worth what a move
        costs; ``None`` without a start, and where nobody looked, ``False`` where not all was looked at.
    given_up
        What the score has lost by measures that were put back to where the start has them, 0 or more; a
        gain counts as 0.
    took
        Seconds of what was done beside the search, in order: pairs of a step and its seconds.
    nearest
        Where no plan is known that meets all hard requirements: what the nearest reaches of those it misses.
    request
        What was asked; ``None`` of a plan from before requests were kept, and of one that nobody asked for.
    swings
        What each group of assumed figures of the roadmap could move, where that has been worked out.
    price_list
        What changes that loosen the roadmap would be worth to this plan, where that has been worked out.
    of_version
        Of which saved version it is; ``None`` where nobody who keeps versions wrote it.
    progress
        How it went until the status date; ``None`` where nobody has rolled to it or kept that. Never written.
    claimed
        Whether the plan was read from a file, which anybody may have changed: its bounds, and so its status
        and gaps, are as the file claims, and nothing proves them. Never written; who reads a file sets it.
    certified_bound
        That of a certificate which was checked since the plan was read; ``bound`` may be closer. Never
        written.
    """

    roadmap: Roadmap
    objective: Objective
    status: PlanStatus
    schedule: Schedule | None = None
    score: float | None = None
    bound: float | None = None
    seconds: float = 0.0
    seed: int = 0
    deterministic: bool = False
    versions: tuple[tuple[str, str], ...] = ()
    engine: tuple[str, ...] = ()
    trace: tuple[TracePoint, ...] = ()
    choice: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    tidy: bool | None = None
    settled: bool | None = None
    given_up: float = 0.0
    started_price: StartedPrice | None = None
    took: tuple[tuple[str, float], ...] = ()
    request: Request | None = None
    nearest: tuple[Nearest, ...] = ()
    swings: tuple[Swing, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)
    price_list: PriceList | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    of_version: OfVersion | None = field(default=None, compare=False, metadata=UNSAID_WHEN_EMPTY)
    progress: ProgressTold | None = field(default=None, compare=False, metadata=NOT_IN_FILES)
    claimed: bool = field(default=False, compare=False, metadata=NOT_IN_FILES)
    certified_bound: float | None = field(default=None, compare=False, metadata=NOT_IN_FILES)

    @property
    def gap(self) -> float | None:
        """Give the distance to the bound as a share of the score, or ``None`` without either."""
        return relative_gap(self.score, self.bound)

    @property
    def certified(self) -> bool:
        """Tell whether the bound is that of a certificate, and not one that comes of the search alone."""
        return self.certified_bound is not None and self.certified_bound == self.bound

    @property
    def certified_gap(self) -> float | None:
        """Give the distance to the certified bound as a share of the score, ``None`` without either."""
        return relative_gap(self.score, self.certified_bound)

    @property
    def open_stages(self) -> tuple[Kept, ...]:
        """Give what is kept of stages that have not been proved: more of it may be possible."""
        stages = (kept for kept in self.objective.kept if kept.is_stage)
        return tuple(kept for kept in stages if kept.gap is None or kept.gap > OPTIMAL_GAP)

    @property
    def whole_gap(self) -> float | None:
        """Give the largest gap of the plan and of the stages it keeps; ``None`` where one is not known."""
        gaps = [self.gap, *(kept.gap for kept in self.objective.kept if kept.is_stage)]
        known = [gap for gap in gaps if gap is not None]
        return max(known) if len(known) == len(gaps) else None

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the roadmap the plan was made from."""
        return self.roadmap.digest

    def carried_to(self, roadmap: Roadmap) -> "Plan":
        """Give it as a plan of another roadmap that asks the same; as it is where that asks anything else.

        A certificate names the digest that it was made of, and so is none of the other.
        """
        is_carried = self.digest != roadmap.digest and roadmap.asks_the_same(self.roadmap)
        return replace(self, roadmap=roadmap, certified_bound=None) if is_carried else self
