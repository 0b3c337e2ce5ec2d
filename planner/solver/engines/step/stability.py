"""How far a plan moves from a baseline, as a linear expression over the step model."""

from planner.model import Objective, Schedule
from planner.problem import MeasureTask, Problem, RolloutTask
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Step, Sum, Term


def stability(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Add up the periods that phases, adaptations and rollouts move; of published ones by their weight."""
    total, baseline = Sum(), objective.baseline
    if baseline is None:
        return total
    for task in problem.free_measures:
        published = problem.roadmap.published_for(task.id) is not None
        weight = objective.published_weight if published else 1.0
        total.add_all(_moves(model, problem, baseline, task, objective.change_periods), weight)
    return total


def _moves(
    model: StepModel, problem: Problem, baseline: Schedule, task: MeasureTask, change_periods: float
) -> Sum:
    """Give how far one measure moves, or what it costs that it goes in or out."""
    selected = model.selected[task.id]
    if task.id not in baseline.selected:
        return Sum((change_periods, selected))
    moves = Sum((change_periods, 1.0), (-change_periods, selected))
    for planned in baseline.phases_by_measure.get(task.id, ()):
        phase = model.phases.get((task.id, planned.phase))
        if phase is not None:
            _add_move(moves, problem, phase.started, planned.start, selected)
    for rollout in task.rollouts:
        _add_move_of_adaptation(moves, model, problem, baseline, rollout)
        _add_area(moves, model, problem, baseline, rollout)
    return moves


def _add_move(moves: Sum, problem: Problem, started: Step, start: int, runs: Term) -> None:
    """Add the distance of a start from the baseline's; ``runs`` tells whether it starts at all."""
    for instant in range(min(start, problem.horizon + 1)):
        moves.add(1.0, started.at(instant))
    moves.add(max(0.0, start - problem.horizon - 1.0), runs)
    for instant in range(start, problem.horizon):
        moves.add(1.0, runs)
        moves.add(-1.0, started.at(instant))


def _add_move_of_adaptation(
    moves: Sum, model: StepModel, problem: Problem, baseline: Schedule, task: RolloutTask
) -> None:
    """Add how far an adaptation moves that is in both plans."""
    planned = baseline.rollouts_by_key.get(task.key)
    if task.adaptation is not None and planned is not None and planned.adaptation is not None:
        started = model.adaptation(task).started
        _add_move(moves, problem, started, planned.adaptation.start, started.taken)


def _add_area(moves: Sum, model: StepModel, problem: Problem, baseline: Schedule, task: RolloutTask) -> None:
    """Add the area between a rollout's curve and the baseline's; none where the measure is out."""
    planned = baseline.rollouts_by_key.get(task.key)
    if planned is None or not planned.adoption:
        return
    for period in problem.roadmap.periods:
        before = planned.adoption[min(period, len(planned.adoption) - 1)]
        away = Sum((1.0, model.share(task, period)), (-1.0, task.in_use))
        away.add(task.in_use - before, model.selected[task.rollout.measure])
        back = Sum()
        back.add_all(away, -1.0)
        name = f"moved {' '.join(task.key)} {period}"
        moves.add(1.0, model.largest(name, 1.0, away, back))
