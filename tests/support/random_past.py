"""What lay behind random roadmaps at their status date, with dates by which it still binds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from planner.model import (
    Calendar,
    Dependency,
    Endpoint,
    Link,
    Measure,
    Passed,
    Roadmap,
    Rollout,
    Status,
)

GONE = "f0"
"""A phase that has ended; measures have others."""


def with_what_has_passed(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Give what has begun or is done a past: phases that ended, rollouts that began, and links from these."""
    ended: dict[str, Passed] = {}
    for measure in roadmap.measures:
        if measure.status is not Status.PLANNED and dice.random() < 0.8:
            ended[measure.id] = _ended(dice, roadmap.calendar, measure)
    begun = (_begun(dice, roadmap, each) for each in roadmap.rollouts)
    return replace(
        roadmap,
        measures=tuple(_waiting(dice, each) if each.id in ended else each for each in roadmap.measures),
        dependencies=(*roadmap.dependencies, *_links_from(dice, roadmap, ended)),
        passed=(*ended.values(), *(each for each in begun if each is not None)),
    )


def _ended(dice: Random, calendar: Calendar, measure: Measure) -> Passed:
    """Throw a phase that ended up to two periods ago, with what is left of its largest pause, if anything."""
    ago = dice.choice((0, 0, 1, 2))
    pause = dice.choice((None, None, ago, ago + 1, ago + 3))
    return Passed(
        measure=measure.id,
        phase=GONE,
        began=dice.choice((None, calendar.date_of(-ago - dice.choice((1, 2))))),
        ended=calendar.date_of(-ago) - timedelta(days=1),
        largest_pause_periods=pause,
    )


def _waiting(dice: Random, measure: Measure) -> Measure:
    """Let half of those with phases left be between two of them."""
    waits = measure.is_running and dice.random() < 0.5
    return replace(measure, between_phases=True) if waits else measure


def _begun(dice: Random, roadmap: Roadmap, rollout: Rollout) -> Passed | None:
    """Throw when a rollout began that somebody uses, or since when one that nobody uses has been prepared."""
    status, chance = roadmap.measure(rollout.measure).status, dice.random()
    day = roadmap.calendar.date_of(-dice.choice((1, 2, 3)))
    if status is Status.STARTED and rollout.in_use and chance < 0.5:
        return Passed(measure=rollout.measure, sector=rollout.sector, began=day)
    if status is Status.PLANNED and not rollout.in_use and chance < 0.15:
        return Passed(measure=rollout.measure, sector=rollout.sector, prepared=day)
    return None


def _links_from(dice: Random, roadmap: Roadmap, ended: dict[str, Passed]) -> Iterator[Dependency]:
    """Throw links from phases that have ended to later measures, their phases and their rollouts."""
    order = [measure.id for measure in roadmap.measures]
    for before in ended:
        for after in roadmap.measures[order.index(before) + 1 :]:
            if dice.random() < 0.4:
                yield _link_from(dice, roadmap, before, after)


def _link_from(dice: Random, roadmap: Roadmap, before: str, after: Measure) -> Dependency:
    ends = [Endpoint(measure=after.id)]
    ends += [Endpoint(measure=after.id, phase=phase.id) for phase in after.phases]
    ends += [Endpoint(measure=after.id, sector=each.sector) for each in roadmap.rollouts_of(after.id)]
    lag = dice.choice((0, 1, 2, 3))
    return Dependency(
        predecessor=Endpoint(measure=before, phase=GONE),
        successor=dice.choice(ends),
        link=dice.choice(tuple(each for each in Link if each.is_timed)),
        lag_periods=lag,
        largest_lag_periods=lag + dice.randint(0, 3) if dice.random() < 0.4 else None,
    )
