"""Random small roadmaps in which sectors adapt their own systems before they take measures into use."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from support.strategies import random_roadmap

from planner.model import (
    ADAPTATION,
    Adaptation,
    Calendar,
    Capacity,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Link,
    Roadmap,
    Rollout,
    Sector,
    SectorKind,
)

MOST = 2
"""How many adaptations a roadmap has: each multiplies the plans to try."""


def random_roadmap_with_adaptations(seed: int) -> Roadmap:
    """Give a small roadmap with one or two adaptations, some that links name, some that run already."""
    return with_adaptations(random_roadmap(seed), seed)


def with_adaptations(roadmap: Roadmap, seed: int) -> Roadmap:
    """Give a roadmap adaptations and links to them, by a seed."""
    dice = Random(f"adaptations {seed}")
    helper = Sector(id="d8", name="d8", kind=SectorKind.DELIVERING, capacities=_a_capacity(roadmap))
    delivering = [each.id for each in (*roadmap.sectors, helper) if not each.is_receiving]
    chosen = dice.sample(roadmap.rollouts, min(len(roadmap.rollouts), dice.choice((1, MOST, MOST))))
    adaptations = tuple(an_adaptation_before(dice, roadmap, rollout, delivering) for rollout in chosen)
    named = {rollout.measure: _before(rollout) for rollout in chosen}
    links = tuple(_tied(dice, link, named) for link in roadmap.dependencies)
    links += tuple(_links_between(dice, roadmap, chosen))
    return replace(
        roadmap,
        calendar=replace(roadmap.calendar, periods=roadmap.calendar.periods + 1),
        sectors=(*roadmap.sectors, helper),
        rollouts=tuple(_worth_it(rollout) for rollout in roadmap.rollouts),
        adaptations=adaptations,
        dependencies=links,
    )


def _worth_it(rollout: Rollout) -> Rollout:
    """Let a rollout earn so much that adapting for it is often worth while."""
    return replace(rollout, benefit_nok_per_year=3 * rollout.benefit_nok_per_year)


def _a_capacity(roadmap: Roadmap) -> tuple[Capacity, ...]:
    """Give what some other sector has."""
    return next((each.capacities for each in roadmap.sectors if each.capacities), ())


def an_adaptation_before(
    dice: Random, roadmap: Roadmap, rollout: Rollout, delivering: Sequence[str]
) -> Adaptation:
    """Throw an adaptation of one or two periods; of a rollout with something in use, mostly one that runs."""
    phases = [phase.id for phase in roadmap.measure(rollout.measure).phases]
    supporters = [sector for sector in delivering if dice.random() < 0.4]
    runs = dice.random() < (0.7 if rollout.in_use else 0.12)
    pinned = dice.random() < 0.1
    return Adaptation(
        measure=rollout.measure,
        sector=rollout.sector,
        duration=Estimate.sure(dice.choice((1, 1, 1, 2))),
        person_months=dice.choice((0.0, 0.4, 1.0, 1.0, 2.5)),
        support=tuple(Demand(sector=each, person_months=dice.choice((0.3, 0.8, 1.5))) for each in supporters),
        cost_nok_per_period=1e5 * dice.choice((0, 1, 4, 12)),
        after_phase=dice.choice(("", *phases)),
        pinned_start=_a_day(dice, roadmap.calendar, -1 if runs else 0, 0 if runs else 2) if pinned else None,
        is_running=runs,
    )


def _a_day(dice: Random, calendar: Calendar, first: int, last: int) -> date:
    """Throw a date in or at the beginning of a period."""
    return calendar.date_of(dice.randint(first, last)) + timedelta(days=dice.choice((0, 0, 12)))


def _before(rollout: Rollout) -> Endpoint:
    """Name the adaptation before a rollout."""
    return Endpoint(measure=rollout.measure, phase=ADAPTATION, sector=rollout.sector)


def _tied(dice: Random, link: Dependency, named: dict[str, Endpoint]) -> Dependency:
    """Tie an end of a link to the adaptation of its measure now and then."""
    before, after = named.get(link.predecessor.measure), named.get(link.successor.measure)
    if link.link.is_timed and before is not None and dice.random() < 0.5:
        link = replace(link, predecessor=before)
    if link.link is not Link.ADOPTION and after is not None and dice.random() < 0.5:
        link = replace(link, successor=after)
    return link


def _links_between(dice: Random, roadmap: Roadmap, chosen: Sequence[Rollout]) -> Iterator[Dependency]:
    """Throw links from an adaptation to what comes in later measures, or from these to it."""
    order = [measure.id for measure in roadmap.measures]
    for rollout in chosen:
        for other in roadmap.rollouts:
            if rollout.measure != other.measure and dice.random() < 0.25:
                theirs = Endpoint(measure=other.measure, sector=other.sector)
                ends = sorted((_before(rollout), theirs), key=lambda end: order.index(end.measure))
                lag = dice.choice((-1, 0, 0, 1))
                yield Dependency(
                    predecessor=ends[0],
                    successor=ends[1],
                    link=dice.choice(tuple(each for each in Link if each.is_timed)),
                    lag_periods=lag,
                    largest_lag_periods=lag + dice.randint(0, 3) if dice.random() < 0.25 else None,
                )
