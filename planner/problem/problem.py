"""The roadmap as the engines see it: whole periods, plain numbers, what the rules imply worked out once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planner.model import (
    ADAPTATION,
    ALMOST,
    Adaptation,
    Budget,
    Dependency,
    Group,
    Measure,
    Mode,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.problem.requirements import RequirementTask, requirement_tasks
from planner.problem.resources import Meter, Resource, adaptation_name, resources_of, work
from planner.problem.under_way import under_way, without_fixed
from planner.results import capacity
from planner.rules import (
    FAR,
    FREE,
    Point,
    adaptation_before,
    adaptation_pin,
    awaited_phase,
    begin_matters,
    binding_since,
    binds,
    earliest_wave,
    first_wave,
    gates_of,
    hard_due,
    named_rollouts,
    paused_since,
    payer_of_phase,
    payer_of_rollout,
    periods_to,
    reach,
    soft_due,
)


class ModeTask(NamedTuple):
    """One way of doing a phase: its duration in periods and the instants between which it may start."""

    name: str
    periods: int
    demands: Mapping[str, float]
    cost_nok_per_period: float
    cost_at_start_nok: float
    cost_public_share: float
    first: int
    last: int

    @property
    def fits(self) -> bool:
        """Tell whether there is any instant to start at."""
        return self.first <= self.last

    @property
    def starts(self) -> int:
        """Count the instants to start at; one where none fits, for a start that is never taken."""
        return max(1, self.last - self.first + 1)

    def cost_nok(self, number: int) -> float:
        """Give the investment in the first (0), second (1) … period it runs."""
        return self.cost_nok_per_period + (self.cost_at_start_nok if number == 0 else 0.0)


class PhaseTask(NamedTuple):
    """One phase with its modes.

    ``largest_pause`` is the most periods between its end and the start of the next phase, or ``None``.
    """

    measure: str
    phase: str
    modes: tuple[ModeTask, ...]
    largest_pause: int | None
    payer: str

    @property
    def first(self) -> int:
        """Give the first instant at which it may start in any mode."""
        return min([mode.first for mode in self.modes])

    @property
    def last(self) -> int:
        """Give the last instant at which it may start in any mode."""
        return max(mode.last for mode in self.modes)

    @property
    def first_end(self) -> int:
        """Give the first instant at which it can have ended."""
        return min([mode.first + mode.periods for mode in self.modes])

    @property
    def fits(self) -> bool:
        """Tell whether there is any instant to start at."""
        return any(mode.fits for mode in self.modes)

    @property
    def fitting_modes(self) -> tuple[ModeTask, ...]:
        """Give the modes with an instant to start at; the first mode where none has."""
        return tuple(mode for mode in self.modes if mode.fits) or self.modes[:1]


class RolloutTask(NamedTuple):
    """One rollout, with its gates as shares.

    ``gate_limits`` holds the largest share at the end of the first, second … period from the begin, as long
    as gates last. ``first_wave`` is what the first period takes in at least, else 0. Before the period
    ``prepared`` nobody is taken in, as nobody prepares in the past, nor before an adaptation can have ended.
    ``soft_due`` is the instant of a deadline that may be missed at a price, ``FAR`` without one.
    ``adaptation`` is what runs before the begin, wherever anybody is taken in and nowhere else, as a phase in
    one mode; it starts when ``adapts_after``, a phase of the measure, has ended, or is free where that is
    empty. ``is_adapting`` tells whether it runs at the status date. What lies behind asks that it begins by
    ``begins_by``, ends from ``ends_from`` to ``ends_by``, and that its adaptation has started by
    ``adapts_by`` and ended by ``adapted_by``.
    """

    rollout: Rollout
    units: float
    gate_limits: tuple[float, ...]
    begin_matters: bool
    first_wave: float
    prepared: int
    soft_due: int
    payer: str
    adaptation: PhaseTask | None = None
    adapts_after: str = ""
    is_adapting: bool = False
    begins_by: int = FREE
    ends_from: int = -FREE
    ends_by: int = FREE
    adapts_by: int = FREE
    adapted_by: int = FREE

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
        """Give the largest wave of any period: that from what is in use at the status date."""
        return self.rollout.first_pace

    @property
    def falls(self) -> bool:
        """Tell whether the largest wave is smaller the more is in use."""
        return any(slope for _level, slope in self.rollout.pace_lines)

    @property
    def to_take_in(self) -> float:
        """Give the share between what is in use and the target."""
        return self.target - self.in_use

    @property
    def last_unit(self) -> float:
        """Give the share that one unit is, or all that is left if that is less."""
        return min(1 / self.units, self.to_take_in)

    @property
    def counts_late(self) -> bool:
        """Tell whether its benefit counts from a share that is not in use yet, and can be reached."""
        return self.in_use < self.rollout.counts_from <= self.target

    def periods_to(self, share: float, periods: int) -> int:
        """Count the periods from the begin until a share can be reached; one too many if it cannot."""
        reached = reach(self.rollout, self.gate_limits, periods)
        found = periods_to(reached, share, self.in_use, ALMOST)
        return periods + 1 if found is None else found

    def reach(self, periods: int) -> list[float]:
        """Give the largest share above what is in use after 1, 2 … periods, under pace and gates."""
        return [share - self.in_use for share in reach(self.rollout, self.gate_limits, periods)]

    def reach_by_pace(self, periods: int) -> list[float]:
        """Give the same under the pace alone."""
        return [share - self.in_use for share in reach(self.rollout, (), periods)]


class MeasureTask(NamedTuple):
    """One open measure with its phases and rollouts.

    A measure without phases is decided at ``decided_instant``, which may lie after its deadline.
    ``soft_due`` is the instant of a deadline that may be missed at a price, ``FAR`` without one.
    """

    measure: Measure
    phases: tuple[PhaseTask, ...]
    rollouts: tuple[RolloutTask, ...]
    decided_instant: int
    is_decided_in_time: bool
    soft_due: int

    @property
    def id(self) -> str:
        """Give the measure's id."""
        return self.measure.id

    @property
    def must_be_in(self) -> bool:
        """Tell whether every plan holds the measure."""
        return self.measure.must_be_in

    @property
    def adaptations(self) -> tuple[PhaseTask, ...]:
        """Give what runs before its rollouts, as phases."""
        return tuple(task.adaptation for task in self.rollouts if task.adaptation is not None)

    @property
    def first_end(self) -> int:
        """Give the first instant at which the last phase can have ended."""
        if not self.phases:
            return self.decided_instant
        return self.phases[-1].first_end


class Problem:
    """A roadmap prepared for the engines.

    ``capacity`` is what is to be shared out: where running phases could ask for more than there is
    (``under_way``), the stated capacity less what they ask in every plan, and the tasks ask no more of it.
    ``free`` names the measures to decide on: all, but in a part, which holds some of those that it knows.
    ``tasks`` holds the measures as stated, before what is fixed and running is taken off.
    What is beyond the engines' reach is named by ``planner.problem.refusal.unsupported``.

    Parameters
    ----------
    known
        Tasks (``tasks``) of the problem of another roadmap, for measures in which the two do not differ, nor
        in any link that they have to do with. They are not worked out again.
    """

    def __init__(self, roadmap: Roadmap, known: Mapping[str, MeasureTask] | None = None) -> None:
        self.roadmap = roadmap
        self.horizon = roadmap.calendar.periods
        self.dependencies = tuple(link for link in roadmap.dependencies if binds(roadmap, link))
        self._named = named_rollouts(roadmap)
        self._since = _windows_since(roadmap)
        self.tasks = {
            measure.id: known[measure.id] if known and measure.id in known else self._measure_task(measure)
            for measure in roadmap.open_measures
        }
        self.stated_capacity = capacity(roadmap)
        self.under_way = under_way(self.tasks, self.stated_capacity, self.horizon)
        self.capacity = self._left_by_fixed_work()
        self.measures = {each: without_fixed(task, self.under_way.fixed) for each, task in self.tasks.items()}
        self.rollouts = {task.key: task for measure in self.measures.values() for task in measure.rollouts}
        self.free = frozenset(self.measures)

    @property
    def free_measures(self) -> list[MeasureTask]:
        """Give the measures to decide on."""
        return [self.measures[each] for each in self.measures if each in self.free]

    @property
    def free_rollouts(self) -> list[RolloutTask]:
        """Give the rollouts to decide on."""
        return [task for key, task in self.rollouts.items() if key[0] in self.free]

    @property
    def phases(self) -> list[PhaseTask]:
        """Give the phases of all measures, in order, and after them the adaptations of all rollouts."""
        measures = self.measures.values()
        adaptations = (each for task in measures for each in task.adaptations)
        return [*(phase for task in measures for phase in task.phases), *adaptations]

    def _left_by_fixed_work(self) -> dict[str, list[float] | None]:
        """Give the capacity less what phases ask that go on in every plan, where that may be too much."""
        left = dict(self.stated_capacity)
        for sector, asked in self.under_way.fixed.items():
            pairs = zip(self.stated_capacity[sector] or [], asked, strict=True)
            left[sector] = [max(0.0, limit - amount) for limit, amount in pairs]
        return left

    @cached_property
    def years(self) -> list[int]:
        """Give the calendar year of each period."""
        return [self.roadmap.calendar.year_of(period) for period in self.roadmap.periods]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Give the groups of measures."""
        return self.roadmap.groups

    @cached_property
    def work(self) -> tuple[Resource, ...]:
        """Give what is asked of each sector, in their order, with a limit or without."""
        return tuple(work(self))

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Give the limits on what measures share, and what the measures to decide on may draw."""
        return resources_of(self)

    @cached_property
    def meter(self) -> Meter:
        """Give what tells how much a schedule draws on each resource."""
        return Meter(self.resources, self)

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """Give the budgets of which some year lies in the horizon."""
        first, last = self.roadmap.years[0], self.roadmap.years[-1]
        return tuple(each for each in self.roadmap.budgets if each.year <= last and each.last >= first)

    @cached_property
    def requirements(self) -> tuple[RequirementTask, ...]:
        """Give what is asked of the plan as a whole."""
        return requirement_tasks(self.roadmap)

    @cached_property
    def arriving(self) -> dict[str, list[Dependency]]:
        """Give the dependencies by successor."""
        grouped: dict[str, list[Dependency]] = {measure: [] for measure in self.measures}
        for dependency in self.dependencies:
            if dependency.successor.measure in grouped:
                grouped[dependency.successor.measure].append(dependency)
        return grouped

    def due_of(self, task: RolloutTask) -> int | None:
        """Give the instant of a rollout's hard deadline."""
        asked = task.rollout.deadline
        instant = FAR if asked is None else hard_due(self.roadmap, asked.deadline)
        return None if instant == FAR else instant

    def is_open(self, measure_id: str) -> bool:
        """Tell whether a measure takes part in planning."""
        return not self.roadmap.measure(measure_id).is_done

    def share_in_use(self, measure_id: str, sector_id: str) -> float:
        """Give the share of a sector that has an open measure at the status date."""
        rollout = self.roadmap.rollout(measure_id, sector_id)
        return 0.0 if rollout is None else rollout.in_use

    def _measure_task(self, measure: Measure) -> MeasureTask:
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


_ANY = (-FREE, FREE)
"""A window that leaves any instant."""


def _windows_since(roadmap: Roadmap) -> dict[Point, tuple[int, int]]:
    """Give between which instants what waits for something that lies behind has to come, if anything does."""
    windows: dict[Point, tuple[int, int]] = {}
    for _link, since in binding_since(roadmap):
        first, last = windows.get(since.point, _ANY)
        windows[since.point] = max(first, since.first), min(last, since.last)
    return windows


def first_wave_period(in_use: float, shares: Iterable[float]) -> int | None:
    """Give the first period at whose end more is in use than at the status date."""
    return next((period for period, share in enumerate(shares) if share > in_use), None)


def clean_shares(task: RolloutTask, shares: Iterable[float]) -> tuple[float, ...]:
    """Round shares to nine decimals, keep them rising and within what is in use and the target.

    What is in use stays as it is: rounded up, it would be a wave that nobody planned.
    """
    cleaned: list[float] = []
    share, target = task.in_use, task.target
    for found in shares:
        if found > task.in_use:
            share = max(share, round(found, 9))
            if target - share < ALMOST:
                share = target
        cleaned.append(share)
    return tuple(cleaned)


def fitting(problem: Problem, schedule: Schedule | None) -> Schedule | None:
    """Give a schedule, lawful or not, if it speaks of the same phases and rollouts over the same time."""
    if schedule is None:
        return None
    phases = {(phase.measure, phase.phase) for task in problem.measures.values() for phase in task.phases}
    same_phases = {(phase.measure, phase.phase) for phase in schedule.phases} <= phases
    same_rollouts = schedule.rollouts_by_key.keys() == problem.rollouts.keys()
    same_time = all(len(rollout.adoption) == problem.horizon for rollout in schedule.rollouts)
    return schedule if same_phases and same_rollouts and same_time else None
