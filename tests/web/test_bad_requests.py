"""What no page sends, to every address and every callback: answered with 4xx, never with an error of ours."""

import copy
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_roadmap

from planner.language import in_language
from planner.web.app import create_app
from planner.web.components.grid.answers import CHANGE
from planner.web.components.saving.answers import SAVING
from planner.web.error_page import failed_page
from planner.web.pages import ids
from planner.web.pages.paths import DATA, PLAN
from planner.web.plan_link import plan_in
from planner.web.words import language_of
from planner.web.workspace import Workspace
from planner.web.workspaces import scenario_in

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
CALLBACK = "/_dash-update-component"
HEADERS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
FIELD = {"type": ids.CAPACITY, "sector": "kommuner"}
ODD_VALUES: tuple[Any, ...] = (
    None,
    7,
    True,
    1.5,
    "x",
    "",
    "\ud800",
    [],
    {},
    [None],
    ["100"],
    [FIELD],
    [{"sector": 7}],
    {"revision": 7},
    {"revision": "a.b", "work": []},
)
ODD_PARTS: tuple[Any, ...] = (
    None,
    7,
    "x",
    [],
    {},
    [7],
    [[]],
    {"id": "x"},
    {"id": {"a": {}}, "property": "data"},
    [{"id": {"type": [1]}, "property": "value"}],
    [{"id": FIELD, "property": "value"}],
)
ODD_WHOLES: tuple[Any, ...] = (None, 7, "x", {}, [[]], [[[]]], [{"id": "x", "property": "y"}] * 12, ["nodot"])
QUICK_STEP = 4
"""Of the odd bodies of a callback each so manieth is sent at once, all of them in the long run."""
ROUTES = (
    ("/plan.pdf?lang=xx", 400),
    ("/plan.json?lang=%ff", 400),
    ("/plan.json?plan=no-such-plan", 404),
    ("/plan.json?plan=%00", 404),
    ("/plan.html?plan=../../etc", 404),
    ("/plan.docx", 404),
    ("/plan.json/", 404),
    ("/no-such-page", 404),
    ("/%00", 404),
    ("/%ff", 404),
    ("/assets/../app.py", 404),
    ("/assets/%2e%2e/app.py", 404),
    ("/assets/no-such.js", 404),
    ("/_dash-component-suites/dash/no-such.js", 404),
    ("/_dash-component-suites/no-such/x.js", 404),
    ("/_dash-component-suites/dash/../../x", 404),
    (CALLBACK, 404),
)


def a_workspace() -> Workspace:
    made = Workspace(demo_roadmap(measures=12), engine=DemoEngine())
    made.start(improve=False)
    return made


WORKSPACE = a_workspace()
APP = create_app(WORKSPACE, port=PORT)
CALLBACKS = sorted(APP.callback_map)


@pytest.fixture
def client() -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = APP.server.test_client()
    return browser


def send(client: FlaskClient, body: object) -> int:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(CALLBACK, data=text, headers=HEADERS, base_url=HOME).status_code


def body_of(output: str) -> dict[str, Any]:
    """Give a body as the page sends it for a callback when a button is pressed."""
    entry = APP.callback_map[output]
    names = [one.split("@")[0].rsplit(".", 1) for one in output.strip(".").split("...")]
    outputs = [_part(name, told) for name, told in names]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [_part(one["id"], one["property"]) for one in entry["inputs"]],
        "state": [_part(one["id"], one["property"]) for one in entry["state"]],
        "changedPropIds": [],
    }


def _part(name: str, told: str) -> Any:
    if name.startswith("{"):
        field = FIELD if ids.CAPACITY in name else dict.fromkeys(json.loads(name), "1")
        return [{"id": field, "property": told, "value": field if told == "id" else "100"}]
    if name == ids.CAPACITY_MARKED:
        return {"id": name, "property": told, "value": {"sectors": ["kommuner"], "first": 0, "last": 0}}
    usual = {"n_clicks": 1, "search": "?lang=en", "value": "value"}.get(told)
    return {"id": name, "property": told, "value": WORKSPACE.journal.sight if name == ids.SIGHT else usual}


def odd_bodies(output: str) -> list[dict[str, Any]]:
    """Give bodies of a callback that each have one thing wrong, or odd."""
    good, made = body_of(output), []
    for kind in ("inputs", "state"):
        for place, part in enumerate(good[kind]):
            for value in ODD_VALUES:
                body = copy.deepcopy(good)
                target = body[kind][place]
                (target[0] if isinstance(part, list) else target)["value"] = value
                made.append(body)
            made += [
                _with(good, kind, [*good[kind][:place], odd, *good[kind][place + 1 :]]) for odd in ODD_PARTS
            ]
    made += [_with(good, key, odd) for key in good for odd in ODD_WHOLES]
    return made + [{name: part for name, part in good.items() if name != key} for key in good]


def _with(body: dict[str, Any], key: str, odd: object) -> dict[str, Any]:
    return {**copy.deepcopy(body), key: odd}


@pytest.mark.parametrize("output", [one for one in CALLBACKS if "callback" in APP.callback_map[one]])
@pytest.mark.parametrize("adds_which", [True, False])
def test_a_body_as_the_page_sends_it_is_answered(client: FlaskClient, output: str, adds_which: bool) -> None:
    body = body_of(output)
    if adds_which:
        for part in body["outputs"] if output.startswith("..") else [body["outputs"]]:
            for one in part if isinstance(part, list) else [part]:
                one["property"] += "@0f1e"

    assert send(client, body) in (200, 204)


@pytest.mark.parametrize("step", [QUICK_STEP, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
@pytest.mark.parametrize("output", CALLBACKS)
def test_no_body_of_any_callback_is_an_error_of_ours(client: FlaskClient, output: str, step: int) -> None:
    # where it begins differs by callback, so that the odd ones are all met by some
    bodies = odd_bodies(output)[len(output) % step :: step]

    assert [body for body in bodies if send(client, body) >= 500] == []


@pytest.mark.parametrize("output", [one for one in CALLBACKS if "callback" not in APP.callback_map[one]])
def test_what_the_browser_runs_itself_is_not_run_here(client: FlaskClient, output: str) -> None:
    assert send(client, body_of(output)) == 400


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"\x00" * 10,
        "[" * 100_000,
        '{"output":' * 20_000,
        "NaN",
        '{"output": 1e999}',
        '"\\ud800"',
        "{}{}",
    ],
)
def test_what_is_no_callback_at_all_is_400(client: FlaskClient, body: str | bytes) -> None:
    assert send(client, body) == 400


@pytest.mark.parametrize(("path", "code"), ROUTES)
def test_an_address_that_leads_nowhere_says_so(client: FlaskClient, path: str, code: int) -> None:
    answer = client.get(path, base_url=HOME)

    assert answer.status_code == code
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [path for path, _code in ROUTES] + ["/", "/plan.json", "/_dash-layout"])
@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_no_method_at_any_address_is_an_error_of_ours(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method, base_url=HOME, headers=HEADERS, data="{}").status_code < 500


@pytest.mark.parametrize("query", ["lang=", "lang=%ff", "lang=xx", "lang=en&lang=xx", "a=1&" * 5_000])
def test_a_page_in_no_language_is_in_the_usual_one(client: FlaskClient, query: str) -> None:
    assert client.get(f"/?{query}", base_url=HOME).status_code == 200


def test_a_link_of_any_length_is_read(client: FlaskClient) -> None:
    many = "&".join(f"a{number}={number}" for number in range(3000))
    query = f"?{many}&scenario=9&lang=en&vist=0123456789ab"

    assert (scenario_in(query), language_of(query), plan_in(query)) == ("9", "en", "0123456789ab")
    assert client.get(f"/styret?{many}", base_url=HOME).status_code == 200
    for output in CALLBACKS:
        body = body_of(output)
        for part in (*body["inputs"], *body["state"]):
            if isinstance(part, dict) and part["property"] == "search":
                part["value"] = query
            elif isinstance(part, dict) and part["property"] == "href":
                part["value"] = f"{HOME}/styret{query}"
        assert send(client, body) < 500, output


@pytest.mark.parametrize("do", [[], {}, None, 7, ["save"], "", "nothing"])
@pytest.mark.parametrize("path", [CHANGE, SAVING])
def test_a_command_that_is_none_is_400(client: FlaskClient, path: str, do: object) -> None:
    answer = client.post(path, data=json.dumps({"do": do}), headers=HEADERS, base_url=HOME)

    assert answer.status_code == 400


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
"""What a browser says that it takes where it asks for a page."""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Det finnes ingen side på /bakdør"),
        ("?lang=en", "There is no page at /bakdør"),
        ("?lang=%ff", "Det finnes ingen side på /bakdør"),
    ],
)
def test_a_person_is_told_in_words_that_nothing_is_there(client: FlaskClient, query: str, said: str) -> None:
    found = client.get(f"/bakdør{query}", base_url=HOME, headers={"Accept": BROWSER})

    assert found.status_code == 404
    assert f'<html lang="{"en" if query == "?lang=en" else "nb"}">' in found.text
    assert said in found.text
    assert 'href="/plan?lang=' in found.text
    assert client.get("/bakdør", base_url=HOME, headers={"Accept": "*/*"}).text == "404 Not Found"


def test_the_way_back_leads_to_the_scenario_that_was_asked_for(client: FlaskClient) -> None:
    found = client.get("/bakdør?lang=en&scenario=3", base_url=HOME, headers={"Accept": BROWSER})
    odd = client.get("/bakdør?scenario=%22%3E%3Cscript", base_url=HOME, headers={"Accept": BROWSER})

    assert 'href="/plan?lang=en&amp;scenario=3"' in found.text
    assert 'href="/plan?lang=nb&amp;scenario=%22%3E%3Cscript"' in odd.text


@pytest.mark.parametrize(
    ("query", "language", "said"),
    [("", "nb", "Siden kunne ikke lages."), ("?lang=en&scenario=3", "en", "The page could not be made.")],
)
def test_a_person_is_told_in_words_that_a_page_could_not_be_made(
    query: str, language: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise RuntimeError("secret")

    server = create_app(WORKSPACE, port=PORT).server
    server.add_url_rule("/breaks", "breaks", fail)

    found = server.test_client().get(f"/breaks{query}", base_url=HOME, headers={"Accept": BROWSER})

    assert found.status_code == 500
    assert f'<html lang="{language}">' in found.text
    assert said in found.text
    assert "secret" not in found.text
    (record,) = (each for each in caplog.records if "request failed" in each.message)
    error_id = record.message.rsplit(" ", 1)[-1]
    assert len(error_id) == 8
    assert error_id in found.text
    assert "secret" in (record.exc_text or str(record.exc_info))
    assert "default-src" in found.headers["Content-Security-Policy"]
    assert f'href="/plan?lang={language}"' in found.text


@pytest.mark.parametrize(
    ("path", "query", "way"),
    [
        (PLAN, "?lang=en", "/data?lang=en"),
        (PLAN, "?lang=en&scenario=3", "/plan?lang=en"),
        (DATA, "?lang=en", "/plan?lang=en"),
        (DATA, "?lang=en&scenario=3", "/plan?lang=en"),
    ],
)
def test_a_page_that_could_not_be_made_never_leads_back_to_itself(path: str, query: str, way: str) -> None:
    with in_language("en"):
        assert f'href="{way}"' in failed_page(path, "0a1b2c3d", query)


def test_an_address_is_told_as_text_and_runs_nothing(client: FlaskClient) -> None:
    found = client.get("/<script>alert(1)</script>", base_url=HOME, headers={"Accept": "text/html"})

    assert "&lt;script&gt;alert(1)" in found.text
    assert "<script" not in found.text
