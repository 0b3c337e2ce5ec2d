"""Each rule that the check of a certificate follows makes its bound as small as the best plan under it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from support.bites import costly, free_from, optional, useful
from support.brute_force import best_plan
from support.builders import (
    a_calendar,
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    an_adaptation,
    day_of,
)
from support.certificates import MILLION, TIGHT, bound_of
from support.falling import points

from planner.model import (
    VALUE,
    Budget,
    Calendar,
    Deadline,
    Economics,
    Freeze,
    Gate,
    Group,
    GroupRule,
    Link,
    Measure,
    OtherLoad,
    PeriodLength,
    Roadmap,
    ShareDeadline,
    Status,
)
from planner.solver import solve_exactly


@dataclass(frozen=True)
class Followed:
    """A rule, a roadmap in which it costs something, and the same roadmap without the rule."""

    rule: str
    roadmap: Roadmap
    without: Roadmap

    def __str__(self) -> str:
        """Name the case."""
        return self.rule


def one(
    rollout: dict[str, Any] | None = None, /, measure: dict[str, Any] | None = None, **fields: Any
) -> Roadmap:
    """Give one measure with a phase and a useful rollout."""
    made = a_measure("a", a_phase("build", 1, nhn=1.0), optional=True, **(measure or {}))
    return a_roadmap(made, rollouts=(useful("a", **(rollout or {})),), **fields)


def two(*links: Any, **fields: Any) -> Roadmap:
    """Give a measure that costs and takes three periods, and a useful one of one period."""
    costs = optional("a", a_phase("build", 3, cost=1e6))
    return a_roadmap(
        costs, optional("b", a_phase("build", 1)), rollouts=(useful("b"),), dependencies=links, **fields
    )


def sectors(**of_receiver: Any) -> dict[str, Any]:
    """Give a receiving sector of 100 units, and one that delivers."""
    return {"sectors": (a_receiver(**of_receiver), a_deliverer())}


def limited(asks: float = 1.0, **of_receiver: Any) -> Roadmap:
    """Give a rollout that asks for months of a sector that has few."""
    return one({"effort_per_unit": asks}, **sectors(**of_receiver))


def invested(*budgets: Budget, payer: str = "") -> Roadmap:
    """Give a rollout in which much is invested, by whom it names."""
    return one({"cost_per_unit_nok": 1e4, "payer": payer}, budgets=budgets)


def group(rule: GroupRule, *members: Measure, at_least: int = 1) -> Roadmap:
    """Give two measures in a group: of cost, or useful."""
    together = Group(id="g", rule=rule, measures=tuple(each.id for each in members), at_least=at_least)
    worth = {"u": 1e6, "v": 2e6, "c": -1e6, "d": -5e5, "w": 3e6}
    tables = tuple(replace(each, worth_by_end_nok=(worth[each.id],)) for each in (*members, optional("w")))
    return a_roadmap(*tables, groups=(together,))


def running(**fields: Any) -> Measure:
    """Give a measure whose phase runs at the status date and fills a sector."""
    return a_measure("r", a_phase("build", 2, nhn=1.0), status=Status.STARTED, **fields)


def by(share: float, instant: int, price: float | None = None) -> ShareDeadline:
    """Give a share that is to be in use by an instant."""
    return ShareDeadline(share=share, deadline=Deadline(day=day_of(instant), price_nok_per_period=price))


def ungrouped(roadmap: Roadmap) -> Roadmap:
    """Give the same without groups."""
    return replace(roadmap, groups=())


def cases() -> Iterator[Followed]:
    """Give each rule that makes a bound smaller."""
    yield from _of_limits()
    yield from _of_links()
    yield from _of_groups()
    yield from _of_measures()
    yield from _of_rollouts()


def _of_limits() -> Iterator[Followed]:
    few = limited(capacity=10.0)
    yield Followed("capacity", few, limited())
    freeze = (Freeze(starts=date(2023, 1, 1), ends=date(2024, 1, 15), share=0.1),)
    yield Followed("freezes", limited(capacity=20.0, freezes=freeze), limited(capacity=20.0))
    others = (OtherLoad(what="x", starts=date(2023, 5, 1), person_months=15.0),)
    yield Followed("other load", limited(capacity=20.0, other_loads=others), limited(capacity=20.0))
    yield Followed("programme share", limited(capacity=20.0, programme_share=0.3), limited(capacity=20.0))
    spread = {"effort_per_unit": 1.0, "effort_profile": ((0, 0.25), (1, 0.75))}
    yield Followed("profiles", one(spread, **sectors(capacity=10.0)), one(spread))
    yield Followed("rollouts at a time", limited(0.0, simultaneous_limit=0.4), limited(0.0))
    full = (a_receiver(), a_deliverer(capacity=1.0))
    shared = a_roadmap(running(), *one().measures, rollouts=one().rollouts, sectors=full)
    yield Followed(
        "what runs fills its sector", shared, replace(shared, sectors=(a_receiver(), a_deliverer()))
    )
    budget = Budget(year=2023, last_year=2025, limit_nok=4e5)
    yield Followed("budgets", invested(budget), invested())
    yield Followed("what is spent", invested(replace(budget, spent_nok=2e5)), invested(budget))
    theirs = replace(budget, payer="x")
    yield Followed("payers", invested(theirs, payer="x"), invested(theirs, payer="y"))


def _of_links() -> Iterator[Followed]:
    yield Followed("needs and instants", two(a_link("a", "b")), two())
    yield Followed("lags", two(a_link("a", "b", lag_periods=2)), two(a_link("a", "b")))
    yield Followed("starts", two(a_link("a", "b", Link.START_START, lag_periods=4)), two())
    pair = a_roadmap(
        optional("a"), optional("b"), rollouts=(costly("a", pace=0.25), useful("b")),
    )  # fmt: skip
    followed = replace(pair, dependencies=(a_link("a", "b", Link.ADOPTION),))
    yield Followed("adoption", followed, pair)
    waits = a_link("a", "c", Link.SHARE, share=0.5, share_sector="gp")
    built = replace(pair, measures=(optional("a"), optional("c", a_phase("build", 1))))
    built = replace(built, rollouts=(costly("a", pace=0.25), useful("c")))
    yield Followed("shares asked for", replace(built, dependencies=(waits,)), built)


def _of_groups() -> Iterator[Followed]:
    for rule, members in (
        (GroupRule.AT_MOST_ONE, ("u", "v")),
        (GroupRule.EXACTLY_ONE, ("u", "v")),
        (GroupRule.EXACTLY_ONE, ("c", "d")),
        (GroupRule.AT_LEAST, ("c", "d")),
        (GroupRule.ALL_OR_NONE, ("u", "d")),
    ):
        made = group(rule, *map(optional, members))
        yield Followed(f"{rule} of {members}", made, ungrouped(made))


def _of_measures() -> Iterator[Followed]:
    plain = one()
    yield Followed("earliest start", one(measure={"earliest_start": day_of(3)}), plain)
    slow = a_roadmap(optional("a", a_phase("build", 1), a_phase("try", 3)), rollouts=(useful("a"),))
    fast = a_roadmap(optional("a", a_phase("build", 1)), rollouts=(useful("a"),))
    yield Followed("phases one after the other", slow, fast)
    pinned = replace(plain.measures[0].phases[0], pinned_start=day_of(4))
    yield Followed("pins of phases", one(measure={"phases": (pinned,)}), plain)
    costs = a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6)))
    free = a_roadmap(optional("a", a_phase("build", 1, cost=1e6)))
    yield Followed("mandatory", costs, free)
    due = replace(costs.measures[0], deadline=Deadline(day=day_of(2)))
    yield Followed("hard deadlines of measures", replace(costs, measures=(due,)), costs)
    late = replace(one(measure={"deadline": Deadline(day=day_of(0), price_nok_per_period=1e6)}))
    yield Followed("prices of late ends", late, plain)
    runs = a_roadmap(a_measure("a", a_phase("build", 2, cost=1e6), status=Status.STARTED))
    yield Followed("what runs starts at once", runs, a_roadmap(a_measure("a", a_phase("build", 2, cost=1e6))))


def _of_rollouts() -> Iterator[Followed]:
    plain = one()
    yield Followed("pace", one({"pace": 0.2}), plain)
    yield Followed("falling pace", one({"pace": points((0.5, 0.25), (0.125, 1.0))}), plain)
    yield Followed("target", one({"target": 0.6}), plain)
    gates = (Gate(limit=0.1, periods=2),)
    yield Followed("gates", one({"gates": gates, "pace": 1.0}), one({"pace": 1.0}))
    yield Followed("pins of rollouts", one({"pinned_begin": day_of(4)}), plain)
    yield Followed("counts from", one({"counts_from": 0.7, "pace": 0.2}), one({"pace": 0.2}))
    yield Followed("late shares", one({"deadline": by(0.9, 1, 1e6)}), plain)
    duty = a_roadmap(a_measure("a"), rollouts=(costly("a"),))
    yield Followed("mandatory rollouts", duty, a_roadmap(optional("a"), rollouts=(costly("a"),)))
    soon = replace(duty, rollouts=(costly("a", deadline=by(1.0, 2)),))
    yield Followed("hard deadlines of shares", soon, duty)
    before = {"effort_per_unit": 0.1, "effort_profile": ((-3, 1.0),)}
    bare = a_roadmap(optional("a"), rollouts=(useful("a", **before),))
    yield Followed("preparation", bare, a_roadmap(optional("a"), rollouts=(useful("a"),)))
    adapted = replace(plain, adaptations=(an_adaptation("a", periods=3, cost_nok_per_period=1e5),))
    yield Followed("adaptations", adapted, plain)
    unbuilt = replace(adapted, adaptations=(an_adaptation("a", periods=1),))
    yield Followed("adaptations wait", unbuilt, plain)
    asks = replace(adapted, adaptations=(an_adaptation("a", periods=1, person_months=5.0),))
    shut = (free_from(a_receiver(), 4), a_deliverer())
    yield Followed("adaptations ask", replace(asks, sectors=shut), asks)


WEAKER = 0.15
"""Part of what a rule costs that its row may miss: a part of a share counts before the share is reached."""


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_the_bound_is_that_of_the_rule(case: Followed) -> None:
    best, freer = best_plan(case.roadmap, VALUE), best_plan(case.without, VALUE)
    assert best is not None
    assert freer is not None
    assert best.score < freer.score - 0.01  # the rule costs something

    bound = bound_of(case.roadmap)

    assert best.score - 1e-9 <= bound <= best.score + WEAKER * (freer.score - best.score)


MONEY = (
    {"calendar": Calendar(status_date=date(2023, 5, 15), period=PeriodLength.MONTH, periods=8)},
    {"calendar": Calendar(status_date=date(2023, 5, 15), period=PeriodLength.YEAR, periods=6)},
    {
        "calendar": a_calendar(),
        "economics": Economics(analysis_year=2026, analysis_years=10, price_year=2020),
    },
    {"economics": Economics(analysis_years=1, tax_cost_rate=0.3)},
    {
        "calendar": a_calendar(12),
        "economics": Economics(discount_steps=((1, 0.05),), last_discount_rate=0.01, real_growth_until=2024),
    },
)


@pytest.mark.parametrize("fields", MONEY)
def test_money_is_counted_to_the_krone(fields: dict[str, Any]) -> None:
    fields_of = {"benefit_public_share": 0.4, "benefit_grows": True, "running_cost_per_unit_nok": 2e3}
    rollout = useful(
        "a", cost_per_unit_nok=1e4, running_public_share=0.5, running_cost_grows=True, **fields_of
    )
    phase = a_phase("build", 2, cost=1e6)
    mode = replace(phase.modes[0], cost_at_start_nok=3e5, cost_public_share=0.7)
    measures = a_measure("a", replace(phase, modes=(mode,))), a_measure("b", worth_by_end_nok=(1.0, 5e5))
    roadmap = a_roadmap(*measures, rollouts=(rollout,), **fields)
    best = best_plan(roadmap, VALUE)
    assert best is not None

    assert bound_of(roadmap) == pytest.approx(best.score, rel=TIGHT)


def test_a_level_that_is_kept_makes_the_bound_smaller() -> None:
    runs = a_measure("r", a_phase("build", 1), a_phase("try", 2, nhn=1.0), status=Status.STARTED)
    full = a_receiver(), a_deliverer(capacity=1.0)
    plain = one(measure={"phases": (a_phase("build", 2, nhn=1.0),)})
    roadmap = a_roadmap(runs, *plain.measures, rollouts=plain.rollouts, sectors=full, started_first=True)
    best, freer = solve_exactly(roadmap), solve_exactly(replace(roadmap, started_first=False))
    assert best.score is not None
    assert freer.score is not None
    assert best.score < freer.score - 1e4  # the level costs something

    bound = bound_of(roadmap, best.objective) * MILLION

    # prices know no whole measures: a part of the way is lost
    assert best.score - 1.0 <= bound <= best.score + 0.25 * (freer.score - best.score)
