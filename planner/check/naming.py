"""Names that are not among those there are, and what is said of them."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from planner.check.places import error
from planner.language import Message, to_say
from planner.model import Finding

_FEW = 12
"""How many known names are told; of more, nobody could find the one that is meant."""


class BrokenReference(NamedTuple):
    """A finding, and the object that the other rules leave out for it."""

    finding: Finding
    row: object


def missing(
    row: object,
    table: str,
    subject: str,
    column: str,
    name: str | None,
    known: Collection[str],
    *,
    kind: str = "",
) -> Iterator[BrokenReference]:
    """Take down a name that is not among the known ones."""
    if name is None or name in known:
        return
    message = _of_rollout(name, known) if kind == "rollout" else _unknown(name, known)
    yield BrokenReference(error(f"unknown_{kind or column}", table, subject, column, message), row)


def _of_rollout(name: str, known: Collection[str]) -> Message:
    """Say of a sector that it does not take a measure into use, and who does.

    It may be one that does so elsewhere: a name that is like it would lead astray.
    """
    if len(known) > _FEW:
        return _unknown(name, known)
    if not known:
        return to_say("{name} does not take the measure into use, nor does anybody else.", name=name)
    return to_say(
        "{name} does not take the measure into use, expected one of {known}.", name=name, known=list(known)
    )


def _unknown(name: str, known: Collection[str]) -> Message:
    # less than half alike, a guess leads astray more often than it helps
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return to_say("{name} is not known here; did you mean {near}?", name=name, near=near[0])
    if 0 < len(known) <= _FEW:
        return to_say("{name} is not known here, expected one of {known}.", name=name, known=list(known))
    return to_say("{name} is not known here.", name=name)
