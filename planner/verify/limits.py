"""Rules on what there is to share: capacity, budget, attention."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from planner.language import Form, Quantity, apart, to_say
from planner.model import TOLERANCE, Budget, Calendar, Finding, Rollout, Sector
from planner.verify.case import Case, exceeds
from planner.verify.rollouts import pace_from

MILLION = 1e6


def capacity_holds(case: Case) -> Iterator[Finding]:
    """Ask of a sector no more person-months in a period than the programme may use.

    What runs at the status date and goes on is never refused: it fills the sector at most. All else has to
    fit into what it leaves.
    """
    for sector in case.roadmap.sectors:
        for period, limit in enumerate(capacities(sector, case.roadmap.calendar)):
            going_on = case.loads_under_way[sector.id][period]
            others = case.loads[sector.id][period] - going_on
            if exceeds(others + min(going_on, limit), limit):
                yield _above_capacity(case, sector, period, others, max(0.0, limit - going_on))


def budgets_hold(case: Case) -> Iterator[Finding]:
    """Invest in the years of a budget no more than it has left; one that names nobody is everybody's."""
    invested = list(_invested(case)) if case.roadmap.budgets else []
    for budget in case.roadmap.budgets:
        payer, first, last = budget.payer, budget.year, budget.last_year or budget.year
        counted = [nok for who, year, nok in invested if payer in ("", who) and first <= year <= last]
        left = budget.limit_nok - budget.spent_nok
        if exceeds(sum(counted) / MILLION, left / MILLION):
            yield _above_budget(budget, sum(counted), left)


def simultaneous_rollouts_fit(case: Case) -> Iterator[Finding]:
    """Run no more rollouts in a sector at a time than its limit, each counted by how fully it runs."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and not sector.strict_counting:
            rollouts = _rollouts_in(case, sector)
            for period in case.roadmap.periods:
                count = sum(case.wave(rollout, period) / pace_from(rollout, 0.0) for rollout in rollouts)
                yield from _too_many(case, "too_many_rollouts", sector, period, count)


def whole_rollouts_fit(case: Case) -> Iterator[Finding]:
    """Run no more rollouts in a strict sector at a time than its limit, each counted whole."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and sector.strict_counting:
            running = [_running(case, rollout) for rollout in _rollouts_in(case, sector)]
            for period in case.roadmap.periods:
                count = sum(period in periods for periods in running)
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


def _above_capacity(case: Case, sector: Sector, period: int, others: float, left: float) -> Finding:
    """Say how much is asked of a sector beside what already runs, and what that leaves."""
    going_on = case.loads_under_way[sector.id][period]
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


def _invested(case: Case) -> Iterator[tuple[str, int, float]]:
    """Give payer, year and NOK of all that is invested: in phases, adaptations and waves."""
    year_of = [case.roadmap.calendar.year_of(period) for period in case.roadmap.periods]
    payers = {(each.id, phase.id): phase.payer for each in case.roadmap.measures for phase in each.phases}
    for planned, mode in case.modes_in():
        payer = payers[planned.measure, planned.phase] or "staten"
        for period in case.periods_of(planned):
            yield payer, year_of[period], mode.cost_nok_per_period
            if period == planned.start:
                yield payer, year_of[period], mode.cost_at_start_nok
    sectors = {sector.id: sector.payer for sector in case.roadmap.sectors}
    payers_of = {
        each.key: each.payer or sectors.get(each.sector, "") or each.sector for each in case.rollouts_in
    }
    for rollout, row, adapting in case.adaptations_in():
        for period in case.periods_of(adapting):
            yield payers_of[rollout.key], year_of[period], row.cost_nok_per_period
    for rollout in case.rollouts_in:
        payer = payers_of[rollout.key]
        cost = case.roadmap.units(rollout) * rollout.cost_per_unit_nok
        for period in case.roadmap.periods:
            yield payer, year_of[period], case.wave(rollout, period) * cost


def _rollouts_in(case: Case, sector: Sector) -> list[Rollout]:
    """Give the rollouts in one sector of the measures that are in."""
    return [rollout for rollout in case.rollouts_in if rollout.sector == sector.id]


def _running(case: Case, rollout: Rollout) -> range:
    """Give the periods from the begin through the last wave; none where nobody is taken in."""
    begin, last = case.planned(rollout).begin, case.share(rollout, case.horizon - 1)
    if begin is None or not exceeds(last, rollout.in_use):
        return range(0)
    return range(begin, case.first_with(rollout, last - TOLERANCE))


def _too_many(case: Case, code: str, sector: Sector, period: int, count: float) -> Iterator[Finding]:
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
