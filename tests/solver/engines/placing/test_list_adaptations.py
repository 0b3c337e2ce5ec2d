"""Adaptations before rollouts in list schedules: when they run, what they hold back, when they are left."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import pytest
from support.bites import free_from
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
from support.list_schedules import HELPS, Change, lawful, placed
from support.placing import placed_and_taken_out
from support.random_adaptations import random_roadmap_with_adaptations

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Adaptation,
    Deadline,
    Demand,
    Dependency,
    Link,
    Measure,
    Objective,
    PlannedAdaptation,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
    ShareDeadline,
)
from planner.problem import Problem
from planner.solver.arrays.arrays import FAR, NEVER, Arrays
from planner.solver.arrays.building import Flat
from planner.solver.engines.placing.kernels.aims import make_aims
from planner.solver.engines.placing.list_schedule import list_schedule_of, repaired
from planner.verify import judge

SEEDS = range(120)


def run(schedule: Schedule, measure: str = "a", sector: str = "gp") -> PlannedAdaptation | None:
    """Give when the adaptation before a rollout runs."""
    return schedule.rollouts_by_key[measure, sector].adaptation


def adapting(
    row: Adaptation | None = None,
    *measures: Measure,
    rollouts: tuple[Rollout, ...] | None = None,
    links: tuple[Dependency, ...] = (),
    **fields: Any,
) -> Roadmap:
    """Give a measure whose rollout pays after an adaptation, with others where any are given."""
    return a_roadmap(
        *(measures or (a_measure("a", a_phase("build", 1)),)),
        rollouts=(a_rollout("a", **HELPS),) if rollouts is None else rollouts,
        adaptations=(an_adaptation() if row is None else row,),
        dependencies=links,
        **fields,
    )


def without_any(arrays: Arrays) -> Arrays:
    """Let no rollout have an adaptation."""
    rollouts = arrays.rollouts
    return arrays._replace(
        rollouts=rollouts._replace(adaptation=np.full_like(rollouts.adaptation, NEVER)),
    )


def after_nothing(arrays: Arrays) -> Arrays:
    """Let no adaptation wait for a phase."""
    rollouts = arrays.rollouts
    return arrays._replace(
        rollouts=rollouts._replace(adapts_after=np.full_like(rollouts.adapts_after, NEVER))
    )


def at_any_instant(arrays: Arrays) -> Arrays:
    """Let adaptations start whenever they want to."""
    own = arrays.measures.phase_from[-1]
    first = np.where(arrays.modes.phase >= own, 0, arrays.modes.first)
    return arrays._replace(modes=arrays.modes._replace(first=first))


def asking_nothing(arrays: Arrays) -> Arrays:
    """Let modes ask sectors for nothing."""
    return arrays._replace(modes=arrays.modes._replace(demand=np.full_like(arrays.modes.demand, 1e-12)))


def unlinked(arrays: Arrays) -> Arrays:
    """Let links come without waiting and without a largest lag."""
    links = arrays.links
    lag, largest = np.full_like(links.lag, -FAR), np.full_like(links.largest_lag, FAR)
    return arrays._replace(links=links._replace(lag=lag, largest_lag=largest))


@dataclass(frozen=True)
class Rule:
    """A roadmap on which a part of the rule binds, how to take it away, and what the judge then finds."""

    roadmap: Roadmap
    change: Change
    code: str
    runs: PlannedAdaptation


AFTER = a_link("b", "a/tilpasning@gp")
BOTH = (a_measure("a", a_phase("build", 1)), a_measure("b", a_phase("build", 3)))
BUSY = (a_measure("a", a_phase("build", 1)), a_measure("b", a_phase("build", 3, nhn=1.0)))
RULES = {
    "it runs": Rule(adapting(), without_any, "adaptation_missing", PlannedAdaptation(start=1, end=2)),
    "after its phase": Rule(
        adapting(
            None,
            a_measure("a", a_phase("build", 1, nhn=1.0)),
            sectors=(a_receiver(), free_from(a_deliverer(), 3)),
        ),
        after_nothing,
        "adaptation_before_phase_end",
        PlannedAdaptation(start=4, end=5),
    ),
    "pin": Rule(
        adapting(an_adaptation(pinned_start=day_of(3))),
        at_any_instant,
        "adaptation_off_pin",
        PlannedAdaptation(start=3, end=4),
    ),
    "earliest start": Rule(
        adapting(None, a_measure("a", earliest_start=day_of(3))),
        at_any_instant,
        "adaptation_before_earliest_start",
        PlannedAdaptation(start=3, end=4),
    ),
    "its own sector": Rule(
        adapting(
            an_adaptation(periods=2, person_months=5.0), sectors=(free_from(a_receiver(), 3), a_deliverer())
        ),
        asking_nothing,
        "above_capacity",
        PlannedAdaptation(start=3, end=5),
    ),
    "support": Rule(
        adapting(
            an_adaptation(support=(Demand(sector="nhn", person_months=1.0),)),
            *BUSY,
            sectors=(a_receiver(), a_deliverer(capacity=1.0)),
            links=(a_link("b", "a/tilpasning@gp", Link.START_START),),
        ),
        asking_nothing,
        "above_capacity",
        PlannedAdaptation(start=3, end=4),
    ),
    "a link to it": Rule(
        adapting(None, *BOTH, links=(AFTER,)),
        unlinked,
        "before_predecessor",
        PlannedAdaptation(start=3, end=4),
    ),
    "a link from it": Rule(
        adapting(None, *BOTH, links=(a_link("a/tilpasning@gp", "b"),)),
        unlinked,
        "before_predecessor",
        PlannedAdaptation(start=1, end=2),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_part_of_the_rule_is_kept(rule: Rule) -> None:
    assert run(lawful(rule.roadmap)) == rule.runs


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_part_of_the_rule_taken_away_makes_plans_unlawful(rule: Rule) -> None:
    broken = placed(rule.roadmap, change=rule.change)

    assert broken is not None
    assert rule.code in {finding.code for finding in judge(rule.roadmap, broken)}


DEAR = an_adaptation(cost_nok_per_period=1e9)


def optional(**fields: Any) -> Roadmap:
    """Give a measure that may be left out, whose rollout brings less than its adaptation costs."""
    built = a_measure("a", a_phase("build", 1), optional=True, worth_by_end_nok=(1e6,) * 9)
    return adapting(DEAR, built, rollouts=(a_rollout("a", **(HELPS | fields)),))


def test_a_rollout_that_is_not_worth_its_adaptation_stays_empty() -> None:
    schedule = lawful(optional())

    assert schedule.selected == ("a",)
    assert (run(schedule), schedule.rollouts[0].begin) == (None, None)


def test_a_rollout_that_is_worth_its_adaptation_is_taken() -> None:
    built = a_measure("a", a_phase("build", 1), optional=True)

    assert run(lawful(adapting(an_adaptation(cost_nok_per_period=1e6), built))) is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"deadline": ShareDeadline(share=0.4, deadline=Deadline(day=day_of(6)))},
        {"pinned_begin": day_of(3)},
    ],
    ids=["a deadline", "a pin"],
)
def test_it_is_not_left_empty_where_it_is_asked_for(asked: dict[str, Any]) -> None:
    kept = optional(**asked)
    measure = a_measure("a", a_phase("build", 1), optional=True, worth_by_end_nok=(1e10,) * 9)

    assert run(lawful(adapting(DEAR, measure, rollouts=kept.rollouts))) is not None


def test_it_is_not_left_empty_where_a_largest_lag_asks_for_its_adaptation() -> None:
    soon = a_link("b", "a/tilpasning@gp", Link.START_START, largest_lag_periods=3)
    built = a_measure("a", a_phase("build", 1), optional=True, worth_by_end_nok=(1e10,) * 9)

    schedule = lawful(adapting(DEAR, a_measure("b", a_phase("build", 1)), built, links=(soon,)))

    assert run(schedule) is not None


def test_it_is_not_left_empty_where_others_follow() -> None:
    measures = (a_measure("a", optional=True), a_measure("b", optional=True))
    rollouts = (a_rollout("a", **HELPS), a_rollout("b", benefit_nok_per_year=1e10, effort_per_unit=0.0))

    schedule = lawful(adapting(DEAR, *measures, rollouts=rollouts, links=(a_link("a", "b", Link.ADOPTION),)))

    assert schedule.selected == ("a", "b")
    assert run(schedule) is not None


def test_what_waits_for_an_adaptation_that_does_not_run_waits_for_the_end_of_the_horizon() -> None:
    linked = a_link("a/tilpasning@gp", "b", lag_periods=-2)
    roadmap = adapting(
        None,
        a_measure("a", optional=True, worth_by_end_nok=(1e6,)),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("a"),),
        sectors=(a_receiver(capacity=0.0), a_deliverer()),
        links=(linked,),
    )

    schedule = lawful(roadmap)

    assert run(schedule) is None
    assert [phase.start for phase in schedule.phases if phase.measure == "b"] == [6]


def test_an_adaptation_that_waits_for_what_never_comes_leaves_its_rollout_empty() -> None:
    never = a_link("b@gp", "a/tilpasning@gp")
    measures = (a_measure("b", worth_by_end_nok=(1e6,)), a_measure("a", worth_by_end_nok=(1e6,)))
    rollouts = (a_rollout("a", **HELPS), a_rollout("b", effort_per_unit=1.0))
    may_be_empty = tuple(replace(each, optional=True) for each in measures)
    sectors = (a_receiver(capacity=0.0), a_deliverer())

    schedule = lawful(adapting(None, *may_be_empty, rollouts=rollouts, links=(never,), sectors=sectors))

    assert schedule.selected == ("b", "a")
    assert (run(schedule), schedule.rollouts_by_key["a", "gp"].begin) == (None, None)


def test_it_runs_just_before_waves_that_wait_for_room() -> None:
    row = an_adaptation(person_months=0.0, cost_nok_per_period=1e6)
    slow = a_rollout("a", **(HELPS | {"effort_per_unit": 1.0}))
    roadmap = adapting(row, rollouts=(slow,), sectors=(free_from(a_receiver(), 5), a_deliverer()))

    schedule = lawful(roadmap)

    assert run(schedule) == PlannedAdaptation(start=4, end=5)
    assert schedule.rollouts[0].begin == 5


def test_one_that_runs_already_goes_on_and_comes_first() -> None:
    row = an_adaptation(periods=2, person_months=1.0, is_running=True)
    busy = a_measure("b", a_phase("build", 2, gp=1.0))
    roadmap = adapting(
        row, busy, a_measure("a", a_phase("build", 1)), sectors=(a_receiver(capacity=1.0), a_deliverer())
    )

    schedule = lawful(roadmap)

    assert run(schedule) == PlannedAdaptation(start=0, end=2)
    assert schedule.phases[0].start == 2


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_lists_and_repairs_of_random_roadmaps_are_lawful(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.solver.engines.placing.list_schedule.MOST_TRIES", 6)
    ran, refused = 0, []
    for seed in SEEDS:
        roadmap, later = random_roadmap_with_adaptations(seed), Random(seed)
        flat = Flat(Problem(roadmap), objective)
        found = list_schedule_of(flat)
        again = None if found is None else repaired(flat, shifted(found, later))
        for schedule in filter(None, (found, again)):
            ran += sum(each.adaptation is not None for each in schedule.rollouts)
            refused += [seed] if judge(roadmap, schedule) else []

    assert refused == []
    assert ran > 30


def shifted(schedule: Schedule, dice: Random) -> Schedule:
    """Give a schedule whose adaptations run at other times, which need not be lawful."""
    return Schedule(
        selected=schedule.selected,
        phases=schedule.phases,
        rollouts=tuple(moved(each, dice.randint(-1, 2)) for each in schedule.rollouts),
    )


def moved(planned: PlannedRollout, periods: int) -> PlannedRollout:
    """Give a rollout whose adaptation starts so many periods later, at instant 0 or after."""
    known = planned.adaptation
    if known is None:
        return planned
    start = max(0, known.start + periods)
    return replace(planned, adaptation=PlannedAdaptation(start=start, end=start + known.end - known.start))


def test_a_plan_that_is_repaired_keeps_when_adaptations_run() -> None:
    roadmap = adapting(an_adaptation(), rollouts=(a_rollout("a", **(HELPS | {"pinned_begin": day_of(5)})),))
    schedule = lawful(roadmap)
    later = replace(schedule, rollouts=(moved(schedule.rollouts[0], 2),))

    again = repaired(Flat(Problem(roadmap), VALUE), later)

    assert run(schedule) == PlannedAdaptation(start=1, end=2)
    assert again == later


def test_undoing_leaves_plans_and_ledger_as_they_were() -> None:
    placed_ones = 0
    for seed in range(40):
        flat = Flat(Problem(random_roadmap_with_adaptations(seed)), VALUE)
        aims = make_aims(flat.arrays, flat.arrays.worth)
        plans, untouched = flat.empty(), flat.empty()
        for measure in range(len(flat.tasks)):
            worked, before, between, after, counted = placed_and_taken_out(flat.arrays, aims, plans, measure)
            placed_ones += worked
            assert all(map(np.allclose, between, counted))
            assert all(map(np.allclose, after, before))
            assert all(map(np.array_equal, plans, untouched))
    assert placed_ones > 20
