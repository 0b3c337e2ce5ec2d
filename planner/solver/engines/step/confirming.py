"""A second solver that shares nothing with the first, for proofs that are told to people (ADR 36).

HiGHS has called models impossible, and poor answers best, where a schedule shows the contrary: rarely, but in
a fifth of the questions around a plan that leaves others no room. What it proves of such a question is told
only where SCIP proves the same.
"""

from collections.abc import Mapping
from datetime import timedelta

from ortools.math_opt.python import mathopt

from planner.model import OPTIMAL_GAP, SOLVED
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.answer import ModelResult, read_answer
from planner.solver.engines.step.rows import RowModel
from planner.solver.engines.step.sums import Sum, Values, Variable

HIGHS_ERRORS = (AttributeError, RuntimeError)
"""What MathOpt raises when HiGHS gives up with an error; the first is a slip of its own on the way."""
_NOTHING_KNOWN = ModelResult(Verdict.UNKNOWN)
BARRIER = mathopt.LPAlgorithm.BARRIER
"""The same answer as by the simplex method, in a third of the time on the default data or less."""


def confirmed(steps: RowModel, answer: ModelResult, effort: Allowance) -> ModelResult:
    """Give an answer with what two solvers prove of it: where they differ, what a schedule shows.

    Where the first one found nothing, what the second one does. ``UNKNOWN`` or ``FEASIBLE`` where the second
    one did not come to an end.
    """
    aims_at_nothing = not steps.objective.coefficients
    if answer.verdict is Verdict.FEASIBLE or (aims_at_nothing and answer.values is not None):
        return answer
    if answer.verdict is Verdict.INFEASIBLE and is_refuted(steps, effort.seconds):
        return answer
    second = second_opinion(steps.model, effort, answer.values)
    if second.values is not None and not _is_known(steps, second, answer):
        exact = _made_exact(steps.model, second.values)
        if exact is not None:
            return ModelResult(second.verdict, exact, second.bound, second.nodes)
        return answer  # it is possible only within the tolerance of the second solver
    if answer.values is None:
        is_proved = answer.verdict is second.verdict is Verdict.INFEASIBLE
        return answer if is_proved else ModelResult(Verdict.UNKNOWN, bound=second.bound)
    verdict = Verdict.OPTIMAL if second.verdict is Verdict.OPTIMAL else Verdict.FEASIBLE
    return ModelResult(verdict, answer.values, second.bound, answer.nodes)


def second_opinion(model: mathopt.Model, effort: Allowance, start: Values | None) -> ModelResult:
    """Ask SCIP what HiGHS was asked."""
    settings = mathopt.SolveParameters(
        time_limit=None if effort.seconds is None else timedelta(seconds=effort.seconds),
        relative_gap_tolerance=max(effort.gap, SOLVED),
        absolute_gap_tolerance=SOLVED,
        node_limit=effort.nodes,
        random_seed=effort.seed,
    )
    hints = [] if start is None else [mathopt.SolutionHint(variable_values=start)]
    result = mathopt.solve(
        model,
        mathopt.SolverType.GSCIP,
        params=settings,
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        remove_names=True,
    )
    return read_answer(result)


def is_refuted(steps: RowModel, seconds: float | None) -> bool:
    """Tell whether not even the linear relaxation of a model can keep all rows, whatever it aims at.

    That takes no second opinion: what goes wrong in HiGHS is about whole numbers.
    """
    aim, is_maximised = steps.objective, steps.model.objective.is_maximize
    steps.aim_at(Sum(), maximise=True)
    try:
        return relaxed(steps, seconds).verdict is Verdict.INFEASIBLE
    finally:
        steps.aim_at(aim, maximise=is_maximised)


def relaxed(steps: RowModel, seconds: float | None) -> ModelResult:
    """Give the best of a model with no decision whole."""
    result = solved_relaxed(steps, seconds)
    return _NOTHING_KNOWN if result is None else read_answer(result)


def solved_relaxed(steps: RowModel, seconds: float | None) -> mathopt.SolveResult | None:
    """Solve a model with no decision whole; ``None`` where HiGHS breaks off with an error."""
    whole = [variable for variable in steps.model.variables() if variable.integer]
    for variable in whole:
        variable.integer = False
    try:
        return _solved(steps.model, seconds, BARRIER) or _solved(steps.model, seconds, None)
    finally:
        for variable in whole:
            variable.integer = True


def _solved(
    model: mathopt.Model, seconds: float | None, algorithm: mathopt.LPAlgorithm | None
) -> mathopt.SolveResult | None:
    """Solve a linear model by an algorithm; ``None`` where HiGHS breaks off with an error."""
    time_limit = None if seconds is None else timedelta(seconds=seconds)
    limits = mathopt.SolveParameters(lp_algorithm=algorithm, time_limit=time_limit)
    try:
        return mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits, remove_names=True)
    except HIGHS_ERRORS:
        return None


def _is_known(steps: RowModel, second: ModelResult, first: ModelResult) -> bool:
    """Tell whether a second answer is no better than the first by more than rounding."""
    if first.values is None or second.values is None:
        return False
    known, found = steps.objective.value(first.values), steps.objective.value(second.values)
    gain = found - known if steps.model.objective.is_maximize else known - found
    return gain <= OPTIMAL_GAP * max(1.0, abs(known))


def _made_exact(model: mathopt.Model, values: Mapping[Variable, float]) -> Values | None:
    """Give values with the same whole numbers that keep all rows; ``None`` where none do.

    A linear program has no whole numbers that anything could be wrong about.
    """
    whole = [(each, each.lower_bound, each.upper_bound) for each in model.variables() if each.integer]
    for variable, _lower, _upper in whole:
        variable.integer = False
        variable.lower_bound = variable.upper_bound = float(round(values[variable]))
    try:
        return read_answer(mathopt.solve(model, mathopt.SolverType.HIGHS, remove_names=True)).values
    finally:
        for variable, lower, upper in whole:
            variable.integer = True
            variable.lower_bound, variable.upper_bound = lower, upper
