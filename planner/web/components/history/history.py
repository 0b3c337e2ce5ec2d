"""The versions that are kept, what each changed, the way back to it, and who did what."""

from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, ctx, html
from dash.exceptions import PreventUpdate

from planner.language import _, moment_words, ngettext, worded
from planner.model import Roadmap
from planner.say import aim_sentence, changed_words, clash_words
from planner.store import (
    LogLine,
    Refused,
    Saved,
    SearchKept,
    Store,
    StoreError,
    Version,
    came_about,
    what_was_done,
)
from planner.web.aims import USUAL
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.kept_searches import request_of
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, list_of, named
from planner.web.proposals import WhatIf
from planner.web.top import rests_on_words
from planner.web.workspace import Workspace

GoingBack = Callable[[Workspace, int], Saved | Refused]
MOST_VERSIONS = 50
MOST_LINES = 50
MOST_CHANGES = 200


def versions(workspace: Workspace) -> list[Component]:
    """List the versions, the newest first, each with what can be done with it."""
    store = workspace.drafting.store
    if store is None:
        return [html.P(_("Nothing is kept here: what is done lasts as long as the planner runs."))]
    kept = store.versions.history()
    newest = kept[0].number
    rows = [_version(version, newest) for version in kept[:MOST_VERSIONS]]
    older = len(kept) - MOST_VERSIONS
    more = ngettext("{count} older version is kept.", "{count} older versions are kept.", max(older, 0))
    return [html.Ol(rows, className="versions"), *([html.P(more, className="quiet")] if older > 0 else [])]


def _version(version: Version, newest: int) -> Component:
    how = came_about(version)
    about = ": ".join(filter(None, (worded(how) if how else "", version.message)))
    title = _("Version {number}", number=version.number)
    return html.Li(
        [
            html.Div(
                [
                    html.Strong(title),
                    html.Span(moment_words(version.moment), className="quiet"),
                    html.Span(version.author),
                    *([html.Span(about)] if about else []),
                ],
                className="version-head",
            ),
            html.Div([_what_it_changed(version), *_ways_back(version, newest)], className="version-ways"),
        ],
        value=str(version.number),
    )


def _what_it_changed(version: Version) -> Component:
    if not version.count:
        return html.Span(_("No cell differs from the version before."), className="quiet")
    words = ngettext("{count} cell changed", "{count} cells changed", version.count)
    name = _("{words} in version {number}", words=words, number=version.number)
    looks = {"variant": "subtle", "size": "compact-xs"}
    return dmc.Button(words, id=ids.version_told(str(version.number)), **looks, **named(name))


def _ways_back(version: Version, newest: int) -> list[Component]:
    """Offer to bring a version back as it was, and to take back what it alone changed."""
    looks = {"variant": "subtle", "size": "compact-xs"}
    number = str(version.number)
    ways: list[Component] = []
    if version.number != newest:
        words = _("Restore version {number}", number=number)
        ways.append(dmc.Button(_("Restore"), id=ids.restore(number), **looks, **named(words)))
    if version.parent is not None:
        words = _("Take back what version {number} changed", number=number)
        ways.append(dmc.Button(_("Take back"), id=ids.take_back(number), **looks, **named(words)))
    return ways


def changes_of(store: Store, number: int) -> list[Component]:
    """Say what a version changed, cell by cell."""
    changes = store.versions.changes(number)
    lines = [changed_words(change) for change in changes[:MOST_CHANGES]]
    more = len(changes) - MOST_CHANGES
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more))
    return [list_of(lines)]


def journal(workspace: Workspace) -> list[Component]:
    """List who did what, the newest first."""
    store = workspace.drafting.store
    if store is None:
        return []
    lines = store.log.lines()
    note = _("Names are as they were typed; nobody has proved who they are.")
    asked = {f"search {each.number}": each for each in store.searches.kept()}
    rows = [html.Li(_line(workspace, store, line, asked.get(line.subject))) for line in lines[:MOST_LINES]]
    older = len(lines) - MOST_LINES
    more = ngettext("{count} older line is kept.", "{count} older lines are kept.", max(older, 0))
    return [
        html.P(note, className="quiet"),
        html.Ul(rows, className="journal"),
        *([html.P(more, className="quiet")] if older > 0 else []),
    ]


def _line(
    workspace: Workspace, store: Store, line: LogLine, search: SearchKept | None
) -> list[Component | str]:
    moment = html.Time(moment_words(line.moment), dateTime=line.moment.isoformat())
    what = worded(what_was_done(line))
    if search is not None:
        what = ". ".join(filter(None, (what, _asked(workspace, store, search))))
    return [moment, " ", _("{author}: {what}", author=line.author, what=what)]


def _asked(workspace: Workspace, store: Store, search: SearchKept) -> str:
    """Say what a search was to find: with which capacity, changes and aim; nothing where it is damaged."""
    request = request_of(search)
    if request is None:
        return ""
    capacity = rests_on_words(workspace, WhatIf(changes=request.changes))
    aim = aim_sentence(request.aim or USUAL, _searched(workspace, store, search))
    return _("{capacity}. Aim: {aim}", capacity=capacity, aim=aim)


def _searched(workspace: Workspace, store: Store, search: SearchKept) -> Roadmap:
    """Give the roadmap that was searched, where it can be read; else the one below."""
    try:
        return store.versions.contents(search.digest)
    except StoreError:
        return workspace.base


def register_history(on: Registrar) -> None:
    """Let the lists follow what is saved and decided, and their buttons go back."""

    @on(
        Output(ids.VERSIONS, "children"),
        Output(ids.JOURNAL, "children"),
        Input(ids.REVISION, "data"),
        Input(ids.DRAFT, "data"),
    )
    def show_history(workspace: Workspace, _revision: str, _draft: str) -> Any:
        return versions(workspace), journal(workspace)

    @on(Output(ids.VERSIONS_SAID, "children"), Input(ids.version_told(ALL), "n_clicks"))
    def show_changes(workspace: Workspace, clicks: list[int | None]) -> Any:
        number, store = _pressed(clicks), workspace.drafting.store
        if store is None:
            raise PreventUpdate
        return [html.H3(_("Version {number}", number=number)), *changes_of(store, number)]

    for button, go_back in ((ids.restore, Workspace.restore), (ids.take_back, Workspace.undo_version)):

        @on(
            *answers(),
            Output(ids.VERSIONS_SAID, "children", allow_duplicate=True),
            Input(button(ALL), "n_clicks"),
            *SEEN,
        )
        def go(
            workspace: Workspace,
            clicks: list[int | None],
            sight: object,
            known: object,
            go_back: GoingBack = go_back,
        ) -> Any:
            number = _pressed(clicks)
            said: list[Component] = []
            done = answered(
                workspace, lambda: said.extend(went_back(go_back(workspace, number))), sight, known
            )
            return [*done, said]


def went_back(found: Saved | Refused) -> list[Component]:
    """Say what came of going back."""
    if isinstance(found, Saved):
        if not found.is_new:
            return [html.P(_("Nothing has changed since version {number}.", number=found.version.number))]
        words = ngettext(
            "Saved as version {number}: {count} cell is as it was.",
            "Saved as version {number}: {count} cells are as they were.",
            len(found.taken),
            number=found.version.number,
        )
        return [html.P(words)]
    title = _("Not done: others have built on it. Nothing has been changed.")
    lines = [
        f"{clash_words(clash)}{_by(since)}"
        for clash, since in zip(found.clashes[:MOST_CHANGES], found.since, strict=False)
    ]
    return [html.P(title), list_of(lines)]


def _by(version: Version | None) -> str:
    if version is None:
        return ""
    return " (" + _("{author} in version {number}", author=version.author, number=version.number) + ")"


def _pressed(clicks: list[int | None]) -> int:
    """Give the version whose button was pressed; nothing happens where none was."""
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate
    return int(ctx.triggered_id["number"])
