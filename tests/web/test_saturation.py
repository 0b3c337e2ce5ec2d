"""The page of the saturation map: what it holds, what follows the choice, and what is taken home."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from web.demo import demo_roadmap
from web.reading import every
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask

from planner.merging import edits_between
from planner.model import Aim, SectorInput
from planner.web.app import create_app
from planner.web.components.downloads.downloads import address_of_file, as_file
from planner.web.components.saturation.saturation import saturation_sections
from planner.web.pages import ids
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

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


def needs_told(client: FlaskClient, sector: object) -> str:
    """Give what the page tells of the unmet needs of a sector."""
    inputs = {"sector-choice.value": sector, "revision.data": "x", "standing.data": "x"}
    body = a_callback("sector-needs.children", inputs, {"url.search": "?lang=en"})
    told: str = ask(client, body).get_data(as_text=True)
    return told


def test_a_need_that_a_sector_gives_is_told_with_it_as_soon_as_it_is_drafted(
    client: FlaskClient, workspace: Workspace
) -> None:
    said = SectorInput(id="n1", day=date(2024, 1, 1), sector="apotek", content="Video.")
    roadmap = workspace.base
    before = needs_told(client, "apotek")

    workspace.change(*edits_between(roadmap, replace(roadmap, inputs=(*roadmap.inputs, said))))

    told = needs_told(client, "apotek")
    assert "Video" not in before
    assert "Video (Apotek, 1 January 2024)" in told
    assert "innspill=n1" in told
    assert "Video" not in needs_told(client, "kommuner")


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


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a-b.xlsx", 'filename="a-b.xlsx"'),
        ('a"; b.xlsx', "filename=\"a___b.xlsx\"; filename*=UTF-8''a%22%3B%20b.xlsx"),
        ("sykehus&ø.xlsx", "filename=\"sykehus__.xlsx\"; filename*=UTF-8''sykehus%26%C3%B8.xlsx"),
    ],
)
def test_any_name_of_a_file_is_told_whole(name: str, told: str) -> None:
    assert as_file(name)["Content-Disposition"] == f"attachment; {told}"


@pytest.mark.parametrize("sector", ["a&b", "a#b", "a+b", "sj\u00f8 1"])
def test_an_address_names_any_sector(workspace: Workspace, sector: str) -> None:
    asked = parse_qs(urlsplit(address_of_file(workspace, "/sector.pdf", sector=sector)).query)

    assert asked == {"lang": ["en"], "plan": [workspace.decided.plan_id], "sector": [sector]}


def test_the_files_of_a_sector_are_fetched_in_a_scenario_whatever_its_id_is(tmp_path: Path) -> None:
    roadmap = demo_roadmap(measures=12)
    (first, *others) = roadmap.sectors
    odd = replace(first, id="sjø")
    rollouts = tuple(
        replace(each, sector=odd.id) if each.sector == first.id else each for each in roadmap.rollouts
    )
    store = a_store(tmp_path, replace(roadmap, sectors=(odd, *others), rollouts=rollouts))
    workspaces = Workspaces(opened_on(store))
    scenario = store.scenarios.add("S", base=1, aim=Aim(), owner="Kari")
    made = workspaces.of(f"?scenario={scenario.number}")
    browser = create_app(workspaces, port=PORT).server.test_client()

    links = {each.id: each.href for each in every(saturation_sections(made), "A")}
    book, paper = (browser.get(links[each], base_url=HOME) for each in (ids.SECTOR_BOOK, ids.SECTOR_PAPER))

    assert f"scenario={scenario.number}" in links[ids.SECTOR_BOOK]
    assert (book.status_code, paper.status_code) == (200, 200)
    assert "filename*=UTF-8''sj%C3%B8.xlsx" in book.headers["Content-Disposition"]
    workspaces.close()
