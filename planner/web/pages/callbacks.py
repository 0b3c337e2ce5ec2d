"""What happens on the page: each callback reads it, calls one function, and returns."""

from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from planner.say import plan_facts
from planner.view import target_picture
from planner.web.commands import restarted_words
from planner.web.components.ambition.ambition import levels, levels_aim
from planner.web.components.assumptions.assumptions import assumptions
from planner.web.components.buttons.buttons import register_buttons
from planner.web.components.choosing.choosing import shown_for, stability_hint
from planner.web.components.decisions.decisions import decisions, waits
from planner.web.components.downloads.downloads import download_links
from planner.web.components.foot.foot import register_foot
from planner.web.components.gantt.pinning import register_pinning
from planner.web.components.history.history import register_history
from planner.web.components.load.load import register_load
from planner.web.components.moves.moves import register_moves
from planner.web.components.panel.inspector import register_inspector
from planner.web.components.panel.pins import register_pins
from planner.web.components.picking.picking import register_picking
from planner.web.components.plan_bar.plan_bar import register_plan_bar
from planner.web.components.prices.prices import prices
from planner.web.components.reasons.reasons import register_reasons
from planner.web.components.reasons.trail import chosen_in
from planner.web.components.saturation.saturation import register_saturation
from planner.web.components.scenarios.scenarios import register_scenarios
from planner.web.components.scenarios.side_by_side import register_side_by_side
from planner.web.components.stops.stops import register_stops
from planner.web.components.tables.tables import draws_table, register_tables
from planner.web.components.tiles.tiles import register_tiles
from planner.web.components.uploads.uploads import register_uploads
from planner.web.data import register_data
from planner.web.headline import grounds, question
from planner.web.held_ready import held_ready
from planner.web.of_version import plan_sentence
from planner.web.pages import ids
from planner.web.pages.around import register_around
from planner.web.pages.board import register_board
from planner.web.pages.capacity import register_capacity_page
from planner.web.pages.changes import register_changes
from planner.web.pages.data_page import register_sheets
from planner.web.pages.layout import PAGES, page, page_ready
from planner.web.pages.needs import register_needs
from planner.web.pages.status import register_status
from planner.web.pages.target import register_target
from planner.web.parts import PARTS, Decorator, Function, Registrar, shown_if, written
from planner.web.plan_link import query_in
from planner.web.remarks import faults, kept
from planner.web.sight import is_of_another_run, news, outputs, pulse
from planner.web.why import is_looked_for, why_no_plan
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces


def register(app: Dash, workspaces: Workspaces) -> None:
    """Register every callback of the page; each is given the workspace of the page's address."""
    always = _speaking(app, workspaces)
    _register_page(app, always)
    _register_why_there_is_none(always)

    on = _speaking(app, workspaces, needs_plan=True)
    _register_pictures(app, on)
    register_tables(app, on)
    register_saturation(app, on)
    register_reasons(app, on)
    register_moves(on)
    register_load(app, on)
    register_pinning(app, on)
    register_picking(on)
    register_stops(on)
    register_changes(on)
    register_scenarios(on, workspaces)
    register_side_by_side(on)
    register_history(on)
    register_board(on)
    register_target(app, on)
    register_needs(app, on)
    register_uploads(app, on, workspaces)
    register_capacity_page(app, on)
    register_around(app, on)
    register_plan_bar(on)
    register_foot(on)
    register_tiles(on)
    register_inspector(app, workspaces, PAGES)
    register_pins(on)
    register_sheets(app)
    register_status(on)
    _register_words(on)
    _register_news(on)
    _register_what_comes(on)
    _register_aims(on)
    register_buttons(on)


def _speaking(app: Dash, workspaces: Workspaces, *, needs_plan: bool = False) -> Registrar:
    """Give a decorator for callbacks that speak the language of the page's address.

    Each is given the workspace that the address names, before what it asks for. Those that ask for nothing
    but the address are called when a page opens, all others when something changes. Those that need a plan
    do nothing while there is none.
    """

    def on(*parts: Any, **options: Any) -> Decorator:
        asks = any(not isinstance(part, Output) and part.component_id != ids.URL for part in parts)
        address = State(ids.URL, "search") if asks else Input(ids.URL, "search")

        def decorate(function: Function) -> Function:
            @wraps(function)
            def speak(*values: Any) -> Any:
                workspace = workspaces.of(values[-1])
                if needs_plan and workspace.plan is None:
                    raise PreventUpdate
                with language_of_page(values[-1]):
                    return function(workspace, *values[:-1])

            register: Decorator = app.callback(*parts, address, prevent_initial_call=asks, **options)
            return register(speak)

        return decorate

    return on


def _register_page(app: Dash, always: Registrar) -> None:
    """Show the page of an address, and the same one again when the files are read anew."""

    def whole_page(workspace: Workspace, path: object, address: object) -> Any:
        query = query_in(address)
        with held_ready(workspace, lambda shown: page_ready(shown, path, query)):
            return page(workspace, path, query)

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "where"),
        Output(ids.WHERE, "data"),
        Input(ids.URL, "pathname"),
        Input(ids.URL, "search"),
        State(ids.WHERE, "data"),
    )

    @always(
        Output(ids.PAGE, "children"),
        Input(ids.WHERE, "data"),
        State(ids.URL, "pathname"),
        State(ids.URL, "href"),
    )
    def show_page(workspace: Workspace, _where: str, path: object, address: object) -> Any:
        return whole_page(workspace, path, address)

    register_data(always, whole_page)


def _register_why_there_is_none(always: Registrar) -> None:
    """Tell why there is no plan, as long as that is being looked for."""

    @always(
        Output(ids.CONFLICTS, "children", allow_duplicate=True),
        Output(ids.CONFLICTS, "style", allow_duplicate=True),
        Output(ids.CONFLICTS_CLOCK, "disabled"),
        Input(ids.CONFLICTS_CLOCK, "n_intervals"),
    )
    def ask_why_there_is_none(workspace: Workspace, _ticks: int) -> Any:
        is_over = not is_looked_for(workspace)  # asked first: what comes after it is seen the next time
        told = why_no_plan(workspace)
        return told, shown_if(bool(told)), is_over


def _register_pictures(app: Dash, on: Registrar) -> None:
    """Let the pictures and tables follow the plan."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "draw"),
        Output(ids.GANTT_DRAWN, "data"),
        Input(ids.REVISION, "data"),
        Input(ids.GROUPING, "value"),
    )

    @on(Output(ids.TARGET_DATA, "data"), Input(ids.REVISION, "data"))
    def show_target(workspace: Workspace, _revision: str) -> Any:
        return target_picture(workspace.shown)

    draws_table(app, ids.TARGET, ids.TARGET_DATA, ids.TARGET_DRAWN)


def _register_words(on: Registrar) -> None:
    """Let the sentence, and what stands behind a press, follow the plan."""

    @on(
        Output(ids.SENTENCE, "children"),
        Output(ids.FACTS, "children"),
        Output(ids.KEPT, "children"),
        Output(ids.FAULTS, "children"),
        Output(ids.DOWNLOADS, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_words(workspace: Workspace, _revision: str) -> Any:
        with workspace.held_still():
            return words(workspace)

    def words(workspace: Workspace) -> Any:
        shown = workspace.shown
        return (
            plan_sentence(workspace),
            plan_facts(shown.plan),
            kept(shown.plan),
            faults(shown.plan),
            download_links(workspace),
        )

    @on(Output(ids.QUESTION, "children"), Input(ids.REVISION, "data"))
    def ask_for_more(workspace: Workspace, _revision: str) -> Any:
        return question(workspace)  # by itself, as the page of capacity has it and none of the rest


def _register_news(on: Registrar) -> None:
    """Let a window hear of what is new, and tell of levels and offers as they come."""

    @on(Output(ids.LEVELS, PARTS), Output(ids.LEVELS_AIM, "children"), Input(ids.NEWS, "data"))
    def show_levels(workspace: Workspace, _news: str) -> Any:
        return written(levels(workspace)), levels_aim(workspace)

    @on(Output(ids.SIGHT, "data", allow_duplicate=True), Input(ids.STANDING, "data"))
    def see(workspace: Workspace, _standing: str) -> str:
        return workspace.journal.sight

    @on(
        Output(ids.REFUSAL, "children"),
        *outputs(again=False),
        Input(ids.CLOCK, "n_intervals"),
        State(ids.PULSE, "data"),
    )
    def tick(workspace: Workspace, _ticks: int, known: object) -> Any:
        if is_of_another_run(workspace, known):
            return [restarted_words(), *[no_update] * len(outputs(again=False))]
        if known == pulse(workspace):
            raise PreventUpdate
        return [no_update, *news(workspace, known)]


def _register_what_comes(on: Registrar) -> None:
    """Let what is looked into when nothing else is done be told as it comes."""

    @on(
        Output(ids.GROUNDS, "children"),
        Output(ids.ASSUMPTIONS, "children"),
        Input(ids.REVISION, "data"),
        Input(ids.ASSUMPTIONS_NEWS, "data"),
    )
    def show_grounds(workspace: Workspace, _revision: str, _news: str) -> Any:
        return grounds(workspace), assumptions(workspace)

    @on(
        Output(ids.CONFLICTS, "children"),
        Output(ids.CONFLICTS, "style"),
        Input(ids.CONFLICTS_NEWS, "data"),
    )
    def show_why_there_is_none(workspace: Workspace, _news: str) -> Any:
        told = why_no_plan(workspace)
        return told, shown_if(bool(told))

    @on(Output(ids.DECISIONS, PARTS), Input(ids.REVISION, "data"), Input(ids.DECISIONS_NEWS, "data"))
    def show_decisions(workspace: Workspace, _revision: str, _news: str) -> Any:
        return written(decisions(workspace))

    @on(
        Output(ids.WAITS, "children"),
        Input(ids.REVISION, "data"),
        Input(ids.DECISIONS_NEWS, "data"),
        Input(ids.TRAIL, "data"),
    )
    def show_waits(workspace: Workspace, _revision: str, _news: str, trail: object) -> Any:
        return waits(workspace, chosen_in(trail))

    @on(
        Output(ids.PRICES, PARTS),
        Input(ids.REVISION, "data"),
        Input(ids.PRICES_NEWS, "data"),
    )
    def show_prices(workspace: Workspace, _revision: str, _news: str) -> Any:
        return written(prices(workspace))


def _register_aims(on: Registrar) -> None:
    """Let the fields that belong to one aim follow what is chosen, and what can be chosen follow the plan."""

    @on(
        Output(ids.LONG_TERM_PART, "style"),
        Output(ids.LOSS_PART, "style"),
        Input(ids.AIM, "value"),
    )
    def show_fields(workspace: Workspace, chosen: object) -> Any:
        return shown_for("balance", chosen), shown_for("levelling", chosen)

    @on(
        Output(ids.STABILITY, "disabled"),
        Output(ids.STABILITY, "description"),
        Input(ids.REVISION, "data"),
    )
    def offer_stability(workspace: Workspace, _revision: str) -> Any:
        return not workspace.decided.can_undo, stability_hint(workspace)
