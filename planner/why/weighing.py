"""Rows that likely forbid a share that is required: those whose releasing would win most of what is lacking.

At the prices that the linear relaxation puts on limits, a bound is a sum over measures. Rows are released as
long as what they win together stays below what is lacking, which a proof then has to confirm.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from planner.model import SOLVED, VALUE, Roadmap
from planner.problem import LimitKey, Problem
from planner.solver import Involved, Shortfall, measure_answers
from planner.why.apart import by_itself
from planner.why.cells import Cell, CellKind
from planner.why.deciding import Lacking
from planner.why.releasing import released
from planner.why.suspects import Suspects

Key = TypeVar("Key")
_SPENT = 0.8
"""Share of what is lacking that releasing may win: prices change, and then it wins more."""
_ALMOST_ALL = 0.95
"""The same where that spares a whole kind of rows."""
_ON_KINDS = 0.5
"""Share of that which whole kinds of rows may win, and measures the rest."""
_BESIDE_CAPACITY = (CellKind.OTHER_LOAD, CellKind.FREEZE)


def likely_rows(roadmap: Roadmap, cells: Sequence[Cell], lacking: Lacking) -> tuple[Cell, ...]:
    """Give those of some cells of a roadmap that likely forbid it by themselves.

    Links between measures are not among them: what is late by order alone is proved without this.
    """
    weighing = _Weighing(lacking, cells)
    shared = list(_priced(roadmap, cells, lacking.shortfall))
    idle = weighing.idle([cell for cell in shared if cell.kind in _BESIDE_CAPACITY])
    kept = {*shared, *weighing.heavy()}.difference(idle)
    return tuple(cell for cell in cells if cell in kept)


def _priced(roadmap: Roadmap, cells: Iterable[Cell], shortfall: Shortfall) -> Iterator[Cell]:
    """Give the cells of what is required and lacking, and of limits that have a price."""
    priced = frozenset(key for key, price in shortfall.limits.items() if price > SOLVED)
    involved = Involved(ties=frozenset(), limits=priced, parts=frozenset())
    suspects = Suspects(roadmap, VALUE, involved, ())
    for cell in cells:
        if cell.kind is CellKind.REQUIREMENT:
            is_priced = roadmap.requirements[cell.number].id in shortfall.lacking
        else:
            is_priced = not cell.measure and cell.kind in _LIMITS and cell in suspects
        if is_priced:
            yield cell


_LIMITS = (CellKind.CAPACITY, *_BESIDE_CAPACITY, CellKind.ROOM, CellKind.BUDGET)


class _Weighing:
    """Releases whole kinds of rows, then whole measures, as long as that wins less than what is lacking."""

    def __init__(self, lacking: Lacking, cells: Iterable[Cell]) -> None:
        self._part, self._shortfall = lacking
        self._answers = measure_answers(*lacking)
        self._left = _SPENT * self._shortfall.least
        self._own: dict[str, list[Cell]] = {each.id: [] for each in self._part.measures}
        for cell in cells:
            if cell.measure in self._own:
                self._own[cell.measure].append(cell)
        self._gone: set[Cell] = set()
        self._known: dict[tuple[str, frozenset[Cell]], float] = {}
        self._best = {name: self._most(name, ()) for name, own in self._own.items() if own}

    def heavy(self) -> Collection[Cell]:
        """Give the cells of measures that are left."""
        whole, self._left = self._left, _ON_KINDS * self._left
        for kind in _by_kind(self._kept()):
            self._try(kind)
        self._left += (1 - _ON_KINDS) * whole
        left = _by_measure(self._kept())
        wins = {number: self._won(self._with(own)) for number, own in enumerate(left)}
        for number in sorted(wins, key=wins.__getitem__):
            self._try(left[number])
        self._left += (_ALMOST_ALL - _SPENT) * self._shortfall.least
        for kind in _by_kind(self._kept()):
            self._try(kind)
        return self._kept()

    def _kept(self) -> list[Cell]:
        return [cell for own in self._own.values() for cell in own if cell not in self._gone]

    def idle(self, cells: Sequence[Cell]) -> Collection[Cell]:
        """Give those of some cells of limits that go too: all of them or none."""
        before, after = _limits_of(self._part), _limits_of(released(self._part, cells))
        prices = self._shortfall.limits.items()
        won = sum(price * (after[key] - before[key]) for key, price in prices if price > SOLVED)
        return cells if self._spend(won) else ()

    def _try(self, group: Collection[Cell]) -> None:
        """Release some cells, if that may be."""
        most = self._with(group)
        if self._spend(self._won(most)):
            self._best.update(most)
            self._gone.update(group)

    def _with(self, group: Collection[Cell]) -> dict[str, float]:
        """Give what measures add at most when a group goes too."""
        names = dict.fromkeys(cell.measure for cell in group)
        return {name: self._most(name, group) for name in names}

    def _won(self, most: Mapping[str, float]) -> float:
        known = all(math.isfinite(each) for each in (*most.values(), *map(self._best.__getitem__, most)))
        return sum(each - self._best[name] for name, each in most.items()) if known else math.inf

    def _most(self, name: str, group: Collection[Cell]) -> float:
        """Give what a measure adds at most when some cells go too; infinite where that is unknown."""
        gone = frozenset(cell for cell in self._own[name] if cell in self._gone or cell in group)
        if (name, gone) not in self._known:
            found = self._answers.best(released(by_itself(self._part, name), gone))
            self._known[name, gone] = math.inf if found is None else found
        return self._known[name, gone]

    def _spend(self, won: float) -> bool:
        """Tell whether so much may be won still, and count it."""
        if not won <= self._left:
            return False
        self._left -= max(0.0, won)
        return True


def _by_kind(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Give cells by their kinds, those last that are best told as a reason."""
    order = [*CellKind]
    groups = _together(cells, lambda cell: order.index(cell.kind))
    return [groups[place] for place in sorted(groups, reverse=True)]


def _by_measure(cells: Sequence[Cell]) -> list[list[Cell]]:
    return [*_together(cells, lambda cell: cell.measure).values()]


def _together(cells: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, list[Cell]]:
    groups: dict[Key, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return groups


def _limits_of(roadmap: Roadmap) -> dict[LimitKey, float]:
    return {
        each.limit_key(bucket): limit
        for each in Problem(roadmap).resources
        for bucket, limit in enumerate(each.limits)
    }
