"""The versions and the journal on the page: what each changed, the ways back, and whose work stops them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from web.stored import a_store, opened_on
from web.waiting import PATIENCE_SECONDS

from planner.model import Set
from planner.store import LogLine, Refused, Saved, Store, StoreError, what_was_done
from planner.web.components.history.history import changes_of, journal, versions, went_back
from planner.web.workspace import Workspace

OWNER = Set("measures", {"id": "tiltak_01"}, "owner", "HOD")
OTHER = Set("measures", {"id": "tiltak_01"}, "owner", "KS")
NAME = Set("measures", {"id": "tiltak_02"}, "name", "Nytt navn")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def workspace(store: Store) -> Iterator[Workspace]:
    made = opened_on(store)
    yield made
    made.close()


def save(workspace: Workspace, *step: Set, message: str = "") -> int:
    """Save a step as a version, and give its number."""
    assert workspace.change(*step) == ()
    found = workspace.save("Kari", message)
    assert isinstance(found, Saved)
    return found.version.number


def owner(workspace: Workspace) -> str:
    return workspace.base.measure("tiltak_01").owner


def test_each_version_stands_with_who_saved_it_and_why(workspace: Workspace) -> None:
    save(workspace, OWNER, message="Ny eier")

    told = text_of(versions(workspace))

    assert told.index("Version 2") < told.index("Version 1")
    assert "Ny eier" in told
    assert "Kari" in told
    assert "1 cell changed" in told


def test_what_a_version_changed_is_told_cell_by_cell(workspace: Workspace, store: Store) -> None:
    number = save(workspace, OWNER)

    assert "HOD" in text_of(changes_of(store, number))


def test_the_newest_version_is_not_restored_and_the_first_changed_nothing(workspace: Workspace) -> None:
    save(workspace, OWNER)

    buttons = [button.id for button in every(versions(workspace), "Button")]

    assert buttons == [
        {"type": "version-told", "number": "2"},
        {"type": "take-back", "number": "2"},
        {"type": "restore", "number": "1"},
    ]


def test_restoring_gives_a_new_version_that_equals_the_earlier_one(workspace: Workspace) -> None:
    before = workspace.base
    save(workspace, OWNER)

    found = workspace.restore(1)

    assert isinstance(found, Saved)
    assert found.version.number == 3
    assert workspace.base == before
    assert "version 3" in text_of(went_back(found))


def test_what_one_version_changed_is_taken_back_and_the_rest_stays(workspace: Workspace) -> None:
    before = owner(workspace)
    first = save(workspace, OWNER)
    save(workspace, NAME)

    found = workspace.undo_version(first)

    assert isinstance(found, Saved)
    assert owner(workspace) == before
    assert workspace.base.measure("tiltak_02").name == "Nytt navn"


def test_what_others_have_built_on_is_not_taken_back_and_it_is_said_whose_it_is(
    workspace: Workspace,
) -> None:
    first = save(workspace, OWNER)
    workspace.change(OTHER)
    workspace.save("Ola")

    found = workspace.undo_version(first)

    assert isinstance(found, Refused)
    assert owner(workspace) == "KS"
    assert "Ola in version 3" in text_of(went_back(found))


@pytest.mark.parametrize("way", [Workspace.restore, Workspace.undo_version])
def test_what_is_drafted_is_never_lost_by_going_back(
    workspace: Workspace, way: Callable[[Workspace, int], object]
) -> None:
    number = save(workspace, OWNER)
    workspace.change(NAME)

    way(workspace, number)

    assert workspace.drafted.changes == (NAME,)


def test_who_did_what_stands_with_the_newest_first(workspace: Workspace) -> None:
    save(workspace, OWNER)

    told = [text_of(line) for line in every(journal(workspace), "Li")]
    lines = [line for line in told if "asked for: search" not in line]  # one begins as soon as it is saved

    assert "Kari: saved: version 2" in lines[0]
    assert "Kari: took in the files first: version 1" in lines[-1]
    assert "nobody has proved" in text_of(journal(workspace))


def test_a_search_is_told_with_what_it_was_asked(workspace: Workspace) -> None:
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(PATIENCE_SECONDS)

    told = [text_of(line) for line in every(journal(workspace), "Li")]

    searches = [line for line in told if "asked for: search" in line]
    assert any("With Kommuner 120%. Aim: largest net benefit" in line for line in searches)
    assert all(". Aim: " in line for line in searches)


def test_where_nothing_is_kept_it_says_so() -> None:
    made = Workspace(demo_roadmap(12), engine=DemoEngine())
    made.start(improve=False)

    assert "Nothing is kept here" in text_of(versions(made))
    assert journal(made) == []
    with pytest.raises(StoreError):
        made.restore(1)
    made.close()


def test_every_line_of_the_log_is_said_in_words(workspace: Workspace, store: Store) -> None:
    save(workspace, OWNER)
    store.scenarios.add("S", base=1, aim=workspace.decided.aim, owner="Kari")

    assert [said for line in store.log.lines() if (said := raw(line))] == []


def raw(line: LogLine) -> str:
    """Give what of a line has no words of its own."""
    values = dict(what_was_done(line).values)
    return line.action if values["did"] == line.action else ""
