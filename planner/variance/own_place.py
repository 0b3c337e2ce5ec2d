"""Where a measure would lie at a later status date, were nothing in its way but what it slipped itself.

Its old dates, pushed no further than its own phases, adaptations and paces push them. Of a measure that has
not slipped these are the old dates.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.model import (
    ADAPTATION,
    SLACK,
    Endpoint,
    Measure,
    PassedKey,
    Phase,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.rules import adaptation_before, awaited_phase, caught_up, passed_at


def own_places(before: Plan, later: Roadmap, old: Schedule) -> Schedule:
    """Give the old schedule of all measures, each pushed by its own slips.

    Parameters
    ----------
    old
        The earlier schedule as the later roadmap counts it.
    """
    assert before.schedule is not None
    real = before.schedule.rollouts_by_key
    phases: list[PlannedPhase] = []
    rollouts: dict[tuple[str, str], PlannedRollout] = {}
    for measure in later.open_measures:
        own = tuple(_phases(measure, old)) if measure.id in old.selected else ()
        phases += own
        for rollout in later.rollouts_of(measure.id):
            counted, planned = old.rollouts_by_key[rollout.key], real.get(rollout.key)
            if measure.id in old.selected and planned is not None:
                counted = _Pushing(before.roadmap, later, rollout, own, planned).pushed(counted)
            rollouts[rollout.key] = counted
    return Schedule(
        selected=old.selected,
        phases=tuple(phases),
        rollouts=tuple(rollouts[each.key] for each in old.rollouts),
    )


def _phases(measure: Measure, old: Schedule) -> Iterator[PlannedPhase]:
    """Give the phases that are left, each no earlier than the one ahead of it ends."""
    known = {each.phase: each for each in old.phases_by_measure.get(measure.id, ())}
    ready = 0
    for number, phase in enumerate(measure.phases):
        planned = known.get(phase.id)
        start = ready if planned is None else max(planned.start, ready)
        start = 0 if number == 0 and measure.is_running else start
        mode = _mode(measure, phase, planned)
        ready = start + measure.mode(phase.id, mode).periods
        yield PlannedPhase(measure=measure.id, phase=phase.id, mode=mode, start=start, end=ready)


def _mode(measure: Measure, phase: Phase, planned: PlannedPhase | None) -> str:
    names = [mode.name for mode in phase.modes]
    return planned.mode if planned is not None and planned.mode in names else names[0]


class _Pushing:
    """A rollout of a measure whose phases have been pushed."""

    def __init__(
        self,
        before: Roadmap,
        later: Roadmap,
        rollout: Rollout,
        own: tuple[PlannedPhase, ...],
        planned: PlannedRollout,
    ) -> None:
        self._before, self._later, self._rollout, self._own = before, later, rollout, own
        self._planned, self._shift = planned, later.calendar.period_of(before.calendar.date_of(0))

    def pushed(self, counted: PlannedRollout) -> PlannedRollout:
        """Give the rollout no earlier than its phases and adaptation allow, from what is in use.

        Parameters
        ----------
        counted
            As the later roadmap counts it: what is left of the old curve.
        """
        adaptation = self._adaptation()
        begins = self._planned.begin
        if begins is None:
            return counted
        planned = begins + self._shift
        slipped = self._begun_late(planned, is_ready=not self._own and adaptation is None)
        # what has begun goes on from the status date, or after the phases that are left
        begin = max(0, planned + slipped) if self._has_begun else planned
        waits = max(0, self._ready(adaptation) - begin)
        late = slipped + waits
        is_as_before = abs(self._share(-1, late) - self._rollout.in_use) <= SLACK
        if not late and is_as_before and adaptation == counted.adaptation:
            return counted
        curve = self._curve(late, max(0, begin + waits))
        waves = replace(counted, adoption=curve).waves(self._rollout.in_use)
        first = next((period for period, wave in enumerate(waves) if wave > SLACK), None)
        if first is None:
            return replace(counted, begin=None, adoption=curve, adaptation=None)
        is_under_way = self._later.has_gates_under_way(self._rollout)
        return replace(counted, begin=0 if is_under_way else first, adoption=curve, adaptation=adaptation)

    @property
    def _has_begun(self) -> bool:
        row = self._later.passed_by_key.get(self._place)
        return self._rollout.in_use > 0 or (row is not None and row.has_begun)

    @property
    def _had_begun(self) -> bool:
        """Tell whether it had begun at the earlier status date."""
        known, row = self._before.rollout(*self._rollout.key), self._before.passed_by_key.get(self._place)
        return (known is not None and known.in_use > 0) or (row is not None and row.has_begun)

    @property
    def _place(self) -> PassedKey:
        return self._rollout.measure, "", self._rollout.sector

    def _begun_late(self, planned: int, *, is_ready: bool) -> int:
        """Give by how many periods the curve came later: as it began late, or went on after late phases."""
        row = self._later.passed_by_key.get(self._place)
        if not self._had_begun:
            begun = None if row is None or row.began is None else self._later.calendar.period_of(row.began)
            return 0 if begun is None else max(0, begun - planned)
        return max([0, *(ended - planned for ended in self._ended_since())]) if is_ready else 0

    def _ended_since(self) -> Iterator[int]:
        """Give when what the rollout comes after ended, of what was open at the earlier status date."""
        measure, sector = self._rollout.measure, self._rollout.sector
        known = next((each for each in self._before.measures if each.id == measure), None)
        ahead = [Endpoint(measure=measure, phase=each.id) for each in (known.phases if known else ())]
        if self._before.adaptation_of(self._rollout.key) is not None:
            ahead.append(Endpoint(measure=measure, phase=ADAPTATION, sector=sector))
        for each in ahead:
            ended = passed_at(self._later, each, at_end=True)
            if ended is not None:
                yield ended

    def _ready(self, adaptation: PlannedAdaptation | None) -> int:
        built = max((each.end for each in self._own), default=0)
        return max(built, 0 if adaptation is None else adaptation.end)

    def _adaptation(self) -> PlannedAdaptation | None:
        row, planned = adaptation_before(self._later, self._rollout), self._planned.adaptation
        if row is None:
            return None
        if row.is_running:
            return PlannedAdaptation(start=0, end=row.periods)
        awaited = awaited_phase(self._later, row)
        after = next((each.end for each in self._own if each.phase == awaited), 0)
        start = after if planned is None else max(after, planned.start + self._shift)
        return PlannedAdaptation(start=start, end=start + row.periods)

    def _share(self, period: int, late: int) -> float:
        """Give what the old curve has at the end of a period, so much later; it goes on at its last level."""
        known, place = self._planned.adoption, period - self._shift - late
        return 0.0 if place < 0 else known[min(place, len(known) - 1)]

    def _curve(self, late: int, begin: int) -> tuple[float, ...]:
        """Give the old curve from what is in use, as far as pace and gates let it catch up."""
        wanted = [self._share(period, late) for period in self._later.periods]
        begin = 0 if self._later.has_gates_under_way(self._rollout) else begin
        return caught_up(self._later, self._rollout, wanted, begin)
