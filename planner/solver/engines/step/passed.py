"""What still binds from what lay behind at the status date, where windows of phases do not say it already."""

from planner.problem import Problem
from planner.rules import Since, binding_since
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Sum


def what_has_passed_binds(model: StepModel, problem: Problem) -> None:
    """Let rollouts and adaptations come by the largest lag, and rollouts not end before the least."""
    for link, since in binding_since(problem.roadmap):
        if since.point.measure not in problem.free or not since.point.sector:
            continue
        with model.recorded(model.tied.setdefault(link, [])):
            _come_in_time(model, problem, since)
            if since.point.at_end and not since.point.is_adaptation:
                _keep_a_unit_waiting(model, problem, since)


def _come_in_time(model: StepModel, problem: Problem, since: Since) -> None:
    """Let what is in come by an instant; at the horizon's end anything has."""
    if since.last < problem.horizon:
        come = model.come(since.point, since.last) if since.last >= 0 else 0.0
        model.implies(model.is_in(since.point.measure), come)


def _keep_a_unit_waiting(model: StepModel, problem: Problem, since: Since) -> None:
    """Keep at least one unit of a rollout waiting until an instant."""
    task = problem.rollouts[since.point.measure, since.point.sector]
    for period in range(min(since.first - 1, problem.horizon)):
        model.at_most(Sum((1.0, model.share(task, period))), max(task.in_use, task.target - task.last_unit))
    if since.first > problem.horizon:
        model.implies(model.is_in(task.rollout.measure), 0.0)


RULES = (what_has_passed_binds,)
