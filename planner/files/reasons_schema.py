"""The JSON Schema of what ``planner explain --json`` prints."""

from typing import Any

from planner.explain import CellKind, DateVerdict
from planner.files.reasons_json import SCHEMA
from planner.model import Basis, DateKind

Json = dict[str, Any]

_TEXT, _SHARE = {"type": "string"}, {"type": "number", "minimum": 0.0, "maximum": 1.0}
_NOTHING = {"type": "null"}


def explanation_schema() -> Json:
    """Give the JSON Schema of reasons, draft 2020-12."""
    inside = {
        "kind": {"const": "explanation"},
        "schema": {"const": SCHEMA},
        "digest": _TEXT | {"description": "SHA-256 of the roadmap that the plan was made from."},
        "dates": {"type": "array", "items": {"$ref": "#/$defs/Reason"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Why the dates of a plan are what they are",
        **_object(inside),
        "$defs": {"Cell": _cell(), "Date": _date(), "Filling": _filling(), "Reason": _reason()},
    }


def _reason() -> Json:
    cells = {"type": "array", "items": {"$ref": "#/$defs/Cell"}}
    parts = {
        "date": {"$ref": "#/$defs/Date"},
        "instant": {"type": "integer", "description": "One beyond the horizon where it is not reached."},
        "day": _or_nothing({"type": "string", "format": "date"}, "The first day from which it is so."),
        "verdict": _enum(DateVerdict, "Why it is not a period earlier; unsettled where time ran out."),
        "others_kept": {
            "type": "boolean",
            "description": "Whether the verdict is about plans that keep all other measures as they are.",
        },
        "by_order": {
            "type": "boolean",
            "description": "Whether order, durations and paces alone make it impossible.",
        },
        "loss": _or_nothing({"type": "number"}, "What the score loses by the best with it a period earlier."),
        "holds": _or_nothing(
            {"type": "array", "items": cells}, "Each a smallest set of cells that forbids it by itself."
        ),
        "are_all_holds": _or_nothing({"type": "boolean"}, "Whether it is known that there are no others."),
        "way_out": _or_nothing(cells, "The fewest cells whose relaxing allows it, all others kept."),
        "filled": {"type": "array", "items": {"$ref": "#/$defs/Filling"}},
    }
    return _object(parts)


def _date() -> Json:
    parts = {
        "kind": _enum(DateKind, "Start of a phase, end of a rollout, a realised service, or a measure in."),
        **dict.fromkeys(("measure", "phase", "sector", "service"), _TEXT),
        "share": _SHARE | {"description": "What a rollout is to have reached, where that is not its target."},
    }
    return _object(parts, required=["kind"])


def _cell() -> Json:
    parts = {
        "kind": _enum(CellKind, "What it is; what relaxing it means stands in problem.md, section 10."),
        **dict.fromkeys(("measure", "phase", "sector"), _TEXT),
        "number": {
            "type": "integer",
            "minimum": 0,
            "description": "Of a dependency, budget, group, requirement or kept level: its place, from 0.",
        },
        "basis": _enum(Basis, "The weakest of the rows that it stands in."),
        "sources": {"type": "array", "items": _TEXT},
        "leads_to": {"$ref": "#/$defs/Date"},
    }
    return _object(parts, required=["kind"])


def _filling() -> Json:
    by = _object({"measure": _TEXT, "share": _SHARE})
    parts = {
        "sector": _TEXT,
        "periods": {"type": "array", "items": {"type": "integer", "minimum": 0}},
        "by": {"type": "array", "items": by},
    }
    return _object(parts) | {"description": "Who fills a sector whose capacity is among the holds, and when."}


def _enum(kinds: Any, told: str) -> Json:
    return {"enum": [str(each) for each in kinds], "description": told}


def _or_nothing(schema: Json, told: str) -> Json:
    return {"anyOf": [schema, _NOTHING], "description": told}


def _object(parts: Json, required: list[str] | None = None) -> Json:
    """Give the schema of an object that has these parts and no other; all are required if none is named."""
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts) if required is None else required,
        "additionalProperties": False,
    }
