"""A plan as one plain object for scripts: what ``planner plan --json`` prints."""

from typing import Any

from planner.economics import appraise
from planner.model import Kept, Measure, Objective, Plan, Schedule
from planner.report.choice import fault_lines
from planner.report.kept import started_cost
from planner.report.words import steps
from planner.results import (
    capacity,
    coverage,
    delay_cost_nok,
    load,
    measure_end,
    measure_start,
    rollout_end,
    service_coverage,
)


def result(plan: Plan) -> dict[str, Any]:
    """Give a plan as dictionaries and lists; instants count periods from 0, and dates are their first days.

    A repeatable plan carries no seconds, since those differ from run to run. Bounds, gaps and status of a
    plan that was read from a file are what the file claims: ``claimed`` says so.
    """
    head = {
        "status": plan.status.value,
        "objective_kind": plan.objective.kind.value,
        "objective": plan.score,
        "bound": plan.bound,
        "gap": plan.gap,
        "claimed": plan.claimed,
        "seconds": None if plan.deterministic else round(plan.seconds, 2),
        "seconds_of": _seconds_of(plan),
        "deterministic": plan.deterministic,
        "digest": plan.digest,
        "seed": plan.seed,
        "versions": dict(plan.versions),
        "engine": list(plan.engine),
        "parts": [
            {"objective": _objective(part.objective), "weight": part.weight} for part in plan.objective.parts
        ],
        "kept": [_kept(kept) for kept in plan.objective.kept],
        "started_first_costs": _started_cost(plan),
        "choice": dict(plan.choice),
        "prices": _prices(plan),
        "faults": fault_lines(plan),
    }
    return head | (_content(plan, plan.schedule) if plan.schedule is not None else _nothing())


def _seconds_of(plan: Plan) -> dict[str, float] | None:
    """Give the seconds of each step; nothing of a repeatable plan."""
    if plan.deterministic:
        return None
    return {step: round(seconds, 2) for step, seconds in steps(plan)}


def _objective(objective: Objective) -> dict[str, Any]:
    """Give what tells one objective from another."""
    return {"kind": objective.kind.value, "at_end": objective.at_end, "last_end": objective.last_end}


def _kept(kept: Kept) -> dict[str, Any]:
    """Give an objective that came before, the level kept of it, what it had reached and its bound."""
    return {
        "objective": _objective(kept.objective),
        "level": kept.level,
        "reached": kept.reached,
        "loss": kept.loss,
        "bound": kept.bound,
        "gap": kept.gap,
    }


def _started_cost(plan: Plan) -> dict[str, float | None] | None:
    """Give what it costs that started measures come first: at most, and by estimate where one can be told."""
    price, cost = plan.started_price, started_cost(plan)
    if price is None or cost is None:
        return None
    bounds = {"bound_without": price.bound_without, "bound_with": price.bound_with}
    return bounds | {"at_most": cost.most, "estimate": cost.estimate}


def _prices(plan: Plan) -> dict[str, Any] | None:
    """Give what one more person-month in each period, and one more NOK in each year, would be worth."""
    if plan.prices is None:
        return None
    return {
        "capacity": [
            {"sector": sector, "worth_per_person_month": list(worths)}
            for sector, worths in plan.prices.capacity
        ],
        "budget": [{"year": year, "worth_per_nok": worth} for year, worth in plan.prices.budget],
    }


def _nothing() -> dict[str, Any]:
    """Give the lists of a plan without a schedule."""
    return {"measures": [], "rollouts": [], "load": [], "coverage": [], "appraisal": None}


def _content(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """Give the lists of a plan with a schedule."""
    return {
        "measures": [_measure(plan, schedule, measure) for measure in plan.roadmap.open_measures],
        "rollouts": _rollouts(plan, schedule),
        "load": _load(plan, schedule),
        "coverage": _coverage(plan, schedule),
        "appraisal": _appraisal(plan, schedule),
    }


def _measure(plan: Plan, schedule: Schedule, measure: Measure) -> dict[str, Any]:
    """Give one measure with its phases."""
    start = measure_start(plan.roadmap, schedule, measure.id)
    end = measure_end(plan.roadmap, schedule, measure.id)
    return {
        "id": measure.id,
        "name": measure.name,
        "in": measure.id in schedule.selected,
        "start": start,
        "start_date": _date(plan, start),
        "end": end,
        "end_date": _date(plan, end),
        "phases": [
            {"id": phase.phase, "mode": phase.mode, "start": phase.start, "end": phase.end}
            for phase in schedule.phases_by_measure.get(measure.id, ())
        ],
    }


def _rollouts(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give every rollout with its share in use at the end of each period."""
    return [
        {
            "measure": rollout.measure,
            "sector": rollout.sector,
            "begin": rollout.begin,
            "begin_date": _date(plan, rollout.begin),
            "end": rollout_end(plan.roadmap, rollout) if rollout.begin is not None else None,
            "adoption": list(rollout.adoption),
        }
        for rollout in schedule.rollouts
    ]


def _load(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give load and capacity per sector and period, in person-months."""
    limits = capacity(plan.roadmap)
    return [
        {"sector": sector, "person_months": months, "capacity": limits[sector]}
        for sector, months in load(plan.roadmap, schedule).items()
    ]


def _coverage(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give the coverage of the target picture and its services at the end of each period."""
    services = service_coverage(plan.roadmap, schedule)
    return [
        {
            "period": period,
            "date": _date(plan, period),
            "target_picture": share,
            "services": {service: shares[period] for service, shares in services.items()},
        }
        for period, share in enumerate(coverage(plan.roadmap, schedule))
    ]


def _appraisal(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """Give what the net benefit is made of, in NOK of the price year, discounted to the analysis year.

    Benefits less costs less tax cost, plus what ends are worth by table, is the net present value. What
    missed soft deadlines cost stands beside it, undiscounted: the objective ``value`` is one less the other.
    """
    found = appraise(plan.roadmap, schedule)
    return {
        "price_year": plan.roadmap.price_year,
        "analysis_year": plan.roadmap.analysis_year,
        "benefits_nok": found.benefits_nok,
        "costs_nok": found.costs_nok,
        "net_public_financing_nok": found.net_financing_nok,
        "tax_cost_nok": found.tax_cost_nok,
        "worth_of_ends_nok": found.worth_of_ends_nok,
        "net_present_value_nok": found.net_present_value_nok,
        "delay_cost_nok": delay_cost_nok(plan.roadmap, schedule),
    }


def _date(plan: Plan, instant: int | None) -> str | None:
    """Give the date of an instant as text."""
    return None if instant is None else plan.roadmap.calendar.date_of(instant).isoformat()
