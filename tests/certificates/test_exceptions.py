"""Where a rule does not bind, the check of a certificate does not follow it: its bound would be false."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.bites import costly, free_from, optional, useful
from support.brute_force import best_plan
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    an_adaptation,
    day_of,
)
from support.certificates import bound_by, bound_of, priced

from planner.model import (
    VALUE,
    Budget,
    Capacity,
    Deadline,
    Dependency,
    Endpoint,
    Estimate,
    Freeze,
    Gate,
    Group,
    GroupRule,
    Link,
    OtherLoad,
    Passed,
    PricedRow,
    Roadmap,
    Rule,
    ShareDeadline,
    Status,
)

CLOSE = 0.002
"""What bounds may be above the best plan, as a share: prices are found by steps."""


def begun(**fields: Any) -> Roadmap:
    """Give a useful measure that has begun, and one that only costs and takes long."""
    costs = optional("a", a_phase("build", 4, cost=1e6))
    runs = a_measure("b", a_phase("build", 1), status=Status.STARTED)
    return a_roadmap(costs, runs, rollouts=(useful("b"),), **fields)


def going_on(phase: str) -> Roadmap:
    """Give a measure whose only phase is over, which may be stopped, and one that followed a phase of it."""
    goes_on = a_measure("b", status=Status.STARTED, stoppable=True)
    link = Dependency(
        predecessor=Endpoint(measure="b", phase=phase), successor=Endpoint(measure="a"), lag_periods=1
    )
    over = Passed(measure="b", phase="build", ended=day_of(0) - timedelta(days=100))
    follows, takes = optional("a"), (useful("a"), useful("b", benefit_nok_per_year=0.0))
    return a_roadmap(follows, goes_on, rollouts=takes, dependencies=(link,), passed=(over,))


def turned_round(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap whose only link goes the other way."""
    (link,) = roadmap.dependencies
    other = replace(link, predecessor=link.successor, successor=link.predecessor)
    return replace(roadmap, dependencies=(other,))


def in_use(**fields: Any) -> Roadmap:
    """Give a measure that a tenth has at the status date."""
    runs = a_measure("b", status=Status.STARTED)
    return a_roadmap(runs, rollouts=(useful("b", **{"in_use": 0.1, **fields}),))


def of_sector(**of_receiver: Any) -> Roadmap:
    """Give a measure whose waves fill a sector."""
    receiver = replace(a_receiver(capacity=20.0), **of_receiver)
    return a_roadmap(optional("a"), sectors=(receiver,), rollouts=(useful("a", effort_per_unit=1.0),))


def crowded() -> Roadmap:
    """Give two phases that run and ask for more than there is."""
    runs = [a_measure(each, a_phase("build", 3, nhn=2.0), status=Status.STARTED) for each in "ab"]
    waits = optional("c", a_phase("build", 1, nhn=1.0))
    sectors = a_receiver(), a_deliverer(capacity=3.0)
    return a_roadmap(*runs, waits, sectors=sectors, rollouts=(useful("b"), useful("c")))


def in_place() -> Roadmap:
    """Give a done measure that a group of at most two counts, and two that are useful."""
    done = a_measure("d", status=Status.DONE)
    tables = [replace(optional(each), worth_by_end_nok=(worth,)) for each, worth in (("u", 1e6), ("v", 2e6))]
    group = Group(id="g", rule=GroupRule.AT_LEAST, measures=("d", "u", "v"), at_least=2)
    costs = [replace(each, worth_by_end_nok=(-each.worth_by_end_nok[0],)) for each in tables]
    return a_roadmap(done, *costs, replace(optional("w"), worth_by_end_nok=(3e6,)), groups=(group,))


INSIDE = date(2023, 2, 15)
CASES = {
    "a link to what has begun": begun(dependencies=(a_link("a", "b"),)),
    "a start that waits for a start that lies behind": begun(
        dependencies=(a_link("b", "a", Link.START_START, lag_periods=6),)
    ),
    "a link from a start that lies behind": replace(
        a_roadmap(
            a_measure("b", a_phase("build", 1), status=Status.STARTED),
            optional("c", a_phase("build", 1)),
            rollouts=(useful("c"),),
        ),
        dependencies=(a_link("b", "c", Link.START_START, lag_periods=5),),
    ),
    "an adaptation that the sector has had": replace(
        in_use(), adaptations=(an_adaptation("b", periods=3, cost_nok_per_period=1e6),)
    ),
    "gates that have been passed": in_use(gates=(Gate(limit=0.2, periods=4),)),
    "a pin that says when it began": in_use(pinned_begin=date(2022, 3, 1)),
    "what is in use and counts": in_use(counts_from=0.1),
    "a deadline with a price that is met": in_use(
        deadline=ShareDeadline(share=0.6, deadline=Deadline(day=day_of(1), price_nok_per_period=1e6))
    ),
    "a deadline on the last day": a_roadmap(
        a_measure("a"),
        rollouts=(
            costly(
                "a", deadline=ShareDeadline(share=1.0, deadline=Deadline(day=day_of(6) - timedelta(days=1)))
            ),
        ),
    ),
    "an earliest start on the first day": a_roadmap(
        optional("a", a_phase("build", 1), earliest_start=day_of(2)), rollouts=(useful("a"),)
    ),
    "what runs asks for more than there is": crowded(),
    "capacity from a day inside a period": of_sector(
        capacities=(
            Capacity(starts=INSIDE, person_months=Estimate.sure(10.0)),
            Capacity(starts=INSIDE + timedelta(days=200), person_months=Estimate.sure(30.0)),
        )
    ),
    "freezes that overlap, and end": of_sector(
        freezes=(
            Freeze(starts=INSIDE, ends=INSIDE + timedelta(days=100), share=0.5),
            Freeze(starts=INSIDE, ends=INSIDE + timedelta(days=50), share=0.2),
        )
    ),
    "other load that ends": of_sector(
        other_loads=(
            OtherLoad(what="x", starts=date(2022, 1, 1), person_months=15.0),
            OtherLoad(what="x", starts=date(2023, 8, 1), person_months=0.0),
        )
    ),
    "a budget of other years and payers": a_roadmap(
        optional("a"),
        rollouts=(useful("a", cost_per_unit_nok=1e4),),
        budgets=(
            Budget(year=2024, last_year=2025, limit_nok=1e5, payer=""),
            Budget(year=2023, limit_nok=0.0, payer="x"),
        ),
    ),
    "a measure that is done counts in a group": in_place(),
    "a link from a phase that is over and keeps its date": going_on("build"),
    "a link from phases that are all over": going_on(""),
    "a link to a phase that is over": turned_round(going_on("build")),
    "a sector that has time late": a_roadmap(
        optional("a"),
        sectors=(free_from(a_receiver(), 3),),
        rollouts=(useful("a", effort_per_unit=1.0, effort_profile=((0, 0.5), (4, 0.5))),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_bound_is_that_of_the_best_plan(name: str) -> None:
    roadmap = CASES[name]
    best = best_plan(roadmap, VALUE)
    assert best is not None

    bound = bound_of(roadmap)

    assert best.score - 1e-9 <= bound <= best.score + CLOSE * max(1.0, abs(best.score))


@pytest.mark.parametrize("name", [name for name in CASES if "link" in name or "start that waits" in name])
@pytest.mark.parametrize("rule", [Rule.LINK, Rule.NEEDS])
def test_a_link_that_does_not_bind_has_no_row_to_price(name: str, rule: Rule) -> None:
    roadmap = CASES[name]
    count = roadmap.calendar.periods + 1 if rule is Rule.LINK else 1
    row = PricedRow(rule=rule, of="0", prices=("1",) * count)

    with pytest.raises(SystemExit, match="prices what the roadmap has not"):
        bound_by(roadmap, priced(roadmap, rows=(row,)))
