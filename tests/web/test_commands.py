"""Commands on what a window saw: an older sight changes nothing, and the window is told what did change."""

from collections.abc import Callable

import pytest
from web.demo import DemoEngine, demo_roadmap
from werkzeug.exceptions import BadRequest

from planner.model import Request
from planner.web.commands import carry_out
from planner.web.workspace import Workspace

COMMANDS: dict[str, Callable[[Workspace], object]] = {
    "ask": lambda made: made.ask({"apotek": 120}),
    "stop": Workspace.stop,
    "show": Workspace.open_offer,
    "accept": Workspace.accept,
    "discard": Workspace.discard,
    "undo": Workspace.undo,
}


def asked(workspace: Workspace) -> str:
    """Give what a window saw before another one asked for more capacity and got an answer."""
    sight = workspace.journal.sight
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    return sight


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_an_old_sight_changes_nothing_and_is_told_what_did(
    workspace: Workspace, name: str
) -> None:
    sight = asked(workspace)
    before = (
        workspace.shown,
        workspace.proposal,
        workspace.question,
        workspace.journal.sight,
        workspace.searches.asking,
    )

    words, seen = carry_out(workspace, sight, lambda: COMMANDS[name](workspace))

    assert "a new plan has been asked for; a new plan has been proposed" in words
    assert seen == ""
    after = (
        workspace.shown,
        workspace.proposal,
        workspace.question,
        workspace.journal.sight,
        workspace.searches.asking,
    )
    assert after == before


def test_a_command_on_what_there_is_to_see_is_done_and_is_itself_seen(workspace: Workspace) -> None:
    asked(workspace)
    proposed = workspace.proposal

    words, seen = carry_out(workspace, workspace.journal.sight, workspace.accept)

    assert words == ""
    assert seen == workspace.journal.sight
    assert proposed is not None
    assert workspace.shown is proposed.facts


def test_a_better_plan_found_meanwhile_stands_in_no_commands_way(workspace: Workspace) -> None:
    sight = workspace.journal.sight
    workspace.found_better(DemoEngine().solve(workspace.base, request=Request()), workspace.searches)

    words, _seen = carry_out(workspace, sight, lambda: workspace.ask({"kommuner": 120}))

    assert words == ""


def test_a_window_of_an_earlier_run_is_told_to_reload(workspace: Workspace) -> None:
    earlier = Workspace(demo_roadmap(), engine=DemoEngine())
    earlier.start(improve=False)

    words, _seen = carry_out(workspace, earlier.journal.sight, workspace.undo)

    assert words == (
        "The planner has been started again since this page was opened, or has read the data again. "
        "Reload the page."
    )


@pytest.mark.parametrize("number", ["-1", "2", "99", "x", "", "01", "²"])
def test_a_sight_that_was_never_given_is_refused(workspace: Workspace, number: str) -> None:
    words, seen = carry_out(workspace, f"{workspace.journal.run}.{number}", workspace.stop)

    assert "Reload the page." in words
    assert seen == ""


@pytest.mark.parametrize("sight", [None, 7, [], {}])
def test_a_sight_that_is_no_text_is_400(workspace: Workspace, sight: object) -> None:
    with pytest.raises(BadRequest):
        carry_out(workspace, sight, workspace.stop)
