"""The bar over every page: what is drafted as chips that can be taken out, what is saved, and by whom."""

import json
from pathlib import Path

from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask

from planner.model import Add, Scale, Set
from planner.say import drafted_words
from planner.web.app import create_app
from planner.web.components.plan_bar.plan_bar import chips, plan_bar
from planner.web.pages import ids
from planner.web.standing import drafted_steps, record_words, result_words, saved_words
from planner.web.workspace import Workspace

PORT = 8099
APP = create_app(Workspace(demo_roadmap(measures=12), engine=DemoEngine()), port=PORT)
OUTPUTS = list(APP.callback_map)
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
    (save,) = [each for each in every(plan_bar(workspace), "Button") if getattr(each, "id", "") == ids.SAVE]
    assert save.style == {"display": "none"}


def test_before_anybody_has_accepted_there_is_no_plan_of_record(workspace: Workspace) -> None:
    assert record_words(workspace) == "No plan of record yet"


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


def test_a_cross_takes_one_change_out_and_discarding_all(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    workspace.change(MORE)
    workspace.change(RENAMED)
    workspace.change(Set("measures", {"id": "tiltak_05"}, "name", "Et tredje navn"))

    assert press(client, workspace, "1") == ""
    assert text_of(chips(workspace)[0]).startswith("tiltak_03")
    assert press(client, workspace, ids.DROP_ALL) == ""

    assert chips(workspace) == []


def test_a_change_that_others_rest_on_is_not_taken_out_and_it_is_said_why(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    workspace.change(Add("measures", {"id": "nytt", "name": "Nytt"}))
    workspace.change(Set("measures", {"id": "nytt"}, "name", "Nyere"))

    assert "nytt" in press(client, workspace, "1")

    assert len(chips(workspace)) == 2


def press(client: FlaskClient, workspace: Workspace, which: str) -> str:
    """Press the cross of a step, or the button that discards all; give what is said where it was refused."""
    name = next(one for one in OUTPUTS if one.startswith("..refusal.children@") and is_of_dropping(one))
    crosses = [
        {"id": ids.chip(str(number)), "property": "n_clicks", "value": 1 if str(number) == which else None}
        for number, _words in drafted_steps(workspace)
    ]
    whole = {"id": ids.DROP_ALL, "property": "n_clicks", "value": 1 if which == ids.DROP_ALL else None}
    state = {"sight.data": workspace.journal.sight, "pulse.data": None, "url.search": "?lang=en"}
    body = a_callback(name, {}, state) | {"inputs": [crosses, whole], "changedPropIds": [changed(which)]}
    return str(ask(client, body).get_json()["response"].get(ids.REFUSAL, {}).get("children", ""))


def is_of_dropping(name: str) -> bool:
    """Tell whether a callback is the one that takes changes out of the draft."""
    return any(each["id"] == ids.DROP_ALL for each in APP.callback_map[name]["inputs"])


def changed(which: str) -> str:
    """Name what was pressed as the page does."""
    if which == ids.DROP_ALL:
        return f"{ids.DROP_ALL}.n_clicks"
    return f"{json.dumps(ids.chip(which), separators=(',', ':'), sort_keys=True)}.n_clicks"
