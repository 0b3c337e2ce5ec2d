"""Settled plans: no measure lies elsewhere than in the start, unless it must or that is worth its cost.

A move costs a share of the score, so that measures go back together where the score loses no more than that
for each of them (``docs/problem.md``, section 7). All that is put back has been judged. ``tidying`` in the
solver goes before: what it would move again for less than a move costs stays where the start has it.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from planner.model import ALMOST, Plan, Roadmap, Schedule, give_way, in_turns
from planner.pipeline.judging import accepted
from planner.results import (
    Scored,
    SomeMeasures,
    as_counted,
    keeps_all,
    moved_between,
    of_measures,
    put_back,
    score,
)
from planner.solver import carried, with_schedule
from planner.verify import Judged
from planner.why import hanging_together

MOST_OF_TIME, SECONDS_EACH, LEAST_SECONDS = 0.1, 0.05, 0.25
"""Largest share of a search's time that settling may take, what it needs for each measure, and to begin."""
MOST_FORCED = 12
"""Moves that are tried from the start on before it is given up: small changes force few."""
JUDGED_EACH, JUDGED_AT_LEAST = 20, 100
"""Schedules that are judged in repeatable work, for each measure that lies elsewhere and in all."""


def seconds_to_settle(measures: int, seconds: float) -> float:
    """Give the part of a search's seconds that is kept for settling the plan.

    Examples
    --------
    >>> seconds_to_settle(80, 60.0), seconds_to_settle(80, 20.0), seconds_to_settle(1, 60.0)
    (4.25, 2.0, 0.3)
    """
    return min(MOST_OF_TIME * seconds, LEAST_SECONDS + SECONDS_EACH * measures)


def settled(
    plan: Plan,
    start: Plan | None,
    cost: float | None,
    *,
    mended: Schedule | None = None,
    sets_out: bool = True,
    gap: float,
    is_over: Callable[[], bool],
) -> Plan:
    """Settle a plan as far as the time allows, and tell whether it is settled.

    Parameters
    ----------
    start
        What moves are counted from, of this or a like roadmap, also of another status date.
    cost
        What a move has to be worth, as a share of the score; ``None`` where plans are not to be settled.
    mended
        A lawful schedule that may be nearer to the start, if not as good.
    sets_out
        Whether it also sets out from the start, with as few moves as it takes: most of the work.
    gap
        The relative gap that was asked for.
    is_over
        Tells whether time is up; in repeatable work the number of schedules that are judged is limited too.
    """
    old = _start_here(plan.roadmap, start)
    if plan.schedule is None or old is None or cost is None or is_over():
        return plan
    settling = _Settling(plan, plan.schedule, old, cost, is_over)
    is_settled = settling.run(sets_out=sets_out)
    if mended is not None and keeps_all(plan.roadmap, plan.objective, mended):
        other = _Settling(plan, mended, old, cost, is_over)
        is_other_settled = other.run(sets_out=sets_out)
        if other.worth > settling.worth:
            settling, is_settled = other, is_other_settled
    return _with(plan, settling, gap=gap, is_settled=is_settled)


def _with(plan: Plan, settling: "_Settling", *, gap: float, is_settled: bool) -> Plan:
    """Give a plan as settled; as it was where the judge refuses what is said of it."""
    if plan.schedule is None or settling.schedule is plan.schedule:
        return replace(plan, settled=is_settled)
    found = score(plan.roadmap, plan.objective, settling.schedule)
    before = score(plan.roadmap, plan.objective, plan.schedule)
    lost = max(0.0, plan.objective.lost(before, found))
    # what could lie better by less than a move costs is not tidy, and nobody has looked for it
    told = replace(plan, settled=is_settled, given_up=lost, tidy=None)
    back = accepted(with_schedule(told, settling.schedule, found, gap), is_lawful=True)
    return back if back.schedule is not None else replace(plan, settled=False)


def _start_here(roadmap: Roadmap, start: Plan | None) -> Schedule | None:
    """Give a start as a roadmap counts time, without what it does not know; nothing of other periods."""
    if start is None or start.schedule is None:
        return None
    calendar = start.roadmap.calendar
    if calendar.period is not roadmap.calendar.period:
        return None
    return carried(roadmap, as_counted(start.schedule, calendar, roadmap))


class _Settling:
    """Puts measures of a schedule back to where an older one has them, as long as any may go."""

    def __init__(
        self, plan: Plan, found: Schedule, old: Schedule, cost: float, is_over: Callable[[], bool]
    ) -> None:
        self._roadmap, self._objective = plan.roadmap, plan.objective
        self._old, self._cost, self._is_over = old, cost, is_over
        self.schedule, self._judged = found, Judged(plan.roadmap, found)
        self._scored = Scored(plan.roadmap, plan.objective, found)
        self._settled: Schedule | None = None
        many = JUDGED_AT_LEAST + JUDGED_EACH * len(self._moved)
        self._judged_left: float = many if plan.deterministic else math.inf

    def run(self, *, sets_out: bool) -> bool:
        """Put back what may go while there is time; tell whether no measure is left that may go alone."""
        with suppress(TimeoutError):
            self._until_none_goes_alone()
            if sets_out:
                self._set_out_from_the_start()
            self._until_none_goes_alone()
            while self._together():
                self._until_none_goes_alone()
        return self._settled is self.schedule

    @property
    def worth(self) -> float:
        """Give the score, in its unit and the larger the better, less what the moves cost."""
        reached = self._scored.score
        moves = len(self._moved) * self._cost * max(1.0, abs(reached))
        return (reached if self._objective.is_maximised else -reached) - moves

    def _loss(self, reached: float) -> float:
        """Give what the score loses when it becomes another, in its unit; a gain is negative."""
        return self._objective.lost(self._scored.score, reached)

    def _losses(self, scored: Scored, from_one: Schedule, measures: Iterable[str]) -> list[float]:
        """Give what the score loses when a scored schedule has each of some measures alone as in another.

        Raises
        ------
        TimeoutError
            If time is up.
        """
        losses = []
        for each in in_turns(measures):
            self._require_time()
            own = of_measures(self._roadmap, from_one, [each])
            losses.append(self._loss(scored.score_with(own)))
        return losses

    def _require_time(self) -> None:
        """Go on while there is time.

        Raises
        ------
        TimeoutError
            If there is none.
        """
        if self._is_over():
            raise TimeoutError

    @property
    def _moved(self) -> tuple[str, ...]:
        return moved_between(self._roadmap, self._old, self.schedule)

    def _until_none_goes_alone(self) -> None:
        while self._settled is not self.schedule:
            if not self._each_alone():
                self._settled = self.schedule

    def _each_alone(self) -> bool:
        """Put back each measure that may go alone, what costs least first; tell whether any went."""
        moved = self._moved
        losses = dict(zip(moved, self._losses(self._scored, self._old, moved), strict=True))
        gone = [each for each in sorted(losses, key=losses.__getitem__) if self._goes_back([each])]
        return bool(gone)

    def _together(self) -> bool:
        """Put back the first measures that hang together and may go together; tell whether any went."""
        return any(self._goes_back(each) for each in _hanging_together(self._roadmap, self._moved))

    def _goes_back(self, measures: Collection[str]) -> bool:
        """Put measures back where they may go together, others kept; tell whether they went."""
        give_way()
        self._require_time()
        if not self._is_worth(measures) or self._faults(measures):
            return False
        self._put_back(measures)
        return True

    def _put_back(self, measures: Collection[str]) -> None:
        """Put measures back, which has been judged."""
        back = put_back(self._roadmap, self._old, self.schedule, measures)
        self._judged = self._judged.after(back, measures)
        self._scored, self.schedule = self._scored.after(self._as_before(measures)), back

    def _as_before(self, measures: Collection[str]) -> SomeMeasures:
        return of_measures(self._roadmap, self._old, measures)

    def _is_worth(self, measures: Collection[str]) -> bool:
        """Tell whether the moves of some measures cost as much as is lost without them."""
        lost = self._loss(self._scored.score_with(self._as_before(measures)))
        return lost <= (len(measures) * self._cost + ALMOST) * max(1.0, abs(self._scored.score))

    def _faults(self, measures: Collection[str]) -> int:
        """Count what is broken of the rules, and of what comes first, when measures are put back.

        Raises
        ------
        TimeoutError
            If there is no time to judge it.
        """
        self._require_time()
        if self._judged_left <= 0:
            raise TimeoutError
        self._judged_left -= 1
        back = self._as_before(measures)
        return len(self._judged.judge_with(back.schedule, measures)) + (not self._scored.keeps_all_with(back))

    def _set_out_from_the_start(self) -> None:
        """Go back to the start with the fewest moves on it that are forced or worth most.

        Measures that changed places with each other cannot go back one by one: from the start, one by one,
        what has to move does.
        """
        back = self._moved_until_lawful(list(self._moved))
        while back and not self._is_worth(back):
            back = self._with_the_best_move(back)
        if back:
            self._put_back(back)

    def _moved_until_lawful(self, back: list[str]) -> list[str]:
        """Take measures out of those that go back until the rest may; each time what leaves least to mend."""
        for _step in range(MOST_FORCED):
            if not back or not self._faults(back):
                return back
            # one that makes room may break more at first than it mends
            ways = [[each for each in back if each != moved] for moved in back]
            back = min(ways, key=self._faults)
        return []

    def _with_the_best_move(self, back: list[str]) -> list[str]:
        """Take the measure out of those that go back whose move is worth most; nothing where none is."""
        all_back = self._scored.after(self._as_before(back))
        losses = self._losses(all_back, self.schedule, back)
        for loss, moved in sorted(zip(losses, back, strict=True), key=lambda pair: pair[0]):
            if loss >= self._loss(all_back.score):
                return []
            way = [each for each in back if each != moved]
            if not self._faults(way):
                return way
        return []


def _hanging_together(roadmap: Roadmap, moved: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Give those that a link or a group ties to each other, all that hang together by such, and all."""
    tied = [*(each.measures for each in roadmap.dependencies), *(each.measures for each in roadmap.groups)]
    places = {each: place for place, each in enumerate(moved)}
    sets = (places.keys() & set(each) for each in (*tied, *hanging_together(moved, tied), moved))
    for each in dict.fromkeys(frozenset(some) for some in sets if len(some) > 1):
        yield tuple(sorted(each, key=places.__getitem__))
