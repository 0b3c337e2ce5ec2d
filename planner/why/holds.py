"""Smallest reasons and smallest ways out, of whatever is impossible while some cells hold.

A *hold* is an inclusion-minimal set of cells that forbids something by itself: found by QuickXplain (U.
Junker, AAAI 2004), which asks for the cells that come first to stay. All of them, and the fewest cells whose
relaxing allows it, come of the tree of hitting sets (R. Reiter, Artificial Intelligence 32, 1987).
"""

from collections import deque
from collections.abc import Callable, Collection, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Allows = Callable[[Collection[Item]], bool]
"""Tells whether it is possible while these cells hold and all others are relaxed."""
Suspecting = Callable[[Collection[Item]], Container[Item]]
"""Of cells that forbid something together, gives those that likely do without the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Generic[Item]):
    """Why something is impossible.

    Parameters
    ----------
    holds
        Each a set of cells that forbids it by itself, and none of them less; one that is empty where it is
        impossible though all cells are relaxed.
    way_out
        The fewest cells whose relaxing allows it; ``None`` where there is none, or none was looked for.
    is_all
        Whether it is known that there are no other holds.
    """

    holds: tuple[tuple[Item, ...], ...]
    way_out: tuple[Item, ...] | None
    is_all: bool


def holds_of(cells: Sequence[Item], allows: Allows[Item], *, most: int) -> Holds[Item]:
    """Give the holds and the smallest way out of what is impossible while all cells hold."""
    *_, last = holds_as_found(cells, allows, most=most)
    return last


def holds_as_found(
    cells: Sequence[Item],
    allows: Allows[Item],
    *,
    most: int,
    suspects: Suspecting[Item] = lambda cells: cells,
) -> Iterator[Holds[Item]]:
    """Give what is known of the holds after each, and of the way out; the last is all that is given.

    Parameters
    ----------
    cells
        Those first that are best kept as a reason.
    allows
        Raises ``TimeoutError`` when there is no time left; what is known by then is given.
    most
        Holds that are given; once a way out is known, no more are looked for.
    suspects
        Spares questions where it is right, and costs one where it is not.
    """
    asked = _Asked(cells, allows)
    found: Holds[Item] = Holds(holds=(), way_out=None, is_all=False)
    try:
        for found in _search(cells, asked, most, suspects):
            yield _first(found, most)
    except TimeoutError:
        yield _first(found, most)


def _first(found: Holds[Item], most: int) -> Holds[Item]:
    """Give no more holds than asked for."""
    return replace(found, holds=found.holds[:most], is_all=found.is_all and len(found.holds) <= most)


def _search(
    cells: Sequence[Item], asked: "_Asked[Item]", most: int, suspects: Suspecting[Item]
) -> Iterator[Holds[Item]]:
    """Give what is known after each hold, and after the first set whose relaxing allows it.

    Sets of cells to relax are looked at by their size, so that the first that suffices is a smallest.
    """
    way_out: tuple[Item, ...] | None = None
    found: list[tuple[Item, ...]] = []
    seen: set[frozenset[Item]] = set()
    waiting = deque([frozenset[Item]()])
    while waiting and (way_out is None or len(found) <= most):
        given_up = waiting.popleft()
        if given_up in seen:
            continue
        seen.add(given_up)
        left = [cell for cell in cells if cell not in given_up]
        hold = next((each for each in found if given_up.isdisjoint(each)), None)
        if hold is None and asked(left):
            if way_out is None:
                way_out = tuple(cell for cell in cells if cell in given_up)
                yield Holds(holds=tuple(found), way_out=way_out, is_all=False)
            continue
        if hold is None:
            hold = smallest_hold(_narrowed(left, asked, suspects), asked)
            # asked last: where a hold has several cells, what was asked for it tells already
            if not found and not asked(()):
                yield Holds(holds=((),), way_out=None, is_all=True)
                return
            found.append(hold)
            yield Holds(holds=tuple(found), way_out=way_out, is_all=False)
        waiting.extend(given_up | {cell} for cell in hold)
    yield Holds(holds=tuple(found), way_out=way_out, is_all=not waiting)


def _narrowed(left: list[Item], asked: "_Asked[Item]", suspects: Suspecting[Item]) -> list[Item]:
    """Give those of some cells that are suspected, where these forbid it, else all of them."""
    few = suspects(left)
    likely = [cell for cell in left if cell in few]
    return likely if len(likely) < len(left) and not asked(likely) else left


def smallest_hold(
    cells: Sequence[Item], allows: Allows[Item], *, needed: Collection[Item] = ()
) -> tuple[Item, ...]:
    """Give an inclusion-minimal set that forbids by itself what all cells together forbid.

    Nothing is possible under the cells, and something is under none of them.

    Parameters
    ----------
    needed
        Cells without any one of which all others together are known to allow it: they are not asked about.
    """
    known = {*needed}
    others = tuple(cell for cell in cells if cell not in known)
    if others:
        known.update(_needed(tuple(needed), bool(needed), others, allows))
    return tuple(cell for cell in cells if cell in known)


def _needed(
    held: tuple[Item, ...], has_grown: bool, cells: tuple[Item, ...], allows: Allows[Item]
) -> tuple[Item, ...]:
    """Give the cells that are needed beside those already held, those first that come first."""
    if has_grown and not allows(held):
        return ()
    if len(cells) <= 1:
        return cells
    half = len(cells) // 2
    first, second = cells[:half], cells[half:]
    of_second = _needed((*held, *first), True, second, allows)
    of_first = _needed((*held, *of_second), bool(of_second), first, allows)
    return (*of_first, *of_second)


class _Asked(Generic[Item]):
    """Asks once for each set of cells, and never what an earlier answer settles."""

    def __init__(self, cells: Sequence[Item], allows: Allows[Item]) -> None:
        self._allows = allows
        self._possible: list[frozenset[Item]] = []
        self._impossible: list[frozenset[Item]] = [frozenset(cells)]

    def __call__(self, held: Collection[Item]) -> bool:
        """Tell whether it is possible while these cells hold."""
        asked = frozenset(held)
        if any(asked <= known for known in self._possible):
            return True
        if any(asked >= known for known in self._impossible):
            return False
        is_possible = self._allows(asked)
        (self._possible if is_possible else self._impossible).append(asked)
        return is_possible
