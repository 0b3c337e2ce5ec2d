"""Which schedules the engines can start from."""

from planner.model import Schedule
from planner.solver.problem import Problem


def fitting(problem: Problem, schedule: Schedule | None) -> Schedule | None:
    """Give a schedule, lawful or not, if it speaks of the same phases and rollouts over the same time."""
    if schedule is None:
        return None
    phases = {(phase.measure, phase.phase) for task in problem.measures.values() for phase in task.phases}
    same_phases = {(phase.measure, phase.phase) for phase in schedule.phases} <= phases
    same_rollouts = schedule.rollouts_by_key.keys() == problem.rollouts.keys()
    same_time = all(len(rollout.adoption) == problem.horizon for rollout in schedule.rollouts)
    return schedule if same_phases and same_rollouts and same_time else None
