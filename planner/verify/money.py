"""What a schedule is worth in money, worked out once more, straight from ``docs/problem.md`` section 6."""

from itertools import count, takewhile
from typing import NamedTuple

from planner.model import Deadline, Roadmap, Rollout
from planner.verify.case import NEVER, Case, falls_short, slack
from planner.verify.requirements import price_of_what_is_missing


def net_value(case: Case) -> float:
    """Give discounted benefits less costs in NOK, tax cost included, less all that is paid for missing."""
    within = _discounted(case, case.roadmap.years[0], _last_year(case.roadmap))
    return within + _worth_of_ends(case) - _price_of_delays(case) - price_of_what_is_missing(case)


def residual_value(case: Case) -> float:
    """Give the discounted net benefit in NOK after the analysis period, to the end of the lifetime."""
    lifetime = case.roadmap.economics.lifetime_years
    last = _last_year(case.roadmap)
    return 0.0 if lifetime is None else _discounted(case, last + 1, case.roadmap.analysis_year + lifetime)


def discount(roadmap: Roadmap, year: int) -> float:
    """Give the discount factor of a year: 1 in the analysis year, stepwise rates from there, both ways."""
    terms = roadmap.economics
    steps = [*terms.discount_steps, (NEVER, terms.last_discount_rate)]
    distance = year - roadmap.analysis_year
    if distance < 0:
        return (1 + steps[0][1]) ** -distance
    factor = 1.0
    for later in range(1, distance + 1):
        factor /= 1 + next(rate for last, rate in steps if later <= last)
    return factor


class _Earning(NamedTuple):
    """What a rollout earns and costs to run in a year, in NOK of the price year, were all of it in use."""

    rollout: Rollout
    benefit: float
    running: float


def _earnings(case: Case) -> list[_Earning]:
    """Give what each rollout that takes anybody in earns: the same in all periods, which may be hundreds."""
    return [
        _Earning(
            rollout,
            rollout.benefit_nok_per_year * _burden(case.roadmap, rollout.benefit_public_share),
            rollout.running_cost_per_unit_nok
            * case.roadmap.units(rollout)
            * _burden(case.roadmap, rollout.running_public_share),
        )
        for rollout in case.rollouts_in
        if case.waves(rollout)
    ]


def _earned(case: Case, earning: _Earning, period: int, growth: float) -> float:
    """Give what one rollout earns in a period, less its running costs: on what was new in use before it.

    ``growth`` is that of time values from the price year to the year of the period.
    """
    rollout, benefit, paid = earning
    share = case.share(rollout, min(period, case.horizon) - 1)
    new = share - rollout.in_use
    counts = not falls_short(share, rollout.counts_from)
    benefit *= growth if rollout.benefit_grows else 1.0
    paid *= growth if rollout.running_cost_grows else 1.0
    return ((benefit if counts else 0.0) - paid) * new / case.roadmap.calendar.periods_per_year


def _discounted(case: Case, first: int, last: int) -> float:
    """Give what is earned less what is spent in the calendar years from one through another, discounted."""
    total, invested, year_of = 0.0, _invested(case), case.roadmap.calendar.year_of
    earnings = _earnings(case)
    for period in takewhile(lambda period: year_of(period) <= last, count()):
        year = year_of(period)
        if year >= first:
            growth = _growth(case.roadmap, year)  # the same for all rollouts, of which there may be thousands
            earned = sum(_earned(case, earning, period, growth) for earning in earnings)
            spent = invested[period] if period < case.horizon else 0.0
            total += (earned - spent) * discount(case.roadmap, year)
    return total


def _invested(case: Case) -> list[float]:
    """Give what phases, adaptations and waves of each period cost, tax cost included."""
    paid = [0.0] * case.horizon
    for planned, mode in case.modes_in():
        times = _burden(case.roadmap, mode.cost_public_share)
        for period in case.periods_of(planned):
            paid[period] += mode.cost_nok_per_period * times
            paid[period] += mode.cost_at_start_nok * times if period == planned.start else 0.0
    for rollout, row, adapting in case.adaptations_in():
        for period in case.periods_of(adapting):
            paid[period] += row.cost_nok_per_period * _burden(case.roadmap, rollout.cost_public_share)
    for rollout in case.rollouts_in:
        of_all = case.roadmap.units(rollout) * rollout.cost_per_unit_nok
        times = _burden(case.roadmap, rollout.cost_public_share)
        for period, share in case.waves(rollout):
            paid[period] += share * of_all * times
    return paid


def _worth_of_ends(case: Case) -> float:
    """Give what the tables of measures say that the ends of their last phases are worth, as it stands."""
    worth = 0.0
    for measure in case.measures_in:
        table, end = measure.worth_by_end_nok, case.phases_end(measure)
        if table and end != NEVER:
            worth += table[int(end)] if end < len(table) else table[-1]
    return worth


def _price_of_delays(case: Case) -> float:
    """Give what missed soft deadlines cost, by the periods until phases end or shares are reached."""
    price = sum(
        _price(case, measure.deadline, case.phases_end(measure))
        for measure in case.measures_in
        if measure.deadline is not None
    )
    for rollout in case.rollouts_in:
        if rollout.deadline is not None:
            least = rollout.deadline.share - slack(rollout.deadline.share)
            price += _price(case, rollout.deadline.deadline, case.first_with(rollout, least))
    return price


def _price(case: Case, deadline: Deadline, met: float) -> float:
    """Give the price of one deadline; no period before instant 0 or after the horizon counts."""
    if deadline.price_nok_per_period is None:
        return 0.0
    due = case.roadmap.calendar.instant_not_after(deadline.day)
    late = [period for period in case.roadmap.periods if due <= period < met]
    return deadline.price_nok_per_period * len(late)


def _last_year(roadmap: Roadmap) -> int:
    """Give the last calendar year that counts."""
    return roadmap.analysis_year + roadmap.economics.analysis_years


def _growth(roadmap: Roadmap, year: int) -> float:
    """Give how much a time value has grown from the price year: evenly, then less and less until it stops."""
    terms = roadmap.economics
    factor = 1.0
    for grown in range(roadmap.price_year + 1, year + 1):
        left = (terms.real_growth_ends - grown) / (terms.real_growth_ends - terms.real_growth_until)
        factor *= 1 + terms.real_growth_rate * max(0.0, min(1.0, left))
    return factor


def _burden(roadmap: Roadmap, public_share: float) -> float:
    """Give how many times an amount counts: its public share carries tax cost too."""
    return 1 + roadmap.economics.tax_cost_rate * public_share
