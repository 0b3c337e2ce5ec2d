"""Adaptations in the step model: against trying every plan, in parts and tidying, and as links see them."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.bites import costly, optional, useful
from support.brute_force import Best, BruteForce
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
)
from support.random_adaptations import random_roadmap_with_adaptations
from support.seeds import drawn

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Adaptation,
    Demand,
    Dependency,
    Estimate,
    Link,
    Mode,
    Objective,
    ObjectiveKind,
    Phase,
    PlannedAdaptation,
    Roadmap,
    Schedule,
    Status,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import best_relaxed
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.improving import improve
from planner.solver.engines.step.parts import improve_part
from planner.solver.engines.step.reading import schedule_of, values_of
from planner.solver.engines.step.tidying import tidy
from planner.verify import judge

SEEDS = drawn(9, 100)
IN_PARTS = drawn(5, 60)
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def stability(schedule: Schedule) -> Objective:
    """Ask for the least change from a plan."""
    return Objective(kind=ObjectiveKind.STABILITY, baseline=schedule)


def best_of(roadmap: Roadmap, objective: Objective = VALUE) -> Schedule | None:
    """Give the best schedule, proved and lawful."""
    answer, schedule = StepEngine(roadmap, objective).prove(Allowance())
    if schedule is None:
        assert answer.verdict is Verdict.INFEASIBLE
        return None
    assert answer.verdict is Verdict.OPTIMAL
    assert judge(roadmap, schedule) == []
    reached = score(roadmap, objective, schedule)
    assert answer.bound == pytest.approx(reached, rel=1e-6, abs=1.0 if objective is VALUE else 1e-6)
    return schedule


def is_as_good(roadmap: Roadmap, objective: Objective, best: Best | None) -> bool:
    """Tell whether the step model finds what trying every plan has found."""
    found = best_of(roadmap, objective)
    if best is None or found is None:
        return best is None and found is None
    optimum = best.score * (1e6 if objective.kind is ObjectiveKind.VALUE else 1.0)
    return score(roadmap, objective, found) == pytest.approx(optimum, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_step_model_finds_what_trying_every_plan_finds(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    force = BruteForce(roadmap)
    covering = force.best_plan(COVERAGE)
    others = () if covering is None else ((stability(covering.schedule), LEVELLING)[seed % 2],)

    for objective in (VALUE, COVERAGE, FINISH, *others):
        assert is_as_good(roadmap, objective, force.best_plan(objective))


@pytest.mark.parametrize("seed", IN_PARTS)
def test_parts_decided_anew_are_lawful_and_all_of_it_is_the_whole(seed: int) -> None:
    roadmap, dice = random_roadmap_with_adaptations(seed), Random(seed)
    start, best = best_of(roadmap, COVERAGE), best_of(roadmap)
    problem = Problem(roadmap)
    if start is None or best is None or not problem.measures:
        return
    everything = list(problem.measures)

    some = dice.sample(everything, dice.randint(1, len(everything)))
    part = improve_part(problem, VALUE, start, some, Allowance())
    held = StepEngine(roadmap, VALUE).improve(start, some, Allowance())
    whole = improve_part(problem, VALUE, start, everything, Allowance()) or start

    for found in (part, held, whole):
        assert found is None or judge(roadmap, found) == []
    assert score(roadmap, VALUE, whole) == pytest.approx(score(roadmap, VALUE, best), rel=1e-6, abs=1.0)


@pytest.mark.parametrize("seed", IN_PARTS)
def test_neighbourhoods_and_tidying_are_lawful_and_no_worse(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    start = best_of(roadmap, COVERAGE)
    if start is None:
        return

    for engine, objective in ((improve, VALUE), (tidy, COVERAGE), (tidy, stability(start))):
        memory = Memory()
        engine(Assignment(roadmap=roadmap, objective=objective, starts=(start,), units=1), memory)

        for found in memory.schedules:
            assert judge(roadmap, found) == []
            before, after = score(roadmap, objective, start), score(roadmap, objective, found)
            assert after == pytest.approx(before, rel=1e-6) or objective.better(after, before)


@pytest.mark.parametrize("seed", IN_PARTS)
def test_no_plan_is_better_than_the_relaxation(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)

    for objective in (VALUE, COVERAGE):
        best = best_of(roadmap, objective)
        if best is not None:
            reached, bound = score(roadmap, objective, best), best_relaxed(roadmap, objective)
            assert bound is not None
            assert bound >= reached - 1e-6 * max(1.0, abs(reached))


def planned(roadmap: Roadmap, objective: Objective = VALUE) -> Schedule:
    """Give the best schedule of a roadmap that has one."""
    schedule = best_of(roadmap, objective)
    assert schedule is not None
    return schedule


def adaptation_in(schedule: Schedule) -> tuple[int, int] | None:
    """Give start and end of the adaptation before the first rollout."""
    found = schedule.rollouts[0].adaptation
    return None if found is None else (found.start, found.end)


def two_phases(**adaptation: Any) -> Roadmap:
    """Give a measure of two phases, with a rollout and two periods of adaptation before it."""
    return a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 3)),
        sectors=(a_receiver(capacity=50.0), a_deliverer(capacity=2.0)),
        rollouts=(useful("a", pace=1.0),),
        adaptations=(an_adaptation(periods=2, **adaptation),),
    )


@pytest.mark.parametrize(("after", "end", "begin"), [("", 6, 6), ("build", 6, 6), ("plan", 3, 4)])
def test_waves_wait_for_the_adaptation_and_for_the_phases(after: str, end: int, begin: int) -> None:
    schedule = planned(two_phases(after_phase=after, cost_nok_per_period=0.0))

    assert schedule.rollouts[0].begin == begin
    assert (adaptation_in(schedule) or (0, 0))[1] in range(end, begin + 1)


def test_nobody_is_taken_in_where_the_adaptation_never_finds_room_or_costs_too_much() -> None:
    crowded = two_phases(support=(Demand(sector="nhn", person_months=2.1),))
    dear = two_phases(cost_nok_per_period=1e9)

    assert best_of(crowded) is None  # the measure must be in
    assert adaptation_in(planned(dear)) == (4, 6)
    for roadmap in (crowded, dear):
        free = replace(roadmap, measures=(replace(roadmap.measures[0], optional=True),))
        assert adaptation_in(planned(free)) is None


def test_one_that_runs_goes_on_at_once_whatever_it_asks_or_not_at_all() -> None:
    running = two_phases(is_running=True, support=(Demand(sector="nhn", person_months=9.0),))
    useless = replace(running, rollouts=(costly("a"),))
    stoppable = replace(running.measures[0], status=Status.STARTED, stoppable=True)

    assert adaptation_in(planned(running)) == (0, 2)
    assert adaptation_in(planned(replace(useless, measures=(stoppable,)))) is None


def linked(*links: Dependency, rollout: str = "costly") -> Roadmap:
    """Give an optional measure with an adaptation, and a useful one that must be in, tied by links."""
    of_a = useful("a", pace=1.0) if rollout == "useful" else costly("a", cost_per_unit_nok=1e7)
    return a_roadmap(
        optional("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1)),
        rollouts=(of_a, useful("b", pace=1.0, benefit_nok_per_year=1e5)),
        adaptations=(an_adaptation(),),
        dependencies=links,
    )


def start_of_b(roadmap: Roadmap) -> int:
    """Give the start of the second measure in its best plan."""
    return planned(roadmap).phases_by_measure["b"][0].start


def test_what_waits_for_an_adaptation_that_does_not_run_counts_from_the_end_of_the_horizon() -> None:
    assert start_of_b(linked(a_link("a/tilpasning@gp", "b"), rollout="useful")) == 2
    assert start_of_b(linked(a_link("a/tilpasning@gp", "b", lag_periods=-3))) == 5
    assert start_of_b(linked()) == 0


def test_a_largest_lag_counts_from_the_end_of_the_horizon_too() -> None:
    late = a_link("a/tilpasning@gp", "b", lag_periods=-9, largest_lag_periods=-8)
    roadmap = linked(late)

    assert start_of_b(roadmap) == 0
    assert adaptation_in(planned(roadmap)) is None
    assert best_of(linked(replace(late, largest_lag_periods=-9))) is None


def test_an_adaptation_that_does_not_run_waits_for_nothing() -> None:
    after = a_link("b@gp", "a/tilpasning@gp", lag_periods=8)
    roadmap = linked(after, a_link("a", "b"))

    schedule = planned(roadmap)

    assert schedule.selected == ("a", "b")
    assert adaptation_in(schedule) is None
    assert adaptation_in(planned(linked(replace(after, lag_periods=1), rollout="useful"))) == (3, 4)


def test_a_link_to_one_that_runs_asks_for_a_wave_also_where_something_is_in_use() -> None:
    begun = a_measure("a", status=Status.STARTED, stoppable=True)
    roadmap = linked(a_link("a/tilpasning@gp", "b"))
    roadmap = replace(
        roadmap,
        measures=(begun, roadmap.measures[1]),
        rollouts=(costly("a", in_use=0.2, cost_per_unit_nok=1.0), *roadmap.rollouts[1:]),
        adaptations=(an_adaptation(is_running=True),),
    )

    schedule = planned(roadmap)

    assert adaptation_in(schedule) == (0, 1)
    assert sum(schedule.rollouts[0].waves(0.2)) == pytest.approx(0.01)
    assert schedule.phases_by_measure["b"][0].start == 1


def test_a_part_leaves_what_others_under_way_leave_and_no_less() -> None:
    modes = tuple(
        Mode(name=name, duration=Estimate.sure(2), demands=(Demand(sector="nhn", person_months=asked),))
        for name, asked in (("little", 0.5), ("much", 2.0))
    )
    begun = a_measure("r", Phase(id="build", modes=modes), status=Status.STARTED)
    roadmap = a_roadmap(
        begun,
        a_measure("b", a_phase("build", 1, nhn=0.5)),
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
        rollouts=(a_rollout("r", pace=1.0), useful("b", pace=1.0)),
        adaptations=(
            an_adaptation("r", support=(Demand(sector="nhn", person_months=3.0),), is_running=True),
        ),
    )
    best = planned(roadmap)
    later = replace(best.phases_by_measure["b"][0], start=4, end=5)
    late = replace(best, phases=(best.phases_by_measure["r"][0], later))

    found = improve_part(Problem(roadmap), FINISH, late, ["b"], Allowance())

    assert found is not None
    assert judge(roadmap, found) == []
    assert found.phases_by_measure["b"][0].start == best.phases_by_measure["b"][0].start == 0


def test_a_rollout_at_its_target_need_not_wait_for_what_its_sector_is_at() -> None:
    roadmap = linked(a_link("a@gp", "b", Link.START_START))
    full = replace(roadmap.rollouts[0], in_use=1.0)
    running = an_adaptation(periods=5, is_running=True)

    assert start_of_b(replace(roadmap, rollouts=(full, roadmap.rollouts[1]), adaptations=(running,))) == 1


def test_an_adaptation_before_which_nobody_is_taken_in_is_read_as_none() -> None:
    roadmap = replace(two_phases(), measures=(optional("a"),))
    steps, schedule = StepEngine(roadmap, VALUE).steps, planned(roadmap)
    empty = replace(schedule.rollouts[0], begin=None, adoption=(0.0,) * 8)

    read = schedule_of(steps, values_of(steps, replace(schedule, rollouts=(empty,))))

    assert schedule.rollouts[0].adaptation == PlannedAdaptation(start=0, end=2)
    assert read.rollouts[0].adaptation is None


def without_effect() -> Iterator[tuple[Roadmap, Adaptation]]:
    """Give roadmaps with an adaptation that lies behind, or of a measure that takes no part."""
    roadmap = two_phases()
    used = replace(roadmap, rollouts=(replace(roadmap.rollouts[0], in_use=0.2),))
    done = replace(roadmap, measures=(a_measure("a", status=Status.DONE), a_measure("b")))
    return ((replace(each, adaptations=()), each.adaptations[0]) for each in (used, done))


def test_a_row_without_effect_leaves_the_model_as_it_is() -> None:
    for roadmap, adaptation in without_effect():
        plain = StepEngine(roadmap, VALUE).steps.model
        with_row = StepEngine(replace(roadmap, adaptations=(adaptation,)), VALUE).steps.model

        assert with_row.export_model() == plain.export_model()
