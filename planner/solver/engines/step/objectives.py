"""The objectives as linear expressions over the step model; money in millions of NOK.

``value`` is linear in phase starts and shares, so that the optimum is the appraisal's net present value.
"""

from collections.abc import Callable

from planner.model import PRECISION, TOLERANCE, Kept, Objective, ObjectiveKind
from planner.problem import MeasureTask, Problem, ResourceKind, RolloutTask
from planner.rules import FAR
from planner.solver.arrays.flows import (
    MILLION,
    Flows,
    contribution_weights,
    coverage_weights,
    rollout_weights,
)
from planner.solver.engines.step.limits import drains
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import shortfall, shortfall_prices
from planner.solver.engines.step.stability import stability
from planner.solver.engines.step.sums import Sum, Term
from planner.solver.engines.step.tabled import tabled

_LARGEST_LOAD = 2.0


def set_objective(model: StepModel, problem: Problem, objective: Objective) -> None:
    """Give the model its objective, and rows that keep what came before it."""
    model.may_fall_short = objective.kind is ObjectiveKind.SHORTFALL
    model.aim_at(expression(model, problem, objective), maximise=objective.is_maximised)
    for kept in objective.kept:
        _keep(model, problem, kept)


def expression(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Give an objective as an expression, in units of ``unit_of``."""
    return _OBJECTIVES.get(objective.kind, tabled)(model, problem, objective)


def unit_of(objective: Objective) -> float:
    """Give how much of the score one unit of the model's objective is.

    Of a weighted objective it is the largest weight of a part's own unit, so that no part is too large for
    the solver's tolerances.
    """
    if objective.kind is ObjectiveKind.WEIGHTED:
        return max(part.weight * unit_of(part.objective) for part in objective.parts) or 1.0
    return MILLION if objective.kind is ObjectiveKind.VALUE else 1.0


def _keep(model: StepModel, problem: Problem, kept: Kept) -> None:
    """Keep an objective that came before at its level, but for rounding."""
    scored, unit = expression(model, problem, kept.objective), unit_of(kept.objective)
    slack = PRECISION * max(abs(kept.level), 1.0)
    if kept.objective.is_maximised:
        model.at_least(scored, (kept.level - slack) / unit)
    else:
        model.at_most(scored, (kept.level + slack) / unit)


def _value(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up discounted benefits less costs and prices of delays and requirements, in millions of NOK."""
    total = Sum()
    flows = Flows(problem.roadmap)
    for phase in model.free_phases:
        costs = flows.phase_costs([mode for mode, _step in phase.modes]).tolist()
        for (mode, step), by_start in zip(phase.modes, costs, strict=True):
            for start in range(mode.first, mode.last + 1):
                total.add(-by_start[start], step.at(start))
                total.add(by_start[start], step.at(start - 1))
    for task in problem.free_measures:
        _add_worth_of_end(total, model, problem, task)
        _add_delay(total, model, problem, task)
    for rollout in problem.free_rollouts:
        _add_rollout_value(total, model, flows, rollout)
        _add_delay_of_share(total, model, problem, rollout)
    total.add_all(shortfall_prices(model, problem), -1.0)
    return total


def _add_worth_of_end(total: Sum, model: StepModel, problem: Problem, task: MeasureTask) -> None:
    """Add what it is worth when a measure's phases end."""
    for instant in range(problem.horizon + 1 if task.measure.worth_by_end_nok else 0):
        worth = task.measure.worth_of_end_nok(instant) / MILLION
        total.add(worth, model.ended(task.id, instant))
        total.add(-worth, model.ended(task.id, instant - 1))


def _add_delay(total: Sum, model: StepModel, problem: Problem, task: MeasureTask) -> None:
    """Take away the price of each period until a measure's phases have ended."""
    if task.soft_due == FAR or task.measure.deadline is None:
        return
    price = (task.measure.deadline.price_nok_per_period or 0.0) / MILLION
    for period in range(max(0, task.soft_due), problem.horizon):
        total.add(-price, model.selected[task.id])
        total.add(price, model.ended(task.id, period))


def _add_delay_of_share(total: Sum, model: StepModel, problem: Problem, task: RolloutTask) -> None:
    """Take away the price of each period until a rollout has reached a share."""
    if task.soft_due >= problem.horizon or task.rollout.deadline is None:
        return
    price = (task.rollout.deadline.deadline.price_nok_per_period or 0.0) / MILLION
    reached = model.deadline_share_reached(task)
    for period in range(max(0, task.soft_due), problem.horizon):
        total.add(-price, model.selected[task.rollout.measure])
        total.add(price, reached.at(period))


def _add_rollout_value(total: Sum, model: StepModel, flows: Flows, task: RolloutTask) -> None:
    """Add what one rollout earns and costs."""
    wave_costs, running_costs, benefits = (
        of_all([task])[0].tolist() for of_all in (flows.wave_costs, flows.running_costs, flows.benefits)
    )
    for period, cost in enumerate(wave_costs):
        total.add_all(model.wave(task, period), -cost)
    for period, paid in enumerate(running_costs):
        total.add(-paid, model.share(task, period))
        total.add(paid, task.in_use)
    if task.counts_late and any(benefits):
        earning = model.counted(task).earning
        for period, benefit in enumerate(benefits):
            total.add(benefit, earning[period])
    elif task.rollout.counts_from <= task.target:
        for period, benefit in enumerate(benefits):
            total.add(benefit, model.share(task, period))
            total.add(-benefit, task.in_use)


def _coverage(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the coverage of the target picture at the end of every period, or give it at the last."""
    weights = coverage_weights(problem, objective).tolist()
    total = Sum()
    for measure, share in contribution_weights(problem.roadmap).items():
        if problem.is_open(measure) and measure not in problem.free:
            continue  # held by a part of the problem
        for period, weight in enumerate(weights):
            if weight:
                total.add_all(_adoption(model, problem, measure, period), share * weight)
    return total


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
    ends = {task.id: _end(model, problem, task.id, objective) for task in problem.free_measures}
    if objective.last_end:
        return Sum((1.0, model.largest("last end", float(problem.horizon), *ends.values())))
    total = Sum()
    for measure_id, end in ends.items():
        total.add_all(end, problem.measures[measure_id].measure.finish_weight)
    return total


def _end(model: StepModel, problem: Problem, measure_id: str, objective: Objective) -> Sum:
    step = model.measure_finished(measure_id)
    counted = 1.0 if objective.out_counts_horizon else model.selected[measure_id]
    end = Sum((float(problem.horizon), counted))
    for instant in range(problem.horizon):
        end.add(-1.0, step.at(instant))
    return end


def _levelling(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the largest load of each sector as a share of its stated capacity."""
    parts = {sector: _fixed_shares(problem, sector) for sector in problem.under_way.fixed}
    capacities = (each for each in problem.resources if each.kind is ResourceKind.CAPACITY)
    for load in (each for resource in capacities for each in drains(model, problem, resource)):
        stated, fixed = _stated(problem, load.resource.name, load.bucket)
        if stated > TOLERANCE:
            part = Sum((1.0, fixed / stated))
            part.add_all(load.together(), 1 / stated)
            parts.setdefault(load.resource.name, []).append(part)
    total = Sum()
    for sector, shares in parts.items():
        total.add(1.0, model.largest(f"peak {sector}", _most_load(problem, sector), *shares))
    return total


def _fixed_shares(problem: Problem, sector: str) -> list[Sum]:
    """Give what work asks that goes on in every plan, as shares of a sector's stated capacity."""
    amounts = (_stated(problem, sector, period) for period in problem.roadmap.periods)
    return [Sum((1.0, fixed / stated)) for stated, fixed in amounts if stated > TOLERANCE and fixed]


def _most_load(problem: Problem, sector: str) -> float:
    """Give a share of its stated capacity that no load of a sector passes."""
    most, largest = problem.under_way.most.get(sector), 0.0
    for period in problem.roadmap.periods:
        stated, fixed = _stated(problem, sector, period)
        if stated > TOLERANCE:
            largest = max(largest, (fixed + (most[period] if most else 0.0)) / stated)
    return _LARGEST_LOAD + largest


def _stated(problem: Problem, sector: str, period: int) -> tuple[float, float]:
    """Give the stated capacity of a sector in a period, and what of it every plan uses."""
    limits, fixed = problem.stated_capacity[sector], problem.under_way.fixed.get(sector)
    return (0.0 if limits is None else limits[period]), (fixed[period] if fixed else 0.0)


def own_time(model: StepModel, problem: Problem, task: MeasureTask) -> Sum:
    """Add up the ends of a measure's phases and the areas its rollouts leave open, in periods."""
    total = Sum()
    for period in problem.roadmap.periods:
        for phase in task.phases:
            total.add(1.0, 1.0)
            total.add(-1.0, model.phases[task.id, phase.phase].ended(period))
        for rollout in task.rollouts:
            total.add(1.0, rollout.target)
            total.add(-1.0, model.share(rollout, period))
    return total


def _shortfall(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up what is missing of hard requirements."""
    return shortfall(model, problem)


def _weighted(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the parts, what is minimised negatively."""
    total, unit = Sum(), unit_of(objective)
    for part in objective.parts:
        weight = part.signed_weight * unit_of(part.objective) / unit
        total.add_all(expression(model, problem, part.objective), weight)
    return total


_OBJECTIVES: dict[ObjectiveKind, Callable[[StepModel, Problem, Objective], Sum]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
    ObjectiveKind.STABILITY: stability,
    ObjectiveKind.LEVELLING: _levelling,
    ObjectiveKind.SHORTFALL: _shortfall,
    ObjectiveKind.WEIGHTED: _weighted,
}
