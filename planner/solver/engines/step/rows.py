"""Rows of the step model: how they are added and scaled, and how their limits are moved."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ortools.math_opt.python import mathopt

from planner.model import TOLERANCE
from planner.solver.engines.step.sums import Follows, Sum, Term, Variable

_SANE = (0.01, 1000.0)


class Row(NamedTuple):
    """A row of the model with its limits, what it was divided by, and what of its expression is a number."""

    constraint: mathopt.LinearConstraint
    lower: float
    upper: float
    unit: float
    constant: float

    def allow(self, most: float) -> None:
        """Ask that the expression is at most another number than before."""
        self.constraint.upper_bound = (most - self.constant) / self.unit

    def switch(self, *, on: bool) -> None:
        """Ask what the row was made for, or nothing."""
        self.constraint.lower_bound = self.lower if on else -math.inf
        self.constraint.upper_bound = self.upper if on else math.inf


class RowModel:
    """A linear model that rows are added to, and what it is to make largest or smallest.

    ``derived`` says what the variables are that follow from others, each from those before it.
    """

    def __init__(self) -> None:
        self.model = mathopt.Model(name="roadmap")
        self.objective = Sum()
        self.derived: list[tuple[Variable, Follows]] = []
        self._records: list[list[Row]] = []

    def aim_at(self, expression: Sum, *, maximise: bool) -> None:
        """Make an expression what the model is to make largest or smallest, in place of any before."""
        self.objective = expression
        terms = self.model.objective
        terms.clear()
        terms.is_maximize = maximise
        terms.offset = expression.constant
        for variable, coefficient in expression.coefficients.items():
            terms.set_linear_coefficient(variable, coefficient)

    def at_most(self, expression: Sum, limit: float) -> Row:
        """Ask that an expression is at most a number."""
        return self._add_row(expression, -math.inf, limit)

    def at_least(self, expression: Sum, limit: float) -> None:
        """Ask that an expression is at least a number."""
        self._add_row(expression, limit, math.inf)

    @contextmanager
    def recorded(self, rows: list[Row] | None = None) -> Iterator[list[Row]]:
        """Give the rows that are added meanwhile, in a list that is there already where one is given."""
        rows = [] if rows is None else rows
        self._records.append(rows)
        try:
            yield rows
        finally:
            self._records.pop()

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Record no rows that are added meanwhile: they say what a variable is, whoever asks for it first."""
        before, self._records = self._records, []
        try:
            yield
        finally:
            self._records = before

    def equals(self, expression: Sum, figure: float) -> None:
        """Ask that an expression is a number."""
        self._add_row(expression, figure, figure)

    def implies(self, first: Term, second: Term) -> None:
        """Ask that the second step is taken wherever the first is."""
        self.at_most(Sum((1.0, first), (-1.0, second)), 0.0)

    def largest(self, name: str, most: float, *expressions: Sum) -> Variable:
        """Make a variable that is at least 0 and each of some expressions."""
        variable = self.model.add_variable(lb=0.0, ub=most, name=name)
        self.derived.append(
            (variable, lambda values: max([0.0, *(each.value(values) for each in expressions)]))
        )
        for expression in expressions:
            row = Sum((-1.0, variable))
            row.add_all(expression)
            self.at_most(row, 0.0)
        return variable

    def within(self, expression: Sum, limit: float, name: str) -> Variable:
        """Make a variable that may be 1 where an expression is at most a number; rows say what it allows."""
        variable = self.model.add_binary_variable(name=name)
        most = limit + TOLERANCE * max(limit, 1.0)
        self.derived.append((variable, lambda values: float(expression.value(values) <= most)))
        return variable

    def _add_row(self, expression: Sum, lower: float, upper: float) -> Row:
        """Add one linear constraint, scaled where its coefficients are far from 1."""
        lower, upper = lower - expression.constant, upper - expression.constant
        unit = _unit(expression.largest, lower if math.isinf(upper) else upper)
        constraint = self.model.add_linear_constraint(lb=lower / unit, ub=upper / unit)
        for variable, coefficient in expression.coefficients.items():
            if coefficient:
                constraint.set_coefficient(variable, coefficient / unit)
        row = Row(constraint, lower / unit, upper / unit, unit, expression.constant)
        for record in self._records:
            record.append(row)
        return row


def _unit(largest: float, limit: float) -> float:
    """Give the power of two by which a row is divided; 1 for coefficients of common size.

    Large rows go by their limit, as the tolerance of the judge does: a share of the limit.
    """
    low, high = _SANE
    if largest == 0 or low <= largest <= high:
        return 1.0
    # a power of two changes the exponents alone, and no digit of any coefficient
    return 2.0 ** round(math.log2(largest if largest < low else max(abs(limit), 1.0)))
