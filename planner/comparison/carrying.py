"""An earlier plan as a later one counts time and knows measures."""

from planner.model import Plan, Roadmap, Schedule
from planner.results import as_counted
from planner.solver import carried


def as_the_later_counts(before: Plan, after: Plan) -> Schedule:
    """Give the earlier schedule in the instants of the later plan, without what its roadmap does not know.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    """
    if before.schedule is None or after.schedule is None:
        raise ValueError("one of the plans has no schedule")
    return carried(after.roadmap, as_counted(before.schedule, before.roadmap.calendar, after.roadmap))


def is_alike(before: Roadmap, after: Roadmap, measure_id: str) -> bool:
    """Tell whether two roadmaps have a measure open, in the same sectors and with the same phases.

    At a later status date, phases that have ended are gone.
    """
    if measure_id not in {each.id for each in before.open_measures}:
        return False
    old, new = ([phase.id for phase in each.measure(measure_id).phases] for each in (before, after))
    sectors = [[rollout.sector for rollout in each.rollouts_of(measure_id)] for each in (before, after)]
    left = old if before.calendar.counts_as(after.calendar) else old[len(old) - len(new) :]
    return left == new and sectors[0] == sectors[1]
