"""The only module that reads what a solver answers, and only after a status that allows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from planner.model import PRECISION
from planner.solver.contract.allowance import Verdict
from planner.solver.engines.step.sums import Values

_PROGRESS = re.compile(r"\d%\s+(?P<bound>\S+)\s+(?P<best>\S+)\s+(?:\S+%|inf|Large)\s")


@dataclass(frozen=True, slots=True)
class ModelResult:
    """A verdict, the variables' values where there are any, and the bound in the model's unit.

    ``nodes`` counts the nodes of the search tree: at most one where nothing had to be branched on.
    """

    verdict: Verdict
    values: Values | None = None
    bound: float | None = None
    nodes: int = 0


def read_answer(result: mathopt.SolveResult) -> ModelResult:
    """Read a result: values only where a solution exists, a bound only where it is finite."""
    reason = result.termination.reason
    # every variable is bounded, so that "infeasible or unbounded" can only be infeasible
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return ModelResult(Verdict.INFEASIBLE)
    bound = result.termination.objective_bounds.dual_bound
    known = bound if abs(bound) < 1e300 else None
    if not result.has_primal_feasible_solution():
        return ModelResult(Verdict.UNKNOWN, bound=known)
    verdict = Verdict.OPTIMAL if reason is mathopt.TerminationReason.OPTIMAL else Verdict.FEASIBLE
    return ModelResult(verdict, result.variable_values(), known, result.solve_stats.node_count)


@dataclass(frozen=True, slots=True)
class LinearProof:
    """The rows and the variables that the best of a linear program rests on."""

    rows: frozenset[mathopt.LinearConstraint]
    variables: frozenset[mathopt.Variable]


def read_proof(result: mathopt.SolveResult) -> LinearProof | None:
    """Read what the best of a linear program rests on; ``None`` where it is not known to be the best."""
    is_best = result.termination.reason is mathopt.TerminationReason.OPTIMAL
    if not is_best or not result.has_dual_feasible_solution():
        return None
    return LinearProof(
        rows=frozenset(row for row, price in result.dual_values().items() if abs(price) > PRECISION),
        variables=frozenset(each for each, cost in result.reduced_costs().items() if abs(cost) > PRECISION),
    )


def worth_of_rows(result: mathopt.SolveResult) -> Mapping[mathopt.LinearConstraint, float] | None:
    """Give what the objective gains by one more of each row's limit, whatever its sign, by its dual figure.

    ``None`` where the solver gives none, as it does of whole-number decisions.
    """
    if not result.has_dual_feasible_solution():
        return None
    return {row: abs(dual) for row, dual in result.dual_values().items()}


def bound_in_log(lines: Sequence[str], *, maximise: bool) -> float | None:
    """Read the newest bound from the solver's progress lines, loosened by what printing rounds away.

    Examples
    --------
    >>> bound_in_log([" T  0  0  0  0.00%  8.5  8.0  5.00%  0  0  0  0  0.0s"], maximise=True)
    8.5000000085
    """
    for line in reversed(lines):
        found = _PROGRESS.search(line)
        if found and found["bound"].lstrip("-") != "inf":
            bound = float(found["bound"])
            slack = PRECISION * abs(bound)
            return bound + slack if maximise else bound - slack
    return None
