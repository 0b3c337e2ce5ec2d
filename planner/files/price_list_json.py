"""What changes are worth to a plan, as JSON for other programs, and the schema of that."""

from collections.abc import Iterable
from typing import Any

from planner.files.diagnosis_schema import diagnosis_definitions, diagnosis_parts
from planner.files.json_document import json_document
from planner.files.schema_parts import Json, object_with, or_nothing
from planner.model import LooseningKind, Plan, PricedChange, PriceList, said
from planner.prices import PricedWish

SCHEMA = 1
_TEXT, _AMOUNT = {"type": "string"}, {"type": "number"}


def price_list_to_json(plan: Plan, found: PriceList) -> str:
    """Give the list as text: how many changes were looked at, and each that is worth anything."""
    told = {"looked_at": found.looked_at, "left": found.left, "rows": price_data(found.rows)}
    return _text(plan, "price list", told)


def wish_price_to_json(plan: Plan, found: PricedWish | None, diagnosis: Json | None) -> str:
    """Give the price of a wish as text, or why it is impossible, as ``planner diagnose`` writes that."""
    told = None if found is None else _figures(found) | {"has_plan": found.schedule is not None}
    return _text(plan, "wish price", {"price": told, "diagnosis": diagnosis})


def price_data(rows: Iterable[PricedChange]) -> list[dict[str, Any]]:
    """Give rows as plain data: the change, its figures, and whether they settle that it is worth anything."""
    return [_change(each) | _figures(each) for each in rows]


def _text(plan: Plan, kind: str, told: Json) -> str:
    head = {"digest": plan.digest, "objective_kind": str(plan.objective.kind)}
    return json_document(kind, SCHEMA, head | told)


def _change(row: PricedChange) -> dict[str, Any]:
    fields = {name: getattr(row.change, name) for name in said(row.change)}
    return {"change": {name: value for name, value in fields.items() if name != "number" or value >= 0}}


def _figures(found: PricedChange | PricedWish) -> dict[str, Any]:
    return {
        "sure": found.sure,
        "estimate": found.estimate,
        "proved_least": found.least,
        "proved_most": found.most,
        "is_settled": found.is_settled,
    }


def price_list_schema() -> Json:
    """Give the JSON Schema of what ``planner price --json`` prints, draft 2020-12."""
    listed = _head("price list") | {
        "looked_at": _count("How many changes were looked at, those worth nothing among them."),
        "left": _count("How many there was no time for."),
        "rows": {"type": "array", "items": {"$ref": "#/$defs/PricedChange"}},
    }
    priced = object_with({"change": _loosening()} | _priced())
    has_plan = {"type": "boolean", "description": "Whether a lawful plan with the wish was found."}
    wished = _head("wish price") | {
        "price": or_nothing(object_with(_priced() | {"has_plan": has_plan}), "Null where it is impossible."),
        "diagnosis": or_nothing(object_with(diagnosis_parts()), "Why it is impossible."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What changes are worth to a plan, or what a wish costs it",
        "anyOf": [object_with(listed), object_with(wished)],
        "$defs": diagnosis_definitions() | {"PricedChange": priced},
    }


def _head(kind: str) -> Json:
    return {
        "kind": {"const": kind},
        "schema": {"const": SCHEMA},
        "digest": _TEXT | {"description": "SHA-256 of the roadmap that the plan was made from."},
        "objective_kind": _TEXT | {"description": "What the plan is best at; figures are in that unit."},
    }


def _priced() -> Json:
    """Give the three figures; each is how much better plans are with the change, worse where below 0."""
    sure = "The score of a lawful plan with it, made from this one, less that of this plan."
    estimate = "The same difference between the linear relaxations; neither at least nor at most."
    return {
        "sure": or_nothing(_AMOUNT, sure),
        "estimate": or_nothing(_AMOUNT, estimate),
        "proved_least": or_nothing(_AMOUNT, "The best plans differ by this at least; null is not proved."),
        "proved_most": or_nothing(_AMOUNT, "The best plans differ by this at most; null is not proved."),
        "is_settled": {"type": "boolean", "description": "Whether what is proved leaves out 0."},
    }


def _loosening() -> Json:
    number = "Of a dependency, a budget or a kept level: its place, from 0."
    parts: Json = {
        "kind": {"enum": [str(each) for each in LooseningKind]},
        **dict.fromkeys(("measure", "phase", "sector"), _TEXT),
        "year": {"type": "integer"},
        "number": _count(number),
    }
    return object_with(parts, required=["kind"])


def _count(told: str) -> Json:
    return {"type": "integer", "minimum": 0, "description": told}
