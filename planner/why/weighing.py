"""Rows that likely forbid a share that is required: few that cost most of what could be reached without them.

Limits alone count at first. At their prices a bound is a sum over measures (weak duality), so that one look
at a kind of rows tells what each measure loses by its own. Rows come in, those first that cost most, until
less can be reached than is required; then those go that cost least, as long as that stays so. A proof by
other means has to confirm what is left.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from planner.model import SOLVED, VALUE, Roadmap
from planner.solver import Involved, Reachable, ReachBounds, reach_bounds
from planner.why.cells import Cell, CellKind
from planner.why.deciding import what_matters
from planner.why.suspects import Suspects

MARGINS: Final = (0.1, 0.5)
"""Percentage points by which less has to be reached than is required, for other proofs to see it too."""
_MOST_ROUNDS: Final = 8
_LIMITS: Final = (CellKind.CAPACITY, CellKind.ROOM, CellKind.BUDGET)
_OF_LIMITS: Final = (*_LIMITS, CellKind.OTHER_LOAD, CellKind.FREEZE)
_TIES: Final = (CellKind.LINK, CellKind.LAG, CellKind.LARGEST_LAG, CellKind.GROUP, CellKind.REQUIREMENT)
"""What is late by order alone is proved without this."""


def likely_rows(
    roadmap: Roadmap,
    cells: Sequence[Cell],
    lacking: Collection[str],
    loose: Callable[[Collection[Cell]], Roadmap],
    *,
    margin: float = MARGINS[0],
) -> tuple[Cell, ...]:
    """Give those of some cells of a roadmap that likely forbid it by themselves, all where none stand out.

    Parameters
    ----------
    lacking
        Required shares that cannot be reached together.
    loose
        Gives the roadmap in which some cells count, and no others.
    margin
        Percentage points by which less has to be reached than is required.
    """
    bounds = reach_bounds()
    if bounds is None:
        return tuple(cells)
    weighing = _Weighing(roadmap, cells, lacking, _Reaching(bounds, loose), margin)
    if not weighing.grows():
        return tuple(cells)
    weighing.shrink()
    found = weighing.forbidding()
    return tuple(cell for cell in cells if cell in found)


class _Reaching:
    """What can be reached under some rows."""

    def __init__(self, bounds: ReachBounds, loose: Callable[[Collection[Cell]], Roadmap]) -> None:
        self._bounds, self._loose = bounds, loose

    def at_good_prices(self, held: Collection[Cell]) -> Reachable:
        """Give it by the best prices that were found."""
        return self._bounds.at_good_prices(what_matters(self._loose(held)))

    def at_same_prices(self, held: Collection[Cell]) -> Reachable:
        """Give it by the prices that were found last."""
        return self._bounds.at_same_prices(what_matters(self._loose(held)))


class _Cost(NamedTuple):
    """What some rows of one kind and owner cost of what could be reached, in percentage points."""

    points: float
    cells: tuple[Cell, ...]

    @property
    def each(self) -> float:
        """Give what each of the rows costs."""
        return self.points / len(self.cells)


_Costs = tuple[_Cost, tuple[_Cost, ...]]
"""Of the rows of a kind together, and by their owners."""


class _Weighing:
    """Rows in force, of which some come and some go."""

    def __init__(
        self,
        roadmap: Roadmap,
        cells: Sequence[Cell],
        lacking: Collection[str],
        reaching: _Reaching,
        margin: float,
    ) -> None:
        self._roadmap, self._cells, self._reaching, self._margin = roadmap, cells, reaching, margin
        asked = {number for number, each in enumerate(roadmap.requirements) if each.id in lacking}
        self._asked = {each for each in cells if each.kind is CellKind.REQUIREMENT and each.number in asked}
        self._held = {*self._asked, *(each for each in cells if each.kind in _LIMITS)}
        self._reach = reaching.at_good_prices(self._held)

    def grows(self) -> bool:
        """Let rows count until they forbid it; tell whether they do."""
        for _round in range(_MOST_ROUNDS):
            if self._forbids(self._reach):
                return True
            costs = (own for _kind, owners in self._costs_of_more() for own in owners)
            left = self._reach.beyond + self._margin
            for cost in sorted(costs, key=lambda each: each.each, reverse=True):
                if left < 0 or cost.points <= SOLVED:
                    break
                self._held.update(cost.cells)
                left -= cost.points
            self._reach = self._reaching.at_good_prices(self._held)
        return self._forbids(self._reach)

    def shrink(self) -> None:
        """Release rows as long as those that are left forbid it."""
        for _round in range(_MOST_ROUNDS):
            held = self._held.difference(self._cheapest())
            if len(held) == len(self._held):
                break
            reach = self._reaching.at_good_prices(held)
            if not self._forbids(reach):
                break
            self._held, self._reach = held, reach

    def forbidding(self) -> Collection[Cell]:
        """Give the rows that count, but for limits that have no price."""
        return self._held.difference(self._idle())

    def _forbids(self, reach: Reachable) -> bool:
        return reach.beyond < -self._margin

    def _cheapest(self) -> Collection[Cell]:
        """Give rows that may go together, at the prices as they are: whole kinds first, then what is left.

        A kind that costs next to nothing could hardly be shown to be needed: schedules come that close to the
        best too seldom.
        """
        costs = dict(self._costs_of_held())
        kinds = sorted(costs, key=lambda each: each.points)
        owners = sorted((own for each in costs.values() for own in each), key=lambda each: each.each)
        left, gone = -self._reach.beyond - self._margin, set[Cell]()
        for cost in (*kinds, *owners):
            if cost.points <= left and gone.isdisjoint(cost.cells):
                left -= max(0.0, cost.points)
                gone.update(cost.cells)
        return gone

    def _costs_of_more(self) -> Iterator[_Costs]:
        """Give what rows that do not count would cost."""
        more = (each for each in self._cells if each not in self._held and each.kind not in _TIES)
        for cells in _by_kind(more):
            yield _costs(cells, self._reach, self._reaching.at_same_prices({*self._held, *cells}))

    def _costs_of_held(self) -> Iterator[_Costs]:
        """Give what rows that count cost, limits and what is required apart."""
        stays = {*self._asked, *(each for each in self._held if each.kind in _LIMITS)}
        for cells in _by_kind(each for each in self._cells if each in self._held and each not in stays):
            yield _costs(cells, self._reaching.at_same_prices(self._held.difference(cells)), self._reach)

    def _idle(self) -> Iterator[Cell]:
        """Give the limits that have no price."""
        priced = frozenset(key for key, price in self._reach.limits.items() if price > SOLVED)
        involved = Involved(ties=frozenset(), limits=priced, parts=frozenset())
        suspects = Suspects(self._roadmap, VALUE, involved, ())
        return (each for each in self._held if each.kind in _OF_LIMITS and each not in suspects)


def _costs(cells: Sequence[Cell], without: Reachable, within: Reachable) -> _Costs:
    """Give what rows of one kind cost together, and by their measures; those of sectors stay together."""
    whole = _Cost(without.beyond - within.beyond, tuple(cells))
    own = _grouped(cells, lambda cell: cell.measure)
    owners = (
        _Cost(without.by_measure.get(name, 0.0) - within.by_measure.get(name, 0.0), tuple(rows))
        for name, rows in own.items()
        if name
    )
    return whole, (*owners, *([_Cost(whole.points, tuple(own[""]))] if "" in own else []))


def _by_kind(cells: Iterable[Cell]) -> Iterable[list[Cell]]:
    return _grouped(cells, lambda cell: cell.kind).values()


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, list[Cell]]:
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return groups
