"""Why a roadmap, or a wish for one, is impossible: conflicts, and what would mend each.

Where several things are wished for, each is looked at alone first. After each conflict what was wished for in
it is set aside (all of it, where nothing was), until the rest has a plan: so several impossible wishes each
get their own (``docs/problem.md``, section 10).
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Final

from planner.check import proofs
from planner.model import Finding, Roadmap, Schedule
from planner.why.cells import Cell, CellKind
from planner.why.conflicts import FEW, Conflict, RowsInForce, conflict_in, seeds_of
from planner.why.deciding import Decider, what_matters
from planner.why.places import WrittenRow, place_of
from planner.why.releasing import released, rows_that_count
from planner.why.repairs import Tried, tried_repairs

SECONDS: Final = 60.0
MOST_CONFLICTS: Final = 10
_SHARE_OF_A_CONFLICT: Final = 0.6
"""Share of the time that is left that one conflict may take, so that some is left for what would mend it."""
_SHARE_OF_ALL_LOOKS: Final = 0.5
"""Share of the time that is left that looking at each wish alone may take: the conflicts come after it."""
_OF_LINKS: Final = (CellKind.LINK, CellKind.LAG, CellKind.LARGEST_LAG)


class DiagnosisState(StrEnum):
    """Whether there is a plan.

    ``REFUSED``: rows contradict each other or name what is not there. ``UNSETTLED``: time ran out.
    """

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    REFUSED = "refused"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A conflict, and what came of each change that might mend it, all other conflicts set aside."""

    conflict: Conflict
    tried: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is known of whether a roadmap has a plan.

    Parameters
    ----------
    roadmap
        With the wishes in it; ``None`` where it could not be read, or the wishes not be made.
    schedule
        Lawful, where there is a plan.
    rest
        A lawful schedule of what is left when what was wished for in the conflicts is set aside; ``None``
        where none is known.
    wishes
        The cells that were wished for, each with the number of its change, counted from 1.
    faults
        Why it is refused.
    rows
        Where the cells of the conflicts stand.
    """

    roadmap: Roadmap | None
    state: DiagnosisState
    schedule: Schedule | None = None
    conflicts: tuple[Explained, ...] = ()
    rest: Schedule | None = None
    wishes: Mapping[Cell, int] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    rows: Mapping[Cell, WrittenRow] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give the cells of all conflicts, each once."""
        found = (cell for each in self.conflicts for cell in each.conflict.cells)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisStep:
    """What a diagnosis is at.

    Parameters
    ----------
    conflict
        The number of the conflict that is looked for, or that a change may mend, from 1.
    rows
        How many rows it is known to be among; 0 as long as that is not known.
    conflicts
        How many there are; 0 as long as they are looked for.
    change, changes
        The number of the change that is tried, from 1, and how many there are; 0 before.
    known
        What is known so far, with rows as the tables have them.
    """

    conflict: int
    rows: int = 0
    conflicts: int = 0
    change: int = 0
    changes: int = 0
    known: Diagnosis


def diagnosis_of(
    roadmap: Roadmap,
    wishes: Mapping[Cell, int] | None = None,
    *,
    seconds: float = SECONDS,
    repairs: bool = True,
    progress: Callable[[DiagnosisStep], None] | None = None,
    stop: threading.Event | None = None,
) -> Diagnosis:
    """Tell why a roadmap whose rows hold together has no plan, or give one.

    Parameters
    ----------
    wishes
        Cells that were wished for, with the numbers of their changes; told before all others.
    repairs
        Whether to look for what would mend the conflicts.
    progress
        Called from this thread with what it is at.
    stop
        Set from another thread or a signal to end with what is known.
    """
    tell = progress or (lambda _step: None)
    return _Diagnosing(roadmap, wishes or {}, Decider(seconds, stop), tell).diagnosis(repairs=repairs)


class _Diagnosing:
    """Looks for conflicts one after the other, and then for repairs, as long as there is time."""

    def __init__(
        self,
        roadmap: Roadmap,
        wishes: Mapping[Cell, int],
        decider: Decider,
        progress: Callable[[DiagnosisStep], None],
    ) -> None:
        self._roadmap, self._wishes, self._decider = roadmap, wishes, decider
        self._progress = progress
        self._known: list[Explained] = []
        cells = rows_that_count(roadmap)
        # wishes first: what comes first is best told as a reason
        self._cells = sorted(_of_what_matters(roadmap, cells), key=lambda cell: cell not in self._wishes)

    def diagnosis(self, *, repairs: bool) -> Diagnosis:
        """Give the diagnosis."""
        left = self._look_for_conflicts()
        if repairs:
            self._look_for_repairs()
        return self._told(left)

    def _told(self, left: Schedule | None = None) -> Diagnosis:
        """Give what is known, with a plan of what no conflict is about where one is."""
        known = self._known
        state = DiagnosisState.UNSETTLED if left is None else DiagnosisState.POSSIBLE
        return Diagnosis(
            roadmap=self._roadmap,
            state=DiagnosisState.IMPOSSIBLE if known else state,
            schedule=None if known else left,
            conflicts=tuple(known),
            rest=left if known else None,
            wishes=self._wishes,
            rows=self._rows(each.conflict for each in known),
        )

    def _tell(self, **at: int) -> None:
        """Say what it is at."""
        self._progress(DiagnosisStep(known=self._told(), **at))

    def _rows(self, conflicts: Iterable[Conflict]) -> dict[Cell, WrittenRow]:
        """Give where the cells of conflicts stand in the tables."""
        cells = dict.fromkeys(cell for each in conflicts for cell in each.cells)
        return {
            cell: WrittenRow(*place_of(self._roadmap, cell), change=self._wishes.get(cell)) for cell in cells
        }

    def _look_for_conflicts(self) -> Schedule | None:
        """Look for conflicts until what is left has a plan, and give that plan where one is known."""
        self._look_at_each_wish()
        while len(self._known) < MOST_CONFLICTS and all(each.conflict.groups for each in self._known):
            self._tell(conflict=len(self._known) + 1)
            aside = self._all_set_aside()
            left = self._plan(aside)
            conflict = self._conflict(aside) if left is None else None
            if conflict is None:
                return left
            self._known.append(Explained(conflict=conflict))
        return None  # nothing that could be set aside would help, or there are very many

    def _look_at_each_wish(self) -> None:
        """Look for the conflict of each of the first wishes that is soon refuted with no other in it."""
        wishes = [cell for cell in self._cells if cell in self._wishes]
        looks = wishes[:MOST_CONFLICTS] if len(wishes) > 1 else []
        for wish in looks:
            aside = [*self._all_set_aside(), *(each for each in wishes if each != wish)]
            share = _SHARE_OF_ALL_LOOKS / len(looks)
            if wish in self._all_set_aside() or not self._is_refuted(aside, share):
                continue
            self._tell(conflict=len(self._known) + 1)
            conflict = self._conflict(aside)
            if conflict is not None:
                self._known.append(Explained(conflict=conflict))
                if not conflict.groups:
                    return

    def _all_set_aside(self) -> list[Cell]:
        """Give what is set aside of all conflicts that are known."""
        return [cell for each in self._known for cell in self._set_aside(each.conflict)]

    def _is_refuted(self, aside: Collection[Cell], share: float) -> bool:
        """Tell whether a share of the time proves that there is no plan when some cells are set aside."""
        decider = self._decider.within(share).by_relaxation()
        try:
            return decider.allows(released(self._roadmap, aside)).is_impossible
        except TimeoutError:
            return False

    def _plan(self, aside: Collection[Cell]) -> Schedule | None:
        """Give a schedule of what is left when some cells are set aside, where one is known."""
        try:
            return self._decider.decide(released(self._roadmap, aside)).schedule
        except TimeoutError:
            return None

    def _conflict(self, aside: Collection[Cell]) -> Conflict | None:
        """Give a conflict of what is left when some cells are set aside, where one is proved."""
        cells = [cell for cell in self._cells if cell not in aside]
        decider = self._decider.within(_SHARE_OF_A_CONFLICT)
        number = len(self._known) + 1
        counting = RowsInForce(
            self._roadmap,
            cells,
            decider,
            always_released=aside,
            on_fewer=lambda rows: self._tell(conflict=number, rows=rows),
        )
        subjects = [cell.measure for cell in cells if cell in self._wishes]
        subjects += [each.subject for each in proofs(what_matters(released(self._roadmap, aside)))]
        return conflict_in(counting, seeds_of(self._roadmap, subjects))

    def _set_aside(self, conflict: Conflict) -> tuple[Cell, ...]:
        """Give what was wished for in a conflict; all of it where nothing was."""
        wished = tuple(cell for cell in conflict.cells if cell in self._wishes)
        return wished or conflict.cells

    def _worth_changing(self, conflict: Conflict) -> list[Cell]:
        """Give the cells of a conflict; of one that is not settled what was wished for, where any was."""
        wished = [cell for cell in conflict.cells if cell in self._wishes]
        if conflict.is_smallest and not conflict.is_coarse:
            return [*conflict.cells]
        return wished or [cell for group in conflict.groups if len(group) <= FEW for cell in group]

    def _look_for_repairs(self) -> None:
        """Look for what would mend each conflict, all others set aside."""
        found = [each.conflict for each in self._known]
        for place, conflict in enumerate(found):
            others = [cell for each in found if each is not conflict for cell in self._set_aside(each)]
            loose = released(self._roadmap, [cell for cell in others if cell not in conflict.cells])
            at = partial(self._tell_change, place + 1)
            cells = self._worth_changing(conflict)
            for tried in tried_repairs(loose, cells, self._decider.decide, trying=at):
                before = self._known[place]
                self._known[place] = replace(before, tried=(*before.tried, tried))

    def _tell_change(self, conflict: int, change: int, changes: int) -> None:
        """Say which change of how many is tried."""
        self._tell(conflict=conflict, conflicts=len(self._known), change=change, changes=changes)


def _of_what_matters(roadmap: Roadmap, cells: Sequence[Cell]) -> Iterator[Cell]:
    """Give the cells of what has a say in whether there is a plan."""
    part = what_matters(roadmap)
    measures, links = {each.id for each in part.measures}, {*part.dependencies}
    for cell in cells:
        if cell.kind in _OF_LINKS:
            has_a_say = roadmap.dependencies[cell.number] in links
        else:
            has_a_say = not cell.measure or cell.measure in measures
        if has_a_say:
            yield cell
