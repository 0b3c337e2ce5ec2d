"""Places in docs/problem.md that could be read in two ways: engine, judge and brute force agree on one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.brute_force import best_plan
from support.builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Contribution,
    Deadline,
    Dependency,
    Economics,
    Link,
    Objective,
    PlanStatus,
    Roadmap,
    Schedule,
    Service,
    ShareDeadline,
    Status,
)
from planner.solver import first_plan, solve_exactly
from planner.verify import verify

MILLION = 1e6
HORIZON = 4


def a_small_roadmap(*measures: Any, covering: str, **fields: Any) -> Roadmap:
    """Give four periods, and a service that one measure realises."""
    service = {
        "services": (Service(id="s", name="S"),),
        "contributions": (Contribution(measure=covering, service="s", share=1.0),),
    }
    return a_roadmap(*measures, **({"periods": HORIZON} | service | fields))


def best(roadmap: Roadmap, objective: Objective = COVERAGE) -> Schedule | None:
    """Give the best schedule, on which engine, judge and brute force agree; ``None`` where there is none."""
    expected, plan = best_plan(roadmap, objective), solve_exactly(roadmap, objective)
    assert verify(roadmap, first_plan(roadmap, objective)) == []
    assert verify(roadmap, plan) == []
    if expected is None:
        assert plan.status is PlanStatus.INFEASIBLE
        return None
    unit = MILLION if objective is VALUE else 1.0
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(expected.score * unit, rel=1e-6, abs=1e-6)
    return plan.schedule


def last_share(schedule: Schedule | None, measure: str, sector: str = "gp") -> float:
    """Give the share in use at the end of the horizon."""
    assert schedule is not None
    return schedule.rollouts_by_key[measure, sector].adoption[-1]


def best_value(roadmap: Roadmap) -> float:
    """Give the best value in million NOK, on which all agree."""
    assert best(roadmap, VALUE) is not None
    found = best_plan(roadmap, VALUE)
    assert found is not None
    return found.score


@pytest.mark.parametrize(
    ("link", "begins"),
    [
        (a_link("a@gp", "b"), False),
        (a_link("a@gp", "b", Link.START_START), False),
        (a_link("b", "a@gp", Link.FINISH_FINISH), False),
        (a_link("b", "a@gp", Link.START_START), False),
        (a_link("a", "b", Link.SHARE, share=0.05, share_sector="gp"), True),
        (a_link("a", "b"), True),
    ],
)
def test_a_first_wave_is_asked_of_what_a_link_names_at_begin_or_end_but_not_by_share(
    link: Dependency, begins: bool
) -> None:
    rollout = a_rollout("a", first_share=0.3)  # 30 person-months, of which there are never more than 10
    a, b = a_measure("a", optional=True), a_measure("b", a_phase("build", 1), optional=True)
    sectors = (a_receiver(capacity=10.0),)

    found = best(
        a_small_roadmap(a, b, covering="a", rollouts=(rollout,), dependencies=(link,), sectors=sectors)
    )

    assert (last_share(found, "a") > 0) == begins


@pytest.mark.parametrize("lag", [-6, -1, 0, 2])
def test_what_waits_for_a_rollout_that_never_begins_never_comes_whatever_the_lag(lag: int) -> None:
    nobody_has_time = (a_receiver(capacity=0.0), a_receiver("hospital"))
    a, b = a_measure("a", optional=True), a_measure("b", a_phase("build", 1), optional=True)
    link = a_link("a@gp", "b", Link.START_START, lag_periods=lag)
    waiting = a_small_roadmap(
        a, b, covering="b", rollouts=(a_rollout("a"),), dependencies=(link,), sectors=nobody_has_time
    )
    beside = replace(
        waiting,
        measures=(a, a_measure("b", optional=True)),
        rollouts=(a_rollout("a"), a_rollout("b", "hospital")),
        dependencies=(a_link("a@gp", "b@hospital", Link.START_START, lag_periods=lag),),
    )

    found = best(waiting)

    assert found is not None
    assert "b" not in found.selected
    assert last_share(best(beside), "b", "hospital") == 0


@pytest.mark.parametrize(("instant", "is_possible"), [(HORIZON, False), (HORIZON + 1, True)])
def test_a_hard_deadline_of_a_share_asks_nothing_after_the_horizon(instant: int, is_possible: bool) -> None:
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=day_of(instant)))
    roadmap = a_small_roadmap(
        a_measure("a", optional=True),
        a_measure("b", a_phase("build", 1)),
        covering="b",
        sectors=(a_receiver(capacity=0.0),),
        rollouts=(a_rollout("a", deadline=asked),),
        dependencies=(a_link("a", "b"),),
    )

    assert (best(roadmap) is not None) == is_possible


def test_a_benefit_is_as_stated_where_the_price_year_lies_after_the_flow() -> None:
    rollout = a_rollout("a", benefit_nok_per_year=1e7, benefit_grows=True)
    grown = a_roadmap(
        a_measure("a"), periods=HORIZON, rollouts=(rollout,), economics=Economics(price_year=2040)
    )
    even = replace(grown, rollouts=(replace(rollout, benefit_grows=False),))

    earlier = replace(grown, economics=Economics(price_year=2020))

    assert best_value(grown) == pytest.approx(best_value(even))
    assert best_value(earlier) > best_value(even) + 1


@pytest.mark.parametrize(("instant", "is_in"), [(HORIZON, True), (HORIZON + 1, False)])
def test_what_may_start_at_the_end_of_the_horizon_may_be_in(instant: int, is_in: bool) -> None:
    decided = a_measure("a", optional=True, earliest_start=day_of(instant))
    milestone = replace(decided, phases=(a_phase("decide", 0),))

    by_decision = best(a_small_roadmap(decided, covering="a"))
    by_milestone = best(a_small_roadmap(replace(milestone, optional=False), covering="a"), FINISH)

    assert by_decision is not None
    assert (by_decision.selected == ("a",)) == is_in
    assert (by_milestone is not None) == is_in


def test_no_rollout_begins_at_the_end_of_the_horizon() -> None:
    late = a_measure("a", optional=True, earliest_start=day_of(HORIZON))
    roadmap = a_small_roadmap(late, covering="a", rollouts=(a_rollout("a"),))

    assert last_share(best(roadmap), "a") == 0
    assert best(replace(roadmap, measures=(replace(late, optional=False),))) is None


def test_the_share_that_a_benefit_counts_from_is_of_the_units_of_the_rollout() -> None:
    part = a_rollout("a", units=10, counts_from=0.5, benefit_nok_per_year=1e7)
    roadmap = a_roadmap(a_measure("a", optional=True), periods=HORIZON, rollouts=(part,))
    whole = replace(roadmap, rollouts=(replace(part, units=100),))

    assert best_value(roadmap) > 1
    assert best_value(roadmap) == pytest.approx(best_value(whole))


@pytest.mark.parametrize(("lag", "is_possible"), [(0, True), (2, True), (3, False)])
def test_a_rollout_at_its_target_waits_for_nothing_but_what_lies_within_the_horizon(
    lag: int, is_possible: bool
) -> None:
    roadmap = a_small_roadmap(
        a_measure("p", a_phase("build", 2)),
        a_measure("a"),
        covering="p",
        rollouts=(a_rollout("a", in_use=1.0),),
        dependencies=(a_link("p", "a@gp", Link.FINISH_FINISH, lag_periods=lag),),
    )

    assert (best(roadmap) is not None) == is_possible


def test_an_adoption_link_stops_a_started_successor_whose_predecessor_is_out() -> None:
    started = a_measure("s", a_phase("build", 1), status=Status.STARTED, stoppable=True)
    too_long = a_measure("p", a_phase("build", HORIZON + 1), optional=True)
    roadmap = a_small_roadmap(
        too_long,
        started,
        covering="s",
        rollouts=(a_rollout("s", in_use=0.2), a_rollout("p")),
        dependencies=(a_link("p", "s", Link.ADOPTION),),
    )

    found = best(roadmap)

    assert found is not None
    assert found.selected == ()
    goes_on = replace(roadmap, measures=(too_long, replace(started, stoppable=False)))
    assert best(goes_on) is None


def test_an_adoption_link_keeps_the_successor_of_a_stopped_measure_out() -> None:
    dear = a_measure("p", a_phase("build", 1, cost=2e6), status=Status.STARTED, stoppable=True)
    roadmap = a_small_roadmap(
        dear,
        a_measure("s", optional=True),
        covering="s",
        rollouts=(a_rollout("s"), a_rollout("p", in_use=0.5)),
        dependencies=(a_link("p", "s", Link.ADOPTION),),
        budgets=(Budget(year=2023, limit_nok=1e6),),
    )

    found = best(roadmap)

    assert found is not None
    assert found.selected == ()


@pytest.mark.parametrize("in_use", [2 / 3, 1 - 1e-9])
def test_what_is_in_use_of_a_measure_that_is_out_was_rounded_to_a_wave(in_use: float) -> None:
    dear = a_measure("a", a_phase("build", 1, cost=1e9), optional=True, earliest_start=date(2023, 4, 1))
    roadmap = a_roadmap(dear, periods=HORIZON, rollouts=(a_rollout("a", in_use=in_use),))

    found = best(roadmap, VALUE)

    assert found is not None
    assert found.rollouts_by_key["a", "gp"].begin is None
    assert set(found.rollouts_by_key["a", "gp"].adoption) == {in_use}
