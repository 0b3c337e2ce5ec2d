"""The interval engine on small roadmaps without rollouts, against trying every plan."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from math import sqrt
from random import Random

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap, a_rollout, day_of
from support.seeds import drawn
from support.strategies import with_payers

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Capacity,
    Contribution,
    Deadline,
    Dependency,
    Estimate,
    Group,
    GroupRule,
    Kept,
    Link,
    Measure,
    Mode,
    Objective,
    ObjectiveKind,
    Phase,
    PlannedPhase,
    Roadmap,
    Schedule,
    Sector,
    Service,
    Status,
)
from planner.problem import Problem
from planner.results import score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Heard, Memory
from planner.solver.engines.interval.engine import handles, interval_engine
from planner.solver.engines.interval.rules import RULES
from planner.verify import judge

PERIODS = 5
LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)
OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
OBJECTIVES = (LAST_END, FINISH, VALUE, COVERAGE, replace(FINISH, out_counts_horizon=False), OPEN_WORK)
SEEDS = drawn(5, 60)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_proves_what_trying_every_plan_finds(seed: int) -> None:
    _proves_the_best(a_small_roadmap(Random(seed)), seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_proves_what_trying_every_plan_finds_under_budgets_of_payers(seed: int) -> None:
    _proves_the_best(under_tight_budgets(seed), seed)


def under_tight_budgets(seed: int) -> Roadmap:
    """Give a small roadmap with payers, and budgets that phases alone can pass."""
    roadmap = with_payers(a_small_roadmap(Random(seed)), seed)
    budgets = (replace(each, limit_nok=each.spent_nok + 0.2 * each.left_nok) for each in roadmap.budgets)
    return replace(roadmap, budgets=tuple(budgets))


def test_budgets_of_payers_forbid_plans_in_some_of_the_roadmaps() -> None:
    roadmaps = [under_tight_budgets(seed) for seed in range(12)]

    forbidden = [
        any(judge(roadmap, schedule) for schedule in every_plan(replace(roadmap, budgets=())))
        for roadmap in roadmaps
    ]

    assert sum(forbidden) >= 2


def _proves_the_best(roadmap: Roadmap, seed: int) -> None:
    """Compare the engine with every plan, for two objectives."""
    lawful = list(every_plan(roadmap))

    for objective in (LAST_END, OBJECTIVES[seed % len(OBJECTIVES)]):
        memory = worked(roadmap, objective)

        if not lawful:
            assert memory.verdict is Verdict.INFEASIBLE
            continue
        pick = max if objective.is_maximised else min
        best = pick(score(roadmap, objective, schedule) for schedule in lawful)
        assert all(judge(roadmap, schedule) == [] for schedule in memory.schedules)
        assert score(roadmap, objective, memory.schedules[-1]) == pytest.approx(best, rel=1e-6, abs=1e-4)
        assert memory.verdict is Verdict.OPTIMAL
        assert memory.bounds[-1] == pytest.approx(best, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("number", range(len(RULES)), ids=[rule.__name__ for rule in RULES])
def test_without_any_one_rule_the_engine_makes_a_plan_the_judge_refuses(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "planner.solver.engines.interval.engine.RULES", (*RULES[:number], *RULES[number + 1 :])
    )
    roadmaps = (a_small_roadmap(Random(seed)) for seed in range(80))

    refused = (
        judge(roadmap, schedule)
        for roadmap in roadmaps
        for objective in (FINISH, VALUE)
        for schedule in worked(roadmap, objective).schedules[-1:]
    )

    assert any(refused)


@pytest.mark.parametrize("seed", range(6))
def test_bounds_and_schedules_only_get_better(seed: int) -> None:
    memory = worked(
        a_tight_roadmap(12, seed), LAST_END, starts=(one_after_another(a_tight_roadmap(12, seed)),)
    )

    ends = [score(a_tight_roadmap(12, seed), LAST_END, schedule) for schedule in memory.schedules]

    assert ends == sorted(set(ends), reverse=True)
    assert memory.bounds == sorted(set(memory.bounds))
    assert memory.bounds[-1] == ends[-1]


def test_a_start_is_no_trouble_for_optional_measures_of_one_mode() -> None:
    worth_rounded = (0.0, 1e6 * sqrt(2), 1e6 * sqrt(3))
    measures = (
        a_measure(name, a_phase("build", 1), optional=True, worth_by_end_nok=worth_rounded) for name in "ab"
    )
    nothing = Schedule(selected=(), phases=(), rollouts=())

    memory = worked(a_roadmap(*measures, periods=PERIODS), VALUE, starts=(nothing,))

    assert set(memory.schedules[-1].selected) == {"a", "b"}


def test_the_same_seed_and_units_give_the_same_plans() -> None:
    roadmap = a_tight_roadmap(65, 1)
    asked = {"units": 1, "effort": Allowance(seed=7), "starts": (one_after_another(roadmap),)}

    first, second = worked(roadmap, LAST_END, **asked), worked(roadmap, LAST_END, **asked)

    assert first.schedules == second.schedules != []
    assert first.bounds == second.bounds


def test_parts_set_free_make_a_long_plan_shorter() -> None:
    roadmap = a_tight_roadmap(65, 2)
    start = one_after_another(roadmap)

    memory = worked(roadmap, LAST_END, units=1, starts=(start,))

    assert judge(roadmap, memory.schedules[-1]) == []
    assert score(roadmap, LAST_END, memory.schedules[-1]) < 0.7 * score(roadmap, LAST_END, start)


def test_a_level_reached_before_is_kept() -> None:
    build = a_phase(periods=1, nhn=1.0, cost=1e6)
    roadmap = a_roadmap(
        a_measure("a", build, finish_weight=3.0), a_measure("b", build), sectors=(a_deliverer(capacity=1.0),)
    )
    latest = Objective(kind=ObjectiveKind.VALUE, kept=(Kept(objective=FINISH, level=5.0),))

    schedule = worked(roadmap, latest).schedules[-1]

    assert score(roadmap, FINISH, schedule) <= 5.0


def test_what_others_found_is_taken_over() -> None:
    roadmap = a_tight_roadmap(8, 3)
    best = worked(roadmap, LAST_END).schedules[-1]
    memory = Memory(known=Heard(schedule=best))

    interval_engine(Assignment(roadmap=roadmap, objective=LAST_END), memory)

    assert memory.schedules == []
    assert memory.verdict is Verdict.OPTIMAL


def test_an_engine_without_time_tells_nothing_unlawful() -> None:
    memory = Memory(deadline=0.0)

    interval_engine(Assignment(roadmap=a_tight_roadmap(8, 3), objective=LAST_END), memory)

    assert memory.schedules == []
    assert memory.verdict is None


def test_demands_without_a_common_factor_give_plans_but_no_proof() -> None:
    thirds = a_phase(periods=1, nhn=1 / 3**0.5)
    roadmap = a_roadmap(a_measure("a", thirds), a_measure("b", thirds), sectors=(a_deliverer(capacity=1.0),))

    memory = worked(roadmap, LAST_END, units=1)

    assert judge(roadmap, memory.schedules[-1]) == []
    assert memory.verdict is None


def test_rollouts_and_levelling_are_left_to_others() -> None:
    phases_only = a_roadmap(a_measure("a", a_phase()))
    with_waves = replace(phases_only, rollouts=(a_rollout("a"),))

    assert handles(Problem(phases_only), VALUE)
    assert not handles(Problem(with_waves), VALUE)
    assert not handles(Problem(phases_only), Objective(kind=ObjectiveKind.LEVELLING))


def worked(roadmap: Roadmap, objective: Objective, **asked: object) -> Memory:
    """Run the engine to its end and give what it told."""
    memory = Memory()
    interval_engine(Assignment(roadmap=roadmap, objective=objective, **asked), memory)  # type: ignore[arg-type]
    return memory


def a_small_roadmap(dice: Random) -> Roadmap:
    """Draw two or three measures with every rule that the engine knows."""
    measures = tuple(_a_measure(dice, name) for name in "abc"[: dice.choice((2, 3, 3))])
    ids = [measure.id for measure in measures]
    sectors = tuple(_a_sector(dice, name) for name in ("nhn", "dir"))
    group = Group(id="g", rule=dice.choice(list(GroupRule)), measures=tuple(ids[:2]))
    return a_roadmap(
        *measures,
        periods=PERIODS,
        sectors=sectors,
        dependencies=tuple(_links(dice, measures)),
        groups=(group,) if dice.random() < 0.3 else (),
        budgets=(Budget(year=2023, limit_nok=1e6 * dice.randint(1, 6)),) if dice.random() < 0.4 else (),
        services=(Service(id="S", name="S"),),
        contributions=tuple(Contribution(measure=each, service="S", share=1 / len(ids)) for each in ids),
    )


def _a_measure(dice: Random, measure_id: str) -> Measure:
    phases = tuple(_a_phase(dice, name) for name in ("p", "q")[: dice.choice((0, 1, 1, 1, 2))])
    started = bool(phases) and dice.random() < 0.2
    if started:
        phases = (replace(phases[0], modes=phases[0].modes[:1]), *phases[1:])
    begins = (0, 1, 2) if phases else (2, PERIODS + 1)
    due = Deadline(day=day_of(dice.randint(3, 5)), price_nok_per_period=dice.choice((None, 4e5)))
    return Measure(
        id=measure_id,
        name=measure_id,
        phases=phases,
        status=Status.STARTED if started else Status.PLANNED,
        optional=not started and dice.random() < 0.5,
        earliest_start=day_of(dice.choice(begins)) if dice.random() < 0.3 else None,
        deadline=due if dice.random() < 0.3 else None,
        finish_weight=dice.choice((1.0, 2.5)),
        worth_by_end_nok=tuple(1e6 * dice.randint(0, 9) for _ in range(4)),
    )


def _a_phase(dice: Random, name: str) -> Phase:
    modes = tuple(
        replace(
            a_phase(
                "", dice.choice((1, 1, 2)), nhn=dice.choice((0.5, 1.0)), dir=dice.choice((0.0, 2.0))
            ).modes[0],
            name=mode,
            cost_nok_per_period=1e5 * dice.randint(0, 20),
            cost_at_start_nok=1e5 * dice.choice((0, 5)),
        )
        for mode in ("slow", "fast")[: dice.choice((1, 1, 2))]
    )
    pause = dice.choice((None, None, 0, 1))
    pin = day_of(dice.randint(0, 3)) if dice.random() < 0.1 else None
    return Phase(id=name, modes=modes, largest_pause_periods=pause, pinned_start=pin)


def _a_sector(dice: Random, name: str) -> Sector:
    sector = a_deliverer(name, capacity=dice.choice((1.0, 1.5, 2.0)))
    later = Capacity(starts=day_of(2), person_months=Estimate.sure(dice.choice((0.5, 2.0))))
    return replace(sector, capacities=(*sector.capacities, later)) if dice.random() < 0.5 else sector


def _links(dice: Random, measures: tuple[Measure, ...]) -> Iterator[Dependency]:
    for before, after in pairwise(measures):
        if dice.random() < 0.7:
            link = dice.choice((Link.FINISH_START, Link.START_START, Link.FINISH_FINISH, Link.START_FINISH))
            lag = dice.randint(-1, 1)
            largest = dice.choice((None, None, lag + 1))
            yield a_link(before.id, after.id, link, lag_periods=lag, largest_lag_periods=largest)


def every_plan(roadmap: Roadmap) -> Iterator[Schedule]:
    """Give every lawful plan of a roadmap without rollouts."""
    choices = [_ways(measure) for measure in roadmap.open_measures]
    for ways in product(*choices):
        chosen = [
            (measure, way)
            for measure, way in zip(roadmap.open_measures, ways, strict=True)
            if way is not None
        ]
        schedule = Schedule(
            selected=tuple(measure.id for measure, _way in chosen),
            phases=tuple(phase for _measure, way in chosen for phase in way),
            rollouts=(),
        )
        if judge(roadmap, schedule) == []:
            yield schedule


def _ways(measure: Measure) -> list[tuple[PlannedPhase, ...] | None]:
    """Give every way to run the phases of a measure in order, and to leave it out."""
    ways: list[tuple[PlannedPhase, ...] | None] = [] if measure.must_be_in else [None]
    options = [
        [
            _planned(measure, phase, mode, start)
            for mode in phase.modes
            for start in range(PERIODS - mode.periods + 1)
        ]
        for phase in measure.phases
    ]
    in_order = (
        way for way in product(*options) if all(before.end <= after.start for before, after in pairwise(way))
    )
    return [*ways, *in_order]


def _planned(measure: Measure, phase: Phase, mode: Mode, start: int) -> PlannedPhase:
    return PlannedPhase(
        measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=start + mode.periods
    )


def a_tight_roadmap(measures: int, seed: int) -> Roadmap:
    """Draw measures of one phase that compete for two sectors, each after one or two earlier ones."""
    dice = Random(seed)
    names = [f"m{number}" for number in range(measures)]
    links = [
        a_link(names[before], names[number])
        for number in range(3, measures)
        for before in sorted({dice.randrange(number), dice.randrange(number)})
    ]
    return a_roadmap(
        *(
            a_measure(
                name, a_phase(periods=dice.randint(1, 6), nhn=dice.randint(1, 5), dir=dice.randint(0, 5))
            )
            for name in names
        ),
        periods=6 * measures,
        sectors=(a_deliverer("nhn", capacity=7.0), a_deliverer("dir", capacity=6.0)),
        dependencies=tuple(links),
    )


def one_after_another(roadmap: Roadmap) -> Schedule:
    """Run all phases one after another, in order."""
    planned, instant = [], 0
    for measure in roadmap.measures:
        end = instant + measure.phases[0].modes[0].periods
        planned.append(PlannedPhase(measure=measure.id, phase=measure.phases[0].id, start=instant, end=end))
        instant = end
    ids = tuple(measure.id for measure in roadmap.measures)
    return Schedule(selected=ids, phases=tuple(planned), rollouts=())


def test_of_what_is_pinned_to_one_instant_no_more_is_in_than_there_is_room_for() -> None:
    pinned = replace(a_phase(periods=2, nhn=1.0), pinned_start=day_of(1))
    both = Group(id="g", rule=GroupRule.ALL_OR_NONE, measures=("a", "b"))
    roadmap = a_roadmap(
        a_measure("a", pinned, optional=True), a_measure("b", pinned, optional=True), groups=(both,)
    )
    wanted = replace(LAST_END, out_counts_horizon=True)

    for capacity, selected in ((1.9, ()), (2.0, ("a", "b"))):
        room = replace(roadmap, sectors=(a_deliverer(capacity=capacity),))
        assert worked(room, wanted).schedules[-1].selected == selected
