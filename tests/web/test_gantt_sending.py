"""What the Gantt draws, as its script asks for it."""

import json

from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_plan
from web.test_app import HOME, PORT

from planner.language import in_language
from planner.results import Facts
from planner.web.app import create_app
from planner.web.components.gantt.sending import Drawings
from planner.web.proposals import Proposal
from planner.web.workspace import Workspace


def client_of(workspace: Workspace) -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


def test_it_comes_in_the_language_of_the_page(workspace: Workspace) -> None:
    client = client_of(workspace)

    told = [client.get(f"/gantt.json{query}", base_url=HOME).get_json() for query in ("", "?lang=en")]

    assert [each["texts"]["owner"] for each in told] == ["Eier", "Owner"]


def test_without_a_plan_nothing_comes() -> None:
    client = client_of(Workspace(None, engine=DemoEngine()))

    assert client.get("/gantt.json", base_url=HOME).get_json() is None


def test_every_window_on_a_plan_is_sent_the_same_and_another_plan_is_drawn_anew(workspace: Workspace) -> None:
    drawings = Drawings()
    first = drawings.of(workspace)
    assert drawings.of(workspace) is first

    workspace.proposal = Proposal(facts=Facts(demo_plan(workspace.base)))
    proposed = drawings.of(workspace)

    assert any(each["proposed"] for each in json.loads(proposed)["measures"])
    workspace.proposal = None
    assert drawings.of(workspace) is first
    with in_language("nb"):
        assert drawings.of(workspace) != first


def test_a_page_that_draws_it_asks_for_it_ahead_and_no_other_page(workspace: Workspace) -> None:
    client = client_of(workspace)

    def ahead(address: str) -> bool:
        text = client.get(address, base_url=HOME).get_data(as_text=True)
        return '<link rel="preload" as="fetch" crossorigin href="/gantt.json' in text

    assert ahead("/")
    assert ahead("/plan?lang=en")
    assert not ahead("/data")
    text = client.get('/?lang=en&scenario=3"><script>', base_url=HOME).get_data(as_text=True)
    assert 'href="/gantt.json?scenario=3%22%3E%3Cscript%3E&amp;lang=en"' in text
