"""Every figure of a measure, with what it rests on and where it comes from."""

from dash import html

from planner.language import _, decimal, integer, person_months
from planner.model import Measure, Mode, Provenance, Rollout
from planner.report.words import count_periods, exact_percent
from planner.results import Facts, chosen_mode
from planner.web.parts import Component, basis_mark, heading, named, sourced


def figures(found: Facts, measure: Measure) -> list[Component]:
    """Give every figure with what it rests on and where it comes from."""
    rows = [
        row
        for phase in measure.phases
        for row in _phase_figures(found, phase.name or phase.id, chosen_mode(found, measure, phase))
    ]
    for rollout in found.roadmap.rollouts_of(measure.id):
        rows += _rollout_figures(found, rollout)
    if not rows:
        return []
    head = html.Thead(
        html.Tr([html.Th(words, scope="col") for words in (_("Figure"), _("Amount"), _("Rests on"))])
    )
    return [
        heading(_("Figures and what they rest on")),
        html.Div(
            html.Table([head, html.Tbody(rows)], className="figures"),
            className="scroll-x",
            tabIndex=0,
            role="region",
            **named(_("Figures and what they rest on")),
        ),
    ]


def _phase_figures(found: Facts, name: str, mode: Mode) -> list[Component]:
    length = count_periods(found.roadmap.calendar, mode.periods)
    rows = [_figure(_("{phase}, duration", phase=name), length, mode.provenance, "duration")]
    if mode.cost_nok_per_period:
        cost = _("NOK {number} million per period", number=decimal(mode.cost_nok_per_period / 1e6))
        rows.append(_figure(_("{phase}, cost", phase=name), cost, mode.provenance, "cost_nok_per_period"))
    if mode.cost_at_start_nok:
        cost = _("NOK {number} million", number=decimal(mode.cost_at_start_nok / 1e6))
        rows.append(
            _figure(_("{phase}, cost at start", phase=name), cost, mode.provenance, "cost_at_start_nok")
        )
    for demand in mode.demands:
        sector = found.roadmap.sector(demand.sector).name
        amount = _("{amount} per period", amount=person_months(demand.person_months))
        rows.append(_figure(f"{name}, {sector}", amount, demand.provenance, "person_months"))
    return rows


def _rollout_figures(found: Facts, rollout: Rollout) -> list[Component]:
    sector = found.roadmap.sector(rollout.sector).name
    told = [
        (_("units"), integer(found.roadmap.units(rollout)), "units"),
        (_("effort per unit"), person_months(rollout.effort_per_unit, 2), "effort_per_unit"),
        (_("fastest pace"), _("{share} per period", share=exact_percent(rollout.pace)), "pace"),
        (_("target"), exact_percent(rollout.target), "target"),
        (_("in use at the status date"), exact_percent(rollout.in_use), "in_use"),
    ]
    if rollout.benefit_nok_per_year:
        amount = _("NOK {number} million a year", number=decimal(rollout.benefit_nok_per_year / 1e6))
        told.append((_("benefit"), amount, "benefit_nok_per_year"))
    if rollout.cost_per_unit_nok:
        told.append(
            (
                _("cost per unit"),
                _("NOK {number}", number=integer(rollout.cost_per_unit_nok)),
                "cost_per_unit_nok",
            )
        )
    return [_figure(f"{sector}, {name}", amount, rollout.provenance, field) for name, amount, field in told]


def _figure(name: str, amount: str, provenance: Provenance, field: str) -> Component:
    rests = [basis_mark(provenance.basis_of(field)), *sourced(provenance, field)]
    return html.Tr([html.Th(name, scope="row"), html.Td(amount), html.Td(rests)])
