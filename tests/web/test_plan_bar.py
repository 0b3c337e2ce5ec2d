"""The bar over every page: what is drafted as chips that can be taken out, what is saved, and by whom."""

from pathlib import Path

from web.demo import demo_roadmap
from web.reading import every, text_of
from web.stored import a_store, opened_on

from planner.model import Scale, Set
from planner.say import drafted_words
from planner.web.components.plan_bar.plan_bar import chips, plan_bar
from planner.web.standing import record_words, result_words, saved_words
from planner.web.workspace import Workspace

MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)
RENAMED = Set("measures", {"id": "tiltak_03"}, "name", "Et annet navn")


def test_each_drafted_change_is_a_chip_with_a_cross_that_names_it(workspace: Workspace) -> None:
    assert chips(workspace) == []
    workspace.change(MORE)
    workspace.change(RENAMED, words="Nytt navn på tiltak 3")

    shown = chips(workspace)

    assert [text_of(each.children[0]) for each in shown] == ["Kommuner 120%", "Nytt navn på tiltak 3"]
    crosses = every(shown, "Button")
    assert [each.id["number"] for each in crosses] == ["1", "2"]
    assert getattr(crosses[0], "aria-label") == "Take out: Kommuner 120%"


def test_an_accepted_plan_is_no_change_to_take_out(workspace: Workspace) -> None:
    workspace.start()
    assert workspace.jobs.wait(10)
    workspace.open_offer()
    workspace.accept()

    assert chips(workspace) == []
    assert record_words(workspace) == "Plan of record"


def test_a_change_says_what_stands_where(workspace: Workspace) -> None:
    told = drafted_words(demo_roadmap(), (RENAMED, MORE, MORE, MORE))

    assert told == "tiltak_03, name → Et annet navn, Kommuner 120% and 2 more"


def test_it_says_what_is_saved_and_what_is_not(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    assert saved_words(made) == "Saved as version 1"

    made.change(MORE)

    assert saved_words(made) == "1 change not saved"
    made.save("Kari")
    assert saved_words(made) == "Saved as version 2"
    made.close()


def test_without_a_store_nothing_claims_to_be_saved(workspace: Workspace) -> None:
    assert saved_words(workspace) == ""
    (author,) = every(plan_bar(workspace), "TextInput")
    assert author.style == {"display": "none"}
    assert "not authenticated" in getattr(author, "aria-label")


def test_before_anybody_has_accepted_there_is_no_plan_of_record(workspace: Workspace) -> None:
    assert record_words(workspace) == "No plan of record: nobody has accepted a plan yet"


def test_what_was_done_is_said_with_its_numbers(workspace: Workspace) -> None:
    workspace.start()
    assert workspace.jobs.wait(10)
    before = workspace.plan
    workspace.open_offer()
    workspace.accept()

    told = result_words("Accepted", before, workspace.plan)

    assert told.startswith("Accepted: ")
    assert "measures moved" in told
    assert "net benefit" in told
    assert result_words("Discarded", workspace.plan, workspace.plan) == "Discarded: the plan stays the same."
