"""The app as its browser talks to it, and as others try to."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from support.builders import a_measure, a_phase, a_roadmap, day_of
from web.demo import DemoEngine, ExplainingEngine, demo_roadmap

from planner.check import check
from planner.language import Message
from planner.model import Aim, Deadline, Finding
from planner.pipeline import load
from planner.web.aims import even_load
from planner.web.app import create_app
from planner.web.components.panel.inspector import MOST_ASKED
from planner.web.headline import with_more_at_the_bottleneck
from planner.web.pages import ids
from planner.web.pages.layout import PAGES
from planner.web.percents import percent_of
from planner.web.security import HEADERS, LARGEST_BODY_BYTES
from planner.web.workspace import Workspace

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
CALLBACK = "/_dash-update-component"
PATHS = (
    "/",
    "/_dash-layout",
    "/_dash-dependencies",
    "/assets/styles.css",
    "/no-such-page",
    CALLBACK,
    "/_favicon.ico",
    "/_mcp",
)


@pytest.fixture
def client(workspace: Workspace) -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


def ask(client: FlaskClient, body: object, **headers: str) -> Any:
    """Send the body of a callback as the page would."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    told = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"} | headers
    return client.post(CALLBACK, data=text, headers=told, base_url=HOME)


def a_callback(output: str, inputs: dict[str, Any], state: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give the body that the page sends, from ``id.property`` to value."""
    several = output.startswith("..")
    names = output.strip(".").split("...")
    outputs = [
        dict(zip(("id", "property"), name.split("@")[0].rsplit(".", 1), strict=True)) for name in names
    ]
    parts = [[_part(name, given) for name, given in (chosen or {}).items()] for chosen in (inputs, state)]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": parts[0],
        "state": parts[1],
        "changedPropIds": list(inputs)[:1],
    }


def _part(name: str, given: Any) -> dict[str, Any]:
    part, name = name.rsplit(".", 1)
    return {"id": part, "property": name, "value": given}


def page(query: str, path: object = "/") -> dict[str, Any]:
    address = f"http://127.0.0.1{path}{query}"
    state = {"url.pathname": path, "url.href": address, "url.search": query}
    return a_callback("page.children", {"where.data": ""}, state)


def waits(selected: object) -> dict[str, Any]:
    """Give the body of a callback that follows what is chosen."""
    inputs = {"revision.data": 1, "decisions-news.data": "", "trail.data": {"measure": selected, "steps": []}}
    return a_callback("waits.children", inputs, {"url.search": "?lang=en"})


def test_the_page_comes_in_the_language_of_its_address(client: FlaskClient) -> None:
    for query, language in (("", "nb"), ("?lang=en", "en"), ("?lang=xx", "nb")):
        text = client.get(f"/{query}", base_url=HOME).get_data(as_text=True)
        assert f'<html lang="{language}">' in text
        assert 'class="skip" href="#main"' in text


def test_the_content_speaks_the_language_of_the_address(client: FlaskClient) -> None:
    english = ask(client, page("?lang=en")).get_data(as_text=True)

    assert "With this capacity" in english


def words_page(_workspace: Workspace) -> str:
    """Give a page of its own."""
    return "What this page means"


@pytest.mark.parametrize("path", [*PAGES, "/words"])
def test_each_page_opens_at_its_path_with_a_plan_and_without(
    path: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PAGES, "/words", words_page)
    without = Workspace(None, engine=DemoEngine(), findings=[Finding(code="x", message=Message("Wrong"))])
    for shown in (workspace, without):
        client = create_app(shown, port=PORT).server.test_client()

        assert client.get(f"{path}?lang=en", base_url=HOME).status_code == 200
        own = ask(client, page("?lang=en", path)).get_json()["response"]["page"]["children"]
        _rail, inside = own["props"]["children"]
        bar, *rest = inside["props"]["children"]
        middle = next(part for part in rest if part["props"].get("className") == "frame-middle")
        main = middle["props"]["children"][0]
        assert "Bokm" in json.dumps(bar)
        assert ("What this page means" in json.dumps(main)) is (path == "/words")


@pytest.mark.parametrize("path", ["/no-such-page", None, "", 7, [], {}])
def test_a_path_without_a_page_of_its_own_shows_the_plan(client: FlaskClient, path: object) -> None:
    assert ask(client, page("", path)).get_json() == ask(client, page("", "/")).get_json()


def test_all_that_is_known_of_measures_comes_when_it_is_asked_for(client: FlaskClient) -> None:
    answer = client.get("/measures.json?lang=en&id=tiltak_15&id=tiltak_03", base_url=HOME)

    assert answer.status_code == 200
    sheets = answer.get_json()
    assert list(sheets) == ["tiltak_15", "tiltak_03"]
    for sheet in sheets.values():
        assert "Figures and what they rest on" in json.dumps(sheet)
        assert sheet["head"][0]["type"] == "H2"


@pytest.mark.parametrize("measure", ["", "no such measure", "x" * 3000])
def test_of_a_measure_that_nobody_knows_nothing_comes(client: FlaskClient, measure: str) -> None:
    answer = client.get("/measures.json", query_string={"id": measure, "lang": "en"}, base_url=HOME)

    assert answer.get_json() == {measure: {"head": [], "rest": []}}


def test_no_more_measures_are_told_of_at_once_than_are_asked_for(client: FlaskClient) -> None:
    asked = [f"x{number}" for number in range(MOST_ASKED + 1)]

    answer = client.get("/measures.json", query_string={"id": asked}, base_url=HOME)

    assert list(answer.get_json()) == asked[:MOST_ASKED]


def test_without_a_plan_no_measure_is_told_of() -> None:
    client = create_app(Workspace(None, engine=DemoEngine()), port=PORT).server.test_client()

    assert client.get("/measures.json?id=a", base_url=HOME).status_code == 404


def test_a_roadmap_name_is_text_in_the_title() -> None:
    named = Workspace(replace(demo_roadmap(), name="</title><script>alert(1)</script>"), engine=DemoEngine())
    named.start(improve=False)

    text = create_app(named, port=PORT).server.test_client().get("/", base_url=HOME).get_data(as_text=True)

    assert "<script>alert(1)" not in text


def test_data_with_errors_shows_its_findings_and_no_plan() -> None:
    wrong = Finding(
        code="cycle", message=Message("A waits for itself"), table="avhengigheter", row=7, column="etter"
    )
    app = create_app(Workspace(None, engine=DemoEngine(), findings=[wrong]), port=PORT)

    words = ask(app.server.test_client(), page("?lang=en")).get_data(as_text=True)

    for told in ("A waits for itself", "avhengigheter", "7", "etter", "1 thing must be mended"):
        assert told in words
    assert "gantt" not in words


def test_data_without_a_plan_is_told_why_as_it_comes() -> None:
    late = a_roadmap(a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2))))
    made = Workspace(late, engine=ExplainingEngine(), findings=check(late))
    client = create_app(made, port=PORT).server.test_client()
    outputs = json.loads(client.get("/_dash-dependencies", base_url=HOME).get_data())
    (name,) = (each["output"] for each in outputs if f"{ids.CONFLICTS_CLOCK}.disabled" in each["output"])
    asked = a_callback(name, {f"{ids.CONFLICTS_CLOCK}.n_intervals": 1}, {"url.search": "?lang=en"})
    made.explain_no_plan()
    assert made.jobs.wait(60)

    told = ask(client, asked).get_json()["response"]

    assert told[ids.CONFLICTS_CLOCK] == {"disabled": True}
    assert "the hard deadline of" in json.dumps(told[ids.CONFLICTS])


def test_the_same_server_says_what_it_has_read_once_in_the_language_of_each_page(tmp_path: Path) -> None:
    (tmp_path / "veikart.csv").write_text("id;navn;varighet\na;A;1,5\n", encoding="utf-8")
    read_in_norwegian = load(tmp_path).findings
    client = create_app(
        Workspace(None, engine=DemoEngine(), findings=read_in_norwegian), port=PORT
    ).server.test_client()

    said = {
        code: json.dumps(ask(client, page(f"?lang={code}")).get_json(), ensure_ascii=False)
        for code in ("en", "nb", "en")
    }

    assert "“1,5” stands here, expected a whole number." in said["en"]
    assert "Her står «1,5». Ventet: et heltall." in said["nb"]


def test_a_roadmap_without_anything_in_it_has_a_page_too() -> None:
    empty = Workspace(a_roadmap(sectors=()), engine=DemoEngine())
    empty.start(improve=False)
    client = create_app(empty, port=PORT).server.test_client()

    assert ask(client, page("?lang=en")).status_code == 200
    assert with_more_at_the_bottleneck(empty) == {}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    for home in (HOME, "http://evil.example"):
        with client.get(path, base_url=home) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "'unsafe" not in policy.split("script-src")[1].split(";")[0]
            assert dict(answer.headers).items() >= HEADERS.items()


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies", "/no-such-page"])
def test_pages_and_data_are_not_kept_by_the_browser(client: FlaskClient, path: str) -> None:
    assert client.get(path, base_url=HOME).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        "localhost:80",
        f"[::1]:{PORT}",
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_other_names_of_this_machine_are_refused(client: FlaskClient, path: str, host: str) -> None:
    assert client.get(path, base_url=f"http://{host}").status_code == 403


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_both_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOME},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {},
    ],
)
def test_a_change_asked_by_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    told = {"Content-Type": "application/json"} | headers

    assert client.post(CALLBACK, data=json.dumps(waits(None)), headers=told, base_url=HOME).status_code == 403


def test_a_change_from_an_old_browser_is_known_by_its_origin(client: FlaskClient) -> None:
    told = {"Content-Type": "application/json", "Origin": HOME}

    assert client.post(CALLBACK, data=json.dumps(waits(None)), headers=told, base_url=HOME).status_code == 200


def test_forms_are_refused(client: FlaskClient) -> None:
    assert ask(client, "a=b", **{"Content-Type": "application/x-www-form-urlencoded"}).status_code == 415


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    assert ask(client, b'"' + b"x" * LARGEST_BODY_BYTES + b'"').status_code in (400, 413)
    assert client.application.config["MAX_CONTENT_LENGTH"] == LARGEST_BODY_BYTES


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '"text"',
        "{}",
        {"output": None},
        {"output": ["panel.children"]},
        {"output": "no.such"},
        {"output": "waits.children"},
        {"output": "waits.children", "inputs": None},
        {"output": "waits.children", "inputs": [], "state": []},
        {"output": "waits.children", "inputs": "ab", "state": [1]},
        {"output": "waits.children", "inputs": [1, 2], "state": [3]},
        {"output": "waits.children", "inputs": [{}, {}], "state": [{}]},
        {**waits(None), "inputs": waits(None)["inputs"][::-1][:1]},
        {**waits(None), "state": None},
        {**waits(None), "changedPropIds": 4},
        {**waits(None), "changedPropIds": [4]},
        {**waits(None), "outputs": 4},
        {**waits(None), "outputs": None},
        {**waits(None), "outputs": {}},
        {**waits(None), "outputs": []},
    ],
)
def test_a_body_that_no_page_sends_is_400(client: FlaskClient, body: object) -> None:
    assert ask(client, body).status_code == 400


@pytest.mark.parametrize("chosen", [None, 7, [], {}, "no such measure", "\x00", "x" * 10_000])
def test_any_choice_is_answered(client: FlaskClient, chosen: object) -> None:
    assert ask(client, waits(chosen)).status_code == 200


@pytest.mark.parametrize("number", [-5, 0, 1e400, 301, 120, [], {}, True])
def test_a_capacity_that_no_field_gives_is_400(
    client: FlaskClient, workspace: Workspace, number: object
) -> None:
    answer = ask(client, a_run(workspace.journal.sight, number))

    assert answer.status_code == 400
    assert workspace.searches.asking is None


@pytest.mark.parametrize(
    "written", ["120,5", "75.5", "-50", "", None, "1e2", "abc", "NaN", "9", "301", "1.000", "١٢٠"]
)
def test_a_capacity_that_cannot_be_asked_gets_a_message_at_its_field_and_no_search(
    client: FlaskClient, workspace: Workspace, written: str | None
) -> None:
    words = ask(client, a_run(workspace.journal.sight, written)).get_data(as_text=True)

    assert "Write a whole number from 10 to 300." in words
    assert workspace.searches.asking is None


@pytest.mark.parametrize("written", ["120", " 120 ", "120 %", "120,0", "120.00"])
def test_a_capacity_is_read_as_people_write_it(written: str) -> None:
    assert percent_of(written) == 120


def test_an_unknown_sector_is_400(client: FlaskClient, workspace: Workspace) -> None:
    assert ask(client, a_run(workspace.journal.sight, "120", sector="nobody")).status_code == 400


def test_a_question_starts_a_search(client: FlaskClient, workspace: Workspace) -> None:
    assert ask(client, a_run(workspace.journal.sight, "120")).status_code == 200

    assert workspace.jobs.wait(10)
    assert workspace.proposal
    assert workspace.proposal.percents == {"kommuner": 120}


@pytest.mark.parametrize(
    ("fields", "aim"),
    [
        ({"aim": "coverage"}, Aim(name="coverage")),
        ({"aim": "balance", "long_term": 75}, Aim(name="balance", long_term=0.75)),
        ({"aim": "levelling", "loss": "2,5 %"}, even_load(0.025)),
    ],
)
def test_an_aim_is_asked_for_as_the_fields_say(
    client: FlaskClient, workspace: Workspace, fields: dict[str, object], aim: Aim
) -> None:
    assert ask(client, a_run(workspace.journal.sight, "100", fields=fields)).status_code == 200

    assert workspace.jobs.wait(10)
    assert workspace.proposal
    assert workspace.proposal.aim == aim


@pytest.mark.parametrize(
    "fields",
    [
        {"aim": "open work"},
        {"aim": None},
        {"aim": "balance", "long_term": 101},
        {"aim": "balance", "long_term": "50"},
        {"aim": "balance", "long_term": True},
        {"aim": "levelling", "loss": 2},
    ],
)
def test_an_aim_that_no_field_gives_is_400(
    client: FlaskClient, workspace: Workspace, fields: dict[str, object]
) -> None:
    assert ask(client, a_run(workspace.journal.sight, "100", fields=fields)).status_code == 400
    assert workspace.searches.asking is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"aim": "levelling", "loss": "51"}, "Write a number from 0 to 50."),
        ({"aim": "levelling", "loss": ""}, "Write a number from 0 to 50."),
        ({"aim": "stability"}, "Accept a plan first: changes are counted from it."),
    ],
)
def test_an_aim_that_cannot_be_asked_gets_a_message_and_no_search(
    client: FlaskClient, workspace: Workspace, fields: dict[str, object], message: str
) -> None:
    assert message in ask(client, a_run(workspace.journal.sight, "100", fields=fields)).get_data(as_text=True)
    assert workspace.searches.asking is None


def a_run(
    sight: object,
    number: object,
    sector: str = "kommuner",
    fields: dict[str, object] | None = None,
) -> dict[str, Any]:
    """Give the press of the button with one capacity field, and the fields of the aim."""
    aim = {"aim": "value", "long_term": 50, "loss": "2"} | (fields or {})
    name = {"type": ids.CAPACITY, "sector": sector}
    output = next(one for one in OUTPUTS if one.count("error") == 3)
    return {
        "output": output,
        "outputs": [_output(one, name) for one in output.strip(".").split("...")],
        "inputs": [_part("run.n_clicks", 1), _part("aim-run.n_clicks", None)],
        "state": [
            _part("sight.data", sight),
            _part("pulse.data", None),
            [{"id": name, "property": "value", "value": number}],
            [{"id": name, "property": "id", "value": name}],
            _part("aim.value", aim["aim"]),
            _part("long-term.value", aim["long_term"]),
            _part("loss.value", aim["loss"]),
            _part("url.search", "?lang=en"),
        ],
        "changedPropIds": ["run.n_clicks"],
    }


def _output(name: str, field: dict[str, str]) -> Any:
    """Give an output as the page names it: a pattern as the parts that fit it."""
    part, told = name.split("@")[0].rsplit(".", 1)
    return [{"id": field, "property": told}] if part.startswith("{") else {"id": part, "property": told}


def _outputs() -> list[str]:
    made = Workspace(demo_roadmap(), engine=DemoEngine())
    made.start(improve=False)
    return list(create_app(made, port=PORT).callback_map)


OUTPUTS = _outputs()


def test_an_error_of_our_own_is_answered_by_an_id_alone(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*_values: object) -> None:
        raise RuntimeError("secret reason")

    monkeypatch.setattr("planner.web.pages.callbacks.waits", broken)

    answer = ask(client, waits(None))

    assert answer.status_code == 500
    words = answer.get_data(as_text=True)
    assert "secret" not in words
    assert words.split(", ")[1] in caplog.text


@pytest.mark.parametrize("path", ["/no-such-page", "/data/veikart.csv", "/_mcp", CALLBACK])
def test_an_address_that_nothing_is_known_under_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path, base_url=HOME).status_code == 404


def test_the_environment_cannot_open_other_doors(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASH_MCP_ENABLED", "true")
    monkeypatch.setenv("DASH_DEBUG", "true")

    client = create_app(workspace, port=PORT).server.test_client()

    assert client.get("/_mcp", base_url=HOME).status_code == 404
    assert client.post("/_mcp", base_url=HOME, json={}, headers={"Origin": HOME}).status_code in (404, 405)
    assert not client.application.debug


def test_without_services_the_page_hides_the_target_picture() -> None:
    for services, hidden in (((), True), (demo_roadmap().services, False)):
        roadmap = replace(demo_roadmap(), services=services)
        made = Workspace(roadmap if services else replace(roadmap, contributions=()), engine=DemoEngine())
        made.start(improve=False)

        shown = ask(create_app(made, port=PORT).server.test_client(), page("?lang=en")).get_json()
        target = next(part for part in parts_of(shown) if part.get("className") == "part target")

        assert (target["style"] == {"display": "none"}) is hidden


def parts_of(part: Any) -> list[dict[str, Any]]:
    """Give the properties of every component in an answer."""
    if isinstance(part, list):
        return [found for one in part for found in parts_of(one)]
    if not isinstance(part, dict):
        return []
    own = [part["props"]] if isinstance(part.get("props"), dict) else []
    return own + [found for one in part.values() for found in parts_of(one)]
