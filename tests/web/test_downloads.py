"""The plan on the screen, taken home as a file."""

import pytest
from flask.testing import FlaskClient
from web.demo import DemoEngine

from planner.files import plan_from_json
from planner.report import FORMATS, Format
from planner.web.app import create_app
from planner.web.components.downloads.downloads import download_links
from planner.web.shelf import MOST_PLANS
from planner.web.workspace import Workspace

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
BEGINNINGS = {
    "pdf": b"%PDF",
    "sectors": b"%PDF",
    "html": b"<!DOCTYPE html>",
    "csv": b"PK",
    "json": b"{",
    "workbook": b"PK",
    "graphml": b"<?xml",
}
each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


@pytest.fixture
def client(workspace: Workspace) -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


@each_format
def test_each_form_is_a_file_that_runs_nothing_here(client: FlaskClient, form: Format) -> None:
    answer = client.get(f"/plan.{form.ending}", base_url=HOME)

    assert answer.status_code == 200
    assert answer.content_type == form.media_type
    assert answer.data[:15].lower().startswith(BEGINNINGS[form.name].lower())
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan.{form.ending}"'
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_offers_every_format_there_is(workspace: Workspace) -> None:
    links = download_links(workspace)

    assert [link.href.split("?")[0] for link in links] == [f"/plan.{form.ending}" for form in FORMATS]
    assert links[0].children == "Download A3 sheet (PDF)"


def test_a_download_is_the_plan_on_the_screen_also_after_another_one_is_accepted(
    client: FlaskClient, workspace: Workspace
) -> None:
    [on_screen] = [link.href for link in download_links(workspace) if "json" in link.href]
    before = workspace.shown.roadmap
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()
    [newest] = [link.href for link in download_links(workspace) if "json" in link.href]

    read = [
        plan_from_json(client.get(address, base_url=HOME).get_data(as_text=True)).roadmap
        for address in (on_screen, newest)
    ]

    assert read == [before, workspace.shown.roadmap]
    assert read[0] != read[1]


def test_a_plan_that_is_not_kept_any_more_is_404_with_a_sentence(
    client: FlaskClient, workspace: Workspace
) -> None:
    gone = workspace.decided.plan_id
    for _round in range(MOST_PLANS):
        workspace.decided.show(workspace.shown)

    answer = client.get(f"/plan.json?lang=en&plan={gone}", base_url=HOME)

    assert answer.status_code == 404
    assert (
        answer.get_data(as_text=True) == "The plan that was asked for is not kept any more. Reload the page."
    )


def test_a_language_that_there_is_not_is_named(client: FlaskClient) -> None:
    answer = client.get("/plan.json?lang=xx", base_url=HOME)

    assert answer.status_code == 400
    assert answer.get_data(as_text=True) == "lang: 'xx', expected nb, nn, en"


def test_the_page_comes_in_the_language_of_the_address(client: FlaskClient) -> None:
    for language in ("nb", "en"):
        text = client.get(f"/plan.html?lang={language}", base_url=HOME).get_data(as_text=True)
        assert f'lang="{language}"' in text


@each_format
def test_other_names_of_this_machine_get_no_plan(client: FlaskClient, form: Format) -> None:
    assert client.get(f"/plan.{form.ending}", base_url="http://evil.example").status_code == 403


@each_format
def test_without_a_plan_the_answer_says_so(form: Format) -> None:
    client = create_app(Workspace(None, engine=DemoEngine()), port=PORT).server.test_client()

    answer = client.get(f"/plan.{form.ending}?lang=en", base_url=HOME)

    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert answer.get_data(as_text=True) == "There is no plan to download."
