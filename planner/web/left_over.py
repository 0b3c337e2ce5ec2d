"""What was being computed when the planner ended: to go on with from the best plan it had, or to let go."""

from dataclasses import dataclass

from planner.model import Request
from planner.store import SearchKept, SearchState
from planner.web.aims import USUAL
from planner.web.jobs import Job
from planner.web.journal import Change
from planner.web.kept_searches import interrupted
from planner.web.proposals import WhatIf
from planner.web.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """A search that ended with the planner, and what it was asked."""

    kept: SearchKept
    request: Request

    @property
    def question(self) -> WhatIf:
        """Give what a plan of it rests on."""
        return WhatIf(changes=self.request.changes, aim=self.request.aim or USUAL)

    @property
    def goes_on_by_itself(self) -> bool:
        """Tell whether it looks for a better plan of the data, as the planner does whenever it starts."""
        return self.question.is_usual and self.request.move_cost is None


def left_over(workspace: Workspace) -> tuple[LeftOver, ...]:
    """Give the searches that somebody asked for here and that ended with the planner, the newest first."""
    number = None if workspace.scenario is None else workspace.scenario.number
    found = interrupted(workspace.drafting.store, workspace.data.roadmap)
    asked = (LeftOver(kept=kept, request=request) for kept, request in found if kept.scenario == number)
    return tuple(each for each in asked if not each.goes_on_by_itself)


def resume(workspace: Workspace, number: int) -> Job | None:
    """Go on with a search from the best plan that it had; none where it is gone."""
    with workspace.held_still():
        asked = next((each.request for each in left_over(workspace) if each.kept.number == number), None)
        if asked is None or asked.aim is None:
            return None
        counts_changes = asked.aim.name == "stability"
        return workspace.ask_as(asked, baseline=workspace.shown.plan if counts_changes else None)


def let_go(workspace: Workspace, number: int) -> None:
    """Let a search be over; ``StoreError`` if it is gone."""
    store = workspace.drafting.store
    if store is not None:
        with workspace.held_still():
            store.searches.end(number, SearchState.CANCELLED)
            workspace.journal.note_draft(Change.STOPPED)  # who saw it too would else let the next one go
