"""Two to four scenarios side by side: what each is on, and what the plan of each comes to."""

from typing import Any

from dash import ALL, Input, Output, State, html
from dash.exceptions import PreventUpdate

from planner.language import _, worded
from planner.results import Facts
from planner.say import aim_sentence, key_figures, status_words
from planner.store import STATE_WORDS, ScenarioKept, Store
from planner.web.components.scenarios.scenarios import aimed_in
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, table
from planner.web.workspace import Workspace

FEWEST, MOST = 2, 4


def plan_of(store: Store, scenario: ScenarioKept) -> int | None:
    """Give the number of the plan that a scenario was adopted with, else of the newest that is kept of it."""
    if scenario.plan is not None:
        return scenario.plan
    return store.plans.newest_of(store.scenarios.roadmap(scenario))


def side_by_side(workspace: Workspace, chosen: list[int]) -> list[Component]:
    """Set scenarios side by side; of those without a plan it is said."""
    store = workspace.drafting.store
    if store is None or not FEWEST <= len(chosen) <= MOST:
        return [html.P(_("Choose from {least} to {most} scenarios.", least=FEWEST, most=MOST))]
    kept = [store.scenarios.scenario(number) for number in chosen]
    found = [_facts(store, each) for each in kept]
    return [
        table(
            _("Scenarios side by side"),
            ("", *(each.name for each in kept)),
            [*_about(store, kept), *_figures(found)],
        )
    ]


def _facts(store: Store, scenario: ScenarioKept) -> Facts | None:
    number = plan_of(store, scenario)
    plan = None if number is None else store.plans.plan(number)
    return None if plan is None or plan.schedule is None else Facts(plan)


def _about(store: Store, kept: list[ScenarioKept]) -> list[tuple[str, ...]]:
    return [
        (_("State"), *(worded(STATE_WORDS[each.state]) for each in kept)),
        (_("Version"), *(str(each.base) for each in kept)),
        (_("Changes"), *(str(len(each.changes)) for each in kept)),
        (_("Aim"), *(aim_sentence(each.aim, aimed_in(store, each)) for each in kept)),
    ]


def _figures(found: list[Facts | None]) -> list[tuple[str, ...]]:
    """Give a row for each key figure that one of the plans has, and one for how good each is proved to be."""
    told = [
        {} if each is None else {figure.label: figure.figure for figure in key_figures(each)}
        for each in found
    ]
    labels = list(dict.fromkeys(label for each in told for label in each))
    rows = [(label, *(each.get(label, "–") for each in told)) for label in labels]
    said = (_("The plan"), *(_("no plan yet") if each is None else status_words(each.plan) for each in found))
    return [said, *rows]


def register_side_by_side(on: Registrar) -> None:
    """Let what is chosen be compared."""

    @on(
        Output(ids.COMPARED, "children"),
        Input(ids.COMPARE, "n_clicks"),
        State(ids.compare_box(ALL), "checked"),
        State(ids.compare_box(ALL), "id"),
    )
    def compare(
        workspace: Workspace, clicks: int | None, checked: list[object], names: list[dict[str, str]]
    ) -> Any:
        if not clicks:
            raise PreventUpdate
        pairs = zip(names, checked, strict=True)
        return side_by_side(workspace, [int(name["scenario"]) for name, chosen in pairs if chosen is True])
