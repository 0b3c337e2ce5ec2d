"""What the dialog asks before the roadmap is rolled forward, and doing it, once however often it is sent."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from flask import Flask, Response, abort, jsonify, request

from planner.language import ToldError, _, day, ngettext, worded
from planner.store import StoreError
from planner.view import slip_rows
from planner.web.components.saving.saving import NOBODY, SaveTold, dialog_words
from planner.web.held_ready import held_ready
from planner.web.roll_preview import RollSeen, look_ahead, roll_seen, why_not
from planner.web.rolling_on import ready_to_roll, roll_held
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

ROLL_PATH: Final = "/status/roll"
_MOST_SLIPS = 30


def register_rolling(server: Flask, workspaces: Workspaces) -> None:
    """Answer the script of the dialog; each window is given the workspace of its address."""

    def answer() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        workspace = workspaces.of(query)
        if workspace.plan is None or workspace.data.roadmap is None:
            abort(404)
        with language_of_page(query):
            told = jsonify(_shown(workspace) if request.method == "GET" else _done(workspace))
        told.cache_control.no_store = True
        return told

    server.add_url_rule(ROLL_PATH, ROLL_PATH, answer, methods=["GET", "POST"])


def _shown(workspace: Workspace) -> dict[str, Any]:
    """Give what would come of rolling forward, or why it cannot be done now."""
    with held_ready(workspace, look_ahead):
        return _told_of(workspace)


def _told_of(workspace: Workspace) -> dict[str, Any]:
    refused = why_not(workspace)
    if refused is not None:
        return {"refused": worded(refused)}
    seen = roll_seen(workspace)
    rolled = seen.rolled
    assert rolled is not None
    slipped = slip_rows(rolled.past.roadmap, seen.slipped)
    lines = [
        _("{measure}, {part}: {how}", measure=row.name, part=row.part, how=row.how)
        for row in slipped[:_MOST_SLIPS]
    ]
    more = len(slipped) - _MOST_SLIPS
    lines += [ngettext("and {count} more", "and {count} more", more)] if more > 0 else []
    words = {"save": _("Roll forward"), "what": _("What has slipped"), "message": ""}
    return {
        "refused": "",
        "draft": _token(workspace, seen),
        "author": "" if workspace.author == NOBODY else workspace.author,
        "title": _("Roll forward to {day}?", day=day(seen.day)),
        "count": " ".join(_counted(seen)),
        "changes": lines or [_("Nothing: all went as planned.")],
        "notes": list(_notes(seen)),
        "words": dialog_words() | words,
    }


def _token(workspace: Workspace, seen: RollSeen) -> str:
    """Name what is reported, of which plan and for when: only what was seen is taken in."""
    rows = [(row.name, sorted(row.cells.items())) for row in seen.rows]
    text = f"{seen.facts.plan.digest} {workspace.decided.plan_id} {seen.to} {rows}"
    return hashlib.sha256(text.encode()).hexdigest()


def _counted(seen: RollSeen) -> Iterator[str]:
    yield ngettext("{count} report is taken in.", "{count} reports are taken in.", len(seen.read.reports))
    left = 0 if seen.rolled is None else len(seen.rolled.unconfirmed)
    if left:
        yield ngettext(
            "{count} thing counts as planned, as nobody has reported it.",
            "{count} things count as planned, as nobody has reported them.",
            left,
        )


def _notes(seen: RollSeen) -> Iterator[str]:
    yield goes_on_words(seen)
    yield _("It becomes a version like any other: it can be undone, and what is reported is kept with it.")


def goes_on_words(seen: RollSeen) -> str:
    """Say whether the plan goes on, or what is done where it cannot."""
    if seen.goes_on is not None:
        return _("The plan keeps every rule at that date, and goes on.")
    return _(
        "The plan breaks rules at that date, and cannot go on as it is. The plan that changes least of it is "
        "searched for, and proposed."
    )


def _done(workspace: Workspace) -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    author, name, token = (body.get(part, "") for part in ("author", "request", "draft"))
    if not all(isinstance(each, str) for each in (author, name, token)):
        abort(400)
    if not author.strip():
        return asdict(SaveTold(made=False, said=_("Type your name first.")))
    try:
        with held_ready(workspace, partial(ready_to_roll, author=author.strip())):
            return asdict(_told(workspace, author.strip(), name, token))
    except (StoreError, ToldError) as error:
        return asdict(SaveTold(made=False, said=worded(error.message)))


def _told(workspace: Workspace, author: str, name: str, token: str) -> SaveTold:
    """Roll forward, and say what came of it; ``StoreError`` and ``ToldError`` where it cannot be done."""
    store = workspace.drafting.store
    before = None if store is None or not name else store.versions.saved_as(name)
    if before is not None:
        return SaveTold(said=_("Saved as version {number}.", number=before.number))
    seen = roll_seen(workspace)
    if _token(workspace, seen) != token:
        words = _("What is reported has been changed since you saw it. Nothing was done; look again.")
        return SaveTold(made=False, said=words)
    found = roll_held(workspace, author, name)
    return SaveTold(said=rolled_words(seen, found.version.number))


def rolled_words(seen: RollSeen, number: int) -> str:
    """Say what came of rolling forward, with its numbers."""
    told = slipped_words(seen)
    return _(
        "Rolled forward to {day} as version {number}: {slipped}.",
        day=day(seen.day),
        number=number,
        slipped=told,
    )


def slipped_words(seen: RollSeen) -> str:
    """Say how much has slipped against the plan that is rolled, inside a sentence."""
    count = len(seen.slipped)
    if not count:
        return _("nothing has slipped")
    return ngettext("{count} thing has slipped", "{count} things have slipped", count)
