"""The plan that is shown, what it rests on, and the way back and forward between accepted plans."""

from planner.model import Aim, Draft
from planner.results import Facts
from planner.web.capacity import Percents
from planner.web.proposals import Proposal, WhatIf
from planner.web.shelf import Shelf

MOST_STEPS = 20
"""How many accepted plans can be undone one after the other; each keeps a plan."""


class Decided:
    """What has been decided about the data; nothing here searches or waits.

    Parameters
    ----------
    digest
        Of the roadmap that changes are made to.
    """

    def __init__(self, digest: str) -> None:
        self.draft = Draft(base=digest)
        self.rests_on = WhatIf()
        self.plan: Facts | None = None
        self.plan_id = ""
        self.shelf = Shelf()
        self._kept: dict[int, Proposal] = {}

    def begin_anew(self, digest: str) -> None:
        """Forget what was decided about other data; windows may still ask for plans on the shelf."""
        self.draft, self.rests_on, self._kept = Draft(base=digest), WhatIf(), {}

    def show(self, found: Facts) -> None:
        """Show a plan, under a name of its own."""
        self.plan = found
        self.plan_id = self.shelf.put(found.plan)

    @property
    def shown(self) -> Facts:
        """Give the plan with its figures.

        Raises
        ------
        ValueError
            If there is no plan yet.
        """
        if self.plan is None:
            raise ValueError("no plan yet, expected start() to have been called")
        return self.plan

    @property
    def current(self) -> Proposal:
        """Give the plan that is shown, with what it rests on."""
        return Proposal(facts=self.shown, question=self.rests_on)

    @property
    def percents(self) -> Percents:
        """Give the capacity of the plan that is shown, in per cent of the data's."""
        return self.rests_on.percents

    @property
    def aim(self) -> Aim:
        """Give what the plan that is shown is best at."""
        return self.rests_on.aim

    def accept(self, proposal: Proposal) -> None:
        """Let a proposed plan take the place of the one that is shown."""
        self._kept[self.draft.at] = self.current
        self.draft = self.draft.with_step(*proposal.step)
        recent = range(self.draft.at - MOST_STEPS, self.draft.at)
        self._kept = {at: kept for at, kept in self._kept.items() if at in recent}
        self._take(proposal)

    @property
    def can_undo(self) -> bool:
        """Tell whether a plan was accepted whose predecessor is still known."""
        return self.draft.undone().at in self._kept and self.draft.can_undo

    @property
    def can_redo(self) -> bool:
        """Tell whether an accepted plan was undone, and nothing has been accepted since."""
        return self.draft.can_redo

    def undo(self) -> None:
        """Bring back the plan, the changes and the aim before the last accepted ones."""
        self._go_to(self.draft.undone())

    def redo(self) -> None:
        """Bring back the plan, the changes and the aim that were undone last."""
        self._go_to(self.draft.redone())

    def _go_to(self, draft: Draft) -> None:
        self._kept[self.draft.at] = self.current
        self.draft = draft
        self._take(self._kept[draft.at])

    def _take(self, accepted: Proposal) -> None:
        self.show(accepted.facts)
        self.rests_on = accepted.question
