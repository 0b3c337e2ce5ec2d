"""A bound holds also for plans that use all of the tolerance with which they are judged."""

from dataclasses import replace

from support.bites import useful
from support.builders import a_measure, a_receiver, a_roadmap
from support.certificates import MILLION, bound_of

from planner.model import TOLERANCE, VALUE, Plan, Roadmap
from planner.results import score
from planner.solver import solve_exactly
from planner.verify import verify

USED = 0.9 * TOLERANCE


def beyond(roadmap: Roadmap) -> tuple[Plan, Plan]:
    """Give the best plan, and one that takes in a little more than there is room for."""
    best = solve_exactly(roadmap)
    assert best.schedule is not None
    (rollout,) = best.schedule.rollouts
    more = replace(rollout, adoption=tuple(share * (1 + USED) for share in rollout.adoption))
    schedule = replace(best.schedule, rollouts=(more,))
    return best, replace(best, schedule=schedule, score=score(roadmap, VALUE, schedule), bound=None)


def test_of_a_limit_that_measures_share() -> None:
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        sectors=(a_receiver(capacity=10.0),),
        rollouts=(useful("a", effort_per_unit=1.0),),
    )

    _holds_beyond(roadmap)


def test_of_a_target() -> None:
    _holds_beyond(a_roadmap(a_measure("a", optional=True), rollouts=(useful("a", pace=0.25),)))


def _holds_beyond(roadmap: Roadmap) -> None:
    best, more = beyond(roadmap)
    assert best.score is not None
    assert more.score is not None
    assert more.score > best.score
    assert verify(roadmap, replace(more, bound=more.score)) == []

    assert bound_of(roadmap) * MILLION >= more.score
