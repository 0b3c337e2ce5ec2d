"""Proofs of shortest plans for small projects: all ways to start activities, from both ends in turn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.model import WHOLE
from planner.solver.engines.makespan.bounds import Spans, reached
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project
from planner.solver.engines.makespan.kernels.proof import (
    MOST_ACTIVITIES,
    NO,
    OPEN,
    YES,
    Question,
    Trail,
    answer,
    begin,
)
from planner.solver.engines.makespan.project import is_plain
from planner.solver.engines.makespan.together import lengths_by_distance, sets_together, shares_together

_KEPT_SETS = 65_521
"""Sets of activities begun that a search remembers; a prime spreads them."""

_DECISIONS, _WORK_PER_DECISION = 1_000, 10
"""Decisions at once from either end, and the work that each is reckoned as."""
_LONGEST = 20_000_000
"""Work after which a proof is left to others."""


def can_prove(project: Project) -> bool:
    """Tell whether a project can be searched: few activities, and a plain project."""
    return len(project.weight) <= MOST_ACTIVITIES and is_plain(project)


@dataclass
class _Side:
    """The search from one end of the project, from which ``until_end`` counts to the other end."""

    is_backwards: bool
    until_end: Ints
    asked: Question
    trail: Trail


class Attempt:
    """An attempt to prove that nothing is shorter than the best schedule, whatever that is by now.

    ``is_open`` tells whether going on may still give something; ``bound`` is the best so far.
    """

    work_per_turn = 2 * _DECISIONS * _WORK_PER_DECISION

    def __init__(self, project: Project, found: Spans, *, largest: int) -> None:
        self._case = (project, found)
        self._proof: Proof | None = None
        self._best = self._spent = 0
        self.bound = -np.inf
        self.is_open = len(project.weight) <= largest and can_prove(project)

    def go_on(self, best: float) -> Ints | None:
        """Look for something shorter than the best for a while; give its starts, if there is any."""
        proof = self._proof = self._proof or Proof(*self._case)
        if best != self._best:
            self._best = int(best)
            proof.ask(self._best - 1)
        found = proof.go_on(_DECISIONS)
        self._spent += self.work_per_turn
        self.bound = max(self.bound, float(self._best if found == NO else proof.bound))
        self.is_open = found != NO and self._spent < _LONGEST
        return proof.starts if found == YES else None


class Proof:
    """The question whether all can have ended by an instant, asked from both ends.

    ``bound`` is an instant by which they cannot have ended any earlier, known at once.
    """

    def __init__(self, project: Project, found: Spans) -> None:
        self._project = project
        self._latest_end = int((project.last + project.duration).min())
        follows = reached(project)
        before, after = _bits(follows.T), _bits(follows)
        shares, self.bound = self._shares(before | after, found)
        backward = _Side(True, found.head + found.shortest, *self._search(after, shares))
        self._sides = [_Side(False, found.until_end, *self._search(before, shares)), backward]
        self._found: Ints | None = None
        self._answer = NO

    def ask(self, until: int) -> None:
        """Begin with another instant, before any window ends."""
        assert until <= self._latest_end, "windows are not searched"
        self._answer = OPEN
        for side in self._sides:
            latest = until - side.until_end
            side.asked = side.asked._replace(latest=latest, until=until)
            if until < self.bound or (latest < 0).any():
                self._answer = NO
            begin(side.asked, side.trail)

    def go_on(self, most: int) -> int:
        """Make so many decisions from either end, unless it is answered; give ``NO``, ``YES`` or ``OPEN``."""
        for side in self._sides:
            if self._answer == OPEN:
                self._answer = answer(side.asked, side.trail, most)
                if self._answer == YES:
                    self._found = self._starts(side)
        return self._answer

    @property
    def starts(self) -> Ints:
        """Give the starts that were found; ask only after ``YES``."""
        assert self._found is not None
        return self._found

    def _starts(self, side: _Side) -> Ints:
        """Read the starts, from the other end where the search went backwards."""
        if side.is_backwards:
            return side.asked.until - side.trail.end
        return side.trail.end - self._project.duration

    def _shares(self, in_a_row: Ints, found: Spans) -> tuple[Floats, int]:
        """Give rows of shares of which a set that runs together has at most 1, and the bound they imply."""
        project = self._project
        capacity = project.capacity[0]
        shares = (project.demand / np.maximum(1, capacity)).T
        sets = sets_together(project.demand, capacity, in_a_row)
        if sets is not None:
            tails = found.until_end - found.shortest
            lengths = lengths_by_distance(project.duration, found.head, -found.head, tails, -tails)
            shares = np.unique(np.vstack([shares, shares_together(sets, lengths)]), axis=0)
        most = float((shares @ project.duration).max(initial=0.0))
        return np.ascontiguousarray(shares), int(np.ceil(most - WHOLE))

    def _search(self, before: Ints, shares: Floats) -> tuple[Question, Trail]:
        """Make the question as it is asked from one end, and room for the search."""
        project = self._project
        count, resources = project.demand.shape
        latest = np.zeros(count, np.int64)
        asked = Question(project.duration, project.demand, project.capacity[0], before, latest, shares, 0)
        return asked, _trail(count, resources, len(shares))


def _bits(follows: NDArray[np.bool_]) -> Ints:
    """Give each row of truths as the bits of a number."""
    return follows.astype(np.int64) @ (np.int64(1) << np.arange(follows.shape[1], dtype=np.int64))


def _trail(count: int, resources: int, rows: int) -> Trail:
    """Make room for a search: there is an end before every decision but the first."""
    places = count + 2
    whole = np.zeros(places, np.int64)
    return Trail(
        place=np.zeros(1, np.int64),
        end=np.zeros(count, np.int64),
        at=whole.copy(),
        begun=whole.copy(),
        chosen=whole.copy(),
        free=np.zeros((places, resources), np.int64),
        rest=np.zeros((places, rows)),
        candidates=np.zeros((places, count), np.int64),
        many=whole.copy(),
        turn=whole.copy(),
        choice=np.zeros((places, count), np.int64),
        seen=np.zeros(_KEPT_SETS, np.int64),
        seen_at=np.zeros(_KEPT_SETS, np.int64),
        seen_end=np.zeros((_KEPT_SETS, count), np.int64),
    )
