"""JSON Schemas (draft 2020-12) of what files hold, made from the types of the model."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner.files.json_text import SCHEMA
from planner.model import OBJECTIVE_NAMES, Aim, Answer, Before, Request

_SIMPLE: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def request_schema() -> dict[str, Any]:
    """Give the schema of a file that holds a request."""
    return _file("request", "A request to the planner", Request)


def answer_schema() -> dict[str, Any]:
    """Give the schema of a file that holds an answer."""
    return _file("answer", "What came of a request to the planner", Answer)


def _file(kind: str, title: str, thing: type) -> dict[str, Any]:
    """Give the schema of a file: the thing itself under its kind and the number of the schema."""
    defined: dict[str, Any] = {}
    inside = {"kind": {"const": kind}, "schema": {"const": SCHEMA}, kind: _schema(thing, defined)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object(inside, required=list(inside)),
        "$defs": dict(sorted(defined.items())),
    }


def _schema(kind: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of a type; what it is made of is defined once, since objectives hold objectives."""
    if is_dataclass(kind):
        return _reference(kind, defined)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(inner[0], defined), {"type": "null"}]}
    if origin is tuple and inner[-1] is ...:
        return {"type": "array", "items": _schema(inner[0], defined)}
    if origin is tuple:
        each = [_schema(part, defined) for part in inner]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}
    if issubclass(kind, StrEnum):
        return {"enum": [each.value for each in kind]}
    return _SIMPLE[kind]


def _reference(kind: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """Name a dataclass, and define it where that has not been done."""
    name = kind.__name__
    if name not in defined:
        defined[name] = {}  # known from now on, also to itself
        held = [each for each in fields(kind) if each.metadata.get("in_files", True)]
        hints = get_type_hints(kind)
        parts = {each.name: _schema(hints[each.name], defined) for each in held}
        if kind in (Aim, Before):
            parts["name"] = {"enum": list(OBJECTIVE_NAMES)}
        required = [each.name for each in held if each.default is each.default_factory is MISSING]
        defined[name] = _object(parts, required=required)
    return {"$ref": f"#/$defs/{name}"}


def _object(parts: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Give the schema of an object that has these parts and no other."""
    return {"type": "object", "properties": parts, "required": required, "additionalProperties": False}
