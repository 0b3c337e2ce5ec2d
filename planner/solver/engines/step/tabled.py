"""Objectives that add up over measures, read off the tables of their worth: no expression of their own."""

from collections.abc import Iterable, Mapping

from planner.model import Objective
from planner.problem import MeasureTask, PhaseTask, Problem, RolloutTask
from planner.solver.arrays.arrays import Floats, WorthArrays
from planner.solver.arrays.worth import worth_of
from planner.solver.engines.step.model import Key, StepModel
from planner.solver.engines.step.sums import Sum, Term


def tabled(model: StepModel, problem: Problem, objective: Objective) -> Sum:
    """Give what is decided as an expression: of what is money in millions of NOK, else in units of the score.

    Prices of what is missing of shares are no part of it: they do not add up over measures.

    Raises
    ------
    ValueError
        If the tables do not hold all of the objective.
    """
    worth = worth_of(problem, objective)
    if not worth.covers_all:
        raise ValueError(f"objective is {objective.kind}, expected one that adds up over measures")
    total, by_mode = Sum((1.0, worth.constant)), _by_mode(problem, worth)
    for number, task in enumerate(problem.measures.values()):
        if task.id in problem.free:  # the others are held by a part of the problem
            _add_choice(total, model, worth, task, number)
            _add_starts(total, model, task.phases, by_mode)
            _add_ends(total, model, worth, task, number)
            _add_starts(total, model, task.adaptations, by_mode)
    for number, rollout in enumerate(problem.rollouts.values()):
        if rollout.rollout.measure in problem.free:
            _add_shares(total, model, worth, rollout, number)
            _add_benefits(total, model, worth.benefit[number], rollout)
            _add_delay(total, model, problem, float(worth.late[number]), rollout)
    return total if objective.is_maximised else _negative(total)


def _add_choice(total: Sum, model: StepModel, worth: WorthArrays, task: MeasureTask, number: int) -> None:
    """Add what a measure is worth by being in, and by being out."""
    total.add(1.0, float(worth.outside[number]))
    total.add(float(worth.inside[number] - worth.outside[number]), model.selected[task.id])


def _by_mode(problem: Problem, worth: WorthArrays) -> dict[Key, Floats]:
    """Give what the modes of each phase are worth by the instant of the start, by measure and phase."""
    found, number = dict[Key, Floats](), 0
    for phase in problem.phases:
        found[phase.measure, phase.phase] = worth.mode[number : number + len(phase.modes)]
        number += len(phase.modes)
    return found


def _add_starts(
    total: Sum, model: StepModel, phases: Iterable[PhaseTask], by_mode: Mapping[Key, Floats]
) -> None:
    """Add what each phase is worth by the mode and the instant in which it starts."""
    for phase in phases:
        key = phase.measure, phase.phase
        steps = {mode.name: step for mode, step in model.phases[key].modes}
        for mode, table in zip(phase.modes, by_mode[key], strict=True):
            if mode.name in steps:
                step = steps[mode.name]
                _add_table(total, table, [step.at(instant) for instant in range(len(table))])


def _add_ends(total: Sum, model: StepModel, worth: WorthArrays, task: MeasureTask, number: int) -> None:
    """Add what a measure is worth by when its phases, and its rollouts too, have ended."""
    instants = range(worth.end.shape[1])
    if worth.end[number].any():
        _add_table(total, worth.end[number], [model.ended(task.id, instant) for instant in instants])
    if worth.finish[number].any():
        finished = model.measure_finished(task.id)
        _add_table(total, worth.finish[number], [finished.at(instant) for instant in instants])


def _add_shares(total: Sum, model: StepModel, worth: WorthArrays, task: RolloutTask, number: int) -> None:
    """Add what a rollout is worth by its share in use in each period, less what its waves cost."""
    for period, (steady, wave) in enumerate(zip(worth.steady[number], worth.wave[number], strict=True)):
        if steady:
            total.add(float(steady), model.share(task, period))
            total.add(-float(steady), task.in_use)
        if wave:
            total.add_all(model.wave(task, period), -float(wave))


def _add_benefits(total: Sum, model: StepModel, by_period: Floats, task: RolloutTask) -> None:
    """Add what a rollout earns by the share in use in each period, where it counts."""
    if task.counts_late and by_period.any():
        for benefit, earning in zip(by_period, model.counted(task).earning, strict=True):
            total.add(float(benefit), earning)
    elif task.rollout.counts_from <= task.target:
        for period, benefit in enumerate(by_period):
            total.add(float(benefit), model.share(task, period))
            total.add(-float(benefit), task.in_use)


def _add_delay(total: Sum, model: StepModel, problem: Problem, price: float, task: RolloutTask) -> None:
    """Take away the price of each period until a rollout has reached the share of its soft deadline."""
    if not price or task.soft_due >= problem.horizon:
        return
    reached = model.deadline_share_reached(task)
    for period in range(max(0, task.soft_due), problem.horizon):
        total.add(-price, model.selected[task.rollout.measure])
        total.add(price, reached.at(period))


def _add_table(total: Sum, table: Floats, come: list[Term]) -> None:
    """Add what stands in a table at the instant at which a step is taken; ``come`` is the step at each."""
    for figure, later, term in zip(table, [*table[1:], 0.0], come, strict=True):
        total.add(float(figure - later), term)  # what comes at an instant has come at all that follow


def _negative(total: Sum) -> Sum:
    """Give an expression with the opposite sign: worth is more, a score that is made small is less."""
    negative = Sum()
    negative.add_all(total, -1.0)
    return negative
