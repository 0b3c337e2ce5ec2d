"""What the proposed plan moves, measure by measure, with the reason: to accept all of it, or some."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from planner.comparison import WhyMoved
from planner.language import _, listed, ngettext
from planner.model import Roadmap
from planner.repair import Accepted, HangTogether, NotSettled
from planner.say import reason_words, span_words
from planner.web.components.buttons.buttons import SEEN, answered, answers
from planner.web.jobs import JobState
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, command, named, shown_if
from planner.web.standing import proposed_moves
from planner.web.workspace import Workspace

MOST_NAMED = 12
"""Measures that are named in a sentence; of more it is told how many there are."""


def picking_part(workspace: Workspace) -> Component:
    """Give the list of moves and what can be done with them."""
    return html.Div(
        [
            html.Div(moves_table(workspace), id=ids.PICKS),
            html.Div(picked_words(workspace), id=ids.PICKED, role="status"),
            html.Div(
                [
                    command(ids.PICK_RUN, _("Propose the chosen moves only"), shown=can_pick(workspace)),
                    command(
                        ids.TOGETHER,
                        _("Take them as one"),
                        shown=hangs_together(workspace),
                        variant="outline",
                    ),
                ],
                className="buttons",
            ),
        ],
        className="picking",
    )


def can_pick(workspace: Workspace) -> bool:
    """Tell whether the proposed plan moves more than one measure of the plan that is shown."""
    return len(proposed_moves(workspace)) > 1


def hangs_together(workspace: Workspace) -> bool:
    """Tell whether more moves than were chosen can be taken as one."""
    found = workspace.picking.found
    return isinstance(found, HangTogether) and found.as_one is not None


def moves_table(workspace: Workspace, left_out: Collection[str] = ()) -> list[Component]:
    """List each measure that the proposed plan has elsewhere, with a box to choose it by.

    Parameters
    ----------
    left_out
        Measures whose box somebody has emptied.
    """
    moves = proposed_moves(workspace)
    if not moves:
        return [html.P(_empty_words(workspace), className="quiet")]
    reasons = {why.measure: why for why in _reasons(workspace)}
    head = (_("Measure"), _("Now"), _("Proposed"), _("Why"))
    columns = html.Tr([html.Th(words, scope="col") for words in head])
    body = [_row(workspace, each, reasons.get(each), is_left=each in left_out) for each in moves]
    title = ngettext("{count} measure moves", "{count} measures move", len(moves))
    table = html.Table(
        [html.Caption(title), html.Thead(columns), html.Tbody(body)], className="numbers picks"
    )
    return [html.Div(table, className="scroll-x", tabIndex=0, role="region", **named(title))]


def _empty_words(workspace: Workspace) -> str:
    if workspace.proposal is None:
        return _(
            "No plan is proposed now. Change something in the data, pin a date or ask for another capacity: "
            "what then moves is listed here, and can be accepted in whole or in part."
        )
    if workspace.proposal.facts.plan.schedule is None:
        return _("There is no plan to accept anything of.")
    return _("No measure lies elsewhere in the proposed plan.")


def _reasons(workspace: Workspace) -> Sequence[WhyMoved]:
    found = workspace.moves.found
    return () if found is None else found.moved


def _row(workspace: Workspace, measure: str, why: WhyMoved | None, *, is_left: bool) -> Component:
    assert workspace.proposal is not None
    new, old = workspace.proposal.facts.plan, workspace.shown.plan
    chosen = not is_left and (not workspace.picking.chosen or measure in workspace.picking.chosen)
    box = dmc.Checkbox(
        id=ids.pick(measure), label=new.roadmap.measure(measure).name, checked=chosen, size="xs"
    )
    is_new = measure not in {each.id for each in old.roadmap.measures}
    return html.Tr(
        [
            html.Th(box, scope="row"),
            html.Td(_("not in the data") if is_new else span_words(old, measure)),
            html.Td(span_words(new, measure)),
            html.Td(_("Being worked out …") if why is None else reason_words(new, why)),
        ]
    )


def emptied(checked: object, names: object) -> list[str]:
    """Give the measures whose box a window shows empty."""
    if not isinstance(checked, list) or not isinstance(names, list):
        return []
    boxes = zip(names, checked, strict=False)
    return [str(name["measure"]) for name, is_chosen in boxes if is_chosen is False and "measure" in name]


def picked_words(workspace: Workspace) -> list[Component]:
    """Say what came of accepting some."""
    picking = workspace.picking
    if picking.job is None:
        return []
    if picking.job.state is JobState.FAILED:
        words = _("It could not be worked out. The log says why under {id}.", id=picking.job.error_id)
        return [html.P(words, className="failed")]
    if picking.found is None:
        return [html.P(_("Works out a plan with the chosen moves alone …"), className="quiet")]
    assert workspace.proposal is not None
    lines = _found_lines(workspace.proposal.facts.roadmap, picking.found)
    return [html.P(line) for line in lines]


def _found_lines(roadmap: Roadmap, found: Accepted | HangTogether | NotSettled) -> Iterator[str]:
    match found:
        case Accepted():
            yield ngettext(
                "The proposed plan now has {count} of the moves, and leaves {left} as they are.",
                "The proposed plan now has {count} of the moves, and leaves {left} as they are.",
                len(found.accepted),
                left=len(found.left),
            )
            if found.also_moved:
                yield _("These had to move too: {names}.", names=_names(roadmap, found.also_moved))
            if found.reshaped:
                yield _("These get other waves to make room: {names}.", names=_names(roadmap, found.reshaped))
            if found.ends:
                ends = [each.measure for each in found.ends]
                yield _("These end elsewhere than asked: {names}.", names=_names(roadmap, ends))
        case HangTogether():
            for each in found.sets:
                yield _(
                    "No plan keeps the rules with {accepted} as proposed and {left} as they are: they hang "
                    "together.",
                    accepted=_names(roadmap, each.accepted) or _("the chosen moves"),
                    left=_names(roadmap, each.left) or _("all others"),
                )
                if not each.is_smallest:
                    yield _("The time did not suffice to show that each of them is needed.")
        case NotSettled():
            yield _("Neither a plan with these moves alone was found in time, nor shown that there is none.")


def _names(roadmap: Roadmap, measures: Sequence[str]) -> str:
    return listed([_("“{name}”", name=roadmap.measure(each).name) for each in measures], most=MOST_NAMED)


def register_picking(on: Registrar) -> None:
    """Let the list follow what is proposed and known, and its buttons accept what is chosen."""

    @on(
        Output(ids.PICKS, "children"),
        Output(ids.PICKED, "children"),
        Output(ids.PICK_RUN, "style"),
        Output(ids.TOGETHER, "style"),
        Input(ids.REVISION, "data"),
        Input(ids.MOVES_NEWS, "data"),
        State(ids.pick(ALL), "checked"),
        State(ids.pick(ALL), "id"),
    )
    def show_picks(workspace: Workspace, _revision: str, _news: str, checked: object, names: object) -> Any:
        workspace.moves.ask()
        # reasons come for the moves that are there, of which some may be left out by now
        left_out = emptied(checked, names) if ctx.triggered_id == ids.MOVES_NEWS else ()
        with workspace.held_still():
            return (
                moves_table(workspace, left_out),
                picked_words(workspace),
                shown_if(can_pick(workspace)),
                shown_if(hangs_together(workspace)),
            )

    _register_accepting(on)


def _register_accepting(on: Registrar) -> None:
    """Let the buttons accept what is chosen, or what hangs together."""

    @on(
        *answers(),
        Input(ids.PICK_RUN, "n_clicks"),
        *SEEN,
        State(ids.pick(ALL), "checked"),
        State(ids.pick(ALL), "id"),
    )
    def accept_some(
        workspace: Workspace,
        clicks: int | None,
        sight: object,
        known: object,
        checked: list[object],
        names: list[dict[str, str]],
    ) -> Any:
        if not clicks:
            raise PreventUpdate
        chosen = [
            name["measure"] for name, is_chosen in zip(names, checked, strict=True) if is_chosen is True
        ]
        return answered(workspace, lambda: workspace.accept_some(chosen), sight, known)

    @on(*answers(), Input(ids.TOGETHER, "n_clicks"), *SEEN)
    def take_together(workspace: Workspace, clicks: int | None, sight: object, known: object) -> Any:
        if not clicks:
            raise PreventUpdate
        return answered(workspace, workspace.take_together, sight, known)
