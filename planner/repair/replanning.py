"""Planning anew what cannot stay as it is, with the fewest changes that are found."""

from dataclasses import replace

from planner.check import check
from planner.model import Objective, ObjectiveKind, Plan, Roadmap, errors
from planner.repair.repairing import repaired
from planner.results import score
from planner.solver import carried, unsupported
from planner.variance import own_places


def replanned(left: Plan, roadmap: Roadmap, *, rolled_from: Plan | None = None) -> Plan | None:
    """Give a lawful plan of a roadmap near another one, under the aim of that.

    ``None`` where none is found, and where checking finds an error, such as a hard deadline that has passed.

    The dates are repaired as they are and, where a plan was rolled forward, with each measure pushed by its
    own slips; the nearer one is the plan. That it is the nearest there is is not claimed. Where all can stay,
    it does.

    Parameters
    ----------
    left
        The dates, lawful or not: a plan, or what rolling forward left of one.
    rolled_from
        The plan of the earlier status date, where ``left`` is what rolling forward left of it.

    Raises
    ------
    ValueError
        If there are no dates.
    """
    if left.schedule is None:
        raise ValueError("left has no schedule, expected one")
    if errors([*check(roadmap), *unsupported(roadmap)]):
        return None
    schedule = carried(roadmap, left.schedule)
    wanted = [schedule]
    if rolled_from is not None:
        pushed = own_places(rolled_from, roadmap, schedule)
        wanted += [pushed] if pushed != schedule else []
    plans = [replace(left, schedule=each) for each in wanted]
    repairs = [repaired(each, (), roadmap=roadmap, is_lawful=False) for each in plans]
    near = Objective(kind=ObjectiveKind.STABILITY, baseline=schedule)
    found = [
        (score(roadmap, near, each.schedule), place, each)
        for place, each in enumerate(repairs)
        if each.schedule is not None
    ]
    return min(found)[2].plan() if found else None
