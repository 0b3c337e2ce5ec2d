"""Soft deadlines that a plan misses: by how long, and at what price."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.language import _, millions
from planner.model import Deadline, Measure, Roadmap, Schedule
from planner.report.words import count_periods
from planner.results.ends import phases_end
from planner.results.money import periods_late, share_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One soft deadline that a measure in the plan misses.

    Parameters
    ----------
    sector
        Of a share that is asked for by a date: the sector's id, else empty.
    periods
        From the deadline until it is met, or until the end of the horizon; those before it do not count.
    """

    measure: str
    sector: str = ""
    deadline: Deadline
    periods: int

    @property
    def cost_nok(self) -> float:
        """Give the price of all the periods."""
        return self.periods * (self.deadline.price_nok_per_period or 0.0)


def missed_deadlines(roadmap: Roadmap, schedule: Schedule) -> list[Missed]:
    """Give the soft deadlines that are missed, in the order of the data (``docs/problem.md``, section 5)."""
    chosen = set(schedule.selected)
    held = [measure for measure in roadmap.open_measures if measure.id in chosen]
    return [missed for measure in held for missed in _of(roadmap, schedule, measure) if missed.periods > 0]


def missed_words(roadmap: Roadmap, missed: Missed) -> str:
    """Say by how much a deadline is missed, who misses it, and what that costs."""
    late = _("{late} late", late=count_periods(roadmap.calendar, missed.periods))
    if missed.sector:
        late = _("{late} ({sector})", late=late, sector=roadmap.sector(missed.sector).name)
    if not missed.cost_nok:
        return late
    return _("{late}, price {price}", late=late, price=price_words(missed.cost_nok))


def price_words(amount_nok: float) -> str:
    """Write a price in million kroner, with a decimal where it is small."""
    return millions(amount_nok, 0 if amount_nok >= 10e6 else 1)


def _of(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> Iterator[Missed]:
    own = measure.deadline
    if own is not None and not own.is_hard:
        built = phases_end(roadmap, schedule, measure.id)
        yield Missed(measure=measure.id, deadline=own, periods=periods_late(roadmap, own, built))
    for rollout in roadmap.rollouts_of(measure.id):
        asked = rollout.deadline
        if asked is not None and not asked.deadline.is_hard:
            met = share_met(roadmap, schedule, rollout)
            periods = periods_late(roadmap, asked.deadline, met)
            yield Missed(measure=measure.id, sector=rollout.sector, deadline=asked.deadline, periods=periods)
