"""Where each dependency leaves one bar and reaches another."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner import results
from planner.model import Dependency, Endpoint
from planner.results import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One dependency as drawn: from an instant of one measure to an instant of another."""

    predecessor: str
    leaves: int
    successor: str
    arrives: int


def arrows(found: Facts) -> Iterator[Arrow]:
    """Give the dependencies between measures that are both in."""
    chosen = set(found.schedule.selected)
    for link in found.roadmap.dependencies:
        if chosen.issuperset(link.measures):
            yield _arrow(found, link)


def _arrow(found: Facts, link: Dependency) -> Arrow:
    from_end, to_end = link.link.from_finish, link.link.to_finish
    return Arrow(
        predecessor=link.predecessor.measure,
        leaves=_instant(found, link.predecessor, ends=from_end or not link.link.is_timed),
        successor=link.successor.measure,
        arrives=_instant(found, link.successor, ends=to_end),
    )


def _instant(found: Facts, endpoint: Endpoint, *, ends: bool) -> int:
    """Give the instant of an endpoint: a rollout's, a phase's, or the first start and last end of phases."""
    if endpoint.is_rollout:
        return _rollout_instant(found, endpoint, ends=ends)
    phases = found.schedule.phases_by_measure.get(endpoint.measure, ())
    named = [phase for phase in phases if endpoint.phase in ("", phase.phase)]
    if not named:
        return found.spans[endpoint.measure][0]
    return named[-1].end if ends else named[0].start


def _rollout_instant(found: Facts, endpoint: Endpoint, *, ends: bool) -> int:
    planned = found.schedule.rollouts_by_key.get((endpoint.measure, endpoint.sector))
    if planned is None or planned.begin is None:
        return found.spans[endpoint.measure][1]
    return results.rollout_end(found.roadmap, planned) if ends else planned.begin
