"""Planning anew from a later status date with the fewest changes that are found."""

from dataclasses import replace

from planner.check import check
from planner.model import Kept, Objective, ObjectiveKind, Plan, PlanStatus, Schedule, errors
from planner.repair.repairing import repaired
from planner.results import score
from planner.rolling import Rolled
from planner.solver import unsupported
from planner.variance import own_places


def replanned(before: Plan, rolled: Rolled) -> Plan | None:
    """Give a lawful plan of a rolled roadmap near the old one.

    ``None`` where none is found, and where checking finds an error, such as a hard deadline that has passed.

    The old dates are repaired as they are, and with each measure pushed by its own slips; the nearer one is
    the plan. That it is the nearest there is is not claimed. Where the old plan goes on, it is the old one.

    Parameters
    ----------
    before
        The plan that was rolled.
    """
    if errors([*check(rolled.roadmap), *unsupported(rolled.roadmap)]):
        return None
    near = Objective(kind=ObjectiveKind.STABILITY, baseline=rolled.schedule)
    wanted = (rolled.schedule, own_places(before, rolled.roadmap, rolled.schedule))
    repairs = (repaired(replace(before, schedule=each), (), roadmap=rolled.roadmap) for each in wanted)
    found = [each.schedule for each in repairs if each.schedule is not None]
    if not found:
        return None
    return _plan(rolled, near, min(found, key=lambda each: score(rolled.roadmap, near, each)))


def _plan(rolled: Rolled, near: Objective, schedule: Schedule) -> Plan:
    roadmap, open_work = rolled.roadmap, Objective(kind=ObjectiveKind.OPEN_WORK)
    level = score(roadmap, open_work, schedule)
    kept = (Kept(objective=open_work, level=level, reached=level),) if roadmap.started_first else ()
    objective = replace(near, kept=kept)
    return Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, objective, schedule),
    )
