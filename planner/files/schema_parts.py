"""What JSON Schemas of answers are put together from."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
NOTHING: Json = {"type": "null"}


def or_nothing(schema: Json, told: str = "") -> Json:
    """Give the schema of what may be ``null``, and what it is, where that is not clear from its name."""
    either: Json = {"anyOf": [schema, NOTHING]}
    return described(either, told) if told else either


def object_with(parts: Json, required: list[str] | None = None) -> Json:
    """Give the schema of an object that has these parts and no other; all are required if none is named."""
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts) if required is None else required,
        "additionalProperties": False,
    }


def enum_of(kinds: Iterable[object], told: str) -> Json:
    """Give the schema of one of some words, and what it is."""
    return {"enum": [str(each) for each in kinds], "description": told}


def array_of(items: Json) -> Json:
    """Give the schema of a list of things of one kind."""
    return {"type": "array", "items": items}


def described(schema: Json, words: str) -> Json:
    """Give a schema with what its value is."""
    return schema | {"description": words}
