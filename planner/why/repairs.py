"""What alone would mend a conflict, and the least of it: changes of one cell, each planned anew.

A repair is a list of edits by an amount; the amount is searched for, and the least that has a lawful plan is
told, with whether it is proved that a step less has none (``docs/problem.md``, section 10).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from planner.model import Edit, Roadmap, Schedule
from planner.tables import apply
from planner.why.cells import Cell, CellKind
from planner.why.changes import Remedy, RemedyUnit
from planner.why.changes_of_amounts import OF_AMOUNTS
from planner.why.changes_of_dates import OF_DATES, longer_horizon
from planner.why.deciding import Decision


class RemedyOutcome(StrEnum):
    """What came of looking for the least amount of a change."""

    FOUND = "found"
    DOES_NOT_SUFFICE = "does not suffice"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change that alone lets a roadmap have a plan.

    Parameters
    ----------
    amount
        How much of it, in its unit: periods, person-months in each period, NOK, percentage points …
    edits
        The change as it stands in a scenario file or a request.
    schedule
        Lawful with the change.
    is_least
        Whether it is proved that nothing is with one step less.
    """

    change: Remedy
    amount: float
    edits: tuple[Edit, ...]
    schedule: Schedule
    is_least: bool

    @property
    def cell(self) -> Cell | None:
        """Give what is changed."""
        return self.change.cell

    @property
    def unit(self) -> RemedyUnit:
        """Give the unit of the amount."""
        return self.change.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change with what came of it: the repair where it suffices."""

    change: Remedy
    outcome: RemedyOutcome
    repair: Repair | None = None


def tried_repairs(
    roadmap: Roadmap,
    cells: Sequence[Cell],
    decide: Callable[[Roadmap], Decision],
    *,
    trying: Callable[[int, int], None] | None = None,
) -> Iterator[Tried]:
    """Give every change that may mend a conflict, with what comes of it; without time, unsettled.

    Parameters
    ----------
    trying
        Called before each with its number, from 1, and how many there are.
    """
    changes = list(changes_of(roadmap, cells))
    for number, change in enumerate(changes, start=1):
        if trying is not None:
            trying(number, len(changes))
        try:
            yield _Search(roadmap, change, decide).least()
        except TimeoutError:
            yield Tried(change=change, outcome=RemedyOutcome.UNSETTLED)


def changes_of(roadmap: Roadmap, cells: Sequence[Cell]) -> Iterator[Remedy]:
    """Give the changes of some cells, each once, and a longer horizon; those with no step left are none."""
    seen: set[tuple[object, ...]] = set()
    for cell in cells:
        for change in CHANGES[cell.kind](roadmap, cell) if cell.kind in CHANGES else ():
            what = change.kind, change.column, cell.measure, cell.phase, cell.sector, cell.number
            if change.most > 0 and what not in seen:
                seen.add(what)
                yield change
    horizon = longer_horizon(roadmap)
    if horizon.most > 0:
        yield horizon


CHANGES: Final[Mapping[CellKind, Callable[[Roadmap, Cell], Iterator[Remedy]]]] = {**OF_DATES, **OF_AMOUNTS}
"""What can be changed of a cell, by its kind.

A lag stands in a conflict only beside its link, other load and freezes beside the capacity; of all others
nothing has an amount that people ask for.
"""


class _Search:
    """Looks for the least amount of one change, in steps from 1 to the most."""

    def __init__(self, roadmap: Roadmap, change: Remedy, decide: Callable[[Roadmap], Decision]) -> None:
        self._roadmap, self._change, self._decide = roadmap, change, decide
        self._known: dict[int, Decision] = {}

    def least(self) -> Tried:
        """Give the least amount that suffices."""
        change = self._change
        found = self._in_turn() if change.distances else self._halving()
        if found is None:
            outcome = (
                RemedyOutcome.DOES_NOT_SUFFICE if self._forbids(change.most) else RemedyOutcome.UNSETTLED
            )
            return Tried(change=change, outcome=outcome)
        schedule = self._at(found).schedule
        assert schedule is not None
        repair = Repair(
            change=change,
            amount=change.amount(found),
            edits=change.edits(found),
            schedule=schedule,
            is_least=all(self._forbids(each) for each in change.steps_before(found)),
        )
        return Tried(change=change, outcome=RemedyOutcome.FOUND, repair=repair)

    def _halving(self) -> int | None:
        """Give the least number of steps, where more of the change never allows less."""
        if self._at(self._change.most).schedule is None:
            return None
        low, high, stride = 0, self._change.most, 1
        while low + stride < high:  # most amounts are small
            if self._at(low + stride).schedule is not None:
                high = low + stride
                break
            low, stride = low + stride, 2 * stride
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._at(middle).schedule is not None else (middle, high)
        return high

    def _in_turn(self) -> int | None:
        """Give the first number of steps that suffices, where each has to be looked at."""
        steps = range(1, self._change.most + 1)
        return next((each for each in steps if self._at(each).schedule is not None), None)

    def _forbids(self, steps: int) -> bool:
        """Tell whether it is proved that some steps do not suffice; none at all do not."""
        return steps == 0 or self._at(steps).is_impossible

    def _at(self, steps: int) -> Decision:
        if steps not in self._known:
            changed = apply(self._roadmap, self._change.edits(steps)).roadmap
            assert changed is not None, self._change
            self._known[steps] = self._decide(changed)
        return self._known[steps]
