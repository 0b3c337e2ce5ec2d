"""Periods, numbers of them, and dates."""

from datetime import date

from planner.language import _, day, decimal, language, ngettext
from planner.model import Calendar, PeriodLength


def period_words(calendar: Calendar, period: int) -> str:
    """Name a period in full.

    Examples
    --------
    >>> from datetime import date
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     period_words(Calendar(status_date=date(2023, 1, 1)), 6)
    'quarter 3 of 2024'
    """
    first = calendar.date_of(period)
    if calendar.period is PeriodLength.YEAR:
        return str(first.year)
    if calendar.period is PeriodLength.QUARTER:
        return _("quarter {quarter} of {year}", quarter=(first.month + 2) // 3, year=first.year)
    return f"{_month(first.month)} {first.year}"


def short_period(calendar: Calendar, period: int) -> str:
    """Name a period in a few characters, as in ``K3 2024``."""
    first = calendar.date_of(period)
    if calendar.period is PeriodLength.YEAR:
        return str(first.year)
    if calendar.period is PeriodLength.QUARTER:
        return _("Q{quarter} {year}", quarter=(first.month + 2) // 3, year=first.year)
    return f"{first.month:02}.{first.year}"


def period_tick(calendar: Calendar, period: int) -> str:
    """Name a period within its year, as short as the time axis needs; a whole year needs nothing."""
    first = calendar.date_of(period)
    match calendar.period:
        case PeriodLength.QUARTER:
            return _("Q{quarter}", quarter=(first.month - 1) // 3 + 1)
        case PeriodLength.MONTH:
            return _short_month(first)
        case PeriodLength.YEAR:
            return ""


def end_words(calendar: Calendar, instant: int, start: int = 0) -> str:
    """Name the period whose end an instant is; what has no length ends in the period it starts in."""
    return period_words(calendar, calendar.last_period(start, instant))


def count_periods(calendar: Calendar, count: int) -> str:
    """Write a number of periods with their name."""
    if calendar.period is PeriodLength.YEAR:
        return count_years(count)
    if calendar.period is PeriodLength.QUARTER:
        return ngettext("{count} quarter", "{count} quarters", count)
    return ngettext("{count} month", "{count} months", count)


def count_years(count: int) -> str:
    """Write a number of calendar years."""
    return ngettext("{count} year", "{count} years", count)


def each_period(calendar: Calendar, what: str) -> str:
    """Write that something is so in each period.

    Examples
    --------
    >>> from datetime import date
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     each_period(Calendar(status_date=date(2023, 1, 1)), "2 person-months")
    '2 person-months a quarter'
    """
    return {
        PeriodLength.YEAR: _("{what} a year", what=what),
        PeriodLength.QUARTER: _("{what} a quarter", what=what),
        PeriodLength.MONTH: _("{what} a month", what=what),
    }[calendar.period]


def of_each_period(calendar: Calendar, what: str) -> str:
    """Write what there is in each period, where that is several things.

    Examples
    --------
    >>> from datetime import date
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     of_each_period(Calendar(status_date=date(2023, 1, 1)), "2 person-months, NOK 1 million")
    'each quarter 2 person-months, NOK 1 million'
    """
    return {
        PeriodLength.YEAR: _("each year {what}", what=what),
        PeriodLength.QUARTER: _("each quarter {what}", what=what),
        PeriodLength.MONTH: _("each month {what}", what=what),
    }[calendar.period]


def end_of_each_period(calendar: Calendar, what: str) -> str:
    """Write that something is as it is at the end of each period.

    Examples
    --------
    >>> from datetime import date
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     end_of_each_period(Calendar(status_date=date(2023, 1, 1)), "Coverage")
    'Coverage at the end of each quarter'
    """
    return {
        PeriodLength.YEAR: _("{what} at the end of each year", what=what),
        PeriodLength.QUARTER: _("{what} at the end of each quarter", what=what),
        PeriodLength.MONTH: _("{what} at the end of each month", what=what),
    }[calendar.period]


def capacity_title(calendar: Calendar) -> str:
    """Name the capacity of the sectors, with its unit."""
    return _("Capacity of the sectors, {unit}", unit=unit_of_capacity(calendar))


def unit_of_capacity(calendar: Calendar) -> str:
    """Name the unit of load and capacity."""
    return each_period(calendar, _("person-months"))


def many_periods(calendar: Calendar, amount: float) -> str:
    """Write an amount of periods, parts of them included, with their name."""
    number = decimal(amount, 1)
    return {
        PeriodLength.YEAR: _("{number} years", number=number),
        PeriodLength.QUARTER: _("{number} quarters", number=number),
        PeriodLength.MONTH: _("{number} months", number=number),
    }[calendar.period]


def range_of_dates(start: date | None, end: date | None) -> str:
    """Write two dates of which either may be missing."""
    known = [day(when) if when else "…" for when in (start, end)]
    return "–".join(known) if start != end else known[0]


def _month(number: int) -> str:
    from babel.dates import format_date  # late, as in planner.language

    return format_date(date(2000, number, 1), "LLLL", locale=language())


def _short_month(first: date) -> str:
    from babel.dates import format_date  # late, like all of Babel

    return format_date(first, "MMM", locale=language())
