"""The scenarios that are kept: what each is, how far it has come, and what can be done with it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from planner.language import _, language, ngettext, worded
from planner.merging import Clash
from planner.model import Roadmap
from planner.say import aim_sentence, clash_words
from planner.store import STATE_WORDS, ScenarioKept, ScenarioState, Store, StoreError
from planner.web.commands import carry_out
from planner.web.components.buttons.buttons import SEEN, answers
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, list_of, named
from planner.web.sight import news
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

ADOPT, MOVE, PROPOSE, BACK, FREEZE = "adopt", "move", "propose", "back", "freeze"


def scenarios(workspace: Workspace) -> list[Component]:
    """List the scenarios in the order in which they were made."""
    store = workspace.drafting.store
    if store is None:
        return [html.P(_("Nothing is kept here: what is done lasts as long as the planner runs."))]
    kept = store.scenarios.kept()
    if not kept:
        return [html.P(_empty(), className="quiet")]
    head = ("", _("Scenario"), _("State"), _("Owner"), _("Version"), _("Changes"), _("Aim"), "")
    columns = html.Tr([html.Th(words, scope="col") for words in head])
    newest = store.versions.newest().number
    body = [_row(each, aimed_in(store, each), newest) for each in kept]
    title = _("Scenarios")
    table = html.Table(
        [html.Caption(title, className="unseen"), html.Thead(columns), html.Tbody(body)],
        className="numbers scenario-rows",
    )
    return [html.Div(table, className="scroll-x", tabIndex=0, role="region", **named(title))]


def aimed_in(store: Store, scenario: ScenarioKept) -> Roadmap | None:
    """Give the roadmap that says what comes first in a scenario: its base, unless assumptions are changed.

    Nothing where what is kept of it is damaged.
    """
    if any(edit.table == "assumptions" for edit in scenario.changes):
        with suppress(ValueError):
            return store.scenarios.roadmap(scenario)
    try:
        return store.versions.roadmap(scenario.base)
    except StoreError:
        return None


def _empty() -> str:
    return _(
        "There is no scenario yet. A scenario is a set of changes with a name and an aim, which can be "
        "proposed and adopted. Change something in the data, and keep the draft as a scenario here."
    )


def _row(scenario: ScenarioKept, roadmap: Roadmap | None, newest: int) -> Component:
    number = str(scenario.number)
    is_old = scenario.base != newest
    base = _("{number}, not the newest", number=scenario.base) if is_old else str(scenario.base)
    box = dmc.Checkbox(
        id=ids.compare_box(number),
        size="xs",
        checked=False,
        **named(_("Compare {name}", name=scenario.name)),
    )
    address = f"/plan?scenario={number}&lang={language()}"
    return html.Tr(
        [
            html.Td(box),
            html.Th(html.A(scenario.name, href=address), scope="row"),
            html.Td(worded(STATE_WORDS[scenario.state]), className=f"state {scenario.state.value}"),
            html.Td(scenario.owner),
            html.Td(base),
            html.Td(str(len(scenario.changes))),
            html.Td(aim_sentence(scenario.aim, roadmap)),
            html.Td([_button(scenario, act, words) for act, words in _acts(scenario, is_old)]),
        ]
    )


def _acts(scenario: ScenarioKept, is_old: bool) -> list[tuple[str, str]]:
    """Give what can be done with a scenario, with the words of the button."""
    acts = {
        ScenarioState.DRAFT: [(PROPOSE, _("Propose"))],
        ScenarioState.PROPOSED: [(ADOPT, _("Adopt")), (BACK, _("Back to draft"))],
        ScenarioState.ADOPTED: [(FREEZE, _("Freeze"))],
        ScenarioState.FROZEN: [],
    }[scenario.state]
    can_move = is_old and scenario.state is not ScenarioState.FROZEN
    return [*acts, *([(MOVE, _("Move to the newest version"))] if can_move else [])]


def _button(scenario: ScenarioKept, act: str, words: str) -> Component:
    name = _("{act}: {name}", act=words, name=scenario.name)
    return dmc.Button(
        words,
        id=ids.scenario_act(str(scenario.number), act),
        variant="subtle",
        size="compact-xs",
        **named(name),
    )


def new_scenario(workspace: Workspace) -> Component:
    """Let the draft be kept as a scenario."""
    return html.Div(
        [
            dmc.TextInput(id=ids.SCENARIO_NAME, label=_("Name"), size="sm", autoComplete="off"),
            dmc.Button(_("Keep the draft as a scenario"), id=ids.SCENARIO_NEW, size="sm"),
            html.P(drafted_words(workspace), id=ids.SCENARIO_DRAFTED, className="quiet"),
        ],
        className="new-scenario",
    )


def drafted_words(workspace: Workspace) -> str:
    """Say how much a scenario that is made now gets of the draft."""
    count = len(workspace.unsaved)
    if not count:
        return _("Nothing is drafted yet.")
    return ngettext(
        "The draft has {count} change, which the scenario gets.",
        "The draft has {count} changes, which the scenario gets.",
        count,
    )


def register_scenarios(on: Registrar, workspaces: Workspaces) -> None:
    """Let the list follow what is kept, and its buttons change that."""

    @on(Output(ids.SCENARIOS, "children"), Input(ids.REVISION, "data"), Input(ids.DRAFT, "data"))
    def show_scenarios(workspace: Workspace, _revision: str, _draft: str) -> Any:
        return scenarios(workspace)

    @on(Output(ids.SCENARIO_DRAFTED, "children"), Input(ids.STANDING, "data"))
    def show_drafted(workspace: Workspace, _standing: str) -> Any:
        return drafted_words(workspace)

    @on(
        *answers(),
        Output(ids.SCENARIOS, "children", allow_duplicate=True),
        Output(ids.SCENARIO_SAID, "children", allow_duplicate=True),
        Output(ids.SCENARIO_NAME, "value"),
        Input(ids.SCENARIO_NEW, "n_clicks"),
        *SEEN,
        State(ids.SCENARIO_NAME, "value"),
    )
    def keep(workspace: Workspace, clicks: int | None, sight: object, known: object, name: str | None) -> Any:
        if not clicks:
            raise PreventUpdate
        done = _done(workspace, lambda: keep_draft(workspaces, workspace, name or ""), sight, known)
        return [*done, no_update if done[0] else ""]

    @on(
        *answers(),
        Output(ids.SCENARIOS, "children", allow_duplicate=True),
        Output(ids.SCENARIO_SAID, "children", allow_duplicate=True),
        Input(ids.scenario_act(ALL, ALL), "n_clicks"),
        *SEEN,
    )
    def act(workspace: Workspace, clicks: list[int | None], sight: object, known: object) -> Any:
        pressed = ctx.triggered_id
        if not any(clicks) or not isinstance(pressed, dict):
            raise PreventUpdate
        number, asked = int(pressed["scenario"]), str(pressed["act"])
        return _done(workspace, lambda: carry_act(workspaces, number, asked, workspace.author), sight, known)


def _done(
    workspace: Workspace, command: Callable[[], list[Component]], sight: object, known: object
) -> list[Any]:
    """Carry a command out, and give what the window has to draw after it, with what is to be said.

    It holds other workspaces still too, so this one is let go before; its revision says what it was seen of.
    """
    refusal, seen = carry_out(workspace, sight, lambda: None)
    said: list[Component] = []
    if seen:
        try:
            said = command()
        except StoreError as error:
            refusal = worded(error.message)
        seen = workspace.journal.sight
    return [refusal, seen or sight, *news(workspace, known), scenarios(workspace), said]


def keep_draft(workspaces: Workspaces, workspace: Workspace, name: str) -> list[Component]:
    """Make a scenario of the draft; ``StoreError`` if it has no name, or another has it."""
    kept = workspaces.keep_as_scenario(workspace, name, owner=workspace.author)
    return [html.P(_("{name} is kept as a draft.", name=kept.name))]


def carry_act(workspaces: Workspaces, number: int, act: str, author: str) -> list[Component]:
    """Change the state of a scenario, or move it to the newest version; give what is to be said of it.

    Raises
    ------
    StoreError
        If that is not allowed, or somebody has changed it since.
    """
    do = {
        MOVE: workspaces.move_to_newest,
        ADOPT: workspaces.adopt,
        PROPOSE: workspaces.propose,
        BACK: workspaces.take_back,
        FREEZE: workspaces.freeze,
    }[act]
    found = do(number, revision=workspaces.scenario(number).revision, author=author)
    if act == MOVE or not isinstance(found, ScenarioKept):
        return _moved(found)
    words = _("{name} is {state} now.", name=found.name, state=worded(STATE_WORDS[found.state]))
    return [html.P(words)]


def _moved(found: ScenarioKept | tuple[Clash, ...]) -> list[Component]:
    if isinstance(found, ScenarioKept):
        words = _("{name} is on version {number} now.", name=found.name, number=found.base)
        return [html.P(words)]
    title = _("Not moved: these are in conflict with the newest version. Nothing has been changed.")
    return [html.P(title), list_of([clash_words(clash) for clash in found])]
