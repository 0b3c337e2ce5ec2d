"""Texts as data: a text with its values, worded where it is shown, in the language of who reads it.

Messages lie beside the catalogue, below the model: an error of the model must read as a sentence by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any

from planner.language.numbers import day, decimal, listed, millions, percent
from planner.language.texts import _, in_language, language

_MOST_DECIMALS = 16


class Form(StrEnum):
    """How a number is written."""

    DECIMAL = "decimal"
    PERCENT = "percent"
    MILLIONS = "millions"


_WRITERS = {Form.DECIMAL: decimal, Form.PERCENT: percent, Form.MILLIONS: millions}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and how it is to be written.

    Parameters
    ----------
    figure
        The number as it is: a share for per cent, NOK for millions.
    decimals
        How many are shown.
    """

    figure: float
    decimals: int = 1
    form: Form = Form.DECIMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is said or written in both languages in the same place: shown as the reader would write it."""

    nb: str
    en: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values in a row: the first ``most`` of them, and how many more there are; else all."""

    items: "tuple[Value, ...]"
    most: int | None = 3
    between: str = ", "


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: what it says, with its places by name, and what goes there.

    ``str`` of it is English, for logs and for scripts; people get it by ``worded``.

    Parameters
    ----------
    text
        In English, as it stands in the catalogue.
    values
        Pairs of a place in the text and what goes there, raw.

    Examples
    --------
    >>> found = to_say("Pins inside a period count as its first day: {dates}.", dates=date(2027, 3, 1))
    >>> print(found)
    Pins inside a period count as its first day: 1 March 2027.
    >>> worded(found)
    'Låste datoer inne i en periode gjelder som dens første dag: 1. mars 2027.'
    """

    text: str
    values: "tuple[tuple[str, Value], ...]" = ()

    def filled(self, **values: "Value") -> "Message":
        """Give the message with values for places that were left open."""
        return Message(self.text, (*self.values, *values.items()))

    def __str__(self) -> str:
        with in_language("en"):
            return worded(self)


Value = str | int | float | date | Quantity | Word | Listed | Message | None
"""What may go into a place. A date is written in full, an ``int`` as it is (a year, a count, a row)."""


class ToldError(ValueError):
    """Something refused, with the reason as data; ``str`` of it is English."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


def to_say(text: str, /, **values: object) -> Message:
    """Mark a text for the catalogue, and keep it with its values until it is shown.

    Errors go in as their messages; what is neither a number, a date nor one of the values goes in as text.
    """
    return Message(text, tuple((name, _raw(value)) for name, value in values.items()))


def in_percent(share: float, decimals: int = 0) -> Quantity:
    """Give a share to be written as per cent."""
    return Quantity(share, decimals, Form.PERCENT)


def in_millions(amount_nok: float, decimals: int = 0) -> Quantity:
    """Give an amount in NOK to be written in millions."""
    return Quantity(amount_nok, decimals, Form.MILLIONS)


def apart(
    found: float, expected: float, form: Form = Form.DECIMAL, decimals: int = 1
) -> tuple[Quantity | str, Quantity | str]:
    """Give two figures with as many decimals as tell them apart: a refusal never shows the same one twice.

    Examples
    --------
    >>> [worded(figure) for figure in apart(4.0, 4.2)], [worded(figure) for figure in apart(4.0004, 4.0)]
    (['4,0', '4,2'], ['4,0004', '4,0000'])
    """
    for places in range(decimals, _MOST_DECIMALS):
        pair = Quantity(found, places, form), Quantity(expected, places, form)
        if worded(pair[0]) != worded(pair[1]):
            return pair
    return str(found), str(expected)


def in_a_row(*parts: Value) -> Listed:
    """Give values to be written after one another, as a name and its figure."""
    return Listed(parts, most=None, between=" ")


def in_brackets(*parts: Value) -> Message:
    """Give values to be written in brackets, with commas between them."""
    return Message("({parts})", (("parts", Listed(parts, most=None)),))


def sentences(*parts: Message) -> Message:
    """Give one message of several sentences."""
    places = [f"part{place}" for place in range(len(parts))]
    return Message(" ".join(f"{{{place}}}" for place in places), tuple(zip(places, parts, strict=True)))


def message_of(error: BaseException) -> Message:
    """Give what an error says: as data where it has told it so, else its own text as it is."""
    told = getattr(error, "message", None)
    return told if isinstance(told, Message) else Message("{text}", (("text", str(error)),))


def worded(value: Value) -> str:
    r"""Write a message, or what goes into one, in the language in use.

    Examples
    --------
    >>> worded(Quantity(0.125, 1, Form.PERCENT)), worded(Listed(("a", date(2027, 3, 1)))), worded(1234.5)
    ('12,5\xa0%', 'a, 1. mars 2027', '1\xa0234,5')
    """
    match value:
        case Message():
            return _(value.text, **{name: worded(each) for name, each in value.values})
        case Quantity():
            return _WRITERS[value.form](value.figure, value.decimals)
        case Word():
            return value.en if language() == "en" else value.nb
        case Listed():
            items = [worded(item) for item in value.items]
            return listed(items, len(items) if value.most is None else value.most, value.between)
        case date():
            return day(value)
        case float():
            return _as_it_is(value)
        case None:
            return _("nothing")
    return str(value)


def as_data(value: Value) -> Any:
    """Give a message, or what goes into one, in the words of JSON; ``from_data`` gives the same one back.

    Examples
    --------
    >>> as_data(Message("{measure} starts on {day}", (("measure", "a"), ("day", date(2027, 3, 1)))))
    {'text': '{measure} starts on {day}', 'values': {'measure': 'a', 'day': {'date': '2027-03-01'}}}
    """
    match value:
        case Message():
            return {"text": value.text, "values": {name: as_data(each) for name, each in value.values}}
        case Quantity():
            figure = value.figure if isfinite(value.figure) else str(value.figure)
            return {"number": figure, "decimals": value.decimals, "form": value.form.value}
        case Word():
            return {"nb": value.nb, "en": value.en}
        case Listed():
            items = [as_data(item) for item in value.items]
            return {"list": items, "most": value.most, "between": value.between}
        case date():
            return {"date": value.isoformat()}
    return value


def from_data(data: Any) -> Any:
    """Give what ``as_data`` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is something else.
    """
    if not isinstance(data, Mapping):
        if data is not None and not isinstance(data, str | int | float):
            raise TypeError(f"{data!r} is no value of a message")
        return data
    if "text" in data:
        text, values = data["text"], data["values"]
        return Message(text, tuple((name, from_data(each)) for name, each in values.items()))
    if "number" in data:
        return Quantity(float(data["number"]), data["decimals"], Form(data["form"]))
    if "list" in data:
        return Listed(tuple(from_data(each) for each in data["list"]), data["most"], data["between"])
    return date.fromisoformat(data["date"]) if "date" in data else Word(nb=data["nb"], en=data["en"])


def _raw(value: object) -> Value:
    """Give what may go into a message."""
    if isinstance(value, BaseException):
        return message_of(value)
    if isinstance(value, tuple | list):
        return Listed(tuple(_raw(each) for each in value), most=None)
    if value is None or isinstance(value, Message | Quantity | Word | Listed | date | float):
        return value
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _as_it_is(number: float) -> str:
    """Write a number with the decimals it has."""
    if not isfinite(number):
        return str(number)
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    places = max(0, -int(exponent))
    return decimal(number, places) if places < _MOST_DECIMALS else str(number)
