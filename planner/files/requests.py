"""Requests as files, and the JSON Schema that such a file keeps to."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner.files.edits_json import edit_schema
from planner.files.json_text import SCHEMA, JsonError, request_from_json
from planner.files.plans import refused, text_of
from planner.language import _
from planner.model import OBJECTIVE_NAMES, Edit, Request

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}
_BAD_REQUEST = "bad_request"


def read_request(path: Path) -> Request:
    """Read a request.

    Raises
    ------
    FileError
        If the file cannot be read, or holds no request.
    """
    try:
        return request_from_json(text_of(path, _BAD_REQUEST))
    except JsonError as error:
        message = _("{file} holds no request: {reason}", file=path.name, reason=error)
        raise refused(path, _BAD_REQUEST, message) from error


def request_schema() -> dict[str, Any]:
    """Give the JSON Schema of a request, draft 2020-12, made from the types of the model."""
    inside = {"kind": {"const": "request"}, "schema": {"const": SCHEMA}, "request": _schema(Request)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A request to the planner",
        **_object(inside, required=list(inside)),
    }


def _schema(kind: Any) -> dict[str, Any]:
    """Give the schema of a type of the model."""
    if kind == Edit:
        return edit_schema()
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {each.name: _schema(hints[each.name]) for each in fields(kind)}
        if "name" in parts:  # of an objective, wherever there is one
            parts["name"] = {"enum": list(OBJECTIVE_NAMES)}
        without = [each.name for each in fields(kind) if each.default is each.default_factory is MISSING]
        return _object(parts, required=without)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(inner[0]), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0])}
    if issubclass(kind, StrEnum):
        return {"enum": [each.value for each in kind]}
    return {"type": _SIMPLE[kind]}


def _object(parts: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    """Give the schema of an object that has these parts and no other."""
    return {
        "type": "object",
        "properties": dict(parts),
        "required": required,
        "additionalProperties": False,
    }
