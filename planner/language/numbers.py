"""Numbers, amounts and dates as they are written in the language in use."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite

from planner.language.texts import _, catalogue, language

_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
MOST_EXACT = 1e15
"""From here on, a number has no decimals to round."""


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate a text that depends on a number, which it can name as ``{count}``."""
    return catalogue(language()).ngettext(singular, plural, count).format(count=integer(count), **values)


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
    return _written(number, decimals, language())


@lru_cache(maxsize=20_000, typed=True)
def _written(number: float, decimals: int, spoken: str) -> str:
    """Write a number in a language; of a plan the same few thousand are written again and again."""
    from babel.numbers import (
        format_decimal,  # late: 20 ms that ``planner --help`` need not pay
    )

    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(half_away(number, decimals), format=pattern, locale=_LOCALES[spoken])


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


def listed(names: Sequence[str], most: int = 3, between: str = ", ") -> str:
    """Write the first of some names, and how many more there are.

    Examples
    --------
    >>> listed("abc"), listed("abcdef")
    ('a, b, c', 'a, b, c og 3 til')
    """
    shown = between.join(names[:most])
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


def moment_words(moment: datetime) -> str:
    """Write a moment to the minute, by the clock that all of them are kept by.

    Examples
    --------
    >>> moment_words(datetime(2027, 3, 1, 7, 16, tzinfo=UTC))
    '1. mars 2027 kl. 07.16 UTC'
    """
    at = moment.astimezone(UTC)
    return _("{day}, {hour}:{minute} UTC", day=day(at.date()), hour=f"{at.hour:02}", minute=f"{at.minute:02}")
