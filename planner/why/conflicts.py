"""Smallest sets of rows that cannot hold together, each shown to be smallest by lawful plans.

What is proved quickest is looked at first: what one measure and all it needs forbid by themselves, then whole
kinds of rows, then rows, then cells (``docs/problem.md``, section 10).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.model import VALUE, Roadmap, Schedule
from planner.network import needs
from planner.solver import Verdict, carried
from planner.verify import judge
from planner.why.cells import Cell, CellKind, cells_around
from planner.why.deciding import IMPOSSIBLE, Decider, Decision
from planner.why.holds import smallest_hold
from planner.why.places import place_of
from planner.why.releasing import released
from planner.why.weighing import MARGINS, likely_rows

FEW = 12
"""Cells that are looked at row by row at once."""
_SHARE_TO_NARROW: Final = 0.75
"""Share of the time for a conflict after which it is not made smaller, but shown to need all it has."""
MANY = 100
"""Cells of which whole families of kinds are looked at first."""


CellGroup = tuple[Cell, ...]
"""Cells that are told as one: a single cell, or all of a kind or of an owner where many have a part in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Groups of cells that cannot hold together, whatever else is released.

    Parameters
    ----------
    groups
        Of one cell each, or coarser where time was too short to tell which cells of a group have a part in
        it; none where it is impossible though all cells are released.
    shown
        For each group a lawful schedule of the roadmap without it and all that is in no group; ``None`` where
        none was found in time, so that the group may not be needed.
    """

    groups: tuple[CellGroup, ...]
    shown: tuple[Schedule | None, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give all cells."""
        return tuple(cell for group in self.groups for cell in group)

    @property
    def is_smallest(self) -> bool:
        """Tell whether it is shown that no group could go."""
        return None not in self.shown

    @property
    def is_coarse(self) -> bool:
        """Tell whether some group has cells of which not all may be needed."""
        return any(len(group) > 1 for group in self.groups)


class RowsInForce:
    """Tells whether a roadmap has a plan while some of its cells count and all others are released.

    Parameters
    ----------
    cells
        Those first that are best told as a reason.
    always_released
        Cells that never count.
    on_fewer
        Called with the number of rows that it is known to be among, whenever these are fewer than before.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        cells: Sequence[Cell],
        decider: Decider,
        *,
        always_released: Collection[Cell] = (),
        on_fewer: Callable[[int], None] | None = None,
    ) -> None:
        self.roadmap, self.cells, self._decider = roadmap, tuple(cells), decider
        self._narrowing = decider.within(_SHARE_TO_NARROW)
        self._always = tuple(always_released)
        self._on_fewer = on_fewer or (lambda _rows: None)
        self._possible: dict[frozenset[Cell], Schedule] = {}
        self._impossible: list[frozenset[Cell]] = []
        self.lacking: frozenset[str] = frozenset()

    def allows(self, held: Collection[Cell]) -> bool:
        """Tell whether there may be a plan while these cells count: nothing proves that there is none.

        Raises
        ------
        TimeoutError
            If there is no time left.
        """
        asked = frozenset(held)
        # what is proved comes first: nobody has judged the schedules that are known here
        if any(asked >= known for known in self._impossible):
            return False
        if any(asked <= known for known in self._possible):
            return True
        found = self._known(asked, self._narrowing.allows(self.loose(asked)))
        if found.by_relaxation:
            # a refutation takes a fraction of the time of a schedule, which each group is to have at the end
            self._narrowing = self._narrowing.by_relaxation()
        return not found.is_impossible

    def shown(self, held: Collection[Cell]) -> Decision:
        """Give a lawful schedule under these cells alone, or that there is none."""
        asked = frozenset(held)
        if any(asked >= known for known in self._impossible):
            return IMPOSSIBLE
        loose = self.loose(asked)
        for known, schedule in self._possible.items():
            here = carried(loose, schedule) if asked <= known else None
            if here is not None and not judge(loose, here):
                return Decision(verdict=Verdict.FEASIBLE, schedule=here)
        return self._known(asked, self._decider.decide(loose, relax=False))

    @property
    def is_impossible(self) -> bool:
        """Tell whether anything is proved to forbid any plan."""
        return bool(self._impossible)

    def smallest_impossible(self) -> frozenset[Cell]:
        """Give the smallest set that is proved to forbid any plan."""
        return min(self._impossible, key=len)

    def _known(self, asked: frozenset[Cell], found: Decision) -> Decision:
        """Keep what was found of some cells."""
        if found.is_impossible:
            self.lacking = found.lacking or self.lacking
            is_less = all(len(asked) < len(known) for known in self._impossible)
            self._impossible.append(asked)
            if is_less:
                self._on_fewer(len(asked))
        elif found.schedule is not None:
            self._possible[asked] = found.schedule
        return found

    def loose(self, held: Collection[Cell]) -> Roadmap:
        """Give the roadmap in which some cells count, and no others."""
        return released(self.roadmap, [*self._always, *(each for each in self.cells if each not in held)])


def conflict_in(counting: RowsInForce, seeds: Iterable[str] = ()) -> Conflict | None:
    """Give a conflict of a roadmap; ``None`` where it is not proved that it has no plan.

    Parameters
    ----------
    seeds
        Measures that it may be about: what they need is looked at first.
    """
    try:
        if counting.allows(counting.cells):
            return None
        if not counting.allows(()):
            return Conflict(groups=())
    except TimeoutError:
        return _unfinished(counting) if counting.is_impossible else None
    return _checked(counting, _narrowed(counting, seeds))


def _around_one(counting: RowsInForce, seeds: Iterable[str]) -> tuple[Cell, ...]:
    """Give the cells around one measure and all it needs where they forbid it by themselves, else all."""
    for seed in seeds:
        near = set(cells_around(counting.roadmap, VALUE, needs(counting.roadmap, {seed})))
        own = {each.measure for each in near}
        found = tuple(each for each in counting.cells if each in near or each.measure in own - {""})
        if len(found) < len(counting.cells) and not counting.allows(found):
            return found
    return counting.cells


def _narrowed(counting: RowsInForce, seeds: Iterable[str]) -> list[CellGroup]:
    """Give an inclusion-minimal set of groups: families of kinds, kinds, owners, rows, and at last cells.

    Where time runs out, the finest that were settled.
    """
    groups: list[CellGroup] = []
    try:
        cells = _around_one(counting, seeds)
        few = _likely(counting, cells)
        if few is not None:
            return _grouped(few, _kind)
        for fewest, key in (*_COARSE, (0, _row(counting.roadmap)), (0, _itself)):
            if len(cells) > fewest:
                groups = _smallest(counting, _grouped(cells, key), needed=groups)
                cells = tuple(cell for cell in cells if any(cell in group for group in groups))
    except TimeoutError:
        pass
    return groups or _known(counting)


def _likely(counting: RowsInForce, cells: Sequence[Cell]) -> tuple[Cell, ...] | None:
    """Give a few cells that forbid it, of a share that all measures have a part in; ``None`` where none are.

    That each of them is needed would take minutes to show: schedules so close to the best are hard to find.
    """
    if not counting.lacking:
        return None
    for margin in MARGINS:
        few = likely_rows(counting.roadmap, cells, counting.lacking, counting.loose, margin=margin)
        if len(few) == len(cells):
            return None
        if not counting.allows(few):
            return few
    return None


def _smallest(
    counting: RowsInForce, groups: list[CellGroup], *, needed: Collection[CellGroup]
) -> list[CellGroup]:
    """Give an inclusion-minimal set of groups that forbids by itself what all forbid together.

    What was one group among the needed coarser ones, and is one still, is needed.
    """
    if len(groups) == 1:
        return groups
    known = [each for each in groups if each in needed]

    def allows(held: Collection[CellGroup]) -> bool:
        return counting.allows([cell for group in held for cell in group])

    return list(smallest_hold(groups, allows, needed=known))


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], object]) -> list[CellGroup]:
    groups: dict[object, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return [tuple(group) for group in groups.values()]


def _family(cell: Cell) -> object:
    return next((family for family, kinds in _FAMILIES.items() if cell.kind in kinds), cell.kind)


def _kind(cell: Cell) -> object:
    return cell.kind


def _owner(cell: Cell) -> object:
    return cell.measure or cell.sector or (cell.kind, cell.number)


_FAMILIES: Final = {
    "order": (CellKind.LINK, CellKind.LAG, CellKind.LARGEST_LAG, CellKind.PAUSE, CellKind.ADAPTATION),
    "time": (CellKind.DURATION, CellKind.GATES, CellKind.PACE, CellKind.EARLIEST_START, CellKind.PIN),
    "work": (CellKind.CAPACITY, CellKind.OTHER_LOAD, CellKind.FREEZE, CellKind.PROFILE, CellKind.SUPPORT),
}
"""Kinds that are looked at as one where there are very many cells; each other kind is a family of its own."""
_COARSE: Final = ((MANY, _family), (FEW, _kind), (FEW, _owner))
"""From how many cells on they are looked at so coarsely."""


def _row(roadmap: Roadmap) -> Callable[[Cell], object]:
    return lambda cell: place_of(roadmap, cell)[:2]


def _itself(cell: Cell) -> object:
    return cell


def _checked(counting: RowsInForce, groups: Sequence[CellGroup]) -> Conflict:
    """Show by a schedule for each group that it is needed; what is not needed after all goes."""
    shown: list[Schedule | None] = []
    try:
        if counting.allows([cell for group in groups for cell in group]):
            return _unfinished(counting)  # some answers on the way were not settled
        for group in groups:
            others = [each for each in groups if each != group]
            found = counting.shown([cell for each in others for cell in each])
            if found.is_impossible:
                return _checked(counting, others)
            shown.append(found.schedule)
    except TimeoutError:
        shown += [None] * (len(groups) - len(shown))
    return Conflict(groups=tuple(groups), shown=tuple(shown))


def _unfinished(counting: RowsInForce) -> Conflict:
    """Give what is known to forbid it, by kinds, of which none is shown to be needed."""
    groups = _known(counting)
    return Conflict(groups=tuple(groups), shown=(None,) * len(groups))


def _known(counting: RowsInForce) -> list[CellGroup]:
    """Give the smallest set that is known to forbid any plan, by kinds."""
    forbidding = counting.smallest_impossible()
    return _grouped((each for each in counting.cells if each in forbidding), _kind)


def seeds_of(roadmap: Roadmap, subjects: Iterable[str]) -> Iterator[str]:
    """Give the measures among what findings and cells name."""
    known = {each.id for each in roadmap.open_measures}
    named = (subject.split("/")[0] for subject in subjects)
    return (each for each in dict.fromkeys(named) if each in known)
