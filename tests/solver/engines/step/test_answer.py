"""Solver answers are read in one place, and only where the status allows it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from ortools.math_opt.python import mathopt

import planner
from planner.solver.contract.allowance import Verdict
from planner.solver.engines.step.answer import ModelResult, bound_in_log, read_answer

Reason = mathopt.TerminationReason


@dataclass
class FakeResult:
    """A result that fails when values are read that it does not have."""

    reason: mathopt.TerminationReason
    dual_bound: float = float("inf")
    values: dict[mathopt.Variable, float] | None = None
    nodes: int = 0
    termination: SimpleNamespace = field(init=False)
    solve_stats: SimpleNamespace = field(init=False)

    def __post_init__(self) -> None:
        bounds = SimpleNamespace(dual_bound=self.dual_bound)
        self.termination = SimpleNamespace(reason=self.reason, objective_bounds=bounds)
        self.solve_stats = SimpleNamespace(node_count=self.nodes)

    def has_primal_feasible_solution(self) -> bool:
        """Tell whether there are values."""
        return self.values is not None

    def variable_values(self) -> dict[mathopt.Variable, float]:
        """Give the values, which have to exist."""
        assert self.values is not None, "values were read though there is no solution"
        return self.values


def answer_to(reason: mathopt.TerminationReason, **fields: object) -> ModelResult:
    """Read a fake result."""
    return read_answer(cast("mathopt.SolveResult", FakeResult(reason, **fields)))  # type: ignore[arg-type]


NO_SOLUTION = [
    Reason.NO_SOLUTION_FOUND,
    Reason.NUMERICAL_ERROR,
    Reason.OTHER_ERROR,
    Reason.IMPRECISE,
    Reason.UNBOUNDED,
]


@pytest.mark.parametrize("reason", NO_SOLUTION, ids=lambda each: each.name)
def test_values_are_never_read_without_a_solution(reason: mathopt.TerminationReason) -> None:
    assert answer_to(reason) == ModelResult(Verdict.UNKNOWN)


def test_a_bound_is_known_also_without_a_solution() -> None:
    assert answer_to(Reason.NO_SOLUTION_FOUND, dual_bound=7.0) == ModelResult(Verdict.UNKNOWN, bound=7.0)


@pytest.mark.parametrize(
    "reason", [Reason.INFEASIBLE, Reason.INFEASIBLE_OR_UNBOUNDED], ids=lambda each: each.name
)
def test_infeasible_has_neither_values_nor_bound(reason: mathopt.TerminationReason) -> None:
    assert answer_to(reason, dual_bound=7.0, values={}) == ModelResult(Verdict.INFEASIBLE)


def test_the_nodes_of_the_search_come_with_a_solution() -> None:
    assert answer_to(Reason.OPTIMAL, values={}, nodes=7).nodes == 7


@pytest.mark.parametrize(
    ("reason", "verdict"), [(Reason.OPTIMAL, Verdict.OPTIMAL), (Reason.FEASIBLE, Verdict.FEASIBLE)]
)
def test_a_solution_is_read_and_called_what_is_proved(
    reason: mathopt.TerminationReason, verdict: Verdict
) -> None:
    assert answer_to(reason, dual_bound=7.0, values={}) == ModelResult(verdict, {}, 7.0)


@pytest.mark.parametrize("bound", [float("inf"), float("-inf"), 1e300])
def test_an_infinite_bound_is_no_bound(bound: float) -> None:
    assert answer_to(Reason.FEASIBLE, dual_bound=bound, values={}).bound is None


LOG = [
    "     Proc. InQueue |  Leaves   Expl. | BestBound       BestSol              Gap |   Cuts   InLp Confl.",
    "         0       0         0   0.00%   inf             -inf                 inf        0      0      0",
    " T       0       0         0   0.00%   4571.25         4110.5            11.21%  0  0  0  0.1s",
    "         0       0         0   0.00%   4400.5          4110.5             7.06%  103  22  0  1.3s",
    "Solving report",
]
MINIMISED = [
    " J       0       0         0   0.00%   -inf            1477               Large  0  0  0  0.1s",
    " C     120      11        40  12.50%   1203.75         1477              18.50%  103  22  9  1.9s",
]


def test_the_newest_bound_is_read_from_the_log_and_loosened_by_rounding() -> None:
    assert bound_in_log(LOG, maximise=True) == pytest.approx(4400.5, rel=1e-8)
    assert bound_in_log(LOG, maximise=True) > 4400.5  # type: ignore[operator]
    assert bound_in_log(MINIMISED, maximise=False) == pytest.approx(1203.75, rel=1e-8)
    assert bound_in_log(MINIMISED, maximise=False) < 1203.75  # type: ignore[operator]


@pytest.mark.parametrize("lines", [[], LOG[:2], MINIMISED[:1], ["100% of nothing"]])
def test_lines_without_a_finite_bound_give_none(lines: list[str]) -> None:
    assert bound_in_log(lines, maximise=True) is None


def test_a_negative_bound_is_loosened_outwards() -> None:
    line = "         0       0         0   0.00%   -120.5          -180.0             inf  103  22  0  1.3s"

    assert bound_in_log([line], maximise=True) > -120.5  # type: ignore[operator]
    assert bound_in_log([line], maximise=False) < -120.5  # type: ignore[operator]


def test_only_one_module_reads_what_a_solver_answers() -> None:
    reads = re.compile(r"\.(variable_values|objective_value|has_primal_feasible_solution|termination)\b")
    package = Path(planner.__file__).parent

    readers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }

    assert readers == {"solver/engines/step/answer.py"}
