"""The page of dependencies: what follows the choice, and what stands where nothing is chosen."""

import json

import pytest
from support.builders import a_measure, a_roadmap
from web.demo import DemoEngine
from web.reading import every, text_of
from web.test_app import a_callback, ask

from planner.view import centre_of, neighbourhood, tie_rows
from planner.web.app import create_app
from planner.web.components.around.around import told
from planner.web.pages.around import around_page
from planner.web.workspace import Workspace

PORT = 8099


def test_the_words_say_what_the_picture_shows(workspace: Workspace) -> None:
    found = workspace.shown
    rows = tie_rows(found, neighbourhood(found, centre_of(found.roadmap, measure="tiltak_15"), 2))

    said = told(found, "tiltak_15", None, "2")

    assert rows
    assert len(every(said, "Tr")) == len(rows) + 1
    assert all(cell in text_of(said) for row in rows for cell in row)
    assert [link.href for link in every(said, "A")] == ["/plan?lang=en&tiltak=tiltak_15"]


@pytest.mark.parametrize("depth", [None, "0", "9", 2, ["1"]])
def test_a_depth_that_is_none_is_the_usual(workspace: Workspace, depth: object) -> None:
    assert text_of(told(workspace.shown, "tiltak_15", None, depth)) == text_of(
        told(workspace.shown, "tiltak_15", None, "1")
    )


@pytest.mark.parametrize("measure", [None, "nobody", 7])
def test_where_nothing_is_chosen_it_says_how_to_choose(workspace: Workspace, measure: object) -> None:
    assert "Choose a measure or a service" in text_of(told(workspace.shown, measure, None, None))


def test_a_roadmap_without_dependencies_says_so() -> None:
    made = Workspace(a_roadmap(a_measure("alone")), engine=DemoEngine())
    made.start(DemoEngine().first_plan(a_roadmap(a_measure("tiltak_01"))), improve=False)

    assert "Dependencies" in text_of(around_page(made))
    assert "Nothing else depends on it" in text_of(told(made.shown, "tiltak_01", None, None))


def test_the_page_follows_what_is_chosen(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    inputs = {
        "around-measure.data": "tiltak_15",
        "service.data": None,
        "around-depth.data": "1",
        "revision.data": "x",
    }

    answer = ask(
        client, a_callback("..around-data.data...around-told.children..", inputs, {"url.search": ""})
    )

    data = json.loads(answer.get_data(as_text=True))["response"]["around-data"]["data"]
    assert [node["id"] for node in data["nodes"] if node["depth"] == 0] == ["tiltak_15"]
