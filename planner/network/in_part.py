"""Earliest instants of one roadmap after the other: only what changed waits reach is reckoned anew."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import zip_longest
from threading import Lock

from planner.model import Roadmap
from planner.network.waits import ORIGIN, Wait, waits_by_source
from planner.rules import Point

Blocks = Mapping[int, list[Wait]]
"""Waits of the same source, by identity of the list: a list that stays the very same holds the same waits."""
Ties = dict[int, tuple[int, int]]
"""By identity of the wait: the place of the instant at its other end, and its periods."""

_MOST_IN_PART = 0.25
"""Where a larger share of the blocks is new, all is reckoned anew: that is as quick, and needs less room."""


@dataclass(frozen=True)
class Earliest:
    """The earliest instant of each point that every lawful plan obeys, and what holds it there.

    Parameters
    ----------
    times
        By point, in periods from instant 0, 0 or more; the origin is left out.
    places
        The place of each point in the lists; the origin's is 0.
    points
        The point of each place. Roadmaps that were reckoned in part from each other share the very list, so
        that places mean the same.
    time_at
        The instant of each place, -1 where the point is gone.
    arriving
        What each place waits for.
    """

    times: Mapping[Point, int]
    places: Mapping[Point, int]
    points: Sequence[Point]
    time_at: Sequence[int]
    arriving: Sequence[Ties]
    _hops: dict[int, int] = field(default_factory=dict)

    def chain(self, point: Point) -> tuple[str, ...]:
        """Give the measures whose waits hold an instant, in order; the instant's own measure is last.

        Of several ways from the origin the one over fewest waits, and of those the first by name.
        """
        measures, place = [point.measure], self.places[point]
        self._count_hops(place)
        while self._hops[place]:
            place = min(self._held_by(place), key=lambda each: (self._hops[each], self.points[each]))
            if place and self.points[place].measure != measures[-1]:
                measures.append(self.points[place].measure)
        return tuple(reversed(measures))

    def moved_since(self, before: "Earliest") -> set[str] | None:
        """Give the measures of which an instant is another, has come or gone; ``None`` where all may be."""
        if self.points is not before.points:
            return None
        pairs = zip_longest(self.time_at, before.time_at, fillvalue=-1)
        return {self.points[place].measure for place, (now, then) in enumerate(pairs) if now != then}

    def _held_by(self, place: int) -> list[int]:
        """Give the instants for which one has to wait as long as it does; none where it waits for nothing."""
        now = self.time_at[place]
        ties = self.arriving[place].values() if now else ()
        return [earlier for earlier, periods in ties if self.time_at[earlier] + periods == now]

    def _count_hops(self, place: int) -> None:
        """Count the fewest waits from what waits for nothing to an instant, and to all that hold it."""
        leading, seen, waiting = defaultdict[int, list[int]](list), {place}, [place]
        nearest: list[tuple[int, int]] = []
        while waiting:
            each = waiting.pop()
            held_by = [] if each in self._hops else self._held_by(each)
            if not held_by:
                nearest.append((self._hops.get(each, 0), each))
            for earlier in held_by:
                leading[earlier].append(each)
                if earlier not in seen:
                    seen.add(earlier)
                    waiting.append(earlier)
        heapify(nearest)
        while nearest:
            hops, each = heappop(nearest)
            if each in seen:
                seen.discard(each)
                self._hops[each] = hops
                for later in leading[each]:
                    heappush(nearest, (hops + 1, later))


class _Network:
    """Instants with the waits between them, each instant as early as these allow; both kept in step."""

    def __init__(self) -> None:
        self.blocks: Blocks = {}
        self._points: list[Point] = []
        self._places: dict[Point, int] = {}
        self._time_at: list[int] = []
        self._leaving: list[Ties] = []
        self._arriving: list[Ties] = []
        self._place(ORIGIN)
        self._times: dict[Point, int] = {}

    @property
    def is_mostly_gone(self) -> bool:
        """Tell whether most of the instants that there was room for are gone."""
        return len(self._points) > 2 * len(self._places)

    def change(self, blocks: Blocks) -> Earliest:
        """Let other waits hold, and give what comes of it.

        Raises
        ------
        ValueError
            If they go round in a circle that no plan can meet; nothing here can be leant on then.
        """
        gone = [wait for name, block in self.blocks.items() if name not in blocks for wait in block]
        new = [wait for name, block in blocks.items() if name not in self.blocks for wait in block]
        self.blocks, count = blocks, len(self._points)
        self._arriving = list(self._arriving)  # the one before belongs to what was given before
        for wait in new:
            self._add(wait)
        moved = {*range(count, len(self._points)), *self._lower(self._take_out(gone))}
        moved.update(self._raised(new))
        self._settle(moved)
        self._tell(moved, gone)
        return Earliest(self._times, dict(self._places), self._points, list(self._time_at), self._arriving)

    def _place(self, point: Point) -> int:
        place = self._places[point] = len(self._points)
        self._points.append(point)
        self._time_at.append(0)
        self._leaving.append({})
        self._arriving.append({})
        return place

    def _ends(self, wait: Wait) -> tuple[int, int]:
        return self._places[wait.earlier], self._places[wait.later]

    def _add(self, wait: Wait) -> None:
        places = self._places
        earlier, later = (
            places[point] if point in places else self._place(point) for point in (wait.earlier, wait.later)
        )
        self._leaving[earlier][id(wait)] = later, wait.periods
        self._arriving[later] = self._arriving[later] | {id(wait): (earlier, wait.periods)}

    def _take_out(self, gone: Iterable[Wait]) -> list[int]:
        """Take waits out, and give the instants that they held."""
        times, held = self._time_at, []
        for wait in gone:
            earlier, later = self._ends(wait)
            del self._leaving[earlier][id(wait)]
            ties = self._arriving[later]
            self._arriving[later] = {name: tie for name, tie in ties.items() if name != id(wait)}
            if times[earlier] + wait.periods == times[later] > 0:
                held.append(later)
        return held

    def _lower(self, held: list[int]) -> set[int]:
        """Let what may rest on some instants come as early as all else allows; give who that is."""
        times, doubtful, waiting = self._time_at, set(held), list(held)
        while waiting:
            place = waiting.pop()
            for later, periods in self._leaving[place].values():
                if later not in doubtful and times[place] + periods == times[later] > 0:
                    doubtful.add(later)
                    waiting.append(later)
        for place in doubtful:
            others = (pair for pair in self._arriving[place].values() if pair[0] not in doubtful)
            times[place] = max(0, max((times[earlier] + periods for earlier, periods in others), default=0))
        return doubtful

    def _raised(self, new: Iterable[Wait]) -> Iterator[int]:
        """Let who waits come as late as it has to, and give whom that moves."""
        for wait in new:
            earlier, later = self._ends(wait)
            time = self._time_at[earlier] + wait.periods
            if time > self._time_at[later]:
                self._time_at[later] = time
                yield later

    def _settle(self, moved: set[int]) -> None:
        """Let all that wait for some instants come as late as they have to, and add who moves."""
        times, visits = self._time_at, defaultdict[int, int](int)
        queue, queued = deque(sorted(moved)), set(moved)
        while queue:
            place = queue.popleft()
            queued.discard(place)
            visits[place] += 1
            if visits[place] > len(self._points):  # without a circle, each round settles one more instant
                name = self._points[place].measure
                raise ValueError(f"{name} waits for itself in a circle, expected an order; see circles")
            now = times[place]
            for later, periods in self._leaving[place].values():
                if now + periods > times[later]:
                    times[later] = now + periods
                    moved.add(later)
                    if later not in queued:
                        queued.add(later)
                        queue.append(later)

    def _tell(self, moved: Iterable[int], gone: Iterable[Wait]) -> None:
        """Tell the new instants, without those that no wait names any more."""
        told = self._times | {self._points[place]: self._time_at[place] for place in moved if place}
        for place in {place for wait in gone for place in self._ends(wait) if place}:
            if not self._leaving[place] and not self._arriving[place]:
                del self._places[self._points[place]], told[self._points[place]]
                self._time_at[place] = -1
        self._times = told


class _Lately:
    """The network of the roadmap that was asked about last; several threads may ask."""

    def __init__(self) -> None:
        self._network: _Network | None = None
        self._lock = Lock()

    def of(self, blocks: Blocks) -> Earliest:
        """Give the earliest instants under waits."""
        with self._lock:
            network, self._network = self._network, None  # where a circle stops it, it is of no more use
            if network is None or network.is_mostly_gone or _is_other(network.blocks, blocks):
                network = _Network()
            found = network.change(blocks)
            self._network = network
            return found


_LATELY = _Lately()


def earliest(roadmap: Roadmap) -> Earliest:
    """Give the earliest instants that every lawful plan of a roadmap obeys.

    Raises
    ------
    ValueError
        If measures wait for each other in a circle.
    """
    blocks = [block for block in waits_by_source(roadmap, proven=True) if block]
    return _LATELY.of({id(block): block for block in blocks})


def _is_other(before: Blocks, now: Blocks) -> bool:
    """Tell whether so much is new that reckoning in part saves nothing."""
    return len(now.keys() - before.keys()) + len(before.keys() - now.keys()) > _MOST_IN_PART * len(now)
