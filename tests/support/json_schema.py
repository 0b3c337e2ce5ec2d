"""The part of JSON Schema that the planner's own schemas use, checked in some forty lines."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_LIMITS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "maxItems": lambda value, limit: len(value) <= limit,
}


def faults(schema: Mapping[str, Any], value: Any) -> list[str]:
    """Give where a value does not keep to a schema."""
    return list(_faults(schema, schema, value, "$"))


def _faults(whole: Mapping[str, Any], schema: Mapping[str, Any], value: Any, place: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        found = [list(_faults(whole, each, value, place)) for each in schema["anyOf"]]
        yield from [] if [] in found else found[0]
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place} is {value}, not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place} is {value}, none of {schema['enum']}"
    if "type" in schema and not _is_a(value, schema["type"]):
        yield f"{place} is no {schema['type']}"
        return
    yield from (
        f"{place} breaks {name}"
        for name, holds in _LIMITS.items()
        if name in schema and not holds(value, schema[name])
    )
    for name, each in _parts(schema, value):
        yield from _faults(whole, each, value[name], f"{place}.{name}")
    if schema.get("type") == "object":
        yield from (f"{place}.{name} is missing" for name in schema["required"] if name not in value)
        yield from (f"{place}.{name} is unknown" for name in value if name not in schema["properties"])


def _is_a(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and (name == "boolean") >= isinstance(value, bool)


def _parts(schema: Mapping[str, Any], value: Any) -> list[tuple[Any, Mapping[str, Any]]]:
    if schema.get("type") == "object":
        return [(name, each) for name, each in schema["properties"].items() if name in value]
    if "prefixItems" in schema:
        return list(enumerate(schema["prefixItems"]))[: len(value)]
    return [(place, schema["items"]) for place in range(len(value))] if "items" in schema else []
