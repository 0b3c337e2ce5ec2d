"""Why measures lie elsewhere in a proposed plan: worked out once for the two plans, when somebody asks."""

from functools import partial

from planner.comparison import Comparison, side_by_side, with_what_lies_behind
from planner.model import Plan
from planner.web.jobs import Job
from planner.web.waited_for import WaitedFor

Plans = tuple[Plan, Plan]
"""The plan that is shown, and the one that is proposed."""


class Moves(WaitedFor[Comparison]):
    """What is known of the moves from the plan that is shown to the one that is proposed.

    First why each measure lies elsewhere, then what lies behind it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._plans: Plans | None = None
        self.is_whole = False

    @property
    def can_be_asked(self) -> bool:
        """Tell whether there are two plans to set side by side."""
        return self._plans is not None

    def follow(self, shown: Plan | None, proposed: Plan | None) -> None:
        """Be about two plans from now on; about none where one is missing, or they cannot be compared."""
        plans = _that_can_be_compared(shown, proposed)
        with self._lock:
            if not _are_the_same(plans, self._plans):
                self.forget()
                self._plans = plans

    def forget(self) -> None:
        """Be about no plans."""
        with self._lock:
            self._plans, self.is_whole = None, False
            super().forget()

    def ask(self) -> None:
        """Work out why measures lie elsewhere, once; what failed is not tried again."""
        with self._lock:
            if self._plans is not None and self.job is None:
                self._begin(partial(self._work, plans=self._plans))

    def _work(self, job: Job, *, plans: Plans) -> None:
        found = side_by_side(*plans)
        self._tell(job, found)
        whole = with_what_lies_behind(found, stop=job.stop)
        with self._lock:
            if self._tell(job, whole):
                self.is_whole = True


def _that_can_be_compared(shown: Plan | None, proposed: Plan | None) -> Plans | None:
    if shown is None or proposed is None or shown.schedule is None or proposed.schedule is None:
        return None
    counts_alike = shown.roadmap.calendar.counts_as(proposed.roadmap.calendar)
    return (shown, proposed) if counts_alike else None


def _are_the_same(one: Plans | None, other: Plans | None) -> bool:
    """Tell whether they have the same dates in the same data: a closer bound moves nothing."""
    if one is None or other is None:
        return one is other
    return all(
        mine.schedule == theirs.schedule and mine.digest == theirs.digest
        for mine, theirs in zip(one, other, strict=True)
    )
