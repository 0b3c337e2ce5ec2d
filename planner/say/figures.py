"""Every figure of a measure by name, with its amount and unit."""

from dataclasses import dataclass

from planner.language import _, decimal, integer, person_months
from planner.model import Measure, Mode, Provenance, Rollout
from planner.results import Facts, chosen_mode
from planner.say.periods import count_periods
from planner.say.shares import exact_percent, pace_words


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the data: what it is, how much, and the field of what tells what it rests on."""

    name: str
    amount: str
    provenance: Provenance
    field: str


def figures_of(found: Facts, measure: Measure) -> list[Figure]:
    """Give every figure of a measure: of its phases as they are done in the plan, then of its rollouts."""
    rows = [
        row
        for phase in measure.phases
        for row in _phase_figures(found, phase.name or phase.id, chosen_mode(found, measure, phase))
    ]
    for rollout in found.roadmap.rollouts_of(measure.id):
        rows += _rollout_figures(found, rollout)
    return rows


def _phase_figures(found: Facts, name: str, mode: Mode) -> list[Figure]:
    length = count_periods(found.roadmap.calendar, mode.periods)
    rows = [Figure(_("{phase}, duration", phase=name), length, mode.provenance, "duration")]
    if mode.cost_nok_per_period:
        cost = _("NOK {number} million per period", number=decimal(mode.cost_nok_per_period / 1e6))
        rows.append(Figure(_("{phase}, cost", phase=name), cost, mode.provenance, "cost_nok_per_period"))
    if mode.cost_at_start_nok:
        cost = _("NOK {number} million", number=decimal(mode.cost_at_start_nok / 1e6))
        rows.append(
            Figure(_("{phase}, cost at start", phase=name), cost, mode.provenance, "cost_at_start_nok")
        )
    for demand in mode.demands:
        sector = found.roadmap.sector(demand.sector).name
        amount = _("{amount} per period", amount=person_months(demand.person_months))
        rows.append(Figure(f"{name}, {sector}", amount, demand.provenance, "person_months"))
    return rows


def _rollout_figures(found: Facts, rollout: Rollout) -> list[Figure]:
    sector = found.roadmap.sector(rollout.sector).name
    told = [
        (_("units"), integer(found.roadmap.units(rollout)), "units"),
        (_("effort per unit"), person_months(rollout.effort_per_unit, 2), "effort_per_unit"),
        (_("fastest pace"), _("{share} per period", share=pace_words(rollout.pace)), "pace"),
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
    return [Figure(f"{sector}, {name}", amount, rollout.provenance, field) for name, amount, field in told]
