"""A roadmap at a later status date, and the plan that goes on from there where it is still lawful."""

from dataclasses import replace

from planner.model import (
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlanStatus,
    errors,
)
from planner.results import as_counted, score
from planner.rolling import Rolled, Slip, slips
from planner.solver import carried
from planner.verify import verify

_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


def going_on(rolled: Rolled, aimed: Objective | None = None) -> Plan | None:
    """Give the old plan from the status date on; nothing where it breaks a rule.

    Parameters
    ----------
    aimed
        What it was made to be best at: that is its objective, with the levels that it keeps itself. No
        changes, when not given.
    """
    plan = as_if_lawful(rolled, aimed)
    return None if errors(verify(plan.roadmap, plan)) else plan


def as_if_lawful(rolled: Rolled, aimed: Objective | None = None) -> Plan:
    """Give the old plan from the status date on, lawful or not: what changes are counted from.

    Without a score where work that is reported to be late outlasts the horizon: nothing counts it there.
    """
    roadmap, schedule = rolled.roadmap, rolled.schedule
    objective = Objective(kind=ObjectiveKind.STABILITY, baseline=schedule)
    first = []
    if aimed is not None and aimed.baseline is None:
        objective = aimed
        first = [each.objective for each in aimed.kept if each.objective.baseline is None]
    if roadmap.started_first and _OPEN_WORK not in first:
        first.insert(0, _OPEN_WORK)
    objective = replace(objective, kept=tuple(_kept(rolled, each) for each in first))
    is_within = all(each.end <= roadmap.calendar.periods for each in schedule.phases)
    return Plan(
        roadmap=roadmap,
        objective=objective,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, objective, schedule) if is_within else None,
    )


def _kept(rolled: Rolled, objective: Objective) -> Kept:
    level = score(rolled.roadmap, objective, rolled.schedule)
    return Kept(objective=objective, level=level, reached=level)


def slips_against(rolled: Rolled, baseline: Plan) -> tuple[Slip, ...]:
    """Give what went otherwise than an earlier plan had it, of all that was open in the plan that was rolled.

    Raises
    ------
    ToldError
        If the periods of the two plans are not equally long.
    """
    roadmap = rolled.past.roadmap
    if baseline.schedule is None:
        return ()
    then = as_counted(baseline.schedule, baseline.roadmap.calendar, roadmap)
    plan = replace(rolled.past.plan, schedule=carried(roadmap, then))
    return slips(replace(rolled.past, plan=plan))
