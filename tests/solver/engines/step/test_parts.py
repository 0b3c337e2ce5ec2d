"""A part of a roadmap decided anew, all else held: lawful, no worse, and only the part has changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.hard import a_hard_roadmap
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Contribution,
    Kept,
    Objective,
    Phase,
    PlannedPhase,
    Roadmap,
    Schedule,
    Service,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import first_plan, solve_exactly
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.parts import FreePart, improve_part
from planner.solver.engines.step.reading import schedule_of, values_of
from planner.solver.engines.step.used import Used
from planner.verify import judge

SHORT = Allowance(nodes=50)


def first_schedule(roadmap: Roadmap, objective: Objective = VALUE) -> Schedule:
    """Give the list schedule."""
    schedule = first_plan(roadmap, objective).schedule
    assert schedule is not None
    return schedule


def that_serve(roadmap: Roadmap) -> Roadmap:
    """Let all measures of a roadmap realise one service, in equal parts."""
    share = 1 / len(roadmap.measures)
    parts = [Contribution(measure=each.id, service="S", share=share) for each in roadmap.measures]
    return replace(roadmap, services=(Service(id="S", name="S"),), contributions=tuple(parts))


def test_a_part_of_everything_is_the_whole() -> None:
    roadmap = a_hard_roadmap(5, 10)
    problem = Problem(roadmap)

    found = improve_part(problem, VALUE, first_schedule(roadmap), problem.measures, Allowance())

    best = solve_exactly(roadmap).score
    reached = first_plan(roadmap).score if found is None else score(roadmap, VALUE, found)
    assert reached == pytest.approx(best, rel=1e-6)


@pytest.mark.parametrize("free", [("m4", "m6", "m8", "m10"), ("m1", "m2", "m7", "m9")])
def test_only_the_free_measures_change(free: tuple[str, ...]) -> None:
    roadmap = a_hard_roadmap(12, 14)
    before = first_schedule(roadmap)
    problem = Problem(roadmap)

    after = improve_part(problem, VALUE, before, free, SHORT)

    assert after is not None
    assert judge(roadmap, after) == []
    assert score(roadmap, VALUE, after) > score(roadmap, VALUE, before)
    for measure_id in problem.measures.keys() - set(free):
        assert after.phases_by_measure.get(measure_id) == before.phases_by_measure.get(measure_id)


def test_a_part_knows_only_what_it_touches_and_the_room_the_others_leave() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 2, nhn=1.0)) for each in ("a", "b")),
        sectors=(a_receiver(capacity=60.0), a_deliverer(capacity=2.5)),
        rollouts=(a_rollout("a"), a_rollout("b")),
    )
    schedule = first_schedule(roadmap)

    part = FreePart(Used(Problem(roadmap), schedule), ["a"])

    assert list(part.measures) == ["a"]
    built = schedule.phases_by_measure["b"][0]
    assert part.capacity["nhn"] == [1.5 if built.start <= t < built.end else 2.5 for t in range(8)]
    assert part.put_into(schedule, part.part_of(schedule)) == schedule


def test_what_must_be_kept_is_kept_by_a_part() -> None:
    roadmap = that_serve(a_hard_roadmap(10, 12))
    before, free = first_schedule(roadmap), ["m0", "m2", "m5", "m8", "m9"]
    level = score(roadmap, VALUE, before)
    keeping = replace(COVERAGE, kept=(Kept(objective=VALUE, level=level, reached=level),))

    alone = improve_part(Problem(roadmap), COVERAGE, before, free, SHORT)
    kept = improve_part(Problem(roadmap), keeping, before, free, SHORT)

    assert alone is not None
    assert kept is not None
    assert score(roadmap, VALUE, alone) < level * (1 - 1e-4)
    assert score(roadmap, VALUE, kept) >= level * (1 - 1e-6)


@pytest.mark.parametrize("drawn", [random_roadmap, random_roadmap_with_falling_paces])
@pytest.mark.parametrize("seed", range(60))
def test_parts_of_random_roadmaps_are_lawful(seed: int, drawn: Callable[[int], Roadmap]) -> None:
    roadmap = drawn(seed)
    before = first_plan(roadmap).schedule
    if before is None:
        return
    problem = Problem(roadmap)
    free = list(problem.measures)[: max(1, len(problem.measures) // 2)]

    after = improve_part(problem, VALUE, before, free, SHORT)

    assert after is None or judge(roadmap, after) == []


def test_a_part_waits_for_what_is_held_also_where_that_had_a_choice_of_modes() -> None:
    slow, quick = a_phase("build", 3).modes[0], a_phase("build", 2, cost=9e6).modes[0]
    either = Phase(id="build", modes=(replace(slow, name="slow"), replace(quick, name="quick")))
    roadmap = a_roadmap(
        a_measure("a", either), a_measure("b", a_phase("build", 1)), dependencies=(a_link("a", "b"),)
    )
    before = Schedule(
        selected=("a", "b"),
        phases=(
            PlannedPhase(measure="a", phase="build", mode="slow", start=1, end=4),
            PlannedPhase(measure="b", phase="build", start=6, end=7),
        ),
        rollouts=(),
    )

    after = improve_part(Problem(roadmap), FINISH, before, ["b"], SHORT)

    assert after is not None
    assert judge(roadmap, after) == []
    assert after.phases_by_measure["b"][0].start == 4


def test_dust_in_the_solvers_answer_neither_begins_a_rollout_nor_counts_for_a_measure_that_is_out() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 3)),
        a_measure("b", a_phase("build", 3), optional=True),
        rollouts=(a_rollout("a", benefit_nok_per_year=1e6), a_rollout("b")),
    )
    model = StepModel(Problem(roadmap))
    schedule = first_schedule(roadmap)
    values = values_of(model, schedule)
    dust = {variable: values[variable] + 1e-8 for each in model.adoption.values() for variable in each}

    found = schedule_of(model, {**values, **dust})

    assert judge(roadmap, found) == []
    assert found.rollouts_by_key["b", "gp"].begin is None
    assert found.rollouts_by_key["a", "gp"].begin == 3


def test_levels_of_two_objectives_of_one_kind_are_told_apart() -> None:
    roadmap = that_serve(a_hard_roadmap(5, 10))
    before, problem = first_schedule(roadmap, COVERAGE), Problem(roadmap)
    asks_nothing = tuple(
        Kept(objective=replace(COVERAGE, at_end=at_end), level=0.0) for at_end in (True, False)
    )

    free = improve_part(problem, VALUE, before, problem.measures, Allowance())
    kept = improve_part(problem, replace(VALUE, kept=asks_nothing), before, problem.measures, Allowance())

    assert free is not None
    assert kept is not None
    assert score(roadmap, VALUE, kept) == pytest.approx(score(roadmap, VALUE, free), rel=1e-6)
