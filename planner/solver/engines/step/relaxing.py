"""The step model with no decision whole: what no plan can beat, exactly and quickly enough to ask often."""

from collections.abc import Collection
from datetime import timedelta

from ortools.math_opt.python import mathopt

from planner.model import Objective, Roadmap
from planner.solver.contract.allowance import Verdict
from planner.solver.engines.step.answer import LinearProof, read_proof
from planner.solver.engines.step.confirming import relaxed
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.objectives import unit_of
from planner.solver.engines.step.rows import Row
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.sums import Sum

_QUICK_SECONDS = 2.0


def what_limits(steps: StepModel, wished: Sum, granting: Collection[Row]) -> LinearProof | None:
    """Give what keeps the linear relaxation of a model from more of what is wished for; ``None`` unsolved.

    Parameters
    ----------
    granting
        The rows that grant the wish, which is made as large as can be instead.
    """
    whole = [variable for variable in steps.model.variables() if variable.integer]
    for variable in whole:
        variable.integer = False
    for row in granting:
        row.switch(on=False)
    steps.aim_at(wished, maximise=True)
    limits = mathopt.SolveParameters(time_limit=timedelta(seconds=_QUICK_SECONDS))
    result = mathopt.solve(steps.model, mathopt.SolverType.HIGHS, params=limits, remove_names=True)
    proof = read_proof(result)
    steps.aim_at(Sum(), maximise=True)
    for row in granting:
        row.switch(on=True)
    for variable in whole:
        variable.integer = True
    return proof


def best_relaxed(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the best score of the linear relaxation; ``None`` where not even that can keep all rules."""
    found = relaxed(StepEngine(roadmap, objective, RULES).steps, None)
    if found.verdict is not Verdict.OPTIMAL or found.bound is None:
        return None
    return found.bound * unit_of(objective)
