"""The needs of the sector, what they lead to and what becomes of them, as JSON, and the JSON Schema of it."""

from collections.abc import Iterable

from planner.files.json_document import json_document
from planner.files.schema_parts import Json, enum_of, object_with, or_nothing
from planner.model import InputOutcome, Roadmap
from planner.results import NeedState, NeedStep, NeedWalk

SCHEMA = 1


def needs_to_json(roadmap: Roadmap, walks: Iterable[NeedWalk]) -> str:
    """Give it as text: the digest of the data, and each need in the order of the data.

    Instants are those of ``plan.json``; ``date`` is the day of a need's instant.
    """
    parts = {
        "digest": roadmap.digest,
        "needs": [_need(roadmap, walk) for walk in walks],
    }
    return json_document("needs", SCHEMA, parts)


def _need(roadmap: Roadmap, walk: NeedWalk) -> Json:
    need = walk.need
    figure = {"table": need.figure_table, "row": need.figure_row, "column": need.figure_column}
    return {
        "id": need.id,
        "day": need.day.isoformat(),
        "sector": need.sector,
        "who": need.who,
        "content": need.content,
        "rank": need.rank,
        "service": need.service,
        "measure": need.measure,
        "figure": figure if need.names_a_figure else None,
        "outcome": str(need.outcome),
        "reason": need.reason,
        "source": need.provenance.source,
        "state": str(walk.state),
        "is_unmet": walk.state.is_unmet,
        "instant": walk.instant,
        "date": None if walk.instant is None else roadmap.calendar.date_of(walk.instant).isoformat(),
        "measures": [_step(step) for step in walk.steps],
    }


def _step(step: NeedStep) -> Json:
    return {
        "id": step.measure,
        "share": step.share,
        "is_in": step.is_in,
        "is_done": step.is_done,
        "is_finished": step.is_finished,
        "start": step.start,
        "end": step.end,
    }


def needs_schema() -> Json:
    """Give the JSON Schema of what ``needs_to_json`` writes."""
    need = {"$ref": "#/$defs/Need"}
    parts: Json = {
        "kind": {"const": "needs"},
        "schema": {"const": SCHEMA},
        "digest": {"type": "string", "description": "Of the roadmap."},
        "needs": {"type": "array", "items": need, "description": "In the order of the data."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The needs of the sector, and what becomes of them in a plan",
        **object_with(parts),
        "$defs": {"Need": _need_schema(), "NeedStep": _step_schema()},
    }


def _need_schema() -> Json:
    text: Json = {"type": "string"}
    figure = object_with({"table": text, "row": text, "column": text})
    parts: Json = {
        "id": text,
        "day": {"type": "string", "format": "date", "description": "When it was given."},
        "sector": text,
        "who": text,
        "content": text,
        "rank": or_nothing({"type": "integer", "minimum": 1}, "In the order of who gave it."),
        "service": text,
        "measure": text,
        "figure": or_nothing(figure, "Null where it concerns none."),
        "outcome": enum_of(InputOutcome, "What came of it."),
        "reason": text,
        "source": text,
        "state": enum_of(NeedState, "What it is in the plan (docs/problem.md, section 15)."),
        "is_unmet": {"type": "boolean", "description": "Whether no measure meets it."},
        "instant": or_nothing({"type": "integer", "minimum": 0}, "Null where it has no date."),
        "date": or_nothing({"type": "string", "format": "date"}, "The day of that instant."),
        "measures": {"type": "array", "items": {"$ref": "#/$defs/NeedStep"}},
    }
    return object_with(parts)


def _step_schema() -> Json:
    flag: Json = {"type": "boolean"}
    instant: Json = {"type": "integer", "minimum": 0}
    parts: Json = {
        "id": {"type": "string"},
        "share": or_nothing({"type": "number"}, "What it contributes to the service that is needed."),
        "is_in": flag,
        "is_done": flag,
        "is_finished": {"type": "boolean", "description": "Whether it ends within the horizon."},
        "start": or_nothing(instant, "Null of what is out or done, and without a plan."),
        "end": or_nothing(instant, "Null of what is out or done, and without a plan."),
    }
    return object_with(parts)
