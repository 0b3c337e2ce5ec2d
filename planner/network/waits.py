"""The roadmap as instants that wait for each other: starts and ends of phases, adaptations and rollouts.

Each rule of ``docs/problem.md``, sections 2 to 4, becomes a least distance between two instants. Rules that
forbid a later instant (a pin, a deadline) are no distances here; ``planner.check`` compares them with the
earliest instants.
"""

import operator
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Dependency,
    Endpoint,
    Link,
    Measure,
    Roadmap,
    Rollout,
)
from planner.rules import (
    Point,
    accepted,
    adaptation_before,
    adaptation_pin,
    arrival,
    awaited_phase,
    binding_since,
    binds_selection,
    departure,
    earliest_wave,
    periods_to_reach,
    point_of,
    surely_adapts,
)


class Wait(NamedTuple):
    """``later`` comes ``periods`` or more after ``earlier``; negative is a lead."""

    earlier: Point
    later: Point
    periods: int


ORIGIN = Point("")
"""Instant 0, from which all others are counted."""


def waits(roadmap: Roadmap, *, proven: bool = False, among: Collection[str] | None = None) -> list[Wait]:
    """Give all least distances between instants, if every open measure is in.

    Parameters
    ----------
    proven
        Keep only what every lawful plan obeys: rollouts that may stay unfinished then have no end, and a
        largest lag holds nobody back for a successor that may stay out.
    among
        Only what holds between the instants of some measures.
    """
    if among is None:
        return [wait for block in waits_by_source(roadmap, proven=proven) for wait in block]
    measures = [each for each in roadmap.open_measures if each.id in among]
    found = [wait for measure in measures for wait in _of_measure(roadmap, measure, proven=proven)]
    for dependency in roadmap.dependencies:
        if all(measure in among for measure in dependency.measures):
            found.extend(_of_dependency(roadmap, dependency, proven=proven))
    found.extend(_of_what_has_passed(roadmap, among, proven=proven))
    return found


class _Known(NamedTuple):
    """The waits that were worked out last, each list with what it rests on beside ``shared``.

    Parameters
    ----------
    of_measures
        With the measure and its rollouts, by id; of a done measure there are none.
    of_links
        With the dependency, by its identity.
    """

    shared: tuple[object, ...] = ()
    of_measures: Mapping[str, tuple[Measure, tuple[Rollout, ...], list[Wait]]] = MappingProxyType({})
    of_links: Mapping[int, tuple[Dependency, list[Wait]]] = MappingProxyType({})
    since: Sequence[Wait] = ()


_lately: dict[bool, _Known] = {}
"""What was known last, by whether it is proven; a step of a draft leaves nearly all of it as it was."""


def waits_by_source(roadmap: Roadmap, *, proven: bool) -> list[list[Wait]]:
    """Give all least distances in lists: of each measure, each dependency, and what has passed.

    A list that holds what it held when it was asked for last is the very same; nobody may change it.
    """
    shared = (roadmap.calendar, roadmap.sectors, roadmap.supports, roadmap.adaptations, roadmap.passed)
    before = _lately.get(proven, _Known())
    is_shared = len(before.shared) == len(shared) and all(map(operator.is_, before.shared, shared))
    of_measures, touched = {}, set()
    for measure in roadmap.measures:
        rollouts, had = roadmap.rollouts_of(measure.id), before.of_measures.get(measure.id)
        if had is None or not is_shared or had[0] is not measure or not _are_same(had[1], rollouts):
            own = [] if measure.is_done else list(_of_measure(roadmap, measure, proven=proven))
            had = measure, rollouts, own if had is None else _held(had[2], own)
            touched.add(measure.id)
        of_measures[measure.id] = had
    of_links = {}
    for link in roadmap.dependencies:
        kept = before.of_links.get(id(link))
        if kept is None or not touched.isdisjoint(link.measures):
            new = list(_of_dependency(roadmap, link, proven=proven))
            kept = link, new if kept is None else _held(kept[1], new)
        of_links[id(link)] = kept
    since = _held(before.since, list(_of_what_has_passed(roadmap, None, proven=proven)))
    _lately[proven] = _Known(shared, of_measures, of_links, since)
    return [*(each[2] for each in of_measures.values()), *(each[1] for each in of_links.values()), since]


def _held(before: Sequence[Wait], now: list[Wait]) -> list[Wait]:
    """Give the list that was there where the new one holds the same."""
    return before if isinstance(before, list) and before == now else now


def _are_same(one: Sequence[Rollout], other: Sequence[Rollout]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _of_measure(roadmap: Roadmap, measure: Measure, *, proven: bool) -> Iterator[Wait]:
    """Hold phases in order, from the earliest start on, and rollouts after the last phase."""
    first = point_of(roadmap, Endpoint(measure=measure.id), at_end=False)
    yield Wait(ORIGIN, first, 0 if measure.is_running else roadmap.earliest_start(measure))
    yield from _of_phases(roadmap, measure)
    last = point_of(roadmap, Endpoint(measure=measure.id), at_end=True)
    for rollout in roadmap.rollouts_of(measure.id):
        yield from _of_rollout(roadmap, rollout, last, finishes=measure.must_be_in or not proven)
        yield from _of_adaptation(roadmap, rollout)


def _of_phases(roadmap: Roadmap, measure: Measure) -> Iterator[Wait]:
    for number, phase in enumerate(measure.phases):
        start, end = Point(measure.id, phase.id), Point(measure.id, phase.id, at_end=True)
        durations = [mode.periods for mode in phase.modes]
        yield Wait(start, end, min(durations))
        # turned round: the start comes no earlier than the end less the longest mode
        yield Wait(end, start, -max(durations))
        pin = roadmap.start_pin(measure, phase)
        if pin is not None:
            yield Wait(ORIGIN, start, pin)
        if number + 1 < len(measure.phases):
            following = Point(measure.id, measure.phases[number + 1].id)
            yield Wait(end, following, 0)
            if phase.largest_pause_periods is not None:
                # turned round: the end comes no earlier than the next start less the pause
                yield Wait(following, end, -phase.largest_pause_periods)


def _of_rollout(roadmap: Roadmap, rollout: Rollout, built: Point, *, finishes: bool) -> Iterator[Wait]:
    """Let a rollout begin when its measure is built and it is prepared, and end when pace and gates allow."""
    begin, end = _begin(rollout), _end(rollout)
    yield Wait(built, begin, 0)
    prepared = earliest_wave(roadmap, rollout)
    if prepared:
        yield Wait(ORIGIN, begin, prepared)
    pin = roadmap.begin_pin(rollout)
    if pin is not None:
        yield Wait(ORIGIN, begin, pin)
    # an end that nothing holds back still lies within the horizon
    yield Wait(ORIGIN, end, 0)
    periods = periods_to_reach(roadmap, rollout, rollout.target)
    if periods and finishes:
        yield Wait(begin, end, periods)


def _of_adaptation(roadmap: Roadmap, rollout: Rollout) -> Iterator[Wait]:
    """Let a sector adapt when the phase before that has ended, and its rollout begin when it has adapted."""
    needed = adaptation_before(roadmap, rollout)
    if needed is None or rollout.target <= rollout.in_use + TOLERANCE:
        return
    start, end = _adaptation(rollout), _adaptation(rollout, at_end=True)
    earliest = roadmap.earliest_start(roadmap.measure(needed.measure))
    yield Wait(ORIGIN, start, 0 if needed.is_running else earliest)
    after = awaited_phase(roadmap, needed)
    if after:
        yield Wait(Point(needed.measure, after, at_end=True), start, 0)
    pin = adaptation_pin(roadmap, needed)
    if pin is not None:
        yield Wait(ORIGIN, start, pin)
    yield Wait(start, end, needed.periods)
    yield Wait(end, start, -needed.periods)
    yield Wait(end, _begin(rollout), 0)


def _of_what_has_passed(roadmap: Roadmap, among: Collection[str] | None, *, proven: bool) -> Iterator[Wait]:
    """Let what waits for something that lies behind wait for what is left of that."""
    for link, since in binding_since(roadmap):
        is_among = among is None or since.point.measure in among
        may_be_free = (proven and since.point.is_adaptation) or (
            link.link.to_finish and _has_nothing_left(roadmap, link.successor)
        )
        if is_among and since.first > 0 and not may_be_free:
            yield Wait(ORIGIN, since.point, since.first)


def _of_dependency(roadmap: Roadmap, dependency: Dependency, *, proven: bool) -> Iterator[Wait]:
    """Give what a dependency holds back; nothing where it does not bind."""
    if not binds_selection(roadmap, dependency):
        return iter(())
    if dependency.link is Link.ADOPTION:
        return _of_adoption(roadmap, dependency, proven=proven)
    if dependency.link is Link.SHARE:
        return _of_share(roadmap, dependency)
    return _of_times(roadmap, dependency, proven=proven)


def _of_times(roadmap: Roadmap, dependency: Dependency, *, proven: bool) -> Iterator[Wait]:
    named, later = departure(roadmap, dependency), arrival(roadmap, dependency)
    if dependency.link.to_finish and _has_nothing_left(roadmap, dependency.successor):
        return
    earlier = _surely_before(roadmap, named) if proven and named.is_adaptation else named
    yield Wait(earlier, later, dependency.lag_periods)
    successor_is_in = roadmap.measure(dependency.successor.measure).must_be_in or not proven
    # an adaptation that does not run counts as the horizon's end: nothing comes long after that
    if dependency.largest_lag_periods is not None and successor_is_in and earlier == named:
        # turned round, a largest lag is a least distance below nothing
        yield Wait(later, named, -dependency.largest_lag_periods)


def _has_nothing_left(roadmap: Roadmap, endpoint: Endpoint) -> bool:
    """Tell whether an endpoint is a rollout that had reached its target at the status date."""
    rollout = roadmap.rollout(endpoint.measure, endpoint.sector) if endpoint.is_rollout else None
    return rollout is not None and rollout.target <= rollout.in_use + TOLERANCE


def _surely_before(roadmap: Roadmap, point: Point) -> Point:
    """Give an adaptation's instant where it runs in every plan, else what comes before in any.

    Where it does not run, it counts as the end of the horizon for what waits for it.
    """
    rollout = roadmap.rollout_by_key((point.measure, point.sector))
    needed = adaptation_before(roadmap, rollout)
    if needed is None or surely_adapts(roadmap, rollout):
        return point
    after = awaited_phase(roadmap, needed)
    return Point(point.measure, after, at_end=True) if after else ORIGIN


def _of_share(roadmap: Roadmap, dependency: Dependency) -> Iterator[Wait]:
    """Let the successor begin when the share can have been reached."""
    rollout = roadmap.rollout(dependency.predecessor.measure, dependency.share_sector)
    share = dependency.share or 0.0
    if rollout is None or share <= rollout.in_use + TOLERANCE:
        return
    later = arrival(roadmap, dependency)
    yield from _of_reaching(roadmap, rollout, share, later, 0)


def _of_adoption(roadmap: Roadmap, dependency: Dependency, *, proven: bool) -> Iterator[Wait]:
    """Let the successor follow one period after its predecessor in every sector both reach."""
    predecessor, successor = dependency.measures
    for later in roadmap.rollouts_of(successor):
        earlier = roadmap.rollout(predecessor, later.sector)
        if earlier is None or later.target <= later.in_use + TOLERANCE:
            continue
        if accepted(earlier, later) <= later.in_use - earlier.in_use:
            yield Wait(_begin(earlier), _begin(later), 1)
        needed = later.target - accepted(earlier, later)
        if needed > earlier.in_use + TOLERANCE and (roadmap.measure(successor).must_be_in or not proven):
            yield from _of_reaching(roadmap, earlier, needed, _end(later), 1)


def _of_reaching(roadmap: Roadmap, rollout: Rollout, share: float, later: Point, lag: int) -> Iterator[Wait]:
    """Let an instant wait until a rollout can have reached a share."""
    yield Wait(_begin(rollout), later, periods_to_reach(roadmap, rollout, share) + lag)
    if share >= rollout.target - TOLERANCE:
        yield Wait(_end(rollout), later, lag)


def _adaptation(rollout: Rollout, *, at_end: bool = False) -> Point:
    return Point(rollout.measure, phase=ADAPTATION, sector=rollout.sector, at_end=at_end)


def _begin(rollout: Rollout) -> Point:
    return Point(rollout.measure, sector=rollout.sector)


def _end(rollout: Rollout) -> Point:
    return Point(rollout.measure, sector=rollout.sector, at_end=True)
