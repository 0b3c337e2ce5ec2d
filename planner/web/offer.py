"""A better plan that a search has found by itself: offered with its difference, never shown unasked."""

from planner.say import offer_words
from planner.web.workspace import Workspace


def offer(workspace: Workspace) -> str:
    """Offer the better plan that a search has found, where there is one."""
    found = workspace.offer
    if found is None:
        return ""
    looked_at = workspace.proposal
    known = looked_at.facts if looked_at else workspace.shown
    return offer_words(found.facts, known, again=looked_at is not None)
