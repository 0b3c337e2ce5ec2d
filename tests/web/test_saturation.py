"""The page of the saturation map: what it holds, what follows the choice, and what is taken home."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from web.test_app import a_callback, ask

from planner.web.app import create_app
from planner.web.components.saturation.saturation import saturation_sections
from planner.web.workspace import Workspace

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
OUTPUTS = (
    "..sector-name.children...sector-words.children...sector-data.data..."
    "sector-table-data.data...sector-paper.href...sector-book.href.."
)


@pytest.fixture
def client(workspace: Workspace) -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


def choose(client: FlaskClient, sector: object) -> dict[str, dict[str, object]]:
    """Choose a sector on the page."""
    body = a_callback(OUTPUTS, {"sector-choice.value": sector}, {"url.search": "?lang=en"})
    answer = ask(client, body)
    return json.loads(answer.get_data(as_text=True))["response"] if answer.status_code == 200 else {}


def test_the_page_holds_the_map_and_the_first_sector(workspace: Workspace) -> None:
    whole = [part.to_plotly_json() for part in saturation_sections(workspace)]
    said = json.dumps(whole, ensure_ascii=False, default=lambda part: part.to_plotly_json())

    assert "Saturation map" in said
    for layer in ("This programme", "Other load", "Recovery (freezes)", "Room", "Available to the programme"):
        assert layer in said
    assert all(sector.name in said for sector in workspace.shown.roadmap.sectors)
    assert "/sector.pdf?lang=en" in said


@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=nb&tiltak=a"])
def test_where_the_map_stood_leads_to_where_it_stands(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/saturation{query}", base_url=HOME)

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/kapasitet{query}"


def test_the_sector_that_is_chosen_is_told_in_words_chart_table_and_address(client: FlaskClient) -> None:
    answer = choose(client, "apotek")

    assert answer["sector-name"]["children"] == "Apotek"
    assert answer["sector-data"]["data"]["id"] == "apotek"  # type: ignore[index]
    assert answer["sector-table-data"]["data"]["caption"] == "What lands on apotek"  # type: ignore[index]
    for kind, link in (("pdf", "sector-paper"), ("xlsx", "sector-book")):
        assert str(answer[link]["href"]).startswith(f"/sector.{kind}?")
        assert str(answer[link]["href"]).endswith("&sector=apotek")


@pytest.mark.parametrize("sector", ["nobody", None, 7, ["apotek"]])
def test_a_choice_that_is_none_changes_nothing(client: FlaskClient, sector: object) -> None:
    assert choose(client, sector) == {}


def test_a_sector_is_taken_home_as_a_page_that_runs_nothing_here(client: FlaskClient) -> None:
    answer = client.get("/sector.pdf?lang=en&sector=apotek", base_url=HOME)

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="apotek.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox"


def test_the_workbook_of_a_sector_is_fetched_in_the_language_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/sector.xlsx?lang=nn&sector=apotek", base_url=HOME)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="apotek.xlsx"'
    assert load_workbook(BytesIO(answer.data)).sheetnames[0] == "Svar"
    assert "Kva planen ber om" in load_workbook(BytesIO(answer.data)).sheetnames


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("sector=nobody", 404),
        ("", 404),
        ("sector=apotek&plan=gone", 404),
        ("sector=apotek&lang=xx", 400),
    ],
)
def test_what_is_not_there_is_refused(client: FlaskClient, query: str, code: int, kind: str) -> None:
    assert client.get(f"/sector.{kind}?{query}", base_url=HOME).status_code == code
