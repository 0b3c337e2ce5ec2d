"""The JSON Schema of what ``planner explain --json`` prints."""

from planner.files.reasons_json import SCHEMA
from planner.files.schema_parts import Json, enum_of, object_with, or_nothing
from planner.model import Basis, DateKind
from planner.why import ArrowKind, CellKind, DateVerdict, RootKind

_TEXT, _SHARE = {"type": "string"}, {"type": "number", "minimum": 0.0, "maximum": 1.0}


def explanation_schema() -> Json:
    """Give the JSON Schema of reasons, draft 2020-12."""
    inside = {
        "kind": {"const": "explanation"},
        "schema": {"const": SCHEMA},
        "digest": _TEXT | {"description": "SHA-256 of the roadmap that the plan was made from."},
        "dates": _list_of("Reason"),
        "chains": _list_of("Chain") | {"description": "With --follow: why each date that was asked for."},
        "critical": {"$ref": "#/$defs/Critical"},
    }
    parts = {
        "Arrow": _arrow(),
        "Cell": _cell(),
        "Chain": _chain(),
        "Critical": _critical(),
        "Date": date_schema(),
        "Filling": _filling(),
        "Lead": _lead(),
        "Reason": _reason(),
        "Root": _root(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Why the dates of a plan are what they are",
        **object_with(inside, required=["kind", "schema", "digest", "dates"]),
        "$defs": parts,
    }


def _reason() -> Json:
    cells = _list_of("Cell")
    parts = {
        "date": {"$ref": "#/$defs/Date"},
        "instant": {"type": "integer", "description": "One beyond the horizon where it is not reached."},
        "day": or_nothing({"type": "string", "format": "date"}, "The first day from which it is so."),
        "verdict": enum_of(DateVerdict, "Why it is not a period earlier; unsettled where time ran out."),
        "others_kept": {
            "type": "boolean",
            "description": "Whether the verdict is about plans that keep all other measures as they are.",
        },
        "by_order": {
            "type": "boolean",
            "description": "Whether order, durations and paces alone make it impossible.",
        },
        "loss": or_nothing({"type": "number"}, "What the score loses by the best with it a period earlier."),
        "least_loss": or_nothing(
            {"type": "number"},
            "Where the best is not known: what is lost at least; the loss is then the most.",
        ),
        "earns_nok": or_nothing({"type": "number"}, "What a measure that is left out would earn."),
        "costs_nok": or_nothing({"type": "number"}, "What it would cost, tax cost included."),
        "holds": or_nothing(
            {"type": "array", "items": cells}, "Each a set of cells that forbids it by itself, none too many."
        ),
        "are_smallest": or_nothing(
            {"type": "boolean"},
            "False where it was not settled, by time or by work, whether the one told has a cell too many.",
        ),
        "are_all_holds": or_nothing({"type": "boolean"}, "Whether it is known that there are no others."),
        "way_out": or_nothing(cells, "The fewest cells whose relaxing allows it, all others kept."),
        "filled": _list_of("Filling"),
    }
    return object_with(parts)


def date_schema() -> Json:
    """Give the schema of a date of a plan."""
    parts = {
        "kind": enum_of(
            DateKind, "Start or end of a phase or a rollout, a realised service, or a measure in."
        ),
        **dict.fromkeys(("measure", "phase", "sector", "service"), _TEXT),
        "share": _SHARE | {"description": "What a rollout is to have reached, where that is not its target."},
    }
    return object_with(parts, required=["kind"])


def _cell() -> Json:
    parts = {
        "kind": enum_of(CellKind, "What it is; what relaxing it means stands in problem.md, section 10."),
        **dict.fromkeys(("measure", "phase", "sector"), _TEXT),
        "number": {
            "type": "integer",
            "minimum": 0,
            "description": "Of a dependency, budget, group, requirement or kept level: its place, from 0.",
        },
        "basis": enum_of(Basis, "The weakest of the rows that it stands in."),
        "sources": {"type": "array", "items": _TEXT},
        "leads_to": {"$ref": "#/$defs/Date"},
    }
    return object_with(parts, required=["kind"])


def _filling() -> Json:
    by = {
        "measure": _TEXT,
        "share": _SHARE,
        "date": {"$ref": "#/$defs/Date"},
        "is_enough": or_nothing(
            {"type": "boolean"}, "Whether the date could come earlier if it gave way; null is not settled."
        ),
        "loss": or_nothing({"type": "number"}, "What the score would lose by it."),
    }
    parts = {
        "limit": {"$ref": "#/$defs/Cell"},
        "periods": {"type": "array", "items": {"type": "integer", "minimum": 0}},
        "by": {"type": "array", "items": object_with(by, required=["measure", "share"])},
    }
    return object_with(parts) | {"description": "Who fills a limit among the holds, and when."}


def _chain() -> Json:
    parts = {
        "date": {"$ref": "#/$defs/Date"},
        "is_met": {"type": "boolean", "description": "Whether it stands above, and is not followed again."},
        "roots": _list_of("Root"),
        "leads": _list_of("Lead"),
    }
    return object_with(parts)


def _lead() -> Json:
    parts = {
        "link": or_nothing({"$ref": "#/$defs/Cell"}, "Null of a contributor to a service."),
        "share": _SHARE | {"description": "Of a contributor, its share of what brings the service about."},
        "chain": {"$ref": "#/$defs/Chain"},
    }
    return object_with(parts)


def _root() -> Json:
    parts = {
        "kind": enum_of(RootKind, "Where the chain ends; see problem.md, section 10."),
        "cell": {"$ref": "#/$defs/Cell"},
        "filled": {"$ref": "#/$defs/Filling"},
        "loss": {"type": "number", "description": "Of a choice: what the score loses by an earlier date."},
    }
    return object_with(parts, required=["kind"])


def _critical() -> Json:
    mains = {"type": "array", "items": _list_of("Date"), "description": "The main chain of each end."}
    parts = {"ends": _list_of("Date"), "arrows": _list_of("Arrow"), "main": mains}
    return object_with(parts) | {"description": "With --critical: what the ends wait for."}


def _arrow() -> Json:
    parts = {
        "date": {"$ref": "#/$defs/Date"},
        "leads_to": {"$ref": "#/$defs/Date"},
        "kind": enum_of(ArrowKind, "Whether it depends on it, or waits for a limit that it fills."),
        "cell": or_nothing({"$ref": "#/$defs/Cell"}, "The link or the limit; null of a contributor."),
        "share": _SHARE,
    }
    return object_with(parts)


def _list_of(name: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
