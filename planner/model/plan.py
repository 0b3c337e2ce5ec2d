"""The plan: what the solver answers, and how good it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.model.objective import Objective
from planner.model.roadmap import Roadmap

TOLERANCE = 1e-6
"""Share of a limit by which a plan may exceed it and still be lawful."""


class PlanStatus(StrEnum):
    """What is known about a plan.

    ``OPTIMAL``: gap at most 1e-6. ``WITHIN_GAP``: the gap asked for is reached. ``FEASIBLE``: stopped before.
    ``INFEASIBLE``: proved that no plan exists. ``UNKNOWN``: none found, none ruled out.
    """

    OPTIMAL = "optimal"
    WITHIN_GAP = "within gap"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPhase:
    """When one phase runs: from instant ``start`` up to instant ``end``."""

    measure: str
    phase: str
    mode: str = ""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRollout:
    """How one rollout grows.

    Parameters
    ----------
    begin
        The instant it begins, or ``None`` when no wave is planned.
    adoption
        Share of the units that have the measure at the end of each period; one figure per period.
    """

    measure: str
    sector: str
    begin: int | None
    adoption: tuple[float, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector, which together name a rollout."""
        return self.measure, self.sector

    def waves(self, in_use: float) -> list[float]:
        """Give the share taken in during each period, from what is in use at the status date."""
        before = (in_use, *self.adoption)
        return [share - earlier for earlier, share in zip(before, self.adoption, strict=False)]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Which measures are in, when their phases run and how their rollouts grow.

    Holds every open measure that is in; its phases in order; and the rollouts of all open measures,
    also of those that are out, whose adoption then stays at what is in use.
    """

    selected: tuple[str, ...]
    phases: tuple[PlannedPhase, ...]
    rollouts: tuple[PlannedRollout, ...]

    @cached_property
    def phases_by_measure(self) -> Mapping[str, tuple[PlannedPhase, ...]]:
        """Give the planned phases of each measure, in order."""
        grouped: dict[str, tuple[PlannedPhase, ...]] = {}
        for phase in self.phases:
            grouped[phase.measure] = (*grouped.get(phase.measure, ()), phase)
        return grouped

    @cached_property
    def rollouts_by_key(self) -> Mapping[tuple[str, str], PlannedRollout]:
        """Give the planned rollouts by measure and sector."""
        return {rollout.key: rollout for rollout in self.rollouts}


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePoint:
    """The best plan and the best bound known after some seconds of work."""

    seconds: float
    score: float | None
    bound: float | None


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

    @property
    def gap(self) -> float | None:
        """Give the distance to the bound as a share of the score, or ``None`` without either."""
        return relative_gap(self.score, self.bound)

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the roadmap the plan was made from."""
        return self.roadmap.digest


def relative_gap(score: float | None, bound: float | None) -> float | None:
    """Give ``|bound - score| / max(|score|, 1)``, or ``None`` where either is missing.

    Examples
    --------
    >>> relative_gap(200.0, 210.0)
    0.05
    """
    if score is None or bound is None:
        return None
    return abs(bound - score) / max(abs(score), 1.0)
