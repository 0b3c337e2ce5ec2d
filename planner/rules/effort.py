"""What waves ask of sectors, and when: effort and support by their profiles (``docs/problem.md``, 5)."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.model import AT_ONCE, Profile, Roadmap, Rollout
from planner.rules.passed import prepared_since


class WaveEffort(NamedTuple):
    """What a wave of all units asks of a sector, so many periods after its own."""

    sector: str
    offset: int
    person_months: float


def asked_by_waves(roadmap: Roadmap, rollout: Rollout) -> Iterator[WaveEffort]:
    """Give what the waves of a rollout ask, its own sector first; what asks for nothing is left out."""
    yield from _spread(roadmap, rollout, rollout.sector, rollout.effort_per_unit, rollout.effort_profile)
    yield from asked_of_support(roadmap, rollout)


def asked_of_support(roadmap: Roadmap, rollout: Rollout) -> Iterator[WaveEffort]:
    """Give what the waves of a rollout ask of the sectors that support it."""
    for each in roadmap.supports_of(rollout):
        yield from _spread(roadmap, rollout, each.delivering, each.effort_per_unit, each.profile)


def _spread(
    roadmap: Roadmap, rollout: Rollout, sector: str, effort: float, profile: Profile
) -> Iterator[WaveEffort]:
    whole = effort * roadmap.units(rollout)
    for offset, share in profile or AT_ONCE:
        if whole * share > 0:
            yield WaveEffort(sector, offset, whole * share)


def earliest_wave(roadmap: Roadmap, rollout: Rollout) -> int:
    """Give the first period in which a wave may come: nobody prepares in the past, unless that is known."""
    if roadmap.measure(rollout.measure).is_started:
        return 0
    if not rollout.effort_profile and not roadmap.supports_of(rollout):
        return 0
    since = prepared_since(roadmap, rollout)
    return max([0, *(since - asked.offset for asked in asked_by_waves(roadmap, rollout))])
