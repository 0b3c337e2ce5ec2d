"""What differs between two plans, as JSON, and its schema."""

from collections.abc import Sequence

from planner.comparison import Behind, Comparison, Difference, Unlike, WhyMoved
from planner.files.edits_json import edit_out, edit_schema
from planner.files.json_document import json_document
from planner.files.schema_parts import Json, array_of, described, object_with, or_nothing
from planner.files.variance_json import variance_data, variance_schema
from planner.model import Finding, Plan
from planner.results import measure_end, measure_start
from planner.say import finding_data
from planner.variance import Variance

SCHEMA = 5


def comparison_to_json(found: Comparison, since: Variance | None = None) -> str:
    """Give it as text; changes go by their number, from 1, and days are first and last ones.

    Parameters
    ----------
    since
        What became of measures between the status dates of the two, where these differ.
    """
    parts = {
        "before": found.before.digest,
        "after": found.after.digest,
        "unlike": [str(each) for each in found.unlike],
        "difference": difference_data(found.difference),
        "changes": [
            {"row": each.subject, "edits": [edit_out(edit) for edit in each.edits]} for each in found.changes
        ],
        "moved": [_moved(found, each) for each in found.moved],
        **{name: list(getattr(found, name)) for name in _LISTS},
        "broken": _findings(found.broken),
        "behind": _behind(found.behind),
        "variance": None if since is None else variance_data(since),
    }
    return json_document("comparison", SCHEMA, parts)


def difference_data(change: Difference) -> Json:
    """Give what differs in figures: what was optimised, each with its proved range."""
    return {
        "optimised": [
            {
                "objective": each.objective.kind.value,
                "difference": each.amount,
                "least": each.least,
                "most": each.most,
                "told_apart": each.is_told_apart,
                "equal": each.is_equal,
            }
            for each in change.answers
        ],
        "told_apart": change.is_told_apart,
        "net_present_value_nok": change.worth_nok,
    }


def _moved(found: Comparison, why: WhyMoved) -> Json:
    return {
        "measure": why.measure,
        "was_in": why.was_in,
        "is_in": why.is_in,
        "was": _days(found.before, why.measure),
        "now": _days(found.after, why.measure),
        "is_forced": why.is_forced,
        "broken": _findings(why.broken),
        "keeps_less": why.keeps_less,
        "worth": why.worth,
        "behind": _behind(why.behind),
    }


def _days(plan: Plan, measure_id: str) -> Json | None:
    """Give the first and the last day of a measure; nothing where it is out."""
    assert plan.schedule is not None
    start = measure_start(plan.roadmap, plan.schedule, measure_id)
    end = measure_end(plan.roadmap, plan.schedule, measure_id)
    if start is None or end is None:
        return None
    calendar = plan.roadmap.calendar
    return {
        "first": calendar.date_of(start).isoformat(),
        "last": calendar.last_day(start, end).isoformat(),
    }


def _findings(findings: Sequence[Finding]) -> list[Json]:
    return [finding_data(each) for each in findings]


def _behind(behind: Behind | None) -> Json | None:
    if behind is None:
        return None
    numbers = [place + 1 for place in behind.changes]
    return {
        "changes": numbers,
        "measures": list(behind.measures),
        "left": behind.is_left,
        "settled": behind.is_settled,
    }


_LISTS = ("reshaped", "new", "gone", "finished", "under_way")
_TEXT, _NUMBER, _YES_NO = {"type": "string"}, {"type": "number"}, {"type": "boolean"}
_FINDING, _ANYTHING = {"$ref": "#/$defs/Finding"}, {"$ref": "#/$defs/Anything"}


def comparison_schema() -> Json:
    """Give the JSON Schema of what ``planner compare --json`` prints, draft 2020-12."""
    listed = {"type": "array", "items": _TEXT}
    inside = {
        "kind": {"const": "comparison"},
        "schema": {"const": SCHEMA},
        "before": described(_TEXT, "SHA-256 of the earlier plan's roadmap."),
        "after": described(_TEXT, "SHA-256 of the later plan's roadmap."),
        "unlike": {
            "type": "array",
            "items": {"enum": [each.value for each in Unlike]},
            "description": "Why values are not to be set side by side; empty where they may be.",
        },
        "difference": _difference(),
        "changes": described(
            {
                "type": "array",
                "items": object_with({"row": _TEXT, "edits": array_of({"$ref": "#/$defs/Edit"})}),
            },
            "Rows of the data that differ, each with what makes the later of the earlier.",
        ),
        "moved": array_of({"$ref": "#/$defs/Moved"}),
        **dict.fromkeys(_LISTS, listed),
        "broken": described(array_of(_FINDING), "What the earlier plan as a whole breaks now."),
        "behind": _behind_schema(),
        "variance": or_nothing(
            variance_schema(),
            "What became of measures between two status dates; nothing where both have the same.",
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What differs between two plans",
        **object_with(inside),
        "$defs": {
            "Anything": _anything(),
            "Edit": edit_schema(),
            "Finding": _finding_schema(),
            "Moved": _moved_schema(),
        },
    }


def _difference() -> Json:
    either = or_nothing(_NUMBER)
    answer = {
        "objective": _TEXT,
        "difference": _NUMBER,
        "least": either,
        "most": either,
        "told_apart": _YES_NO,
        "equal": _YES_NO,
    }
    return object_with(
        {
            "optimised": array_of(object_with(answer)),
            "told_apart": _YES_NO,
            "net_present_value_nok": _NUMBER,
        }
    )


def _moved_schema() -> Json:
    day = {"type": "string", "format": "date"}
    days = or_nothing(object_with({"first": day, "last": day}))
    parts = {
        "measure": _TEXT,
        "was_in": _YES_NO,
        "is_in": _YES_NO,
        "was": days,
        "now": days,
        "is_forced": described(_YES_NO, "Whether it cannot be as before, all others as they are now."),
        "broken": described(array_of(_FINDING), "What forbids it to be as before."),
        "keeps_less": described(_YES_NO, "Whether as before less would be kept of what comes first."),
        "worth": or_nothing(_NUMBER, "What the score would lose if it alone were as before."),
        "behind": _behind_schema(),
    }
    return object_with(parts)


def _finding_schema() -> Json:
    number = or_nothing({"type": "integer"})
    parts = {
        **dict.fromkeys(("code", "severity", "table", "column", "subject", "changed_in"), _TEXT),
        **dict.fromkeys(("row", "change"), number),
        "message": described(_TEXT, "What is wrong, in the language that was asked for."),
        "text": described(_TEXT, "The same as it stands in the catalogue, with places for the values."),
        "values": {"type": "object", "additionalProperties": _ANYTHING},
    }
    return object_with(parts)


def _anything() -> Json:
    """Give the schema of what goes into a message."""
    kinds = ["string", "number", "boolean", "array", "object", "null"]
    return {"type": kinds, "additionalProperties": _ANYTHING}


def _behind_schema() -> Json:
    number = {"type": "integer", "minimum": 1}
    known = object_with(
        {
            "changes": described(array_of(number), "The fewest, by number, whose taking back would undo it."),
            "measures": described(
                array_of(_TEXT), "Of what is left then, the fewest others that, put back too, undo it."
            ),
            "left": described(
                _YES_NO,
                "Whether something is left: time has passed, or it was worth something before.",
            ),
            "settled": described(_YES_NO, "Whether that is known: time may not have sufficed."),
        }
    )
    return or_nothing(known)
