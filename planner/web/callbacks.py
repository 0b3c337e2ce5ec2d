"""What happens on the page: each callback reads it, calls one function, and returns."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, no_update

from planner.report.opening import headline
from planner.web import ids
from planner.web.aims import wish_of
from planner.web.choosing import shown_for, stability_hint
from planner.web.gantt import gantt_data
from planner.web.headline import question, with_more_at_the_bottleneck
from planner.web.layout import page, plan_facts, shown_if
from planner.web.panel import panel
from planner.web.percents import percents_of
from planner.web.preparing import preparing
from planner.web.remarks import faults, kept, prices
from planner.web.tables import gantt_table, load_table, money_table
from planner.web.target import target_picture, target_table
from planner.web.top import accepted, announcement, answer, levels, work_under_way
from planner.web.words import language_of_page
from planner.web.workspace import Workspace

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]
Registrar = Callable[..., Decorator]

TABLES = {"gantt": gantt_table, "load": load_table, "money": money_table, "target": target_table}
"""The tables by the name of the picture they belong to."""


def register(app: Dash, workspace: Workspace) -> None:
    """Register every callback of the page."""
    on = _speaking(app)

    @on(Output(ids.PAGE, "children"))
    def show_page() -> Any:
        return page(workspace)

    if workspace.has_errors:
        return
    _register_pictures(app, on, workspace)
    _register_tables(app, on, workspace)
    _register_words(on, workspace)
    _register_asking(on, workspace)
    _register_aims(on, workspace)
    _register_answering(on, workspace)


def _speaking(app: Dash) -> Registrar:
    """Give a decorator for callbacks that speak the language of the page's address."""

    def on(*parts: Any, **options: Any) -> Decorator:
        asks = [part for part in parts if not isinstance(part, Output)]
        address = State(ids.URL, "search") if asks else Input(ids.URL, "search")

        def decorate(function: Function) -> Function:
            @wraps(function)
            def speak(*values: Any) -> Any:
                with language_of_page(values[-1]):
                    return function(*values[:-1])

            register: Decorator = app.callback(*parts, address, prevent_initial_call=bool(asks), **options)
            return register(speak)

        return decorate

    return on


def _register_pictures(app: Dash, on: Registrar, workspace: Workspace) -> None:
    """Let the pictures and tables follow the plan and what is chosen."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "draw"),
        Output(ids.GANTT_DRAWN, "data"),
        Input(ids.GANTT_DATA, "data"),
        Input(ids.GROUPING, "value"),
        Input(ids.SELECTED, "data"),
    )

    @on(Output(ids.GANTT_DATA, "data"), Input(ids.REVISION, "data"))
    def show_gantt(_revision: int) -> Any:
        proposal = workspace.proposal
        return gantt_data(workspace.shown, proposal.facts if proposal else None)

    @on(Output(ids.PANEL, "children"), Input(ids.SELECTED, "data"), Input(ids.REVISION, "data"))
    def show_panel(selected: object, _revision: int) -> Any:
        return panel(workspace.shown, selected if isinstance(selected, str) else None)

    @on(Output(ids.TARGET_DATA, "data"), Input(ids.REVISION, "data"))
    def show_target(_revision: int) -> Any:
        return target_picture(workspace.shown)

    _draws_table(app, ids.TARGET, ids.TARGET_DATA, ids.TARGET_DRAWN)


def _register_tables(app: Dash, on: Registrar, workspace: Workspace) -> None:
    """Fetch a table when it is opened, and let it follow the plan from then on."""
    for name in TABLES:

        @on(
            Output(ids.table_data(name), "data"),
            Input(ids.table_summary(name), "n_clicks"),
            Input(ids.REVISION, "data"),
        )
        def show_table(clicks: int | None, _revision: int, name: str = name) -> Any:
            return TABLES[name](workspace.shown) if clicks else no_update

        _draws_table(app, ids.table_body(name), ids.table_data(name), ids.table_drawn(name))


def _draws_table(app: Dash, host: str, numbers: str, drawn: str) -> None:
    """Let the page's script draw a table whenever its numbers come."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here
        ClientsideFunction("planner", "table"),
        Output(drawn, "data"),
        Input(numbers, "data"),
        State(host, "id"),
    )


def _register_words(on: Registrar, workspace: Workspace) -> None:
    """Let the sentence and the cards follow the plan."""

    @on(
        Output(ids.SENTENCE, "children"),
        Output(ids.ACCEPTED, "children"),
        Output(ids.LEVELS, "children"),
        Output(ids.ANSWER, "children"),
        Output(ids.QUESTION, "children"),
        Output(ids.FACTS, "children"),
        Output(ids.KEPT, "children"),
        Output(ids.FAULTS, "children"),
        Output(ids.PRICES, "children"),
        Input(ids.REVISION, "data"),
    )
    def show_words(_revision: int) -> Any:
        shown = workspace.shown
        return (
            headline(shown.plan, changed=bool(workspace.percents)),
            accepted(workspace),
            levels(workspace),
            answer(workspace),
            question(workspace),
            plan_facts(workspace),
            kept(shown.plan),
            faults(shown.plan),
            prices(shown),
        )

    @on(
        Output(ids.JOB, "children"),
        Output(ids.STOP, "style"),
        Output(ids.ANNOUNCEMENT, "children"),
        Output(ids.REVISION, "data"),
        Output(ids.CLOCK, "disabled"),
        Input(ids.CLOCK, "n_intervals"),
        State(ids.REVISION, "data"),
    )
    def tick(_ticks: int, seen: int) -> Any:
        # Asked first: what ends between the two questions is then seen at the next tick.
        goes_on, busy, revision = workspace.has_news_to_come, workspace.is_busy, workspace.revision
        newer = no_update if revision == seen else revision
        under_way = [work_under_way(workspace), preparing(workspace)]
        return under_way, shown_if(busy), announcement(workspace), newer, not goes_on


def _register_asking(on: Registrar, workspace: Workspace) -> None:
    """Let the buttons ask for another capacity or aim, or set the fields back."""

    @on(
        Output(ids.CLOCK, "disabled", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "value", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "error", allow_duplicate=True),
        Input(ids.QUESTION, "n_clicks"),
        State(ids.capacity_input(ALL), "id"),
    )
    def ask_the_question(_question: int, names: list[dict[str, str]]) -> Any:
        percents = with_more_at_the_bottleneck(workspace)
        workspace.ask(percents, workspace.wish)
        return False, [str(percents.get(name["sector"], 100)) for name in names], [""] * len(names)

    @on(
        Output(ids.CLOCK, "disabled", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "value", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "error", allow_duplicate=True),
        Output(ids.AIM, "error"),
        Output(ids.LOSS, "error"),
        Input(ids.RUN, "n_clicks"),
        Input(ids.AIM_RUN, "n_clicks"),
        State(ids.capacity_input(ALL), "value"),
        State(ids.capacity_input(ALL), "id"),
        State(ids.AIM, "value"),
        State(ids.LONG_TERM, "value"),
        State(ids.LOSS, "value"),
    )
    def ask(_run: int, _aim_run: int, values: list[object], names: list[dict[str, str]], *aim: object) -> Any:
        percents, wrong = percents_of(workspace, values, names)
        read = wish_of(*aim, has_accepted=workspace.can_undo)
        if any(wrong) or not read.is_right:
            return no_update, values, wrong, read.wrong_name, read.wrong_loss
        workspace.ask(percents, read.wish)
        return False, [str(percents[name["sector"]]) for name in names], wrong, "", ""

    @on(
        Output(ids.capacity_input(ALL), "value"),
        Output(ids.capacity_input(ALL), "error"),
        Input(ids.RESET, "n_clicks"),
        State(ids.capacity_input(ALL), "id"),
    )
    def reset(_clicks: int, names: list[dict[str, str]]) -> Any:
        return ["100"] * len(names), [""] * len(names)


def _register_aims(on: Registrar, workspace: Workspace) -> None:
    """Let the fields that belong to one aim follow what is chosen, and what can be chosen follow the plan."""

    @on(
        Output(ids.LONG_TERM_PART, "style"),
        Output(ids.LOSS_PART, "style"),
        Input(ids.AIM, "value"),
    )
    def show_fields(chosen: object) -> Any:
        return shown_for("balance", chosen), shown_for("levelling", chosen)

    @on(
        Output(ids.STABILITY, "disabled"),
        Output(ids.STABILITY, "description"),
        Input(ids.REVISION, "data"),
    )
    def offer_stability(_revision: int) -> Any:
        return not workspace.can_undo, stability_hint(workspace)


def _register_answering(on: Registrar, workspace: Workspace) -> None:
    """Let the buttons stop the work, and accept or discard what came of it."""

    @on(Output(ids.STOP, "n_clicks"), Input(ids.STOP, "n_clicks"))
    def stop(clicks: int | None) -> Any:
        if clicks:
            workspace.stop()
        return no_update

    @on(
        Output(ids.REVISION, "data", allow_duplicate=True),
        Input(ids.ACCEPT, "n_clicks"),
        Input(ids.DISCARD, "n_clicks"),
    )
    def decide(accepted: int | None, discarded: int | None) -> Any:
        if accepted:
            workspace.accept()
        elif discarded:
            workspace.discard()
        return workspace.revision

    @on(
        Output(ids.REVISION, "data", allow_duplicate=True),
        Output(ids.capacity_input(ALL), "value", allow_duplicate=True),
        Output(ids.AIM, "value"),
        Input(ids.UNDO, "n_clicks"),
        State(ids.capacity_input(ALL), "id"),
    )
    def undo(clicks: int | None, names: list[dict[str, str]]) -> Any:
        if not clicks:
            return no_update, [no_update] * len(names), no_update
        workspace.undo()
        percents = [str(workspace.percents.get(name["sector"], 100)) for name in names]
        return workspace.revision, percents, workspace.wish.name
