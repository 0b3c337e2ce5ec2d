"""What a plan comes to, as plain data: what text and documents say beside the schedule itself."""

from typing import Any

from planner import results
from planner.model import Basis, Plan
from planner.results import Facts
from planner.say import assumed_figures
from planner.sensitivity import swing_data


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Give services, deadlines, bottlenecks and the rest that is counted from a schedule."""
    found = Facts(plan)
    assumed, total = assumed_figures(plan)
    return {
        "finish": _finish(found),
        "services": _services(found),
        "deadlines": _deadlines(found),
        "requirements": [_requirement(each) for each in found.requirements],
        "bottlenecks": _bottlenecks(found),
        "left_out": [measure.id for measure in found.left_out],
        "later_than_published": list(found.late),
        "coverage_by_year": [
            {"year": year, "target_picture": share} for year, share in found.coverage_by_year.items()
        ],
        "figures": {"assumed": assumed, "all": total},
        "rests_on": {str(what): _by_basis(shares) for what, shares in found.rests_on.items()},
    }


def _by_basis(shares: dict[Basis, float]) -> dict[str, float]:
    return {str(basis): share for basis, share in shares.items()}


def published_dates(plan: Plan, measure_id: str) -> dict[str, Any] | None:
    """Give the dates of the latest published roadmap; the end is the last day."""
    row = plan.roadmap.published_for(measure_id)
    if row is None:
        return None
    return {
        "start_date": None if row.start is None else row.start.isoformat(),
        "end_date": None if row.end is None else row.end.isoformat(),
        "source_year": row.source_year,
    }


def budget_facts(plan: Plan) -> dict[str, Any]:
    """Give what is used of each budget by payer and years, in NOK of the price year, where any are listed."""
    if not results.has_budgets_to_list(plan.roadmap):
        return {}
    return {"budgets": [_budget(use) for use in Facts(plan).budgets]}


def swing_facts(plan: Plan) -> dict[str, Any]:
    """Give what each group of assumed figures moves, where that has been worked out."""
    return {"swings": [swing_data(plan.roadmap, each) for each in plan.swings]} if plan.swings else {}


def _budget(use: results.BudgetUse) -> dict[str, Any]:
    budget = use.budget
    return {
        "year": budget.year,
        "last_year": budget.last,
        "payer": budget.payer or None,
        "limit_nok": budget.limit_nok,
        "spent_nok": budget.spent_nok,
        "used_nok": use.used_nok,
        "left_nok": use.left_nok,
        "full": use.is_full,
    }


def _finish(found: Facts) -> dict[str, Any]:
    """Give when the last measure ends, and how many rollouts do not within the horizon."""
    ends = not found.unfinished and found.measures
    return {
        "end": found.finish,
        "end_date": found.roadmap.calendar.last_day(0, found.finish).isoformat() if ends else None,
        "unfinished_rollouts": len(found.unfinished),
    }


def _services(found: Facts) -> list[dict[str, Any]]:
    """Give each service with the period at whose end it is realised, and that period's last day."""
    calendar = found.roadmap.calendar
    told = []
    for service in found.roadmap.services:
        period = found.realised[service.id]
        date = None if period is None else calendar.last_day(period, period + 1).isoformat()
        told.append(
            {
                "id": service.id,
                "name": service.name,
                "threshold": service.threshold,
                "realised_period": period,
                "realised_date": date,
            }
        )
    return told


def _deadlines(found: Facts) -> list[dict[str, Any]]:
    """Give the deadlines of the measures that are in: when each is met, and by how much it is missed."""
    return [_deadline(found, due) for dues in found.deadlines.values() for due in dues]


def _deadline(found: Facts, due: results.Due) -> dict[str, Any]:
    last = None
    if due.met is not None and due.start is not None:
        last = found.roadmap.calendar.last_day(due.start, due.met).isoformat()
    return {
        "measure": due.measure,
        "sector": due.sector or None,
        "share": due.share,
        "day": due.deadline.day.isoformat(),
        "hard": due.deadline.is_hard,
        "met": due.met,
        "met_date": last,
        "missed": due.is_missed,
        "periods_late": due.periods,
        "cost_nok": due.cost_nok,
    }


def _requirement(standing: results.Standing) -> dict[str, Any]:
    """Give what a requirement asks and what is reached: shares, services, or the instant of an end."""
    asked = standing.requirement
    return {
        "id": asked.id,
        "kind": asked.kind.value,
        "day": asked.day.isoformat(),
        "hard": asked.is_hard,
        "asked": standing.asked,
        "reached": standing.reached,
        "missing": standing.missing,
        "met": standing.is_met,
        "cost_nok": standing.cost_nok,
    }


def _bottlenecks(found: Facts) -> list[dict[str, Any]]:
    """Give the sectors that are ever full, most often first, and from which share of capacity that counts."""
    return [
        {
            "sector": sector.id,
            "full_periods": count,
            "periods": found.roadmap.calendar.periods,
            "full_from": results.FULL,
        }
        for sector, count in found.bottlenecks
    ]
