"""Rules on what there is to share: capacity, budget, attention."""

from collections.abc import Iterator
from datetime import timedelta

from planner.language import _, decimal, millions
from planner.model import TOLERANCE, Finding, Rollout, Sector
from planner.verify.case import Case, exceeds

MILLION = 1e6


def capacity_holds(case: Case) -> Iterator[Finding]:
    """Ask of a sector no more person-months in a period than the programme may use.

    What runs at the status date and goes on is never refused: it fills the sector at most. All else has to
    fit into what it leaves.
    """
    for sector in case.roadmap.sectors:
        for period in case.roadmap.periods:
            limit = capacity(case, sector, period)
            if limit is None:
                continue
            going_on = case.loads_under_way[sector.id][period]
            others = case.loads[sector.id][period] - going_on
            if exceeds(others + min(going_on, limit), limit):
                yield _above_capacity(case, sector, period, others, max(0.0, limit - going_on))


def budgets_hold(case: Case) -> Iterator[Finding]:
    """Invest in a calendar year no more than its budget."""
    spending = _spending(case) if case.roadmap.budgets else {}
    for budget in case.roadmap.budgets:
        spent = spending.get(budget.year, 0.0)
        if exceeds(spent / MILLION, budget.limit_nok / MILLION):
            message = _(
                "{subject}: {found} invested, expected at most {expected}",
                subject=budget.year,
                found=millions(spent, 3),
                expected=millions(budget.limit_nok, 3),
            )
            yield Finding(code="above_budget", subject=str(budget.year), message=message)


def simultaneous_rollouts_fit(case: Case) -> Iterator[Finding]:
    """Run no more rollouts in a sector at a time than its limit, each counted by how fully it runs."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and not sector.strict_counting:
            rollouts = _rollouts_in(case, sector)
            for period in case.roadmap.periods:
                count = sum(case.wave(rollout, period) / rollout.pace for rollout in rollouts)
                yield from _too_many(case, "too_many_rollouts", sector, period, count)


def whole_rollouts_fit(case: Case) -> Iterator[Finding]:
    """Run no more rollouts in a strict sector at a time than its limit, each counted whole."""
    for sector in case.roadmap.sectors:
        if sector.simultaneous_limit is not None and sector.strict_counting:
            running = [_running(case, rollout) for rollout in _rollouts_in(case, sector)]
            for period in case.roadmap.periods:
                count = sum(period in periods for periods in running)
                yield from _too_many(case, "too_many_whole_rollouts", sector, period, count)


def capacity(case: Case, sector: Sector, period: int) -> float | None:
    """Give what the programme may use of a sector, as stated; ``None`` is no limit."""
    estimate = sector.capacity_on(case.roadmap.calendar.date_of(period))
    if estimate is None:
        return None
    return estimate.likely * sector.programme_share * _share_left(case, sector, period)


def _above_capacity(case: Case, sector: Sector, period: int, others: float, left: float) -> Finding:
    """Say how much is asked of a sector beside what already runs, and what that leaves."""
    going_on = case.loads_under_way[sector.id][period]
    found, expected, date = decimal(others, 3), decimal(left, 3), case.date(period)
    message = _(
        "{subject}: {found} person-months asked from {date}, expected at most {expected}",
        subject=sector.id,
        found=found,
        date=date,
        expected=expected,
    )
    if exceeds(going_on, 0.0):
        message = _(
            "{subject}: {found} person-months asked from {date} beside the {running} of phases that run at "
            "the status date, expected at most {expected}",
            subject=sector.id,
            found=found,
            date=date,
            running=decimal(going_on, 3),
            expected=expected,
        )
    return Finding(code="above_capacity", subject=sector.id, message=message)


def _share_left(case: Case, sector: Sector, period: int) -> float:
    """Give how much of its capacity freezes leave a sector: day by day, the tightest of those that hold."""
    first, after = case.roadmap.calendar.date_of(period), case.roadmap.calendar.date_of(period + 1)
    near = [freeze for freeze in sector.freezes if freeze.starts < after and first < freeze.ends]
    if not near:
        return 1.0
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    left = [min([1.0, *(each.share for each in near if each.starts <= day < each.ends)]) for day in days]
    return sum(left) / len(left)


def _spending(case: Case) -> dict[int, float]:
    """Give the NOK invested in each calendar year: in phases that run, as they start, and in waves."""
    spent = dict.fromkeys(case.roadmap.years, 0.0)
    year_of = [case.roadmap.calendar.year_of(period) for period in case.roadmap.periods]
    for planned, mode in case.modes_in():
        for period in case.periods_of(planned):
            spent[year_of[period]] += mode.cost_nok_per_period
            spent[year_of[period]] += mode.cost_at_start_nok if period == planned.start else 0.0
    for rollout in case.rollouts_in:
        cost = case.roadmap.units(rollout) * rollout.cost_per_unit_nok
        for period in case.roadmap.periods:
            spent[year_of[period]] += case.wave(rollout, period) * cost
    return spent


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
        message = _(
            "{subject}: {found} rollouts at the same time from {date}, expected at most {expected}",
            subject=sector.id,
            found=decimal(count, 3),
            date=case.date(period),
            expected=decimal(limit, 3),
        )
        yield Finding(code=code, subject=sector.id, message=message)


RULES = (capacity_holds, budgets_hold, simultaneous_rollouts_fit, whole_rollouts_fit)
