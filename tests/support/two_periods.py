"""Plans of measures with one phase of two periods each, by their starts."""

from collections.abc import Mapping

from planner.model import FINISH, Objective, Plan, PlannedPhase, PlanStatus, Roadmap, Schedule
from planner.results import score


def a_plan(roadmap: Roadmap, starts: Mapping[str, int], objective: Objective = FINISH) -> Plan:
    """Give a plan with measures of two periods that start at some instants; others are out."""
    phases = tuple(
        PlannedPhase(measure=each, phase="build", start=start, end=start + 2)
        for each, start in starts.items()
    )
    schedule = Schedule(selected=tuple(starts), phases=phases, rollouts=())
    return Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, objective, schedule),
    )
