"""Proved ranges made narrower, by prices of what is scarce and by a search: they still hold the price."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.priced import best_of, every_kind, exact_price, slack
from support.seeds import drawn

from planner.model import Objective, Plan, PlanStatus, PricedChange, Roadmap
from planner.prices import Pricer, searched, searching
from planner.results import score
from planner.solver import first_plan, solve_exactly

NOTHING = 1e-12


def a_poor_plan(best: Plan) -> Plan:
    """Give a plan that a list schedule makes, with the bound of the best; the best where it makes none."""
    found = first_plan(best.roadmap).schedule
    if found is None or best.objective.kept:
        return best
    reached = score(best.roadmap, best.objective, found)
    return replace(best, schedule=found, score=reached, status=PlanStatus.FEASIBLE)


def rows_of(plan: Plan, *, proved: bool) -> Iterator[PricedChange]:
    """Give the price of a change of each kind."""
    pricer = Pricer(plan, proved=proved)
    return (pricer.price(change) for change in every_kind(plan))


@pytest.mark.parametrize("seed", drawn(6, 80))
def test_ranges_that_prices_narrow_hold_the_exact_price_and_are_no_wider(seed: int) -> None:
    best = best_of(seed)
    if best is None:
        return
    plan = a_poor_plan(best)
    for plain, proved in zip(rows_of(plan, proved=False), rows_of(plan, proved=True), strict=True):
        exact = exact_price(best, plain.change)

        assert (proved.sure, proved.estimate) == (plain.sure, plain.estimate)
        _holds(proved, exact, slack(best))
        assert plain.most is None or proved.most is None or proved.most <= plain.most + slack(best)


@pytest.mark.parametrize("seed", drawn(8, 80))
def test_ranges_that_a_search_narrows_hold_the_exact_price_and_are_no_wider(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = best_of(seed)
    if best is None:
        return

    def to_the_end(roadmap: Roadmap, *, objective: Objective, **_rest: object) -> Plan:
        return solve_exactly(roadmap, objective)

    monkeypatch.setattr(searching, "solve", to_the_end)
    plan = a_poor_plan(best)
    for row in rows_of(plan, proved=False):
        narrower, exact = searched(plan, row, seconds=1.0), exact_price(best, row.change)

        assert replace(narrower, least=row.least, most=row.most) == row, "no other figure moves"
        _holds(narrower, exact, slack(best))
        assert narrower.least is not None
        assert row.least is not None
        assert narrower.least >= row.least
        assert row.most is None or narrower.most is None or narrower.most <= row.most + slack(best)


def _holds(row: PricedChange, exact: float, off_by: float) -> None:
    """Assert that a proved range holds a price, and is settled only where that is above 0."""
    assert row.least is not None
    assert row.least <= exact + off_by, row
    assert row.most is None or row.most >= exact - off_by, row
    assert not row.is_settled or exact > -off_by


def test_a_search_that_finds_nothing_lawful_leaves_a_price_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = next(found for found in map(best_of, range(20)) if found is not None)
    row = next(rows_of(plan, proved=False))

    monkeypatch.setattr(searching, "solve", lambda *_asked, **_how: replace(plan, schedule=None, score=None))
    assert searched(plan, row, seconds=1.0) == row
    assert searched(plan, PricedChange(change=row.change), seconds=1.0) == PricedChange(change=row.change)


def test_a_search_by_the_clock_narrows_a_range_and_can_be_stopped() -> None:
    plan = next(found for found in map(best_of, range(20)) if found is not None)
    row = next(rows_of(plan, proved=False))
    stop = threading.Event()

    found = searched(plan, row, seconds=2.0, stop=stop)
    stop.set()
    at_once = searched(plan, row, seconds=60.0, stop=stop)

    for each in (found, at_once):
        _holds(each, exact_price(plan, row.change), slack(plan))
