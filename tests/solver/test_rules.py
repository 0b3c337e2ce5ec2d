"""Each rule of the step model bites: a roadmap whose best plan leans on it, and what comes without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    day_of,
)
from strategies import random_roadmap

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Capacity,
    Deadline,
    Dependency,
    Estimate,
    Gate,
    Link,
    Measure,
    Objective,
    Phase,
    PlanStatus,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    ShareDeadline,
)
from planner.solver import solve_exactly, step_rules
from planner.solver.effort import Effort, Verdict
from planner.solver.engine import Engine
from planner.solver.step_rules import RULES, TIGHTENINGS, Rule
from planner.verify import judge, verify


@dataclass(frozen=True, kw_only=True)
class Bite:
    """A roadmap whose best plan, made without one rule, is refused by the judge with a code."""

    rule: Rule
    code: str
    roadmap: Roadmap
    objective: Objective = VALUE

    def __str__(self) -> str:
        """Name the case."""
        return f"{self.rule.__name__}: {self.code}"


def free_from(sector: Sector, instant: int, capacity: float = 100.0, before: float = 0.0) -> Sector:
    """Give a sector that can give little before an instant."""
    rows = (
        Capacity(starts=day_of(0), person_months=Estimate.sure(before)),
        Capacity(starts=day_of(instant), person_months=Estimate.sure(capacity)),
    )
    return replace(sector, capacities=rows)


def useful(measure: str, **fields: Any) -> Rollout:
    """Give a rollout that earns, the sooner the better."""
    return a_rollout(measure, **{"effort_per_unit": 0.0, "benefit_nok_per_year": 1e7, **fields})


def costly(measure: str, **fields: Any) -> Rollout:
    """Give a rollout that only costs, the later the better."""
    return a_rollout(measure, **{"effort_per_unit": 0.0, "cost_per_unit_nok": 1e5, **fields})


def two_measures(*links: Dependency, **phases_of_a: float) -> Roadmap:
    """Give two mandatory measures of one phase; the first takes three periods, the second one."""
    return a_roadmap(
        a_measure("a", a_phase("build", 3)), a_measure("b", a_phase("build", 1)), dependencies=links
    )


def a_gated(**fields: Any) -> Roadmap:
    """Give one measure with a rollout of a tenth in its first two periods."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1, nhn=1.0)),
        rollouts=(useful("a", pace=1.0, effort_per_unit=1.0, gates=(Gate(limit=0.1, periods=2),)),),
        **fields,
    )


def optional(measure_id: str, *phases: Phase, **fields: Any) -> Measure:
    """Give a measure that may be left out."""
    return a_measure(measure_id, *phases, optional=True, **fields)


def a_mandatory_cost(**rollout: Any) -> Roadmap:
    """Give one mandatory measure whose rollout only costs."""
    return a_roadmap(a_measure("a"), rollouts=(costly("a", **rollout),))


def a_store_of_capacity() -> Roadmap:
    """Let a useless rollout hoard work in the first period, to hand to a useful one in the second."""
    return a_roadmap(
        a_measure("a"),
        a_measure("b", earliest_start=day_of(1)),
        sectors=(a_receiver(capacity=50.0),),
        rollouts=(a_rollout("a"), useful("b", pace=1.0, effort_per_unit=1.0)),
    )


def a_gap_in_capacity() -> Roadmap:
    """Let a phase of two periods step over the one in which its sector has nothing to give."""
    figures = (1.0, 0.0, 1.0)
    rows = tuple(
        Capacity(starts=day_of(instant), person_months=Estimate.sure(figure))
        for instant, figure in enumerate(figures)
    )
    return a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=1.0)),
        sectors=(a_receiver(), replace(a_deliverer(), capacities=rows)),
        rollouts=(useful("a"),),
    )


def after_a_useless_one(*links: Dependency) -> Roadmap:
    """Give a useful measure that can come only with one that costs."""
    return a_roadmap(
        optional("a", a_phase("build", 1, cost=1e6)),
        optional("b", a_phase("build", 1)),
        rollouts=(costly("a"), useful("b")),
        dependencies=links,
    )


BITES = (
    Bite(
        rule=step_rules.mandatory_measures_are_in,
        code="mandatory_out",
        roadmap=a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6))),
    ),
    Bite(
        rule=step_rules.phases_come_with_their_measure,
        code="phase_missing",
        roadmap=a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6))),
    ),
    Bite(rule=step_rules.steps_stay_taken, code="above_capacity", roadmap=a_gap_in_capacity()),
    Bite(
        rule=step_rules.phases_follow_each_other,
        code="before_previous_phase",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("clarify", 1, nhn=1.0), a_phase("build", 1)),
            sectors=(free_from(a_deliverer(), 2),),
        ),
    ),
    Bite(
        rule=step_rules.rollouts_begin_after_the_phases,
        code="begin_before_phases_end",
        roadmap=a_gated(sectors=(a_receiver(), free_from(a_deliverer(), 2))),
    ),
    Bite(rule=step_rules.shares_never_fall, code="above_capacity", roadmap=a_store_of_capacity()),
    Bite(
        rule=step_rules.waves_keep_pace,
        code="above_pace",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(free_from(a_receiver(), 2),),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    Bite(rule=step_rules.gates_hold, code="above_gate", roadmap=a_gated()),
    Bite(
        rule=step_rules.begins_take_somebody_in,
        code="first_wave_too_small",
        roadmap=a_gated(sectors=(free_from(a_receiver(), 3), a_deliverer())),
    ),
    Bite(rule=step_rules.mandatory_rollouts_end, code="rollout_unfinished", roadmap=a_mandatory_cost()),
    Bite(
        rule=step_rules.pinned_rollouts_begin_on_time,
        code="begin_off_pin",
        roadmap=a_roadmap(a_measure("a"), rollouts=(useful("a", pinned_begin=day_of(3)),)),
    ),
    Bite(
        rule=step_rules.rollouts_meet_deadlines,
        code="share_after_deadline",
        roadmap=a_mandatory_cost(deadline=ShareDeadline(share=0.5, deadline=Deadline(day=day_of(2)))),
    ),
    Bite(
        rule=step_rules.simultaneous_rollouts_fit,
        code="too_many_rollouts",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b"),
            sectors=(a_receiver(simultaneous_limit=1.0),),
            rollouts=(useful("a"), useful("b")),
        ),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", lag_periods=1)),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a/build", "b/build", Link.START_START, lag_periods=2)),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", Link.FINISH_FINISH, lag_periods=-1)),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", Link.START_FINISH, lag_periods=3)),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="rollout_ends_before_predecessor",
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 5)),
            a_measure("b"),
            rollouts=(useful("b"),),
            dependencies=(a_link("a", "b@gp", Link.FINISH_FINISH),),
        ),
    ),
    Bite(
        rule=step_rules.timed_links_hold,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b")),
    ),
    Bite(
        rule=step_rules.adoption_follows,
        code="adoption_above_predecessor",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b"),
            rollouts=(costly("a"), useful("b")),
            dependencies=(a_link("a", "b", Link.ADOPTION),),
        ),
    ),
    Bite(
        rule=step_rules.adoption_follows,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b", Link.ADOPTION)),
    ),
    Bite(
        rule=step_rules.shares_are_reached_first,
        code="share_not_reached",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b", a_phase("build", 1)),
            rollouts=(costly("a"), useful("b")),
            dependencies=(a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp"),),
        ),
    ),
    Bite(
        rule=step_rules.shares_are_reached_first,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp")),
    ),
    Bite(
        rule=step_rules.capacity_holds,
        code="above_capacity",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 2, nhn=2.0)),
            a_measure("b", a_phase("build", 2, nhn=2.0)),
            sectors=(a_deliverer(capacity=3.0),),
        ),
    ),
    Bite(
        rule=step_rules.capacity_holds,
        code="above_capacity",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(a_receiver(capacity=30.0),),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    Bite(
        rule=step_rules.budget_holds,
        code="above_budget",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 2, cost=1e6)),
            rollouts=(costly("a"),),
            budgets=(Budget(year=2023, limit_nok=8e6),),
        ),
    ),
)


def made_with(rules: Sequence[Rule], roadmap: Roadmap, objective: Objective) -> Schedule:
    """Prove the best schedule under some rules."""
    answer, schedule = Engine(roadmap, objective, rules).prove(Effort())
    assert answer.verdict is Verdict.OPTIMAL
    assert schedule is not None
    return schedule


def codes(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    """Name what the judge finds."""
    return {finding.code for finding in judge(roadmap, schedule)}


def test_every_rule_has_a_roadmap_in_which_it_bites() -> None:
    assert {bite.rule for bite in BITES} == set(RULES)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_the_rules_give_a_lawful_plan(bite: Bite) -> None:
    plan = solve_exactly(bite.roadmap, bite.objective)

    assert plan.status is PlanStatus.OPTIMAL
    assert verify(bite.roadmap, plan) == []
    assert codes(bite.roadmap, made_with(RULES, bite.roadmap, bite.objective)) == set()


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_without_the_rule_the_judge_refuses_the_plan(bite: Bite) -> None:
    others = [rule for rule in RULES if rule is not bite.rule]

    found = made_with(others, bite.roadmap, bite.objective)

    assert bite.code in codes(bite.roadmap, found)


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
@pytest.mark.parametrize("seed", range(12))
def test_tightenings_change_no_optimum(seed: int, objective: Objective) -> None:
    roadmap = random_roadmap(seed)

    loose, _ = Engine(roadmap, objective, RULES).prove(Effort())
    tight, _ = Engine(roadmap, objective, (*RULES, *TIGHTENINGS)).prove(Effort())

    assert tight.verdict is loose.verdict
    assert tight.bound == (None if loose.bound is None else pytest.approx(loose.bound, rel=1e-6, abs=1e-4))
