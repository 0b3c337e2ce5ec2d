"""The JSON Schema of what ``planner diagnose --json`` prints."""

from planner.files.edits_json import edit_schema
from planner.files.schema_parts import NOTHING, Json, object_with, or_nothing
from planner.why import CellKind, DiagnosisState, RemedyUnit, RepairKind

DIAGNOSIS_SCHEMA = 1

_TEXT = {"type": "string"}
_WHOLE, _YES_OR_NO = {"type": "integer"}, {"type": "boolean"}

_VALUE = {
    "type": ["string", "number", "boolean", "array", "object", "null"],
    "additionalProperties": {"$ref": "#/$defs/Value"},
    "description": "What goes into the places of a text, by name.",
}


def diagnosis_schema() -> Json:
    """Give the JSON Schema of a diagnosis in a file of its own, draft 2020-12."""
    head = {"kind": {"const": "diagnosis"}, "schema": {"const": DIAGNOSIS_SCHEMA}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Why there is no plan",
        **object_with(head | diagnosis_parts()),
        "$defs": diagnosis_definitions(),
    }


def diagnosis_parts() -> Json:
    """Give what a diagnosis holds, wherever it stands."""
    return {
        "digest": or_nothing(_TEXT, "SHA-256 of the roadmap with the wish in it."),
        "state": {"enum": [str(each) for each in DiagnosisState], "description": "What is known."},
        "faults": {"type": "array", "items": _finding(), "description": "Why it is refused."},
        "conflicts": {"type": "array", "items": {"$ref": "#/$defs/Conflict"}},
        "rest_has_plan": or_nothing(
            {"const": True}, "Whether there is a plan when what was wished for in the conflicts is set aside."
        ),
    }


def diagnosis_definitions() -> Json:
    """Give what the parts refer to."""
    return {"Cell": _cell(), "Change": _edit(), "Conflict": _conflict(), "Value": _VALUE}


def _finding() -> Json:
    """Give what ``planner check --json`` prints of each finding."""
    named = ("code", "severity", "table", "column", "subject", "changed_in", "message", "text")
    numbers = {name: {"anyOf": [_WHOLE, NOTHING]} for name in ("row", "change")}
    return object_with({**dict.fromkeys(named, _TEXT), **numbers, "values": {"$ref": "#/$defs/Value"}})


def _conflict() -> Json:
    changes = {"type": "array", "items": object_with(_change())}
    return object_with(
        {
            "groups": {"type": "array", "items": _group()},
            "is_smallest": _YES_OR_NO | {"description": "Whether each group is shown to be needed."},
            "repairs": {"type": "array", "items": _repair()},
            "does_not_suffice": changes | {"description": "Changes that alone do not mend it."},
            "unsettled": changes | {"description": "Changes for which time ran out."},
        }
    )


def _group() -> Json:
    needed = _YES_OR_NO | {"description": "Whether a lawful plan without it shows it to be needed."}
    return object_with({"rows": {"type": "array", "items": _row()}, "is_shown_needed": needed}) | {
        "description": "A row, or many that are told as one where time was too short to tell them apart."
    }


def _row() -> Json:
    return object_with(
        {
            "cell": {"$ref": "#/$defs/Cell"},
            "table": _TEXT,
            "row": or_nothing(_WHOLE, "Line of the file, the header being the first."),
            "column": _TEXT,
            "subject": _TEXT | {"description": "Key of the row."},
            "is_wish": _YES_OR_NO,
            "change": or_nothing(_WHOLE, "The change of the wish that it comes from, from 1."),
            "changed_in": _TEXT | {"description": "Where that change stands."},
            "words": _TEXT,
        }
    )


def _repair() -> Json:
    number = {"type": "number", "exclusiveMinimum": 0}
    return object_with(
        _change()
        | {
            "amount": number | {"description": "The least that has a lawful plan, in the unit."},
            "step": number | {"description": "How finely amounts were looked at."},
            "is_least": _YES_OR_NO | {"description": "Whether it is proved that a step less has no plan."},
            "edits": {"type": "array", "items": {"$ref": "#/$defs/Change"}},
            "words": _TEXT,
        }
    )


def _change() -> Json:
    return {
        "kind": {"enum": [str(each) for each in RepairKind]},
        "cell": or_nothing({"$ref": "#/$defs/Cell"}, "What is changed; null of the horizon."),
        "column": _TEXT | {"description": "Field of the model that is changed."},
        "unit": {"enum": [str(each) for each in RemedyUnit]},
    }


def _cell() -> Json:
    parts: Json = {
        "kind": {"enum": [str(each) for each in CellKind]},
        **dict.fromkeys(("measure", "phase", "sector"), _TEXT),
        "number": _WHOLE | {"minimum": 0, "description": "Of a dependency, budget, group or requirement."},
    }
    return object_with(parts, required=["kind"])


def _edit() -> Json:
    return edit_schema() | {"description": "As in the changes of a request."}
