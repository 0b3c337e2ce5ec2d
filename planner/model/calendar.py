"""Time in whole periods: which dates a period covers, which instant a date asks for."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from planner.language import to_say
from planner.model.frozen import FieldsOnly
from planner.model.numbers import require

LONGEST_HORIZON_PERIODS = 12_000
_CALENDAR = to_say("calendar")


class PeriodLength(StrEnum):
    """How long one period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Give the length in months."""
        return {"month": 1, "quarter": 3, "year": 12}[self.value]


@dataclass(frozen=True, kw_only=True)
class Calendar(FieldsOnly):
    """Periods ``0 … periods - 1``; period 0 holds the status date.

    An *instant* ``t`` is the beginning of period ``t``; instant ``periods`` ends the horizon.

    Parameters
    ----------
    status_date
        The date the data stands at; never the wall clock.
    period
        Length of every period; periods follow the calendar year.
    periods
        Number of periods in the horizon, from 1 to 12 000.

    Raises
    ------
    ValueError
        If the number of periods is out of range.
    """

    status_date: date
    period: PeriodLength = PeriodLength.QUARTER
    periods: int = 40

    def __post_init__(self) -> None:
        in_range = 1 <= self.periods <= LONGEST_HORIZON_PERIODS
        require(
            in_range,
            _CALENDAR,
            "periods",
            self.periods,
            "{least} to {most}",
            least=1,
            most=LONGEST_HORIZON_PERIODS,
        )

    def counts_as(self, other: "Calendar") -> bool:
        """Tell whether an instant is the same date in both; horizons may differ."""
        return self.period is other.period and self.date_of(0) == other.date_of(0)

    @property
    def periods_per_year(self) -> int:
        """Give the number of periods in a calendar year."""
        return 12 // self._months

    def date_of(self, instant: int) -> date:
        """Give the first date of a period; also beyond the horizon.

        Examples
        --------
        >>> Calendar(status_date=date(2023, 2, 14)).date_of(5)
        datetime.date(2024, 4, 1)
        """
        # counted in months from year 0, so that no calendar arithmetic is needed
        months = self._first_month + instant * self._months
        return date(months // 12, months % 12 + 1, 1)

    def year_of(self, period: int) -> int:
        """Give the calendar year of a period."""
        return (self._first_month + period * self._months) // 12

    def period_of(self, day: date) -> int:
        """Give the period that holds a date; negative before period 0.

        Examples
        --------
        >>> Calendar(status_date=date(2023, 1, 1)).period_of(date(2022, 12, 31))
        -1
        """
        return (day.year * 12 + day.month - 1 - self._first_month) // self._months

    def instant_not_before(self, day: date) -> int:
        """Give the first instant whose date is the day or later, and at least 0.

        Examples
        --------
        >>> calendar = Calendar(status_date=date(2023, 1, 1))
        >>> calendar.instant_not_before(date(2023, 4, 1)), calendar.instant_not_before(date(2023, 4, 2))
        (1, 2)
        """
        period = self.period_of(day)
        return max(0, period if self.date_of(period) == day else period + 1)

    def instant_not_after(self, day: date) -> int:
        """Give the last instant that has come when a day ends; negative before period 0.

        Examples
        --------
        >>> calendar = Calendar(status_date=date(2023, 1, 1))
        >>> calendar.instant_not_after(date(2023, 12, 31)), calendar.instant_not_after(date(2024, 1, 1))
        (4, 4)
        """
        # a deadline is met until its day is over
        return self.period_of(day + timedelta(days=1))

    @staticmethod
    def last_period(start: int, end: int) -> int:
        """Give the last period of what runs between two instants; what has no length ends where it starts.

        Examples
        --------
        >>> Calendar.last_period(2, 4), Calendar.last_period(4, 4)
        (3, 4)
        """
        return max(start, end - 1)

    def last_day(self, start: int, end: int) -> date:
        """Give the last day of what runs between two instants; what has no length ends where it starts.

        Examples
        --------
        >>> calendar = Calendar(status_date=date(2023, 1, 1))
        >>> calendar.last_day(0, 4), calendar.last_day(4, 4)
        (datetime.date(2023, 12, 31), datetime.date(2024, 1, 1))
        """
        return self.date_of(end) - timedelta(days=1) if end > start else self.date_of(start)

    @cached_property
    def _months(self) -> int:
        return self.period.months

    @cached_property
    def _first_month(self) -> int:
        """Count the months from year 0 to the first month of period 0."""
        months = self.status_date.year * 12 + self.status_date.month - 1
        return months - months % self._months
