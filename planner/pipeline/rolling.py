"""A roadmap at a later status date, and the plan that goes on from there where it is still lawful."""

from planner.model import (
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlanStatus,
    errors,
)
from planner.results import score
from planner.rolling import Rolled
from planner.verify import verify

_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


def going_on(rolled: Rolled) -> Plan | None:
    """Give the old plan from the status date on, as one of no changes; nothing where it breaks a rule."""
    roadmap, schedule = rolled.roadmap, rolled.schedule
    open_work = score(roadmap, _OPEN_WORK, schedule)
    kept = (Kept(objective=_OPEN_WORK, level=open_work, reached=open_work),) if roadmap.started_first else ()
    objective = Objective(kind=ObjectiveKind.STABILITY, baseline=schedule, kept=kept)
    plan = Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, objective, schedule),
    )
    return None if errors(verify(roadmap, plan)) else plan
