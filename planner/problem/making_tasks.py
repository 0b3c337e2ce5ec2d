"""Tasks made of a roadmap: when each phase, adaptation and rollout can start by what binds it alone."""

from collections.abc import Sequence

from planner.model import ADAPTATION, Adaptation, Measure, Mode, Roadmap, Rollout
from planner.problem.resources import adaptation_name
from planner.problem.tasks import MeasureTask, ModeTask, PhaseTask, RolloutTask
from planner.rules import (
    FAR,
    Point,
    adaptation_before,
    adaptation_pin,
    awaited_phase,
    begin_matters,
    binding_since,
    earliest_wave,
    first_wave,
    gates_of,
    hard_due,
    named_rollouts,
    paused_since,
    payer_of_phase,
    payer_of_rollout,
    soft_due,
)

_ANY = (-FAR, FAR)
"""A window that leaves any instant."""


def _windows_since(roadmap: Roadmap) -> dict[Point, tuple[int, int]]:
    """Give between which instants what waits for something that lies behind has to come, if anything does."""
    windows: dict[Point, tuple[int, int]] = {}
    for _link, since in binding_since(roadmap):
        first, last = windows.get(since.point, _ANY)
        windows[since.point] = max(first, since.first), min(last, since.last)
    return windows


class TaskMaker:
    """Makes the tasks of the measures of one roadmap."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.horizon = roadmap.calendar.periods
        self._named = named_rollouts(roadmap)
        self._since = _windows_since(roadmap)

    def measure_task(self, measure: Measure) -> MeasureTask:
        """Work out a measure's phases and rollouts."""
        decided = self.roadmap.earliest_start(measure)
        latest_end = min(self.horizon, hard_due(self.roadmap, measure.deadline))
        phases = self._phase_tasks(measure, decided, latest_end)
        first, last = self._since.get(Point(measure.id), _ANY)
        return MeasureTask(
            measure=measure,
            phases=phases,
            rollouts=tuple(
                self._rollout_task(rollout, phases) for rollout in self.roadmap.rollouts_of(measure.id)
            ),
            decided_instant=decided,
            is_decided_in_time=decided <= latest_end and first <= decided <= last,
            soft_due=soft_due(self.roadmap, measure.deadline),
        )

    def _phase_tasks(self, measure: Measure, allowed: int, latest_end: int) -> tuple[PhaseTask, ...]:
        """Work out between which instants each phase of a measure may start, in each of its modes."""
        tasks: list[PhaseTask] = []
        earliest = 0 if measure.is_running else allowed
        shortest = [min([mode.periods for mode in phase.modes]) for phase in measure.phases]
        remaining = sum(shortest)
        for number, phase in enumerate(measure.phases):
            remaining -= shortest[number]
            ends = latest_end - remaining
            starts = (earliest, 0 if number == 0 and measure.is_running else ends)
            if number == 0 and measure.between_phases:
                starts = (earliest, min(ends, paused_since(self.roadmap, measure.id)))
            pin, since = self.roadmap.start_pin(measure, phase), Point(measure.id, phase.id)
            modes = (self._mode_task(mode, pin, starts, ends) for mode in phase.modes)
            task = PhaseTask(
                measure=measure.id,
                phase=phase.id,
                modes=tuple(self._since_what_has_passed(mode, since) for mode in modes),
                largest_pause=phase.largest_pause_periods,
                payer=payer_of_phase(phase),
            )
            tasks.append(task)
            earliest = max(task.first_end, allowed)
        return tuple(tasks)

    def _mode_task(self, mode: Mode, pin: int | None, starts: tuple[int, int], ends: int) -> ModeTask:
        """Work out one mode of a phase that starts within an interval, at any pin, and ends by an instant."""
        periods = mode.periods
        first, last = starts[0], min(starts[1], ends - periods)
        if pin is not None:
            first, last = max(first, pin), min(last, pin)
        return ModeTask(
            name=mode.name,
            periods=periods,
            demands={each.sector: each.person_months for each in mode.demands if each.person_months > 0},
            cost_nok_per_period=mode.cost_nok_per_period,
            cost_at_start_nok=mode.cost_at_start_nok,
            cost_public_share=mode.cost_public_share,
            first=first,
            last=last,
        )

    def _since_what_has_passed(self, mode: ModeTask, start: Point) -> ModeTask:
        """Narrow when a mode may start to what is left of links from what lies behind."""
        if not self._since:
            return mode
        first, last = self._since.get(start, _ANY)
        ends_first, ends_last = self._since.get(start._replace(at_end=True), _ANY)
        return mode._replace(
            first=max(mode.first, first, ends_first - mode.periods),
            last=min(mode.last, last, ends_last - mode.periods),
        )

    def _rollout_task(self, rollout: Rollout, phases: Sequence[PhaseTask]) -> RolloutTask:
        """Work out a rollout's gates, whether its begin matters, and what runs before it."""
        asked, matters = rollout.deadline, begin_matters(self.roadmap, rollout, self._named)
        needed = adaptation_before(self.roadmap, rollout)
        adaptation, after = (None, "") if needed is None else self._adaptation(rollout, needed, phases)
        # where nobody is left to take in, none runs, and a begin that matters need not wait for it
        adapts = adaptation is not None and rollout.in_use < rollout.target
        adapted = adaptation.first_end if adapts and adaptation is not None else 0
        begin = Point(rollout.measure, sector=rollout.sector)
        since, begins_by = self._since.get(begin, _ANY)
        ends_from, ends_by = self._since.get(begin._replace(at_end=True), _ANY)
        adapting = begin._replace(phase=ADAPTATION)
        return RolloutTask(
            rollout=rollout,
            units=self.roadmap.units(rollout),
            gate_limits=gates_of(self.roadmap, rollout),
            begin_matters=matters,
            first_wave=first_wave(self.roadmap, rollout) if matters else 0.0,
            prepared=max(earliest_wave(self.roadmap, rollout), adapted, since),
            soft_due=FAR if asked is None else soft_due(self.roadmap, asked.deadline),
            payer=payer_of_rollout(self.roadmap, rollout),
            adaptation=adaptation,
            adapts_after=after,
            is_adapting=needed is not None and needed.is_running,
            begins_by=begins_by,
            ends_from=ends_from,
            ends_by=ends_by,
            adapts_by=self._since.get(adapting, _ANY)[1],
            adapted_by=self._since.get(adapting._replace(at_end=True), _ANY)[1],
        )

    def _adaptation(
        self, rollout: Rollout, needed: Adaptation, phases: Sequence[PhaseTask]
    ) -> tuple[PhaseTask, str]:
        """Give what runs before a rollout, and the phase that has to end before it starts."""
        measure = self.roadmap.measure(rollout.measure)
        after = awaited_phase(self.roadmap, needed)
        first = 0 if needed.is_running else self.roadmap.earliest_start(measure)
        first = max([first, *(phase.first_end for phase in phases if phase.phase == after)])
        last = 0 if needed.is_running else self.horizon - 1 - needed.periods
        mode = Mode(
            duration=needed.duration,
            demands=needed.demands,
            cost_nok_per_period=needed.cost_nok_per_period,
            cost_public_share=rollout.cost_public_share,
        )
        pin = adaptation_pin(self.roadmap, needed)
        task_of_mode = self._mode_task(mode, pin, (first, last), self.horizon - 1)
        start = Point(rollout.measure, phase=ADAPTATION, sector=rollout.sector)
        task = PhaseTask(
            measure=rollout.measure,
            phase=adaptation_name(rollout.sector),
            modes=(self._since_what_has_passed(task_of_mode, start),),
            largest_pause=None,
            payer=payer_of_rollout(self.roadmap, rollout),
        )
        return task, after
