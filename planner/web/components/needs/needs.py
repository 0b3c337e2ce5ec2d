"""What the sector has said: a list to look through, and the walk of the one that is chosen beside it."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from planner.language import _, integer, ngettext
from planner.model import InputKind, Roadmap, SectorInput
from planner.results import NeedState, needs_of_measure
from planner.say import (
    figure_words,
    given_words,
    input_kind_words,
    need_state_name,
    realised_line,
    unmet_title,
)
from planner.tables import table_of_figure
from planner.view import InputRow, InputStep, input_rows
from planner.web.addresses import address_of
from planner.web.pages import ids
from planner.web.pages.paths import DATA, NEEDS, TARGET_PAGE
from planner.web.parts import (
    Component,
    carrying,
    definition,
    heading,
    list_of,
    measure_link,
    named,
    pressed,
    source_words,
)
from planner.web.workspace import Workspace

INPUT = "innspill"
"""What names the chosen input in the address."""
MOST_NAMED = 6
"""Inputs named at a measure before the rest is behind a press."""


def needs_list(workspace: Workspace) -> list[Component]:
    """Give all input: needs that no measure meets first, then the other needs, then what else was said."""
    rows = input_rows(workspace.as_drafted, workspace.shown)
    if not rows:
        return [_nothing()]
    unmet = [row for row in rows if row.state is not None and row.state.is_unmet]
    needs = [row for row in rows if row.state is not None and not row.state.is_unmet]
    others = [row for row in rows if row.state is None]
    groups = ((unmet_title(), unmet), (_("Needs with measures"), needs), (_("Capacity and comments"), others))
    return [
        html.Section([html.H2(title), html.Ul([_item(row) for row in some])], className="needs-group")
        for title, some in groups
        if some
    ]


def _nothing() -> Component:
    words = _(
        "Rows in innspill.csv say who needs what, and which service, measure or figure it concerns. The "
        "workbook of a sector, on the page of capacity, brings them back filled in."
    )
    return html.P(words, className="quiet")


def _item(row: InputRow) -> Component:
    state = "" if row.state is None else str(row.state)
    choose = html.Button(
        row.given.content,
        type="button",
        className="choose",
        **pressed(False),
        **carrying(choose=INPUT, id=row.given.id),
    )
    told = row.becomes or row.kind
    return html.Li(
        [
            html.Div([choose, html.Span(_below(row), className="quiet")]),
            html.Span(told, className=f"becomes {state}"),
        ],
        className="need",
        **carrying(words=row.words, kind=str(row.given.kind), state=state),
    )


def _below(row: InputRow) -> str:
    """Say who gave it, and what it concerns."""
    rank = _("rank {rank}", rank=integer(row.given.rank)) if row.given.rank else ""
    return " · ".join(part for part in (row.who, rank, row.concerns) if part)


def needs_chips(rows: Sequence[InputRow]) -> list[Component]:
    """Give a button for each state and kind that there is, with how many; the script follows them."""
    if not rows:
        return []
    states = [each for each in NeedState if any(row.state is each for row in rows)]
    kinds = [
        each
        for each in (InputKind.CAPACITY, InputKind.COMMENT)
        if any(row.given.kind is each for row in rows)
    ]
    choices = [
        ("", _("all"), len(rows)),
        *((str(each), need_state_name(each), sum(row.state is each for row in rows)) for each in states),
        *((str(each), input_kind_words(each), sum(row.given.kind is each for row in rows)) for each in kinds),
    ]
    return [
        html.Button(
            [words, html.Span(integer(count), className="count")],
            type="button",
            className="chip",
            **pressed(not name),
            **carrying(needs=name),
        )
        for name, words, count in choices
    ]


def needs_tools(rows: Sequence[InputRow]) -> Component:
    """Give the search, the buttons, and how many are shown."""
    search = dmc.TextInput(
        id=ids.NEEDS_SEARCH,
        placeholder=_("Search"),
        size="xs",
        className="search",
        autoComplete="off",
        **named(_("Search in what was said, who said it and what it concerns")),
    )
    label = named(_("Show input that"))
    chips = html.Div(needs_chips(rows), id=ids.NEEDS_CHIPS, className="chips", role="group", **label)
    said = html.Span(
        id=ids.NEEDS_FOUND,
        role="status",
        className="quiet",
        **carrying(words=_("{count} shown", count="{count}")),
    )
    return html.Div([search, chips, said], className="needs-tools")


def input_told(workspace: Workspace, chosen: object) -> list[Component]:
    """Give the walk of the input that is chosen, from who gave it to its date, and others on the same."""
    rows = {row.given.id: row for row in input_rows(workspace.as_drafted, workspace.shown)}
    row = rows.get(chosen) if isinstance(chosen, str) else None
    if row is None:
        words = _("Choose a need to walk from it to the service, the measures that meet it, and the date.")
        return [html.H2(_("A need"), className="panel-title"), html.P(words, className="quiet")]
    standing = [html.P(row.becomes, className="standing")] if row.becomes else []
    return [
        html.H2(row.given.content, className="panel-title", tabIndex=-1),
        *standing,
        html.Ol(_walk(workspace, row), className="walk"),
        *_beside(workspace.as_drafted, row.given),
    ]


def _walk(workspace: Workspace, row: InputRow) -> list[Component]:
    """Give the steps: who, what it concerns, the measures, the date."""
    given = row.given
    facts = [
        (_("Kind"), row.kind),
        (_("Given by"), row.who),
        (_("Rank"), integer(given.rank) if given.rank else ""),
        (_("What came of it"), row.outcome),
    ]
    steps = [
        [
            heading(_("Who said it")),
            definition(facts),
            html.P(source_words(given.provenance), className="quiet"),
        ]
    ]
    concerns = _concerns(workspace, given)
    if concerns:
        steps.append([heading(_("What it concerns")), *concerns])
    if row.state is not None:
        measures = html.Ul([_measure(step) for step in row.steps], className="service-parts")
        none = html.P(_("No measure in the roadmap meets it."), className="quiet")
        steps.append([heading(_("Measures that meet it")), measures if row.steps else none])
        steps.append([heading(_("When")), html.P(row.becomes, className="date")])
    return [html.Li(step) for step in steps]


def _concerns(workspace: Workspace, given: SectorInput) -> list[Component]:
    found, roadmap = workspace.shown, workspace.as_drafted
    parts: list[Component] = []
    service = next((each for each in roadmap.services if each.id == given.service), None)
    if service is not None:
        link = html.A(
            service.name, href=address_of(TARGET_PAGE, tjeneste=service.id), **carrying(page=TARGET_PAGE)
        )
        planned = next((each for each in found.roadmap.services if each.id == service.id), None)
        words = "" if planned is None else realised_line(found, planned)
        parts.append(html.P([link, " ", html.Span(words, className="quiet")]))
    measure = next((each for each in roadmap.measures if each.id == given.measure), None)
    if measure is not None:
        parts.append(html.P(measure_link(measure.id, measure.name)))
    table = table_of_figure(given.figure_table) if given.names_a_figure else None
    if table is not None:
        words = figure_words(roadmap, given)
        href = address_of(DATA, tabell=table.aliases[-1])
        parts.append(html.P(html.A(words, href=href, **carrying(page=DATA))))
    return parts


def _measure(step: InputStep) -> Component:
    share = _("{share} of the service.", share=step.share) if step.share else ""
    words = " ".join(part for part in (f"{step.when}.", share) if part)
    return html.Li([measure_link(step.measure, step.name), html.Span(words, className="quiet")])


def _beside(roadmap: Roadmap, given: SectorInput) -> list[Component]:
    """Name others who spoke of the same service, measure or figure."""
    others = [
        each
        for each in roadmap.inputs
        if each.id != given.id
        and (
            (given.service and each.service == given.service)
            or (given.measure and each.measure == given.measure)
            or (given.names_a_figure and each.figure_row == given.figure_row)
        )
    ]
    if not others:
        return []
    return [heading(_("Others on the same")), list_of([input_link(roadmap, each) for each in others])]


def inputs_of_measure(roadmap: Roadmap, measure: str) -> list[Component]:
    """Name whose input a measure rests on; nothing where nobody spoke of it."""
    return _rests_on(roadmap, needs_of_measure(roadmap, measure))


def inputs_of_service(roadmap: Roadmap, service: str) -> list[Component]:
    """Name whose input a service rests on; nothing where nobody spoke of it."""
    return _rests_on(roadmap, [each for each in roadmap.inputs if each.service == service])


def _rests_on(roadmap: Roadmap, said: Sequence[SectorInput]) -> list[Component]:
    if not said:
        return []
    first, rest = said[:MOST_NAMED], said[MOST_NAMED:]
    parts: list[Component] = [list_of([input_link(roadmap, each) for each in first])]
    if rest:
        words = ngettext("and {count} more", "and {count} more", len(rest))
        more = list_of([input_link(roadmap, each) for each in rest])
        parts.append(html.Details([html.Summary(words), more]))
    return [heading(_("Whose input it rests on")), *parts]


def input_link(roadmap: Roadmap, given: SectorInput) -> list[Component | str]:
    """Lead to an input on its page, and say who gave it."""
    words = html.Span(given_words(roadmap, given), className="quiet")
    return [need_link(given.id, given.content), " ", words]


def need_link(name: str, words: str) -> Component:
    """Lead to an input on its page, without loading all anew."""
    return html.A(words, href=address_of(NEEDS, **{INPUT: name}), **carrying(page=NEEDS))
