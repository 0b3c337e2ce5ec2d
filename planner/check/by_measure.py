"""Rules that look at each measure by itself, asked again only of those for which something is another.

They are given nothing but what is known of some measures alone, so that none can come to lean on others.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.check.adaptations import adaptations_fit_alone
from planner.check.facts import RoadmapFacts
from planner.check.fits_alone import first_waves_fit, phases_fit_alone, rollouts_fit_alone, shares_fit_alone
from planner.model import Finding, Measure, Rollout, beginnings
from planner.network import Earliest

BY_MEASURE: tuple[Callable[[RoadmapFacts], Iterator[Finding]], ...] = (
    adaptations_fit_alone,
    phases_fit_alone,
    first_waves_fit,
    rollouts_fit_alone,
    shares_fit_alone,
)


class _Quiet(NamedTuple):
    """Measures of which these rules had nothing to say, with what that rests on.

    Parameters
    ----------
    shared, network
        What every measure rests on, and its instants.
    of_measures
        The measure itself and its rollouts, by id.
    """

    shared: tuple[object, ...]
    network: Earliest
    of_measures: Mapping[str, tuple[Measure, tuple[Rollout, ...]]]


_lately: list[_Quiet] = []
"""What is known of the roadmap that was checked last, or nothing."""


def found_by_measure(facts: RoadmapFacts) -> list[Finding]:
    """Give what the rules find; of what is as it was they are asked only where they had something to say."""
    roadmap = facts.roadmap
    shared = (
        *(roadmap.calendar, roadmap.sectors, roadmap.supports, roadmap.adaptations, roadmap.passed),
        *(facts.required, facts.capacity, facts.left, facts.named),
    )
    own = {measure.id: (measure, roadmap.rollouts_of(measure.id)) for measure in roadmap.measures}
    quiet = _as_before(own, shared, facts.network)
    asked = own.keys() - quiet
    of_them = facts.among(asked)
    found = [finding for rule in BY_MEASURE for finding in rule(of_them)]
    told = [asked.intersection(beginnings(finding.subject)) for finding in found]
    loud = set().union(*told)
    # where it cannot be told of whom a finding is, nobody is taken for quiet
    kept = {name: held for name, held in own.items() if name not in loud} if all(told) else {}
    _lately[:] = [_Quiet(shared, facts.network, kept)]
    return found


def _as_before(
    own: Mapping[str, tuple[Measure, tuple[Rollout, ...]]], shared: tuple[object, ...], network: Earliest
) -> set[str]:
    """Give the measures of which there was nothing to say, and nothing that it rests on is another."""
    before = next(iter(_lately), None)
    moved = None if before is None or before.shared != shared else network.moved_since(before.network)
    if before is None or moved is None:
        return set()
    return {
        name
        for name, (measure, rollouts) in before.of_measures.items()
        if name in own and name not in moved and own[name][0] is measure and _are_same(own[name][1], rollouts)
    }


def _are_same(one: Sequence[Rollout], other: Sequence[Rollout]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))
