"""What has changed since the status date before, in the sentences that a board can read."""

from dash import html

from planner.language import Message, _, worded
from planner.say import board_sentences
from planner.web.jobs import JobState
from planner.web.parts import Component
from planner.web.workspace import Workspace


def ask_since(workspace: Workspace) -> None:
    """Let it be worked out of the plan that is shown, where that is one of the status date."""
    is_behind = workspace.plan is None or workspace.left_of_it is not None
    workspace.since.ask(workspace.drafting.store, None if is_behind else workspace.shown.plan)


def since_part(workspace: Workspace) -> list[Component]:
    """Give the sentences as far as they are known; nothing where nobody has rolled to the status date."""
    found, job = workspace.since.found, workspace.since.job
    if isinstance(found, Message):
        return _not_told(worded(found))
    if found is not None:
        return [html.P(each) for each in board_sentences(found)]
    if workspace.since.is_busy:
        return [html.P(_("What has changed since the earlier plan is being worked out …"), className="quiet")]
    if job is not None and job.state is JobState.FAILED:
        return _not_told(_("It could not be worked out. The log says why under {id}.", id=job.error_id))
    return []


def _not_told(reason: str) -> list[Component]:
    words = _("What has changed since the earlier plan cannot be told. {reason}", reason=reason)
    return [html.P(words, className="quiet")]
