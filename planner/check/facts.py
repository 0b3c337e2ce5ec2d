"""What the rules about time and limits lean on, worked out once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from planner.check.places import error, note
from planner.check.under_way import asked_under_way, left_under_way
from planner.language import Message
from planner.model import Adaptation, Deadline, Endpoint, Finding, Measure, Roadmap, Rollout
from planner.network import Earliest, earliest
from planner.results import capacity
from planner.rules import (
    Point,
    WaveEffort,
    adaptations_ahead,
    asked_by_waves,
    asked_for,
    hard_due,
    named_rollouts,
    periods_to_reach,
    point_of,
    required,
)


@dataclass(frozen=True)
class RoadmapFacts:
    """Earliest instants that every lawful plan obeys, who has to be in, and what sectors can give.

    Parameters
    ----------
    times, network
        The earliest instant of each point, and beside it what holds it there.
    required
        Measures that every plan holds: the mandatory ones, those that requirements ask for, and what they
        depend on.
    capacity
        Person-months per sector and period, ``None`` where there is no limit.
    left
        What running phases leave of the capacity in every plan, per sector and period.
    named
        Measure and sector of the rollouts that binding links name.
    asked
        What the waves of each open rollout ask of sectors, and when.
    ahead
        The open rollouts before which an adaptation lies ahead, with its row.
    """

    roadmap: Roadmap
    times: Mapping[Point, int]
    network: Earliest
    required: frozenset[str]
    capacity: Mapping[str, list[float] | None]
    left: Mapping[str, list[float] | None]
    named: frozenset[tuple[str, str]]
    asked: Mapping[tuple[str, str], tuple[WaveEffort, ...]]
    ahead: tuple[tuple[Rollout, Adaptation], ...]

    @classmethod
    def of(cls, roadmap: Roadmap) -> "RoadmapFacts":
        """Work out the facts of a roadmap without circles and unknown names."""
        network = earliest(roadmap)
        needed, given = required(roadmap, asked_for(roadmap)), capacity(roadmap)
        return cls(
            roadmap=roadmap,
            times=network.times,
            network=network,
            required=needed,
            capacity=given,
            left=left_under_way(given, asked_under_way(roadmap, needed, min)),
            named=named_rollouts(roadmap),
            asked={each.key: tuple(asked_by_waves(roadmap, each)) for each in roadmap.open_rollouts},
            ahead=adaptations_ahead(roadmap),
        )

    def among(self, measures: Collection[str]) -> "RoadmapFacts":
        """Give what is known of some measures alone: their own rows and instants, and what sectors can give.

        Of others, and of what ties measures to each other, nothing can be asked of it: to ask for the chain
        that holds an instant is a ``KeyError``.
        """
        rollouts = tuple(each for each in self.roadmap.rollouts if each.measure in measures)
        keys = {rollout.key for rollout in rollouts}
        roadmap = Roadmap(
            calendar=self.roadmap.calendar,
            sectors=self.roadmap.sectors,
            measures=tuple(each for each in self.roadmap.measures if each.id in measures),
            rollouts=rollouts,
            supports=tuple(each for each in self.roadmap.supports if each.rollout in keys),
            adaptations=tuple(each for each in self.roadmap.adaptations if each.measure in measures),
            passed=tuple(each for each in self.roadmap.passed if each.measure in measures),
        )
        return replace(
            self,
            roadmap=roadmap,
            times={point: time for point, time in self.times.items() if point.measure in measures},
            network=Earliest(times={}, places={}, points=(), time_at=(), arriving=()),
            asked={name: asked for name, asked in self.asked.items() if name in keys},
            ahead=tuple(pair for pair in self.ahead if pair[0].key in keys),
        )

    @cached_property
    def starts(self) -> Mapping[str, Point]:
        """Give the instant at which each open measure starts, or is decided, by id."""
        return {each.id: _point(self.roadmap, each, at_end=False) for each in self.roadmap.open_measures}

    @cached_property
    def ends(self) -> Mapping[str, Point]:
        """Give the instant at which each open measure is built, by id."""
        return {each.id: _point(self.roadmap, each, at_end=True) for each in self.roadmap.open_measures}

    @property
    def horizon(self) -> int:
        """Give the instant that ends the horizon."""
        return self.roadmap.calendar.periods

    def date(self, instant: int) -> date:
        """Give the date of an instant, the last there is where it lies beyond all dates."""
        calendar = self.roadmap.calendar
        first, last = calendar.period_of(date.min), calendar.period_of(date.max)
        return calendar.date_of(min(max(instant, first), last))

    def because(self, point: Point) -> str:
        """Write the chain of measures that holds an instant, or nothing where the measure stands alone."""
        chain = self.chain(point)
        return f" ({' → '.join(chain)})" if len(chain) > 1 else ""

    def chain(self, point: Point) -> tuple[str, ...]:
        """Give the measures that hold an instant, in order; the instant's own is last."""
        return self.network.chain(point)

    def earliest_share(self, rollout: Rollout, share: float) -> int:
        """Give the first instant by which order, pace and gates let a share be in use."""
        periods = periods_to_reach(self.roadmap, rollout, share)
        return self.times[Point(rollout.measure, sector=rollout.sector)] + periods if periods else 0

    def due(self, deadline: Deadline | None) -> int | None:
        """Give the last instant a hard deadline allows; none where it lies beyond the horizon."""
        instant = hard_due(self.roadmap, deadline)
        return instant if instant <= self.horizon else None

    def judged(
        self, measure_id: str, code: str, table: str, subject: str, column: str, message: Message
    ) -> Finding:
        """Give an error about a measure that has to be in, a note about another: it can then never be in."""
        kind = error if measure_id in self.required else note
        return kind(code, table, subject, column, message)


def _point(roadmap: Roadmap, measure: Measure, *, at_end: bool) -> Point:
    return point_of(roadmap, Endpoint(measure=measure.id), at_end=at_end)
