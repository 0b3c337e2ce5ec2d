"""Saving is one thing, wherever it is begun: the same words and counts, once however often it is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web.reading import every, text_of
from web.saves import HEADERS, HOME, PORT, Dialog
from web.stored import a_store, opened_on

from planner.model import Scale, Set
from planner.store import Store
from planner.tables import edited
from planner.web.app import create_app
from planner.web.components.grid.sheet_data import draft_data
from planner.web.components.plan_bar.plan_bar import plan_bar
from planner.web.components.scenarios.scenarios import new_scenario
from planner.web.standing import saved_words
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

LESS, MORE = (Scale("capacity", {"sector": "kommuner"}, "person_months", share) for share in (0.5, 1.2))
NAMED = Set("measures", {"id": "tiltak_03"}, "name", "Et annet navn")
OWNED = Set("measures", {"id": "tiltak_05"}, "owner", "Ola")
ROUGH = ("measures", ("tiltak_01",), "name")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of a roadmap."""
    return a_store(tmp_path)


@pytest.fixture
def desk(store: Store) -> Iterator[Workspace]:
    """Give a workspace on it."""
    made = opened_on(store)
    yield made
    made.close()


@pytest.fixture
def dialog(desk: Workspace) -> Dialog:
    """Give the dialog of a window on it."""
    return Dialog(client_of(desk))


def client_of(workspace: Workspace | Workspaces) -> FlaskClient:
    """Give a browser on a workspace."""
    made: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return made


def test_all_places_count_what_saving_would_write_and_not_the_steps_or_the_cells_that_cannot_be_read(
    desk: Workspace, dialog: Dialog
) -> None:
    desk.change(MORE, words="one step")
    desk.change(LESS)
    desk.change(NAMED, OWNED, words="two cells in one step")
    desk.keep_rough(ROUGH, "x" * 3)

    assert saved_words(desk) == "3 changes not saved, 1 cell that cannot be read"
    assert dialog.open()["count"] == saved_words(desk) == draft_data(desk)["words"]
    assert len(dialog.shown["changes"]) == draft_data(desk)["count"] == 3
    assert dialog.shown["notes"] == ["1 cell that cannot be read: kept as typed, and not saved."]
    assert "The draft has 3 changes" in text_of(new_scenario(desk))


def test_what_has_become_as_it_was_is_no_change(desk: Workspace) -> None:
    before = desk.base.measure("tiltak_03").name
    desk.change(NAMED)
    desk.change(Set("measures", {"id": "tiltak_03"}, "name", before))

    assert saved_words(desk) == "Saved as version 1"
    assert not is_offered(desk)


def test_cells_that_cannot_be_read_are_told_and_not_saved(desk: Workspace) -> None:
    desk.keep_rough(ROUGH, "x")

    assert saved_words(desk) == "1 cell that cannot be read"
    assert not is_offered(desk)


def is_offered(workspace: Workspace) -> bool:
    """Tell whether the bar offers to save."""
    (button,) = [each for each in every(plan_bar(workspace), "Button") if getattr(each, "id", "") == "save"]
    return not button.style


def test_the_dialog_saves_who_and_why_and_empties_the_draft(desk: Workspace, dialog: Dialog) -> None:
    desk.change(MORE)
    assert is_offered(desk)

    assert dialog.save(author="  ")["said"] == "Type your name first."
    told = dialog.save(author=" Ola ", message=" Mer ")

    assert (told["made"], told["said"], told["along"]) == (True, "Saved as version 2.", [])
    assert desk.version is not None
    assert (desk.version.author, desk.version.message) == ("Ola", "Mer")
    assert saved_words(desk) == "Saved as version 2"


def test_a_save_whose_answer_was_lost_is_answered_again_and_saved_once(
    desk: Workspace, store: Store, dialog: Dialog
) -> None:
    desk.change(MORE)
    dialog.save(request="once")
    desk.change(NAMED)

    again = dialog.send(request="once")

    assert (again["made"], again["said"]) == (True, "Saved as version 2.")
    assert store.versions.newest().number == 2
    assert desk.drafted.changes == (NAMED,)


def test_what_the_dialog_did_not_show_is_not_saved(desk: Workspace, store: Store, dialog: Dialog) -> None:
    desk.change(MORE)
    dialog.open()
    desk.change(NAMED)

    told = dialog.send()

    assert not told["made"]
    assert "has been changed since you saw it" in told["said"]
    assert store.versions.newest().number == 1


def test_what_others_had_saved_comes_along_and_is_listed(
    desk: Workspace, store: Store, dialog: Dialog
) -> None:
    desk.change(MORE)
    store.versions.save(edited(desk.base, [OWNED]), parent=1, author="Ola")

    (note,) = dialog.open()["notes"]
    told = dialog.send()

    assert note.startswith("Ola has saved version 2 since.")
    assert told["said"] == "Saved as version 3. 1 change of others came along."
    assert len(told["along"]) == 1
    assert "tiltak_05" in told["along"][0]


def test_a_conflict_is_shown_from_the_bar_as_from_the_tables(
    desk: Workspace, store: Store, dialog: Dialog
) -> None:
    desk.change(NAMED)
    other = Set("measures", {"id": "tiltak_03"}, "name", "Et tredje navn")
    store.versions.save(edited(desk.base, [other]), parent=1, author="Ola")

    (clash,) = dialog.save()["ask"]["clashes"]
    settled = dialog.settle({"0": "mine"}, 2)

    assert (clash["mine"], clash["theirs"], clash["by"]) == (
        "Et annet navn",
        "Et tredje navn",
        "Ola, version 2",
    )
    assert settled["said"] == "You now work on version 2, with your changes in the draft."
    assert dialog.save(request="again")["said"] == "Saved as version 3."
    assert desk.base.measure("tiltak_03").name == "Et annet navn"


def test_in_a_scenario_it_is_saved_in_the_scenario(desk: Workspace) -> None:
    workspaces = Workspaces(desk)
    desk.change(MORE)
    made = workspaces.keep_as_scenario(desk, "Raskere", owner="Kari")
    query = f"?lang=en&scenario={made.number}"
    workspaces.of(query).change(NAMED)
    dialog = Dialog(client_of(workspaces), query)

    assert dialog.open()["title"] == "Save in Raskere"
    assert dialog.send()["said"] == dialog.send()["said"] == "Saved in Raskere."

    assert saved_words(workspaces.of(query)) == "Saved in Raskere"
    assert workspaces.scenario(made.number).changes == (MORE, NAMED)
    workspaces.close()


def test_where_nothing_is_kept_nothing_is_saved_and_that_is_said(workspace: Workspace) -> None:
    dialog = Dialog(client_of(workspace))
    workspace.change(MORE)

    assert dialog.save()["said"] == "Nothing can be saved: there is nowhere to keep it."
    assert not is_offered(workspace)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"do": "eval"},
        {"do": "save", "author": 1},
        {"do": "settle", "choices": []},
        {"do": "settle", "choices": {}, "version": "2"},
    ],
)
def test_a_command_of_another_form_is_refused(dialog: Dialog, body: object) -> None:
    assert dialog.post(body).status_code == 400


def test_commands_of_other_sites_are_refused(dialog: Dialog) -> None:
    headers = HEADERS | {"Sec-Fetch-Site": "cross-site"}

    assert dialog.client.post("/saving", data="{}", headers=headers, base_url=HOME).status_code == 403
