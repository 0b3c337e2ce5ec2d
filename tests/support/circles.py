"""Random small roadmaps in which measures wait for each other in circles that can be met."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from support.strategies import a_random_roadmap

from planner.check import check
from planner.model import Dependency, Endpoint, Link, Measure, Roadmap, Status, errors
from planner.problem import Problem, circles_of, pairs_of


def roadmaps_with_circles(count: int, seed: int = 0) -> Iterator[Roadmap]:
    """Give roadmaps without errors in which at least two measures stand in a circle."""
    while count:
        roadmap = a_roadmap_with_circles(Random(seed))
        seed += 1
        if has_circle(roadmap) and not errors(check(roadmap)):
            count -= 1
            yield roadmap


def has_circle(roadmap: Roadmap) -> bool:
    """Tell whether measures stand in a circle."""
    problem = Problem(roadmap)
    return any(len(circle) > 1 for circle in circles_of(problem, pairs_of(problem)))


def a_roadmap_with_circles(dice: Random) -> Roadmap:
    """Throw a roadmap of all rules, mostly mandatory, and links backwards between its measures."""
    roadmap = a_random_roadmap(dice)
    measures = [_firm(dice, measure) for measure in roadmap.measures]
    pairs = [(a, b) for number, b in enumerate(measures) for a in measures[:number]]
    added = [link for a, b in pairs if dice.random() < 0.7 for link in _both_ways(dice, roadmap, a, b)]
    return replace(roadmap, measures=tuple(measures), dependencies=(*roadmap.dependencies, *added), groups=())


def _firm(dice: Random, measure: Measure) -> Measure:
    """Make most measures mandatory, so that something has to be found."""
    return replace(measure, optional=False) if dice.random() < 0.6 else measure


def _both_ways(dice: Random, roadmap: Roadmap, one: Measure, other: Measure) -> list[Dependency]:
    """Throw links that let two measures wait for each other."""
    if Status.DONE in (one.status, other.status):
        return []
    first, second = _ends(roadmap, one), _ends(roadmap, other)
    kind, lag = dice.choice((Link.START_START, Link.FINISH_FINISH)), dice.choice((0, 0, -1))
    far = dice.randint(1, 3)
    slack = dice.choice((None, None, far, far + 1))
    interlocked = len(one.phases) > 1 and len(other.phases) > 1
    if interlocked and dice.random() < 0.6:
        return [_link(first[1], second[2]), _link(second[1], first[2])]
    if dice.random() < 0.5:
        return [
            _link(dice.choice(first), dice.choice(second), kind, lag, slack),
            _link(dice.choice(second), dice.choice(first), kind, lag),
        ]
    return [
        _link(first[0], dice.choice(second), Link.START_START, dice.choice((0, 1)), slack),
        _link(dice.choice(second), first[0], Link.FINISH_START, -far),
    ]


def _ends(roadmap: Roadmap, measure: Measure) -> list[Endpoint]:
    """Give what links may be tied to: the measure, its rollouts and its phases."""
    phases = [Endpoint(measure=measure.id, phase=phase.id) for phase in measure.phases]
    rollouts = [Endpoint(measure=measure.id, sector=each.sector) for each in roadmap.rollouts_of(measure.id)]
    return [Endpoint(measure=measure.id), *phases, *rollouts]


def _link(
    before: Endpoint,
    after: Endpoint,
    kind: Link = Link.FINISH_START,
    lag: int = 0,
    slack: int | None = None,
) -> Dependency:
    """Make a link."""
    largest = None if slack is None else lag + slack
    return Dependency(
        predecessor=before, successor=after, link=kind, lag_periods=lag, largest_lag_periods=largest
    )
