"""What has been decided in the workspace, in order, so that a command on an older sight is told of it."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum


class Change(StrEnum):
    """What can happen to the plan that is shown, to what is proposed in its place, and to the draft."""

    FOUND = "found"
    ASKED = "asked"
    STOPPED = "stopped"
    PROPOSED = "proposed"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"
    UNDONE = "undone"
    REDONE = "redone"
    DRAFTED = "drafted"
    DROPPED = "dropped"
    SAVED = "saved"
    ADOPTED = "adopted"
    REPORTED = "reported"
    ROLLED = "rolled"


class StaleError(Exception):
    """A command was given on a sight that no longer holds.

    Parameters
    ----------
    changes
        What has changed since, in order; ``None`` where the sight is of another run of the planner.
    """

    def __init__(self, changes: tuple[Change, ...] | None) -> None:
        self.changes = changes
        super().__init__("the sight is too old")


@dataclass(kw_only=True)
class Journal:
    """The changes of one run of the planner, and how often each part of the page has become another.

    Parameters
    ----------
    edition
        Of what the pictures draw: the plan that is shown, and what is proposed.
    news
        Of what the words say: also levels, and what is offered.
    drafts
        Of what the fields hold.
    run
        Tells runs of the planner apart: a window may have been opened on an earlier one.
    """

    changes: list[Change] = field(default_factory=list)
    edition: int = 0
    news: int = 0
    drafts: int = 0
    run: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    @property
    def revision(self) -> int:
        """Give how many changes there have been that a command must have seen."""
        return len(self.changes)

    @property
    def sight(self) -> str:
        """Give what a window that shows everything up to now may give its commands on."""
        return f"{self.run}.{self.revision}"

    def note(self, change: Change) -> None:
        """Write down what has happened, for every window to draw."""
        self.changes.append(change)
        self.redraw()

    def note_draft(self, change: Change) -> None:
        """Write down what has happened to the draft, for every window to say; the pictures stay."""
        self.changes.append(change)
        self.tell()

    def redraw(self) -> None:
        """Let every window draw the plan anew: more is known of it, which stands in no command's way."""
        self.edition += 1
        self.tell()

    def tell(self) -> None:
        """Let every window read the words anew."""
        self.news += 1

    def require(self, sight: str) -> None:
        """Let a command through that was given on all there is to see.

        Raises
        ------
        StaleError
            If something has changed since, or the sight was given by another run.
        """
        if sight == self.sight:
            return
        seen = next((number for number in range(self.revision) if sight == f"{self.run}.{number}"), None)
        raise StaleError(None if seen is None else tuple(self.changes[seen:]))
