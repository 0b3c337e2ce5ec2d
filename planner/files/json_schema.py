"""JSON Schemas of requests, answers, certificates and roadmaps, from the model and the tables' schema."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner.files.diagnosis_schema import diagnosis_definitions, diagnosis_parts
from planner.files.edits_json import edit_schema
from planner.files.upgrades import SCHEMA
from planner.language import Message, Word
from planner.model import OBJECTIVE_NAMES, Aim, Answer, Before, Certificate, Edit, Request, Roadmap
from planner.tables import KEYS, TABLES, Column

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: Mapping[type, Mapping[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}
_RANGES = (("above", "exclusiveMinimum"), ("least", "minimum"), ("most", "maximum"))
Json = dict[str, Any]

_MESSAGE = {
    "type": "object",
    "properties": {"english": _SIMPLE[str], "text": _SIMPLE[str], "values": {"type": "object"}},
    "required": ["text", "values"],
    "additionalProperties": False,
}
"""The same sentence in English, and the text in the catalogue with what goes into its places."""


def request_schema() -> Json:
    """Give the JSON Schema of a request, draft 2020-12."""
    return _whole("A request to the planner", "request", Request, {}, _Types())


def answer_schema() -> Json:
    """Give the JSON Schema of an answer, draft 2020-12."""
    schema = _whole("What came of a request to the planner", "answer", Answer, {}, _Types())
    told = _object(diagnosis_parts(), required=list(diagnosis_parts()))
    schema["properties"] |= {"diagnosis": told | {"description": "Why there is no plan."}}
    return schema | {"$defs": schema["$defs"] | diagnosis_definitions()}


def certificate_schema() -> Json:
    """Give the JSON Schema of a certificate, draft 2020-12."""
    return _whole(
        "Prices that prove a bound on all plans of a roadmap", "certificate", Certificate, {}, _Types()
    )


def roadmap_schema() -> Json:
    """Give the JSON Schema of a roadmap, draft 2020-12, with what the tables say of each thing and field."""
    told = _Types(things={table.model: table.meaning.en for table in TABLES}, columns=_columns())
    digest = {"type": "string", "description": "SHA-256 of the roadmap; another one is refused."}
    return _whole(
        "A roadmap of the planner, as tables can hold it too", "roadmap", Roadmap, {"digest": digest}, told
    )


def _columns() -> dict[str, Column]:
    """Give the column of each field of the model; where several say different things, none."""
    told: dict[str, Column] = {}
    several: set[str] = set()
    for column in [*(column for table in TABLES for column in table.columns), *KEYS]:
        if told.setdefault(column.model, column).meaning != column.meaning:
            several.add(column.model)
    return {name: column for name, column in told.items() if name not in several}


@dataclass(slots=True, kw_only=True)
class _Types:
    """The types of the model that a schema needs, each once, and what the tables say of them."""

    things: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    named: dict[str, Json] = field(default_factory=dict)

    def schema(self, kind: Any) -> Json:
        """Give the schema of a type; one of the model is named, and stands beside."""
        if kind == Edit:
            return self._edit()
        if kind is Message:
            return _MESSAGE
        if is_dataclass(kind):
            return self._reference(kind)
        origin, inner = get_origin(kind), get_args(kind)
        if Word in inner:
            return {"anyOf": [_SIMPLE[str], {"type": "object"}]}
        if origin in (Union, types.UnionType):
            kinds = [{"type": "null"} if each is type(None) else self.schema(each) for each in inner]
            return {"anyOf": kinds}
        if origin is tuple and inner[-1] is ...:
            return {"type": "array", "items": self.schema(inner[0])}
        if origin is tuple:
            parts = [self.schema(each) for each in inner]
            return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
        if issubclass(kind, StrEnum):
            return {"enum": [each.value for each in kind]}
        return dict(_SIMPLE[kind])

    def _edit(self) -> Json:
        self.named.setdefault("Edit", edit_schema())
        return {"$ref": "#/$defs/Edit"}

    def _reference(self, kind: Any) -> Json:
        name = kind.__name__
        if name not in self.named:
            self.named[name] = {}  # it may hold itself
            told = {"description": self.things[name]} if name in self.things else {}
            self.named[name] = told | self._of_model(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _of_model(self, kind: Any) -> Json:
        hints = get_type_hints(kind)
        held = [each for each in fields(kind) if each.metadata.get("in_files", True)]
        parts = {each.name: self._field(kind, each.name, hints[each.name]) for each in held}
        without = [each.name for each in held if each.default is each.default_factory is MISSING]
        return _object(parts, required=without)

    def _field(self, kind: Any, name: str, hint: Any) -> Json:
        if name == "name" and kind in (Aim, Before):
            return {"enum": list(OBJECTIVE_NAMES)}
        schema = self.schema(hint)
        column = self.columns.get(f"{kind.__name__}.{name}")
        return schema if column is None else _told(schema, column)


def _told(schema: Json, column: Column) -> Json:
    """Add what a column says: its range, its unit and what it means."""
    number = schema["anyOf"][0] if "anyOf" in schema else schema
    if number.get("type") in ("number", "integer"):
        number |= {word: limit for name, word in _RANGES if (limit := getattr(column, name)) is not None}
    unit = f" Unit: {column.unit.en}." if column.unit else ""
    return schema | {"description": column.meaning.en + unit}


def _whole(title: str, kind: str, thing: type, head: Mapping[str, Any], told: _Types) -> Json:
    inside = {"kind": {"const": kind}, "schema": {"const": SCHEMA}, **head, kind: told.schema(thing)}
    named = {name: told.named[name] for name in sorted(told.named)}
    return {"$schema": _DRAFT, "title": title, **_object(inside, required=list(inside)), "$defs": named}


def _object(parts: Mapping[str, Any], required: list[str]) -> Json:
    """Give the schema of an object that has these parts and no other."""
    return {
        "type": "object",
        "properties": dict(parts),
        "required": required,
        "additionalProperties": False,
    }
