"""TOML read from text; what is none is told by its line, since the reader's own words for it are English."""

import re
import tomllib
from typing import Any

from planner.language import Message, ToldError, to_say

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_END = "(at end of document)"
_REPEATED = re.compile("Cannot (overwrite|declare|mutate|redefine) |Duplicate ")
_MOST_LETTERS = 60
_FILLED = re.compile(r"\S")
_PIECE = re.compile(
    r"""
    \"{3}(?:[^\\]|\\.)*?(?:\"{3,5}|\Z) | '{3}.*?(?:'{3,5}|\Z)
    | "(?:[^"\\\n]|\\.)*" | '[^'\n]*'
    | \#[^\n]* | [][{},\n]
    """,
    re.VERBOSE | re.DOTALL,
)
"""Strings and comments, in which nothing begins, and what begins or ends something."""


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
    text = text.replace("\r\n", "\n")  # as the reader does, which counts no other line breaks
    ended = _ended(text, said)
    if ended is None:
        return to_say(
            "{place} is {found}, expected {expected}.",
            place=name,
            found=to_say("too deep, or with too long a number"),
            expected=to_say("TOML text"),
        )
    if _REPEATED.match(said):
        return to_say(
            "Line {line} of {file} gives “{found}”, which is given above already, expected each key and "
            "each heading once.",
            file=name,
            **_told(text, _begun(text, ended)[-1]),
        )
    began = text.count("\n", 0, _begun(text, ended)[0]) + 1
    told = _told(text, ended)
    if began < told["line"]:
        return to_say(
            "Line {line} of {file} is not TOML: found “{found}” in what begins on line {began}, expected "
            "parts with commas between, and the closing bracket or quotes.",
            file=name,
            began=began,
            **told,
        )
    return to_say(
        "Line {line} of {file} is not TOML: found “{found}”, expected a key and its value, such as "
        'name = "Text", date = 2027-03-01 or number = 1.2, or a heading such as [[measure]].',
        file=name,
        **told,
    )


def _ended(text: str, said: str) -> int | None:
    """Give the place in a text at which reading ended; nothing where that is not known."""
    if place := _PLACE.search(said):
        before = text.split("\n")[: int(place[1]) - 1]
        return sum(len(line) + 1 for line in before) + int(place[2]) - 1
    return len(text.rstrip()) if said.endswith(_END) else None


def _begun(text: str, ended: int) -> list[int]:
    """Give where what is open at a place has begun: a statement, then each bracket's last part."""
    begun = [0]
    for piece in _PIECE.finditer(text, 0, ended):
        char = piece[0]
        if char in ("[", "{"):
            begun.append(piece.end())
        elif char in ("]", "}"):
            begun = begun[:-1] or [piece.end()]
        elif char == "," or (char == "\n" and len(begun) == 1):
            begun[-1] = piece.end()
    return [_filled_from(text, place) for place in begun]


def _filled_from(text: str, place: int) -> int:
    """Give the next place at which anything stands, or the last of the text."""
    filled = _FILLED.search(text, place)
    return filled.start() if filled else len(text.rstrip())


def _told(text: str, place: int) -> dict[str, Any]:
    """Give the line of a place, by number and what stands there."""
    found = text[text.rfind("\n", 0, place) + 1 :].split("\n", 1)[0].strip()
    return {
        "line": text.count("\n", 0, place) + 1,
        "found": found if len(found) <= _MOST_LETTERS else f"{found[:_MOST_LETTERS]}…",
    }
