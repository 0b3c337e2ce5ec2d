"""The rules of the planning problem as rows of the step model: each rule is one function.

What each means stands in ``docs/problem.md``; ``planner.verify`` says the same in plain Python.
"""

from collections.abc import Callable
from itertools import pairwise

from planner.model import Dependency, Endpoint, Link
from planner.solver.problem import PhaseTask, Problem, RolloutTask
from planner.solver.step_model import StepModel, Sum, Term

MILLION = 1e6


def mandatory_measures_are_in(model: StepModel, problem: Problem) -> None:
    """Select every measure that must be in."""
    for task in problem.measures.values():
        if task.must_be_in:
            model.at_least(Sum((1.0, model.selected[task.id])), 1.0)


def phases_come_with_their_measure(model: StepModel, problem: Problem) -> None:
    """Start all phases of a measure that is in, none of one that is out; never where no window is left."""
    for task in problem.measures.values():
        if not task.phases and not task.is_decided_in_time:
            model.at_most(Sum((1.0, model.selected[task.id])), 0.0)
        for phase in task.phases:
            step = model.started[task.id, phase.phase]
            model.implies(step.taken, model.selected[task.id])
            model.implies(model.selected[task.id], step.taken)
            if not phase.fits:
                model.at_most(Sum((1.0, step.taken)), 0.0)


def steps_stay_taken(model: StepModel, problem: Problem) -> None:
    """Let what has started stay started."""
    for step in [*model.started.values(), *model.begun.values()]:
        for earlier, later in zip(step.variables, step.variables[1:], strict=False):
            model.implies(earlier, later)


def phases_follow_each_other(model: StepModel, problem: Problem) -> None:
    """Start a phase only when the one before it has ended."""
    for task in problem.measures.values():
        for before, after in zip(task.phases, task.phases[1:], strict=False):
            for instant in range(after.first, after.last + 1):
                ended = model.started[task.id, before.phase].at(instant - before.periods)
                model.implies(model.started[task.id, after.phase].at(instant), ended)


def rollouts_begin_after_the_phases(model: StepModel, problem: Problem) -> None:
    """Begin a rollout only when the measure's last phase has ended."""
    for key, step in model.begun.items():
        for instant in range(step.first, problem.horizon):
            model.implies(step.at(instant), model.ended(key[0], instant))


def shares_never_fall(model: StepModel, problem: Problem) -> None:
    """Let no wave be negative."""
    for task in problem.rollouts.values():
        for period in problem.roadmap.periods:
            model.at_least(model.wave(task, period), 0.0)


def waves_keep_pace(model: StepModel, problem: Problem) -> None:
    """Take in at most the pace, and nothing before the rollout is open."""
    for task in problem.rollouts.values():
        for period in problem.roadmap.periods:
            wave = model.wave(task, period)
            wave.add(-task.pace, model.may_take_in(task, period))
            model.at_most(wave, 0.0)


def gates_hold(model: StepModel, problem: Problem) -> None:
    """Keep a gated rollout's share below what gates and pace have opened since its begin.

    Gates alone would do; with the pace in the same row the bound is tighter.
    """
    for task in problem.rollouts.values():
        if task.gate_limits:
            _stay_within_reach(model, problem, task)


def _stay_within_reach(model: StepModel, problem: Problem, task: RolloutTask) -> None:
    """Keep a share below the most that can be reached since the rollout opened."""
    reach = task.reach(problem.horizon)
    steps = [later - earlier for earlier, later in pairwise([0.0, *reach])]
    for period in problem.roadmap.periods:
        row = Sum((1.0, model.share(task, period)))
        for number, step in enumerate(steps[: period + 1]):
            if step:
                row.add(-step, model.may_take_in(task, period - number))
        model.at_most(row, task.in_use)


def begins_take_somebody_in(model: StepModel, problem: Problem) -> None:
    """Ask of a rollout whose begin matters a first wave of at least one unit."""
    for task in problem.rollouts.values():
        if task.begin_matters:
            begun = model.begun[task.key]
            for period in range(begun.first, problem.horizon):
                wave = model.wave(task, period)
                wave.add(-task.first_wave, begun.at(period))
                wave.add(task.first_wave, begun.at(period - 1))
                model.at_least(wave, 0.0)


def mandatory_rollouts_end(model: StepModel, problem: Problem) -> None:
    """Reach the target of every mandatory measure's rollouts within the horizon."""
    for task in problem.rollouts.values():
        if problem.measures[task.rollout.measure].must_be_in:
            model.at_least(Sum((1.0, model.share(task, problem.horizon - 1))), task.target)


def pinned_rollouts_begin_on_time(model: StepModel, problem: Problem) -> None:
    """Begin a pinned rollout in its period when its measure is in."""
    for task in problem.rollouts.values():
        pin = problem.roadmap.pinned_period(task.rollout.pinned_begin)
        if pin is None:
            continue
        begun, selected = model.begun[task.key], model.selected[task.rollout.measure]
        model.implies(selected, begun.at(pin) if 0 <= pin < problem.horizon else 0.0)
        model.at_most(Sum((1.0, begun.at(pin - 1))), 0.0)


def rollouts_meet_deadlines(model: StepModel, problem: Problem) -> None:
    """Reach the share of a hard deadline by its instant when the measure is in."""
    for task in problem.rollouts.values():
        if task.rollout.deadline is None:
            continue
        due = problem.roadmap.calendar.instant_not_after(task.rollout.deadline.deadline.day)
        missing = task.rollout.deadline.share - task.in_use
        if missing > 0 and due <= problem.horizon:
            row = Sum(
                (1.0, model.share(task, max(due, 0) - 1)), (-missing, model.selected[task.rollout.measure])
            )
            model.at_least(row, task.in_use)


def simultaneous_rollouts_fit(model: StepModel, problem: Problem) -> None:
    """Keep the rollouts of a sector, counted by how fully they run, within its limit."""
    for sector in problem.roadmap.receiving_sectors:
        limit = sector.simultaneous_limit
        tasks = [task for task in problem.rollouts.values() if task.rollout.sector == sector.id]
        if limit is None or len(tasks) <= limit:
            continue
        for period in problem.roadmap.periods:
            row = Sum()
            for task in tasks:
                row.add_all(model.wave(task, period), 1 / task.pace)
            model.at_most(row, limit)


def timed_links_hold(model: StepModel, problem: Problem) -> None:
    """Keep the least distance of FS, SS, FF and SF links."""
    for link in problem.dependencies:
        if link.link.is_timed:
            _select_with_predecessor(model, problem, link)
            if link.link.to_finish and link.successor.is_rollout:
                _hold_back_last_unit(model, problem, link)
            else:
                _hold_back_instant(model, problem, link)


def _hold_back_instant(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Let the successor's instant come only after the predecessor's."""
    arrive = model.end if link.link.to_finish else model.start
    for instant in range(problem.horizon + 1):
        reached = _reached(model, link, instant)
        model.at_most(Sum((1.0, arrive(link.successor, instant)), (-1.0, reached)), 0.0)


def _hold_back_last_unit(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Keep at least one unit of the successor's rollout waiting until the predecessor's instant."""
    task = problem.rollouts[link.successor.measure, link.successor.sector]
    for instant in range(1, problem.horizon + 1):
        row = Sum((1.0, model.share(task, instant - 1)))
        row.add(-task.last_unit, _reached(model, link, instant))
        model.at_most(row, task.target - task.last_unit)
    model.implies(model.selected[task.rollout.measure], _reached(model, link, problem.horizon))


def _reached(model: StepModel, link: Dependency, instant: int) -> Term:
    """Tell whether the predecessor's endpoint, plus the lag, has come by an instant."""
    reach = model.end if link.link.from_finish else model.start
    return reach(link.predecessor, instant - link.lag_periods)


def _select_with_predecessor(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Keep the successor out when its predecessor is out."""
    if problem.is_open(link.predecessor.measure):
        model.implies(model.selected[link.successor.measure], model.selected[link.predecessor.measure])


def adoption_follows(model: StepModel, problem: Problem) -> None:
    """Let no more units have the successor than had the predecessor a period before."""
    for link in problem.dependencies:
        if link.link is not Link.ADOPTION:
            continue
        _select_with_predecessor(model, problem, link)
        for task in problem.measures[link.successor.measure].rollouts:
            _follow_predecessor(model, problem, link.predecessor.measure, task)


def _follow_predecessor(model: StepModel, problem: Problem, predecessor: str, task: RolloutTask) -> None:
    """Keep one rollout below its predecessor in the same sector, accepting what is in use already."""
    ahead = problem.roadmap.rollout(predecessor, task.rollout.sector)
    if ahead is None:
        return
    accepted = max(0.0, task.in_use - ahead.in_use)
    before = problem.rollouts.get(ahead.key)
    for period in problem.roadmap.periods:
        had = model.share(before, period - 1) if before is not None else ahead.in_use
        model.at_most(Sum((1.0, model.share(task, period)), (-1.0, had)), accepted)


def shares_are_reached_first(model: StepModel, problem: Problem) -> None:
    """Start a successor only when the stated share of a sector has the predecessor."""
    for link in problem.dependencies:
        if link.link is Link.SHARE:
            _select_with_predecessor(model, problem, link)
            for instant in range(problem.horizon + 1):
                _start_after_share(model, problem, link, link.successor, instant)


def _start_after_share(
    model: StepModel, problem: Problem, link: Dependency, successor: Endpoint, instant: int
) -> None:
    """Keep a start back at one instant until the share is reached."""
    key = link.predecessor.measure, link.share_sector
    in_use = problem.share_in_use(*key)
    missing = (link.share or 0.0) - in_use
    if missing <= 0:
        return
    task = problem.rollouts.get(key)
    reached = model.share(task, instant - 1) if task is not None else in_use
    model.at_most(Sum((missing, model.start(successor, instant)), (-1.0, reached)), -in_use)


def capacity_holds(model: StepModel, problem: Problem) -> None:
    """Ask of a sector no more person-months in a period than the programme may use."""
    rows = {(sector, period): Sum() for sector in problem.capacity for period in problem.roadmap.periods}
    for task in problem.measures.values():
        for phase in task.phases:
            for period in problem.roadmap.periods:
                for sector, person_months in phase.demands.items():
                    _add_running(model, rows[sector, period], phase, period, person_months)
    for rollout in problem.rollouts.values():
        effort = rollout.units * rollout.rollout.effort_per_unit
        for period in problem.roadmap.periods:
            rows[rollout.rollout.sector, period].add_all(model.wave(rollout, period), effort)
    for (sector, period), row in rows.items():
        limits = problem.capacity[sector]
        if limits is not None and row.coefficients:
            model.at_most(row, limits[period])


def _add_running(model: StepModel, row: Sum, phase: PhaseTask, period: int, amount: float) -> None:
    """Add an amount to a row in a period in which a phase runs."""
    step = model.started[phase.measure, phase.phase]
    row.add(amount, step.at(period))
    row.add(-amount, step.at(period - phase.periods))


def budget_holds(model: StepModel, problem: Problem) -> None:
    """Invest in a calendar year no more than its budget."""
    rows = {year: Sum() for year in problem.budgets}
    for period, year in enumerate(problem.years):
        if year not in rows:
            continue
        for task in problem.measures.values():
            for phase in task.phases:
                cost = phase.cost_nok_per_period / MILLION
                _add_running(model, rows[year], phase, period, cost)
        for rollout in problem.rollouts.values():
            cost = rollout.units * rollout.rollout.cost_per_unit_nok / MILLION
            rows[year].add_all(model.wave(rollout, period), cost)
    for year, row in rows.items():
        model.at_most(row, problem.budgets[year] / MILLION)


Rule = Callable[[StepModel, Problem], None]

RULES: tuple[Rule, ...] = (
    mandatory_measures_are_in,
    phases_come_with_their_measure,
    steps_stay_taken,
    phases_follow_each_other,
    rollouts_begin_after_the_phases,
    shares_never_fall,
    waves_keep_pace,
    gates_hold,
    begins_take_somebody_in,
    mandatory_rollouts_end,
    pinned_rollouts_begin_on_time,
    rollouts_meet_deadlines,
    simultaneous_rollouts_fit,
    timed_links_hold,
    adoption_follows,
    shares_are_reached_first,
    capacity_holds,
    budget_holds,
)


def shares_stay_within_reach(model: StepModel, problem: Problem) -> None:
    """Tighten: also without gates, a share is at most what the pace reaches since the rollout opened."""
    for task in problem.rollouts.values():
        if not task.gate_limits:
            _stay_within_reach(model, problem, task)


TIGHTENINGS: tuple[Rule, ...] = (shares_stay_within_reach,)


__all__ = ["RULES", "TIGHTENINGS", "Rule"]
