"""Accepting some of the moves of a proposal: worked out when somebody asks."""

from collections.abc import Callable
from functools import partial

from planner.model import Plan
from planner.repair import Accepted, HangTogether, NotSettled, accept_some
from planner.web.jobs import Job
from planner.web.waited_for import WaitedFor

Picked = Accepted | HangTogether | NotSettled
Plans = tuple[Plan, Plan]
"""The plan that is shown, and the one that is proposed."""


class Picking(WaitedFor[Picked]):
    """What came of accepting some of the moves that a proposal makes, and not the others."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: tuple[str, ...] = ()
        """The measures whose moves were to be accepted."""

    def ask(self, plans: Plans, chosen: tuple[str, ...], then: Callable[[Picked], None]) -> None:
        """Work out a plan with these moves alone, in place of what was asked before.

        Parameters
        ----------
        then
            Gets the answer, from the thread that worked it out.
        """
        with self._lock:
            self.forget()
            self.chosen = chosen
            self._begin(partial(self._work, plans=plans, chosen=chosen, then=then))

    def forget(self) -> None:
        """Be about nothing: another plan is proposed, or none."""
        with self._lock:
            self.chosen = ()
            super().forget()

    def _work(
        self, job: Job, *, plans: Plans, chosen: tuple[str, ...], then: Callable[[Picked], None]
    ) -> None:
        found = accept_some(*plans, chosen)
        if self._tell(job, found):
            then(found)
