"""Files down and up: who may send one, what is read, shown, taken in or left."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from files.books import parts_of, reading_here
from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from planner.files import read_tables, read_workbook, tables_of, workbook_of
from planner.model import Drop, Roadmap, Set
from planner.tables import apply
from planner.uploads import LARGEST_UPLOAD, Upload, uploaded
from planner.web.app import create_app
from planner.web.components.uploads.shelf import Uploads
from planner.web.components.uploads.uploads import preview, taken_in, uploads_part
from planner.web.workspace import Workspace

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
OWN = {"Sec-Fetch-Site": "same-origin"}
RENAMED = Set("measures", {"id": "tiltak_03"}, "name", "Et nytt navn")


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = Workspace(demo_roadmap(measures=12), engine=DemoEngine())
    made.start(improve=False)
    yield made
    made.close()


@pytest.fixture
def client(workspace: Workspace) -> FlaskClient:
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


def edited(roadmap: Roadmap, *edits: Set | Drop) -> Roadmap:
    made = apply(roadmap, edits).roadmap
    assert made is not None
    return made


def a_file(content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename="roadmap.xlsx")


def send(client: FlaskClient, content: bytes, headers: dict[str, str] | None = None, **form: Any) -> Any:
    # as bytes: the client would keep larger forms in files
    boundary, body = encode_multipart(form or {"file": a_file(content)})
    return client.post(
        "/upload",
        data=body,
        headers=OWN if headers is None else headers,
        content_type=f"multipart/form-data; boundary={boundary}",
        base_url=HOME,
    )


def test_a_workbook_of_what_is_drafted_can_be_fetched(client: FlaskClient, workspace: Workspace) -> None:
    workspace.change(RENAMED)

    answer = client.get("/roadmap.xlsx?lang=en", base_url=HOME)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="roadmap.xlsx"'
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert read_workbook(answer.data).roadmap == workspace.as_drafted


def test_the_tables_can_be_fetched_in_one_file(client: FlaskClient, workspace: Workspace) -> None:
    answer = client.get("/roadmap.zip", base_url=HOME)

    tables = {name.removesuffix(".csv"): content for name, content in parts_of(answer.data).items()}
    assert read_tables(tables).roadmap == workspace.base


@pytest.mark.parametrize("path", ["/roadmap.xlsx?lang=xx", "/roadmap.zip?lang=%ff"])
def test_a_language_that_nobody_speaks_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, base_url=HOME).status_code == 400


def test_a_file_from_the_page_is_read_and_named(client: FlaskClient, workspace: Workspace) -> None:
    answer = send(client, workbook_of(edited(workspace.base, RENAMED)))

    assert answer.status_code == 200
    assert len(answer.get_json()["name"]) == 32
    assert workspace.drafted.changes == ()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
    ],
)
def test_a_file_from_elsewhere_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert send(client, b"x", headers).status_code == 403


def test_a_file_that_is_too_large_is_refused_unread(client: FlaskClient) -> None:
    assert send(client, b"x" * (LARGEST_UPLOAD + 20_000)).status_code == 413


def test_more_than_two_megabytes_are_taken_here_and_nowhere_else(client: FlaskClient) -> None:
    large = b"x" * 3_000_000

    assert send(client, large).status_code == 200
    elsewhere = client.post(
        "/_dash-update-component", data=large, headers=OWN, base_url=HOME, content_type="application/json"
    )
    assert elsewhere.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/_dash-update-component", "/plan", "/roadmap.xlsx"])
def test_a_form_is_taken_nowhere_else(client: FlaskClient, path: str) -> None:
    answer = client.post(
        path,
        data={"file": (io.BytesIO(b"x"), "a.csv")},
        headers=OWN,
        base_url=HOME,
        content_type="multipart/form-data",
    )

    assert answer.status_code in (404, 405, 415)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "application/octet-stream"]
)
def test_no_other_form_is_taken_here(client: FlaskClient, kind: str) -> None:
    answer = client.post("/upload", data=b"file=x", headers=OWN, base_url=HOME, content_type=kind)

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "form",
    [
        {"other": lambda: a_file(b"x")},
        {"file": lambda: [a_file(b"x"), a_file(b"y")]},
        {"file": lambda: "text"},
    ],
)
def test_a_form_without_one_file_is_refused(client: FlaskClient, form: dict[str, Any]) -> None:
    made = {name: make() for name, make in form.items()}

    assert send(client, b"", **made).status_code in (400, 413)


def test_a_body_that_is_no_form_is_refused(client: FlaskClient) -> None:
    for body in (b"", b"\x00" * 50, b"--x\r\n"):
        answer = client.post(
            "/upload", data=body, headers=OWN, base_url=HOME, content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code == 400


def an_upload(workspace: Workspace, *edits: Set | Drop) -> Upload:
    return uploaded("roadmap.xlsx", workbook_of(edited(workspace.base, *edits)), workspace.as_drafted)


def test_what_would_change_is_shown_cell_by_cell(workspace: Workspace) -> None:
    gone = workspace.base.contributions[0]
    upload = an_upload(
        workspace, RENAMED, Drop("contributions", {"measure": gone.measure, "service": gone.service})
    )

    shown = preview(upload)

    said = text_of(shown)
    assert "roadmap.xlsx: 2 things would change, 1 row would be dropped" in said
    table = every(shown, "Tbody")[-1]
    assert [text_of(row) for row in every(table, "Tr")] == [
        f"measures tiltak_03 name {workspace.base.measures[3].name} Et nytt navn",
        f"contributions {gone.measure}/{gone.service} – share 1 row dropped",
    ]


def test_what_is_wrong_is_shown_by_place(workspace: Workspace) -> None:
    upload = uploaded("aktorer.csv", b"id;navn;type;enheter\na;A;motaker;5\n", workspace.base)

    said = text_of(preview(upload))

    assert "must be mended before it can be taken in" in said
    assert "aktorer 2 type" in said


def test_taking_in_is_one_step_of_the_draft_that_undo_takes_out(workspace: Workspace) -> None:
    other = Set("measures", {"id": "tiltak_04"}, "name", "Et til")
    upload = an_upload(workspace, RENAMED, other)

    assert taken_in(workspace, upload) is None
    assert workspace.as_drafted == upload.roadmap
    assert len(workspace.drafted.steps) == 1

    workspace.take_back()
    assert workspace.as_drafted == workspace.base


def test_a_cell_that_cannot_be_read_is_kept_to_be_mended_in_the_tables(workspace: Workspace) -> None:
    table = tables_of(workspace.base)["aktorer"].replace(b'"356"', b'"mange"')

    upload = uploaded("aktorer.csv", table, workspace.base)

    assert "1 cell that cannot be read yet is kept as it was typed" in text_of(preview(upload))
    assert taken_in(workspace, upload) is None
    assert dict(workspace.rough) == {("sectors", ("kommuner",), "units"): "mange"}
    assert workspace.drafted.changes == ()


def test_what_has_changed_meanwhile_is_shown_before_it_is_taken_in(workspace: Workspace) -> None:
    upload = an_upload(workspace, RENAMED)
    workspace.change(Set("measures", {"id": "tiltak_04"}, "name", "Et til"))

    left = taken_in(workspace, upload)

    assert left is not None
    assert "see what would change now" in text_of(preview(left))
    assert len(left.changes) == 1
    assert taken_in(workspace, left) is None
    assert {"Et nytt navn", "Et til"} <= {measure.name for measure in workspace.as_drafted.measures}


def test_a_workbook_that_was_fetched_with_a_draft_is_known_when_it_comes_back(
    client: FlaskClient, workspace: Workspace
) -> None:
    workspace.change(RENAMED)
    uploads = Uploads()
    uploads.hand_out(workspace.as_drafted)
    content = workbook_of(workspace.as_drafted)
    workspace.take_back()

    name = uploads.read(workspace, "roadmap.xlsx", content)

    upload = uploads.get(name)
    assert isinstance(upload, Upload)
    assert upload.changes == ()


def test_only_the_latest_things_that_were_sent_are_kept(workspace: Workspace) -> None:
    uploads, upload = Uploads(), an_upload(workspace, RENAMED)
    names = [uploads.keep(upload) for _time in range(9)]

    assert uploads.get(names[0]) is None
    assert uploads.get(names[-1]) is upload
    assert uploads.get(["odd"]) is None


def test_the_part_offers_files_and_says_what_it_does(workspace: Workspace) -> None:
    part = uploads_part(workspace)

    assert [link.href for link in every(part, "A")] == ["/roadmap.xlsx?lang=en", "/roadmap.zip?lang=en"]
    assert "before anything does" in text_of(part)
