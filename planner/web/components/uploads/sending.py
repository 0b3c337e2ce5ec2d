"""The addresses at which a roadmap is fetched as a file, and to which one is sent."""

from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Flask, Response, abort, jsonify, request

from planner.files import tables_of, workbook_of
from planner.language import ToldError, _, language, worded
from planner.model import Roadmap
from planner.report import packed
from planner.web.components.downloads.downloads import as_file, in_asked_language, refused
from planner.web.components.reports.files import REPORTS_SENT, read_sent
from planner.web.components.uploads.shelf import Uploads
from planner.web.security import UPLOAD_PATH
from planner.web.workspaces import Workspaces

WORKBOOK_PATH: Final = "/roadmap.xlsx"
TABLES_PATH: Final = "/roadmap.zip"
FIELD: Final = "file"
"""The part of a form in which a file comes."""


def serve_uploads(server: Flask, workspaces: Workspaces, uploads: Uploads) -> None:
    """Answer the addresses, each for the workspace that its query asks for."""
    for path, write in ((WORKBOOK_PATH, workbook), (TABLES_PATH, tables)):
        server.add_url_rule(path, path, partial(_fetched, workspaces, uploads, path, write))
    server.add_url_rule(UPLOAD_PATH, UPLOAD_PATH, partial(_sent, workspaces, uploads), methods=["POST"])


def workbook(roadmap: Roadmap, english: bool) -> bytes:
    """Give a roadmap as a workbook."""
    return workbook_of(roadmap, english=english)


def tables(roadmap: Roadmap, english: bool) -> bytes:
    """Give the tables of a roadmap, packed."""
    return packed({f"{name}.csv": content for name, content in tables_of(roadmap, english=english).items()})


def _fetched(
    workspaces: Workspaces, uploads: Uploads, path: str, write: Callable[[Roadmap, bool], bytes]
) -> Response:
    """Give the roadmap with what is drafted as a file, in the language of the address, or say why not."""

    def answer() -> Response:
        workspace = workspaces.of(request.query_string.decode("utf-8", "replace"))
        if workspace.data.roadmap is None:
            return refused(404, _("There is no roadmap to write: the data has errors."))
        roadmap = workspace.as_drafted
        try:
            content = write(roadmap, language() == "en")
        except ToldError as error:
            return refused(409, worded(error.message))
        uploads.hand_out(roadmap)
        return Response(content, content_type="application/octet-stream", headers=as_file(path[1:]))

    return in_asked_language(answer)


def _sent(workspaces: Workspaces, uploads: Uploads) -> Response:
    """Read the one file that a form holds, and give the name under which it can be looked at."""
    files = request.files.getlist(FIELD)
    if len(files) != 1 or len(request.files) != 1:
        abort(400)
    workspace = workspaces.of(request.query_string.decode("utf-8", "replace"))
    if workspace.plan is None:
        abort(409)
    with files[0].stream as held:
        content = held.read()
    if request.args.get("of") == REPORTS_SENT:
        return jsonify({"name": uploads.keep(read_sent(workspace, files[0].filename or "", content))})
    return jsonify({"name": uploads.read(workspace, files[0].filename or "", content)})
