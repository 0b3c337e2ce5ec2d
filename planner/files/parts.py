"""Roadmaps and plans as plain data, field by field, for those who keep the fields apart from each other."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast, get_type_hints

from planner.files.json_text import held_fields, into, out_of
from planner.files.upgrades import SCHEMA, upgraded
from planner.model import Aim, Plan, PriceList, Roadmap, said

T = TypeVar("T")
_HINTS = get_type_hints(Roadmap)

__all__ = [
    "SCHEMA",
    "aim_in",
    "aim_out",
    "data_of",
    "parts_of",
    "plan_of_parts",
    "price_list_of_data",
    "roadmap_of_parts",
    "roadmap_of_things",
    "things_of_parts",
]


def parts_of(thing: Roadmap | Plan, *without: str) -> dict[str, Any]:
    """Give the fields of a roadmap or a plan in the words of JSON, as files hold them, but for some."""
    held = held_fields(cast("Hashable", type(thing)))
    return {
        name: out_of(getattr(thing, name)) for name in said(thing) if name in held and name not in without
    }


def data_of(value: Any) -> Any:
    """Give a value of the model in the words of JSON."""
    return out_of(value)


def price_list_of_data(data: Any) -> PriceList:
    """Give a price list that was written under this schema number.

    Raises
    ------
    JsonError
        If it is something else.
    """
    made: PriceList = into(PriceList, data, "price_list")
    return made


def roadmap_of_parts(parts: Mapping[str, Any], schema: int) -> Roadmap:
    """Give the roadmap whose fields were written under a schema number.

    Raises
    ------
    JsonError
        If they are not what a roadmap holds.
    """
    return _thing_of("roadmap", Roadmap, parts, schema)


def things_of_parts(name: str, parts: list[Any]) -> tuple[Any, ...]:
    """Give some of the things in a list of a roadmap, such as ``measures``, written under this schema number.

    Raises
    ------
    JsonError
        If they are something else.
    """
    made: tuple[Any, ...] = into(_HINTS[name], parts, name)
    return made


def roadmap_of_things(rest: Mapping[str, Any], lists: Mapping[str, tuple[Any, ...]]) -> Roadmap:
    """Give the roadmap that holds these things, and the rest as its fields were written.

    Raises
    ------
    JsonError
        If the rest is not what a roadmap holds.
    """
    empty = _thing_of("roadmap", Roadmap, {name: [] for name in lists} | dict(rest), SCHEMA)
    held: dict[str, Any] = dict(lists)
    return replace(empty, **held)


def plan_of_parts(parts: Mapping[str, Any], schema: int, *, claimed: bool) -> Plan:
    """Give the plan whose fields, its roadmap among them, were written under a schema number.

    Parameters
    ----------
    claimed
        Whether its bounds are as a file claimed.

    Raises
    ------
    JsonError
        If they are not what a plan holds.
    """
    return replace(_thing_of("plan", Plan, parts, schema), claimed=claimed)


def aim_out(aim: Aim) -> dict[str, Any]:
    """Give an aim in the words of JSON."""
    written: dict[str, Any] = out_of(aim)
    return written


def aim_in(found: Any) -> Aim:
    """Give the aim of a value of JSON.

    Raises
    ------
    JsonError
        If it is none.
    """
    aim: Aim = into(Aim, found, "aim")
    return aim


def _thing_of(kind: str, expected: type[T], parts: Mapping[str, Any], schema: int) -> T:
    head = upgraded({"kind": kind, "schema": schema, kind: dict(parts)}, schema)
    made: T = into(expected, head[kind], kind)
    return made
