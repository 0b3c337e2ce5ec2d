"""Why the dates of a plan are what they are, as JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from planner.explain import Cell, Holds, Reason, fillings, leads, rests_on
from planner.model import Plan, PlanDate

SCHEMA = 1


def reasons_to_json(plan: Plan, reasons: Iterable[Reason]) -> str:
    """Give it as text: the digest of the data, and each date with its verdict and what holds it.

    ``others_kept`` tells that an answer is about plans that keep all other measures as they are; instants are
    those of ``plan.json``, one beyond the horizon for what is not reached within it.
    """
    said = {
        "kind": "explanation",
        "schema": SCHEMA,
        "digest": plan.digest,
        "dates": [_reason(plan, each) for each in reasons],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _reason(plan: Plan, reason: Reason) -> dict[str, Any]:
    beyond = reason.instant > plan.roadmap.calendar.periods
    found = reason.holds
    ahead = leads(plan.roadmap, plan.schedule, reason) if plan.schedule else {}
    return {
        "date": _named(reason.date),
        "instant": reason.instant,
        "day": None if beyond else plan.roadmap.calendar.date_of(reason.instant).isoformat(),
        "verdict": str(reason.verdict),
        "others_kept": reason.is_local,
        "by_order": reason.by_order,
        "loss": reason.loss,
        **_holds(plan, found, ahead),
        "filled": [
            {
                "sector": each.sector.id,
                "periods": list(each.periods),
                "by": [{"measure": measure.id, "share": share} for measure, share in each.parts],
            }
            for each in fillings(plan, reason)
        ],
    }


def _holds(plan: Plan, found: Holds[Cell] | None, leads_to: Mapping[Cell, PlanDate]) -> dict[str, Any]:
    if found is None:
        return {"holds": None, "are_all_holds": None, "way_out": None}
    return {
        "holds": [[_cell(plan, cell, leads_to.get(cell)) for cell in hold] for hold in found.holds],
        "are_all_holds": found.is_all,
        "way_out": None if found.way_out is None else [_cell(plan, cell) for cell in found.way_out],
    }


def _named(date: PlanDate) -> dict[str, Any]:
    fields = {"measure": date.measure, "phase": date.phase, "sector": date.sector, "service": date.service}
    share = {} if date.share is None else {"share": date.share}
    return {"kind": str(date.kind), **{name: value for name, value in fields.items() if value}, **share}


def _cell(plan: Plan, cell: Cell, leads_to: PlanDate | None = None) -> dict[str, Any]:
    fields = {"measure": cell.measure, "phase": cell.phase, "sector": cell.sector}
    named: dict[str, Any] = {name: value for name, value in fields.items() if value}
    if cell.number >= 0:
        named["number"] = cell.number
    rests = rests_on(plan, cell)
    if rests is not None:
        named |= {"basis": str(rests.basis), "sources": list(rests.sources)}
    if leads_to is not None:
        named["leads_to"] = _named(leads_to)
    return {"kind": str(cell.kind), **named}
