"""Each rule of the list schedule, alone: what it does, and that plans break it when it is taken away."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.falling import points
from support.list_schedules import HELPS, Change, lawful, no_shared_pools, placed, without

from planner.model import (
    FINISH,
    VALUE,
    Budget,
    Deadline,
    Demand,
    Dependency,
    Estimate,
    Gate,
    Group,
    GroupRule,
    Link,
    Measure,
    Mode,
    Objective,
    Passed,
    Phase,
    Roadmap,
    Schedule,
    ShareDeadline,
    Status,
)
from planner.solver.arrays.arrays import FAR, NEVER, Arrays
from planner.verify import judge


def starts(schedule: Schedule) -> dict[tuple[str, str], int]:
    """Give the start of each phase."""
    return {(phase.measure, phase.phase): phase.start for phase in schedule.phases}


@dataclass(frozen=True)
class Rule:
    """A roadmap on which a rule binds, how to take the rule away, and what the judge then finds."""

    roadmap: Roadmap
    change: Change
    code: str
    objective: Objective = VALUE


def two(*links: Dependency, **fields: Any) -> Roadmap:
    """Give two measures of two periods each, linked."""
    given = {"measures": (a_measure("a", a_phase("build", 2)), a_measure("b", a_phase("build", 2)))}
    measures = fields.pop("measures", given["measures"])
    return a_roadmap(*measures, dependencies=links, **fields)


def rolled(**fields: Any) -> Roadmap:
    """Give one measure with one rollout that pays."""
    sectors = fields.pop("sectors", (a_receiver(), a_deliverer()))
    return a_roadmap(a_measure("a"), sectors=sectors, rollouts=(a_rollout("a", **(HELPS | fields)),))


def paused() -> Roadmap:
    """Give a measure whose trial has to follow the build at once, and waits for a deliverer with no room."""
    build = replace(a_phase("build", 1), largest_pause_periods=0)
    trial = a_phase("trial", 1)
    return a_roadmap(
        a_measure("a", a_phase("build", 4)),
        a_measure("b", build, trial),
        dependencies=(a_link("a", "b/trial"),),
    )


def at_once() -> Roadmap:
    """Give a measure that has to start as another ends, where its sector is busy just then."""
    return a_roadmap(
        a_measure("busy", a_phase("build", 4, nhn=1.0), deadline=Deadline(day=day_of(4))),
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1, nhn=1.0)),
        sectors=(a_deliverer(capacity=1.0),),
        dependencies=(a_link("a", "b", largest_lag_periods=0),),
    )


def bought(*, cost_nok_per_period: float = 0.0, cost_at_start_nok: float = 0.0) -> Roadmap:
    """Give a phase of two periods that the first year's budget cannot pay."""
    mode = Mode(
        duration=Estimate.sure(2),
        cost_nok_per_period=cost_nok_per_period,
        cost_at_start_nok=cost_at_start_nok,
    )
    return a_roadmap(
        a_measure("a", Phase(id="build", modes=(mode,))), budgets=(Budget(year=2023, limit_nok=1e6),)
    )


def many(limit: float, *, strict: bool) -> Roadmap:
    """Give three rollouts that begin slowly, in a sector that counts how many run."""
    gates = (Gate(limit=0.1, periods=2),)
    return a_roadmap(
        *(a_measure(each) for each in ("a", "b", "c")),
        sectors=(a_receiver(simultaneous_limit=limit, strict_counting=strict),),
        rollouts=tuple(a_rollout(each, **HELPS, gates=gates) for each in ("a", "b", "c")),
        periods=16,
    )


def grouped(rule: GroupRule, at_least: int = 1) -> Roadmap:
    """Give three optional measures in a group: two that cost and one that earns."""
    measures = [a_measure(each, a_phase("build", 1, cost=1e6), optional=True) for each in ("a", "b", "c")]
    return a_roadmap(
        *measures,
        rollouts=(a_rollout("c", **HELPS), a_rollout("b", **HELPS)),
        groups=(Group(id="g", rule=rule, measures=("a", "b", "c"), at_least=at_least),),
    )


def no_groups(arrays: Arrays) -> Arrays:
    """Take away all groups."""
    return arrays._replace(limits=arrays.limits._replace(group_rule=np.zeros(0, np.int64)))


ADOPTION = two(
    a_link("a", "b", Link.ADOPTION),
    measures=(a_measure("a"), a_measure("b")),
    rollouts=(a_rollout("a", **(HELPS | {"pace": 0.25})), a_rollout("b", **HELPS)),
)
SHARE = two(
    a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp"),
    measures=(a_measure("a"), a_measure("b", a_phase("build", 1))),
    rollouts=(a_rollout("a", **(HELPS | {"pace": 0.25})),),
)
HELD_END = two(
    a_link("a", "b@gp", Link.FINISH_FINISH),
    measures=(a_measure("a", a_phase("build", 4)), a_measure("b")),
    rollouts=(a_rollout("b", **HELPS),),
)
NEEDS = two(
    a_link("a", "b", Link.ADOPTION),
    measures=(a_measure("a", a_phase("build", 9), optional=True), a_measure("b", optional=True)),
)
LATE = a_roadmap(
    a_measure("a", optional=True),
    rollouts=(a_rollout("a", **HELPS, deadline=ShareDeadline(share=1.0, deadline=Deadline(day=day_of(1)))),),
)
FULL = two(
    measures=tuple(a_measure(each, a_phase("build", 2, nhn=1.0)) for each in ("a", "b")),
    sectors=(a_deliverer(capacity=1.0),),
)

RULES = {
    "capacity": Rule(FULL, without("limits", pool=np.inf), "above_capacity"),
    "capacity of waves": Rule(
        rolled(effort_per_unit=1.0, sectors=(a_receiver(capacity=20.0),)),
        without("limits", pool=np.inf),
        "above_capacity",
    ),
    "budget": Rule(bought(cost_nok_per_period=1e6), no_shared_pools, "above_budget"),
    "cost at start": Rule(
        bought(cost_at_start_nok=2e6), without("modes", spend_at_start=0.0), "above_budget"
    ),
    "largest pause": Rule(paused(), without("phases", largest_pause=FAR), "pause_too_long"),
    "windows": Rule(
        a_roadmap(a_measure("a", a_phase("build", 2), earliest_start=day_of(3))),
        without("modes", first=0),
        "before_earliest_start",
    ),
    "lag": Rule(two(a_link("a", "b", lag_periods=1)), without("links", lag=0), "before_predecessor"),
    "largest lag": Rule(at_once(), without("links", largest_lag=FAR), "after_largest_lag"),
    "share link": Rule(SHARE, without("links", share=0.1), "share_not_reached"),
    "predecessors": Rule(NEEDS, without("links", needs_from=0), "predecessor_out", objective=FINISH),
    "adoption": Rule(ADOPTION, without("links", ahead_from=0), "adoption_above_predecessor"),
    "last unit": Rule(HELD_END, without("rollouts", last_unit=0.0), "rollout_ends_before_predecessor"),
    "pace": Rule(rolled(), without("rollouts", pace=1.0), "above_pace"),
    "pace that falls": Rule(
        rolled(pace=points((0.5, 0.25), (0.125, 1.0))), without("rollouts", line_slope=0.0), "above_pace"
    ),
    "gates": Rule(
        rolled(gates=(Gate(limit=0.1, periods=2),)), without("rollouts", gate_from=0), "above_gate"
    ),
    "first wave": Rule(
        rolled(
            gates=(Gate(limit=0.5),),
            first_share=0.3,
            effort_per_unit=1.0,
            sectors=(a_receiver(capacity=20.0),),
        ),
        without("rollouts", first_wave=0.0),
        "first_wave_too_small",
    ),
    "pinned begin": Rule(rolled(pinned_begin=day_of(3)), without("rollouts", pin=NEVER), "begin_off_pin"),
    "deadline of a share": Rule(LATE, without("rollouts", due=FAR), "share_after_deadline"),
    "simultaneous rollouts": Rule(many(1.5, strict=False), no_shared_pools, "too_many_rollouts"),
    "strict counting": Rule(many(1.0, strict=True), no_shared_pools, "too_many_whole_rollouts"),
    "what must be in": Rule(
        a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6))),
        without("measures", must_be_in=False, needed=False),
        "mandatory_out",
    ),
    "groups": Rule(grouped(GroupRule.EXACTLY_ONE), no_groups, "group_broken"),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_taken_away_makes_plans_unlawful(rule: Rule) -> None:
    broken = placed(rule.roadmap, rule.objective, rule.change)

    codes = {finding.code for finding in judge(rule.roadmap, broken)} if broken is not None else set()

    assert rule.code in codes


SOLVABLE = [
    name for name in RULES if name not in ("budget", "cost at start", "first wave", "deadline of a share")
]


@pytest.mark.parametrize("name", SOLVABLE)
def test_with_the_rule_plans_are_lawful(name: str) -> None:
    assert lawful(RULES[name].roadmap, RULES[name].objective) is not None


def test_a_phase_that_comes_too_late_moves_the_one_before_it() -> None:
    assert starts(lawful(paused())) == {("a", "build"): 0, ("b", "build"): 3, ("b", "trial"): 4}


def test_a_predecessor_waits_when_its_successor_has_to_follow_at_once() -> None:
    schedule = lawful(at_once())

    assert starts(schedule)["b", "build"] == starts(schedule)["a", "build"] + 1 >= 4


def a_measure_in_two_ways(fast_cost: float) -> Measure:
    """Give a phase that is either fast and dear, or slow."""
    fast = Mode(name="fast", duration=Estimate.sure(1), cost_nok_per_period=fast_cost)
    slow = Mode(name="slow", duration=Estimate.sure(3), demands=(Demand(sector="nhn", person_months=1.0),))
    return a_measure("a", Phase(id="build", modes=(slow, fast)))


@pytest.mark.parametrize(("fast_cost", "mode"), [(1e5, "fast"), (1e8, "slow")])
def test_the_mode_that_loses_least_by_cost_and_by_waiting_is_taken(fast_cost: float, mode: str) -> None:
    roadmap = a_roadmap(a_measure_in_two_ways(fast_cost), rollouts=(a_rollout("a", **HELPS),))

    assert [phase.mode for phase in lawful(roadmap).phases] == [mode]


def test_a_cost_at_start_waits_for_a_year_that_can_pay() -> None:
    mode = Mode(duration=Estimate.sure(2), cost_at_start_nok=2e6)
    roadmap = a_roadmap(
        a_measure("a", Phase(id="build", modes=(mode,))),
        budgets=(Budget(year=2023, limit_nok=1e6), Budget(year=2024, limit_nok=2e6)),
    )

    assert starts(lawful(roadmap)) == {("a", "build"): 4}


def test_rollouts_counted_whole_wait_for_each_other() -> None:
    schedule = lawful(many(1.0, strict=True))

    running = [
        {period for period, wave in enumerate(rollout.waves(0.0)) if wave > 0}
        for rollout in schedule.rollouts
    ]

    assert all(running)
    assert sum(len(each) for each in running) == len(set.union(*running))


@pytest.mark.parametrize(
    ("rule", "at_least", "chosen"),
    [
        (GroupRule.EXACTLY_ONE, 1, 1),
        (GroupRule.AT_MOST_ONE, 1, 1),
        (GroupRule.AT_LEAST, 3, 3),
        (GroupRule.ALL_OR_NONE, 1, 3),
    ],
    ids=lambda each: str(each),
)
def test_groups_are_obeyed(rule: GroupRule, at_least: int, chosen: int) -> None:
    assert len(lawful(grouped(rule, at_least)).selected) == chosen


def test_exactly_one_of_measures_that_only_cost_is_in() -> None:
    costly = [a_measure(each, a_phase("build", 1, cost=1e6), optional=True) for each in ("a", "b")]
    group = Group(id="g", rule=GroupRule.EXACTLY_ONE, measures=("a", "b"))

    assert len(lawful(a_roadmap(*costly, groups=(group,))).selected) == 1


def test_all_or_none_is_none_when_one_finds_no_place() -> None:
    fits, too_long = (
        a_measure("a", a_phase("build", 1), optional=True),
        a_measure("b", a_phase("build", 9), optional=True),
    )
    group = Group(id="g", rule=GroupRule.ALL_OR_NONE, measures=("a", "b"))

    assert lawful(a_roadmap(fits, too_long, groups=(group,)), FINISH).selected == ()


def test_waves_that_cost_more_than_they_bring_are_not_taken() -> None:
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        rollouts=(a_rollout("a", **HELPS), a_rollout("a", "office", cost_per_unit_nok=1e6)),
        sectors=(a_receiver(), a_receiver("office")),
    )

    schedule = lawful(roadmap)

    assert schedule.rollouts_by_key["a", "gp"].adoption[-1] == 1.0
    assert schedule.rollouts_by_key["a", "office"].begin is None


def since_what_has_passed(successor: str, link: Link, lag: int, largest: int | None) -> Roadmap:
    """Give a measure with a rollout that pays and one that does not, which waits for something behind."""
    done = Passed(measure="gone", phase="build", began=day_of(-1), ended=day_of(0) - timedelta(days=1))
    return a_roadmap(
        a_measure("gone", status=Status.DONE),
        a_measure("a", a_phase("build", 1), optional=True),
        sectors=(a_receiver(), a_receiver("office")),
        rollouts=(a_rollout("a", **HELPS), a_rollout("a", "office", cost_per_unit_nok=1e4)),
        adaptations=(an_adaptation("a", "office"),),
        dependencies=(a_link("gone", successor, link, lag_periods=lag, largest_lag_periods=largest),),
        passed=(done,),
    )


@pytest.mark.parametrize(
    ("successor", "link", "lag", "largest"),
    [
        ("a@office", Link.FINISH_START, 0, 3),
        ("a@office", Link.FINISH_FINISH, 0, 5),
        ("a@gp", Link.FINISH_FINISH, 6, None),
        ("a/tilpasning@office", Link.FINISH_START, 0, 2),
        ("a/tilpasning@office", Link.FINISH_FINISH, 0, 3),
    ],
)
def test_a_rollout_comes_as_what_lies_behind_asks(
    successor: str, link: Link, lag: int, largest: int | None
) -> None:
    schedule = lawful(since_what_has_passed(successor, link, lag, largest))

    assert schedule.selected == ("a",)
