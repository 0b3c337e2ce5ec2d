"""What the judge reads out of a roadmap and a schedule: instants, shares and what a tolerance is.

Nothing here trusts the schedule: what it lacks counts as never planned, and what it names without reason is
left out, so that each rule can be judged whatever the others found.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as day
from functools import cached_property
from operator import sub

from planner.model import (
    TOLERANCE,
    Adaptation,
    Demand,
    Endpoint,
    Measure,
    Mode,
    Phase,
    PlannedAdaptation,
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
        """Give the person-months asked of each sector in each period, by all that runs and by waves."""
        asked = self._asked_by([*self._work(), *self._adapting()])
        for rollout in self.rollouts_in:
            waves = self.waves(rollout)
            for sector, offset, effort in self.spent_on(rollout) if waves else ():
                for period, share in waves:
                    if 0 <= period + offset < self.horizon:
                        asked[sector][period + offset] += share * effort
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
        """Give the person-months asked by what runs at the status date and goes on as planned."""
        running = {(each.id, each.phases[0].id) for each in self.measures_in if each.is_running}
        return self._asked_by([*self._work(running), *self._adapting(under_way=True)])

    def adaptations_in(self) -> Iterator[tuple[Rollout, Adaptation, PlannedAdaptation]]:
        """Give each planned adaptation that lies ahead of a rollout, with its row."""
        for rollout in self.rollouts_in:
            row, planned = adaptation_ahead(self.roadmap, rollout), self.planned(rollout).adaptation
            if row is not None and planned is not None:
                yield rollout, row, planned

    def _work(self, among: Collection[Key] | None = None) -> Iterator[tuple[range, Iterable[Demand]]]:
        """Give when planned phases run and what they ask of whom in a period; of all, or of some."""
        for planned, mode in self.modes_in():
            if among is None or (planned.measure, planned.phase) in among:
                yield self.periods_of(planned), mode.demands

    def _adapting(self, *, under_way: bool = False) -> Iterator[tuple[range, Iterable[Demand]]]:
        """Give the same of planned adaptations; of all, or of those that run at the status date."""
        for rollout, row, planned in self.adaptations_in():
            if row.is_running or not under_way:
                own = Demand(sector=rollout.sector, person_months=row.person_months)
                yield self.periods_of(planned), (own, *row.support)

    def _asked_by(self, work: Iterable[tuple[range, Iterable[Demand]]]) -> dict[str, list[float]]:
        """Give the person-months that planned work asks of each sector in each period."""
        asked = {sector.id: [0.0] * self.horizon for sector in self.roadmap.sectors}
        for periods, demands in work:
            for demand in demands:
                for period in periods:
                    asked[demand.sector][period] += demand.person_months
        return asked

    def periods_of(self, planned: PlannedPhase | PlannedAdaptation) -> range:
        """Give the periods of the horizon that planned work occupies."""
        return range(max(planned.start, 0), min(planned.end, self.horizon))

    def planned(self, rollout: Rollout) -> PlannedRollout:
        """Give the plan of a rollout; one that is left out stays at what is in use."""
        found = self.schedule.rollouts_by_key.get(rollout.key)
        if found is not None:
            return found
        return PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=())

    def share(self, rollout: Rollout, period: int) -> float:
        """Give the share in use at the end of a period; before period 0, what is in use."""
        curve, place = self._curves[rollout.key], period + 1
        return curve[place] if 0 <= place < len(curve) else curve[0 if place < 0 else -1]

    def wave(self, rollout: Rollout, period: int) -> float:
        """Give the share taken in during a period."""
        curve = self._curves[rollout.key]
        return curve[period + 1] - curve[period] if 0 <= period < len(curve) - 1 else 0.0

    def waves(self, rollout: Rollout) -> list[tuple[int, float]]:
        """Give the periods in which a share is taken in or lost, each with that share; others are most."""
        return self._waves[rollout.key]

    def takes_in(self, rollout: Rollout) -> bool:
        """Tell whether a rollout takes anybody in: there is no tolerance in that."""
        return any(share > rollout.in_use for share in self.planned(rollout).adoption)

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
        if endpoint.sector:
            rollout = self.roadmap.rollout(endpoint.measure, endpoint.sector)
            if rollout is None:
                return NEVER
            if endpoint.is_adaptation:
                return self._adaptation_instant(rollout, at_end=at_end)
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

    @cached_property
    def _waves(self) -> dict[Key, list[tuple[int, float]]]:
        # what is no number differs from 0 too, and is left for the rules to find
        return {
            key: [(period, share) for period, share in enumerate(map(sub, curve[1:], curve)) if share != 0]
            for key, curve in self._curves.items()
        }

    def _adaptation_instant(self, rollout: Rollout, *, at_end: bool) -> float:
        """Give the start or the end of an adaptation: the horizon's end where nobody is taken in."""
        planned = self.planned(rollout).adaptation
        if planned is None:
            return self.horizon
        return planned.end if at_end else planned.start

    def _phase_instant(self, measure_id: str, phase_id: str, *, at_end: bool) -> float:
        """Give the start or the end of one phase."""
        planned = self.phases.get((measure_id, phase_id))
        if planned is None:
            return NEVER
        return planned.end if at_end else planned.start


def adaptation_ahead(roadmap: Roadmap, rollout: Rollout) -> Adaptation | None:
    """Give what a sector has to do in its own systems before a rollout, ``None`` where it has done so."""
    row = roadmap.adaptation_of(rollout.key)
    has_adapted = rollout.in_use > 0 and row is not None and not row.is_running
    return None if has_adapted else row


def mode_of(phase: Phase, planned: PlannedPhase) -> Mode | None:
    """Give the mode a phase is planned in, or ``None`` when there is no such mode."""
    return next((mode for mode in phase.modes if mode.name == planned.mode), None)
