"""Numbers, dates and ids as people write them in cells, strictly: what can be read in two ways is refused."""

import math
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from planner.language import Message, ToldError, to_say
from planner.tables.kinds import Kind

_SPACES = "[ \u00a0\u202f]"
_NUMBER = re.compile(rf"[-−+]?(\d+|\d{{1,3}}({_SPACES}\d{{3}})+)([.,]\d+)?([eE][-+]?\d{{1,3}})?", re.ASCII)
_AMBIGUOUS = re.compile(r"[-−+]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}[.,]\d{3}(?![\w.,])", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NORWEGIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ID = re.compile(r"\w[\w.-]*")
_QUARTER = re.compile(r"(\d{4})-?[KkQq]([1-4])", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST_WHOLE = 10**9


class CellError(ToldError):
    """A cell that cannot be read; ``code`` names the rule and the message says what was expected."""

    def __init__(self, code: str, expected: Message) -> None:
        super().__init__(expected)
        self.code = code


def number_in(text: str) -> float:
    """Read a number.

    Raises
    ------
    CellError
        If it is none, is too large to hold, or can be read in two ways.

    Examples
    --------
    >>> number_in("1 234,50"), number_in("−0.5"), number_in("1e3")
    (1234.5, -0.5, 1000.0)
    """
    if _AMBIGUOUS.fullmatch(text):
        thousands, fraction = text.replace(".", " "), text.replace(".", ",")
        raise CellError(
            "ambiguous_number",
            to_say("either {thousands} or {fraction}", thousands=thousands, fraction=fraction),
        )
    if not _NUMBER.fullmatch(text):
        raise CellError("not_a_number", to_say("a number such as 1 234,50"))
    number = float(_plain(text))
    if not math.isfinite(number):
        raise CellError("not_a_number", to_say("a number that is not infinite"))
    return number


def refuse_grouped(text: str) -> None:
    """Refuse a number whose comma or point may group thousands, in a file where a comma may.

    Semicolons stand between cells where the comma is the decimal mark; in other files nobody can tell.

    Raises
    ------
    CellError
        If there is such a number in the text; both readings are given, as they can be written without doubt.

    Examples
    --------
    >>> refuse_grouped("0,125"), refuse_grouped("12,5 %"), refuse_grouped("1 234,5")
    (None, None, None)
    """
    if found := _GROUPED.search(text):
        fraction = f"{Decimal(_plain(found[0])).normalize():f}"
        sure = f"{fraction}0" if _AMBIGUOUS.fullmatch(fraction) else fraction
        thousands = re.sub("[.,]", " ", found[0])
        raise CellError(
            "ambiguous_number", to_say("either {thousands} or {fraction}", thousands=thousands, fraction=sure)
        )


def _plain(text: str) -> str:
    """Give a number as Python writes it."""
    return re.sub(_SPACES, "", text).replace(",", ".").replace("−", "-")


def share_in(text: str) -> float:
    """Read a share, also when written as per cent.

    Examples
    --------
    >>> share_in("12,5 %"), share_in("0,2")
    (0.125, 0.2)
    """
    if not text.endswith("%"):
        return number_in(text)
    figure = text[:-1].rstrip(" \u00a0\u202f")
    number_in(figure)
    # moved two places as decimals, so that 7 % is 0.07 and nothing else
    return float(Decimal(_plain(figure)).scaleb(-2))


def percent_out(share: float) -> str:
    """Write a share as per cent so that reading gives the same one.

    Examples
    --------
    >>> percent_out(0.125)
    '12,5 %'
    """
    return f"{Decimal(repr(float(share))).scaleb(2).normalize():f} %".replace(".", ",")


def whole_in(text: str) -> int:
    """Read a whole number."""
    number = number_in(text)
    if not number.is_integer() or abs(number) > LARGEST_WHOLE:
        raise CellError("not_whole", to_say("a whole number"))
    return int(number)


def id_in(text: str) -> str:
    """Read an id: letters, digits, underscore, hyphen and full stop."""
    name = unicodedata.normalize("NFC", text)
    if not _ID.fullmatch(name):
        raise CellError("not_an_id", to_say("an id of letters, digits, _ - and . without spaces"))
    return name


def date_in(text: str, kind: Kind = Kind.DATE) -> date:
    """Read a date, or a quarter as its first date, its last, or the first one after it (a deadline).

    Examples
    --------
    >>> str(date_in("1.3.2027")), str(date_in("2025-K3")), str(date_in("2025-Q3", Kind.DEADLINE))
    ('2027-03-01', '2025-07-01', '2025-10-01')
    """
    if quarter := _QUARTER.fullmatch(text):
        return _of_quarter(_within(int(quarter[1]), text), int(quarter[2]), kind)
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), text)
    if norwegian := _NORWEGIAN.fullmatch(text):
        return _day(int(norwegian[3]), int(norwegian[2]), int(norwegian[1]), text)
    raise CellError("not_a_date", to_say("a date such as 2027-03-01, 01.03.2027 or 2027-K1"))


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(_within(year, text), month, day)
    except CellError:
        raise
    except ValueError:
        raise CellError("no_such_date", to_say("a date in the calendar")) from None


def _within(year: int, text: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("date_out_of_range", to_say("a year from 1990 to 2100"))
    return year


def _of_quarter(year: int, quarter: int, kind: Kind) -> date:
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return {Kind.LAST_DATE: after - timedelta(days=1), Kind.DEADLINE: after}.get(kind, first)


def number_out(number: float) -> str:
    """Write a number so that reading gives the same one, with a decimal comma.

    Examples
    --------
    >>> number_out(0.1), number_out(3.0)
    ('0,1', '3')
    """
    whole = float(number).is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else repr(float(number)).replace(".", ",")
