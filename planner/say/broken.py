"""What the judge says of a broken rule, for people: names in the place of ids, and short figures."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.language import Form, Message, Quantity, Value, _, worded
from planner.model import ADAPTATION, Endpoint, Roadmap, id_in
from planner.say.budgets import payer_name
from planner.say.names import part_name, within_sentence

_NAMING = ("subject", "predecessor", "ahead", "measure", "sector")
"""The places in which the judge, and who reads reports, put ids."""
_MOST_DECIMALS = 4


def broken_words(roadmap: Roadmap, message: Message) -> str:
    """Say by names what is broken in a plan, or worth knowing.

    A figure has one decimal at most, unless two would look alike; what nobody knows stays as it was typed.
    """
    found = worded(_named(roadmap, _shortened(message)))
    as_typed = message.text.startswith("{name}") and isinstance(dict(message.values).get("name"), str)
    return found if as_typed else found[:1].upper() + found[1:]


def _named(roadmap: Roadmap, message: Message) -> Message:
    return Message(
        message.text,
        tuple((place, _named_value(roadmap, place, value)) for place, value in message.values),
    )


def _named_value(roadmap: Roadmap, place: str, value: Value) -> Value:
    if isinstance(value, Message):
        return _named(roadmap, value)
    if not isinstance(value, str):
        return value
    if place == "payer":
        name = payer_name(roadmap, value)
        return name if name == value else within_sentence(name)
    return _name(roadmap, value) if place in _NAMING else value


def _name(roadmap: Roadmap, written: str) -> str:
    """Name a measure, a sector, or a part of a measure; what is none of these stays as it is."""
    sectors = {each.id: within_sentence(each.name) for each in roadmap.sectors}
    if written in sectors:
        return sectors[written]
    known = {each.id: each.name for each in roadmap.measures}
    measure = id_in(written, known)
    if not measure:
        return written
    part = _part(measure, written[len(measure) + 1 :], sectors)
    return part_name(roadmap, part, _("“{name}”", name=known[measure]))


def _part(measure: str, rest: str, sectors: Collection[str]) -> Endpoint:
    """Give what stands behind the id of a measure: a phase, a sector, or the adaptation of one."""
    first, slash, sector = rest.partition("/")
    if slash and first == ADAPTATION and sector in sectors:
        return Endpoint(measure=measure, phase=ADAPTATION, sector=sector)
    if rest in sectors:
        return Endpoint(measure=measure, sector=rest)
    return Endpoint(measure=measure, phase=rest)


def _shortened(message: Message) -> Message:
    """Give a message with as few decimals, one or more, as leave different figures different."""
    figures = set(_figures(message))
    apart = len({worded(each) for each in figures})
    for places in range(1, _MOST_DECIMALS):
        if len({worded(_short(each, places)) for each in figures}) == apart:
            return _with_decimals(message, places)
    return message


def _figures(value: Value) -> Iterator[Quantity]:
    if isinstance(value, Quantity):
        yield value
    elif isinstance(value, Message):
        for _place, each in value.values:
            yield from _figures(each)


def _with_decimals(message: Message, places: int) -> Message:
    return Message(message.text, tuple((place, _written(value, places)) for place, value in message.values))


def _written(value: Value, places: int) -> Value:
    if isinstance(value, Message):
        return _with_decimals(value, places)
    return _short(value, places) if isinstance(value, Quantity) else value


def _short(figure: Quantity, places: int) -> Quantity:
    """Give a figure with so many decimals at most, and none where it is whole."""
    places = min(places, figure.decimals)
    shown = figure.figure * (100 if figure.form is Form.PERCENT else 1)
    is_whole = figure.form is not Form.MILLIONS and float(f"{shown:.{places}f}").is_integer()
    return replace(figure, decimals=0 if is_whole else places)
