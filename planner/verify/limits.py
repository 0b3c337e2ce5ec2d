"""Rules on what there is to share: capacity, budget, attention."""

from collections.abc import Iterator

from planner.language import _, decimal, millions
from planner.model import Finding, Sector
from planner.verify.case import Case, exceeds

MILLION = 1e6


def capacity_holds(case: Case) -> Iterator[Finding]:
    """Ask of a sector no more person-months in a period than the programme may use."""
    for sector in case.roadmap.sectors:
        for period in case.roadmap.periods:
            load, limit = _load(case, sector, period), _capacity(case, sector, period)
            if limit is not None and exceeds(load, limit):
                message = _(
                    "{subject}: {found} person-months asked from {date}, expected at most {expected}",
                    subject=sector.id,
                    found=decimal(load, 3),
                    date=case.date(period),
                    expected=decimal(limit, 3),
                )
                yield Finding(code="above_capacity", subject=sector.id, message=message)


def budgets_hold(case: Case) -> Iterator[Finding]:
    """Invest in a calendar year no more than its budget."""
    for budget in case.roadmap.budgets:
        spent = sum(
            _spent(case, t) for t in case.roadmap.periods if case.roadmap.calendar.year_of(t) == budget.year
        )
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
        rollouts = [rollout for rollout in case.rollouts_in if rollout.sector == sector.id]
        for period in case.roadmap.periods:
            count = sum(case.wave(rollout, period) / rollout.pace for rollout in rollouts)
            if sector.simultaneous_limit is not None and exceeds(count, sector.simultaneous_limit):
                message = _(
                    "{subject}: {found} rollouts at the same time from {date}, expected at most {expected}",
                    subject=sector.id,
                    found=decimal(count, 3),
                    date=case.date(period),
                    expected=decimal(sector.simultaneous_limit, 3),
                )
                yield Finding(code="too_many_rollouts", subject=sector.id, message=message)


def _load(case: Case, sector: Sector, period: int) -> float:
    """Give the person-months asked of a sector: by phases that run and by those taking something into use."""
    running = [mode for planned, mode in case.modes_in() if planned.start <= period < planned.end]
    waves = sum(
        case.wave(rollout, period) * case.roadmap.units(rollout) * rollout.effort_per_unit
        for rollout in case.rollouts_in
        if rollout.sector == sector.id
    )
    return sum(mode.person_months(sector.id) for mode in running) + waves


def _capacity(case: Case, sector: Sector, period: int) -> float | None:
    """Give what the programme may use of a sector, raised to what phases under way alone ask."""
    estimate = sector.capacity_on(case.roadmap.calendar.date_of(period))
    if estimate is None:
        return None
    under_way = [measure.phases[0].modes[0] for measure in case.roadmap.open_measures if measure.is_running]
    asked = sum(mode.person_months(sector.id) for mode in under_way if period < mode.periods)
    return max(estimate.likely * sector.programme_share, asked)


def _spent(case: Case, period: int) -> float:
    """Give the NOK invested in one period: in phases that run and in those who take something into use."""
    phases = sum(
        mode.cost_nok_per_period for plan, mode in case.modes_in() if plan.start <= period < plan.end
    )
    waves = sum(
        case.wave(rollout, period) * case.roadmap.units(rollout) * rollout.cost_per_unit_nok
        for rollout in case.rollouts_in
    )
    return phases + waves


RULES = (capacity_holds, budgets_hold, simultaneous_rollouts_fit)
