"""Smallest reasons and smallest ways out, of whatever is impossible while some cells hold.

A *hold* is an inclusion-minimal set of cells that forbids something by itself: found by letting cells go from
the end, so that those that come first stay (the preferred set of U. Junker, AAAI 2004). All of them, and the
fewest cells whose relaxing allows it, come of the tree of hitting sets (R. Reiter, Artificial Intelligence
32, 1987).
"""

from collections import deque
from collections.abc import Callable, Collection, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Allows = Callable[[Collection[Item]], bool | None]
"""Tells whether it is possible while these cells hold and all others are relaxed; ``None``: not settled."""
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
    is_smallest
        Whether it is shown of each that it has no cell too many; where not, by time or by the work that a
        question may take, there is one, which is only known to forbid it.
    """

    holds: tuple[tuple[Item, ...], ...]
    way_out: tuple[Item, ...] | None
    is_all: bool
    is_smallest: bool = True


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
        yield _first(found, most) if found.holds else asked.narrowest()


def _first(found: Holds[Item], most: int) -> Holds[Item]:
    """Give no more holds than asked for."""
    return replace(found, holds=found.holds[:most], is_all=found.is_all and len(found.holds) <= most)


def _search(
    cells: Sequence[Item], asked: "_Asked[Item]", most: int, suspects: Suspecting[Item]
) -> Iterator[Holds[Item]]:
    """Give what is known after each hold, and after the first set whose relaxing allows it.

    Sets of cells to relax are looked at by their size, so that the first that suffices is a smallest. It ends
    where something was not settled, as what comes after that would rest on it.
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
        is_possible = asked(left) if hold is None else False
        if is_possible is None:
            return
        if is_possible:
            if way_out is None:
                way_out = tuple(cell for cell in cells if cell in given_up)
                yield Holds(holds=tuple(found), way_out=way_out, is_all=False)
            continue
        if hold is None:
            hold = _hold_among(left, asked, suspects)
            if hold is None:
                if not found:
                    yield asked.narrowest()
                return
            found.append(hold)
            yield Holds(holds=tuple(found), way_out=way_out, is_all=not hold)
            if not hold:
                return
        waiting.extend(given_up | {cell} for cell in hold)
    yield Holds(holds=tuple(found), way_out=way_out, is_all=not waiting)


def _hold_among(
    left: list[Item], asked: "_Asked[Item]", suspects: Suspecting[Item]
) -> tuple[Item, ...] | None:
    """Give a hold among cells that forbid it together; ``None`` where it is not shown to be smallest."""
    hold = _asked_again(smallest_hold(_narrowed(left, asked, suspects), asked), asked)
    return hold if asked.shows_smallest(hold) else None


def _narrowed(left: list[Item], asked: "_Asked[Item]", suspects: Suspecting[Item]) -> list[Item]:
    """Give those of some cells that are suspected, where these forbid it, else all of them."""
    few = suspects(left)
    likely = [cell for cell in left if cell in few]
    return likely if len(likely) < len(left) and asked(likely) is False else left


def _asked_again(hold: tuple[Item, ...], asked: "_Asked[Item]") -> tuple[Item, ...]:
    """Give a hold without the cells that were kept as nothing was settled, where fewer beside them settle it.

    Of a single cell it is asked here whether it is impossible without that too.
    """
    for cell in hold:
        others = tuple(each for each in hold if each != cell)
        if asked(others) is False:
            hold = others
    return hold


def smallest_hold(
    cells: Sequence[Item], allows: Allows[Item], *, needed: Collection[Item] = ()
) -> tuple[Item, ...]:
    """Give an inclusion-minimal set that forbids by itself what all cells together forbid.

    Nothing is possible under the cells, and something is under none of them. Cells go from the end: twice as
    many at a time where it is forbidden without them, half as many where it is not, so that a set of many
    cells takes little more than a question for each. What is not settled is taken for possible: the set then
    forbids it all the same, and may have a cell too many.

    Parameters
    ----------
    needed
        Cells without any one of which all others together are known to allow it: they are not asked about.
    """
    known, stays = {*needed}, list[Item]()
    others = [cell for cell in cells if cell not in known]
    stride = max(1, len(others) // 2)
    while others:
        stride = min(stride, len(others))
        fewer = others[:-stride]
        held = (*needed, *fewer, *stays)
        if held and allows(held) is False:
            others, stride = fewer, 2 * stride
        elif stride > 1:
            stride //= 2
        else:
            stays.append(others.pop())
    known.update(stays)
    return tuple(cell for cell in cells if cell in known)


class _Asked(Generic[Item]):
    """Asks once for each set of cells, and never what an earlier answer settles."""

    def __init__(self, cells: Sequence[Item], allows: Allows[Item]) -> None:
        self._cells, self._allows = cells, allows
        self._possible: list[frozenset[Item]] = []
        self._impossible: list[frozenset[Item]] = [frozenset(cells)]
        self._unsettled: set[frozenset[Item]] = set()

    def __call__(self, held: Collection[Item]) -> bool | None:
        """Tell whether it is possible while these cells hold; ``None`` where that is not settled."""
        asked = frozenset(held)
        if any(asked <= known for known in self._possible):
            return True
        if any(asked >= known for known in self._impossible):
            return False
        if asked in self._unsettled:
            return None
        is_possible = self._allows(asked)
        if is_possible is None:
            self._unsettled.add(asked)
        else:
            (self._possible if is_possible else self._impossible).append(asked)
        return is_possible

    def shows_smallest(self, hold: Collection[Item]) -> bool:
        """Tell whether it was found possible without each cell of a hold."""
        return all(any({*hold} - {cell} <= known for known in self._possible) for cell in hold)

    def narrowest(self) -> Holds[Item]:
        """Give the fewest cells that are known to forbid it, as a hold that may have some too many."""
        fewest = min(self._impossible, key=len)
        hold = tuple(cell for cell in self._cells if cell in fewest)
        return Holds(holds=(hold,), way_out=None, is_all=False, is_smallest=self.shows_smallest(hold))
