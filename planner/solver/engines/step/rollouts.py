"""Rules on how rollouts begin, grow and end, as rows of the step model."""

from itertools import pairwise

from planner.problem import Problem, RolloutTask
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Step, Sum


def rollouts_begin_after_the_phases(model: StepModel, problem: Problem) -> None:
    """Begin a rollout only when the measure's last phase has ended."""
    for key, step in model.free_begins.items():
        for instant in step.instants:
            model.implies(step.at(instant), model.ended(key[0], instant))


def shares_never_fall(model: StepModel, problem: Problem) -> None:
    """Let no wave be negative."""
    for task in problem.free_rollouts:
        for period in problem.roadmap.periods:
            model.at_least(model.wave(task, period), 0.0)


def waves_keep_pace(model: StepModel, problem: Problem) -> None:
    """Take in at most the pace, and nothing before the rollout is open.

    A pace that falls is the lowest of some lines, and so a row for each.
    """
    for task in problem.free_rollouts:
        for period in problem.roadmap.periods:
            for level, slope in task.rollout.pace_lines:
                wave = model.wave(task, period)
                # before it is open, what is in use is what was: the line then leaves nothing
                wave.add(-level - slope * task.in_use, model.may_take_in(task, period))
                wave.add(-slope, model.share(task, period - 1))
                model.at_most(wave, -slope * task.in_use)


def waves_are_prepared(model: StepModel, problem: Problem) -> None:
    """Take nobody in before what has to be prepared can begin."""
    for task in problem.free_rollouts:
        if task.prepared:
            share = model.share(task, min(task.prepared, problem.horizon) - 1)
            model.at_most(Sum((1.0, share)), task.in_use)


def gates_hold(model: StepModel, problem: Problem) -> None:
    """Keep a gated rollout's share below what gates and pace have opened since its begin.

    Gates alone would do; with the pace in the same row the bound is tighter.
    """
    for task in problem.free_rollouts:
        if task.gate_limits:
            _stay_within_reach(model, problem, task)


def _stay_within_reach(model: StepModel, problem: Problem, task: RolloutTask) -> None:
    """Keep a share below the most that can be reached since the rollout opened."""
    reach = task.reach(problem.horizon)
    # sums of steps since the begin are the reach: a row of them is linear in when it begins
    steps = [later - earlier for earlier, later in pairwise([0.0, *reach])]
    for period in problem.roadmap.periods:
        row = Sum((1.0, model.share(task, period)))
        for number, step in enumerate(steps[: period + 1]):
            if step:
                row.add(-step, model.may_take_in(task, period - number))
        model.at_most(row, task.in_use)


def begins_take_somebody_in(model: StepModel, problem: Problem) -> None:
    """Ask of a rollout whose begin matters a first wave of at least one unit."""
    for task in problem.free_rollouts:
        if task.begin_matters:
            begun = model.begun[task.key]
            for period in begun.instants:
                wave = model.wave(task, period)
                # the begin rises in its period alone, so that only that period's wave is asked for
                wave.add(-task.first_wave, begun.at(period))
                wave.add(task.first_wave, begun.at(period - 1))
                model.at_least(wave, 0.0)


def mandatory_rollouts_end(model: StepModel, problem: Problem) -> None:
    """Reach the target of every mandatory measure's rollouts within the horizon."""
    for task in problem.free_rollouts:
        if problem.measures[task.rollout.measure].must_be_in:
            model.at_least(Sum((1.0, model.share(task, problem.horizon - 1))), task.target)


def pinned_rollouts_begin_on_time(model: StepModel, problem: Problem) -> None:
    """Begin a pinned rollout in its period when its measure is in."""
    for task in problem.free_rollouts:
        pin = problem.roadmap.begin_pin(task.rollout)
        if pin is None:
            continue
        begun, selected = model.begun[task.key], model.selected[task.rollout.measure]
        model.implies(selected, begun.at(pin) if 0 <= pin < problem.horizon else 0.0)
        model.at_most(Sum((1.0, begun.at(pin - 1))), 0.0)


def rollouts_meet_deadlines(model: StepModel, problem: Problem) -> None:
    """Reach the share of a hard deadline by its instant when the measure is in."""
    for task in problem.free_rollouts:
        due = problem.due_of(task)
        if task.rollout.deadline is None or due is None:
            continue
        missing = task.rollout.deadline.share - task.in_use
        if missing > 0 and due <= problem.horizon:
            row = Sum((1.0, model.share(task, max(due, 0) - 1)))
            row.add(-missing, model.selected[task.rollout.measure])
            model.at_least(row, task.in_use)


def deadlines_are_met_by_shares(model: StepModel, problem: Problem) -> None:
    """Count the share of a soft deadline as reached only where it is; a share grows no faster than it can."""
    for key, reached in model.reached.items():
        task = problem.rollouts[key]
        share = task.in_use if task.rollout.deadline is None else task.rollout.deadline.share
        _count_when_reached(model, problem, task, reached, share, until=0)


def benefits_count_from_a_share(model: StepModel, problem: Problem) -> None:
    """Let a share earn only from where enough have it, and no more than is new."""
    for key, counting in model.counting.items():
        task = problem.rollouts[key]
        _count_when_reached(model, problem, task, counting.enough, task.rollout.counts_from, until=1)
        for earlier, later in pairwise(counting.enough.variables):
            model.implies(earlier, later)
        for period, earning in enumerate(counting.earning):
            new = Sum((1.0, earning), (-1.0, model.share(task, period)))
            model.at_most(new, -task.in_use)
            model.at_most(Sum((1.0, earning), (-task.to_take_in, counting.enough.at(period))), 0.0)


def _count_when_reached(
    model: StepModel, problem: Problem, task: RolloutTask, step: Step, share: float, *, until: int
) -> None:
    """Take a step only where a share is reached ``until`` periods later, and could have been since the begin.

    That the share takes so many periods follows from other rules, but tightens the bound.
    """
    missing = share - task.in_use
    if missing <= 0:
        return
    periods = task.periods_to(share, problem.horizon)
    for instant in range(step.first, problem.horizon):
        row = Sum((missing, step.at(instant)), (-1.0, model.share(task, instant + until - 1)))
        model.at_most(row, -task.in_use)
        model.implies(step.at(instant), model.may_take_in(task, instant + until - periods))


RULES = (
    rollouts_begin_after_the_phases,
    shares_never_fall,
    waves_keep_pace,
    waves_are_prepared,
    gates_hold,
    begins_take_somebody_in,
    mandatory_rollouts_end,
    pinned_rollouts_begin_on_time,
    rollouts_meet_deadlines,
    deadlines_are_met_by_shares,
    benefits_count_from_a_share,
)


def shares_stay_within_reach(model: StepModel, problem: Problem) -> None:
    """Tighten: also without gates, a share is at most what the pace reaches since the rollout opened."""
    for task in problem.free_rollouts:
        if not task.gate_limits:
            _stay_within_reach(model, problem, task)


TIGHTENINGS = (shares_stay_within_reach,)
