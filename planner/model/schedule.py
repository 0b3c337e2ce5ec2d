"""The schedule: which measures are in, when their phases run, and how their rollouts grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import sub

from planner.model.frozen import UNSAID_WHEN_EMPTY, FieldsOnly


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPhase:
    """When one phase runs: from instant ``start`` up to instant ``end``."""

    measure: str
    phase: str
    mode: str = ""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAdaptation:
    """When a sector adapts its own systems: from instant ``start`` up to instant ``end``."""

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
    adaptation
        When the sector's own systems are adapted first; ``None`` where they need not be, or no wave is
        planned.
    """

    measure: str
    sector: str
    begin: int | None
    adoption: tuple[float, ...]
    adaptation: PlannedAdaptation | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector, which together name a rollout."""
        return self.measure, self.sector

    def waves(self, in_use: float) -> list[float]:
        """Give the share taken in during each period, from what is in use at the status date."""
        return list(map(sub, self.adoption, (in_use, *self.adoption)))


@dataclass(frozen=True, kw_only=True)
class Schedule(FieldsOnly):
    """Which measures are in, when their phases run and how their rollouts grow.

    Holds every open measure that is in; its phases in order; and the rollouts of all open measures,
    also of those that are out, whose adoption then stays at what is in use.
    """

    selected: tuple[str, ...]
    phases: tuple[PlannedPhase, ...]
    rollouts: tuple[PlannedRollout, ...]

    @cached_property
    def chosen(self) -> frozenset[str]:
        """Give the open measures that are in, to ask of many whether they are."""
        return frozenset(self.selected)

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
