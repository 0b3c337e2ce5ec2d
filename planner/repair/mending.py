"""One plan made ready to be mended around pins, and what comes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from planner.language import to_say
from planner.model import Edit, Endpoint, Finding, Plan, Roadmap, Schedule
from planner.problem import Problem
from planner.repair.distance import nearness
from planner.repair.moving import moved_to
from planner.repair.order import PlanOrder, StartSpan
from planner.repair.pins import Pin, is_begin, pinned, point_of
from planner.repair.telling import as_plan
from planner.results import differing, moved_between, put_back, score
from planner.rules import Point
from planner.solver import Mended, WantedPlaces, carried, mender
from planner.verify import Judged, judge

MOST_PUT_BACK = 24
"""Measures that are put back one by one, at most, once others have made room: each is judged."""
SOONER = (0, 1, 2, 4)
"""Periods by which what has to come before a pin is tried to come sooner than it must."""
SMALL = 300
"""Measures up to which a repair tries all of these: with more, it would be seen to lag behind a hand."""


class Window(NamedTuple):
    """Between which instants a date can be.

    ``by_order``: outside of it no lawful plan that holds its measure has the date. ``kept``: within it no
    other date has to move for it because of order; limits may.
    """

    now: int
    by_order: StartSpan
    kept: StartSpan


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """What becomes of a plan when dates of it are pinned elsewhere.

    Parameters
    ----------
    roadmap
        With the pins.
    schedule
        Lawful in it; ``None`` where none was found.
    moved
        Measures that lie elsewhere than in the plan, those that were pinned apart.
    gone
        Of these, those that the plan has in and that went out.
    breaks
        The rules that the pins break while all other dates stay; none where nothing has to move.
    impossible
        Why no lawful plan that holds the measures has the pins, where that is proved; else none.
    """

    before: Plan
    pins: tuple[Pin, ...]
    roadmap: Roadmap
    schedule: Schedule | None
    moved: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    breaks: tuple[Finding, ...] = ()
    impossible: tuple[Finding, ...] = ()

    @property
    def is_proved_impossible(self) -> bool:
        """Tell whether it is proved that no lawful plan has the pins."""
        return bool(self.impossible)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Give the changes of the roadmap that make the pins."""
        return tuple(pin.edit(self.before.roadmap) for pin in self.pins)

    @cached_property
    def distance(self) -> float | None:
        """Give how far the plan has moved, in periods as of ``stability``; ``None`` without one."""
        if self.schedule is None or self.before.schedule is None:
            return None
        away = nearness(carried(self.roadmap, self.before.schedule))
        return score(self.roadmap, away, self.schedule)

    def plan(self) -> Plan | None:
        """Give it as a plan of the roadmap with the pins, to search on from; ``None`` where there is none."""
        if self.schedule is None:
            return None
        return as_plan(self.before, self.roadmap, self.schedule)


class Mending:
    """A plan of a roadmap in which the dates that are to be pinned are free.

    Parameters
    ----------
    is_lawful
        Whether the schedule is known to be.
    """

    def __init__(self, roadmap: Roadmap, schedule: Schedule, *, is_lawful: bool) -> None:
        self.roadmap, self._schedule = roadmap, schedule
        self._is_small = len(roadmap.open_measures) <= SMALL
        self._mender = mender(roadmap)
        self._order = PlanOrder(Problem(roadmap), schedule)
        self._known = schedule if is_lawful or not judge(roadmap, schedule) else self._mended_alone()
        self._judged = None if self._known is None else Judged(roadmap, self._known)

    def load_loops(self) -> None:
        """Mend the schedule as it is, so that the first pin does not have to wait for compiled loops."""
        self._mender.mended(WantedPlaces(wanted=self._schedule, near=self._schedule))

    def window(self, part: Endpoint) -> Window:
        """Give between which instants a date can be."""
        point = point_of(part)
        now = self._order.instants[point]
        return Window(now=now, by_order=self._order.proved(point), kept=self._order.kept(point))

    def repaired(self, plan: Plan, pins: Sequence[Pin]) -> Repaired:
        """Give the plan with pins, and what they break."""
        roadmap, points = pinned(self.roadmap, pins), {pin.point: pin.period for pin in pins}
        alone = moved_to(roadmap, self._schedule, points)
        breaks = self._broken(roadmap, alone)
        told = Repaired(
            before=plan,
            pins=tuple(pins),
            roadmap=roadmap,
            schedule=None if breaks else alone,
            breaks=tuple(breaks),
            impossible=tuple(_impossible(roadmap, self._order, pins)) if breaks else (),
        )
        if not breaks or told.impossible:
            return told
        found = self._mended(roadmap, points)
        return told if found is None else self._told(told, self._pulled_back(roadmap, found, points))

    def _told(self, told: Repaired, found: Schedule) -> Repaired:
        own = {pin.part.measure for pin in told.pins}
        others = (each for each in moved_between(told.roadmap, self._schedule, found) if each not in own)
        inside = {*found.selected}
        gone = tuple(each for each in self._schedule.selected if each not in inside)
        return replace(told, schedule=found, moved=tuple(others), gone=gone)

    def _mended_alone(self) -> Schedule | None:
        """Give the schedule mended where changes of the roadmap have made it unlawful."""
        for may_go_out in (False, True):
            found = self._mender.mended(
                WantedPlaces(wanted=self._schedule, near=self._schedule, may_go_out=may_go_out)
            )
            if found is not None and not judge(self.roadmap, found.schedule):
                return found.schedule
        return None

    def _mended(self, roadmap: Roadmap, pins: Mapping[Point, int]) -> Schedule | None:
        """Give a lawful schedule with pins: by order alone, mended, or with some measures out."""
        pushed, now = self._order.pushed(pins), self._order.instants
        wanted = moved_to(roadmap, self._schedule, pushed)
        if not self._broken(roadmap, wanted):
            return wanted
        earlier = {point: at for point, at in pushed.items() if at < now[point] and point not in pins}
        for may_go_out in (False, True):
            found = self._nearest(roadmap, pins, pushed, earlier, may_go_out=may_go_out)
            if found is not None:
                return found
        return None

    def _nearest(
        self,
        roadmap: Roadmap,
        pins: Mapping[Point, int],
        pushed: Mapping[Point, int],
        earlier: Mapping[Point, int],
        *,
        may_go_out: bool,
    ) -> Schedule | None:
        """Give the nearest lawful of some: what comes first may have to come sooner still, to find room."""
        found: list[Mended] = []
        for sooner in SOONER if earlier and self._is_small else SOONER[:1]:
            to = {**pushed, **{point: at - sooner for point, at in earlier.items()}}
            wanted = moved_to(roadmap, self._schedule, to)
            places = _places(wanted, self._schedule, pins, earlier, may_go_out=may_go_out)
            mended = self._mender.mended(places)
            found += [] if mended is None else [mended]
        by_distance = sorted(found, key=lambda each: each.distance)
        lawful = (each.schedule for each in by_distance if not self._broken(roadmap, each.schedule))
        return next(lawful, None)

    def _pulled_back(self, roadmap: Roadmap, found: Schedule, pins: Mapping[Point, int]) -> Schedule:
        """Put measures back that moved for others, where they need not have: the furthest first."""
        if self._judged is None or self._known is None:
            return found
        own, known = {point.measure for point in pins}, self._schedule
        judged = self._judged.after(found, self._differing(roadmap, found), roadmap=roadmap)
        moved = [each for each in moved_between(roadmap, known, found) if each not in own]
        for each in moved[:MOST_PUT_BACK]:
            back = put_back(roadmap, known, found, [each])
            if not judged.judge(back, [each]):
                found, judged = back, judged.after(back, [each])
        return found

    def _broken(self, roadmap: Roadmap, schedule: Schedule) -> list[Finding]:
        """Judge a schedule of the roadmap with pins."""
        if self._judged is None:
            return judge(roadmap, schedule)
        return self._judged.judge(schedule, self._differing(roadmap, schedule), roadmap=roadmap)

    def _differing(self, roadmap: Roadmap, schedule: Schedule) -> set[str]:
        """Give the measures that are otherwise, in their rows or in the plan, than what has been judged."""
        assert self._known is not None
        rows = {each.id for each in roadmap.measures if each is not self.roadmap.measure(each.id)}
        pairs = ((each, self.roadmap.rollout_by_key(each.key)) for each in roadmap.rollouts)
        rows |= {each.measure for each, known in pairs if each is not known}
        return rows | differing(self._known, schedule)


def _places(
    wanted: Schedule,
    near: Schedule,
    pins: Mapping[Point, int],
    earlier: Mapping[Point, int],
    *,
    may_go_out: bool,
) -> WantedPlaces:
    """Say what has to be so: the pins, and what they push to an earlier instant no later than that."""
    spans = {point: (0, instant) for point, instant in earlier.items()}
    spans |= {point: (instant, instant) for point, instant in pins.items()}
    starts = {point: span for point, span in spans.items() if not point.at_end}
    return WantedPlaces(
        wanted=wanted,
        near=near,
        starts={(point.measure, point.phase): span for point, span in starts.items() if not point.sector},
        adaptations={
            (point.measure, point.sector): span for point, span in starts.items() if point.is_adaptation
        },
        begins={(point.measure, point.sector): at for point, at in pins.items() if is_begin(point)},
        first={point.measure for point in spans},
        may_go_out=may_go_out,
    )


def _impossible(roadmap: Roadmap, order: PlanOrder, pins: Sequence[Pin]) -> Iterator[Finding]:
    """Say which pins lie where order alone lets no lawful plan have them."""
    for pin in pins:
        (first, last), date_of = order.proved(pin.point), roadmap.calendar.date_of
        if pin.period < first:
            message = to_say(
                "{subject} cannot start on {date}: order and durations let it start on {earliest} at the "
                "earliest, after {chain}.",
                subject=pin.name,
                date=date_of(pin.period),
                earliest=date_of(first),
                chain=list(order.chain(pin.point)),
            )
            yield Finding(code="pin_before_order", subject=pin.name, message=message)
        elif pin.period > last:
            message = to_say(
                "{subject} cannot start on {date}: order, durations and deadlines let it start on {latest} "
                "at the latest.",
                subject=pin.name,
                date=date_of(pin.period),
                latest=date_of(last),
            )
            yield Finding(code="pin_after_order", subject=pin.name, message=message)
