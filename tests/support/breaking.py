"""What the ways to break a plan share: by how much limits are broken, and where there is what to break."""

from collections.abc import Iterator
from itertools import pairwise

from support.lawful_plans import Changed, Lawful, with_roadmap

from planner.model import Dependency, Endpoint, PlannedPhase, Rollout
from planner.verify.links import has_passed

MORE = 1e-3
"""By how much limits are broken: far above the tolerance of 1e-6."""

Ways = Iterator[Changed]


def score_of(case: Lawful) -> float:
    """Give the score of the plan."""
    return case.plan.score or 0.0


def whole(measure_id: str) -> Endpoint:
    """Name a whole measure as the end of a link."""
    return Endpoint(measure=measure_id)


def neighbours(case: Lawful) -> Iterator[tuple[PlannedPhase, PlannedPhase]]:
    """Give each planned phase with the one after it."""
    for phases in case.schedule.phases_by_measure.values():
        yield from pairwise(phases)


def real_waves(case: Lawful) -> Iterator[tuple[Rollout, int]]:
    """Give the waves that are large enough to break something."""
    for rollout in case.rollouts_in:
        for period, (before, share) in enumerate(pairwise([rollout.in_use, *case.curve(rollout)])):
            if share > before + 10 * MORE:
                yield rollout, period


def timed_links(case: Lawful) -> Iterator[Dependency]:
    """Give the timed links that bind between measures that are in, and whose ends are planned."""
    for link in case.roadmap.dependencies:
        both_in = all(measure in case.schedule.selected for measure in link.measures)
        if link.link.is_timed and both_in and not has_passed(case.roadmap, link):
            begun = [
                case.schedule.rollouts_by_key.get((e.measure, e.sector))
                for e in (link.predecessor, link.successor)
            ]
            if all(planned is None or planned.begin is not None for planned in begun):
                yield link


def with_rollout_of_roadmap(case: Lawful, rollout: Rollout, changed: Rollout) -> Changed:
    """Change one rollout of the roadmap."""
    return with_roadmap(case, rollouts=tuple(changed if r is rollout else r for r in case.roadmap.rollouts))
