"""The waves of a small roadmap when all else is decided: a linear program straight from ``docs/problem.md``.

Of each rollout, pace, gates, target, first wave, deadlines and what links ask become bounds on its curve;
capacity, budget, adoption links and simultaneous rollouts tie the curves together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from ortools.linear_solver import pywraplp
from support.brute_force_behind import goes_on, is_from_behind, prepared_from
from support.brute_force_choices import NEVER, Choice, Key
from support.brute_force_requirements import Amount, ends_asked_of, least_amounts
from support.falling import lines_of

from planner.model import Dependency, Endpoint, Link, Mode, Profile, Roadmap, Rollout, Sector
from planner.verify.rollouts import gate_limits

Curve = tuple[float, ...]
Band = tuple[Curve, Curve]
Efforts = dict[tuple[Key, int], float]
"""Person-months that the waves of a rollout in a period would ask, were they all its units."""
Lines = tuple[tuple[float, float], ...]
MARGIN = 1e-9
JUST_BELOW = 2e-6
"""What a rollout that has not ended lacks of its target at least: more than the tolerance."""
MILLION = 1e6


@dataclass(frozen=True)
class Row:
    """A linear limit: the sum of coefficients times shares, by rollout and period, is at most the limit."""

    coefficients: Mapping[tuple[Key, int], float]
    limit: float

    def holds(self, curves: Mapping[Key, Curve]) -> bool:
        """Tell whether curves keep the limit."""
        total = sum(factor * curves[key][period] for (key, period), factor in self.coefficients.items())
        return total <= self.limit + MARGIN

    def least(self, bands: Mapping[Key, Band]) -> float:
        """Give how far curves within bands are above the limit at least."""
        parts = (
            factor * bands[key][0 if factor > 0 else 1][period]
            for (key, period), factor in self.coefficients.items()
        )
        return sum(parts) - self.limit


@dataclass(frozen=True)
class Largest:
    """The largest of 0 and the excesses of some rows, and what each unit of it costs."""

    weight: float
    rows: tuple[Row, ...]

    def least(self, bands: Mapping[Key, Band]) -> float:
        """Give what it costs at least within bands."""
        return self.weight * max([0.0, *(row.least(bands) for row in self.rows)])


@dataclass(frozen=True)
class Terms:
    """What waves are worth: a base, plus prices per share by rollout and period, less largest excesses."""

    base: float
    prices: Mapping[Key, Curve]
    largest: tuple[Largest, ...] = ()

    def most(self, bands: Mapping[Key, Band]) -> float:
        """Give what waves within bands are worth at most."""
        waves = sum(
            max(price * low, price * high)
            for key, (least, most) in bands.items()
            for price, low, high in zip(self.prices[key], least, most, strict=True)
        )
        return self.base + waves - sum(largest.least(bands) for largest in self.largest)


class Waves:
    """The waves of one roadmap; remembers what many choices share."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.paces = {rollout.key: tuple(lines_of(rollout.pace)) for rollout in roadmap.rollouts}
        self._known: dict[object, tuple[float, dict[Key, Curve]] | None] = {}

    def bands(self, choice: Choice) -> dict[Key, Band] | None:
        """Give the least and the largest curve of each rollout that is in; ``None`` where one has none."""
        bands = {}
        for rollout in self.roadmap.open_rollouts:
            if rollout.measure in choice.selected:
                band = band_of(choice, rollout)
                if band is None:
                    return None
                bands[rollout.key] = band
        return bands

    def best(
        self, bands: Mapping[Key, Band], rows: list[Row], prices: Mapping[Key, Curve]
    ) -> tuple[float, dict[Key, Curve]] | None:
        """Give the best curves within bands and rows, and what they are worth at these prices per share."""
        limits = tuple((tuple(row.coefficients.items()), row.limit) for row in rows)
        key = (tuple(bands.items()), limits, tuple(prices[name] for name in bands))
        if key not in self._known:
            self._known[key] = _solve(bands, self.paces, rows, Terms(0.0, prices), [])
        return self._known[key]

    def best_with(
        self, bands: Mapping[Key, Band], rows: list[Row], terms: Terms, kept: list[Terms]
    ) -> tuple[float, dict[Key, Curve]] | None:
        """Give the best curves where largest excesses count, and what is kept is worth 0 or more."""
        if not terms.largest and not kept:
            return self.best(bands, rows, terms.prices)
        return _solve(bands, self.paces, rows, terms, kept)

    def best_apart(
        self, bands: Mapping[Key, Band], prices: Mapping[Key, Curve]
    ) -> tuple[float, dict[Key, Curve]] | None:
        """Give the best curves if each rollout had everything to itself: no less than with all rows."""
        worth = 0.0
        curves: dict[Key, Curve] = {}
        for key, band in bands.items():
            found = self.best({key: band}, [], prices)
            if found is None:
                return None
            worth += found[0]
            curves |= found[1]
        return worth, curves


def band_of(choice: Choice, rollout: Rollout) -> Band | None:
    """Give the least and the largest share at the end of each period, or ``None`` where they cross."""
    horizon = choice.roadmap.calendar.periods
    least, most = [rollout.in_use] * horizon, [rollout.target] * horizon
    for share, until in [*_held(choice, rollout)]:
        most = [min(limit, share) if period < until else limit for period, limit in enumerate(most)]
    for period, limit in _gated(choice, rollout):
        most[period] = min(most[period], limit)
    for share, instant in [*_asked(choice, rollout)]:
        if instant <= 0 and share > rollout.in_use + MARGIN:
            return None
        if instant > 0:
            period = min(int(instant), horizon) - 1
            least[period] = max(least[period], share)
    return _kept_to_pace(rollout, least, most)


def has_room(choice: Choice, rollout: Rollout) -> bool:
    """Tell whether a rollout can grow as decided so far; what is decided later only takes room."""
    return band_of(choice, rollout) is not None


def rows_of(choice: Choice) -> list[Row]:
    """Give all limits that tie rollouts together, less what phases take of them."""
    rows = [*_capacity(choice), *_budget(choice), *_simultaneous(choice), *_adoption(choice)]
    rows += _closed(choice)
    rows += [at_least(amount, least) for amount, least in least_amounts(choice)]
    return [row for row in rows if row.coefficients or row.limit < -MARGIN]


def at_least(amount: Amount, least: float) -> Row:
    """Give a limit that an amount is at least so much."""
    return Row({name: -factor for name, factor in amount.coefficients.items()}, amount.constant - least)


def _closed(choice: Choice) -> Iterator[Row]:
    """Take nobody in after a rollout that is counted whole has closed."""
    for key, periods in choice.open.items():
        for period in range(periods.stop, choice.roadmap.calendar.periods):
            yield _waves(choice, period, {key: 1.0}, 0.0)


def loads(choice: Choice) -> Iterator[tuple[str, int, Row, float]]:
    """Give sector, period, what is asked as a row above its limit, and the capacity, where there is one."""
    for sector, period, efforts, capacity, running in _asked_of_sectors(choice):
        yield sector, period, _spent(choice, efforts, -running), capacity


def _held(choice: Choice, rollout: Rollout) -> Iterator[tuple[float, float]]:
    """Give shares that may not be passed in the periods before an instant."""
    yield rollout.in_use, choice.begins.get(rollout.key, choice.phases_end(rollout.measure))
    if rollout.key in choice.adapting:
        run = choice.adapting[rollout.key]
        yield rollout.in_use, NEVER if run is None else run[0] + run[1].periods
    if not choice.roadmap.measure(rollout.measure).is_started:
        spent = given_to(choice.roadmap, rollout)
        ahead = [
            -offset for _who, effort, profile in spent for offset, share in profile if effort * share > 0
        ]
        yield rollout.in_use, max(ahead, default=0) + prepared_from(choice.roadmap, rollout)
    unit = min(1 / choice.roadmap.units(rollout), rollout.target - rollout.in_use)
    if rollout.key in choice.open:
        yield rollout.in_use, choice.open[rollout.key].start
    for link in choice.links:
        hurries = link.largest_lag_periods is not None and link.link.from_finish
        if hurries and link.predecessor == _endpoint(rollout) and rollout.key in choice.ends:
            yield rollout.target * (1 - JUST_BELOW), choice.ends[rollout.key] - 1
        if link.link.to_finish and link.successor == _endpoint(rollout):
            left = choice.instant(link.predecessor, at_end=link.link.from_finish)
            if left is not None:  # what is not decided yet does not hold back yet
                yield rollout.target - unit, left + link.lag_periods - 1


def _gated(choice: Choice, rollout: Rollout) -> Iterator[tuple[int, float]]:
    """Give the periods in which gates limit the share."""
    begin = choice.begins.get(rollout.key, NEVER)
    if rollout.is_gated and begin != NEVER:
        for period, limit in enumerate(gate_limits(choice.roadmap, rollout), start=int(begin)):
            if period < choice.roadmap.calendar.periods:
                yield period, limit


def _asked(choice: Choice, rollout: Rollout) -> Iterator[tuple[float, float]]:
    """Give shares that must be reached by the beginning of a period."""
    roadmap = choice.roadmap
    begin = choice.begins.get(rollout.key, NEVER)
    if begin != NEVER:
        yield rollout.in_use + _first_wave(roadmap, rollout), begin + 1
    if roadmap.measure(rollout.measure).must_be_in:
        yield rollout.target, roadmap.calendar.periods
    if rollout.deadline is not None and rollout.deadline.deadline.is_hard:
        due = roadmap.calendar.instant_not_after(rollout.deadline.deadline.day)
        if due <= roadmap.calendar.periods:
            yield rollout.deadline.share, due
    ends = choice.ends.get(rollout.key), choice.finishes.get(rollout.measure)
    for end in (*ends, *ends_asked_of(choice, rollout)):
        if end is not None and end < roadmap.calendar.periods:
            yield rollout.target, end
    if rollout.key in choice.counting and choice.counting[rollout.key] < roadmap.calendar.periods:
        yield rollout.counts_from, choice.counting[rollout.key] + 1
    if rollout.deadline is not None and choice.reached.get(rollout.key, NEVER) < roadmap.calendar.periods:
        yield rollout.deadline.share, choice.reached[rollout.key]
    for link in choice.links:
        yield from _asked_by(choice, link, rollout)


def _asked_by(choice: Choice, link: Dependency, rollout: Rollout) -> Iterator[tuple[float, float]]:
    """Give the share that a link asks of its predecessor's rollout, and when."""
    is_over = link.link.is_timed and is_from_behind(choice.roadmap, link)
    if link.link is Link.SHARE and (link.predecessor.measure, link.share_sector) == rollout.key:
        start = choice.arrival(link)
        if start is not None and start != NEVER:
            yield link.share or 0.0, start
    ends = link.link.is_timed and link.link.from_finish and not is_over
    if ends and link.predecessor == _endpoint(rollout):
        arrived = choice.arrival(link)
        waits = link.link.to_finish and link.successor.is_rollout
        if not waits and arrived is not None and arrived - link.lag_periods < choice.roadmap.calendar.periods:
            by = arrived - link.lag_periods
            yield (rollout.target, by) if by >= 0 else (NEVER, 0)
    if link.largest_lag_periods is not None and link.link.to_finish and link.successor == _endpoint(rollout):
        left = choice.instant(link.predecessor, at_end=link.link.from_finish)
        if left is not None and left + link.largest_lag_periods < choice.roadmap.calendar.periods:
            yield rollout.target, left + link.largest_lag_periods


def _first_wave(roadmap: Roadmap, rollout: Rollout) -> float:
    """Give the least share that a begin takes in; one that goes on takes in none."""
    if goes_on(roadmap, rollout):
        return 0.0
    asked = 1 / roadmap.units(rollout) if rollout.first_share is None else rollout.first_share
    left = rollout.target - rollout.in_use
    gate = gate_limits(roadmap, rollout)[0] - rollout.in_use if rollout.is_gated else left
    return max(0.0, min(asked, _most_from(rollout, rollout.in_use), gate, left))


def _kept_to_pace(rollout: Rollout, least: list[float], most: list[float]) -> Band | None:
    """Spread bounds over time by pace and because shares never fall; ``None`` where they cross."""
    last = len(least)
    for period in range(last):
        before = (least[period - 1], most[period - 1]) if period else (rollout.in_use, rollout.in_use)
        least[period] = max(least[period], before[0])
        most[period] = min(most[period], before[1] + _most_from(rollout, before[1]))
    for period in reversed(range(last - 1)):
        least[period] = max(least[period], _least_before(rollout, least[period + 1]))
        most[period] = min(most[period], most[period + 1])
    if any(low > high + MARGIN for low, high in zip(least, most, strict=True)):
        return None
    highest = tuple(max(pair) for pair in zip(least, most, strict=True))  # MARGIN must not cross them
    return tuple(least), highest


def _most_from(rollout: Rollout, share: float) -> float:
    """Give the most that is taken in from a share."""
    return min(level + slope * share for level, slope in lines_of(rollout.pace))


def _least_before(rollout: Rollout, share: float) -> float:
    """Give the least share from which one wave leads to a share."""
    steps = ((level, 1 + slope) for level, slope in lines_of(rollout.pace))
    return max((share - level) / gain for level, gain in steps if gain > MARGIN)


def _endpoint(rollout: Rollout) -> Endpoint:
    return Endpoint(measure=rollout.measure, sector=rollout.sector)


def _running(choice: Choice, period: int) -> Iterator[Mode]:
    """Give the modes of the phases and adaptations that run in a period."""
    for key, mode in choice.modes.items():
        if choice.starts[key] <= period < choice.starts[key] + mode.periods:
            yield mode
    for run in choice.adapting.values():
        if run is not None and run[0] <= period < run[0] + run[1].periods:
            yield run[1]


def _phases_spend(choice: Choice, period: int, payer: str) -> float:
    """Give what a payer's phases and adaptations, or all, cost in a period, in millions."""
    spent = 0.0
    for (measure, name), mode in choice.modes.items():
        phase = next(each for each in choice.roadmap.measure(measure).phases if each.id == name)
        if payer in ("", phase.payer or "staten"):
            start = choice.starts[measure, name]
            spent += mode.cost_nok_per_period * (start <= period < start + mode.periods)
            spent += mode.cost_at_start_nok * (start == period)
    for key, run in choice.adapting.items():
        if run is not None and payer in ("", _payer(choice.roadmap, key)):
            start, mode = run
            spent += mode.cost_nok_per_period * (start <= period < start + mode.periods)
    return spent / MILLION


def _payer(roadmap: Roadmap, key: Key) -> str:
    """Give who pays a rollout and what comes before it."""
    rollout = roadmap.rollout(*key)
    assert rollout is not None
    return rollout.payer or roadmap.sector(rollout.sector).payer or rollout.sector


def _waves(choice: Choice, period: int, factors: Mapping[Key, float], limit: float) -> Row:
    """Give a limit on the waves of one period: factors times shares, less the shares of the period before."""
    coefficients: dict[tuple[Key, int], float] = {}
    for key, factor in factors.items():
        if factor:
            coefficients[key, period] = factor
            if period:
                coefficients[key, period - 1] = -factor
            else:
                limit += factor * in_use(choice.roadmap, key)
    return Row(coefficients, limit)


def in_use(roadmap: Roadmap, key: Key) -> float:
    """Give the share in use at the status date."""
    rollout = roadmap.rollout(*key)
    return rollout.in_use if rollout is not None else 0.0


def _rollouts_in(choice: Choice, sector: Sector | None = None) -> list[Rollout]:
    """Give the rollouts that are in, of all sectors or of one."""
    rollouts = [rollout for rollout in choice.roadmap.open_rollouts if rollout.measure in choice.selected]
    return [rollout for rollout in rollouts if sector is None or rollout.sector == sector.id]


def _capacity(choice: Choice) -> Iterator[Row]:
    """Limit what waves ask of a sector by what phases leave; work under way may ask for more than all."""
    for sector, period, efforts, capacity, running in _asked_of_sectors(choice):
        going_on = sum(mode.person_months(sector) for mode in _going_on(choice, period))
        yield _spent(choice, efforts, max(0.0, capacity - going_on) - (running - going_on))


def _going_on(choice: Choice, period: int) -> Iterator[Mode]:
    """Give the modes of what runs at the status date and goes on, while it lasts."""
    for measure in choice.roadmap.open_measures:
        if measure.is_running and measure.id in choice.selected:
            mode = choice.modes[measure.id, measure.phases[0].id]
            if period < mode.periods:
                yield mode
    for each in choice.roadmap.adaptations:
        run = choice.adapting.get((each.measure, each.sector))
        if each.is_running and run is not None and period < run[1].periods:
            yield run[1]


def _spent(choice: Choice, efforts: Efforts, limit: float) -> Row:
    """Give a limit on the waves of several periods, each with what it asks of all units."""
    coefficients: dict[tuple[Key, int], float] = {}
    for (key, period), effort in efforts.items():
        row = _waves(choice, period, {key: effort}, limit)
        limit = row.limit
        for name, factor in row.coefficients.items():
            coefficients[name] = coefficients.get(name, 0.0) + factor
    return Row(coefficients, limit)


def _efforts(choice: Choice, sector: str, period: int) -> Efforts:
    """Give what the waves of each period ask of a sector in one period."""
    asked: Efforts = {}
    for rollout in _rollouts_in(choice):
        for who, effort, profile in given_to(choice.roadmap, rollout):
            for offset, share in profile or ((0, 1.0),):
                of = rollout.key, period - offset
                if who == sector and 0 <= period - offset < choice.roadmap.calendar.periods:
                    whole = choice.roadmap.units(rollout) * effort * share
                    asked[of] = asked.get(of, 0.0) + whole
    return asked


def given_to(roadmap: Roadmap, rollout: Rollout) -> list[tuple[str, float, Profile]]:
    """Give who spends what on a unit of a rollout, and when: its own sector, and those that support it."""
    supports = [each for each in roadmap.supports if each.key[:2] == rollout.key]
    own = (rollout.sector, rollout.effort_per_unit, rollout.effort_profile)
    return [own, *((each.delivering, each.effort_per_unit, each.profile) for each in supports)]


def _asked_of_sectors(choice: Choice) -> Iterator[tuple[str, int, Efforts, float, float]]:
    """Give sector, period, what waves ask in it, capacity, and what phases ask."""
    roadmap = choice.roadmap
    for sector in roadmap.sectors:
        for period in roadmap.periods:
            efforts = _efforts(choice, sector.id, period)
            day, after = roadmap.calendar.date_of(period), roadmap.calendar.date_of(period + 1)
            stated = _stated(sector, day, after)
            if stated is not None:
                running = sum(mode.person_months(sector.id) for mode in _running(choice, period))
                yield sector.id, period, efforts, stated, running


@cache
def _stated(sector: Sector, day: date, after: date) -> float | None:
    """Give the mean of what rows, other load and freezes leave the programme over some days."""
    days, left = (after - day).days, 0.0
    while day < after:
        held = sector.capacity_on(day)
        if held is None:
            return None
        frozen = [freeze.share for freeze in sector.freezes if freeze.starts <= day < freeze.ends]
        others: dict[str, float] = {}
        for each in sector.other_loads:  # in order of date
            if each.starts <= day:
                others[each.what] = each.person_months
        left += max(0.0, held.likely - sum(others.values())) * min(frozen, default=1.0)
        day += timedelta(days=1)
    return sector.programme_share * left / days


def _budget(choice: Choice) -> Iterator[Row]:
    """Limit what waves of a payer cost in some years, in millions, by what is spent and phases leave."""
    roadmap = choice.roadmap
    for budget in roadmap.budgets:
        costs = {
            r.key: roadmap.units(r) * r.cost_per_unit_nok / MILLION
            for r in _rollouts_in(choice)
            if budget.payer in ("", _payer(roadmap, r.key))
        }
        last = budget.year if budget.last_year is None else budget.last_year
        periods = [
            period for period in roadmap.periods if budget.year <= roadmap.calendar.year_of(period) <= last
        ]
        spent = sum(_phases_spend(choice, period, budget.payer) for period in periods)
        coefficients: dict[tuple[Key, int], float] = {}
        limit = (budget.limit_nok - budget.spent_nok) / MILLION - spent
        for period in periods:
            row = _waves(choice, period, costs, 0.0)
            limit += row.limit
            for name, factor in row.coefficients.items():
                coefficients[name] = coefficients.get(name, 0.0) + factor
        yield Row(coefficients, limit)


def _simultaneous(choice: Choice) -> Iterator[Row]:
    """Limit how fully the rollouts of a sector run at a time."""
    for sector in choice.roadmap.sectors:
        if sector.simultaneous_limit is not None and not sector.strict_counting:
            parts = {rollout.key: 1 / _most_from(rollout, 0.0) for rollout in _rollouts_in(choice, sector)}
            for period in choice.roadmap.periods:
                yield _waves(choice, period, parts, sector.simultaneous_limit)


def _adoption(choice: Choice) -> Iterator[Row]:
    """Keep a rollout below its predecessor's share of the period before, in each sector both reach."""
    for link in choice.roadmap.dependencies:
        if link.link is not Link.ADOPTION or link.successor.measure not in choice.selected:
            continue
        for after in choice.roadmap.rollouts_of(link.successor.measure):
            before = choice.roadmap.rollout(link.predecessor.measure, after.sector)
            if before is not None:
                yield from _follow(choice, before, after)


def _follow(choice: Choice, before: Rollout, after: Rollout) -> Iterator[Row]:
    """Keep one rollout below another, accepting by how much it is ahead, or was in the null alternative."""
    null = [each.in_use if each.null_in_use is None else each.null_in_use for each in (before, after)]
    accepted = max(0.0, after.in_use - before.in_use, null[1] - null[0])
    for period in choice.roadmap.periods:
        if period and before.measure in choice.selected:
            yield Row({(after.key, period): 1.0, (before.key, period - 1): -1.0}, accepted)
        else:
            yield Row({(after.key, period): 1.0}, accepted + before.in_use)


Shares = Mapping[tuple[Key, int], pywraplp.Variable]


def _solve(
    bands: Mapping[Key, Band], paces: Mapping[Key, Lines], rows: list[Row], terms: Terms, kept: list[Terms]
) -> tuple[float, dict[Key, Curve]] | None:
    """Solve one linear program with GLOP; the worth leaves the base out."""
    if any(not row.coefficients for row in rows):
        return None
    solver = pywraplp.Solver.CreateSolver("GLOP")  # type: ignore[no-untyped-call]  # OR-tools has no types here
    shares: Shares = {
        (key, period): solver.NumVar(low, high, "")
        for key, (least, most) in bands.items()
        for period, (low, high) in enumerate(zip(least, most, strict=True))
    }
    for (key, period), share in shares.items():
        if period:
            grown = solver.RowConstraint(0.0, solver.infinity(), "")
            grown.SetCoefficient(share, 1.0)
            grown.SetCoefficient(shares[key, period - 1], -1.0)
            for level, slope in paces[key]:
                wave = solver.RowConstraint(-solver.infinity(), level, "")
                wave.SetCoefficient(share, 1.0)
                wave.SetCoefficient(shares[key, period - 1], -1.0 - slope)
    for row in rows:
        _add_row(solver, shares, row)
    for each in kept:
        _count(solver, shares, each, solver.RowConstraint(-each.base - MARGIN, solver.infinity(), ""))
    _count(solver, shares, terms, solver.Objective())
    solver.Objective().SetMaximization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    curves = {
        key: tuple(_share_of(shares[key, period]) for period in range(len(bands[key][0]))) for key in bands
    }
    return solver.Objective().Value(), curves


def _add_row(solver: Any, shares: Shares, row: Row) -> Any:
    """Add a limit, and give it to add more to it."""
    limit = solver.RowConstraint(-solver.infinity(), row.limit, "")
    for name, factor in row.coefficients.items():
        limit.SetCoefficient(shares[name], factor)
    return limit


def _count(solver: Any, shares: Shares, terms: Terms, into: Any) -> None:
    """Add what waves are worth into a row or the objective."""
    for (key, period), share in shares.items():
        into.SetCoefficient(share, terms.prices[key][period])
    for largest in terms.largest:
        variable = solver.NumVar(0.0, solver.infinity(), "")
        into.SetCoefficient(variable, -largest.weight)
        for row in largest.rows:
            _add_row(solver, shares, row).SetCoefficient(variable, -1.0)


def _share_of(variable: pywraplp.Variable) -> float:
    """Give what the solver set a variable to."""
    return float(variable.solution_value())  # type: ignore[no-untyped-call]
