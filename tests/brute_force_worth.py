"""What a share in use is worth at the end of each period, as prices for the linear program of the waves."""

from brute_force_choices import Choice

from planner.model import Measure, Objective, ObjectiveKind, Roadmap, Rollout


class Accounts:
    """The prices of one roadmap for one objective, value in millions of NOK or coverage.

    Parameters
    ----------
    prices
        Of each rollout: what one share more at the end of each period adds to the score.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective) -> None:
        self.roadmap = roadmap
        self.objective = objective
        self.is_value = objective.kind is ObjectiveKind.VALUE
        price = self._value_prices if self.is_value else self._coverage_prices
        self.prices = {rollout.key: tuple(price(rollout)) for rollout in roadmap.rollouts}

    def base(self, choice: Choice) -> float:
        """Give the score apart from the prices of the shares of measures that are in."""
        if self.is_value:
            return -self._phases_cost(choice) - self._shares_in_use(choice.selected, of_selected=True)
        return self._built(choice) + self._shares_in_use(choice.selected, of_selected=False)

    def _shares_in_use(self, selected: frozenset[str], *, of_selected: bool) -> float:
        """Give what is in use at the status date at all prices, of measures in or of the others."""
        return sum(
            rollout.in_use * sum(self.prices[rollout.key])
            for rollout in self.roadmap.rollouts
            if (rollout.measure in selected) is of_selected
        )

    def _phases_cost(self, choice: Choice) -> float:
        """Give the discounted cost of all phases."""
        cost = 0.0
        for (measure, phase_id), start in choice.starts.items():
            mode = next(
                phase.modes[0] for phase in self.roadmap.measure(measure).phases if phase.id == phase_id
            )
            burden = 1 + self.roadmap.economics.tax_cost_rate * mode.cost_public_share
            for period in range(start, start + mode.periods):
                cost += mode.cost_nok_per_period * burden * self._weight(period)
        return cost

    def _value_prices(self, rollout: Rollout) -> list[float]:
        """Give what a share earns in the period after, less the cost of waves moved here from later."""
        horizon = self.roadmap.calendar.periods
        tax = self.roadmap.economics.tax_cost_rate
        a_share = (
            rollout.cost_per_unit_nok * self.roadmap.units(rollout) * (1 + tax * rollout.cost_public_share)
        )
        costs = [a_share * self._weight(period) for period in range(horizon)] + [0.0]
        earned = [self._earned(rollout, period + 1) for period in range(horizon - 1)]
        after = horizon
        earned.append(0.0)
        while self._counts(after):
            earned[-1] += self._earned(rollout, after)
            after += 1
        return [earned[period] - costs[period] + costs[period + 1] for period in range(horizon)]

    def _earned(self, rollout: Rollout, period: int) -> float:
        """Give what all units earn in a period, less what they cost to run, discounted."""
        tax = self.roadmap.economics.tax_cost_rate
        growth = self._growth(self.roadmap.calendar.year_of(period)) if rollout.benefit_grows else 1.0
        benefit = rollout.benefit_nok_per_year * (1 + tax * rollout.benefit_public_share) * growth
        running = rollout.running_cost_per_unit_nok * self.roadmap.units(rollout)
        a_year = benefit - running * (1 + tax * rollout.running_public_share)
        return a_year / self.roadmap.calendar.periods_per_year * self._weight(period)

    def _counts(self, period: int) -> bool:
        """Tell whether the analysis period is still on."""
        last = self.roadmap.analysis_year + self.roadmap.economics.analysis_years
        return self.roadmap.calendar.year_of(period) <= last

    def _weight(self, period: int) -> float:
        """Give what a krone of a period is worth, in millions; nothing after the analysis period."""
        year = self.roadmap.calendar.year_of(period)
        return self._discount(year) / 1e6 if self._counts(period) else 0.0

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
        return [self._discount(year) if self.objective.discounted else 1.0 for year in years]
