"""Which problems and objectives the interval engine can work on; asked before any solver is loaded."""

from planner.model import Objective, ObjectiveKind
from planner.problem import Problem
from planner.solver.arrays.worth import worth_of

_LARGEST = 4_000
"""Phases beyond which the model takes longer to read than it helps."""
_MOST_STARTS = 400_000
"""Literals for starts beyond which the same holds."""


def handles(problem: Problem, objective: Objective) -> bool:
    """Tell whether the engine knows all rules of a problem and can write the objective.

    It knows every rule but rollouts and requirements. Objectives are the last end, and all that is worth
    something by the start or end of phases.
    """
    phases = sum(len(task.phases) for task in problem.measures.values())
    known = [objective, *(kept.objective for kept in objective.kept)]
    small = phases <= _LARGEST and (_is_plain(problem, known) or _starts(problem) <= _MOST_STARTS)
    unknown = problem.rollouts or problem.requirements
    return small and not unknown and all(_covers(problem, each) for each in known)


def _is_plain(problem: Problem, known: list[Objective]) -> bool:
    """Tell whether no rule or objective needs a literal for every start."""
    plain = (ObjectiveKind.FINISH, ObjectiveKind.OPEN_WORK)
    return all(each.is_by_period for each in problem.resources) and all(each.kind in plain for each in known)


def _starts(problem: Problem) -> int:
    """Count the instants at which phases may start, over all their modes."""
    phases = (phase for task in problem.measures.values() for phase in task.phases)
    return sum(max(0, mode.last - mode.first + 1) for phase in phases for mode in phase.modes)


def is_last_end(objective: Objective) -> bool:
    """Tell whether only the last end counts, which no sum over phases gives."""
    return objective.kind is ObjectiveKind.FINISH and objective.last_end


def _covers(problem: Problem, objective: Objective) -> bool:
    return is_last_end(objective) or worth_of(problem, objective).covers_all
