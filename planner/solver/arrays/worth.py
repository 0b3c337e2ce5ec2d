"""Objectives as worth in flat arrays, always more is better; see ``WorthArrays``."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.model import Objective, ObjectiveKind, RequirementKind, Roadmap, Schedule
from planner.problem import MeasureTask, Problem, RolloutTask
from planner.results import score
from planner.solver.arrays.arrays import WorthArrays
from planner.solver.arrays.blank import blank_worth
from planner.solver.arrays.flows import (
    MILLION,
    Flows,
    contribution_weights,
    coverage_weights,
    rollout_weights,
)
from planner.solver.arrays.requirements import add_priced_ends, guide_to_requirements

_NOTHING = Schedule(selected=(), phases=(), rollouts=())


def worth_of(problem: Problem, objective: Objective) -> WorthArrays:
    """Write an objective as worth; what must be kept of others is not part of it."""
    worth = _PARTS[objective.kind](problem, replace(objective, kept=()))
    return worth._replace(constant=_constant(problem, objective, worth))


def unit_of_worth(objective: Objective) -> float:
    """Give what the worth must be multiplied by to be the score."""
    if objective.kind is ObjectiveKind.VALUE:
        return MILLION
    return 1.0 if objective.is_maximised else -1.0


def _constant(problem: Problem, objective: Objective, worth: WorthArrays) -> float:
    """Give what a schedule in which nothing is planned is worth, apart from what is out."""
    nothing = score(_without_shares(problem), objective, _NOTHING) / unit_of_worth(objective)
    return nothing - float(worth.outside.sum())


def _without_shares(problem: Problem) -> Roadmap:
    """Give the roadmap with the requirements alone that add up over measures: ends."""
    roadmap = problem.roadmap
    ends = tuple(each for each in roadmap.requirements if each.kind is RequirementKind.END)
    return roadmap if len(ends) == len(roadmap.requirements) else replace(roadmap, requirements=ends)


def _value(problem: Problem, objective: Objective) -> WorthArrays:
    worth, flows = blank_worth(problem), Flows(problem.roadmap)
    for number, task in enumerate(problem.measures.values()):
        if task.measure.worth_by_end_nok or task.measure.deadline is not None:
            worth.end[number] = _worth_of_ends(problem, task)
    add_priced_ends(problem, worth)
    tasks = list(problem.rollouts.values())
    modes = [mode for phase in problem.phases for mode in phase.modes]
    return worth._replace(
        mode=-flows.phase_costs(modes),
        benefit=flows.benefits(tasks),
        steady=-flows.running_costs(tasks),
        wave=flows.wave_costs(tasks),
        late=np.array([_price_of_delay(task) for task in tasks], np.float64),
    )


def _worth_of_ends(problem: Problem, task: MeasureTask) -> list[float]:
    """Give what it is worth, in MNOK, that phases end at each instant, less the price of delay."""
    instants = range(problem.horizon + 1)
    worth = [task.measure.worth_of_end_nok(instant) / MILLION for instant in instants]
    deadline = task.measure.deadline
    if deadline is None or deadline.price_nok_per_period is None:
        return worth
    due = max(0, problem.roadmap.calendar.instant_not_after(deadline.day))
    price = deadline.price_nok_per_period / MILLION
    return [each - price * max(0, instant - due) for each, instant in zip(worth, instants, strict=True)]


def _price_of_delay(task: RolloutTask) -> float:
    """Give the price in MNOK of a period by which a soft deadline is missed."""
    asked = task.rollout.deadline
    return 0.0 if asked is None else (asked.deadline.price_nok_per_period or 0.0) / MILLION


def _coverage(problem: Problem, objective: Objective) -> WorthArrays:
    worth, weights = blank_worth(problem), coverage_weights(problem, objective)
    shares = contribution_weights(problem.roadmap)
    numbers = {key: number for number, key in enumerate(problem.rollouts)}
    for number, task in enumerate(problem.measures.values()):
        share = shares.get(task.id, 0.0)
        if not task.rollouts:
            in_place = np.array([weights[max(0, instant - 1) :].sum() for instant in range(len(weights) + 1)])
            worth.end[number] = share * in_place if task.phases else share * weights.sum()
        rollouts = tuple(each.rollout for each in task.rollouts)
        for rollout, part in zip(task.rollouts, rollout_weights(problem.roadmap, rollouts), strict=True):
            worth.steady[numbers[rollout.key]] = share * part * weights
    return worth


def _finish(problem: Problem, objective: Objective) -> WorthArrays:
    worth = blank_worth(problem, covers_all=not objective.last_end)
    instants = np.arange(problem.horizon + 1)
    for number, task in enumerate(problem.measures.values()):
        worth.finish[number] = -task.measure.finish_weight * instants
        if objective.out_counts_horizon:
            worth.outside[number] = -task.measure.finish_weight * problem.horizon
    return worth


def _open_work(problem: Problem, objective: Objective) -> WorthArrays:
    worth, horizon, mode_number = blank_worth(problem), problem.horizon, 0
    numbers = {key: number for number, key in enumerate(problem.rollouts)}
    for number, task in enumerate(problem.measures.values()):
        counts = task.measure.is_started
        for mode in (mode for phase in task.phases for mode in phase.modes):
            worth.mode[mode_number] = -counts * (np.arange(horizon + 1) + mode.periods)
            mode_number += 1
        for rollout in task.rollouts:
            worth.steady[numbers[rollout.key]] = float(counts)
            worth.inside[number] -= counts * horizon * rollout.to_take_in
        worth.outside[number] = worth.inside[number] - counts * horizon * len(task.phases)
    return worth


def _stability(problem: Problem, objective: Objective) -> WorthArrays:
    """Write moves of phases and changes of selection; the area between curves is not linear."""
    worth, mode_number = blank_worth(problem, covers_all=not problem.rollouts), 0
    assert objective.baseline is not None
    planned = {(phase.measure, phase.phase): phase.start for phase in objective.baseline.phases}
    before = set(objective.baseline.selected)
    for number, task in enumerate(problem.measures.values()):
        published = problem.roadmap.published_for(task.id) is not None
        weight = objective.published_weight if published else 1.0
        change = -weight * objective.change_periods
        worth.inside[number] = 0.0 if task.id in before else change
        worth.outside[number] = change if task.id in before else 0.0
        for phase in task.phases:
            base = planned.get((task.id, phase.phase)) if task.id in before else None
            for _mode in phase.modes:
                if base is not None:
                    worth.mode[mode_number] = -weight * np.abs(np.arange(problem.horizon + 1) - base)
                mode_number += 1
    _add_moves_of_adaptations(worth, problem, objective, mode_number)
    return worth


def _add_moves_of_adaptations(worth: WorthArrays, problem: Problem, objective: Objective, first: int) -> None:
    """Write moves of adaptations, whose modes come after those of all phases."""
    assert objective.baseline is not None
    known = objective.baseline.rollouts_by_key
    tasks = (task for task in problem.rollouts.values() if task.adaptation is not None)
    for mode, task in enumerate(tasks, start=first):
        planned = known.get(task.key)
        if planned is not None and planned.adaptation is not None:
            published = problem.roadmap.published_for(task.rollout.measure) is not None
            weight = objective.published_weight if published else 1.0
            instants = np.arange(problem.horizon + 1)
            worth.mode[mode] = -weight * np.abs(instants - planned.adaptation.start)


def _levelling(problem: Problem, objective: Objective) -> WorthArrays:
    return blank_worth(problem, covers_all=False)


def _shortfall(problem: Problem, objective: Objective) -> WorthArrays:
    return guide_to_requirements(problem)


def _weighted(problem: Problem, objective: Objective) -> WorthArrays:
    """Add up the parts, each in the unit of its score."""
    total = blank_worth(problem)
    for part in objective.parts:
        worth = _PARTS[part.objective.kind](problem, part.objective)
        factor = part.weight * abs(unit_of_worth(part.objective))
        for whole, added in zip(total[2:], worth[2:], strict=True):
            whole += factor * added
        total = total._replace(covers_all=total.covers_all and worth.covers_all)
    return total


_PARTS: dict[ObjectiveKind, Callable[[Problem, Objective], WorthArrays]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
    ObjectiveKind.OPEN_WORK: _open_work,
    ObjectiveKind.STABILITY: _stability,
    ObjectiveKind.LEVELLING: _levelling,
    ObjectiveKind.SHORTFALL: _shortfall,
    ObjectiveKind.WEIGHTED: _weighted,
}
