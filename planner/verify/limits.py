"""Rules on what there is to share: capacity, budget, attention."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from planner.language import Form, Quantity, apart, to_say
from planner.model import Budget, Calendar, Finding, Sector
from planner.verify.case import exceeds
from planner.verify.taken import CountedCase

MILLION = 1e6


def capacity_holds(case: CountedCase) -> Iterator[Finding]:
    """Ask of a sector no more person-months in a period than the programme may use.

    What runs at the status date and goes on is never refused: it fills the sector at most. All else has to
    fit into what it leaves.
    """
    asked = case.taken
    for sector in case.roadmap.sectors:
        for period, limit in enumerate(capacities(sector, case.roadmap.calendar)):
            going_on = asked.under_way[sector.id][period]
            others = asked.load[sector.id][period] - going_on
            if exceeds(others + min(going_on, limit), limit):
                left = max(0.0, limit - going_on)
                yield _above_capacity(case, sector, period, others, left, going_on)


def budgets_hold(case: CountedCase) -> Iterator[Finding]:
    """Invest in the years of a budget no more than it has left; one that names nobody is everybody's."""
    invested = case.taken.invested
    for budget in case.roadmap.budgets:
        payer, first, last = budget.payer, budget.year, budget.last_year or budget.year
        paid = invested.items()
        counted = [nok for (who, year), nok in paid if payer in ("", who) and first <= year <= last]
        left = budget.limit_nok - budget.spent_nok
        if exceeds(sum(counted) / MILLION, left / MILLION):
            yield _above_budget(budget, sum(counted), left)


def simultaneous_rollouts_fit(case: CountedCase) -> Iterator[Finding]:
    """Run no more rollouts in a sector at a time than its limit, each counted by how fully it runs."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and not sector.strict_counting:
            for period, count in enumerate(case.taken.running[sector.id]):
                yield from _too_many(case, "too_many_rollouts", sector, period, count)


def whole_rollouts_fit(case: CountedCase) -> Iterator[Finding]:
    """Run no more rollouts in a strict sector at a time than its limit, each counted whole."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and sector.strict_counting:
            for period, count in enumerate(case.taken.running_whole[sector.id]):
                yield from _too_many(case, "too_many_whole_rollouts", sector, period, count)


# day by day it is nine tenths of a judgement, and many schedules of one roadmap are judged
@lru_cache(maxsize=1024)
def capacities(sector: Sector, calendar: Calendar) -> tuple[float, ...]:
    """Give what the programme may use of a sector in each period, as stated; nothing where there is no limit.

    The mean of what each day of the period gives.
    """
    if not sector.capacities:
        return ()
    return tuple(_capacity(sector, calendar, period) for period in range(calendar.periods))


def _capacity(sector: Sector, calendar: Calendar, period: int) -> float:
    first, after = calendar.date_of(period), calendar.date_of(period + 1)
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    return sector.programme_share * sum(_given_on(sector, day) for day in days) / len(days)


def _above_capacity(
    case: CountedCase, sector: Sector, period: int, others: float, left: float, going_on: float
) -> Finding:
    """Say how much is asked of a sector beside what already runs, and what that leaves."""
    (found, expected), begins = apart(others, left, decimals=3), case.date(period)
    message = to_say(
        "{subject}: {found} person-months asked from {date}, expected at most {expected}",
        subject=sector.id,
        found=found,
        date=begins,
        expected=expected,
    )
    if exceeds(going_on, 0.0):
        message = to_say(
            "{subject}: {found} person-months asked from {date} beside the {running} of phases that run at "
            "the status date, expected at most {expected}",
            subject=sector.id,
            found=found,
            date=begins,
            running=Quantity(going_on, 3),
            expected=expected,
        )
    return Finding(code="above_capacity", subject=sector.id, message=message)


def _given_on(sector: Sector, day: date) -> float:
    """Give the person-months per period that hold on a day: the last row begun, less others and freezes."""
    given = sector.capacities[0].person_months.likely
    for row in sector.capacities:
        if row.starts <= day:
            given = row.person_months.likely
    given = max(0.0, given - _asked_by_others_on(sector, day))
    return given * min([1.0, *(each.share for each in sector.freezes if each.starts <= day < each.ends)])


def _asked_by_others_on(sector: Sector, day: date) -> float:
    """Give the person-months per period of each thing that others do, by its last row begun; none before."""
    asked = 0.0
    for what in {each.what for each in sector.other_loads}:
        begun = [each for each in sector.other_loads if each.what == what and each.starts <= day]
        if begun:
            asked += max(begun, key=lambda each: each.starts).person_months
    return asked


def _above_budget(budget: Budget, invested: float, left: float) -> Finding:
    """Say what is invested of a budget, and what it has left."""
    found, expected = apart(invested, left, Form.MILLIONS, decimals=3)
    last = budget.last_year if budget.last_year != budget.year else None
    years = f"{budget.year}–{last}" if last else str(budget.year)
    message = to_say(
        "{subject}: {found} invested, expected at most {expected}",
        subject=to_say("{years} for {payer}", years=years, payer=budget.payer) if budget.payer else years,
        found=found,
        expected=expected,
    )
    name = "/".join(str(part) for part in (budget.year, last, budget.payer) if part)
    return Finding(code="above_budget", subject=name, message=message)


def _too_many(case: CountedCase, code: str, sector: Sector, period: int, count: float) -> Iterator[Finding]:
    """Say so where more rollouts run in a period than the sector's limit."""
    limit = sector.simultaneous_limit
    if limit is not None and exceeds(count, limit):
        found, expected = apart(count, limit, decimals=3)
        message = to_say(
            "{subject}: {found} rollouts at the same time from {date}, expected at most {expected}",
            subject=sector.id,
            found=found,
            date=case.date(period),
            expected=expected,
        )
        yield Finding(code=code, subject=sector.id, message=message)


RULES = (capacity_holds, budgets_hold, simultaneous_rollouts_fit, whole_rollouts_fit)
