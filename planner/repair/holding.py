"""Moves held where they are wanted: the nearest lawful plan that holds them, or which of them forbid any."""

import time
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from planner.model import Finding, Roadmap, Schedule
from planner.repair.distance import nearness, out_of_place
from planner.results import differing, put_back
from planner.solver import Mended, Mender, PlacesHeld, Verdict, WantedPlaces, places_held
from planner.verify import Judged
from planner.why import smallest_hold

SECONDS_EACH, NODES_EACH = 10.0, 500
"""What one question on the way to a smallest set may take; what forbids anything is mostly told at once."""


class MovesHeld:
    """A proposal with some of its moves accepted, and the rest of them left as before.

    Parameters
    ----------
    old, new
        Schedules of the proposal's roadmap, of which the new one is lawful.
    accepted
        Moves that are wanted as in the new one; all others as in the old one.
    ends
        When time is up, on the clock of ``time.monotonic``.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        schedules: tuple[Schedule, Schedule],
        moves: Sequence[str],
        accepted: Collection[str],
        ends: float,
    ) -> None:
        self._roadmap, (self._old, self._new) = roadmap, schedules
        self.moves, self.accepted, self._ends = tuple(moves), frozenset(accepted), ends
        self.wanted = self._with_old([each for each in moves if each not in accepted])
        self._possible: dict[frozenset[str], Schedule] = {}
        self._impossible: list[frozenset[str]] = []

    def nearest(self, mender: Mender) -> Schedule | None:
        """Give the lawful schedule that holds all moves and is the nearest found; ``None`` without any.

        First as it is wanted; then with all decisions as they are wanted, and curves that fit; then with what
        is no move elsewhere.
        """
        if self._is_lawful(self.wanted):
            return self.wanted
        model = self._model
        found = model.with_all_held()
        if found is not None and self._is_lawful(found):
            return found
        answer = model.nearest(self.moves, seconds=self._seconds_left)
        if answer.verdict is Verdict.INFEASIBLE:
            self._impossible.append(frozenset(self.moves))
            return None
        found = answer.schedule
        return found if found is not None and self._is_lawful(found) else self._mended(mender)

    @property
    def is_impossible(self) -> bool:
        """Tell whether no lawful schedule holds all moves, as far as one model says."""
        return bool(self._impossible)

    def smallest(self) -> dict[str, Schedule | None] | None:
        """Give a smallest set of moves that no lawful schedule holds, each with one that holds all others.

        ``None`` where that is not settled in time. Two models have to agree that nothing holds the set.
        """
        try:
            found = smallest_hold(self._likeliest_first(), self._may_hold)
        except TimeoutError:
            return None
        model = self._model
        if not model.is_refuted_twice(found, seconds=self._seconds_left):
            return None
        shown = {each: self._shown([other for other in found if other != each]) for each in found}
        smaller = next((each for each in found if self._is_refuted({*found} - {each})), None)
        if smaller is not None:  # what time cut short has been settled since
            return self.smallest()
        return shown

    @cached_property
    def _model(self) -> PlacesHeld:
        near, named = nearness(self.wanted), sorted(self._named)
        return places_held(self._roadmap, self.wanted, near, first=named, moves=self.moves)

    @property
    def _seconds_left(self) -> float:
        return max(0.1, self._ends - time.monotonic())

    def _likeliest_first(self) -> list[str]:
        """Give the moves, those first that what is wanted breaks rules by."""
        return sorted(self.moves, key=lambda each: each not in self._named)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Give what the rules name that are broken as wanted."""
        return frozenset(each.subject.split("/")[0] for each in self._broken(self.wanted))

    def _may_hold(self, held: Collection[str]) -> bool:
        """Tell whether nothing proves that no schedule holds some moves.

        Raises
        ------
        TimeoutError
            If there is no time left.
        """
        if self._is_refuted(held):
            return False
        if time.monotonic() >= self._ends:
            raise TimeoutError
        return self._found(held, seconds=SECONDS_EACH) is not None or not self._is_refuted(held)

    def _is_refuted(self, held: Collection[str]) -> bool:
        return any({*held} >= known for known in self._impossible)

    def _shown(self, held: Collection[str]) -> Schedule | None:
        """Give a lawful schedule that holds some moves, in all the time there is."""
        return self._found(held, seconds=self._seconds_left)

    def _found(self, held: Collection[str], *, seconds: float) -> Schedule | None:
        """Give a lawful schedule that holds some moves; where there is none, that is kept."""
        asked = frozenset(held)
        known = next((found for held, found in self._possible.items() if asked <= held), None)
        if known is not None or self._is_refuted(asked):
            return known
        found = next(filter(self._is_lawful, self._candidates(asked)), None)
        if found is None:
            answer = self._model.any(asked, seconds=min(seconds, self._seconds_left), nodes=NODES_EACH)
            if answer.verdict is Verdict.INFEASIBLE:
                self._impossible.append(asked)
            found = answer.schedule if answer.schedule and self._is_lawful(answer.schedule) else None
        if found is not None:
            self._possible[asked] = found
        return found

    def _candidates(self, held: frozenset[str]) -> Iterator[Schedule]:
        """Give schedules with the other moves here or there, as they are and with curves that fit."""
        released = [each for each in self.moves if each not in held]
        stays = [each for each in held if each not in self.accepted]
        goes = [each for each in self.moves if each not in held or each not in self.accepted]
        turned = [*stays, *(each for each in released if each in self.accepted)]
        for back in dict.fromkeys(map(tuple, (stays, goes, turned))):
            wanted = self._with_old(back)
            yield wanted
            found = self._model.with_decisions_of(wanted)
            if found is not None:
                yield found

    def _with_old(self, measures: Collection[str]) -> Schedule:
        return put_back(self._roadmap, self._old, self._new, measures)

    def _mended(self, mender: Mender) -> Schedule | None:
        """Give what list schedules make of it, where that holds all moves."""
        found = mender.mended(_held(self.wanted, self.moves))
        if found is None or not self._is_lawful(found.schedule):
            return None
        return found.schedule if self._holds_all(found) else None

    def _holds_all(self, found: Mended) -> bool:
        """Tell whether all moves stand where they are wanted."""
        return not out_of_place(self._roadmap, self.wanted, found.schedule, self.moves)

    def _is_lawful(self, schedule: Schedule) -> bool:
        return not self._broken(schedule)

    def _broken(self, schedule: Schedule) -> list[Finding]:
        return self._judged.judge(schedule, differing(self._new, schedule))

    @cached_property
    def _judged(self) -> Judged:
        return Judged(self._roadmap, self._new)


def _held(wanted: Schedule, moves: Collection[str]) -> WantedPlaces:
    """Hold the starts of phases and adaptations of some measures."""
    phases = (phase for each in moves for phase in wanted.phases_by_measure.get(each, ()))
    adapting = (each for each in wanted.rollouts if each.measure in moves and each.adaptation is not None)
    return WantedPlaces(
        wanted=wanted,
        near=wanted,
        starts={(each.measure, each.phase): (each.start, each.start) for each in phases},
        adaptations={
            each.key: (each.adaptation.start, each.adaptation.start) for each in adapting if each.adaptation
        },
        first=moves,
    )
