"""What the dialog asks the server: what would be saved, to save it, and to settle a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from flask import Flask, Response, abort, jsonify, request

from planner.language import _, worded
from planner.store import StoreError
from planner.web.components.saving.saving import SaveTold, told_of, what_is_saved
from planner.web.components.saving.settling import settle
from planner.web.parts import text_in
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

SAVING: Final = "/saving"
Body = Mapping[str, Any]


def register_saving(server: Flask, workspaces: Workspaces) -> None:
    """Answer the script of the dialog; each window is given the workspace of its address."""
    for method, answer in (("GET", _shown), ("POST", _done)):
        server.add_url_rule(SAVING, f"{SAVING} {method}", _speaking(workspaces, answer), methods=[method])


def _speaking(workspaces: Workspaces, answer: Callable[[Workspace], object]) -> Callable[[], Response]:
    def speak() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        workspace = workspaces.of(query)
        if workspace.data.roadmap is None:
            abort(404)
        with language_of_page(query), workspace.held_still():
            told = jsonify(answer(workspace))
        told.cache_control.no_store = True
        return told

    return speak


def _shown(workspace: Workspace) -> object:
    return what_is_saved(workspace)


def _done(workspace: Workspace) -> object:
    body = request.get_json(silent=True)
    do = text_in(body, "do")
    if not isinstance(body, dict) or do not in _COMMANDS:
        abort(400)
    try:
        told = _COMMANDS[do](workspace, body)
    except StoreError as error:
        told = SaveTold(made=False, said=worded(error.message))
    return asdict(told)


def save_draft(workspace: Workspace, body: Body) -> SaveTold:
    """Save what a window saw as drafted, once however often it is sent; in conflict, say with what."""
    texts = author, message, name, seen = tuple(
        body.get(part, "") for part in ("author", "message", "request", "draft")
    )
    if not all(isinstance(each, str) for each in texts):
        abort(400)
    if not author.strip():
        return SaveTold(made=False, said=_("Type your name first."))
    if workspace.as_drafted.digest != seen and not _is_saved(workspace, name):
        words = _("The draft has been changed since you saw it. Nothing was saved; this is what it is now.")
        return SaveTold(made=False, said=words)
    return told_of(workspace, workspace.save(author.strip(), message.strip(), name))


def _is_saved(workspace: Workspace, name: str) -> bool:
    """Tell whether a save came through whose answer got lost."""
    store = workspace.drafting.store
    return store is not None and store.versions.saved_as(name) is not None


def settle_conflict(workspace: Workspace, body: Body) -> SaveTold:
    """Go on with the newest version, with what was chosen of each conflict in the draft."""
    choices, version = body.get("choices"), body.get("version")
    if not isinstance(choices, dict) or not isinstance(version, int):
        abort(400)
    return SaveTold(said=settle(workspace, version, choices))


_COMMANDS: Mapping[str, Callable[[Workspace, Body], SaveTold]] = {
    "save": save_draft,
    "settle": settle_conflict,
}
