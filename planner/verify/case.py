"""What the judge reads out of a roadmap and a schedule: instants, shares and what a tolerance is.

Nothing here trusts the schedule: what it lacks counts as never planned, and what it names without reason is
left out, so that each rule can be judged whatever the others found.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as day
from functools import cached_property

from planner.model import (
    TOLERANCE,
    Endpoint,
    Measure,
    Mode,
    Phase,
    PlannedPhase,
    PlannedRollout,
    Profile,
    Roadmap,
    Rollout,
    Schedule,
)

NEVER = math.inf
"""The instant of what is not planned within the horizon."""

Key = tuple[str, str]


def slack(limit: float) -> float:
    """Give what may be added to a limit: 1e-6 of it, or of 1 where the limit is smaller."""
    return TOLERANCE * max(abs(limit), 1.0)


def exceeds(found: float, limit: float) -> bool:
    """Tell whether a figure lies above its limit by more than the tolerance; what is no number does."""
    # asked this way round, since a comparison with what is no number is false
    return not (found <= limit or found <= limit + slack(limit))


def falls_short(found: float, least: float) -> bool:
    """Tell whether a figure lies below what it must reach by more than the tolerance."""
    # the same way round: what is no number falls short
    return not (found >= least or found >= least - slack(least))


@dataclass(frozen=True)
class Case:
    """A schedule under judgement."""

    roadmap: Roadmap
    schedule: Schedule

    @property
    def horizon(self) -> int:
        """Give the instant that ends the horizon."""
        return self.roadmap.calendar.periods

    @cached_property
    def measures_in(self) -> tuple[Measure, ...]:
        """Give the open measures that are in."""
        chosen = set(self.schedule.selected)
        return tuple(measure for measure in self.roadmap.open_measures if measure.id in chosen)

    @cached_property
    def ids_in(self) -> frozenset[str]:
        """Give the ids of the open measures that are in."""
        return frozenset(measure.id for measure in self.measures_in)

    @cached_property
    def rollouts_in(self) -> tuple[Rollout, ...]:
        """Give the rollouts of the measures that are in."""
        return tuple(rollout for rollout in self.roadmap.open_rollouts if rollout.measure in self.ids_in)

    @cached_property
    def phases(self) -> dict[Key, PlannedPhase]:
        """Give the planned phases of known measures that are in, by measure and phase."""
        known = {(measure.id, phase.id) for measure in self.measures_in for phase in measure.phases}
        planned = {(phase.measure, phase.phase): phase for phase in self.schedule.phases}
        return {key: phase for key, phase in planned.items() if key in known}

    def phases_in(self) -> Iterator[tuple[Measure, Phase, PlannedPhase]]:
        """Give each planned phase with what it is a plan of."""
        for measure in self.measures_in:
            for phase in measure.phases:
                planned = self.phases.get((measure.id, phase.id))
                if planned is not None:
                    yield measure, phase, planned

    def modes_in(self) -> Iterator[tuple[PlannedPhase, Mode]]:
        """Give each planned phase with its mode, where the mode is known."""
        for _measure, phase, planned in self.phases_in():
            mode = mode_of(phase, planned)
            if mode is not None:
                yield planned, mode

    @cached_property
    def loads(self) -> dict[str, list[float]]:
        """Give the person-months asked of each sector in each period, by phases that run and by waves."""
        asked = self._asked_by(self.modes_in())
        for rollout in self.rollouts_in:
            for sector, offset, effort in self.spent_on(rollout):
                for period in self.roadmap.periods:
                    asked[sector][period] += self.wave(rollout, period - offset) * effort
        return asked

    def spent_on(self, rollout: Rollout) -> Iterator[tuple[str, int, float]]:
        """Give sector, periods after the wave and person-months of all that a whole rollout asks."""
        own = rollout.sector, rollout.effort_per_unit, rollout.effort_profile
        for sector, effort, profile in (own, *self._given.get(rollout.key, ())):
            for offset, share in profile or ((0, 1.0),):
                yield sector, offset, self.roadmap.units(rollout) * effort * share

    @cached_property
    def _given(self) -> dict[Key, list[tuple[str, float, Profile]]]:
        """Give who supports each rollout, with how much for a unit, and how that is spread."""
        given: dict[Key, list[tuple[str, float, Profile]]] = {}
        for each in self.roadmap.supports:
            row = each.delivering, each.effort_per_unit, each.profile
            given.setdefault((each.measure, each.receiving), []).append(row)
        return given

    @cached_property
    def loads_under_way(self) -> dict[str, list[float]]:
        """Give the person-months asked by phases that run at the status date and go on as planned."""
        running = {(each.id, each.phases[0].id) for each in self.measures_in if each.is_running}
        modes = self.modes_in()
        return self._asked_by((one, mode) for one, mode in modes if (one.measure, one.phase) in running)

    def _asked_by(self, modes: Iterable[tuple[PlannedPhase, Mode]]) -> dict[str, list[float]]:
        """Give the person-months that planned phases ask of each sector in each period."""
        asked = {sector.id: [0.0] * self.horizon for sector in self.roadmap.sectors}
        for planned, mode in modes:
            for demand in mode.demands:
                for period in self.periods_of(planned):
                    asked[demand.sector][period] += demand.person_months
        return asked

    def periods_of(self, planned: PlannedPhase) -> range:
        """Give the periods of the horizon that a phase occupies."""
        return range(max(planned.start, 0), min(planned.end, self.horizon))

    def planned(self, rollout: Rollout) -> PlannedRollout:
        """Give the plan of a rollout; one that is left out stays at what is in use."""
        stays = PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=())
        return self.schedule.rollouts_by_key.get(rollout.key, stays)

    def share(self, rollout: Rollout, period: int) -> float:
        """Give the share in use at the end of a period; before period 0, what is in use."""
        curve, place = self._curves[rollout.key], period + 1
        return curve[place] if 0 <= place < len(curve) else curve[0 if place < 0 else -1]

    def wave(self, rollout: Rollout, period: int) -> float:
        """Give the share taken in during a period."""
        curve = self._curves[rollout.key]
        return curve[period + 1] - curve[period] if 0 <= period < len(curve) - 1 else 0.0

    def begin(self, rollout: Rollout) -> float:
        """Give the instant at which a rollout begins."""
        begin = self.planned(rollout).begin
        return NEVER if begin is None else begin

    def completion(self, rollout: Rollout) -> int:
        """Give the first instant by whose beginning the target is reached, or the end of the horizon."""
        # of the target itself, not of 1: a target of 1 % is not reached by nothing
        return self.first_with(rollout, rollout.target * (1 - TOLERANCE))

    def first_with(self, rollout: Rollout, share: float) -> int:
        """Give the first instant by whose beginning a share is in use, or the end of the horizon."""
        reached = (t for t in range(self.horizon) if self.share(rollout, t - 1) >= share)
        return next(reached, self.horizon)

    def phases_end(self, measure: Measure) -> float:
        """Give the end of a measure's last phase; without phases, its earliest start."""
        if not measure.phases:
            return self.roadmap.earliest_start(measure)
        return self._phase_instant(measure.id, measure.phases[-1].id, at_end=True)

    def measure_end(self, measure: Measure) -> float:
        """Give the latest end of the phases and rollouts of a measure that is in."""
        rollouts = [float(self.completion(rollout)) for rollout in self.roadmap.rollouts_of(measure.id)]
        keys = [(measure.id, phase.id) for phase in measure.phases]
        phases = [self.phases[key].end for key in keys if key in self.phases]
        decided = [self.phases_end(measure)] if not measure.phases else []
        return max(rollouts + phases + decided, default=NEVER)

    def instant(self, endpoint: Endpoint, *, at_end: bool) -> float:
        """Give the start or the end instant of an endpoint whose measure is in."""
        measure = self.roadmap.measure(endpoint.measure)
        if endpoint.is_rollout:
            rollout = self.roadmap.rollout(endpoint.measure, endpoint.sector)
            if rollout is None:
                return NEVER
            return self.completion(rollout) if at_end else self.begin(rollout)
        if endpoint.phase:
            return self._phase_instant(measure.id, endpoint.phase, at_end=at_end)
        if at_end or not measure.phases:
            return self.phases_end(measure)
        return self._phase_instant(measure.id, measure.phases[0].id, at_end=False)

    def date(self, instant: float) -> day | str:
        """Give the date of an instant; a dash where there is none."""
        return self.roadmap.calendar.date_of(int(instant)) if math.isfinite(instant) else "–"

    @cached_property
    def _curves(self) -> dict[Key, tuple[float, ...]]:
        """Give what is in use at the status date and at the end of each period, by rollout."""
        rollouts = self.roadmap.rollouts
        return {rollout.key: (rollout.in_use, *self.planned(rollout).adoption) for rollout in rollouts}

    def _phase_instant(self, measure_id: str, phase_id: str, *, at_end: bool) -> float:
        """Give the start or the end of one phase."""
        planned = self.phases.get((measure_id, phase_id))
        if planned is None:
            return NEVER
        return planned.end if at_end else planned.start


def mode_of(phase: Phase, planned: PlannedPhase) -> Mode | None:
    """Give the mode a phase is planned in, or ``None`` when there is no such mode."""
    return next((mode for mode in phase.modes if mode.name == planned.mode), None)
