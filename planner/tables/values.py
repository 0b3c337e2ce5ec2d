"""What a cell may hold, as the model has it: numbers, dates, shares and words, not how people write them."""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from planner.language import Message, to_say
from planner.model import Gate, Pace, PacePoint, Profile
from planner.tables.cells import BasisCell, in_range, nearest
from planner.tables.figure_lists import SupportCell, fitting_profile, fitting_support, points_that_fall
from planner.tables.kinds import Column, Kind
from planner.tables.numbers import FIRST_YEAR, LARGEST_WHOLE, LAST_YEAR, CellError, id_in


def typed(column: Column, value: object) -> Any:
    """Give a value as rows hold it, ``None`` for an empty cell.

    Raises
    ------
    CellError
        If it is of another kind than the column's, or outside its range.
    """
    if value is None or value == "":
        if column.required:
            raise CellError("missing_cell", to_say("a value: the cell has to be filled"))
        return None
    return in_range(column, _TAKERS[column.kind](column, value))


def _text(_column: Column, value: object) -> str:
    if not isinstance(value, str):
        raise CellError("not_text", to_say("text"))
    return value


def _id(_column: Column, value: object) -> str:
    if not isinstance(value, str):
        raise CellError("not_an_id", to_say("an id of letters, digits, _ - and . without spaces"))
    return id_in(value)


def _ids(column: Column, value: object) -> tuple[str, ...]:
    return tuple(_id(column, each) for each in _several(value, to_say("a list of ids")))


def _several(value: object, expected: Message) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise CellError("not_a_list", expected)
    return tuple(value)


def _number(_column: Column, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CellError("not_a_number", to_say("a number"))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise CellError("not_a_number", to_say("a number that is not infinite"))
    return number


def _whole(column: Column, value: object) -> int:
    number = _number(column, value)
    if not number.is_integer() or abs(number) > LARGEST_WHOLE:
        raise CellError("not_whole", to_say("a whole number"))
    return int(number)


def _date(_column: Column, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise CellError("not_a_date", to_say("a date"))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise CellError("date_out_of_range", to_say("a year from 1990 to 2100"))
    return value


def _yes_no(_column: Column, value: object) -> bool:
    if not isinstance(value, bool):
        raise CellError("not_yes_or_no", to_say("true or false"))
    return value


def _choice(column: Column, value: object) -> Any:
    for choice in column.choices:
        if value == choice.value:
            return choice.value
    raise CellError("unknown_word", nearest(str(value), [str(choice.value) for choice in column.choices]))


def _gates(_column: Column, value: object) -> tuple[Gate, ...]:
    gates = _several(value, to_say("a list of gates"))
    if not all(isinstance(gate, Gate) for gate in gates):
        raise CellError("not_a_gate", to_say("a list of gates"))
    return gates


def _pace(column: Column, value: object) -> Pace:
    if not isinstance(value, list | tuple):
        return _number(column, value)
    if not all(isinstance(point, PacePoint) for point in value):
        raise CellError("not_a_pace", to_say("a number, or points of pace and share"))
    return points_that_fall(tuple(value))


def _steps(column: Column, value: object) -> tuple[tuple[int, float], ...]:
    expected = to_say("rates with rising years, each a pair of year and share")
    pairs = [_several(each, expected) for each in _several(value, expected)]
    if any(len(pair) != 2 for pair in pairs):
        raise CellError("not_steps", expected)
    steps = tuple((_whole(column, year), _number(column, rate)) for year, rate in pairs)
    years = [year for year, _rate in steps]
    if years != sorted(set(years)) or not all(0 <= rate <= 1 for _year, rate in steps):
        raise CellError("not_steps", expected)
    return steps


def _profile(column: Column, value: object) -> Profile:
    expected = to_say("pairs of a period and the share in it")
    pairs = [_several(each, expected) for each in _several(value, expected)]
    if any(len(pair) != 2 for pair in pairs):
        raise CellError("not_a_profile", expected)
    return fitting_profile(tuple((_whole(column, offset), _number(column, share)) for offset, share in pairs))


def _support(column: Column, value: object) -> SupportCell:
    expected = to_say("pairs of a sector and its person-months")
    pairs = [_several(each, expected) for each in _several(value, expected)]
    if any(len(pair) != 2 for pair in pairs):
        raise CellError("not_support", expected)
    return fitting_support(tuple((_id(column, sector), _number(column, amount)) for sector, amount in pairs))


def _basis(column: Column, value: object) -> BasisCell:
    return value if isinstance(value, BasisCell) else BasisCell(basis=_choice(column, value))


def _no_short_links(_column: Column, _value: object) -> Any:
    raise CellError("short_form", to_say("an empty cell"))


_TAKERS: Mapping[Kind, Callable[[Column, object], Any]] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.IDS: _ids,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.SHARE: _number,
    Kind.DATE: _date,
    Kind.LAST_DATE: _date,
    Kind.DEADLINE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.GATES: _gates,
    Kind.PACE: _pace,
    Kind.STEPS: _steps,
    Kind.PROFILE: _profile,
    Kind.SUPPORT: _support,
    Kind.LINKS: _no_short_links,
    Kind.BASIS: _basis,
}
