"""Reasons for a script: of all dates of a measure or a service, by its id."""

from collections.abc import Iterator
from difflib import get_close_matches

from planner.model import DateKind, Plan, PlanDate
from planner.results import dates_of_measure
from planner.why.limits import Taken
from planner.why.several import whole_reason
from planner.why.verdicts import Explainer, Reason


def explain(plan: Plan, *names: str) -> list[Reason]:
    """Give why each date of some measures and services is not a period earlier, and what holds it.

    Works in this process, one date after the other: some seconds for each.

    Parameters
    ----------
    names
        Ids of measures, whose starts and ends are asked for, or that they come in, and of services.

    Raises
    ------
    ValueError
        If the plan has no schedule, or neither a measure nor a service of such an id.
    """
    explainer = Explainer(plan)
    taken = Taken(explainer.roadmap, explainer.schedule)
    dates = [date for name in names for date in _dates_of(plan, name)]
    return [whole_reason(explainer, taken, date, yielding=False) for date in dates]


def _dates_of(plan: Plan, name: str) -> Iterator[PlanDate]:
    """Give the dates of what has an id."""
    measures = [each.id for each in plan.roadmap.measures]
    services = [each.id for each in plan.roadmap.services]
    if name in services:
        yield PlanDate(kind=DateKind.REALISED, service=name)
    elif name in measures and plan.schedule is not None:
        yield from dates_of_measure(plan.roadmap, plan.schedule, name)
    else:
        near = get_close_matches(name, [*measures, *services], n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"found {name}, expected the id of a measure or a service{meant}")
