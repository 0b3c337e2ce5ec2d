"""What the step model is made of: linear expressions, and steps from 0 to 1 whose instant is decided."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from planner.problem import ModeTask

Variable = mathopt.Variable
Term = Variable | float
Values = dict[Variable, float]
Follows = Callable[[Values], float]
"""Works out a variable from those before it."""


class Sum:
    """A linear expression that is cheap to build."""

    __slots__ = ("coefficients", "constant")

    def __init__(self, *terms: tuple[float, Term]) -> None:
        self.coefficients: dict[Variable, float] = {}
        self.constant = 0.0
        for factor, term in terms:
            self.add(factor, term)

    def add(self, factor: float, term: Term) -> None:
        """Add a variable or a number, times a factor."""
        if isinstance(term, Variable):
            self.coefficients[term] = self.coefficients.get(term, 0.0) + factor
        else:
            self.constant += factor * term

    def add_all(self, other: "Sum", factor: float = 1.0) -> None:
        """Add another expression, times a factor."""
        for variable, coefficient in other.coefficients.items():
            self.add(factor * coefficient, variable)
        self.constant += factor * other.constant

    def value(self, values: Mapping[Variable, float]) -> float:
        """Work the expression out."""
        return self.constant + sum(factor * values[each] for each, factor in self.coefficients.items())

    @property
    def largest(self) -> float:
        """Give the largest coefficient, whatever its sign; 0 where there is none."""
        return max(map(abs, self.coefficients.values()), default=0.0)


class Step:
    """A quantity that is 0 before an instant and 1 from it on; the instant is what is decided.

    Variables exist only between the first possible instant and the last; the last one tells whether the
    step is taken at all.
    """

    __slots__ = ("first", "variables")

    def __init__(self, first: int, variables: list[Variable]) -> None:
        self.first = first
        self.variables = variables

    def at(self, instant: int) -> Term:
        """Give the step at an instant; beyond the last possible one it stays."""
        if instant < self.first:
            return 0.0
        return self.variables[min(instant - self.first, len(self.variables) - 1)]

    @property
    def taken(self) -> Term:
        """Tell whether the step is taken at all."""
        return self.variables[-1]

    @property
    def instants(self) -> range:
        """Give the instants at which the step may be taken."""
        return range(self.first, self.first + len(self.variables))

    def values(self, instant: int | None) -> Values:
        """Give the variables' values when the step is taken at an instant, or never."""
        reached = math.inf if instant is None else instant
        return {variable: float(self.first + n >= reached) for n, variable in enumerate(self.variables)}

    def taken_at(self, values: Values) -> int | None:
        """Give the instant at which the step is taken, or ``None``."""
        steps = enumerate(self.variables)
        return next((self.first + n for n, variable in steps if values[variable] > 0.5), None)


class HeldStep(Step):
    """A step that is not decided: numbers, from an instant that is known, or never."""

    __slots__ = ("_instant",)

    def __init__(self, instant: int | None) -> None:
        super().__init__(0, [])
        self._instant = instant

    def at(self, instant: int) -> Term:
        """Give the step at an instant."""
        return float(self._instant is not None and instant >= self._instant)

    @property
    def taken(self) -> Term:
        """Tell whether the step is taken at all."""
        return float(self._instant is not None)


@dataclass(frozen=True, slots=True)
class PhaseSteps:
    """One phase: a step for its start in each mode, and what they add up to.

    With one mode, ``started`` is that mode's step and ``ended_in_any`` is ``None``. One that is held has no
    modes.
    """

    modes: tuple[tuple[ModeTask, Step], ...]
    started: Step
    ended_in_any: Step | None

    def ended(self, instant: int) -> Term:
        """Tell whether the phase has ended by an instant."""
        if self.ended_in_any is not None:
            return self.ended_in_any.at(instant)
        return self.started.at(instant - self.modes[0][0].periods)

    @property
    def ends(self) -> range:
        """Give the instants at which the phase may end."""
        if self.ended_in_any is not None:
            return self.ended_in_any.instants
        periods = self.modes[0][0].periods
        return range(self.started.first + periods, self.started.instants.stop + periods)

    def values(self, mode: str, start: int | None) -> Values:
        """Give the variables' values when the phase starts in a mode at an instant, or never."""
        values: Values = {}
        end = None
        for task, step in self.modes:
            chosen = start if task.name == mode else None
            end = end if chosen is None else chosen + task.periods
            values |= step.values(chosen)
        if self.ended_in_any is not None:
            values |= self.started.values(start) | self.ended_in_any.values(end)
        return values
