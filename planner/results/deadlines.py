"""The deadlines of a plan’s measures: when each is met, and what is missed (section 5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model import TOLERANCE, Deadline, Measure, Roadmap, Rollout, Schedule, ShareDeadline
from planner.results.ends import phases_end
from planner.results.money import periods_late, share_met
from planner.results.shares import curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline of a measure that is in the plan.

    Parameters
    ----------
    sector, share
        Of a share that is asked for by a date: the sector's id and the share; else empty and ``None``.
    met
        The instant by which it is met; ``None`` where a share is not reached within the horizon.
    start
        When what meets it starts, for the period it ends in; ``None`` where a share is not reached or was in
        use before the status date.
    periods
        From the deadline until it is met, or until the end of the horizon; those before it do not count.
    """

    measure: str
    sector: str = ""
    share: float | None = None
    deadline: Deadline
    met: int | None
    start: int | None
    periods: int

    @property
    def is_missed(self) -> bool:
        """Tell whether it is met too late, or not at all."""
        return self.periods > 0

    @property
    def cost_nok(self) -> float:
        """Give the price of all the periods."""
        return self.periods * (self.deadline.price_nok_per_period or 0.0)


def deadlines(roadmap: Roadmap, schedule: Schedule) -> list[Due]:
    """Give the deadlines of the measures that are in, met and missed, in the order of the data."""
    chosen = set(schedule.selected)
    held = [measure for measure in roadmap.open_measures if measure.id in chosen]
    return [due for measure in held for due in _of(roadmap, schedule, measure)]


def _of(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> Iterator[Due]:
    own = measure.deadline
    if own is not None:
        built = phases_end(roadmap, schedule, measure.id)
        phases = schedule.phases_by_measure.get(measure.id, ())
        yield Due(
            measure=measure.id,
            deadline=own,
            met=built,
            start=min((phase.start for phase in phases), default=built),
            periods=periods_late(roadmap, own, built),
        )
    for rollout in roadmap.rollouts_of(measure.id):
        if rollout.deadline is not None:
            yield _of_share(roadmap, schedule, rollout, rollout.deadline)


def _of_share(roadmap: Roadmap, schedule: Schedule, rollout: Rollout, asked: ShareDeadline) -> Due:
    """Say when the share of a deadline is in use; never, where it is not within the horizon."""
    met = share_met(roadmap, schedule, rollout)
    is_met = curve(roadmap, schedule, rollout)[-1] >= asked.share - TOLERANCE
    return Due(
        measure=rollout.measure,
        sector=rollout.sector,
        share=asked.share,
        deadline=asked.deadline,
        met=met if is_met else None,
        start=met - 1 if is_met and met > 0 else None,
        periods=periods_late(roadmap, asked.deadline, met),
    )


def missed_deadlines(roadmap: Roadmap, schedule: Schedule) -> list[Due]:
    """Give the soft deadlines that are missed, in the order of the data (section 5)."""
    return [due for due in deadlines(roadmap, schedule) if due.is_missed and not due.deadline.is_hard]
