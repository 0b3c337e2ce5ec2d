"""Rules on which measures are in and when their phases run, as rows of the step model."""

from collections.abc import Iterator
from itertools import pairwise

from planner.model import Group, GroupRule
from planner.problem import PhaseTask, Problem
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import PhaseSteps, Step, Sum


def mandatory_measures_are_in(model: StepModel, problem: Problem) -> None:
    """Select every measure that must be in."""
    for task in problem.free_measures:
        if task.must_be_in:
            model.at_least(Sum((1.0, model.selected[task.id])), 1.0)


def groups_hold(model: StepModel, problem: Problem) -> None:
    """Select as many measures of a group as its rule says; done ones count as in."""
    for group in problem.groups:
        least, most = _group_limits(problem, group)
        chosen = Sum()
        for measure in group.measures:
            chosen.add(1.0, model.is_in(measure) if problem.is_open(measure) else 1.0)
        model.at_least(chosen, least)
        model.at_most(chosen, most)
        if group.rule is GroupRule.ALL_OR_NONE:
            _select_together(model, problem, group)


def _group_limits(problem: Problem, group: Group) -> tuple[float, float]:
    """Give the fewest and the most measures that may be in."""
    everybody = float(len(group.measures))
    has_done = not all(problem.is_open(measure) for measure in group.measures)
    return {
        GroupRule.EXACTLY_ONE: (1.0, 1.0),
        GroupRule.AT_MOST_ONE: (0.0, 1.0),
        GroupRule.AT_LEAST: (float(group.at_least), everybody),
        GroupRule.ALL_OR_NONE: (everybody if has_done else 0.0, everybody),
    }[group.rule]


def _select_together(model: StepModel, problem: Problem, group: Group) -> None:
    """Select all open measures of a group or none."""
    open_measures = [measure for measure in group.measures if problem.is_open(measure)]
    for one, other in pairwise(open_measures):
        model.equals(Sum((1.0, model.is_in(one)), (-1.0, model.is_in(other))), 0.0)


def phases_come_with_their_measure(model: StepModel, problem: Problem) -> None:
    """Start all phases of a measure that is in, none of one that is out; never where no window is left."""
    for task in problem.free_measures:
        if not task.phases and not task.is_decided_in_time:
            model.at_most(Sum((1.0, model.selected[task.id])), 0.0)
        for phase in task.phases:
            step = model.phases[task.id, phase.phase].started
            model.implies(step.taken, model.selected[task.id])
            model.implies(model.selected[task.id], step.taken)
            if not phase.fits:
                model.at_most(Sum((1.0, step.taken)), 0.0)


def phases_run_in_one_mode(model: StepModel, problem: Problem) -> None:
    """Start and end a phase with several modes as the one that is chosen."""
    for phase in model.free_phases:
        if phase.ended_in_any is None:
            continue
        for instant in phase.started.instants:
            row = Sum((-1.0, phase.started.at(instant)))
            for _mode, step in phase.modes:
                row.add(1.0, step.at(instant))
            model.equals(row, 0.0)
        for instant in phase.ended_in_any.instants:
            row = Sum((-1.0, phase.ended_in_any.at(instant)))
            for mode, step in phase.modes:
                row.add(1.0, step.at(instant - mode.periods))
            model.equals(row, 0.0)


def steps_stay_taken(model: StepModel, problem: Problem) -> None:
    """Let what has started stay started."""
    modes = [step for phase in model.free_phases for _mode, step in phase.modes]
    for step in [*modes, *model.free_begins.values()]:
        for earlier, later in pairwise(step.variables):
            model.implies(earlier, later)


def phases_follow_each_other(model: StepModel, problem: Problem) -> None:
    """Start a phase only when the one before it has ended."""
    for _before, ended, after in _neighbours(model, problem):
        for instant in after.instants:
            model.implies(after.at(instant), ended.ended(instant))


def pauses_are_short(model: StepModel, problem: Problem) -> None:
    """Start a phase at most the largest pause after the one before it has ended."""
    for before, ended, after in _neighbours(model, problem):
        if before.largest_pause is not None:
            for instant in range(ended.ends.start, after.instants.stop - before.largest_pause):
                model.implies(ended.ended(instant), after.at(instant + before.largest_pause))


def _neighbours(model: StepModel, problem: Problem) -> Iterator[tuple[PhaseTask, PhaseSteps, Step]]:
    """Give each phase that another follows, its steps, and the start of the one that follows."""
    for task in problem.free_measures:
        for before, after in pairwise(task.phases):
            following = model.phases[task.id, after.phase].started
            yield before, model.phases[task.id, before.phase], following


RULES = (
    mandatory_measures_are_in,
    groups_hold,
    phases_come_with_their_measure,
    phases_run_in_one_mode,
    steps_stay_taken,
    phases_follow_each_other,
    pauses_are_short,
)
