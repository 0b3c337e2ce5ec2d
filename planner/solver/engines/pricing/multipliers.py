"""Prices as rows of a certificate, in fractions: what anybody needs to work out the bound again."""

import math
import time
from collections.abc import Iterable, Iterator
from fractions import Fraction

from planner.model import (
    Dependency,
    GroupRule,
    Link,
    Objective,
    ObjectiveKind,
    PricedRow,
    Roadmap,
    Rule,
)
from planner.problem import Problem, ResourceKind
from planner.rules import binds, binds_selection
from planner.solver.arrays.building import Flat
from planner.solver.arrays.linked import compares_instants
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed

_CHUNK = 50
_DECIMALS = 10**6
Priced = tuple[Rule, str, Iterable[float]]


def price_rows(
    roadmap: Roadmap, objective: Objective, seconds: float, steps: int | None = None
) -> tuple[PricedRow, ...]:
    """Give good prices of the rows that a certificate may price, after so many seconds or steps at most."""
    flat = Flat(Problem(roadmap), objective)
    ascent = Ascent(Relaxed(flat))
    over = time.monotonic() + seconds
    most = math.inf if steps is None else steps
    while not ascent.has_converged and ascent.iterations < most and time.monotonic() < over:
        ascent.run(_CHUNK)
    return rows_of_prices(ascent)


def rows_of_prices(ascent: Ascent) -> tuple[PricedRow, ...]:
    """Write the best prices so far as rows; rows of price 0 are left out."""
    flat = ascent.relaxed.flat
    unit = abs(unit_of_worth(flat.objective))
    priced = (_row(rule, of, prices, unit) for rule, of, prices in _all_rows(flat, ascent))
    return tuple(row for row in priced if any(price != "0" for price in row.prices))


def _row(rule: Rule, of: str, prices: Iterable[float], unit: float) -> PricedRow:
    """Write the prices of a row as fractions, in the unit of the score."""
    rounded = (Fraction(round(float(price) * unit * _DECIMALS), _DECIMALS) for price in prices)
    return PricedRow(rule=rule, of=of, prices=tuple(str(max(price, Fraction(0))) for price in rounded))


def _all_rows(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    for rows in (_limits, _links, _adoption, _choices, _kept):
        yield from rows(flat, ascent)


def _limits(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    """Give the rows of sectors and budgets; those of money are per million."""
    pool, horizon = ascent.relaxed.part(ascent.best_prices).pool, flat.problem.horizon
    number_of = {budget.key: number for number, budget in enumerate(flat.problem.roadmap.budgets)}
    for sector, number in flat.sector_number.items():
        if flat.problem.capacity[sector] is not None:
            yield Rule.CAPACITY, sector, pool[number, :horizon]
    for number, resource in enumerate(flat.shared, len(flat.sectors)):
        if resource.kind is ResourceKind.ROLLOUTS:
            yield Rule.ROLLOUTS, resource.name, pool[number, :horizon]
        for key, price in zip(resource.budget_keys, pool[number], strict=False):
            yield Rule.BUDGET, str(number_of[key]), [price / 1e6]


def _links(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    """Give the rows of links that compare instants."""
    prices = ascent.relaxed.part(ascent.best_prices).link
    compared = [link for link in flat.problem.dependencies if compares_instants(flat, link)]
    numbers = _numbers(flat.problem.roadmap)
    for link, of_link in zip(compared, prices, strict=True):
        if id(link) in numbers:
            yield Rule.LINK, str(numbers[id(link)]), of_link


def _adoption(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    """Give the rows of rollouts that follow others."""
    relaxed, keys = ascent.relaxed, list(flat.rollout_number)
    numbers = _by_measures(flat.problem.roadmap, adoption=True)
    pairs = zip(relaxed.rows.follower, flat.arrays.links.ahead, strict=True)
    for (after, before), prices in zip(pairs, relaxed.part(ascent.best_prices).follow, strict=True):
        measure, sector = keys[after]
        number = numbers.get((keys[before][0], measure))
        if number is not None:
            yield Rule.ADOPTION, f"{number}/{sector}", prices


def _choices(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    """Give the rows over selection, in the order of ``bound.rows_of``: needs by measure, then groups."""
    prices = iter(ascent.relaxed.part(ascent.best_prices).choice)
    roadmap, links, ids = flat.problem.roadmap, flat.arrays.links, [task.id for task in flat.tasks]
    numbers, of_needs = _by_measures(roadmap, adoption=False), dict[int, float]()
    for after, (first, last) in enumerate(zip(links.needs_from, links.needs_from[1:], strict=False)):
        for before in links.needs[first:last]:
            price, number = next(prices), numbers.get((ids[before], ids[after]))
            if number is not None:
                of_needs[number] = of_needs.get(number, 0.0) + float(price)
    yield from ((Rule.NEEDS, str(number), [price]) for number, price in of_needs.items())
    for group in roadmap.groups:
        members = sum(not roadmap.measure(each).is_done for each in group.measures)
        is_whole = group.rule is GroupRule.ALL_OR_NONE
        count = members if is_whole else 2 if group.rule is GroupRule.EXACTLY_ONE else 1
        yield Rule.GROUP, group.id, [next(prices) for _ in range(count)]
        if is_whole and 0 < members < len(group.measures):
            next(prices)  # that of a done member, which certificates leave out


def _kept(flat: Flat, ascent: Ascent) -> Iterator[Priced]:
    """Give the rows of levels of open work; certificates leave out others, and requirements."""
    prices = iter(ascent.relaxed.kept_part(ascent.best_prices))
    for number, (level, worth) in enumerate(zip(flat.objective.kept, flat.kept_worths, strict=True)):
        if worth.covers_all:
            price = next(prices)
            if level.objective.kind is ObjectiveKind.OPEN_WORK:
                yield Rule.KEPT, str(number), [price]


def _numbers(roadmap: Roadmap) -> dict[int, int]:
    """Give the number of each dependency that certificates can price: it names no rollout or adaptation."""
    return {id(link): number for number, link in enumerate(roadmap.dependencies) if _is_plain(link)}


def _by_measures(roadmap: Roadmap, *, adoption: bool) -> dict[tuple[str, str], int]:
    """Give the number of the first dependency that ties two measures, by shares or by selection."""
    found: dict[tuple[str, str], int] = {}
    for number, link in enumerate(roadmap.dependencies):
        ties = (
            link.link is Link.ADOPTION and binds(roadmap, link)
            if adoption
            else binds_selection(roadmap, link)
        )
        if ties and _is_plain(link):
            found.setdefault(link.measures, number)
    return found


def _is_plain(link: Dependency) -> bool:
    return not (link.predecessor.sector or link.successor.sector)
