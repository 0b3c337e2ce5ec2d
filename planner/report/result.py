"""A plan as one plain object for scripts: what ``planner plan --json`` prints."""

from dataclasses import asdict
from math import isfinite
from typing import Any

from planner.economics import appraise, last_year, residual_value
from planner.files import price_data
from planner.model import Kept, Measure, Objective, Plan, PlannedPhase, PlannedRollout, Schedule
from planner.report.result_facts import budget_facts, plan_facts, published_dates, swing_facts
from planner.results import (
    adapting,
    busy_shares,
    capacity,
    coverage,
    delay_cost_nok,
    load,
    measure_end,
    measure_start,
    money_by_year,
    other_load,
    rollout_end,
    service_coverage,
    shortfall_cost_nok,
    started_cost,
    support,
    unfinished,
    value_done_anyway,
)
from planner.say import fault_lines, steps


def result(plan: Plan) -> dict[str, Any]:
    """Give a plan as dictionaries and lists: instants count periods from 0, dates are first and last days.

    ``end`` is the instant at which something has ended, and ``end_date`` the last day before it; nothing that
    is unfinished at the horizon has an end date (``docs/problem.md``, section 9).

    A repeatable plan carries no seconds, since those differ from run to run. Bounds, gaps and status of a
    plan that was read from a file are what the file claims: ``claimed`` says so. ``certified`` says that the
    bound has been checked by a certificate, ``certified_bound`` what one proves that may be further away.
    """
    head = {
        "status": plan.status.value,
        "objective_kind": plan.objective.kind.value,
        "objective": plan.score,
        "bound": plan.bound,
        "gap": plan.gap,
        "claimed": plan.claimed,
        "certified": plan.certified,
        "certified_bound": plan.certified_bound,
        "certified_gap": plan.certified_gap,
        "seconds": None if plan.deterministic else round(plan.seconds, 2),
        "seconds_of": _seconds_of(plan),
        "deterministic": plan.deterministic,
        "digest": plan.digest,
        "of_version": None if plan.of_version is None else asdict(plan.of_version),
        "seed": plan.seed,
        "versions": dict(plan.versions),
        "engine": list(plan.engine),
        "parts": [
            {"objective": _objective(part.objective), "weight": part.weight} for part in plan.objective.parts
        ],
        "kept": [_kept(kept) for kept in plan.objective.kept],
        "started_first_costs": _started_cost(plan),
        "choice": dict(plan.choice),
        "price_list": _price_list(plan),
        "tidy": plan.tidy,
        "settled": plan.settled,
        "given_up": plan.given_up,
        "nearest": [{"requirement": each.requirement, "reached": each.reached} for each in plan.nearest],
        "faults": fault_lines(plan),
    }
    content = _content(plan, plan.schedule) if plan.schedule is not None else _nothing()
    return head | content | swing_facts(plan)


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


def _price_list(plan: Plan) -> dict[str, Any] | None:
    """Give what changes that loosen are worth, where that was worked out."""
    if plan.price_list is None:
        return None
    found = plan.price_list
    return {"looked_at": found.looked_at, "left": found.left, "rows": price_data(found.rows)}


def _nothing() -> dict[str, Any]:
    """Give the lists of a plan without a schedule."""
    lists = (
        "measures",
        "rollouts",
        "load",
        "coverage",
        "money",
        "services",
        "deadlines",
        "requirements",
        "bottlenecks",
        "left_out",
    )
    more = ("later_than_published", "coverage_by_year")
    empty: dict[str, Any] = {key: [] for key in (*lists, *more)}
    return empty | dict.fromkeys(("appraisal", "finish", "figures", "rests_on"))


def _content(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """Give the lists of a plan with a schedule."""
    return {
        "measures": [_measure(plan, schedule, measure) for measure in plan.roadmap.open_measures],
        "rollouts": _rollouts(plan, schedule),
        "load": _load(plan, schedule),
        "coverage": _coverage(plan, schedule),
        "money": _money(plan, schedule),
        "appraisal": _appraisal(plan, schedule),
        **budget_facts(plan),
        **plan_facts(plan),
    }


def _measure(plan: Plan, schedule: Schedule, measure: Measure) -> dict[str, Any]:
    start = measure_start(plan.roadmap, schedule, measure.id)
    end = measure_end(plan.roadmap, schedule, measure.id)
    keys = [rollout.key for rollout in plan.roadmap.rollouts_of(measure.id)]
    goes_on = any(unfinished(plan.roadmap, schedule, key) for key in keys)
    return {
        "id": measure.id,
        "name": measure.name,
        "goal": measure.goal,
        "owner": measure.owner,
        "in": measure.id in schedule.selected,
        "start": start,
        "start_date": _date(plan, start),
        "end": end,
        "end_date": None if goes_on else _last_day(plan, start, end),
        "unfinished": goes_on,
        "published": published_dates(plan, measure.id),
        "phases": [_phase(plan, phase) for phase in schedule.phases_by_measure.get(measure.id, ())],
    }


def _phase(plan: Plan, phase: PlannedPhase) -> dict[str, Any]:
    """Give one phase; a milestone ends where it starts."""
    return {
        "id": phase.phase,
        "mode": phase.mode,
        "start": phase.start,
        "start_date": _date(plan, phase.start),
        "end": phase.end,
        "end_date": _last_day(plan, phase.start, phase.end),
    }


def _rollouts(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give every rollout with its share in use at the end of each period."""
    return [_rollout(plan, schedule, rollout) for rollout in schedule.rollouts]


def _rollout(plan: Plan, schedule: Schedule, rollout: PlannedRollout) -> dict[str, Any]:
    goes_on = unfinished(plan.roadmap, schedule, rollout.key)
    end = rollout_end(plan.roadmap, rollout) if rollout.begin is not None else None
    return {
        "measure": rollout.measure,
        "sector": rollout.sector,
        "begin": rollout.begin,
        "begin_date": _date(plan, rollout.begin),
        "end": end,
        "end_date": None if goes_on else _last_day(plan, rollout.begin, end),
        "unfinished": goes_on,
        "target": plan.roadmap.rollout_by_key(rollout.key).target,
        "adoption": list(rollout.adoption),
        **_adaptation(plan, rollout),
    }


def _adaptation(plan: Plan, rollout: PlannedRollout) -> dict[str, Any]:
    """Give when the sector adapts its own systems first, where it does."""
    runs = rollout.adaptation
    if runs is None:
        return {}
    dates = {"start_date": _date(plan, runs.start), "end_date": _last_day(plan, runs.start, runs.end)}
    return {"adaptation": {"start": runs.start, "end": runs.end, **dates}}


def _load(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give load and capacity per sector and period, in person-months, and the one as a share of the other.

    What other load takes is there for sectors where it takes anything, and so are support and what
    adaptations ask, by measure.
    """
    limits, busy = capacity(plan.roadmap), busy_shares(plan.roadmap, schedule)
    taken, given = other_load(plan.roadmap), support(plan.roadmap, schedule)
    adapted = adapting(plan.roadmap, schedule)
    return [
        {
            "sector": sector,
            "person_months": months,
            "capacity": limits[sector],
            "share": None if limits[sector] is None else [_finite(share) for share in busy[sector]],
            **({"other_load": taken[sector]} if sector in taken else {}),
            **({"support": given[sector]} if sector in given else {}),
            **({"adaptation": adapted[sector]} if sector in adapted else {}),
        }
        for sector, months in load(plan.roadmap, schedule).items()
    ]


def _coverage(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give the coverage of the target picture and its services at the end of each period."""
    services = service_coverage(plan.roadmap, schedule)
    return [
        {
            "period": period,
            "date": _last_day(plan, period, period + 1),
            "target_picture": share,
            "services": {service: shares[period] for service, shares in services.items()},
        }
        for period, share in enumerate(coverage(plan.roadmap, schedule))
    ]


def _appraisal(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """Give what the net benefit is made of, in NOK of the price year, discounted to the analysis year.

    Benefits less costs less tax cost, plus what ends are worth by table, is the net present value. What
    missed soft deadlines and requirements cost stands beside it, undiscounted: the objective ``value`` is one
    less the others.
    Residual value is no part of it; what comes from measures done anyway is.
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
        "shortfall_cost_nok": shortfall_cost_nok(plan.roadmap, schedule),
        "last_year": last_year(plan.roadmap),
        "value_done_anyway_nok": value_done_anyway(plan.roadmap, schedule),
        "lifetime_years": plan.roadmap.economics.lifetime_years,
        "residual_value_nok": residual_value(plan.roadmap, schedule),
    }


def _money(plan: Plan, schedule: Schedule) -> list[dict[str, Any]]:
    """Give the money of each calendar year in NOK of the price year, not discounted, without tax cost."""
    return [
        {
            "year": money.year,
            "investment_nok": money.investment_nok,
            "budget_nok": money.budget_nok,
            "budget_is_full": money.is_full,
            "running_cost_nok": money.running_cost_nok,
            "benefit_nok": money.benefit_nok,
        }
        for money in money_by_year(plan.roadmap, schedule)
    ]


def _finite(share: float) -> float | None:
    """Give a share of capacity; ``None`` where something is asked of nothing, which is endless."""
    return share if isfinite(share) else None


def _last_day(plan: Plan, start: int | None, end: int | None) -> str | None:
    """Give the last day of what runs between two instants as text."""
    if start is None or end is None:
        return None
    return plan.roadmap.calendar.last_day(start, end).isoformat()


def _date(plan: Plan, instant: int | None) -> str | None:
    return None if instant is None else plan.roadmap.calendar.date_of(instant).isoformat()
