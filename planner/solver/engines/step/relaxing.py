"""The step model with no decision whole: what no plan can beat, exactly and quickly enough to ask often."""

from ortools.math_opt.python import mathopt

from planner.model import Objective, Roadmap
from planner.solver.contract.allowance import Verdict
from planner.solver.engines.step.answer import read_answer
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.objectives import unit_of
from planner.solver.engines.step.rules import RULES


def best_relaxed(roadmap: Roadmap, objective: Objective) -> float | None:
    """Give the best score of the linear relaxation; ``None`` where not even that can keep all rules."""
    model = StepEngine(roadmap, objective, RULES).steps.model
    for variable in model.variables():
        variable.integer = False
    # the same optimum as by the simplex method, in a third of the time on the default data
    barrier = mathopt.SolveParameters(lp_algorithm=mathopt.LPAlgorithm.BARRIER)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=barrier, remove_names=True)
    found = read_answer(result)
    if found.verdict is not Verdict.OPTIMAL or found.bound is None:
        return None
    return found.bound * unit_of(objective)
