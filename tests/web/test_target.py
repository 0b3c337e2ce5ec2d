"""The page of the target picture: the grid, the service that is chosen, and what a proposal changes."""

import json
import threading

import pytest
from support.builders import a_measure, a_roadmap
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from web.test_app import a_callback, ask
from web.told import DemoExplainer
from web.waiting import PATIENCE_SECONDS

from planner.say import realised_line
from planner.view import service_parts
from planner.web.app import create_app
from planner.web.components.services.services import MOST_PARTS, proposed_services, service_told
from planner.web.pages.target import target_page
from planner.web.reasons import Reasons
from planner.web.workspace import Workspace

PORT = 8099


def asked(workspace: Workspace, **capacity: int) -> Workspace:
    """Propose a plan with another capacity."""
    workspace.ask(capacity)
    assert workspace.jobs.wait(PATIENCE_SECONDS)
    return workspace


def test_the_page_has_the_summary_the_picture_and_a_place_for_the_service(workspace: Workspace) -> None:
    told = text_of(target_page(workspace))

    assert f"of {len(workspace.base.services)} services are realised" in told
    for year in workspace.shown.coverage_by_year:
        assert str(year) in told
    assert "Choose a service" in told
    assert "What the proposal changes" not in told


def test_the_chosen_service_is_told_with_its_measures_and_where_they_lead(workspace: Workspace) -> None:
    service = workspace.base.services[0]
    parts = service_parts(workspace.shown, service)

    told = service_told(workspace, service.id)

    assert realised_line(workspace.shown, service) in text_of(told)
    links = [link.href for link in every(told, "A")]
    assert links == [f"/plan?lang=en&tiltak={each.measure}" for each in parts]
    assert len(parts) <= MOST_PARTS or every(told, "Details")


@pytest.mark.parametrize("chosen", [None, "", "nothing", 7, ["IT01"]])
def test_a_choice_that_is_none_shows_the_guide(workspace: Workspace, chosen: object) -> None:
    assert "Choose a service" in text_of(service_told(workspace, chosen))


def test_what_holds_the_service_is_told_as_it_comes() -> None:
    go_on = threading.Event()
    reasons = Reasons(lambda plan: DemoExplainer(plan, patient=go_on), linger_seconds=0)
    made = Workspace(demo_roadmap(), engine=DemoEngine(), reasons=reasons)
    made.start(improve=False)
    first = text_of(service_told(made, "IT01"))

    go_on.set()
    assert reasons._jobs.wait(PATIENCE_SECONDS)

    assert "Is being worked out." in first
    assert "the plan would lose" in text_of(service_told(made, "IT01"))
    made.close()


def test_a_proposal_is_told_service_by_service_and_says_where_it_cannot_be_told_apart(
    workspace: Workspace,
) -> None:
    told = text_of(proposed_services(asked(workspace, kommuner=200)))

    assert "What the proposal changes" in told
    assert "The whole target picture at the end of 2030" in told
    assert "cannot be told apart" in told


def test_the_picture_marks_what_is_proposed_in_words_too(workspace: Workspace) -> None:
    assert ", proposed " in text_of(target_page(asked(workspace, kommuner=200)))


def test_a_roadmap_without_services_says_what_makes_one() -> None:
    made = Workspace(a_roadmap(a_measure("tiltak_01")), engine=DemoEngine())
    made.start(improve=False)

    assert "informasjonstjenester.csv" in text_of(target_page(made))


def test_the_page_follows_what_is_chosen(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    inputs = {"service.data": "IT02", "revision.data": "x", "reasons.data": "x"}

    answer = ask(client, a_callback("service-told.children", inputs, {"url.search": "?lang=en"}))

    told = json.loads(answer.get_data(as_text=True))["response"]["service-told"]["children"]
    assert told[0]["props"]["children"] == "Informasjonstjeneste 2"
