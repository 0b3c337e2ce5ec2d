"""The objectives as linear expressions over the step model; money in millions of NOK.

What adds up over measures is read off the tables of its worth; here stands what does not.
"""

from collections.abc import Callable

from planner.model import KINDS, PRECISION, TOLERANCE, Kept, Objective, ObjectiveKind
from planner.problem import MeasureTask, Problem, ResourceKind
from planner.solver.arrays.flows import MILLION
from planner.solver.engines.step.limits import drains
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import shortfall, shortfall_prices
from planner.solver.engines.step.stability import stability
from planner.solver.engines.step.sums import Sum
from planner.solver.engines.step.tabled import tabled

_LARGEST_LOAD = 2.0


def set_objective(model: StepModel, problem: Problem, objective: Objective) -> None:
    """Give the model its objective, unless any schedule will do, and rows that keep what came before it."""
    if not model.is_plain:
        model.may_fall_short = objective.kind is ObjectiveKind.SHORTFALL
        model.aim_at(expression(model, problem, objective), maximise=objective.is_maximised)
    for kept in objective.kept:
        keep(model, problem, kept)


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


def adds_up(objective: Objective) -> bool:
    """Tell whether an objective and all it keeps are sums over measures, which can be looked at alone."""
    kinds = (objective, *(part.objective for part in objective.parts))
    sums = all(not each.last_end and KINDS[each.kind].adds_up for each in kinds)
    return sums and all(adds_up(kept.objective) for kept in objective.kept)


def keep(model: StepModel, problem: Problem, kept: Kept) -> None:
    """Keep an objective that came before at its level, but for rounding."""
    scored, unit = expression(model, problem, kept.objective), unit_of(kept.objective)
    slack = PRECISION * max(abs(kept.level), 1.0)
    if kept.objective.is_maximised:
        model.at_least(scored, (kept.level - slack) / unit)
    else:
        model.at_most(scored, (kept.level + slack) / unit)


def _value(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Take the prices of what is missing of required shares from what adds up over measures."""
    total = tabled(model, problem, objective)
    total.add_all(shortfall_prices(model, problem), -1.0)
    return total


def _finish(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the measures' ends, or give the last of them."""
    if not objective.last_end:
        return tabled(model, problem, objective)
    ends = (_end(model, problem, task.id, objective) for task in problem.free_measures)
    return Sum((1.0, model.largest("last end", float(problem.horizon), *ends)))


def _end(model: StepModel, problem: Problem, measure_id: str, objective: Objective) -> Sum:
    """Give the instant of a measure's last end."""
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
    ObjectiveKind.FINISH: _finish,
    ObjectiveKind.STABILITY: stability,
    ObjectiveKind.LEVELLING: _levelling,
    ObjectiveKind.SHORTFALL: _shortfall,
    ObjectiveKind.WEIGHTED: _weighted,
}
