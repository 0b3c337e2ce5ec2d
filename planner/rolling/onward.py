"""A schedule from a later status date on, as the rolled roadmap counts it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.model import (
    TOLERANCE,
    Measure,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.rolling.happened import Happened, later_curve
from planner.rules import adaptation_before, awaited_phase, begin_matters, caught_up, named_rollouts


def onward(rolled: Roadmap, past: Happened) -> Schedule:
    """Give what a plan decides of all that is open in the rolled roadmap; what runs goes on as it is.

    What follows something late in its measure comes as much later; a rollout that has begun waits for phases
    that are left, and then goes on, and one that is behind catches up as pace and gates allow. Where all went
    as planned this is the plan from the status date on. Where it did not, it may break rules.
    """
    old = past.plan.schedule or Schedule(selected=(), phases=(), rollouts=())
    return _Onward(rolled, past, old).all()


class _Onward:
    """One walk over the measures of a rolled roadmap; instants are those of that."""

    def __init__(self, rolled: Roadmap, past: Happened, old: Schedule) -> None:
        self._rolled, self._past, self._old = rolled, past, old
        self._named = named_rollouts(rolled)

    def all(self) -> Schedule:
        """Go through all open measures."""
        inside = ({*self._old.selected} | self._past.begun) - self._past.stopped
        chosen = [each for each in self._rolled.open_measures if each.id in inside]
        phases = {each.id: tuple(self._phases(each)) for each in chosen}
        return Schedule(
            selected=tuple(phases),
            phases=tuple(phase for own in phases.values() for phase in own),
            rollouts=tuple(
                self._rollout(each, phases[each.measure]) if each.measure in phases else self._stays(each)
                for each in self._rolled.open_rollouts
            ),
        )

    def _phases(self, measure: Measure) -> Iterator[PlannedPhase]:
        """Give the phases that are left, none before the one ahead of it has ended."""
        planned = {each.phase: each for each in self._old.phases_by_measure.get(measure.id, ())}
        ready = 0
        for number, phase in enumerate(measure.phases):
            known = planned.get(phase.id)
            mode = phase.modes[0] if known is None else measure.mode(phase.id, self._mode(measure.id, known))
            start = ready if known is None else max(ready, known.start - self._past.at)
            if number == 0 and measure.is_running:
                start, mode = 0, phase.modes[0]
            ready = start + mode.periods
            yield PlannedPhase(measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=ready)

    def _mode(self, measure_id: str, planned: PlannedPhase) -> str:
        stretch = self._past.phases.get((measure_id, planned.phase))
        return planned.mode if stretch is None else stretch.mode

    def _stays(self, rollout: Rollout) -> PlannedRollout:
        adoption = (rollout.in_use,) * self._rolled.calendar.periods
        return PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=adoption)

    def _rollout(self, rollout: Rollout, phases: tuple[PlannedPhase, ...]) -> PlannedRollout:
        """Give the curve from the status date on, never below what is in use, and a begin that fits it."""
        ends = {each.phase: each.end for each in phases}
        old, adaptation = self._old.rollouts_by_key[rollout.key], self._adaptation(rollout, ends)
        ready = max([0, *ends.values(), 0 if adaptation is None else adaptation.end])
        begin, adoption = self._curve(old, rollout, ready)
        waves = PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=adoption)
        first = next((t for t, wave in enumerate(waves.waves(rollout.in_use)) if wave > 0), None)
        matters = begin_matters(self._rolled, rollout, self._named)
        if self._rolled.has_gates_under_way(rollout):
            begin = 0
        elif begin is None or not (matters and 0 <= begin < self._rolled.calendar.periods):
            begin = first
        return replace(waves, begin=begin, adaptation=None if first is None else adaptation)

    def _adaptation(self, rollout: Rollout, ends: Mapping[str, int]) -> PlannedAdaptation | None:
        """Give the adaptation before a rollout, which starts when the phase that it awaits has ended."""
        row = adaptation_before(self._rolled, rollout)
        if row is None:
            return None
        if row.is_running:
            return PlannedAdaptation(start=0, end=row.periods)
        planned = self._old.rollouts_by_key[rollout.key].adaptation
        if planned is None:
            return None
        start = max(0, planned.start - self._past.at, ends.get(awaited_phase(self._rolled, row), 0))
        return PlannedAdaptation(start=start, end=start + row.periods)

    def _curve(
        self, old: PlannedRollout, rollout: Rollout, ready: int
    ) -> tuple[int | None, tuple[float, ...]]:
        """Give begin and curve, as much later as it began, or as what has not begun has to come.

        What has begun waits with what is in use until all is ready, and then goes on; of what is behind, it
        catches up no faster than pace and gates allow.
        """
        at, course = self._past.at, self._past.courses.get(rollout.key)
        begin = None if old.begin is None else old.begin - at
        late = waits = 0
        if course is not None:
            late = course.late
            waits = max(0, ready - max(0, (begin or 0) + late))
        elif begin is not None:
            late = max(0, ready - begin)
        had = self._past.roadmap.rollout_by_key(rollout.key).in_use
        curve = later_curve(old.adoption, late, had)
        left = later_curve(curve[at:], waits, rollout.in_use)
        begin = ready if waits else None if begin is None else begin + late
        if abs(curve[at - 1] - rollout.in_use) <= TOLERANCE:
            return begin, left
        goes_on = 0 if self._rolled.has_gates_under_way(rollout) else max(0, begin or 0)
        return begin, caught_up(self._rolled, rollout, left, goes_on)
