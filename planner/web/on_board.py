"""What the board's page is about: the plan that is shown, or the kept one that a link was made for."""

from dataclasses import dataclass

from planner.language import _
from planner.model import Plan
from planner.results import Facts
from planner.say import headline, of_version_words
from planner.web.of_version import earlier_words, plan_sentence, with_version
from planner.web.plan_link import address_of_plan, linked_plan, mark_shown, plan_in
from planner.web.standing import proposal_words, record_words, saved_words
from planner.web.top import accepted
from planner.web.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBoard:
    """A plan, and what is said of it that does not follow from it alone.

    Parameters
    ----------
    sentence
        What it comes to.
    proposed
        What another plan would change that is proposed in its place; nothing where none is.
    record, version, rests_on
        Whether it is the plan of record, of which version it is, and on what it rests beside that, in words.
    is_linked
        Whether a link leads to it, in place of the plan that is shown.
    mark, address
        What it is known by, and the link to it; no link where it is what a link leads to.
    """

    found: Facts
    sentence: str
    proposed: str
    record: str
    version: str
    rests_on: str
    mark: str
    address: str = ""
    is_linked: bool = False


def on_board(workspace: Workspace, query: object = "") -> OnBoard:
    """Give the plan that an address of the board's page leads to: the one that is shown if it names none."""
    linked = linked_plan(workspace, query)
    return _shown(workspace) if linked is None else _linked(workspace, linked, plan_in(query))


def _shown(workspace: Workspace) -> OnBoard:
    version = (saved_words(workspace), earlier_words(workspace))
    return OnBoard(
        found=workspace.shown,
        sentence=plan_sentence(workspace),
        proposed=proposal_words(workspace),
        record=record_words(workspace),
        version=". ".join(words for words in version if words),
        rests_on=accepted(workspace),
        mark=mark_shown(workspace),
        address=address_of_plan(workspace),
    )


def _linked(workspace: Workspace, plan: Plan, mark: str) -> OnBoard:
    told = with_version(workspace, plan)
    return OnBoard(
        found=Facts(plan),
        sentence=headline(plan, of_version=told.of_version),
        proposed="",
        record=_("A plan that stood earlier"),
        version=of_version_words(told),
        rests_on="",
        mark=mark,
        is_linked=True,
    )
