"""Cells as values, one pair of reader and writer for each kind of column."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any

from planner.language import Listed, Message, Word, to_say
from planner.model import Basis, Link
from planner.tables.columns import BASES, YES_NO
from planner.tables.figure_lists import (
    gates_in,
    gates_out,
    pace_in,
    pace_out,
    parts_of,
    profile_in,
    profile_out,
    steps_in,
    steps_out,
    support_in,
    support_out,
)
from planner.tables.kinds import Choice, Column, Kind
from planner.tables.numbers import (
    FIRST_YEAR,
    CellError,
    date_in,
    id_in,
    number_in,
    number_out,
    refuse_grouped,
    share_in,
    whole_in,
)
from planner.tables.unknown_names import FEW_NAMES

_TIMED = re.compile(r"(\S+)(?:\s+(FS|SS|FF|SF))?(?:\s*(?<=\s|[A-Z])([-+−])\s*(\d+))?", re.I)
_SHARE = re.compile(r"(\S+)\s+(\d[\d,.]*\s?%)\s*@?\s*(\S+)")
_ADOPTION = re.compile(r"(\S+)\s+(?:innføring|innf|adoption)\.?", re.I)
_WITH_NUMBERS = frozenset(
    {
        *(Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.GATES, Kind.PACE, Kind.STEPS, Kind.PROFILE),
        Kind.SUPPORT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLink:
    """One predecessor as written in ``avhenger_av``."""

    predecessor: str
    link: Link = Link.FINISH_START
    lag_periods: int = 0
    share: float | None = None
    share_sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisCell:
    """What ``grunnlag`` holds: the basis of the row, and exceptions by header as written."""

    basis: Basis
    exceptions: tuple[tuple[str, Basis], ...] = ()


def read_cell(column: Column, text: str, *, commas_may_group: bool = False) -> Any:
    """Give what a cell holds, ``None`` when it is empty.

    Parameters
    ----------
    commas_may_group
        Whether a comma before three digits may stand between thousands, which is then refused.

    Raises
    ------
    CellError
        If it does not hold what its column asks for.
    """
    if column.kind is Kind.TEXT:
        return text if text.strip() or (text and not column.required) else None
    stripped = text.strip()
    if not stripped:
        return None
    if commas_may_group and column.kind in _WITH_NUMBERS:
        refuse_grouped(stripped)
    return in_range(column, _READERS[column.kind](column, stripped))


def in_range(column: Column, value: Any) -> Any:
    """Refuse a number outside the column's range; what is no number has been looked at already."""
    if isinstance(value, tuple):
        return value
    if column.above is not None and not value > column.above:
        raise CellError("out_of_range", range_of(column))
    if column.least is not None and value < column.least:
        raise CellError("out_of_range", range_of(column))
    if column.most is not None and value > column.most:
        raise CellError("out_of_range", range_of(column))
    return value


def range_of(column: Column) -> Message:
    """Say between what a number has to lie, of a column that has a range."""
    is_year = column.kind is Kind.WHOLE and column.least == FIRST_YEAR  # which has no space in it
    least, most = ((int if is_year else float)(end or 0) for end in (column.least, column.most))
    if column.above is not None:
        return to_say("above 0") if column.most is None else to_say("above 0 and at most {most}", most=most)
    if column.most is None:
        return to_say("{least} or more", least=least)
    return to_say("from {least} to {most}", least=least, most=most)


@lru_cache(maxsize=20_000)
def normal(header: str) -> str:
    """Give a header or word in the form in which it is compared."""
    return "_".join(unicodedata.normalize("NFC", header).casefold().split())


def _ids_in(column: Column, text: str) -> tuple[str, ...]:
    return tuple(id_in(part) for part in parts_of(text))


def choice_in(choices: tuple[Choice, ...], text: str) -> Any:
    """Read one of some words, in either language."""
    for choice in choices:
        if normal(text) in (normal(choice.norwegian), normal(choice.english)):
            return choice.value
    raise CellError("unknown_word", nearest(text, words(choices)))


def words(choices: tuple[Choice, ...]) -> list[Word]:
    """Give the words of some choices."""
    return [Word(nb=choice.norwegian, en=choice.english) for choice in choices]


def nearest(found: str, known: Sequence[str | Word]) -> Message:
    """Say what could stand there instead, the nearest first."""
    spelt = [each for word in known for each in spellings(word)]
    near = get_close_matches(found, spelt, n=1, cutoff=0.6)
    if near:
        return to_say("perhaps {near}", near=near[0])
    return to_say("one of {known}", known=Listed(tuple(known), FEW_NAMES))


def spellings(word: str | Word) -> tuple[str, ...]:
    """Give what people may write for a word: of one in both languages, either."""
    return (word.nb, word.en) if isinstance(word, Word) else (word,)


def _links_in(column: Column, text: str) -> tuple[ShortLink, ...]:
    return tuple(_link(part) for part in parts_of(text))


def _link(text: str) -> ShortLink:
    if adoption := _ADOPTION.fullmatch(text):
        return ShortLink(predecessor=id_in(adoption[1]), link=Link.ADOPTION)
    if share := _SHARE.fullmatch(text):
        return _share_link(share)
    timed = _TIMED.fullmatch(text)
    if not timed:
        raise CellError("not_a_link", to_say("predecessors such as a; b SS+2; c 60% @kommuner; d innføring"))
    lag = int(timed[4] or 0) * (1 if timed[3] == "+" else -1)
    return ShortLink(predecessor=id_in(timed[1]), link=Link((timed[2] or "FS").upper()), lag_periods=lag)


def _share_link(found: re.Match[str]) -> ShortLink:
    share = share_in(found[2])
    if not 0 < share <= 1:
        raise CellError("not_a_link", to_say("a share above 0 and at most 100 %"))
    return ShortLink(predecessor=id_in(found[1]), link=Link.SHARE, share=share, share_sector=id_in(found[3]))


def _basis_in(column: Column, text: str) -> BasisCell:
    first, *rest = parts_of(text) or [""]
    return BasisCell(basis=choice_in(BASES, first), exceptions=tuple(_exception(part) for part in rest))


def _exception(text: str) -> tuple[str, Basis]:
    header, equals, basis = text.partition("=")
    if not equals:
        raise CellError("not_a_basis", to_say("exceptions such as enheter=antatt"))
    return header.strip(), choice_in(BASES, basis)


_READERS: Mapping[Kind, Callable[[Column, str], Any]] = {
    Kind.ID: lambda column, text: id_in(text),
    Kind.IDS: _ids_in,
    Kind.NUMBER: lambda column, text: number_in(text),
    Kind.WHOLE: lambda column, text: whole_in(text),
    Kind.SHARE: lambda column, text: share_in(text),
    Kind.DATE: lambda column, text: date_in(text, column.kind),
    Kind.LAST_DATE: lambda column, text: date_in(text, column.kind),
    Kind.DEADLINE: lambda column, text: date_in(text, column.kind),
    Kind.YES_NO: lambda column, text: choice_in(YES_NO, text) == "yes",
    Kind.CHOICE: lambda column, text: choice_in(column.choices, text),
    Kind.GATES: gates_in,
    Kind.PACE: pace_in,
    Kind.STEPS: steps_in,
    Kind.PROFILE: profile_in,
    Kind.SUPPORT: support_in,
    Kind.LINKS: _links_in,
    Kind.BASIS: _basis_in,
}


_LISTS_OUT: Mapping[Kind, Callable[[Any, bool], str]] = {
    Kind.GATES: gates_out,
    Kind.PACE: pace_out,
    Kind.STEPS: steps_out,
    Kind.PROFILE: profile_out,
    Kind.SUPPORT: support_out,
}


def write_cell(column: Column, value: Any, *, english: bool = False) -> str:
    """Write a value so that reading gives the same one; ``None`` is an empty cell."""
    if value is None:
        return ""
    match column.kind:
        case Kind.NUMBER | Kind.WHOLE | Kind.SHARE:
            return number_out(value)
        case Kind.YES_NO:
            return _word(YES_NO, "yes" if value else "no", english)
        case Kind.CHOICE:
            return _word(column.choices, value, english)
        case Kind.IDS:
            return "; ".join(value)
    if column.kind in _LISTS_OUT:
        return _LISTS_OUT[column.kind](value, english)
    return value.isoformat() if isinstance(value, date) else str(value)


def _word(choices: tuple[Choice, ...], value: StrEnum | str, english: bool) -> str:
    """Give the word for a value; a value without a word is written as it is, and then refused."""
    for choice in choices:
        if choice.value == value:
            return choice.english if english else choice.norwegian
    return str(value)


def basis_out(basis: Basis, exceptions: tuple[tuple[str, Basis], ...], *, english: bool = False) -> str:
    """Write a basis with its exceptions by header."""
    parts = [f"{header}={_word(BASES, other, english)}" for header, other in exceptions]
    return "; ".join([_word(BASES, basis, english), *parts])
