"""What JSON says that its schema does not allow, by the parts of draft 2020-12 that our schemas use."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_LIMITS: dict[str, Callable[[float, float], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
}


def misfits(
    value: Any, schema: dict[str, Any], place: str = "", whole: dict[str, Any] | None = None
) -> Iterator[str]:
    """Name each place where a value is not what its schema asks for.

    Raises
    ------
    KeyError
        If the schema uses a word that is not known here.
    """
    whole = schema if whole is None else whole
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    choices = schema.get("anyOf", schema.get("oneOf"))
    if choices is not None:
        yield from min((list(misfits(value, each, place, whole)) for each in choices), key=len)
        return
    if "enum" in schema or "const" in schema:
        fits = value in schema.get("enum", [schema.get("const")])
    else:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        fits = isinstance(value, tuple(each for kind in kinds for each in _TYPES[kind]))
        fits &= not isinstance(value, bool) or "boolean" in kinds
    if not fits:
        yield f"{place} is {value}"
    elif broken := [
        name for name, holds in _LIMITS.items() if name in schema and not holds(value, schema[name])
    ]:
        yield f"{place} is {value}, {broken[0]} {schema[broken[0]]}"
    elif schema.get("format") == "date":
        date.fromisoformat(value)
    elif isinstance(value, dict):
        yield from _in_object(value, schema, place, whole)
    elif isinstance(value, list) and ("items" in schema or "prefixItems" in schema):
        yield from _in_array(value, schema, place, whole)


def _in_array(value: list[Any], schema: dict[str, Any], place: str, whole: dict[str, Any]) -> Iterator[str]:
    parts = schema.get("prefixItems") or [schema["items"]] * len(value)
    if len(parts) != len(value):
        yield f"{place} has {len(value)} parts"
    for at, (each, part) in enumerate(zip(value, parts, strict=False)):
        yield from misfits(each, part, f"{place}[{at}]", whole)


def _in_object(
    value: dict[str, Any], schema: dict[str, Any], place: str, whole: dict[str, Any]
) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", False)
    for name in set(schema.get("required", ())) - value.keys():
        yield f"{place} lacks {name}"
    for name, each in value.items():
        inside = f"{place}.{name}".removeprefix(".")
        if name in known or others:
            yield from misfits(each, known.get(name, others), inside, whole)
        else:
            yield f"{inside} is not known"
