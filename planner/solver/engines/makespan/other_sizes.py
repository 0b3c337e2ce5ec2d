"""Kernels that a tiny project has no use for, called once so that they are compiled with the others."""

from planner.model import Objective, Roadmap
from planner.problem import Problem
from planner.solver.engines.makespan.bounds import spans, topological_order
from planner.solver.engines.makespan.passes import Passes
from planner.solver.engines.makespan.project import ProjectOfPhases
from planner.solver.engines.makespan.proof import Attempt


def use_what_is_for_other_sizes(roadmap: Roadmap, objective: Objective) -> None:
    """Search for a proof where a bound is reached at once, and look ahead where there is little to see."""
    project = ProjectOfPhases(Problem(roadmap), objective).project
    order = topological_order(project)
    assert order is not None
    Attempt(project, spans(project, order), largest=len(project.weight)).go_on(roadmap.calendar.periods)
    Passes(project, [project.weight], seed=1).another(0)
