"""The page's scripts, read as text: modules that fit together, functions with types, no globals."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from web.demo import DemoEngine

from planner.web.app import create_app
from planner.web.sources import ENTRY, FOLDER, STYLES, sources
from planner.web.workspace import Workspace

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
SCRIPTS = {name: (FOLDER / name).read_text("utf-8") for name in sources(".mjs")}
each_script = pytest.mark.parametrize("name", SCRIPTS)

IMPORT = re.compile(r'^import \{([^}]+)\} from "([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:const|class|(?:async )?function) (\w+)", re.MULTILINE)
TYPE_OF = re.compile(r'import\("([^"]+)"\)\.(\w+)')
DOC = r"(?:/\*\*((?:(?!\*/).)*)\*/\n)?"
FUNCTION = re.compile(DOC + r"^(?:export )?(?:async )?function (\w+)\(([^)]*)\)", re.DOTALL | re.MULTILINE)
METHOD = re.compile(DOC + r"^  (\w+)\(([^)]*)\) \{$", re.DOTALL | re.MULTILINE)
WHOLE_PAGE_ASKED = re.compile(r"(?::root|html|body|#main|\.(?:frame[-\w]*|page|plan-page)):has\(")
GLOBALS = re.compile(r"\b(?:window|globalThis|self|page)\.(\w+(?:\.\w+)?) = ")


def imported(name: str) -> Iterator[tuple[str, list[str]]]:
    """Give the scripts that one imports, from the folder of the web on, and what it takes from each."""
    for names, place in IMPORT.findall(SCRIPTS[name]):
        yield at(name, place), [each.strip().split(" as ")[0] for each in names.split(",")]


def at(name: str, place: str) -> str:
    """Give the script that stands at a place, seen from another."""
    assert place.startswith(("./", "../")), f"{name} imports {place} from elsewhere"
    return (FOLDER / name).parent.joinpath(place).resolve().relative_to(FOLDER.resolve()).as_posix()


@each_script
def test_what_a_script_imports_is_exported_there_and_used(name: str) -> None:
    for other, names in imported(name):
        assert set(names) <= set(EXPORT.findall(SCRIPTS[other])), other
    for names, _place in IMPORT.findall(SCRIPTS[name]):
        for each in names.split(","):
            assert len(re.findall(rf"\b{each.split(' as ')[-1].strip()}\b", SCRIPTS[name])) > 1, each


@each_script
def test_a_type_of_another_script_is_told_there(name: str) -> None:
    for place, told in TYPE_OF.findall(SCRIPTS[name]):
        other = SCRIPTS[at(name, place)]
        assert re.search(
            rf"@typedef .*\b{told}\b|\}}\}} {told}$|export class {told}\b", other, re.MULTILINE
        ), told


def test_every_script_is_reached_from_the_one_that_the_page_imports() -> None:
    reached: set[str] = set()
    waiting = [ENTRY]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [other for other, _names in imported(name)]

    assert reached == set(SCRIPTS)


def test_scripts_import_each_other_without_circles() -> None:
    left = {name: {other for other, _names in imported(name)} for name in SCRIPTS}
    while free := {name for name, others in left.items() if not others}:
        left = {name: others - free for name, others in left.items() if name not in free}

    assert left == {}


@each_script
def test_every_function_says_the_type_of_each_parameter(name: str) -> None:
    found = [*FUNCTION.findall(SCRIPTS[name]), *METHOD.findall(SCRIPTS[name])]

    for doc, function, given in found:
        if function not in {"if", "for", "while", "switch", "catch"}:
            assert len(re.findall(r"@param \{", doc)) == len(parameters(given)), f"{name}: {function}"


def parameters(given: str) -> list[str]:
    """Give the parameters between two brackets; one that is taken apart is one."""
    flat = re.sub(r"\[[^\]]*\]|\{[^}]*\}", "one", given)
    return [each for each in flat.split(",") if each.strip()]


@each_script
def test_a_script_leaves_nothing_behind_but_what_the_page_calls(name: str) -> None:
    allowed = {"pages/plan.mjs": {"dash_clientside"}, "components/buttons/busy.mjs": {"fetch"}}
    allowed["components/contact/contact.mjs"] = {"fetch"}

    assert set(GLOBALS.findall(SCRIPTS[name])) <= allowed.get(name, set())
    assert not re.search(
        r"\b(?:innerHTML|outerHTML|eval|insertAdjacentHTML|document\.write)\b", SCRIPTS[name]
    )


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """Give a browser on this machine."""
    browser: FlaskClient = create_app(Workspace(None, engine=DemoEngine()), port=PORT).server.test_client()
    return browser


@pytest.mark.parametrize("name", [*sources(".mjs"), STYLES])
def test_each_source_is_sent_under_a_type_that_a_browser_takes_and_asked_for_anew(
    name: str, client: FlaskClient
) -> None:
    answer = client.get(f"/assets/{name}", base_url=HOME)

    assert answer.status_code == 200
    assert answer.mimetype == ("text/javascript" if name.endswith(".mjs") else "text/css")
    assert answer.headers["Cache-Control"] == "no-cache"
    tag = answer.headers["ETag"]
    assert client.get(f"/assets/{name}", base_url=HOME, headers={"If-None-Match": tag}).status_code == 304


def test_the_styles_of_all_parts_come_as_one_in_their_order(client: FlaskClient) -> None:
    page, sent = client.get("/", base_url=HOME).text, client.get(f"/assets/{STYLES}", base_url=HOME).text

    assert page.count('rel="stylesheet"') == 1
    assert f'href="/assets/{STYLES}"' in page
    places = [sent.index((FOLDER / name).read_text("utf-8")) for name in sources(".css")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", sources(".css"))
def test_no_style_of_the_screen_asks_the_whole_page_what_is_in_it(name: str) -> None:
    screen = (FOLDER / name).read_text("utf-8").split("@media print")[0]

    assert not WHOLE_PAGE_ASKED.search(screen), "each row that comes has all of the page looked over"


@pytest.mark.parametrize("listed", [".plan-page > .notices", ".notes ul"])
def test_what_scrolls_on_the_plans_page_is_whole_on_paper(listed: str) -> None:
    screen, paper = (FOLDER / "pages" / "page.css").read_text("utf-8").split("@media print", 1)

    assert re.search(rf"^{re.escape(listed)} {{[^}}]*overflow-y: auto", screen, re.MULTILINE)
    lifted = re.findall(r"^ +([^{\n]*) { max-height: none; overflow: visible; }", paper, re.MULTILINE)
    assert any(listed in each.split(", ") for each in lifted)


def test_nothing_else_in_the_folder_is_sent(client: FlaskClient) -> None:
    others = list(FOLDER.rglob("*.py"))

    assert others
    for path in others:
        address = f"/assets/{path.relative_to(FOLDER).as_posix()}"
        assert client.get(address, base_url=HOME).status_code == 404


def test_the_page_starts_when_its_scripts_are_there_and_fetches_them_at_once(client: FlaskClient) -> None:
    answer = client.get("/", base_url=HOME)
    text = answer.get_data(as_text=True)

    assert f'import("/assets/{ENTRY}").then(() => new DashRenderer());</script>' in text
    for name in SCRIPTS:
        assert f'<link rel="modulepreload" href="/assets/{name}">' in text
    assert (
        "'unsafe-inline'"
        not in answer.headers["Content-Security-Policy"].split("script-src")[1].split(";")[0]
    )
