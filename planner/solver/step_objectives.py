"""The objectives as linear expressions over the step model; money in millions of NOK.

``value`` is linear in phase starts and shares, so that the optimum is the appraisal's net present value.
"""

from collections.abc import Callable

from planner.economics import discount_factor
from planner.model import Objective, ObjectiveKind
from planner.solver.flows import MILLION, Flows, contribution_weights, rollout_weights
from planner.solver.problem import Problem, RolloutTask
from planner.solver.step_model import StepModel, Sum, Term


def set_objective(model: StepModel, problem: Problem, objective: Objective) -> None:
    """Give the model its objective.

    Raises
    ------
    KeyError
        If the engine does not know the objective; ``refusal.unsupported`` names those.
    """
    model.objective = _OBJECTIVES[objective.kind](model, problem, objective)
    terms = model.model.objective
    terms.is_maximize = objective.is_maximised
    terms.offset = model.objective.constant
    for variable, coefficient in model.objective.coefficients.items():
        terms.set_linear_coefficient(variable, coefficient)


def unit_of(objective: Objective) -> float:
    """Give how much of the score one unit of the model's objective is."""
    return MILLION if objective.kind is ObjectiveKind.VALUE else 1.0


def _value(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up discounted benefits less costs, in millions of NOK."""
    total = Sum()
    flows = Flows(problem.roadmap)
    for task in problem.measures.values():
        for phase in task.phases:
            step = model.started[task.id, phase.phase]
            for start in range(phase.first, phase.last + 1):
                cost = flows.phase_cost(phase, start)
                total.add(-cost, step.at(start))
                total.add(cost, step.at(start - 1))
    for rollout in problem.rollouts.values():
        _add_rollout_value(total, model, problem, flows, rollout)
    return total


def _add_rollout_value(
    total: Sum, model: StepModel, problem: Problem, flows: Flows, task: RolloutTask
) -> None:
    """Add what one rollout earns and costs."""
    for period in problem.roadmap.periods:
        total.add_all(model.wave(task, period), -flows.wave_cost(task, period))
    for period, earned in enumerate(flows.earnings(task)):
        total.add(earned, model.share(task, period))
        total.add(-earned, task.in_use)


def _coverage(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the coverage of the target picture at the end of every period."""
    weights = _period_weights(problem, objective)
    total = Sum()
    for measure, share in contribution_weights(problem.roadmap).items():
        for period, weight in enumerate(weights):
            total.add_all(_adoption(model, problem, measure, period), share * weight)
    return total


def _period_weights(problem: Problem, objective: Objective) -> list[float]:
    """Give the weight of each period in the coverage objective."""
    if not objective.discounted:
        return [1.0] * problem.horizon
    return [discount_factor(problem.roadmap, year) for year in problem.years]


def _adoption(model: StepModel, problem: Problem, measure_id: str, period: int) -> Sum:
    """Give a measure's adoption at the end of a period."""
    rollouts = problem.roadmap.rollouts_of(measure_id)
    if not rollouts:
        return Sum((1.0, _in_place(model, problem, measure_id, period)))
    weights = rollout_weights(problem.roadmap, rollouts)
    adoption = Sum()
    for rollout, weight in zip(rollouts, weights, strict=True):
        task = problem.rollouts.get(rollout.key)
        adoption.add(weight, model.share(task, period) if task is not None else rollout.in_use)
    return adoption


def _in_place(model: StepModel, problem: Problem, measure_id: str, period: int) -> Term:
    """Tell whether a measure without rollouts counts at a period's end: after its last phase, or when in."""
    if not problem.is_open(measure_id):
        return 1.0
    if not problem.measures[measure_id].phases:
        return model.selected[measure_id]
    return model.ended(measure_id, period + 1)


def _finish(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the measures' ends, or give the last of them."""
    ends = {task.id: _end(model, problem, task.id, objective) for task in problem.measures.values()}
    if not objective.last_end:
        total = Sum()
        for measure_id, end in ends.items():
            total.add_all(end, problem.measures[measure_id].measure.finish_weight)
        return total
    last = model.model.add_variable(lb=0.0, ub=float(problem.horizon), name="last end")
    for end in ends.values():
        end.add(-1.0, last)
        model.at_most(end, 0.0)
    return Sum((1.0, last))


def _end(model: StepModel, problem: Problem, measure_id: str, objective: Objective) -> Sum:
    """Give the instant at which a measure ends."""
    step = model.measure_finished(measure_id)
    counted = 1.0 if objective.out_counts_horizon else model.selected[measure_id]
    end = Sum((float(problem.horizon), counted))
    for instant in range(problem.horizon):
        end.add(-1.0, step.at(instant))
    return end


_OBJECTIVES: dict[ObjectiveKind, Callable[[StepModel, Problem, Objective], Sum]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
}
