"""How objects that never change are written down, and travel to another process: by their fields."""

from collections.abc import Hashable, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, Final, cast

UNSAID_WHEN_EMPTY: Final[Mapping[str, bool]] = MappingProxyType({"unsaid_when_empty": True})
"""For a field that came later: while it is empty, files and digests are as they were without it."""


def said(thing: object) -> list[str]:
    """Give the names of the fields of a dataclass that files and digests hold."""
    known = _fields(cast("Hashable", type(thing)))
    return [name for name, may_be_unsaid in known if not may_be_unsaid or getattr(thing, name)]


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, bool], ...]:
    """Give each field, and whether it is left out while it is empty."""
    return tuple(
        (each.name, each.metadata.get("unsaid_when_empty", False)) for each in fields(cast("Any", kind))
    )


class FieldsOnly:
    """Lets a frozen dataclass be pickled by its fields, and leaves behind what ``cached_property`` has kept.

    One thread may pickle an object while another asks it something for the first time: a dictionary of fields
    and answers would grow under the one that goes through it. Without the answers the task is smaller too.
    """

    def __getstate__(self) -> dict[str, Any]:
        """Give the fields."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
