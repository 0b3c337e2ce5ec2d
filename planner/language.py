"""The language of texts and numbers for people: bokmål first, English beside it, one catalogue.

Texts stand in the code in English, marked with ``_`` or ``ngettext``; the catalogue holds the bokmål. How
numbers are rounded stands in ``docs/problem.md``, section 9: amounts half away from zero, here; what is
reached downwards and gaps upwards, in ``planner.say``.
"""

import gettext
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import isfinite
from pathlib import Path

LANGUAGES = ("nb", "en")
_LOCALES = {"nb": "nb_NO", "en": "en_GB"}
_MOST_DECIMALS = 16
MOST_EXACT = 1e15
"""From here on, a number has no decimals to round."""
CATALOGUES = Path(__file__).parent / "locale"
_current: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def language() -> str:
    """Give the code of the language in use."""
    return _current.get()


def set_language(code: str) -> None:
    """Use a language from here on in this context.

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    if code not in LANGUAGES:
        raise ValueError(f"language is {code!r}, expected one of {', '.join(LANGUAGES)}")
    _current.set(code)


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Use a language within a block."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        _current.set(before)


def _(message: str, /, **values: object) -> str:
    """Translate a text and put values into its ``{named}`` places."""
    return _catalogue(language()).gettext(message).format(**values)


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate a text that depends on a number, which it can name as ``{count}``."""
    return _catalogue(language()).ngettext(singular, plural, count).format(count=integer(count), **values)


def integer(number: float) -> str:
    """Write a whole number with grouped thousands."""
    return decimal(number, 0)


def decimal(number: float, decimals: int = 1) -> str:
    """Write a number with a fixed count of decimals, halves rounded away from zero.

    Examples
    --------
    >>> decimal(0.5, 0), decimal(2.5, 0), decimal(-2.5, 0), decimal(1.005, 2), decimal(-0.04)
    ('1', '3', '-3', '1,01', '0,0')
    """
    from babel.numbers import (
        format_decimal,  # late: 20 ms that ``planner --help`` need not pay
    )

    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(half_away(number, decimals), format=pattern, locale=_LOCALES[language()])


def half_away(number: float, decimals: int = 0) -> Decimal | float:
    """Round a number as it is written in decimals, halves away from zero; what is not finite stays.

    What sums leave beyond the sixth decimal, where CSV ends, does not count.

    Examples
    --------
    >>> half_away(0.285, 2), half_away(-2.5), half_away(26.449999999999996, 1)
    (Decimal('0.29'), Decimal('-3'), Decimal('26.5'))
    """
    if not isfinite(number) or abs(number) >= MOST_EXACT:
        return number
    written = Decimal(repr(round(float(number), max(6, decimals + 3))))
    rounded = written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # no minus before nothing


def apart(
    found: float, expected: float, write: Callable[[float, int], str] = decimal, decimals: int = 1
) -> tuple[str, str]:
    """Write two figures with as many decimals as tell them apart: a refusal never shows the same one twice.

    Examples
    --------
    >>> apart(4.0, 4.2), apart(4.0004, 4.0)
    (('4,0', '4,2'), ('4,0004', '4,0000'))
    """
    pairs = ((write(found, places), write(expected, places)) for places in range(decimals, _MOST_DECIMALS))
    return next((pair for pair in pairs if pair[0] != pair[1]), (str(found), str(expected)))


def percent(share: float, decimals: int = 0) -> str:
    r"""Write a share as per cent.

    Examples
    --------
    >>> percent(0.125, 1)
    '12,5\xa0%'
    """
    space = "" if language() == "en" else "\u00a0"
    return f"{decimal(float(Decimal(repr(float(share))) * 100), decimals)}{space}%"


def millions(amount_nok: float, decimals: int = 0) -> str:
    """Write an amount in NOK as millions."""
    number = decimal(amount_nok / 1e6, decimals)
    return _("NOK {number} million", number=number)


def person_months(amount: float, decimals: int | None = None) -> str:
    """Write an amount of work; where decimals are not asked for, with one below ten and none from there."""
    shown = decimals if decimals is not None else 1 if abs(amount) < 10 else 0
    return _("{number} person-months", number=decimal(amount, shown))


def listed(names: Sequence[str], most: int = 3) -> str:
    """Write the first of some names, and how many more there are.

    Examples
    --------
    >>> listed("abc"), listed("abcdef")
    ('a, b, c', 'a, b, c og 3 til')
    """
    shown = ", ".join(names[:most])
    left = len(names) - most
    return shown if left <= 0 else _("{names} and {count} more", names=shown, count=left)


def day(when: date) -> str:
    """Write a date in full.

    Examples
    --------
    >>> day(date(2027, 3, 1))
    '1. mars 2027'
    """
    from babel.dates import format_date

    return format_date(when, "long", locale=_LOCALES[language()])


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Load the compiled texts of one language; English needs none."""
    return gettext.translation("planner", CATALOGUES, languages=[code], fallback=True)
