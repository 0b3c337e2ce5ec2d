"""Where each dependency leaves one bar and reaches another."""

from dataclasses import dataclass

from planner import results
from planner.model import Dependency, Endpoint, Link, PlannedRollout
from planner.results import Facts, reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One dependency as drawn: from an instant of one measure to an instant of another.

    An instant is ``None`` where the measure is done or out, or what is waited for does not come about.

    Parameters
    ----------
    lag
        How many periods there have to be between the two instants at least.
    """

    predecessor: str
    leaves: int | None
    successor: str
    arrives: int | None
    lag: int = 0

    @property
    def ends(self) -> tuple[int, int] | None:
        """Give the instants it leaves and arrives at, where the plan has both."""
        return None if self.leaves is None or self.arrives is None else (self.leaves, self.arrives)


def arrows(found: Facts) -> list[Arrow]:
    """Give an arrow for each dependency, in the order of the data."""
    return [_arrow(found, link) for link in found.roadmap.dependencies]


def _arrow(found: Facts, link: Dependency) -> Arrow:
    predecessor, successor = link.measures
    leaves, arrives = _of_adoption(found, link) if link.link is Link.ADOPTION else _of_times(found, link)
    lag = 1 if link.link is Link.ADOPTION else link.lag_periods
    return Arrow(predecessor=predecessor, leaves=leaves, successor=successor, arrives=arrives, lag=lag)


def _of_adoption(found: Facts, link: Dependency) -> tuple[int | None, int | None]:
    """Give when each is first taken into use where both are: one follows the other from there."""
    before, after = (
        {rollout.sector: found.schedule.rollouts_by_key.get(rollout.key) for rollout in rollouts}
        for rollouts in map(found.roadmap.rollouts_of, link.measures)
    )
    # an adoption link holds in each sector that both reach, and in no other
    shared = before.keys() & after.keys()
    return (
        _first_begin([before[sector] for sector in shared]),
        _first_begin([after[sector] for sector in shared]),
    )


def _first_begin(planned: list[PlannedRollout | None]) -> int | None:
    return min((each.begin for each in planned if each and each.begin is not None), default=None)


def _of_times(found: Facts, link: Dependency) -> tuple[int | None, int | None]:
    arrives = _instant(found, link.successor, at_end=link.link.to_finish)
    if link.link is Link.SHARE and link.share is not None:
        return _reached(found, link.predecessor.measure, link.share_sector, link.share), arrives
    return departs(found, link), arrives


def _reached(found: Facts, measure: str, sector: str, share: float) -> int | None:
    """Give the instant by which a share has been taken in."""
    planned = found.schedule.rollouts_by_key.get((measure, sector))
    shares = planned.adoption if planned else ()
    return next((period + 1 for period, taken in enumerate(shares) if reaches(taken, share)), None)


def departs(found: Facts, link: Dependency) -> int | None:
    """Give the instant of what a timed link waits for; ``None`` where it is done or out."""
    return _instant(found, link.predecessor, at_end=link.link.from_finish)


def _instant(found: Facts, endpoint: Endpoint, *, at_end: bool) -> int | None:
    if found.roadmap.measure(endpoint.measure).is_done:
        return None
    planned = found.schedule.rollouts_by_key.get((endpoint.measure, endpoint.sector))
    if endpoint.is_adaptation:
        return _of_adaptation(planned, at_end=at_end)
    if endpoint.is_rollout:
        if planned is None or planned.begin is None:
            return None
        return results.rollout_end(found.roadmap, planned) if at_end else planned.begin
    phases = found.schedule.phases_by_measure.get(endpoint.measure, ())
    named = [phase for phase in phases if endpoint.phase in ("", phase.phase)]
    if not named:
        return found.starts[endpoint.measure]
    return named[-1].end if at_end else named[0].start


def _of_adaptation(planned: PlannedRollout | None, *, at_end: bool) -> int | None:
    if planned is None or planned.adaptation is None:
        return None
    return planned.adaptation.end if at_end else planned.adaptation.start
