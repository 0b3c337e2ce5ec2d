"""What has slipped by a status date: what was planned to have happened by then, beside what has."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.model import ADAPTATION, TOLERANCE, PassedKey, PlannedRollout, Rollout, Schedule
from planner.rolling.happened import Happened, Stretch


class SlipKind(StrEnum):
    """How something went otherwise than planned."""

    LATE = "late"
    EARLY = "early"
    NOT_BEGUN = "not_begun"
    STOPPED = "stopped"
    BEHIND = "behind"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One thing that went otherwise than planned.

    Parameters
    ----------
    periods
        Of work: by how many periods its end comes later than planned, below 0 earlier; of what has not begun,
        how many it has been due. 0 of rollouts and of what was stopped.
    planned, found
        Of a rollout: the share that was to be in use at the status date, and what is.
    is_reported
        Whether it was reported itself; else it follows from what was.
    """

    measure: str
    phase: str = ""
    sector: str = ""
    kind: SlipKind
    periods: int = 0
    planned: float | None = None
    found: float | None = None
    is_reported: bool = True

    @property
    def place(self) -> PassedKey:
        """Give measure, phase and sector."""
        return self.measure, self.phase, self.sector


def slips(past: Happened) -> tuple[Slip, ...]:
    """Give what went otherwise than the plan had it by the status date, in the order of the roadmap."""
    schedule = past.plan.schedule
    return () if schedule is None else tuple(_slips(past, schedule))


def _slips(past: Happened, schedule: Schedule) -> Iterator[Slip]:
    planned = {(each.measure, each.phase): each for each in schedule.phases}
    for measure in past.roadmap.open_measures:
        if measure.id in past.stopped and measure.id in schedule.selected:
            yield Slip(measure=measure.id, kind=SlipKind.STOPPED)
            continue
        for phase in measure.phases:
            was = planned.get((measure.id, phase.id))
            place = (measure.id, phase.id, "")
            stretch = past.phases.get((measure.id, phase.id))
            span = None if was is None else (was.start, was.end)
            is_reported = past.report_of(measure, phase) is not None
            yield from _of_work(past, place, span, stretch, is_reported=is_reported)
        for rollout in past.roadmap.rollouts_of(measure.id):
            yield from _of_rollout(past, rollout, schedule.rollouts_by_key[rollout.key])


def _of_work(
    past: Happened,
    place: PassedKey,
    was: tuple[int, int] | None,
    stretch: Stretch | None,
    *,
    is_reported: bool,
) -> Iterator[Slip]:
    """Compare a phase or an adaptation with when it was to run, where that is known by the status date."""
    if stretch is None:
        if was is not None and was[0] < past.at:
            yield _slip(place, SlipKind.NOT_BEGUN, past.at - was[0], is_reported=is_reported)
        return
    end = past.at + stretch.left if stretch.end is None else stretch.end
    late = end - was[1] if was is not None else 0
    if late:
        yield _slip(place, SlipKind.LATE if late > 0 else SlipKind.EARLY, late, is_reported=is_reported)


def _slip(place: PassedKey, kind: SlipKind, periods: int, *, is_reported: bool) -> Slip:
    measure, phase, sector = place
    return Slip(
        measure=measure,
        phase=phase,
        sector=sector,
        kind=kind,
        periods=periods,
        is_reported=is_reported,
    )


def _of_rollout(past: Happened, rollout: Rollout, planned: PlannedRollout) -> Iterator[Slip]:
    """Compare the adaptation before a rollout, and the share that is in use."""
    adapts = planned.adaptation
    was = None if adapts is None else (adapts.start, adapts.end)
    adaptation = (rollout.measure, ADAPTATION, rollout.sector)
    stretch, is_reported = past.adaptations.get(rollout.key), adaptation in past.reports
    yield from _of_work(past, adaptation, was, stretch, is_reported=is_reported)
    wanted, found = planned.adoption[past.at - 1], past.share(rollout)
    if abs(wanted - found) > TOLERANCE:
        place = (rollout.measure, "", rollout.sector)
        yield Slip(
            measure=rollout.measure,
            sector=rollout.sector,
            kind=SlipKind.BEHIND if found < wanted else SlipKind.AHEAD,
            planned=wanted,
            found=found,
            is_reported=place in past.reports,
        )
