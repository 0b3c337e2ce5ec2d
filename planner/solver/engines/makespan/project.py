"""Roadmaps in which every phase has to run, as projects for compiled list schedules, and the way back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from planner.model import (
    Dependency,
    Objective,
    ObjectiveKind,
    PlannedPhase,
    Schedule,
)
from planner.problem import ModeTask, PhaseTask, Problem, at_least, at_most, common_factor
from planner.rules import arrival, departure
from planner.solver.engines.makespan.kernels.project import Ints, Neighbours, Project

_ROUNDED_TO = 100_000
"""Whole parts of the largest demand on a sector, where demands have no common factor."""
_SERIAL_PERIODS = 1 << 14
"""Periods beyond the horizon that schedules may use while they are being improved."""


@dataclass(frozen=True, slots=True)
class TimedLink:
    """A least distance between two activities, from start or end to start or end, in periods."""

    before: int
    after: int
    from_end: bool = True
    to_end: bool = False
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity by its modes: duration, window of starts, and whole-number demands per resource."""

    modes: tuple[tuple[int, int, int, tuple[int, ...]], ...]
    weight: float = 1.0


def project(
    activities: list[Activity], links: list[TimedLink], capacity: Ints, *, by_last: bool = True
) -> Project:
    """Make a project of activities, links between them and the capacity per period and resource."""
    modes = [mode for activity in activities for mode in activity.modes]
    before, after = _both_sides(len(activities), links)
    return Project(
        mode_from=_since([len(activity.modes) for activity in activities]),
        duration=np.array([mode[0] for mode in modes], np.int64),
        first=np.array([mode[1] for mode in modes], np.int64),
        last=np.array([mode[2] for mode in modes], np.int64),
        demand=np.array([mode[3] for mode in modes], np.int64).reshape(len(modes), capacity.shape[1]),
        capacity=np.ascontiguousarray(capacity, np.int64),
        before=before,
        after=after,
        weight=np.array([activity.weight for activity in activities], float),
        by_last=by_last,
    )


def _since(counts: list[int]) -> Ints:
    """Give where the parts of each item begin, and where the last ones end."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _both_sides(count: int, links: list[TimedLink]) -> tuple[Neighbours, Neighbours]:
    """List links by successor, and by predecessor."""
    rows = [(link.before, link.after, link.from_end, link.to_end, link.lag) for link in links]
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    return _neighbours(count, columns[1], columns[0], columns[2:]), _neighbours(
        count, columns[0], columns[1], columns[2:]
    )


def _neighbours(count: int, owner: Ints, other: Ints, terms: Ints) -> Neighbours:
    """List links by their owner."""
    order = np.argsort(owner, kind="stable")
    since = _since(np.bincount(owner, minlength=count).tolist())
    from_end, to_end, lag = (np.ascontiguousarray(row[order]) for row in terms)
    return Neighbours(since, other[order], from_end, to_end, lag)


def is_plain(project: Project) -> bool:
    """Tell whether activities have one mode and no window, links no lag, and capacity does not change.

    Windows and changes that come only after all could have run one by one do no harm.
    """
    links = project.after
    return (
        project.by_last
        and 0 < len(project.weight) == len(project.duration)
        and bool((project.duration > 0).all() and (project.first <= 0).all())
        and bool((links.from_end == 1).all() and (links.to_end == 0).all() and (links.lag == 0).all())
        and _is_steady(project)
    )


def _is_steady(project: Project) -> bool:
    """Tell whether capacity does not change while windows are open."""
    until = min(int(project.duration.sum()), int((project.last + project.duration).min()))
    return bool((project.capacity[:until] == project.capacity[:1]).all())


@dataclass
class ProjectOfPhases:
    """The project of a problem, and the way back from starts of activities to a schedule.

    ``is_exact`` is false where demands had to be rounded: then energy gives no bound.
    """

    problem: Problem
    objective: Objective
    is_exact: bool = True
    modes: list[list[ModeTask]] = field(init=False)
    project: Project = field(init=False)

    def __post_init__(self) -> None:
        self.phases = [phase for task in self.problem.measures.values() for phase in task.phases]
        self.numbers = {(phase.measure, phase.phase): number for number, phase in enumerate(self.phases)}
        self.modes = [[mode for mode in phase.modes if mode.fits] for phase in self.phases]
        self.project = self._project()

    def schedule(self, starts: Ints, modes: Ints) -> Schedule:
        """Give the schedule of starts and modes by activity."""
        planned = []
        for number, phase in enumerate(self.phases):
            mode = self.modes[number][modes[number] - self.project.mode_from[number]]
            start = int(starts[number])
            planned.append(
                PlannedPhase(
                    measure=phase.measure,
                    phase=phase.phase,
                    mode=mode.name,
                    start=start,
                    end=start + mode.periods,
                )
            )
        return Schedule(selected=tuple(self.problem.measures), phases=tuple(planned), rollouts=())

    def starts_and_modes(self, schedule: Schedule) -> tuple[Ints, Ints] | None:
        """Give starts and modes of a schedule, or ``None`` where it lacks a phase or knows another mode."""
        planned = {(phase.measure, phase.phase): phase for phase in schedule.phases}
        starts, modes = [], []
        for number, key in enumerate(self.numbers):
            names = [mode.name for mode in self.modes[number]]
            if key not in planned or planned[key].mode not in names:
                return None
            starts.append(planned[key].start)
            modes.append(int(self.project.mode_from[number]) + names.index(planned[key].mode))
        return np.array(starts, np.int64), np.array(modes, np.int64)

    def _project(self) -> Project:
        """Write the problem as arrays."""
        modes = [mode for modes in self.modes for mode in modes]
        before, after = _both_sides(len(self.phases), list(self._links()))
        demand, capacity = self._demand_and_capacity(modes)
        return Project(
            mode_from=_since([len(modes) for modes in self.modes]),
            duration=np.array([mode.periods for mode in modes], np.int64),
            first=np.array([mode.first for mode in modes], np.int64),
            last=np.array([mode.last for mode in modes], np.int64),
            demand=demand,
            capacity=capacity,
            before=before,
            after=after,
            weight=np.array([self._weight(phase) for phase in self.phases]),
            by_last=self.objective.kind is ObjectiveKind.FINISH and self.objective.last_end,
        )

    def _demand_and_capacity(self, modes: list[ModeTask]) -> tuple[Ints, Ints]:
        """Give both in whole numbers, demand up and capacity down; after the horizon everything fits.

        Only schedules that are still being improved run after the horizon.
        """
        limited = {sector: limits for sector, limits in self.problem.capacity.items() if limits is not None}
        # one after the other, all fit within the sum of their durations
        beyond = min(sum(mode.periods for mode in modes), _SERIAL_PERIODS) + 1
        demand = np.zeros((len(modes), len(limited)), np.int64)
        capacity = np.zeros((self.problem.horizon + beyond, len(limited)), np.int64)
        for column, (sector, limits) in enumerate(limited.items()):
            asked = [mode.demands.get(sector, 0.0) for mode in modes]
            factor = self._factor(asked)
            whole = {figure: at_least(figure * factor) for figure in set(asked)}
            demand[:, column] = [whole[figure] for figure in asked]
            capacity[: len(limits), column] = [max(0, at_most(limit * factor)) for limit in limits]
            capacity[len(limits) :, column] = max(max(whole.values()), capacity[:, column].max())
        return demand, capacity

    def _factor(self, figures: list[float]) -> float:
        """Give what makes figures whole; where nothing does, the project is no longer exact."""
        factor = common_factor(figures)
        if factor is not None:
            return factor
        self.is_exact = False
        return _ROUNDED_TO / max(figures)

    def _weight(self, phase: PhaseTask) -> float:
        """Give what the end of a phase counts."""
        task = self.problem.measures[phase.measure]
        if self.objective.kind is ObjectiveKind.OPEN_WORK:
            return float(task.measure.is_started)
        is_last = phase is task.phases[-1]
        if self.objective.last_end:
            return float(is_last)
        return task.measure.finish_weight * is_last

    def _links(self) -> Iterator[TimedLink]:
        """Give the order of phases and the timed links."""
        for task in self.problem.measures.values():
            for before, after in pairwise(task.phases):
                yield TimedLink(self.numbers[task.id, before.phase], self.numbers[task.id, after.phase])
        for link in self.problem.dependencies:
            if link.link.is_timed:
                yield self._link(link)

    def _link(self, link: Dependency) -> TimedLink:
        left, arrived = departure(self.problem.roadmap, link), arrival(self.problem.roadmap, link)
        leaves = self.numbers[left.measure, left.phase]
        arrives = self.numbers[arrived.measure, arrived.phase]
        return TimedLink(leaves, arrives, left.at_end, arrived.at_end, link.lag_periods)
