"""Parts of a schedule that are set free while the rest keeps its order: neighbourhoods for CP-SAT."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ortools.sat.python import cp_model

from planner.model import PlannedPhase, Schedule
from planner.problem import Problem
from planner.solver.engines.interval.model import IntervalModel

Key = tuple[str, str]


@dataclass
class Sizes:
    """How many phases to set free: more when parts are solved to the end, fewer when they are not."""

    size: float = 30.0

    def learn(self, *, solved: bool) -> None:
        """Take in how the last part went."""
        self.size = max(6.0, self.size * (1.05 if solved else 0.95))


def free_part(schedule: Schedule, problem: Problem, size: float, dice: Random) -> set[Key]:
    """Give about as many phases as a size says: those nearest in time to an instant drawn at random.

    The distance is stretched at random by up to half, so that the border is not always the same. What can
    start at one instant only is always free, see ``kept_order``, and does not count.
    """
    movable = [phase for phase in schedule.phases if not _is_pinned(problem, phase)]
    instant = dice.uniform(0, max((phase.end for phase in movable), default=0))

    def distance(phase: PlannedPhase) -> float:
        # 0 for what runs at the instant
        outside = max(phase.start - instant, instant - phase.end, 0.0)
        return (outside + 1.0) * dice.uniform(1.0, 1.5)

    nearest = sorted(movable, key=distance)
    return {(phase.measure, phase.phase) for phase in nearest[: round(size)]}


def kept_order(intervals: IntervalModel, model: cp_model.CpModel, schedule: Schedule, free: set[Key]) -> None:
    """Keep selection and modes of what is not free, and let it run after what it ran after.

    What can start at one instant only has no order to keep. Whether it is in follows from the rest: kept, it
    would hold what others are to be chosen for.
    """
    kept = [phase for phase in schedule.phases if (phase.measure, phase.phase) not in free]
    fixed = [phase for phase in kept if not _is_pinned(intervals.problem, phase)]
    for phase in fixed:
        for mode in intervals.phases[phase.measure, phase.phase].modes:
            model.add(_copy(model, mode.chosen) == (mode.task.name == phase.mode))
    for before, after in dict.fromkeys(_handovers(intervals, fixed)):
        first, second = (
            intervals.phases[before.measure, before.phase],
            intervals.phases[after.measure, after.phase],
        )
        lasted = before.end - before.start
        model.add(_copy(model, second.start) >= _copy(model, first.start) + lasted)


def _is_pinned(problem: Problem, planned: PlannedPhase) -> bool:
    """Tell whether a planned phase could start at one instant only."""
    tasks = problem.measures[planned.measure].phases
    task = next(task for task in tasks if task.phase == planned.phase)
    return task.first == task.last


def _copy(model: cp_model.CpModel, variable: cp_model.IntVar) -> cp_model.IntVar:
    """Give a variable's copy in a cloned model."""
    return model.get_int_var_from_proto_index(variable.index)


def _handovers(
    intervals: IntervalModel, phases: list[PlannedPhase]
) -> Iterator[tuple[PlannedPhase, PlannedPhase]]:
    """Give which phases hand capacity over to which, in every sector with a limit.

    Phases in order of start take what they ask from those that have ended, the latest first. Whoever keeps
    to these handovers keeps within capacity (Policella and others, 2004, ICAPS 14, *chaining*).
    """
    in_order = sorted(phases, key=lambda phase: (phase.start, phase.end))
    for sector, capacity in intervals.problem.capacity.items():
        if capacity is not None:
            asked = [(phase, _asked(intervals, phase, sector)) for phase in in_order]
            yield from _handovers_in([each for each in asked if each[1] > 0])


def _handovers_in(
    asked: list[tuple[PlannedPhase, float]],
) -> Iterator[tuple[PlannedPhase, PlannedPhase]]:
    """Give the handovers in one sector."""
    holds: dict[PlannedPhase, float] = {}
    for phase, amount in asked:
        left = amount
        ended = [each for each in holds if each.end <= phase.start]
        for before in sorted(ended, key=lambda each: -each.end):
            if left <= 0:
                break
            taken = min(left, holds[before])
            yield before, phase
            left -= taken
            holds[before] -= taken
            if holds[before] <= 0:
                del holds[before]
        holds[phase] = amount


def _asked(intervals: IntervalModel, planned: PlannedPhase, sector: str) -> float:
    modes = intervals.phases[planned.measure, planned.phase].modes
    mode = next(mode.task for mode in modes if mode.task.name == planned.mode)
    return mode.demands.get(sector, 0.0)
