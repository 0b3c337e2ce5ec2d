"""Moving dates of a schedule to other instants, lawful or not."""

from collections.abc import Mapping
from dataclasses import replace

from planner.model import ADAPTATION, PlannedPhase, PlannedRollout, Roadmap, Schedule
from planner.rules import Point


def moved_to(roadmap: Roadmap, schedule: Schedule, to: Mapping[Point, int]) -> Schedule:
    """Give a schedule with some dates elsewhere: phases as long as before, curves moved as they are.

    A curve goes by its begin, and where that stays by its end, if that comes later.
    """
    named = {point.measure for point in to}
    return Schedule(
        selected=schedule.selected,
        phases=tuple(_phase(each, to) if each.measure in named else each for each in schedule.phases),
        rollouts=tuple(
            _rollout(roadmap, each, to) if each.measure in named else each for each in schedule.rollouts
        ),
    )


def _phase(planned: PlannedPhase, to: Mapping[Point, int]) -> PlannedPhase:
    start = to.get(Point(planned.measure, planned.phase))
    if start is None:
        return planned
    start = max(0, start)
    return replace(planned, start=start, end=start + planned.end - planned.start)


def _rollout(roadmap: Roadmap, planned: PlannedRollout, to: Mapping[Point, int]) -> PlannedRollout:
    begin = Point(planned.measure, sector=planned.sector)
    if planned.begin is None:
        return planned
    moved = _curve_moved(roadmap, planned, max(0, to.get(begin, planned.begin)) - planned.begin)
    start = to.get(begin._replace(phase=ADAPTATION))
    if start is None or moved.adaptation is None:
        return moved
    start = max(0, start)
    periods = moved.adaptation.end - moved.adaptation.start
    return replace(moved, adaptation=replace(moved.adaptation, start=start, end=start + periods))


def _curve_moved(roadmap: Roadmap, planned: PlannedRollout, later: int) -> PlannedRollout:
    """Give a rollout that begins so many periods later; what would come after the horizon is cut off."""
    if later == 0 or planned.begin is None:
        return planned
    periods, in_use = len(planned.adoption), roadmap.rollout_by_key(planned.key).in_use
    known = (
        *(in_use,) * max(0, later),
        *planned.adoption[max(0, -later) :],
        *planned.adoption[-1:] * periods,
    )
    begin = planned.begin + later
    if known[:periods][-1:] <= (in_use,):  # nobody is left within the horizon
        return replace(planned, begin=None, adoption=(in_use,) * periods, adaptation=None)
    return replace(planned, begin=begin, adoption=known[:periods])
