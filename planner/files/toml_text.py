"""TOML read from text; what is none is told by its line, since the reader's own words for it are English."""

import re
import tomllib
from typing import Any

from planner.language import ToldError, to_say

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_MOST_LETTERS = 60


class TomlError(ToldError):
    """A text is no TOML; the message says where, what stands there, and what was expected."""


def toml_in(text: str) -> dict[str, Any]:
    """Give what a text says.

    Raises
    ------
    TomlError
        If it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for whole numbers of thousands of digits
        raise _refused(text, error) from None


def _refused(text: str, error: Exception) -> TomlError:
    lines = text.splitlines() or [""]
    place = _PLACE.search(str(error))
    number = int(place[1]) if place else len(lines)  # else it is at the end that something is missing
    found = lines[number - 1].strip() if number <= len(lines) else ""
    return TomlError(
        to_say(
            "Line {line} is not TOML: found “{found}”, expected a key and its value, such as "
            'name = "Text", date = 2027-03-01 or number = 1.2, or a heading such as [[measure]].',
            line=number,
            found=found if len(found) <= _MOST_LETTERS else f"{found[:_MOST_LETTERS]}…",
        )
    )
