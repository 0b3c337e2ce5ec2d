"""Money over time: what a schedule costs and gives, discounted, against the null alternative.

The method is Finansdepartementet's circular R-109/21; amounts are real NOK of one price year. What a period
earns depends on the share in use when it begins, so all of it is linear in phase starts and adoption, but for
benefits that count from a share. An optimiser that uses ``period_weights`` and ``earning_weights`` maximises
exactly ``net_present_value``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from operator import mul

from planner.model import TOLERANCE, Measure, Mode, PlannedPhase, PlannedRollout, Roadmap, Rollout, Schedule
from planner.rules import adaptation_run


class Effect(StrEnum):
    """What a flow of money is."""

    PHASE_INVESTMENT = "phase_investment"
    ROLLOUT_INVESTMENT = "rollout_investment"
    RUNNING_COST = "running_cost"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money of one kind, for one actor, in one calendar year.

    Parameters
    ----------
    actor
        Who pays, or who gets the benefit.
    amount_nok
        0 or more, of costs too.
    public_nok
        The part of it that meets public budgets, and so carries tax cost.
    """

    year: int
    effect: Effect
    actor: str
    amount_nok: float
    public_nok: float

    @property
    def sign(self) -> int:
        """Give 1 for a benefit and -1 for a cost."""
        return 1 if self.effect is Effect.BENEFIT else -1


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """Flows by year and what they are worth together.

    Parameters
    ----------
    factors
        Discount factor of each calendar year of the analysis; a flow of another year does not count.
    tax_cost_rate
        Cost of public financing per NOK of net public financing.
    worth_of_ends_nok
        What measures are worth by tables of their ends: present value, tax cost included, apart from flows.
    """

    flows: tuple[Flow, ...]
    factors: Mapping[int, float]
    tax_cost_rate: float
    worth_of_ends_nok: float = 0.0

    @cached_property
    def costs_nok(self) -> float:
        """Give the present value of all costs, tax cost apart."""
        return sum(self.present_value(effect) for effect in Effect if effect is not Effect.BENEFIT)

    @property
    def benefits_nok(self) -> float:
        """Give the present value of all benefits."""
        return self.present_value(Effect.BENEFIT)

    @cached_property
    def net_financing_nok(self) -> float:
        """Give what public budgets pay less what they save, as present value."""
        return -sum(flow.sign * flow.public_nok * self._factor(flow) for flow in self.flows)

    @property
    def tax_cost_nok(self) -> float:
        """Give the cost of public financing; negative is a gain."""
        return self.tax_cost_rate * self.net_financing_nok

    @property
    def net_present_value_nok(self) -> float:
        """Give benefits less costs less tax cost, plus what ends are worth by table (netto nåverdi)."""
        # tables of ends are present values with tax cost already, and stand outside both
        return self.benefits_nok - self.costs_nok - self.tax_cost_nok + self.worth_of_ends_nok

    def present_value(self, effect: Effect, actor: str | None = None) -> float:
        """Give the present value of one kind of flow, for one actor or for all."""
        return sum(
            flow.amount_nok * self._factor(flow)
            for flow in self.flows
            if flow.effect is effect and actor in (None, flow.actor)
        )

    def _factor(self, flow: Flow) -> float:
        return self.factors.get(flow.year, 0.0)


def discount_factor(roadmap: Roadmap, year: int) -> float:
    """Give what 1 NOK of a calendar year is worth in the analysis year; above 1 for years before it.

    Source: R-109/21, 4 % through year 40, 3 % through year 75, then 2 %.
    """
    distance = year - roadmap.analysis_year
    if distance < 0:
        # years before the analysis year are compounded at the first rate: money spent earlier costs more
        return (1 + _rate(roadmap, 1)) ** -distance
    factor = 1.0
    for later in range(1, distance + 1):
        factor /= 1 + _rate(roadmap, later)
    return factor


def growth_factor(roadmap: Roadmap, year: int) -> float:
    """Give how much a time value has grown in real terms from the price year to a year; 1 before that."""
    factor = 1.0
    for grown in range(roadmap.price_year + 1, year + 1):
        factor *= 1 + _growth_rate(roadmap, grown)
    return factor


def last_year(roadmap: Roadmap) -> int:
    """Give the last calendar year whose flows count; the analysis year is year 0."""
    return roadmap.analysis_year + roadmap.economics.analysis_years


def years_after(roadmap: Roadmap) -> range:
    """Give the calendar years of residual value: after the analysis period, to the end of the lifetime."""
    lifetime = roadmap.economics.lifetime_years or 0
    return range(last_year(roadmap) + 1, roadmap.analysis_year + lifetime + 1)


def period_weights(roadmap: Roadmap) -> list[float]:
    """Give what 1 NOK in each period of the horizon is worth; 0 after the analysis period."""
    years = [roadmap.calendar.year_of(period) for period in roadmap.periods]
    weights = {year: _weight(roadmap, year) for year in set(years)}
    return [weights[year] for year in years]


def earning_weights(roadmap: Roadmap, *, grows: bool = False) -> list[float]:
    """Give what 1 NOK a year is worth per share of adoption at the end of each period.

    The share at the end of a period earns through the next period; the last share earns until the analysis
    period is over.

    Parameters
    ----------
    grows
        Whether the yearly amount follows real price growth.

    Returns
    -------
    list of float
        One figure per period of the horizon.
    """
    counted = range(_periods_through(roadmap, last_year(roadmap)))
    years = [roadmap.calendar.year_of(period) for period in counted]
    in_a_period = {year: _earned(roadmap, year, grows=grows) for year in set(years)}
    earned = [in_a_period[year] for year in years]
    # a share earns from the period after it is reached, so that what period 0 earns is in use already
    within = earned[1 : roadmap.calendar.periods]
    within += [0.0] * (roadmap.calendar.periods - 1 - len(within))
    # what is reached last goes on at that level, so that it earns all that lies beyond the horizon
    return [*within, sum(earned[roadmap.calendar.periods :])]


def first_earning_weight(roadmap: Roadmap, *, grows: bool = False) -> float:
    """Give what 1 NOK a year is worth that period 0 earns, per share that is in use before it."""
    year = roadmap.calendar.year_of(0)
    return _earned(roadmap, year, grows=grows) if year <= last_year(roadmap) else 0.0


class PresentValues:
    """What each phase and each rollout of a schedule adds to the net present value, in NOK.

    Parameters
    ----------
    goes_on
        Whether what is in use at the end of the horizon earns until the analysis period is over.
    """

    def __init__(self, roadmap: Roadmap, *, goes_on: bool = True) -> None:
        self._roadmap, self._weights = roadmap, period_weights(roadmap)
        self._even, self._growing = earning_weights(roadmap), earning_weights(roadmap, grows=True)
        if not goes_on:
            self._even[-1] = self._growing[-1] = 0.0

    def of_phase(self, planned: PlannedPhase) -> float:
        """Give what a phase adds: a cost."""
        return _phase_value(self._roadmap, planned, self._weights)

    def of_rollout(self, planned: PlannedRollout) -> float:
        """Give what a rollout adds, the adaptation before it included."""
        return _rollout_value(self._roadmap, planned, self._weights, self._even, self._growing)


def burden(roadmap: Roadmap, public_share: float) -> float:
    """Give how many times an amount counts, with the tax cost of its public part."""
    return 1 + roadmap.economics.tax_cost_rate * public_share


def net_present_value(roadmap: Roadmap, schedule: Schedule, *, goes_on: bool = True) -> float:
    """Give the discounted net benefit of a schedule in NOK, tax cost included; the objective ``value``.

    Parameters
    ----------
    goes_on
        Whether what is in use at the end of the horizon earns until the analysis period is over.
    """
    worth = PresentValues(roadmap, goes_on=goes_on)
    phases = sum(worth.of_phase(phase) for phase in schedule.phases)
    rollouts = sum(worth.of_rollout(rollout) for rollout in schedule.rollouts)
    return phases + rollouts + worth_of_ends_nok(roadmap, schedule)


def appraise(roadmap: Roadmap, schedule: Schedule) -> Appraisal:
    """Give the flows of a schedule per calendar year and actor, and their present values.

    The years run from the analysis year, or from the first year of the horizon if that is earlier, through
    the end of the analysis period.
    """
    # years of the horizon before year 0 count too
    first = min(roadmap.analysis_year, roadmap.years[0])
    within = _appraise_years(roadmap, schedule, range(first, last_year(roadmap) + 1))
    return replace(within, worth_of_ends_nok=worth_of_ends_nok(roadmap, schedule))


def residual_value(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the present value in NOK of what follows the analysis period, tax cost included (restverdi).

    It is no part of the net present value; 0 where no lifetime is stated.
    """
    return _appraise_years(roadmap, schedule, years_after(roadmap)).net_present_value_nok


def yearly_flows(roadmap: Roadmap, schedule: Schedule, years: range) -> tuple[Flow, ...]:
    """Give the flows of a schedule in some calendar years, by year, kind and actor; not discounted."""
    return _yearly(_all_flows(roadmap, schedule, years.stop - 1), years)


def investments(mode: Mode, periods: int) -> list[float]:
    """Give the NOK invested in each of so many periods of a phase: a cost at start in the first, whole.

    Examples
    --------
    >>> from planner.model import Estimate
    >>> investments(Mode(duration=Estimate.sure(2), cost_nok_per_period=5.0, cost_at_start_nok=100.0), 2)
    [105.0, 5.0]
    """
    at_start = [mode.cost_at_start_nok] + [0.0] * (periods - 1)
    return [mode.cost_nok_per_period + extra for extra in at_start[:periods]]


def worth_of_ends_nok(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what measures in the plan are worth by the tables of their ends, as present value in NOK."""
    chosen = set(schedule.selected)
    return sum(
        worth_of_end_nok(roadmap, schedule, measure)
        for measure in roadmap.open_measures
        if measure.worth_by_end_nok and measure.id in chosen
    )


def worth_of_end_nok(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> float:
    """Give what one measure in the plan is worth by the table of its end."""
    return measure.worth_of_end_nok(_built(roadmap, schedule, measure))


def shares_that_count(rollout: Rollout, adoption: tuple[float, ...]) -> list[float]:
    """Give the share that earns benefit after each period: what is new, once enough have it."""
    least = rollout.counts_from - TOLERANCE
    return [share - rollout.in_use if share >= least else 0.0 for share in adoption]


def _rate(roadmap: Roadmap, distance: int) -> float:
    """Give the discount rate of a year counted from the analysis year."""
    steps = roadmap.economics.discount_steps
    return next((rate for last, rate in steps if distance <= last), roadmap.economics.last_discount_rate)


def _growth_rate(roadmap: Roadmap, year: int) -> float:
    """Give the real growth of time values in a year: even, then falling along a line to 0."""
    terms = roadmap.economics
    # 1 in the last year of even growth, 0 in the first without any, and a line between them
    left = (terms.real_growth_ends - year) / (terms.real_growth_ends - terms.real_growth_until)
    return terms.real_growth_rate * min(1.0, max(0.0, left))


def _appraise_years(roadmap: Roadmap, schedule: Schedule, years: range) -> Appraisal:
    """Give flows and present values of some calendar years, without what ends are worth by table."""
    return Appraisal(
        flows=yearly_flows(roadmap, schedule, years),
        factors={year: discount_factor(roadmap, year) for year in years},
        tax_cost_rate=roadmap.economics.tax_cost_rate,
    )


def _weight(roadmap: Roadmap, year: int) -> float:
    return discount_factor(roadmap, year) if year <= last_year(roadmap) else 0.0


def _earned(roadmap: Roadmap, year: int, *, grows: bool) -> float:
    """Give what a flow of 1 NOK a year is worth in one period of a year, also beyond the horizon."""
    growth = growth_factor(roadmap, year) if grows else 1.0
    return _weight(roadmap, year) * growth / roadmap.calendar.periods_per_year


def _periods_through(roadmap: Roadmap, year: int) -> int:
    """Count the periods from period 0 through a calendar year."""
    whole = year - roadmap.calendar.year_of(0) + 1
    into_year = (roadmap.calendar.date_of(0).month - 1) // roadmap.calendar.period.months
    return max(0, whole * roadmap.calendar.periods_per_year - into_year)


def _phase_value(roadmap: Roadmap, planned: PlannedPhase, weights: list[float]) -> float:
    mode = _mode(roadmap, planned)
    paid = _dot(investments(mode, planned.end - planned.start), weights[planned.start : planned.end])
    return -burden(roadmap, mode.cost_public_share) * paid


def _rollout_value(
    roadmap: Roadmap, planned: PlannedRollout, weights: list[float], even: list[float], growing: list[float]
) -> float:
    rollout = roadmap.rollout_by_key(planned.key)
    units, in_use = roadmap.units(rollout), rollout.in_use
    if planned.adaptation is None and planned.adoption.count(in_use) == len(planned.adoption):
        return 0.0  # nobody is taken in: spares much of the time that scoring takes
    gained = burden(roadmap, rollout.benefit_public_share) * rollout.benefit_nok_per_year
    paid = burden(roadmap, rollout.running_public_share) * rollout.running_cost_per_unit_nok * units
    invested = burden(roadmap, rollout.cost_public_share) * rollout.cost_per_unit_nok * units
    invested_before = burden(roadmap, rollout.cost_public_share) * _adaptation_paid(roadmap, planned, weights)
    new = [share - in_use for share in planned.adoption]
    running = benefit = _dot(new, growing if rollout.running_cost_grows else even)
    # else both earn on the same figure, which spares half of the sums
    if rollout.counts_from or rollout.benefit_grows is not rollout.running_cost_grows:
        counted = shares_that_count(rollout, planned.adoption)
        benefit = _dot(counted, growing if rollout.benefit_grows else even)
    waves = invested * _dot(planned.waves(in_use), weights)
    return gained * benefit - paid * running - waves - invested_before


def _adaptation_paid(roadmap: Roadmap, planned: PlannedRollout, weights: list[float]) -> float:
    """Give what is invested in the adaptation before a rollout, each period times its weight."""
    run = adaptation_run(roadmap, planned)
    if run is None:
        return 0.0
    return run.row.cost_nok_per_period * sum(weights[run.periods.start : run.periods.stop])


def _all_flows(roadmap: Roadmap, schedule: Schedule, last: int) -> Iterator[Flow]:
    """Give every flow of every period through a calendar year."""
    for phase in schedule.phases:
        yield from _phase_flows(roadmap, phase)
    for rollout in schedule.rollouts:
        yield from _adaptation_flows(roadmap, rollout)
        yield from _wave_flows(roadmap, rollout)
        yield from _use_flows(roadmap, rollout, last)


def _phase_flows(roadmap: Roadmap, planned: PlannedPhase) -> Iterator[Flow]:
    mode, owner = _mode(roadmap, planned), roadmap.measure(planned.measure).owner
    for period, paid in enumerate(investments(mode, planned.end - planned.start), start=planned.start):
        yield _flow(roadmap, period, Effect.PHASE_INVESTMENT, owner, paid, mode.cost_public_share)


def _adaptation_flows(roadmap: Roadmap, planned: PlannedRollout) -> Iterator[Flow]:
    run = adaptation_run(roadmap, planned)
    if run is None:
        return
    rollout = roadmap.rollout_by_key(planned.key)
    paid, public = run.row.cost_nok_per_period, rollout.cost_public_share
    for period in run.periods:
        yield _flow(roadmap, period, Effect.ROLLOUT_INVESTMENT, rollout.sector, paid, public)


def _wave_flows(roadmap: Roadmap, planned: PlannedRollout) -> Iterator[Flow]:
    rollout = roadmap.rollout_by_key(planned.key)
    full, public = rollout.cost_per_unit_nok * roadmap.units(rollout), rollout.cost_public_share
    for period, wave in enumerate(planned.waves(rollout.in_use)):
        yield _flow(roadmap, period, Effect.ROLLOUT_INVESTMENT, rollout.sector, full * wave, public)


def _use_flows(roadmap: Roadmap, planned: PlannedRollout, last: int) -> Iterator[Flow]:
    """Give running costs and benefits through a calendar year; after the horizon at its last level."""
    rollout = roadmap.rollout_by_key(planned.key)
    yearly, public = rollout.running_cost_per_unit_nok * roadmap.units(rollout), rollout.running_public_share
    counted, whose = shares_that_count(rollout, planned.adoption), rollout.benefit_actor or rollout.sector
    # period 0 earns on what is in use at the status date, which is nobody's gain
    for period in range(1, _periods_through(roadmap, last)):
        # beyond the horizon the last level holds
        before = min(period, roadmap.calendar.periods) - 1
        new = planned.adoption[before] - rollout.in_use
        running = new * _in_a_period(roadmap, yearly, period, grows=rollout.running_cost_grows)
        benefit = counted[before] * _in_a_period(
            roadmap, rollout.benefit_nok_per_year, period, grows=rollout.benefit_grows
        )
        yield _flow(roadmap, period, Effect.RUNNING_COST, rollout.sector, running, public)
        yield _flow(roadmap, period, Effect.BENEFIT, whose, benefit, rollout.benefit_public_share)


def _in_a_period(roadmap: Roadmap, nok_per_year: float, period: int, *, grows: bool) -> float:
    """Give what a yearly amount is in one period, grown from the price year where it grows."""
    growth = growth_factor(roadmap, roadmap.calendar.year_of(period)) if grows else 1.0
    return nok_per_year * growth / roadmap.calendar.periods_per_year


def _flow(
    roadmap: Roadmap, period: int, effect: Effect, actor: str, amount: float, public_share: float
) -> Flow:
    year = roadmap.calendar.year_of(period)
    return Flow(year=year, effect=effect, actor=actor, amount_nok=amount, public_nok=amount * public_share)


def _yearly(flows: Iterable[Flow], years: range) -> tuple[Flow, ...]:
    """Add up the flows of the same year, kind and actor; leave out what is nothing or outside the years."""
    amounts: dict[tuple[int, Effect, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for flow in flows:
        if flow.amount_nok and flow.year in years:
            sums = amounts[flow.year, flow.effect, flow.actor]
            sums[0] += flow.amount_nok
            sums[1] += flow.public_nok
    return tuple(
        Flow(year=year, effect=effect, actor=actor, amount_nok=amount, public_nok=public)
        for (year, effect, actor), (amount, public) in sorted(amounts.items())
    )


def _built(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> int:
    """Give the end of the last phase; without phases, the instant at which the measure is decided."""
    ends = [phase.end for phase in schedule.phases_by_measure.get(measure.id, ())]
    return max(ends) if ends else roadmap.earliest_start(measure)


def _mode(roadmap: Roadmap, planned: PlannedPhase) -> Mode:
    return roadmap.measure(planned.measure).mode(planned.phase, planned.mode)


def _dot(shares: Sequence[float], weights: Sequence[float]) -> float:
    # no generator and no pairs: every plan that an engine finds is scored, and this is most of it
    if len(shares) != len(weights):
        raise ValueError(f"{len(shares)} shares and {len(weights)} weights, expected as many of both")
    return float(sum(map(mul, shares, weights)))
