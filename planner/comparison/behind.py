"""What lies behind what is no longer lawful, or no longer as good: changes of the data, and other moves.

All changes taken back, others kept, leave what comes of other measures' moves alone. The fewest changes are
told whose taking back leaves no more than that, and of what they leave the fewest other measures whose being
put back too does (``docs/problem.md``, section 10).
"""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property

from planner.comparison.fewest import fewest
from planner.comparison.moved import Behind, WhyMoved
from planner.model import OPTIMAL_GAP, Finding, Plan, Roadmap, Schedule
from planner.results import keeps_all, load, put_back, score
from planner.solver import carried
from planner.tables import RowChange, taken_back
from planner.verify import judge

Broken = frozenset[tuple[object, ...]]
"""What is wrong, whatever the figures in it: code, subject and dates of each finding."""
Question = Callable[[frozenset[int], frozenset[str]], Broken | None]
"""Gives what is wrong while some changes are as they are, and some measures are put back too.

``None`` where the rows do not hold together without the other changes.
"""
_KEEPS_LESS, _IS_WORSE = ("keeps less", ""), ("is worse", "")
_NONE: frozenset[str] = frozenset()


class TakingBack:
    """Takes changes of the data and other moves back, and asks whether an earlier place is as good again.

    Parameters
    ----------
    old
        The earlier schedule, as the later roadmap counts.
    changes
        What differs between the two roadmaps, but for how they count time.
    moved
        Measures that lie elsewhere and can be put back.
    seconds
        Wall clock for all that is asked.
    stop
        Set from another thread when nothing more is to be asked.
    """

    def __init__(
        self,
        after: Plan,
        old: Schedule,
        changes: Sequence[RowChange],
        moved: Sequence[str],
        *,
        seconds: float,
        stop: threading.Event | None = None,
    ) -> None:
        assert after.schedule is not None
        self._after, self._new, self._old = after, after.schedule, old
        self._changes, self._moved = changes, moved
        self._ends = self._until = time.monotonic() + seconds
        self._stop = stop or threading.Event()
        self._roadmaps: dict[frozenset[int], Roadmap | None] = {}

    def behind_move(self, why: WhyMoved, *, share: float = 1.0) -> Behind:
        """Give what lies behind a move; of a forced one, what forces it.

        Parameters
        ----------
        share
            Of the time that is left, what this may take.
        """
        _made_once_for_all = self._with(frozenset()), self._more_taken
        now = time.monotonic()
        self._until = now + share * (self._ends - now)

        @cache
        def broken(kept: frozenset[int], others: frozenset[str]) -> Broken | None:
            back, beside = self._with_back(others | {why.measure}), self._with_back(others)
            return self._broken(kept, back, None if why.is_forced else beside)

        return self._behind(broken, why.measure)

    def behind_all(self) -> Behind:
        """Give the changes for which the earlier plan as a whole is lawful no longer."""
        self._until = self._ends

        @cache
        def broken(kept: frozenset[int], _others: frozenset[str]) -> Broken | None:
            return self._broken(kept, self._old, None)

        return self._behind(broken)

    def _with_back(self, measures: Collection[str]) -> Schedule:
        return put_back(self._after.roadmap, self._old, self._new, measures)

    def _behind(self, broken: Question, measure: str | None = None) -> Behind:
        """Give the fewest changes, and of what they leave the fewest measures other than one."""
        try:
            least, most = broken(frozenset(), _NONE), broken(self._all, _NONE)
            if least is None or most is None:
                return Behind(is_settled=False)
            if not most:
                return Behind()
            changes, is_settled = ((), True) if most <= least else self._changes_behind(broken, least)
        except TimeoutError:
            return Behind(is_settled=False)
        others = () if measure is None else self._likeliest_first(measure, least)
        found = _others_behind(broken, least, others)
        return replace(found, changes=changes, is_settled=found.is_settled and is_settled)

    @property
    def _all(self) -> frozenset[int]:
        return frozenset(range(len(self._changes)))

    def _changes_behind(self, broken: Question, least: Broken) -> tuple[tuple[int, ...], bool]:
        """Give the fewest changes whose taking back leaves no more than what comes of others."""

        def is_enough(gone: Collection[int]) -> bool:
            found = broken(self._all.difference(gone), _NONE)
            return found is not None and found <= least

        return fewest(range(len(self._changes)), is_enough)

    def _likeliest_first(self, measure: str, least: Broken) -> list[str]:
        """Give the other measures that moved: those tied to it first, then who is most in the way."""
        roadmap = self._after.roadmap
        ties = (
            *(each.measures for each in roadmap.dependencies),
            *(each.measures for each in roadmap.groups),
        )
        tied = {each for tie in ties if measure in tie for each in tie}
        in_the_way = self._makes_room_for if _IS_WORSE in least else self._fills
        others = [each for each in self._moved if each != measure]
        return sorted(others, key=lambda each: (each not in tied, -in_the_way(each, measure, least)))

    def _fills(self, other: str, _measure: str, broken: Broken) -> float:
        """Give how much more a measure takes now of what is full."""
        calendar, taken = self._after.roadmap.calendar, self._more_taken[other]
        full = ((str(sector), day) for _code, sector, *days in broken for day in days)
        return sum(
            taken[sector][calendar.period_of(day)]
            for sector, day in full
            if sector in taken and isinstance(day, date)
        )

    def _makes_room_for(self, other: str, measure: str, _broken: Broken) -> float:
        """Give how much of what a measure takes more now another one takes less."""
        more, less = self._more_taken[measure], self._more_taken[other]
        return sum(
            max(0.0, min(one, -another))
            for sector in more
            for one, another in zip(more[sector], less[sector], strict=True)
        )

    @cached_property
    def _more_taken(self) -> dict[str, dict[str, list[float]]]:
        """Give how much more each measure that moved takes of each sector now, in each period."""
        return {each: self._taken_more(each) for each in self._moved}

    def _taken_more(self, measure: str) -> dict[str, list[float]]:
        roadmap = self._after.roadmap
        now, then = (load(roadmap, _alone(each, measure)) for each in (self._new, self._old))
        return {
            sector: [one - other for one, other in zip(now[sector], then[sector], strict=True)]
            for sector in now
        }

    def _with(self, kept: frozenset[int]) -> Roadmap | None:
        """Give the later roadmap with all changes taken back but those kept."""
        if kept not in self._roadmaps:
            gone = [change for place, change in enumerate(self._changes) if place not in kept]
            self._roadmaps[kept] = taken_back(self._after.roadmap, gone) if gone else self._after.roadmap
        return self._roadmaps[kept]

    def _broken(self, kept: frozenset[int], back: Schedule, beside: Schedule | None) -> Broken | None:
        """Give what an earlier place breaks, or, beside another place, whether it is worse than that.

        Raises
        ------
        TimeoutError
            If there is no time left.
        """
        if time.monotonic() >= self._until or self._stop.is_set():
            raise TimeoutError
        roadmap = self._with(kept)
        if roadmap is None:
            return None
        if beside is None:
            return self._unlawful(roadmap, back)
        return frozenset([_IS_WORSE] if self._is_worse(roadmap, back, beside) else [])

    def _is_worse(self, roadmap: Roadmap, back: Schedule, beside: Schedule) -> bool:
        """Tell whether one place breaks what another does not, or is worse where both break the same."""
        mine, others = (self._unlawful(roadmap, each) for each in (back, beside))
        if mine != others:
            return bool(mine - others)
        objective = self._after.objective
        now, then = (score(roadmap, objective, carried(roadmap, each)) for each in (beside, back))
        lost = now - then if objective.is_maximised else then - now
        return lost > OPTIMAL_GAP * max(1.0, abs(now))

    def _unlawful(self, roadmap: Roadmap, schedule: Schedule) -> Broken:
        here = carried(roadmap, schedule)
        found = frozenset(map(_whatever_the_figures, judge(roadmap, here)))
        return found if keeps_all(roadmap, self._after.objective, here) else found | {_KEEPS_LESS}


def _others_behind(broken: Question, least: Broken, others: Sequence[str]) -> Behind:
    """Give the fewest other measures behind what all changes taken back leave, and whether that is all."""

    def left(some: Collection[str]) -> Broken:
        return broken(frozenset(), frozenset(some)) or frozenset()

    if not least:
        return Behind()
    try:
        floor = left(others)
        if least <= floor:
            return Behind(is_left=True)
        # what those who go back break themselves is told of them
        measures, is_settled = fewest(others, lambda some: not least & left(some) - floor)
    except TimeoutError:
        return Behind(is_settled=False)
    return Behind(measures=measures, is_left=bool(least & floor), is_settled=is_settled)


def _alone(schedule: Schedule, measure: str) -> Schedule:
    """Give what a schedule says of one measure."""
    return Schedule(
        selected=tuple(each for each in schedule.selected if each == measure),
        phases=schedule.phases_by_measure.get(measure, ()),
        rollouts=tuple(each for each in schedule.rollouts if each.measure == measure),
    )


def _whatever_the_figures(finding: Finding) -> tuple[object, ...]:
    days = (value for _name, value in finding.message.values if isinstance(value, date))
    return finding.code, finding.subject, *days
