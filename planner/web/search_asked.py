"""What a search is asked."""

from dataclasses import dataclass

from planner.model import MOVE_COST, Edit, Effort, Plan, Request
from planner.web.proposals import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAsked:
    """A question with all that its answer depends on.

    Parameters
    ----------
    step
        What the question adds to the changes of the draft.
    start
        The plan to set out from.
    move_cost
        What each measure has to be worth that moves from the start; ``None`` where any may move.
    by
        The name of the plan that changes are counted from, where they are.
    repairs
        A plan that is to be repaired, so that as little of it moves as can be; it is searched for another one
        where that fails.
    rolled_from
        The plan of the earlier status date, where what is repaired is left of it.
    """

    question: WhatIf
    effort: Effort
    start: Plan | None
    step: tuple[Edit, ...] = ()
    move_cost: float | None = MOVE_COST
    by: str = ""
    repairs: Plan | None = None
    rolled_from: Plan | None = None

    @property
    def key(self) -> str:
        """Give what tells it from other questions about the same data."""
        by = self.by if self.question.baseline else ""
        does = "ask" if self.repairs is None else "repair"
        return f"{does} {self.question.changes} {self.question.aim} {self.effort} {self.move_cost} {by}"

    def request(self, roadmap: str) -> Request:
        """Give what is asked of a roadmap, named by the digest of what plans depend on, as it is kept."""
        return Request(
            roadmap=roadmap,
            changes=self.question.changes,
            aim=self.question.aim,
            effort=self.effort,
            move_cost=self.move_cost,
        )
