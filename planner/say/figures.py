"""Every figure of a measure by name, with its amount and unit."""

from dataclasses import dataclass

from planner.language import _, decimal, integer, person_months
from planner.model import Measure, Mode, Profile, Provenance, Rollout, Support
from planner.results import Facts, chosen_mode
from planner.say.periods import count_periods, each_period
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
    calendar = found.roadmap.calendar
    length = count_periods(calendar, mode.periods)
    rows = [Figure(_("{phase}, duration", phase=name), length, mode.provenance, "duration")]
    if mode.cost_nok_per_period:
        cost = each_period(
            calendar, _("NOK {number} million", number=decimal(mode.cost_nok_per_period / 1e6))
        )
        rows.append(Figure(_("{phase}, cost", phase=name), cost, mode.provenance, "cost_nok_per_period"))
    if mode.cost_at_start_nok:
        cost = _("NOK {number} million", number=decimal(mode.cost_at_start_nok / 1e6))
        rows.append(
            Figure(_("{phase}, cost at start", phase=name), cost, mode.provenance, "cost_at_start_nok")
        )
    for demand in mode.demands:
        sector = found.roadmap.sector(demand.sector).name
        amount = each_period(calendar, person_months(demand.person_months))
        rows.append(Figure(f"{name}, {sector}", amount, demand.provenance, "person_months"))
    return rows


def _rollout_figures(found: Facts, rollout: Rollout) -> list[Figure]:
    sector = found.roadmap.sector(rollout.sector).name
    told = [
        (_("units"), integer(found.roadmap.units(rollout)), "units"),
        (_("effort per unit"), person_months(rollout.effort_per_unit, 2), "effort_per_unit"),
        *_profile(_("when the effort is spent"), rollout.effort_profile, "effort_profile"),
        (_("fastest pace"), each_period(found.roadmap.calendar, pace_words(rollout.pace)), "pace"),
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
    own = [Figure(f"{sector}, {name}", amount, rollout.provenance, field) for name, amount, field in told]
    own += _adaptation(found, rollout)
    return own + [figure for each in found.roadmap.supports_of(rollout) for figure in _support(found, each)]


def _adaptation(found: Facts, rollout: Rollout) -> list[Figure]:
    """Give what a sector does in its own systems first, and what that asks of others; nothing without."""
    known = found.roadmap.adaptation_of(rollout.key)
    if known is None:
        return []
    sector = found.roadmap.sector(rollout.sector).name
    calendar = found.roadmap.calendar
    length = count_periods(calendar, known.periods)
    rows = [Figure(_("{sector}, adaptation", sector=sector), length, known.provenance, "duration")]
    for demand in known.demands:
        amount = each_period(calendar, person_months(demand.person_months))
        if demand.sector == known.sector:
            name = _("{sector}, effort of the adaptation", sector=sector)
            rows.append(Figure(name, amount, known.provenance, "person_months"))
        else:
            other = found.roadmap.sector(demand.sector).name
            name = _("{sector}, support to the adaptation by {delivering}", sector=sector, delivering=other)
            rows.append(Figure(name, amount, demand.provenance, "support"))
    if known.cost_nok_per_period:
        cost = each_period(
            calendar, _("NOK {number} million", number=decimal(known.cost_nok_per_period / 1e6))
        )
        name = _("{sector}, cost of the adaptation", sector=sector)
        rows.append(Figure(name, cost, known.provenance, "cost_nok_per_period"))
    return rows


def _support(found: Facts, support: Support) -> list[Figure]:
    """Give what a sector spends on a rollout of another."""
    names = {"sector": found.roadmap.sector(support.receiving).name}
    names["delivering"] = found.roadmap.sector(support.delivering).name
    amount = person_months(support.effort_per_unit, 2)
    told = [
        (_("{sector}, support per unit by {delivering}", **names), amount, "effort_per_unit"),
        *_profile(_("{sector}, when {delivering} gives support", **names), support.profile, "profile"),
    ]
    return [Figure(name, amount, support.provenance, field) for name, amount, field in told]


def _profile(name: str, profile: Profile, field: str) -> list[tuple[str, str, str]]:
    """Write a profile by its periods, counted from the wave's own; nothing where all is spent then."""
    parts = (
        _("{share} in period {offset}", share=exact_percent(share), offset=f"{offset:+d}" if offset else "0")
        for offset, share in profile
    )
    return [(name, "; ".join(parts), field)] if profile else []
