"""How objects that never change are written down, and travel to another process: by their fields."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from operator import not_
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

UNSAID_WHEN_EMPTY: Final[Mapping[str, bool]] = MappingProxyType({"unsaid_when_empty": True})
"""For a field that came later: while it is empty, files and digests are as they were without it."""
UNSAID_WHEN_NONE: Final[Mapping[str, bool]] = MappingProxyType({"unsaid_when_none": True})
"""The same for a field of which 0 says something."""


def said(thing: object) -> list[str]:
    """Give the names of the fields of a dataclass that files and digests hold."""
    known = _fields(cast("Hashable", type(thing)))
    return [name for name, is_unsaid in known if is_unsaid is None or not is_unsaid(getattr(thing, name))]


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, Callable[[object], bool] | None], ...]:
    """Give each field, and what tells of its value that it is left out."""
    return tuple((each.name, _unsaid(each.metadata)) for each in fields(cast("Any", kind)))


def _unsaid(metadata: Mapping[str, bool]) -> Callable[[object], bool] | None:
    if metadata.get("unsaid_when_none", False):
        return _is_none
    return not_ if metadata.get("unsaid_when_empty", False) else None


def _is_none(value: object) -> bool:
    return value is None


T = TypeVar("T")
R = TypeVar("R")


class OfThings(Generic[T, R]):
    """What is worked out of each of many things that never change, known by the things themselves.

    From roadmap to roadmap nearly all things are the very same, and to look one up by what it holds would
    take about as long as working it out.

    Parameters
    ----------
    most
        So many things are known; where there are more, all is forgotten and begun anew.
    """

    def __init__(self, work_out: Callable[[T], R], *, most: int = 60_000) -> None:
        self._work_out, self._most = work_out, most
        self._known: dict[int, tuple[T, R]] = {}

    def __call__(self, things: Iterable[T]) -> list[R]:
        """Give what is worked out of each, in order."""
        known = self._known if len(self._known) < self._most else {}
        self._known = known
        found = []
        for thing in things:
            entry = known.get(id(thing))
            if entry is None or entry[0] is not thing:
                # it is kept along, so that no other thing gets its place
                entry = known[id(thing)] = thing, self._work_out(thing)
            found.append(entry[1])
        return found


class FieldsOnly:
    """Lets a frozen dataclass be pickled by its fields, and leaves behind what ``cached_property`` has kept.

    One thread may pickle an object while another asks it something for the first time: a dictionary of fields
    and answers would grow under the one that goes through it. Without the answers the task is smaller too.
    """

    def __getstate__(self) -> dict[str, Any]:
        """Give the fields."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
