"""Which changes of the data lie behind what is no longer lawful, or no longer as good: by taking them back.

All changes taken back, others kept, leave what comes of other measures' moves alone. The fewest changes are
told whose taking back leaves no more than that (``docs/problem.md``, section 10).
"""

import time
from collections.abc import Collection, Sequence
from datetime import date

from planner.comparison.moved import Behind, WhyMoved
from planner.model import OPTIMAL_GAP, Finding, Plan, Roadmap, Schedule
from planner.results import keeps_all, put_back, score
from planner.solver import carried
from planner.tables import RowChange, taken_back
from planner.verify import judge
from planner.why import holds_of

MOST_HOLDS = 3


Broken = frozenset[tuple[object, ...]]
"""What is wrong, whatever the figures in it: code, subject and dates of each finding."""
_KEEPS_LESS, _IS_WORSE = ("keeps less",), ("is worse",)


class TakingBack:
    """Takes changes of the data back, and asks whether an earlier place is lawful, or as good, again.

    Parameters
    ----------
    old
        The earlier schedule, as the later roadmap counts.
    changes
        What differs between the two roadmaps, but for how they count time.
    seconds
        Wall clock for all that is asked.
    """

    def __init__(self, after: Plan, old: Schedule, changes: Sequence[RowChange], *, seconds: float) -> None:
        assert after.schedule is not None
        self._after, self._new, self._old = after, after.schedule, old
        self._changes = changes
        self._ends = time.monotonic() + seconds
        self._roadmaps: dict[frozenset[int], Roadmap | None] = {}

    def behind_move(self, why: WhyMoved) -> Behind:
        """Give the changes behind a move, all others as they are now; of a forced one, what forces it."""
        back = put_back(self._after.roadmap, self._old, self._new, [why.measure])
        return self._behind(back, is_worth=not why.is_forced)

    def behind_all(self) -> Behind:
        """Give the changes for which the earlier plan as a whole is lawful no longer."""
        return self._behind(self._old, is_worth=False)

    def _behind(self, back: Schedule, *, is_worth: bool) -> Behind:
        def broken(kept: Collection[int]) -> Broken | None:
            if time.monotonic() >= self._ends:
                raise TimeoutError
            roadmap = self._with(frozenset(kept))
            return None if roadmap is None else self._broken(roadmap, back, is_worth=is_worth)

        try:
            least, most = broken(()), broken(range(len(self._changes)))
        except TimeoutError:
            return Behind(is_settled=False)
        if least is None or most is None:
            return Behind(is_settled=False)
        if most <= least:
            return Behind(others=bool(most))

        def allows(kept: Collection[int]) -> bool:
            found = broken(kept)
            return found is not None and found <= least

        way_out = holds_of(range(len(self._changes)), allows, most=MOST_HOLDS).way_out
        return Behind(changes=way_out or (), others=bool(least), is_settled=way_out is not None)

    def _with(self, kept: frozenset[int]) -> Roadmap | None:
        """Give the later roadmap with all changes but those kept taken back."""
        if kept not in self._roadmaps:
            gone = [change for place, change in enumerate(self._changes) if place not in kept]
            self._roadmaps[kept] = taken_back(self._after.roadmap, gone)
        return self._roadmaps[kept]

    def _broken(self, roadmap: Roadmap, back: Schedule, *, is_worth: bool) -> Broken:
        """Give what an earlier place breaks in a roadmap; where it breaks nothing, whether it is worse."""
        found = self._unlawful(roadmap, back)
        if found or not is_worth or self._unlawful(roadmap, self._new):
            return found
        objective = self._after.objective
        now, then = (score(roadmap, objective, carried(roadmap, each)) for each in (self._new, back))
        lost = now - then if objective.is_maximised else then - now
        return frozenset([_IS_WORSE]) if lost > OPTIMAL_GAP * max(1.0, abs(now)) else frozenset()

    def _unlawful(self, roadmap: Roadmap, schedule: Schedule) -> Broken:
        here = carried(roadmap, schedule)
        found = frozenset(map(_whatever_the_figures, judge(roadmap, here)))
        return found if keeps_all(roadmap, self._after.objective, here) else found | {_KEEPS_LESS}


def _whatever_the_figures(finding: Finding) -> tuple[object, ...]:
    days = (value for _name, value in finding.message.values if isinstance(value, date))
    return finding.code, finding.subject, *days
