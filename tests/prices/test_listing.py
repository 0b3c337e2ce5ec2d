"""Price lists: side by side as in one process, the dearest first, and what is lost costs one row."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything
from support.priced import a_price_list

from planner.language import ToldError
from planner.model import Loosening, LooseningKind, Plan, PricedChange, PriceList
from planner.prices import Pricer, known_rows, listing, loosenings, price_list_of, priced_changes
from planner.runs import Answered, Outcome
from planner.solver import solve_exactly


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the best plan of a small roadmap in which sectors are full."""
    return solve_exactly(a_roadmap_with_everything())


def test_a_list_is_the_same_side_by_side_as_one_after_the_other(plan: Plan) -> None:
    pricer = Pricer(plan)

    found = price_list_of(plan, priced_changes(plan, workers=2))

    alone = [pricer.price(change) for change in loosenings(plan.roadmap, plan.objective)]
    assert found == price_list_of(plan, alone)
    assert found.looked_at == len(alone)
    assert found.left == 0
    assert found.rows
    estimates = [row.estimate for row in found.rows]
    assert estimates == sorted(estimates, key=lambda each: each or 0.0, reverse=True)


def test_what_is_worth_nothing_is_counted_and_not_listed(plan: Plan) -> None:
    change, other, *_rest = loosenings(plan.roadmap, plan.objective)
    rows = [
        PricedChange(change=change, sure=0.0, estimate=0.0, least=0.0, most=5.0),
        PricedChange(change=other, sure=0.0, estimate=2.0, least=0.0, most=5.0),
    ]

    found = price_list_of(plan, rows)

    assert found.rows == (rows[1],)
    assert found.looked_at == 2
    assert found.left == len(loosenings(plan.roadmap, plan.objective)) - 2


def test_a_process_that_is_lost_costs_one_row_which_says_so(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_first(
        begin: Callable[..., object], args: Sequence[object], questions: Sequence[Loosening], **_rest: object
    ) -> Iterator[Answered[Loosening, PricedChange]]:
        lost, *others = questions
        yield Answered(lost, Outcome.LOST)
        for each in others:
            yield Answered(each, Outcome.ANSWERED, PricedChange(change=each, sure=0.0, estimate=0.0))

    monkeypatch.setattr(listing, "side_by_side", lose_the_first)

    found = price_list_of(plan, priced_changes(plan))

    (row,) = found.rows
    assert not row.is_known
    assert row.change == loosenings(plan.roadmap, plan.objective)[0]


def test_what_is_not_reached_is_left(plan: Plan) -> None:
    stop = threading.Event()
    stop.set()

    found = price_list_of(plan, priced_changes(plan, stop=stop))

    assert found.rows == ()
    assert found.looked_at == 0
    assert found.left == len(loosenings(plan.roadmap, plan.objective))


def test_a_plan_without_dates_has_no_prices(plan: Plan) -> None:
    without = replace(plan, schedule=None, score=None)

    with pytest.raises(ToldError, match="no schedule"):
        list(priced_changes(without))
    with pytest.raises(ToldError, match="no schedule"):
        Pricer(without)


def test_rows_of_what_the_roadmap_has_not_are_passed_over(plan: Plan) -> None:
    told = a_price_list(plan)
    strange = PricedChange(
        change=Loosening(kind=LooseningKind.LINK, number=99), sure=1e9, estimate=1e9, least=0.0, most=1e9
    )

    found = known_rows(replace(plan, price_list=replace(told, rows=(strange, *told.rows))))

    assert found == told.rows
    assert known_rows(plan) == ()


def test_a_list_may_not_count_below_nothing() -> None:
    with pytest.raises(ValueError, match="left"):
        PriceList(rows=(), looked_at=0, left=-1)
