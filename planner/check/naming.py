"""Names that are not among those there are, and what is said of them."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from planner.check.places import error
from planner.language import Message, to_say
from planner.model import Finding
from planner.tables import FEW_NAMES, unknown_name


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
    message = _of_rollout(name, known) if kind == "rollout" else unknown_name(name, known)
    yield BrokenReference(error(f"unknown_{kind or column}", table, subject, column, message), row)


def _of_rollout(name: str, known: Collection[str]) -> Message:
    """Say of a sector that it does not take a measure into use, and who does.

    It may be one that does so elsewhere: a name that is like it would lead astray.
    """
    if len(known) > FEW_NAMES:
        return unknown_name(name, known)
    if not known:
        return to_say("{name} does not take the measure into use, nor does anybody else.", name=name)
    return to_say(
        "{name} does not take the measure into use, expected one of {known}.", name=name, known=list(known)
    )
