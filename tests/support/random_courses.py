"""What really becomes of a plan: reported at each status date as far as it has come by then.

What is said of the time left comes true, so that who asks once and who asks twice hear the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from planner.model import (
    ADAPTATION,
    Measure,
    PassedKey,
    Plan,
    PlannedRollout,
    Report,
    ReportedState,
    Rollout,
)

_PART = 0.5
"""How much goes in its own way and is reported; all else goes as planned, and nobody reports it."""


@dataclass(frozen=True)
class _Work:
    """From and until which instant of the plan a phase or an adaptation runs, and how it is named."""

    place: PassedKey
    start: int
    end: int
    was_running: bool


class RealCourse:
    """How a plan really goes, drawn once."""

    def __init__(self, plan: Plan, dice: Random) -> None:
        assert plan.schedule is not None
        self._plan, self._schedule, self._dice = plan, plan.schedule, dice
        self._works: list[_Work] = []
        self._begins: list[tuple[PlannedRollout, int]] = []
        for measure in plan.roadmap.open_measures:
            if measure.id in plan.schedule.selected:
                self._draw(measure)

    def reports(self, at: int, *, since: int | None = None) -> list[Report]:
        """Give what is reported at an instant, with what has been taken in since one, where that is given."""
        works = [self._of_work(work, at) for work in self._works]
        return [*works, *(self._of_rollout(planned, begin, at, since) for planned, begin in self._begins)]

    def _draw(self, measure: Measure) -> None:
        """Draw phases one after the other, and what follows them."""
        ready, ends = self._plan.roadmap.earliest_start(measure) if not measure.phases else 0, {}
        for planned in self._schedule.phases_by_measure.get(measure.id, ()):
            runs = measure.is_running and planned.phase == measure.phases[0].id
            place, periods = (measure.id, planned.phase, ""), planned.end - planned.start
            ready = self._end_of(place, planned.start, ready, periods, runs=runs)
            ends[planned.phase] = ready
        for rollout in self._plan.roadmap.rollouts_of(measure.id):
            self._draw_rollout(rollout, ready, ends)

    def _draw_rollout(self, rollout: Rollout, ready: int, ends: dict[str, int]) -> None:
        planned, row = (
            self._schedule.rollouts_by_key[rollout.key],
            self._plan.roadmap.adaptation_of(rollout.key),
        )
        if row is not None and planned.adaptation is not None:
            after = 0 if row.is_running else ends.get(row.after_phase, 0 if row.after_phase else ready)
            place, start = (rollout.measure, ADAPTATION, rollout.sector), planned.adaptation.start
            ready = max(ready, self._end_of(place, start, after, row.periods, runs=row.is_running))
        if planned.begin is not None and not rollout.in_use and self._dice.random() < _PART:
            self._begins.append((planned, max(planned.begin, ready) + self._dice.choice((0, 0, 1, 2))))

    def _end_of(self, place: PassedKey, planned: int, ready: int, periods: int, *, runs: bool) -> int:
        """Give when something ends; where it is reported, it is noted.

        What is late makes up for nothing: who hears of it half-way counts on what follows as so much later.
        """
        start = max(planned, ready)
        if self._dice.random() >= _PART:
            return start + periods
        start += 0 if runs else self._dice.choice((0, 0, 1, 2))
        least = -1 if start == planned else 0
        end = start if not periods else start + max(1, periods + self._dice.choice((least, 0, 1, 2)))
        self._works.append(_Work(place, start, end, runs))
        return end

    def _of_work(self, work: _Work, at: int) -> Report:
        measure, phase, sector = work.place
        if work.start >= at:
            return Report(measure=measure, phase=phase, sector=sector, state=ReportedState.NOT_BEGUN)
        began = None if work.was_running else self._day(work.start, 2)
        if work.end > at:
            left = work.end - at
            return Report(measure=measure, phase=phase, sector=sector, began=began, left_periods=left)
        ended = self._day(work.end, -3) if work.end > work.start else self._day(work.start, 2)
        return Report(measure=measure, phase=phase, sector=sector, began=began, ended=ended)

    def _of_rollout(self, planned: PlannedRollout, begin: int, at: int, since: int | None) -> Report:
        measure, sector = planned.key
        if begin >= at:
            return Report(measure=measure, sector=sector, state=ReportedState.NOT_BEGUN)
        began = self._day(begin, 2)
        assert planned.begin is not None
        late = begin - planned.begin
        if since is None:
            return Report(measure=measure, sector=sector, began=began)
        then, now = (planned.adoption[each - 1 - late] if each > begin else 0.0 for each in (since, at))
        share = then + Random(f"{planned.key}").choice((0.0, 0.5, 1.0)) * (now - then)
        return Report(measure=measure, sector=sector, began=began, in_use=share)

    def _day(self, instant: int, days: int) -> date:
        return self._plan.roadmap.calendar.date_of(instant) + timedelta(days=days)
