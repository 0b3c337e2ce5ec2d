"""Why the dates of a plan are what they are, as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.files.json_document import json_document
from planner.model import Plan, PlanDate
from planner.why import (
    Cell,
    Critical,
    CriticalArrow,
    Filler,
    Filling,
    Holds,
    Reason,
    ReasonChain,
    Root,
    leads,
    rests_on,
)

SCHEMA = 2
Json = dict[str, Any]


def reasons_to_json(plan: Plan, reasons: Iterable[Reason]) -> str:
    """Give it as text: the digest of the data, and each date with its verdict and what holds it.

    ``others_kept`` tells that an answer is about plans that keep all other measures as they are; instants are
    those of ``plan.json``, one beyond the horizon for what is not reached within it.
    """
    return _text(plan, reasons)


def chains_to_json(plan: Plan, chains: Iterable[ReasonChain]) -> str:
    """Give the same of all dates in some chains, each once, and the chains as trees."""
    found = list(chains)
    reasons = {each.date: each.reason for chain in found for each in chain.walk()}
    return _text(plan, reasons.values(), chains=[_chain(plan, each) for each in found])


def critical_to_json(plan: Plan, found: Critical) -> str:
    """Give the same of all dates in a critical graph, and the graph."""
    graph = {
        "ends": [date_data(each) for each in found.ends],
        "arrows": [_arrow(plan, each) for each in found.arrows],
        "main": [[date_data(each) for each in main] for main in found.mains],
    }
    return _text(plan, found.reasons.values(), critical=graph)


def _text(plan: Plan, reasons: Iterable[Reason], **more: object) -> str:
    parts = {"digest": plan.digest, "dates": [_reason(plan, each) for each in reasons], **more}
    return json_document("explanation", SCHEMA, parts)


def _reason(plan: Plan, reason: Reason) -> Json:
    beyond = reason.instant > plan.roadmap.calendar.periods
    ahead = leads(plan.roadmap, plan.schedule, reason) if plan.schedule else {}
    brings = reason.entering
    return {
        "date": date_data(reason.date),
        "instant": reason.instant,
        "day": None if beyond else plan.roadmap.calendar.date_of(reason.instant).isoformat(),
        "verdict": str(reason.verdict),
        "others_kept": reason.is_local,
        "by_order": reason.by_order,
        "loss": reason.loss,
        "least_loss": reason.least_loss,
        "earns_nok": None if brings is None else brings.earns_nok,
        "costs_nok": None if brings is None else brings.costs_nok,
        **_holds(plan, reason.holds, ahead),
        "filled": [_filling(plan, each) for each in reason.fillings],
    }


def _holds(plan: Plan, found: Holds[Cell] | None, leads_to: Mapping[Cell, PlanDate]) -> Json:
    if found is None:
        return {"holds": None, "are_smallest": None, "are_all_holds": None, "way_out": None}
    return {
        "holds": [[_cell(plan, cell, leads_to.get(cell)) for cell in hold] for hold in found.holds],
        "are_smallest": found.is_smallest,
        "are_all_holds": found.is_all,
        "way_out": None if found.way_out is None else [_cell(plan, cell) for cell in found.way_out],
    }


def _filling(plan: Plan, found: Filling) -> Json:
    return {
        "limit": _cell(plan, found.limit),
        "periods": list(found.periods),
        "by": [_filler(each) for each in found.fillers],
    }


def _filler(filler: Filler) -> Json:
    date = {} if filler.date is None else {"date": date_data(filler.date)}
    found = filler.yielding
    yields = {} if found is None else {"is_enough": found.is_enough, "loss": found.loss}
    return {"measure": filler.measure, "share": filler.share, **date, **yields}


def _chain(plan: Plan, chain: ReasonChain) -> Json:
    return {
        "date": date_data(chain.date),
        "is_met": chain.is_met,
        "roots": [_root(plan, each) for each in chain.roots],
        "leads": [
            {
                "link": None if each.link is None else _cell(plan, each.link),
                "share": each.share,
                "chain": _chain(plan, each.chain),
            }
            for each in chain.leads
        ],
    }


def _root(plan: Plan, root: Root) -> Json:
    cell = {} if root.cell is None else {"cell": _cell(plan, root.cell)}
    filled = {} if root.filling is None else {"filled": _filling(plan, root.filling)}
    loss = {} if root.loss is None else {"loss": root.loss}
    return {"kind": str(root.kind), **cell, **filled, **loss}


def _arrow(plan: Plan, arrow: CriticalArrow) -> Json:
    return {
        "date": date_data(arrow.date),
        "leads_to": date_data(arrow.leads_to),
        "kind": str(arrow.kind),
        "cell": None if arrow.cell is None else _cell(plan, arrow.cell),
        "share": arrow.share,
    }


def date_data(date: PlanDate) -> Json:
    """Give a date as plain data, with what it is of."""
    fields = {"measure": date.measure, "phase": date.phase, "sector": date.sector, "service": date.service}
    share = {} if date.share is None else {"share": date.share}
    return {"kind": str(date.kind), **{name: value for name, value in fields.items() if value}, **share}


def _cell(plan: Plan, cell: Cell, leads_to: PlanDate | None = None) -> Json:
    fields = {"measure": cell.measure, "phase": cell.phase, "sector": cell.sector}
    named: Json = {name: value for name, value in fields.items() if value}
    if cell.number >= 0:
        named["number"] = cell.number
    rests = rests_on(plan, cell)
    if rests is not None:
        named |= {"basis": str(rests.basis), "sources": list(rests.sources)}
    if leads_to is not None:
        named["leads_to"] = date_data(leads_to)
    return {"kind": str(cell.kind), **named}
