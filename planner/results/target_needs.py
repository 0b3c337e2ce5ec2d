"""What all of the target picture asks of sectors beyond what they can give within the horizon."""

from collections.abc import Iterator

from planner.model import TOLERANCE, GroupRule, Measure, Roadmap, Sector
from planner.results.capacities import capacity
from planner.rules import adaptation_before, asked_by_waves


def lacking(roadmap: Roadmap) -> tuple[tuple[Sector, float], ...]:
    """Give the sectors that cannot give what all of the target picture asks, and what share more it takes.

    Counted is the least of what any plan must ask that reaches all of it: the work of every measure that
    contributes to a service, and of every one that must be in. Of measures that exclude each other, and of
    phases that run already, nothing is counted. So one sector that is named is enough to make it impossible.
    """
    if not roadmap.services:
        return ()
    asked = dict.fromkeys((sector.id for sector in roadmap.sectors), 0.0)
    for measure in _needed(roadmap):
        for sector_id, person_months in _work(roadmap, measure):
            asked[sector_id] += person_months
    limits = capacity(roadmap)
    short = (
        (sector, asked[sector.id] / sum(limit) - 1)
        for sector in roadmap.sectors
        if (limit := limits[sector.id]) is not None and sum(limit) > 0
    )
    return tuple(sorted((pair for pair in short if pair[1] > TOLERANCE), key=lambda pair: -pair[1]))


def _needed(roadmap: Roadmap) -> Iterator[Measure]:
    contributing = {part.measure for part in roadmap.contributions}
    alternatives = {
        name
        for group in roadmap.groups
        if group.rule in (GroupRule.EXACTLY_ONE, GroupRule.AT_MOST_ONE)
        for name in group.measures
    }
    for measure in roadmap.open_measures:
        is_asked = measure.id in contributing or measure.must_be_in
        if is_asked and measure.id not in alternatives:
            yield measure


def _work(roadmap: Roadmap, measure: Measure) -> Iterator[tuple[str, float]]:
    """Give the least that a measure asks of each sector, in person-months."""
    phases = measure.phases[1:] if measure.is_running else measure.phases
    for phase in phases:
        sectors = {demand.sector for mode in phase.modes for demand in mode.demands}
        for sector_id in sectors:
            yield sector_id, min(mode.periods * mode.person_months(sector_id) for mode in phase.modes)
    for rollout in roadmap.rollouts_of(measure.id):
        left = rollout.target - rollout.in_use
        adaptation = adaptation_before(roadmap, rollout)
        # of one that runs already nothing is counted, as of phases
        if adaptation is not None and not adaptation.is_running and left > TOLERANCE:
            for demand in adaptation.demands:
                yield demand.sector, adaptation.periods * demand.person_months
        for each in asked_by_waves(roadmap, rollout):
            # what follows a wave may lie beyond the horizon, what prepared one of a started measure before it
            if each.offset == 0 or (each.offset < 0 and not measure.is_started):
                yield each.sector, left * each.person_months
