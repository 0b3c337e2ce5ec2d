"""Which measures determine when a service is realised (``docs/problem.md``, section 10)."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model import TOLERANCE, DateKind, PlanDate, Roadmap, Rollout, Schedule
from planner.results import adoption_at, curve, instant_of

WORTH_NAMING = 0.1
"""Share of what brings a service about from which a measure is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """A measure that determines when a service is realised.

    Parameters
    ----------
    share
        Of what is added to the service's coverage in the last period before it is realised; of one that is
        not, of what lacks at the end of the horizon.
    dates
        When each of its rollouts that count has reached what it has then, or its last phase has ended.
    """

    measure: str
    share: float
    dates: tuple[PlanDate, ...]


def contributors(roadmap: Roadmap, schedule: Schedule, date: PlanDate) -> tuple[Contributor, ...]:
    """Give those that determine a service's date, the largest share first; none of a date of another kind."""
    if date.kind is not DateKind.REALISED:
        return ()
    instant = instant_of(roadmap, schedule, date)
    if instant == 0:
        return ()
    found = [(share, measure) for measure, share in _parts(roadmap, schedule, date.service, instant)]
    whole = sum(share for share, _measure in found)
    return tuple(
        Contributor(
            measure=measure, share=share / whole, dates=tuple(_dates(roadmap, schedule, measure, instant))
        )
        for share, measure in sorted(found, key=lambda pair: -pair[0])
        if share / whole >= WORTH_NAMING
    )


def _parts(roadmap: Roadmap, schedule: Schedule, service: str, instant: int) -> Iterator[tuple[str, float]]:
    """Give the measures that count, with what each adds to the coverage of a service, or what lacks of it."""
    for part in roadmap.contributions:
        if part.service != service or part.measure not in schedule.selected:
            continue
        before = adoption_at(roadmap, schedule, part.measure, instant - 1)
        after = _aim(roadmap, schedule, part.measure, instant)
        if part.share * (after - before) > TOLERANCE:
            yield part.measure, part.share * (after - before)


def _aim(roadmap: Roadmap, schedule: Schedule, measure: str, instant: int) -> float:
    """Give how far a measure is in use at an instant; beyond the horizon, at its targets."""
    if instant <= roadmap.calendar.periods:
        return adoption_at(roadmap, schedule, measure, instant)
    rollouts = roadmap.rollouts_of(measure)
    weights = [roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
    if not sum(weights):
        return 0.0
    return sum(w * each.target for w, each in zip(weights, rollouts, strict=True)) / sum(weights)


def _dates(roadmap: Roadmap, schedule: Schedule, measure: str, instant: int) -> Iterator[PlanDate]:
    rollouts = roadmap.rollouts_of(measure)
    for rollout in rollouts:
        before, after = _around(roadmap, schedule, rollout, instant)
        if after > before + TOLERANCE:
            share = None if after > rollout.target - TOLERANCE else after
            yield PlanDate(kind=DateKind.END, measure=measure, sector=rollout.sector, share=share)
    if not rollouts:
        phases = roadmap.measure(measure).phases
        if phases:
            yield PlanDate(kind=DateKind.END, measure=measure, phase=phases[-1].id)


def _around(roadmap: Roadmap, schedule: Schedule, rollout: Rollout, instant: int) -> tuple[float, float]:
    """Give the share of a rollout a period before an instant and at it; beyond the horizon, its target."""
    shares = (rollout.in_use, *curve(roadmap, schedule, rollout))
    after = shares[instant] if instant < len(shares) else rollout.target
    return shares[instant - 1], after
