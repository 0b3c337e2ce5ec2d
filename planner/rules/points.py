"""Instants that links compare: what an endpoint without a name means stands here and nowhere else."""

from typing import NamedTuple

from planner.model import Dependency, Endpoint, Roadmap


class Point(NamedTuple):
    """An instant of a measure: of a phase, of a rollout, or the decision where it has no phases.

    Of an adaptation both the phase, ``tilpasning``, and the sector are named.
    """

    measure: str
    phase: str = ""
    sector: str = ""
    at_end: bool = False

    @property
    def is_adaptation(self) -> bool:
        """Tell whether it is an instant of the adaptation before a rollout."""
        return bool(self.phase and self.sector)

    @property
    def is_decision(self) -> bool:
        """Tell whether it is the instant at which a measure without phases is decided."""
        return not (self.phase or self.sector)


def point_of(roadmap: Roadmap, endpoint: Endpoint, *, at_end: bool) -> Point:
    """Give the instant an endpoint names: without a name the first phase's start or the last phase's end."""
    if endpoint.is_adaptation:
        return Point(endpoint.measure, phase=endpoint.phase, sector=endpoint.sector, at_end=at_end)
    if endpoint.is_rollout:
        return Point(endpoint.measure, sector=endpoint.sector, at_end=at_end)
    if endpoint.phase:
        return Point(endpoint.measure, phase=endpoint.phase, at_end=at_end)
    phases = roadmap.measure(endpoint.measure).phases
    if not phases:
        return Point(endpoint.measure)
    return Point(endpoint.measure, phase=phases[-1 if at_end else 0].id, at_end=at_end)


def departure(roadmap: Roadmap, link: Dependency) -> Point:
    """Give the instant that a timed link leaves from."""
    return point_of(roadmap, link.predecessor, at_end=link.link.from_finish)


def arrival(roadmap: Roadmap, link: Dependency) -> Point:
    """Give the instant that a timed or share link holds back."""
    return point_of(roadmap, link.successor, at_end=link.link.to_finish)
