"""One table of a scenario file, and what is wrong in it: keys and values as their author wrote them."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from planner.language import Message, ToldError, Word, to_say
from planner.tables import found_and_expected, nearest

T = TypeVar("T")
Keys = Mapping[str, str]
"""English keys by Norwegian ones."""

_ASCII = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})
_EXPECTED = {
    str: to_say("text in quotes"),
    float: to_say("a number such as 1.2"),
    int: to_say("a whole number"),
    bool: to_say("true or false"),
    date: to_say("a date such as 2027-03-01"),
}


class ScenarioFaultError(ToldError):
    """Something in a scenario file that is not as it has to be; ``place`` says where."""

    def __init__(self, place: str, message: Message) -> None:
        super().__init__(message)
        self.place = place


def ascii_letters(key: str) -> str:
    """Give a key as TOML takes it without quotes."""
    return key.translate(_ASCII)


def place_in(*parts: str) -> str:
    """Give a place of its parts, those that say nothing left out."""
    return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class ScenarioTable:
    """A table of a scenario file.

    Parameters
    ----------
    keys
        Those that it may have.
    given
        Values by English key.
    words
        Keys as written, by English key.
    place
        Where it stands, as written, such as ``kapasitet 2``.
    find
        Takes down what is wrong, and where.
    """

    keys: Keys
    given: Mapping[str, Any]
    words: Mapping[str, str]
    place: str
    find: Callable[[str, Message], None] = field(repr=False)

    @classmethod
    def of(
        cls, found: Mapping[str, Any], keys: Keys, place: str, find: Callable[[str, Message], None]
    ) -> "ScenarioTable":
        """Read the keys of a table; those that it may not have are taken down."""
        english = dict(keys) | {name: name for name in keys.values()}
        words: dict[str, str] = {}
        for written in found:
            key = english.get(ascii_letters(written))
            if key is None:
                message = to_say(
                    "{found} is not known, expected {expected}.",
                    found=written,
                    expected=nearest(written, both(keys)),
                )
                find(place, message)
            elif key in words:
                message = to_say(
                    "{key} is the same as {other}, expected one of them.", key=written, other=words[key]
                )
                find(place, message)
            else:
                words[key] = written
        return cls(keys, {key: found[written] for key, written in words.items()}, words, place, find)

    def at(self, key: str) -> str:
        """Give the place of what stands under a key."""
        return place_in(self.place, self.words.get(key, ""))

    def word(self, key: str) -> str | Word:
        """Give a key as written, or where it is missing, as the reader would write it."""
        norwegian = next((nb for nb, en in self.keys.items() if en == key), key)
        return self.words.get(key, Word(nb=norwegian, en=key))

    def fault(self, key: str, expected: Message) -> ScenarioFaultError:
        """Give what is wrong with what stands under a key, or with that nothing does."""
        if key not in self.given:
            message = to_say("{key} is missing, expected {expected}.", key=self.word(key), expected=expected)
            return ScenarioFaultError(self.place, message)
        return ScenarioFaultError(self.at(key), found_and_expected(as_toml(self.given[key]), expected))

    def value(self, key: str, kind: type[T]) -> T | None:
        """Give a value of a kind, or ``None`` and, where it is another, a finding."""
        try:
            return self.needed(key, kind) if key in self.given else None
        except ScenarioFaultError as fault:
            self.find(fault.place, fault.message)
            return None

    def needed(self, key: str, kind: type[T]) -> T:
        """Give a value of a kind that has to be there.

        Raises
        ------
        ScenarioFaultError
            If it is not, or of another kind.
        """
        found = self.given.get(key)
        if _is_a(found, kind):
            return found  # type: ignore[return-value]
        if kind is float and _is_a(found, int):
            try:
                return kind(found)  # type: ignore[call-arg]
            except OverflowError:
                pass
        raise self.fault(key, _EXPECTED[kind])

    def tables(self, key: str, keys: Keys) -> "Iterator[ScenarioTable]":
        """Give the tables under a key that may stand several times."""
        found = self.given.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            heading = self.inside(key)
            message = to_say("{kind} is written [[{kind}]], once for each of them.", kind=heading)
            self.find(heading, message)
            return
        for number, table in enumerate(found, start=1):
            yield ScenarioTable.of(table, keys, f"{self.inside(key)} {number}", self.find)

    def inside(self, key: str) -> str:
        """Give the heading of the table under a key, as written."""
        return ".".join(filter(None, (self.place, self.words.get(key, key))))


def both(keys: Keys) -> list[Word]:
    """Give keys as they may be written in both languages."""
    return [Word(nb=norwegian, en=english) for norwegian, english in keys.items()]


def as_toml(found: object) -> str:
    """Write a value as it stands in a file.

    Examples
    --------
    >>> as_toml("to"), as_toml(True), as_toml([1, date(2027, 3, 1)])
    ('"to"', 'true', '[1, 2027-03-01]')
    """
    match found:
        case bool():
            return str(found).lower()
        case str():
            return json.dumps(found, ensure_ascii=False)
        case date() | time():
            return found.isoformat()
        case list():
            return f"[{', '.join(map(as_toml, found))}]"
        case dict():
            pairs = ", ".join(f"{key} = {as_toml(value)}" for key, value in found.items())
            return f"{{ {pairs} }}"
    return str(found)


def _is_a(found: object, kind: type) -> bool:
    """Tell whether a value is of a kind; a yes is no number, and a time of day is no date."""
    if isinstance(found, bool | datetime):
        return kind is bool and isinstance(found, bool)
    return isinstance(found, kind)
