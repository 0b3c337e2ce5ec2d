"""How periods, shares and amounts of work read on the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import parse_qs

from planner.language import LANGUAGES, _, day, in_language, language
from planner.model import Calendar, PeriodLength


def language_of(query: object) -> str:
    """Give the language that a page's address asks for (``?lang=en``), bokmål where it asks for none."""
    asked = parse_qs(query.lstrip("?")).get("lang", [""])[-1] if isinstance(query, str) else ""
    return asked if asked in LANGUAGES else LANGUAGES[0]


@contextmanager
def language_of_page(query: object) -> Iterator[None]:
    """Speak the language of a page within a block."""
    with in_language(language_of(query)):
        yield


def period_tick(calendar: Calendar, period: int) -> str:
    """Name a period within its year, as short as the time axis needs; a whole year needs nothing."""
    first = calendar.date_of(period)
    match calendar.period:
        case PeriodLength.QUARTER:
            return _("Q{quarter}", quarter=(first.month - 1) // 3 + 1)
        case PeriodLength.MONTH:
            return _month(first)
        case PeriodLength.YEAR:
            return ""


def range_of_dates(start: date | None, end: date | None) -> str:
    """Write two dates of which either may be missing."""
    known = [day(when) if when else "…" for when in (start, end)]
    return "–".join(known) if start != end else known[0]


def _month(first: date) -> str:
    from babel.dates import format_date  # late, like all of Babel

    return format_date(first, "MMM", locale=language())
