"""TOML read from text; what is none is told by its line, since the reader's own words for it are English."""

import re
import tomllib
from typing import Any

from planner.language import Message, ToldError, to_say

_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")
_END = "(at end of document)"
_REPEATED = re.compile("Cannot (overwrite|declare|mutate|redefine) |Duplicate ")
_MOST_LETTERS = 60


class TomlError(ToldError):
    """A text is no TOML; the message says where, what stands there, and what was expected."""


def toml_in(text: str, name: str) -> dict[str, Any]:
    """Give what a text says; ``name`` is what people know it by.

    Raises
    ------
    TomlError
        If it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for whole numbers of thousands of digits
        raise TomlError(_refusal(text, name, str(error))) from None


def _refusal(text: str, name: str, said: str) -> Message:
    """Say what is wrong, by what the reader says of it."""
    lines = text.split("\n")  # TOML counts no other line breaks
    number = _line(lines, said)
    if number is None:
        return to_say(
            "{place} is {found}, expected {expected}.",
            place=name,
            found=to_say("too deep, or with too long a number"),
            expected=to_say("TOML text"),
        )
    found = lines[number - 1].strip()
    place = {
        "file": name,
        "line": number,
        "found": found if len(found) <= _MOST_LETTERS else f"{found[:_MOST_LETTERS]}…",
    }
    if _REPEATED.match(said):
        return to_say(
            "Line {line} of {file} gives “{found}”, which is given above already, expected each key and "
            "each heading once.",
            **place,
        )
    return to_say(
        "Line {line} of {file} is not TOML: found “{found}”, expected a key and its value, such as "
        'name = "Text", date = 2027-03-01 or number = 1.2, or a heading such as [[measure]].',
        **place,
    )


def _line(lines: list[str], said: str) -> int | None:
    """Give the number of the line at which reading ended; nothing where that is not known."""
    if place := _PLACE.search(said):
        return int(place[1])
    if not said.endswith(_END):
        return None
    return max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
