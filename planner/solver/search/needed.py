"""A first schedule where no list schedule places all that must be in: by the exact model of that part."""

from dataclasses import replace
from functools import lru_cache

from planner.model import FINISH, ObjectiveKind, Roadmap, Schedule
from planner.problem import Problem, features_of
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.placing.list_schedule import repaired
from planner.solver.search.stages import lifted, needed_part

LARGEST = 2_000
"""Variables of the exact model up to which it is tried: a second or two."""
_ANY = Allowance(nodes=100, gap=1.0)
"""What is spent on any schedule at all; counted in nodes, so that it is the same again."""


def schedule_of_needed(flat: Flat) -> Schedule | None:
    """Give a schedule with all that must be in, and what pays around it; ``None`` where that is much work.

    List schedules miss some: they decide one measure after the other, and circles, modes and limits that
    many share may ask for all at once.
    """
    roadmap = flat.problem.roadmap
    if flat.objective.kind is ObjectiveKind.SHORTFALL:
        roadmap = replace(roadmap, requirements=())  # which are what is aimed at, and need not be met
    alone = _alone(roadmap)
    return None if alone is None else repaired(flat, alone) or alone


@lru_cache(maxsize=2)
def _alone(roadmap: Roadmap) -> Schedule | None:
    """Give a schedule with all that must be in and what it needs, and nothing else; once for all stages."""
    part = needed_part(roadmap)
    problem = Problem(part)
    if features_of(problem, FINISH).step_variables > LARGEST:
        return None
    from planner.solver.engines.step.engine import StepEngine  # late: OR-tools takes half a second to load

    _answer, found = StepEngine(part, FINISH, problem=problem).prove(_ANY)
    return None if found is None else lifted(roadmap, found)
