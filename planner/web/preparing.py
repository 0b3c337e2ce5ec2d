"""What the page says while the engine is compiled in the background."""

from dash import html

from planner.language import _
from planner.web.parts import Component
from planner.web.workspace import Workspace


def preparing(workspace: Workspace) -> Component | None:
    """Say how far the engine is compiled, or that it cannot be; nothing once it is ready."""
    state = workspace.preparation.state if workspace.preparation is not None else None
    if state is None:
        return None
    if state.has_failed:
        words = _(
            "The engine could not be made ready in full ({ready} of {count}). "
            "Plans are made with what is ready. The terminal says why.",
            ready=state.ready,
            count=state.of,
        )
        return html.P(words, className="failed")
    words = _(
        "The engine is made ready in the background: {ready} of {count}. Searches use what is ready.",
        ready=state.ready,
        count=state.of,
    )
    return html.P(words, className="quiet")
