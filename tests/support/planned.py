"""Plans written by hand: phases between instants, and rollouts."""

from collections.abc import Sequence

from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import (
    VALUE,
    DateKind,
    Objective,
    Plan,
    PlanDate,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Schedule,
)
from planner.results import score


def planned(measure: str, start: int, end: int, phase: str = "build") -> PlannedPhase:
    """Plan a phase between two instants."""
    return PlannedPhase(measure=measure, phase=phase, start=start, end=end)


def start_of(measure: str, phase: str = "build") -> PlanDate:
    """Name the start of a phase."""
    return PlanDate(kind=DateKind.START, measure=measure, phase=phase)


def end_of(measure: str, phase: str = "build") -> PlanDate:
    """Name the end of a phase."""
    return PlanDate(kind=DateKind.END, measure=measure, phase=phase)


def a_plan_of(
    roadmap: Roadmap,
    *phases: PlannedPhase,
    rollouts: Sequence[PlannedRollout] = (),
    objective: Objective = VALUE,
) -> Plan:
    """Give a plan of these phases and rollouts: in is what has a phase, or a wave."""
    chosen = {each.measure for each in phases} | {each.measure for each in rollouts if each.begin is not None}
    schedule = Schedule(
        selected=tuple(each.id for each in roadmap.open_measures if each.id in chosen),
        phases=phases,
        rollouts=tuple(rollouts),
    )
    return Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, objective, schedule),
    )


def a_plan_with_everything() -> Plan:
    """Give a plan of two measures, the second of which follows the first where it is in use."""
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    value = score(roadmap, VALUE, schedule)
    return Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule, score=value)
