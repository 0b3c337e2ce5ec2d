"""Accepting some of the moves of a proposal: they stand there, and the rest where the old plan has it."""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.model import Plan, Schedule
from planner.pipeline import accepted as accepted_by_judge
from planner.repair.distance import out_of_place
from planner.repair.holding import MovesHeld
from planner.repair.telling import as_plan, keeps_levels
from planner.results import as_counted, measure_end, moved_between
from planner.solver import Mender, carried, mender

SECONDS = 60.0
"""How long to look, unless asked otherwise; most answers take three, more on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndElsewhere:
    """A measure that ends elsewhere than was asked for, though it is held: waves found no room there.

    Instants; ``None`` where it is out.
    """

    measure: str
    asked: int | None
    end: int | None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A lawful plan with some moves of a proposal, and without the others.

    Parameters
    ----------
    plan
        Of the proposal's roadmap.
    accepted, left
        The moves that stand as proposed, and those that stand as before.
    also_moved, reshaped
        Measures that are neither: those that had to be decided otherwise, and those of which waves alone are
        others.
    ends
        Of the moves and what is reshaped, those that end elsewhere than asked: what is reshaped was to stay.
    keeps_levels
        Whether as much is kept of what comes first as in the proposal.
    """

    plan: Plan
    accepted: tuple[str, ...]
    left: tuple[str, ...]
    also_moved: tuple[str, ...] = ()
    reshaped: tuple[str, ...] = ()
    ends: tuple[EndElsewhere, ...] = ()
    keeps_levels: bool = True


@dataclass(frozen=True, kw_only=True)
class Together:
    """Moves that cannot be told apart: no lawful plan has all that are accepted there and the rest as before.

    Parameters
    ----------
    accepted, left
        Those of the set that were to be accepted, and those that were to stay. None may be accepted: then
        what is left has to move, whatever is accepted.
    shown
        By each of them, a lawful plan in which all others of the set are held; ``None`` where none was found
        in time, so that it may not be needed.
    """

    accepted: tuple[str, ...]
    left: tuple[str, ...]
    shown: dict[str, Schedule | None]

    @property
    def measures(self) -> tuple[str, ...]:
        """Give all of them."""
        return (*self.accepted, *self.left)

    @property
    def is_smallest(self) -> bool:
        """Tell whether it is shown that each is needed."""
        return None not in self.shown.values()


@dataclass(frozen=True, kw_only=True)
class HangTogether:
    """Why some moves cannot be accepted without others, and the plan that accepts them as one.

    Parameters
    ----------
    sets
        One after the other: with those of the first accepted too, the next one was in the way.
    as_one
        With what was to be accepted and all of these; ``None`` where the time did not suffice for that.
    """

    sets: tuple[Together, ...]
    as_one: Accepted | None


@dataclass(frozen=True, kw_only=True)
class NotSettled:
    """Neither a plan was found in time, nor shown that there is none."""

    accepted: tuple[str, ...]


def moves_of(plan: Plan, proposal: Plan) -> tuple[str, ...]:
    """Give the measures that a proposal has elsewhere, in the order of its roadmap.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    """
    old, new = _both(plan, proposal)
    return moved_between(proposal.roadmap, old, new)


def accept_some(
    plan: Plan, proposal: Plan, accepted: Collection[str], *, seconds: float = SECONDS
) -> Accepted | HangTogether | NotSettled:
    """Give a lawful plan with some moves of a proposal and without the others, or say which hang together.

    Parameters
    ----------
    accepted
        Measures; those that the proposal does not move are passed over.
    seconds
        Wall clock for all of it.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    """
    old, new = _both(plan, proposal)
    part = _Part(proposal, old, new, seconds)
    wanted, sets = {*accepted}.intersection(part.moves), list[Together]()
    while True:
        found = part.accept(wanted)
        if isinstance(found, Accepted):
            return HangTogether(sets=tuple(sets), as_one=found) if sets else found
        if found is None or not found.left:
            known = HangTogether(sets=tuple(sets), as_one=None)
            return (
                known if sets else NotSettled(accepted=tuple(each for each in part.moves if each in wanted))
            )
        sets.append(found)
        wanted |= {*found.left}


def _both(plan: Plan, proposal: Plan) -> tuple[Schedule, Schedule]:
    """Give the old schedule as the proposal counts and knows it, and the new one."""
    if plan.schedule is None or proposal.schedule is None:
        raise ValueError("one of the plans has no schedule")
    here = as_counted(plan.schedule, plan.roadmap.calendar, proposal.roadmap)
    return carried(proposal.roadmap, here), proposal.schedule


class _Part:
    """A proposal of which some moves are accepted, and then more."""

    def __init__(self, proposal: Plan, old: Schedule, new: Schedule, seconds: float) -> None:
        self._proposal, self._roadmap, self._schedules = proposal, proposal.roadmap, (old, new)
        self._ends = time.monotonic() + seconds
        self.moves = moved_between(self._roadmap, old, new)

    def accept(self, accepted: Collection[str]) -> Accepted | Together | None:
        """Give a plan with some moves, or a smallest set that forbids any; ``None`` where time is up."""
        held = MovesHeld(self._roadmap, self._schedules, self.moves, accepted, self._ends)
        found = held.nearest(self._mender)
        if found is not None:
            return self._accepted(held, found)
        shown = held.smallest() if held.is_impossible else None
        if shown is None:
            return None
        return Together(
            accepted=tuple(each for each in shown if each in held.accepted),
            left=tuple(each for each in shown if each not in held.accepted),
            shown=shown,
        )

    @cached_property
    def _mender(self) -> Mender:
        return mender(self._roadmap)

    def _accepted(self, held: MovesHeld, found: Schedule) -> Accepted:
        moved = moved_between(self._roadmap, held.wanted, found)
        others = [each for each in moved if each not in self.moves]
        also_moved = out_of_place(self._roadmap, held.wanted, found, others)
        reshaped = tuple(each for each in others if each not in also_moved)
        return Accepted(
            plan=accepted_by_judge(as_plan(self._proposal, self._roadmap, found)),
            accepted=tuple(each for each in self.moves if each in held.accepted),
            left=tuple(each for each in self.moves if each not in held.accepted),
            also_moved=also_moved,
            reshaped=reshaped,
            ends=tuple(self._ends_elsewhere((*self.moves, *reshaped), held.wanted, found)),
            keeps_levels=keeps_levels(self._proposal, self._roadmap, found),
        )

    def _ends_elsewhere(
        self, measures: Iterable[str], wanted: Schedule, found: Schedule
    ) -> Iterator[EndElsewhere]:
        for each in measures:
            asked, end = (measure_end(self._roadmap, schedule, each) for schedule in (wanted, found))
            if asked != end:
                yield EndElsewhere(measure=each, asked=asked, end=end)
