"""What a share in use is worth at the end of each period, as prices for the linear program of the waves."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from support.brute_force_choices import Choice, Key
from support.brute_force_requirements import LINEAR, amount_of, decided_prices_nok
from support.brute_force_waves import MILLION, Curve, Largest, Row, Terms, at_least, loads

from planner.model import Deadline, Kept, Measure, Objective, ObjectiveKind, Roadmap, Rollout

FAR = 10**6
"""A period that never comes."""


class Accounts:
    """What waves are worth for one objective: value in millions of NOK, the others in their own unit.

    More is better: what is minimised counts negatively.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective) -> None:
        self.roadmap = roadmap
        self.objective = objective
        self._weights: dict[int, float] = {}
        self._prices: dict[tuple[Key, int], Curve] = {}
        self._parts = [Accounts(roadmap, part.objective) for part in objective.parts]
        self._kept = [Accounts(roadmap, kept.objective) for kept in objective.kept]

    @property
    def depends_on_shares(self) -> bool:
        """Tell whether it matters when benefits begin to count and which soft deadlines are met."""
        everything = [self.objective, *(part.objective for part in self.objective.parts)]
        everything += [kept.objective for kept in self.objective.kept]
        return any(each.kind is ObjectiveKind.VALUE for each in everything)

    def terms(self, choice: Choice) -> Terms:
        """Give what waves are worth under a choice."""
        match self.objective.kind:
            case ObjectiveKind.VALUE:
                return self._value(choice)
            case ObjectiveKind.COVERAGE:
                return self._coverage(choice)
            case ObjectiveKind.OPEN_WORK:
                return self._open_work(choice)
            case ObjectiveKind.LEVELLING:
                return Terms(0.0, self._free(), tuple(_peaks(choice)))
            case ObjectiveKind.STABILITY:
                return self._stability(choice)
            case ObjectiveKind.WEIGHTED:
                return self._weighted(choice)
        raise ValueError(f"no terms for {self.objective.kind}; what counts ends is tried in brute_force.py")

    def kept(self, choice: Choice) -> list[Terms]:
        """Give what each kept objective is worth above its level."""
        pairs = zip(self._kept, self.objective.kept, strict=True)
        return [_above_level(accounts.terms(choice), kept) for accounts, kept in pairs]

    def _weighted(self, choice: Choice) -> Terms:
        """Add up the parts by weight, each in the unit of its score."""
        base, prices, largest = 0.0, self._free(), list[Largest]()
        for part, accounts in zip(self.objective.parts, self._parts, strict=True):
            terms = accounts.terms(choice)
            weight = part.weight * (MILLION if part.objective.kind is ObjectiveKind.VALUE else 1.0)
            base += weight * terms.base
            for key, curve in terms.prices.items():
                prices[key] = tuple(a + weight * b for a, b in zip(prices[key], curve, strict=True))
            largest += [replace(each, weight=weight * each.weight) for each in terms.largest]
        return Terms(base, prices, tuple(largest))

    def _free(self) -> dict[Key, Curve]:
        """Give prices at which no share is worth anything."""
        return {rollout.key: (0.0,) * self.roadmap.calendar.periods for rollout in self.roadmap.rollouts}

    def _value(self, choice: Choice) -> Terms:
        prices = {rollout.key: self._value_curve(rollout, choice) for rollout in self.roadmap.rollouts}
        spent = self._phases_cost(choice) + _delays(choice) / MILLION
        worth = sum(
            measure.worth_of_end_nok(int(choice.phases_end(measure.id))) / MILLION
            for measure in self.roadmap.open_measures
            if measure.id in choice.selected
        )
        base = worth - spent - self._shares_in_use(prices, choice.selected, of_selected=True)
        return Terms(base - decided_prices_nok(choice) / MILLION, prices, tuple(_shortfalls(choice)))

    def _coverage(self, choice: Choice) -> Terms:
        prices = {r.key: tuple(self._coverage_prices(r)) for r in self.roadmap.rollouts}
        base = self._built(choice) + self._shares_in_use(prices, choice.selected, of_selected=False)
        return Terms(base, prices)

    def _open_work(self, choice: Choice) -> Terms:
        """Count the ends of started measures' phases, and the areas above their curves."""
        base, prices, horizon = 0.0, self._free(), self.roadmap.calendar.periods
        for measure in self.roadmap.open_measures:
            is_in = measure.id in choice.selected
            for phase in measure.phases if measure.is_started else ():
                base -= choice.phase_end(measure, phase.id) if is_in else horizon
            for rollout in self.roadmap.rollouts_of(measure.id) if measure.is_started else ():
                prices[rollout.key] = (1.0,) * horizon
                base -= (rollout.target - (0.0 if is_in else rollout.in_use)) * horizon
        return Terms(base, prices)

    def _stability(self, choice: Choice) -> Terms:
        """Count the periods that phases move, and the areas between curves."""
        baseline = self.objective.baseline
        assert baseline is not None
        base, largest = 0.0, list[Largest]()
        for measure in self.roadmap.open_measures:
            published = any(row.measure == measure.id for row in self.roadmap.published)
            weight = self.objective.published_weight if published else 1.0
            was_in, is_in = measure.id in baseline.selected, measure.id in choice.selected
            if was_in is not is_in:
                base -= weight * self.objective.change_periods
            if was_in and is_in:
                for planned in baseline.phases_by_measure.get(measure.id, ()):
                    base -= weight * abs(choice.starts[measure.id, planned.phase] - planned.start)
                for rollout in self.roadmap.rollouts_of(measure.id):
                    before = baseline.rollouts_by_key[rollout.key].adaptation
                    run = choice.adapting.get(rollout.key)
                    if before is not None and run is not None:
                        base -= weight * abs(run[0] - before.start)
                    largest += _areas(rollout, weight, baseline.rollouts_by_key[rollout.key].adoption)
        return Terms(base, self._free(), tuple(largest))

    def _shares_in_use(
        self, prices: Mapping[Key, Curve], selected: frozenset[str], *, of_selected: bool
    ) -> float:
        """Give what is in use at the status date at all prices, of measures in or of the others."""
        return sum(
            rollout.in_use * sum(prices[rollout.key])
            for rollout in self.roadmap.rollouts
            if (rollout.measure in selected) is of_selected
        )

    def _phases_cost(self, choice: Choice) -> float:
        """Give the discounted cost of all phases and adaptations."""
        cost = 0.0
        for key, mode in choice.modes.items():
            burden = 1 + self.roadmap.economics.tax_cost_rate * mode.cost_public_share
            start = choice.starts[key]
            if mode.periods:
                cost += mode.cost_at_start_nok * burden * self._weight(start)
            for period in range(start, start + mode.periods):
                cost += mode.cost_nok_per_period * burden * self._weight(period)
        for start, mode in filter(None, choice.adapting.values()):
            burden = 1 + self.roadmap.economics.tax_cost_rate * mode.cost_public_share
            cost += sum(
                mode.cost_nok_per_period * burden * self._weight(start + n) for n in range(mode.periods)
            )
        return cost

    def _value_curve(self, rollout: Rollout, choice: Choice) -> Curve:
        """Give a rollout's prices under a choice."""
        first = choice.counting.get(rollout.key, 0 if rollout.in_use >= rollout.counts_from else FAR)
        if (rollout.key, first) not in self._prices:
            self._prices[rollout.key, first] = tuple(self._value_prices(rollout, first))
        return self._prices[rollout.key, first]

    def _value_prices(self, rollout: Rollout, first: int) -> list[float]:
        """Give what a share earns in the period after, less the cost of waves moved here from later."""
        horizon = self.roadmap.calendar.periods
        tax = self.roadmap.economics.tax_cost_rate
        a_share = (
            rollout.cost_per_unit_nok * self.roadmap.units(rollout) * (1 + tax * rollout.cost_public_share)
        )
        costs = [a_share * self._weight(period) for period in range(horizon)] + [0.0]
        earned = [self._earned(rollout, period + 1, first) for period in range(horizon - 1)]
        after = horizon
        earned.append(0.0)
        while self._counts(after):
            earned[-1] += self._earned(rollout, after, first if first < horizon else FAR)
            after += 1
        return [earned[period] - costs[period] + costs[period + 1] for period in range(horizon)]

    def _earned(self, rollout: Rollout, period: int, first: int) -> float:
        """Give what all units earn in a period, less what they cost to run, discounted.

        The benefit counts only from the period after ``first`` on.
        """
        tax = self.roadmap.economics.tax_cost_rate
        growth = self._growth(self.roadmap.calendar.year_of(period))
        benefit = rollout.benefit_nok_per_year * (1 + tax * rollout.benefit_public_share)
        benefit *= growth if rollout.benefit_grows else 1.0
        benefit = benefit if period > first else 0.0
        running = rollout.running_cost_per_unit_nok * self.roadmap.units(rollout)
        running *= growth if rollout.running_cost_grows else 1.0
        a_year = benefit - running * (1 + tax * rollout.running_public_share)
        return a_year / self.roadmap.calendar.periods_per_year * self._weight(period)

    def _counts(self, period: int) -> bool:
        """Tell whether the analysis period is still on."""
        last = self.roadmap.analysis_year + self.roadmap.economics.analysis_years
        return self.roadmap.calendar.year_of(period) <= last

    def _weight(self, period: int) -> float:
        """Give what a krone of a period is worth, in millions; nothing after the analysis period."""
        if period not in self._weights:
            year = self.roadmap.calendar.year_of(period)
            self._weights[period] = self._discount(year) / MILLION if self._counts(period) else 0.0
        return self._weights[period]

    def _discount(self, year: int) -> float:
        """Give the discount factor of a year."""
        terms = self.roadmap.economics
        rates = [self._rate(distance) for distance in range(1, year - self.roadmap.analysis_year + 1)]
        factor = 1.0
        for rate in rates:
            factor /= 1 + rate
        before = self.roadmap.analysis_year - year
        return factor if before <= 0 else (1 + terms.discount_steps[0][1]) ** before

    def _rate(self, distance: int) -> float:
        """Give the discount rate of a year so far from the analysis year."""
        terms = self.roadmap.economics
        return min(
            ((last, rate) for last, rate in terms.discount_steps if distance <= last),
            default=(0, terms.last_discount_rate),
        )[1]

    def _growth(self, year: int) -> float:
        """Give the real growth of time values from the price year to a year."""
        terms = self.roadmap.economics
        factor = 1.0
        for grown in range(self.roadmap.price_year + 1, year + 1):
            span = terms.real_growth_ends - terms.real_growth_until
            share = (
                1.0 if grown <= terms.real_growth_until else max(0.0, (terms.real_growth_ends - grown) / span)
            )
            factor *= 1 + terms.real_growth_rate * share
        return factor

    def _coverage_prices(self, rollout: Rollout) -> list[float]:
        """Give what a share adds to the coverage of the target picture."""
        rollouts = self.roadmap.rollouts_of(rollout.measure)
        weights = {r.key: self.roadmap.units(r) if r.weight is None else r.weight for r in rollouts}
        part = self._contribution(rollout.measure) * weights[rollout.key] / sum(weights.values())
        return [part * factor for factor in self._factors()]

    def _built(self, choice: Choice) -> float:
        """Give the coverage by measures that nobody takes into use, from when they are built."""
        covered = 0.0
        for measure in self.roadmap.measures:
            if not self.roadmap.rollouts_of(measure.id):
                first = self._built_from(measure, choice)
                covered += self._contribution(measure.id) * sum(self._factors()[first:])
        return covered

    def _built_from(self, measure: Measure, choice: Choice) -> int:
        """Give the first period at whose end such a measure counts."""
        if measure.is_done:
            return 0
        if measure.id not in choice.selected:
            return self.roadmap.calendar.periods
        return max(0, choice.phases_end(measure.id) - 1) if measure.phases else 0

    def _contribution(self, measure_id: str) -> float:
        """Give the part of the target picture that a measure realises."""
        weights = {service.id: service.weight for service in self.roadmap.services}
        parts = [part for part in self.roadmap.contributions if part.measure == measure_id]
        return sum(part.share * weights[part.service] for part in parts) / sum(weights.values())

    def _factors(self) -> list[float]:
        """Give the weight of each period: its year's discount factor when chosen."""
        years = [self.roadmap.calendar.year_of(period) for period in self.roadmap.periods]
        factors = [self._discount(year) if self.objective.discounted else 1.0 for year in years]
        return [0.0] * (len(years) - 1) + factors[-1:] if self.objective.at_end else factors


def _above_level(terms: Terms, kept: Kept) -> Terms:
    """Give what a kept objective is worth above its level."""
    unit = MILLION if kept.objective.kind is ObjectiveKind.VALUE else 1.0
    sign = 1.0 if kept.objective.is_maximised else -1.0
    return replace(terms, base=terms.base - sign * kept.level / unit)


def _delays(choice: Choice) -> float:
    """Give the price in NOK of missing soft deadlines, as decided."""
    total = 0.0
    for measure in choice.roadmap.open_measures:
        if measure.id not in choice.selected:
            continue
        if measure.deadline is not None:
            total += _price(choice, measure.deadline, int(choice.phases_end(measure.id)))
        for rollout in choice.roadmap.rollouts_of(measure.id):
            if rollout.deadline is not None:
                total += _price(choice, rollout.deadline.deadline, choice.reached.get(rollout.key, 0))
    return total


def _price(choice: Choice, deadline: Deadline, met: int) -> float:
    """Give the price in NOK of meeting a deadline at an instant."""
    due = choice.roadmap.calendar.instant_not_after(deadline.day)
    return (deadline.price_nok_per_period or 0.0) * max(0, met - max(0, due))


def _shortfalls(choice: Choice) -> Iterator[Largest]:
    """Give what is missing of shares with a price, in millions."""
    for each in choice.roadmap.requirements:
        if each.price_nok and each.kind in LINEAR:
            row = at_least(amount_of(choice, each), each.share or 0.0)
            yield Largest(100 * each.price_nok / MILLION, (row,))


def _peaks(choice: Choice) -> Iterator[Largest]:
    """Give the largest load of each sector as a share of its capacity."""
    shares: dict[str, list[Row]] = {}
    for sector, _period, row, capacity in loads(choice):
        if capacity > 0:
            coefficients = {key: factor / capacity for key, factor in row.coefficients.items()}
            shares.setdefault(sector, []).append(Row(coefficients, row.limit / capacity))
    for rows in shares.values():
        yield Largest(1.0, tuple(rows))


def _areas(rollout: Rollout, weight: float, before: Curve) -> Iterator[Largest]:
    """Give the distances of a rollout's curve from its curve before."""
    for period, share in enumerate(before):
        here = (rollout.key, period)
        yield Largest(weight, (Row({here: 1.0}, share), Row({here: -1.0}, -share)))
