"""Rules on dependencies between measures, as rows of the step model."""

from collections.abc import Iterator

from planner.model import BEYOND_TOLERANCE, Dependency, Endpoint, Link
from planner.problem import Problem, RolloutTask
from planner.rules import Point, accepted, arrival, departure
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Sum, Term


def timed_links_hold(model: StepModel, problem: Problem) -> None:
    """Keep the least distance of FS, SS, FF and SF links."""
    for link in _timed_links(model, problem):
        _select_with_predecessor(model, problem, link)
        if link.link.to_finish and link.successor.is_rollout:
            _hold_back_last_unit(model, problem, link)
        else:
            _hold_back_instant(model, problem, link)


def _timed_links(model: StepModel, problem: Problem) -> Iterator[Dependency]:
    return (link for link in _links(model, problem) if link.link.is_timed)


def _links(model: StepModel, problem: Problem) -> Iterator[Dependency]:
    """Give each link; the rows that are added before the next one are noted as those that keep it."""
    for link in problem.dependencies:
        with model.recorded(model.tied.setdefault(link, [])):
            yield link


def _hold_back_instant(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Let the successor's instant come only after the predecessor's."""
    left, arrived = departure(problem.roadmap, link), arrival(problem.roadmap, link)
    for instant in range(problem.horizon + 1):
        reached = _left(model, left, instant - link.lag_periods)
        model.at_most(Sum((1.0, model.come(arrived, instant)), (-1.0, reached)), 0.0)


def _left(model: StepModel, point: Point, instant: int) -> Term:
    """Tell whether what a link counts from has come: an adaptation that does not run, at the horizon."""
    if point.is_adaptation and instant >= model.problem.horizon:
        return model.is_in(point.measure)
    return model.come(point, instant)


def _hold_back_last_unit(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Keep at least one unit of the successor's rollout waiting until the predecessor's instant."""
    task = problem.rollouts[link.successor.measure, link.successor.sector]
    left = departure(problem.roadmap, link)
    for instant in range(1, problem.horizon + 1):
        row = Sum((1.0, model.share(task, instant - 1)))
        row.add(-task.last_unit, _left(model, left, instant - link.lag_periods))
        model.at_most(row, task.target - task.last_unit)
    reached = _left(model, left, problem.horizon - link.lag_periods)
    model.implies(model.is_in(task.rollout.measure), reached)


def _select_with_predecessor(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Keep the successor out when its predecessor is out."""
    if problem.is_open(link.predecessor.measure):
        model.implies(model.is_in(link.successor.measure), model.is_in(link.predecessor.measure))


def largest_lags_hold(model: StepModel, problem: Problem) -> None:
    """Keep the largest distance of timed links: a successor that is in comes no later.

    With a negative lag it may be too late at instant 0 already: hence the instant before.
    """
    for link in _timed_links(model, problem):
        if link.largest_lag_periods is None:
            continue
        selected = model.is_in(link.successor.measure)
        left, arrived = departure(problem.roadmap, link), arrival(problem.roadmap, link)
        for instant in range(-1, problem.horizon):
            row = Sum((1.0, _left(model, left, instant - link.largest_lag_periods)), (1.0, selected))
            row.add(-1.0, model.come(arrived, instant))
            model.at_most(row, 1.0)
        if link.link.from_finish and link.predecessor.is_rollout:
            _end_when_complete(model, problem, link.predecessor)


def _end_when_complete(model: StepModel, problem: Problem, endpoint: Endpoint) -> None:
    """Take the step of a rollout's end as soon as its target is reached, so that what follows is not late."""
    task = problem.rollouts[endpoint.measure, endpoint.sector]
    step, least = model.rollout_completed(*task.key), _reached_from(task)
    for instant in range(problem.horizon):
        if task.in_use >= least:
            model.implies(model.is_in(endpoint.measure), step.at(instant))
        else:
            row = Sum((1.0, model.share(task, instant - 1)), (-(task.target - least), step.at(instant)))
            model.at_most(row, least)


def _reached_from(task: RolloutTask) -> float:
    """Give the share just below what counts as the target."""
    return task.target * (1 - BEYOND_TOLERANCE)


def adoption_follows(model: StepModel, problem: Problem) -> None:
    """Let no more units have the successor than had the predecessor a period before."""
    for link in _links(model, problem):
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
    before, allowed = problem.rollouts.get(ahead.key), accepted(ahead, task.rollout)
    for period in problem.roadmap.periods:
        had = model.share(before, period - 1) if before is not None else ahead.in_use
        model.at_most(Sum((1.0, model.share(task, period)), (-1.0, had)), allowed)


def shares_are_reached_first(model: StepModel, problem: Problem) -> None:
    """Start a successor only when the stated share of a sector has the predecessor."""
    for link in _links(model, problem):
        if link.link is Link.SHARE:
            _select_with_predecessor(model, problem, link)
            _start_after_share(model, problem, link)


def _start_after_share(model: StepModel, problem: Problem, link: Dependency) -> None:
    """Keep a start back until the share is reached."""
    key, arrived = (link.predecessor.measure, link.share_sector), arrival(problem.roadmap, link)
    in_use = problem.share_in_use(*key)
    missing = (link.share or 0.0) - in_use
    task = problem.rollouts.get(key)
    for instant in range(problem.horizon + 1 if missing > 0 else 0):
        reached = model.share(task, instant - 1) if task is not None else in_use
        model.at_most(Sum((missing, model.come(arrived, instant)), (-1.0, reached)), -in_use)


RULES = (timed_links_hold, largest_lags_hold, adoption_follows, shares_are_reached_first)
