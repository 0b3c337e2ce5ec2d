"""The instants of a plan that order compares, and how early each could come if all others stayed."""

from functools import lru_cache

from planner.model import ADAPTATION, Plan, PlannedRollout, Roadmap
from planner.network import ORIGIN, Wait, waits
from planner.results import rollout_end
from planner.rules import Point

Instants = dict[Point, int]


def plan_instants(plan: Plan) -> Instants:
    """Give starts and ends of phases, adaptations and rollouts of all measures that are in."""
    found: Instants = {}
    if plan.schedule is None:
        return found
    for phase in plan.schedule.phases:
        found[Point(phase.measure, phase.phase)] = phase.start
        found[Point(phase.measure, phase.phase, at_end=True)] = phase.end
    for planned in plan.schedule.rollouts:
        begin, adapts = rollout_points(planned)
        if planned.begin is not None:
            found |= {begin: planned.begin, end_of(begin): rollout_end(plan.roadmap, planned)}
        if planned.adaptation is not None:
            found |= {adapts: planned.adaptation.start, end_of(adapts): planned.adaptation.end}
    return found


def rollout_points(planned: PlannedRollout) -> tuple[Point, Point]:
    """Give the begin of a rollout and the start of its adaptation."""
    return (
        Point(planned.measure, sector=planned.sector),
        Point(planned.measure, phase=ADAPTATION, sector=planned.sector),
    )


def end_of(point: Point) -> Point:
    """Give the end of what starts at an instant."""
    return point._replace(at_end=True)


def could_come(plan: Plan) -> Instants:
    """Give the earliest instant that order leaves each start and begin while all others stay as planned."""
    at = {ORIGIN: 0, **plan_instants(plan)}
    found: Instants = {}
    for wait in order_of(plan.roadmap):
        if wait.earlier in at and wait.later in at and not wait.later.at_end and wait.periods >= 0:
            found[wait.later] = max(found.get(wait.later, 0), at[wait.earlier] + wait.periods)
    return found


@lru_cache(maxsize=2)
def order_of(roadmap: Roadmap) -> list[Wait]:
    """Give all least distances between instants of a roadmap."""
    return waits(roadmap)
