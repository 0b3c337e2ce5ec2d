"""What is fixed and asks together for more than there is: named with measures, period and amounts."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.findings import codes, notes, the_error

from planner.language import in_language
from planner.model import Budget, Measure, Phase, Roadmap, Status

RUNS: dict[str, Any] = {"status": Status.STARTED}


def pinned(name: str, start: int, *, periods: int = 2, cost: float = 0.0, **asked: float) -> Measure:
    """Give a mandatory measure whose only phase is pinned."""
    return a_measure(name, replace(a_phase("build", periods, cost=cost, **asked), pinned_start=day_of(start)))


def side_by_side(*measures: Measure, capacity: float = 4.0, **fields: Any) -> Roadmap:
    """Give measures that share a deliverer."""
    return a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=capacity)), **fields)


def test_two_pins_that_collide_are_named_with_period_and_amounts() -> None:
    found = the_error(side_by_side(pinned("a", 1, nhn=3.0), pinned("b", 2, nhn=3.0)))

    assert (found.code, found.table, found.subject) == ("fixed_above_capacity", "aktorer", "nhn")
    with in_language("en"):
        message = str(the_error(side_by_side(pinned("a", 1, nhn=3.0), pinned("b", 2, nhn=3.0))).message)
    assert message == (
        "What is fixed asks 6.0 person-months of nhn in the period from 1 July 2023, which has 4.0: "
        "a/build 3.0, b/build 3.0."
    )


@pytest.mark.parametrize(
    "measures",
    [
        (pinned("a", 1, nhn=3.0), pinned("b", 3, nhn=3.0)),  # one after the other
        (pinned("a", 1, nhn=3.0), pinned("b", 2, nhn=1.0)),  # together just as much as there is
        (pinned("a", 1, nhn=3.0), replace(pinned("b", 2, nhn=3.0), optional=True)),
        (pinned("a", 1, nhn=3.0), a_measure("b", a_phase("build", 2, nhn=3.0))),
    ],
)
def test_pins_that_leave_a_way_out_are_no_error(measures: tuple[Measure, ...]) -> None:
    assert codes(side_by_side(*measures)) == []


def test_a_pin_that_may_take_a_smaller_mode_is_no_error() -> None:
    large, small = a_phase("build", 2, nhn=3.0).modes[0], a_phase("build", 2, nhn=1.0).modes[0]
    both = Phase(
        id="build",
        modes=(replace(large, name="large"), replace(small, name="small")),
        pinned_start=day_of(2),
    )

    assert codes(side_by_side(pinned("a", 1, nhn=3.0), a_measure("b", both))) == []


def test_a_pin_beside_running_work_is_an_error_and_running_work_alone_is_not() -> None:
    runs = a_measure("r", a_phase("build", 3, nhn=10.0), **RUNS)

    assert codes(side_by_side(runs)) == []
    assert notes(side_by_side(runs)) == ["running_above_capacity"]
    assert codes(side_by_side(runs, pinned("a", 2, nhn=1.0))) == ["fixed_above_capacity"]
    assert codes(side_by_side(replace(runs, stoppable=True), pinned("a", 2, nhn=1.0))) == []


def test_a_pin_that_asks_more_than_there_ever_is_is_told_once_also_beside_running_work() -> None:
    runs = a_measure("r", a_phase("build", 3, nhn=1.0), **RUNS)

    assert codes(side_by_side(runs, pinned("a", 1, nhn=4.5))) == ["demand_above_capacity"]
    assert codes(side_by_side(runs, pinned("a", 1, nhn=3.5))) == ["fixed_above_capacity"]


def test_pins_that_collide_again_and_again_are_told_once() -> None:
    found = codes(side_by_side(pinned("a", 1, periods=4, nhn=3.0), pinned("b", 1, periods=4, nhn=3.0)))

    assert found == ["fixed_above_capacity"]


def rolled(*begins: int, sector: dict[str, Any], **fields: Any) -> Roadmap:
    """Give a measure for each instant, with a rollout that is pinned to it."""
    names = "abc"[: len(begins)]
    return a_roadmap(
        *(a_measure(name) for name in names),
        sectors=(a_receiver(**sector),),
        rollouts=tuple(
            a_rollout(name, pinned_begin=day_of(begin), **({"first_share": 0.4} | fields))
            for name, begin in zip(names, begins, strict=True)
        ),
    )


def test_first_waves_pinned_to_one_period_collide_in_capacity() -> None:
    assert codes(rolled(1, 1, sector={"capacity": 80.0})) == []
    assert codes(rolled(1, 1, sector={"capacity": 79.0})) == ["fixed_above_capacity"]
    assert codes(rolled(1, 2, sector={"capacity": 79.0})) == []


def test_pinned_rollouts_collide_in_the_limit_on_simultaneous_ones() -> None:
    assert codes(rolled(1, 1, sector={"simultaneous_limit": 1.6})) == []
    assert codes(rolled(1, 1, sector={"simultaneous_limit": 1.5})) == ["fixed_above_limit"]


def test_rollouts_counted_whole_collide_until_they_can_have_ended() -> None:
    strict = {"simultaneous_limit": 1, "strict_counting": True}

    assert codes(rolled(1, 2, sector=strict)) == ["fixed_above_limit"]
    assert codes(rolled(1, 3, sector=strict)) == []


def test_running_work_above_the_budget_of_a_year_is_named() -> None:
    runs = a_measure("r", a_phase("build", 4, cost=2e6), **RUNS)

    def given(limit: float) -> Roadmap:
        return side_by_side(runs, budgets=(Budget(year=2023, limit_nok=limit),))

    assert codes(given(8e6)) == []
    with in_language("en"):
        found = the_error(given(7.5e6))
    assert (found.code, found.table, found.subject) == ("fixed_above_budget", "budsjett", "2023")
    assert str(found.message) == (
        "What is fixed costs NOK 8.0 million in 2023, but the budget allows NOK 7.5 million. In millions: "
        "r/build 8.0 (running)."
    )


def test_a_pin_and_running_work_collide_in_a_budget() -> None:
    runs = a_measure("r", a_phase("build", 2, cost=2e6), **RUNS)
    budget = (Budget(year=2023, limit_nok=5e6),)

    assert codes(side_by_side(runs, pinned("a", 3, cost=1e6), budgets=budget)) == []
    assert codes(side_by_side(runs, pinned("a", 2, cost=1e6), budgets=budget)) == ["fixed_above_budget"]


@pytest.mark.parametrize(
    ("payer", "spent", "expected"), [("x", 0.9e6, []), ("x", 1.1e6, ["fixed_above_budget"]), ("y", 1.1e6, [])]
)
def test_running_work_is_held_against_the_budgets_of_who_pays_it(
    payer: str, spent: float, expected: list[str]
) -> None:
    phase = replace(a_phase("build", 4, cost=1e6), payer=payer)
    runs = a_measure("r", phase, status=Status.STARTED)
    frame = Budget(year=2022, last_year=2023, payer="x", limit_nok=5e6, spent_nok=spent)

    assert [each for each in codes(side_by_side(runs, budgets=(frame,))) if "fixed" in each] == expected
