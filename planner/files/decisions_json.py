"""How long what is open in a plan can wait, as JSON, and the JSON Schema of it."""

from collections.abc import Iterable

from planner.decisions import ChoiceKind, DateRoom, DueDecision, Possible, RoomSpan, calendar
from planner.files.json_document import json_document
from planner.files.reasons_json import date_data
from planner.files.reasons_schema import date_schema
from planner.files.schema_parts import Json, enum_of, object_with, or_nothing
from planner.model import Plan
from planner.runs import Outcome

SCHEMA = 1


def decisions_to_json(plan: Plan, loss: float, decisions: Iterable[DueDecision]) -> str:
    """Give it as text: the digest of the data, the loss in the unit of the score, and the calendar.

    Instants are those of ``plan.json``, one beyond the horizon for what is not reached within it.
    """
    ordered = [each for _by, some in calendar(plan.roadmap, decisions) for each in some]
    parts = {
        "digest": plan.digest,
        "loss": loss,
        "decisions": [_decision(plan, each) for each in ordered],
    }
    return json_document("decisions", SCHEMA, parts)


def _decision(plan: Plan, decision: DueDecision) -> Json:
    return {
        "kind": str(decision.choice.kind),
        "date": date_data(decision.choice.date),
        "by": _day(plan, decision.by),
        "proved_by": _day(plan, decision.proved_by),
        "cannot_wait": decision.cannot_wait,
        "outcome": str(decision.outcome),
        "room": None if decision.room is None else _room(decision.room),
    }


def _day(plan: Plan, instant: int | None) -> str | None:
    """Give the day of an instant within the horizon."""
    days = plan.roadmap.calendar
    return None if instant is None or instant > days.periods else days.date_of(instant).isoformat()


def _room(room: DateRoom) -> Json:
    return {
        "instant": room.instant,
        "found": {**_span(room.found), "others_kept": not room.moved, "moved": list(room.moved)},
        "proved": _span(room.proved),
        "inside": None if room.inside is None else str(room.inside),
        "outside": None if room.outside is None else str(room.outside),
        "is_settled": room.is_settled,
    }


def _span(span: RoomSpan) -> Json:
    return {"earliest": span.earliest, "latest": span.latest}


def decisions_schema() -> Json:
    """Give the JSON Schema of the calendar, draft 2020-12."""
    parts = {
        "kind": {"const": "decisions"},
        "schema": {"const": SCHEMA},
        "digest": {"type": "string", "description": "SHA-256 of the roadmap that the plan was made from."},
        "loss": {
            "type": "number",
            "minimum": 0.0,
            "description": "What the score may lose, in its unit: NOK of net benefit.",
        },
        "decisions": {
            "type": "array",
            "items": {"$ref": "#/$defs/DueDecision"},
            "description": "By the instant by which each has to be taken, those without one last.",
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "When the open choices of a plan have to be taken",
        **object_with(parts),
        "$defs": {"Date": date_schema(), "DueDecision": _decision_schema(), "DateRoom": _room_schema()},
    }


def _decision_schema() -> Json:
    day: Json = {"type": "string", "format": "date"}
    parts = {
        "kind": enum_of(ChoiceKind, "That a measure is in, or out; how a phase is done; what is pinned."),
        "date": {"$ref": "#/$defs/Date"},
        "by": or_nothing(day, "The first day of the period by which a plan shows that it can wait."),
        "proved_by": or_nothing(day, "The first day of the period beyond which no plan lets it wait."),
        "cannot_wait": {"type": "boolean", "description": "Whether no plan was found in which it waits."},
        "outcome": enum_of(Outcome, "Whether it was worked out; lost where its process ended."),
        "room": or_nothing({"$ref": "#/$defs/DateRoom"}, "Null where it was not worked out."),
    }
    return object_with(parts)


def _room_schema() -> Json:
    moved: Json = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Other measures that lie elsewhere in the plans that were found.",
    }
    kept: Json = {"type": "boolean", "description": "Whether those plans keep all other measures."}
    instant: Json = {"type": "integer", "minimum": 0}
    span = {
        "earliest": or_nothing(instant, "Null where it was not looked for, or nothing is known."),
        "latest": or_nothing(instant, "One beyond the horizon where it need not come within it."),
    }
    possible = enum_of(Possible, "Shown by a plan, refuted for all plans, or open.")
    parts = {
        "instant": or_nothing(instant, "When the plan has it; null where its measure is out."),
        "found": object_with({**span, "others_kept": kept, "moved": moved}),
        "proved": object_with(span) | {"description": "No plan that loses no more has it outside these."},
        "inside": or_nothing(possible, "Whether its measure can be in for the loss."),
        "outside": or_nothing(possible, "Whether its measure can be out for the loss."),
        "is_settled": {"type": "boolean", "description": "Whether the search for plans was not cut short."},
    }
    return object_with(parts)
