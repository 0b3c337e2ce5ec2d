"""Objectives over intervals: the last end, and whatever is worth something by start or end of phases."""

from dataclasses import dataclass, field

import numpy as np

from planner.model import SAME_SUM, WITHIN_TOLERANCE, Objective
from planner.problem import at_least, at_most, common_factor
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.worth import unit_of_worth, worth_of
from planner.solver.engines.interval.model import Expression, IntervalModel, ModeVariables, PhaseVariables
from planner.solver.engines.interval.scope import is_last_end

_LARGEST_SUM = 2.0**45


@dataclass
class Worth:
    """A sum of terms, always more is better; ``error_terms`` tells how many are rounded when scaled."""

    constant: float = 0.0
    terms: list[tuple[float, Expression]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    def add(self, coefficient: float, expression: Expression, size: float = 1.0) -> None:
        """Add a term whose expression lies between 0 and a size."""
        if coefficient:
            self.terms.append((coefficient, expression))
            self.sizes.append(size)


@dataclass(frozen=True, slots=True)
class Scaled:
    """A sum in whole numbers: the worth is ``whole / factor + constant``, wrong by at most ``error``."""

    whole: Expression
    factor: float
    constant: float
    error: float

    def worth(self, whole: float) -> float:
        """Give the worth that a value of the sum stands for."""
        return whole / self.factor + self.constant

    def least(self, worth: float) -> int:
        """Give the smallest sum that a plan of at least some worth can have."""
        return at_least((worth - self.constant - self.error) * self.factor)

    def most(self, worth: float) -> int:
        """Give the largest sum that a plan of at most some worth can have."""
        return at_most((worth - self.constant + self.error) * self.factor)


def keep_levels(model: IntervalModel, objective: Objective) -> None:
    """Keep what came before at its level."""
    for kept in objective.kept:
        scaled = scaled_worth(model, kept.objective)
        unit = unit_of_worth(kept.objective)
        # Half of the tolerance is left, so that what rounding lets through is still lawful.
        slack = WITHIN_TOLERANCE * max(abs(kept.level), 1.0) / abs(unit)
        model.model.add(scaled.whole >= scaled.least(kept.level / unit - slack))


def scaled_worth(model: IntervalModel, objective: Objective) -> Scaled:
    """Write an objective as a sum in whole numbers, exactly where its figures have a common factor."""
    worth = _last_end(model, objective) if is_last_end(objective) else _tabled(model, objective)
    factor: float | None = common_factor(coefficient for coefficient, _expression in worth.terms)
    error = 0.0
    if factor is None:
        largest = sum(abs(term[0]) * size for term, size in zip(worth.terms, worth.sizes, strict=True))
        factor = _LARGEST_SUM / max(largest, 1.0)
        error = 0.5 * sum(worth.sizes) / factor
    # The term of nothing keeps the sum an expression where there are no others.
    whole = sum((round(term[0] * factor) * term[1] for term in worth.terms), start=0 * model.one)
    return Scaled(whole, factor, worth.constant, error)


def _last_end(model: IntervalModel, objective: Objective) -> Worth:
    """Give less the last end of what is in; what is out counts as ended at the horizon, or not at all."""
    horizon = model.problem.horizon
    last = model.model.new_int_var(0, horizon, "last end")
    for task in model.problem.measures.values():
        inside = model.inside[task.id]
        end = min(horizon, task.decided_instant) if not task.phases else model.phases_of(task.id)[-1].end
        model.model.add(last >= end).only_enforce_if(inside)
        if objective.out_counts_horizon and not task.must_be_in:
            model.model.add(last == horizon).only_enforce_if(~inside)
    worth = Worth()
    worth.add(-1.0, last, horizon)
    return worth


def _tabled(model: IntervalModel, objective: Objective) -> Worth:
    """Add up what each start in each mode and each end is worth, and what being in or out is."""
    tables = worth_of(model.problem, objective)
    worth, number = Worth(constant=tables.constant), 0
    for place, task in enumerate(model.problem.measures.values()):
        inside = model.inside[task.id]
        worth.constant += float(tables.outside[place])
        worth.add(float(tables.inside[place] - tables.outside[place]), inside)
        by_end = tables.end[place] + tables.finish[place]
        if not task.phases:
            worth.add(float(by_end[min(task.decided_instant, model.problem.horizon)]), inside)
        phases = model.phases_of(task.id)
        for phase in phases:
            for mode in phase.modes:
                window = np.arange(mode.task.first, mode.task.last + 1)
                table = tables.mode[number][window]
                if phase is phases[-1]:
                    table = table + by_end[window + mode.task.periods]
                _add_table(model, worth, phase, mode, table)
                number += 1
    return worth


def _add_table(
    model: IntervalModel, worth: Worth, phase: PhaseVariables, mode: ModeVariables, table: Floats
) -> None:
    """Add what a phase's start in a mode is worth: a line where it is one, else a literal for each start."""
    first, steps = mode.task.first, np.diff(table)
    if not table.any():
        return
    if np.allclose(steps, steps[:1], rtol=SAME_SUM, atol=0):
        # a straight line needs one variable for the start, and no literal for each instant
        slope = float(steps[0]) if len(steps) else 0.0
        worth.add(float(table[0]) - slope * first, mode.chosen)
        if slope:
            worth.add(slope, _start_if(model, phase, mode), mode.task.last)
        return
    for instant, literal in model.starts_at(phase, mode).items():
        worth.add(float(table[instant - first]), literal)


def _start_if(model: IntervalModel, phase: PhaseVariables, mode: ModeVariables) -> Expression:
    """Give the start of a phase when a mode is chosen, else 0."""
    if mode.chosen.index == model.one.index:
        return phase.start
    start = model.model.new_int_var(0, mode.task.last, "")
    model.model.add(start == phase.start).only_enforce_if(mode.chosen)
    model.model.add(start == 0).only_enforce_if(~mode.chosen)
    return start
