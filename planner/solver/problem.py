"""The roadmap as the engines see it: whole periods, plain numbers, what the rules imply worked out once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.model import (
    Dependency,
    Endpoint,
    Link,
    Measure,
    Roadmap,
    Rollout,
)
from planner.results import capacity

_ALMOST = 1e-8


@dataclass(frozen=True, slots=True)
class PhaseTask:
    """One phase: its duration in periods and the instants between which it may start."""

    measure: str
    phase: str
    mode: str
    periods: int
    demands: Mapping[str, float]
    cost_nok_per_period: float
    cost_public_share: float
    first: int
    last: int

    @property
    def fits(self) -> bool:
        """Tell whether there is any instant to start at."""
        return self.first <= self.last


@dataclass(frozen=True, slots=True)
class RolloutTask:
    """One rollout, with its gates as shares.

    ``gate_limits`` holds the largest share at the end of the first, second … period from the begin, as long
    as gates last. ``first_wave`` is what the first period takes in at least, else 0.
    """

    rollout: Rollout
    units: float
    gate_limits: tuple[float, ...]
    begin_matters: bool
    first_wave: float

    @property
    def key(self) -> tuple[str, str]:
        """Give measure and sector."""
        return self.rollout.key

    @property
    def in_use(self) -> float:
        """Give the share in use at the status date."""
        return self.rollout.in_use

    @property
    def target(self) -> float:
        """Give the largest share."""
        return self.rollout.target

    @property
    def pace(self) -> float:
        """Give the largest wave."""
        return self.rollout.pace

    @property
    def to_take_in(self) -> float:
        """Give the share between what is in use and the target."""
        return self.target - self.in_use

    @property
    def last_unit(self) -> float:
        """Give the share that one unit is, or all that is left if that is less."""
        return min(1 / self.units, self.to_take_in)

    def reach(self, periods: int) -> list[float]:
        """Give the largest share above what is in use after 1, 2 … periods, under pace and gates."""
        shares: list[float] = []
        share = self.in_use
        for number in range(periods):
            limit = self.gate_limits[number] if number < len(self.gate_limits) else self.target
            share = min(share + self.pace, limit, self.target)
            shares.append(share - self.in_use)
        return shares


@dataclass(frozen=True)
class MeasureTask:
    """One open measure with its phases and rollouts.

    A measure without phases is decided at ``decided_instant``, which may lie after its deadline.
    """

    measure: Measure
    phases: tuple[PhaseTask, ...]
    rollouts: tuple[RolloutTask, ...]
    decided_instant: int
    is_decided_in_time: bool

    @property
    def id(self) -> str:
        """Give the measure's id."""
        return self.measure.id

    @property
    def must_be_in(self) -> bool:
        """Tell whether every plan holds the measure."""
        return self.measure.must_be_in

    @property
    def first_end(self) -> int:
        """Give the first instant at which the last phase can have ended."""
        if not self.phases:
            return self.decided_instant
        return self.phases[-1].first + self.phases[-1].periods


class Problem:
    """A roadmap prepared for the engines.

    Only what the engines honour is read; ``planner.solver.refusal.unsupported`` names the rest.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.horizon = roadmap.calendar.periods
        self.capacity = capacity(roadmap)
        self.dependencies = tuple(link for link in roadmap.dependencies if self._binds_anything(link))
        self.measures = {measure.id: self._measure_task(measure) for measure in roadmap.open_measures}
        self.rollouts = {task.key: task for measure in self.measures.values() for task in measure.rollouts}

    @cached_property
    def years(self) -> list[int]:
        """Give the calendar year of each period."""
        return [self.roadmap.calendar.year_of(period) for period in self.roadmap.periods]

    @cached_property
    def budgets(self) -> dict[int, float]:
        """Give the budget limits in NOK of the years in the horizon."""
        known = set(self.years)
        return {budget.year: budget.limit_nok for budget in self.roadmap.budgets if budget.year in known}

    @cached_property
    def arriving(self) -> dict[str, list[Dependency]]:
        """Give the dependencies by successor."""
        grouped: dict[str, list[Dependency]] = {measure: [] for measure in self.measures}
        for dependency in self.dependencies:
            if dependency.successor.measure in grouped:
                grouped[dependency.successor.measure].append(dependency)
        return grouped

    def is_open(self, measure_id: str) -> bool:
        """Tell whether a measure takes part in planning."""
        return not self.roadmap.measure(measure_id).is_done

    def share_in_use(self, measure_id: str, sector_id: str) -> float:
        """Give the share of a sector that has an open measure at the status date."""
        rollout = self.roadmap.rollout(measure_id, sector_id)
        return 0.0 if rollout is None else rollout.in_use

    def start_has_passed(self, endpoint: Endpoint) -> bool:
        """Tell whether a start lies at or before the status date."""
        measure = self.roadmap.measure(endpoint.measure)
        if endpoint.is_rollout:
            rollout = self.roadmap.rollout(endpoint.measure, endpoint.sector)
            return measure.is_done or (measure.is_started and rollout is not None and rollout.in_use > 0)
        is_running = not endpoint.phase or (measure.is_running and endpoint.phase == measure.phases[0].id)
        return measure.is_done or (measure.is_started and is_running)

    def _binds_anything(self, link: Dependency) -> bool:
        """Tell whether a link restrains the plan: one of whose endpoints has passed does not."""
        if not self.is_open(link.successor.measure):
            return False
        if link.link is Link.ADOPTION:
            return True
        if not link.link.to_finish and self.start_has_passed(link.successor):
            return False
        if not self.is_open(link.predecessor.measure):
            return False
        return link.link is Link.SHARE or link.link.from_finish or not self.start_has_passed(link.predecessor)

    def _measure_task(self, measure: Measure) -> MeasureTask:
        """Work out a measure's phases and rollouts."""
        decided, due = self.roadmap.earliest_start(measure), self._due(measure)
        return MeasureTask(
            measure=measure,
            phases=self._phase_tasks(measure),
            rollouts=tuple(self._rollout_task(rollout) for rollout in self.roadmap.rollouts_of(measure.id)),
            decided_instant=decided,
            is_decided_in_time=decided <= min(self.horizon, self.horizon if due is None else due),
        )

    def _phase_tasks(self, measure: Measure) -> tuple[PhaseTask, ...]:
        """Work out between which instants each phase of a measure may start."""
        tasks: list[PhaseTask] = []
        allowed = self.roadmap.earliest_start(measure)
        earliest = 0 if measure.is_started else allowed
        remaining = sum(phase.modes[0].periods for phase in measure.phases)
        latest_end = self._latest_end(measure)
        for number, phase in enumerate(measure.phases):
            mode = phase.modes[0]
            runs = number == 0 and measure.is_started
            first, last = earliest, latest_end - remaining
            if runs:
                last = min(last, 0)
            pin = self.roadmap.pinned_period(phase.pinned_start)
            if pin is not None:
                first, last = max(first, pin), min(last, pin)
            tasks.append(
                PhaseTask(
                    measure=measure.id,
                    phase=phase.id,
                    mode=mode.name,
                    periods=mode.periods,
                    demands={
                        each.sector: each.person_months for each in mode.demands if each.person_months > 0
                    },
                    cost_nok_per_period=mode.cost_nok_per_period,
                    cost_public_share=mode.cost_public_share,
                    first=first,
                    last=last,
                )
            )
            earliest = max(first + mode.periods, allowed)
            remaining -= mode.periods
        return tuple(tasks)

    def _latest_end(self, measure: Measure) -> int:
        """Give the last instant at which the phases may end."""
        due = self._due(measure)
        return self.horizon if due is None else min(self.horizon, due)

    def _due(self, measure: Measure) -> int | None:
        """Give the instant of a measure's hard deadline."""
        deadline = measure.deadline
        if deadline is None or not deadline.is_hard:
            return None
        return self.roadmap.calendar.instant_not_after(deadline.day)

    def _rollout_task(self, rollout: Rollout) -> RolloutTask:
        """Work out a rollout's gates and whether its begin matters."""
        units = self.roadmap.units(rollout)
        limits = rollout.gate_shares(units) if rollout.is_gated else ()
        matters = rollout.is_gated or rollout.pinned_begin is not None or self._begin_is_named(rollout)
        first_gate = limits[0] if limits else 1.0
        asked = rollout.first_share if rollout.first_share is not None else 1 / units
        most = min(rollout.pace, first_gate - rollout.in_use, rollout.target - rollout.in_use)
        return RolloutTask(
            rollout=rollout,
            units=units,
            gate_limits=limits,
            begin_matters=matters,
            first_wave=max(0.0, min(asked, most)) if matters else 0.0,
        )

    @cached_property
    def _named_rollouts(self) -> set[tuple[str, str]]:
        """Give measure and sector of the rollouts that binding links name."""
        ends = [end for link in self.dependencies for end in (link.predecessor, link.successor)]
        return {(end.measure, end.sector) for end in ends if end.is_rollout}

    def _begin_is_named(self, rollout: Rollout) -> bool:
        """Tell whether a binding link names this rollout, and its begin has not passed."""
        if rollout.key not in self._named_rollouts:
            return False
        return not self.start_has_passed(Endpoint(measure=rollout.measure, sector=rollout.sector))


def first_wave_period(in_use: float, shares: Iterable[float]) -> int | None:
    """Give the first period at whose end more is in use than at the status date."""
    return next((period for period, share in enumerate(shares) if share > in_use), None)


def clean_shares(task: RolloutTask, shares: Iterable[float]) -> tuple[float, ...]:
    """Round shares to nine decimals, keep them rising and within what is in use and the target."""
    cleaned: list[float] = []
    share, target = task.in_use, task.target
    for found in shares:
        share = max(share, round(found, 9))
        if target - share < _ALMOST:
            share = target
        cleaned.append(share)
    return tuple(cleaned)
