"""Ruin and recreate: lawful, never worse than its start, repeatable by units, and exact when it undoes."""

import math
from dataclasses import dataclass, field, replace
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
)
from support.placing import placed_and_taken_out
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Group,
    GroupRule,
    Kept,
    Objective,
    ObjectiveKind,
    Prices,
    Roadmap,
    Schedule,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import solve_exactly
from planner.solver.arrays.arrays import Floats
from planner.solver.arrays.building import Flat
from planner.solver.contract.channel import Assignment, Channel, Guide, Heard, Memory
from planner.solver.engines.placing.kernels.aims import make_aims
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.engines.pricing.engine import prices
from planner.solver.engines.ruin import engine as ruin
from planner.solver.engines.ruin.engine import Pace, handles, ruin_and_recreate
from planner.verify import judge


def improved(
    roadmap: Roadmap, objective: Objective = VALUE, *, units: int = 1, known: Heard | None = None
) -> Memory:
    """Work on a roadmap from its list schedule."""
    memory = Memory(known=known or Heard())
    start = list_schedule(Problem(roadmap), replace(objective, kept=()))
    assert start is not None
    ruin_and_recreate(Assignment(roadmap=roadmap, objective=objective, starts=(start,), units=units), memory)
    return memory


def last_or(memory: Memory, start: Schedule) -> Schedule:
    """Give the last schedule told, or the start when nothing better was found."""
    return memory.schedules[-1] if memory.schedules else start


STARTED = [
    (roadmap, start)
    for roadmap in (random_roadmap(seed) for seed in range(60))
    if (start := list_schedule(Problem(roadmap), VALUE)) is not None
]


def test_what_it_tells_under_falling_paces_is_lawful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solver.engines.ruin.engine.WORK_OF_A_UNIT", 500)
    roadmaps = [random_roadmap_with_falling_paces(seed) for seed in range(40)]
    able = [each for each in roadmaps if list_schedule(Problem(each), VALUE) is not None]

    told = [(roadmap, schedule) for roadmap in able for schedule in improved(roadmap, VALUE).schedules]

    assert told
    assert [codes for roadmap, schedule in told if (codes := judge(roadmap, schedule))] == []


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_what_it_tells_is_lawful_better_than_the_start_and_never_better_than_the_best(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.solver.engines.ruin.engine.WORK_OF_A_UNIT", 500)
    for roadmap, _start in STARTED[:20]:
        start = list_schedule(Problem(roadmap), objective)
        assert start is not None
        found = last_or(improved(roadmap, objective), start)

        best = solve_exactly(roadmap, objective).score
        reached, before = (score(roadmap, objective, each) for each in (found, start))

        assert judge(roadmap, found) == []
        assert best is not None
        assert not objective.better(before, reached)
        assert reached == pytest.approx(best, abs=1e-3) or objective.better(best, reached)


def test_all_schedules_of_many_small_roadmaps_are_lawful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solver.engines.ruin.engine.WORK_OF_A_UNIT", 300)
    refused = [
        (number, judge(roadmap, schedule))
        for number, (roadmap, _start) in enumerate(STARTED)
        for schedule in improved(roadmap).schedules
        if judge(roadmap, schedule)
    ]

    assert refused == []


def a_crowded_roadmap() -> Roadmap:
    """Give twelve optional measures that want the same deliverer, of unlike worth and length."""
    measures = [
        a_measure(f"m{n}", a_phase("build", 1 + n % 3, nhn=1.0 + n % 2), optional=True) for n in range(12)
    ]
    return a_roadmap(
        *measures,
        sectors=(a_deliverer(capacity=2.0), a_receiver(capacity=60.0)),
        rollouts=tuple(
            a_rollout(f"m{n}", benefit_nok_per_year=1e6 * (3 + n * 7 % 11), pace=0.3) for n in range(12)
        ),
        dependencies=tuple(a_link(f"m{n}", f"m{n + 5}") for n in range(0, 6, 2)),
        periods=14,
    )


def test_a_crowded_plan_is_improved() -> None:
    roadmap = a_crowded_roadmap()
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None

    found = last_or(improved(roadmap), start)

    assert judge(roadmap, found) == []
    assert score(roadmap, VALUE, found) > score(roadmap, VALUE, start)


def test_the_same_seed_and_units_give_the_same_plans_whatever_is_known() -> None:
    roadmap = a_crowded_roadmap()
    other = Heard(
        schedule=improved(roadmap).schedules[-1], guide=Guide(keys=(("m1", 0.0),), prices=NO_PRICES)
    )

    first, second = improved(roadmap), improved(roadmap, known=other)

    assert first.schedules
    assert first.schedules == second.schedules


NO_PRICES: Any = None


@dataclass(slots=True)
class OverAfter(Memory):
    """A channel whose time is over after it has been asked so often."""

    left: int = 0

    def is_over(self) -> bool:
        """Count down."""
        self.left -= 1
        return self.left < 0


def test_it_goes_on_from_what_others_have_found() -> None:
    roadmap = a_crowded_roadmap()
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None
    better = improved(roadmap, units=2).schedules[-1]
    memory = OverAfter(known=Heard(schedule=better), left=2)

    ruin_and_recreate(Assignment(roadmap=roadmap, objective=VALUE, starts=(start,)), memory)

    assert all(score(roadmap, VALUE, each) > score(roadmap, VALUE, better) for each in memory.schedules[1:])


def test_a_list_in_the_order_that_prices_teach_is_tried_also_where_there_are_waves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap = a_crowded_roadmap()
    start = list_schedule(Problem(roadmap), VALUE)
    assert roadmap.rollouts
    assert start is not None
    better = improved(roadmap, units=2).schedules[-1]
    orders: list[object] = []

    def listed(flat: Flat, keys: object = None) -> Schedule:
        orders.append(keys)
        return better

    monkeypatch.setattr(ruin, "list_schedule_of", listed)
    guide = Guide(keys=((roadmap.measures[0].id, 1.0),), prices=Prices(capacity=(), budget=()))
    memory = OverAfter(known=Heard(guide=guide), left=2)
    ruin_and_recreate(Assignment(roadmap=roadmap, objective=VALUE, starts=(start,)), memory)

    assert orders == [dict(guide.keys)]
    assert score(roadmap, VALUE, last_or(memory, start)) >= score(roadmap, VALUE, better)


def test_what_must_be_kept_is_kept() -> None:
    roadmap = a_crowded_roadmap()
    start = list_schedule(Problem(roadmap), FINISH)
    assert start is not None
    level = score(roadmap, FINISH, start)
    keeping = replace(VALUE, kept=(Kept(objective=FINISH, level=level),))
    memory = Memory()

    ruin_and_recreate(Assignment(roadmap=roadmap, objective=keeping, starts=(start,), units=1), memory)

    assert memory.schedules
    assert keeping.kept[0].holds(score(roadmap, FINISH, memory.schedules[-1]))
    assert score(roadmap, VALUE, memory.schedules[-1]) > score(roadmap, VALUE, start)


def test_phases_alone_are_placed_lawfully_by_what_prices_teach() -> None:
    for roadmap, _start in STARTED[:20]:
        phases_only = replace(roadmap, rollouts=(), dependencies=())
        start = list_schedule(Problem(phases_only), COVERAGE)
        if start is None:
            continue
        teacher = Memory()
        prices(Assignment(roadmap=phases_only, objective=COVERAGE, units=1), teacher)
        memory = OverAfter(known=Heard(guide=teacher.guide), left=3)

        ruin_and_recreate(Assignment(roadmap=phases_only, objective=COVERAGE, starts=(start,)), memory)

        found = last_or(memory, start)
        assert judge(phases_only, found) == []
        assert score(phases_only, COVERAGE, found) >= score(phases_only, COVERAGE, start)


class Noting(ruin.Work):
    """Notes the temperatures instead of working."""

    seen: list[float]

    def _run(self, rounds: int, warmth: Floats) -> float:
        """Note the first of two temperatures."""
        self.seen.append(float(warmth[0]))
        return float(rounds)


def temperatures(roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the temperature at which each batch of five units begins, with enough rounds in each unit."""
    start, flat = list_schedule(Problem(roadmap), VALUE), Flat(Problem(roadmap), VALUE)
    assert start is not None
    work = Noting(flat, start, seed=0)
    enough = ruin.rounds_of_a_unit(flat) / len(roadmap.measures)
    monkeypatch.setattr(ruin, "ENOUGH_ROUNDS", enough)
    work.seen = []
    work.run_units(5, Memory())
    return work.seen[1:]  # the first batch measures what a round loses


def test_phases_alone_are_cooled_anew_when_there_is_time_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    crowded = a_crowded_roadmap()
    measures = tuple(replace(each, worth_by_end_nok=(3e6, 2e6, 1e6)) for each in crowded.measures)
    phases_only = replace(crowded, measures=measures, rollouts=())

    met = temperatures(phases_only, monkeypatch)

    assert len(met) == 25
    assert [number for number in range(1, 25) if met[number] > met[number - 1]] == [5, 10, 15, 20]
    assert met[5] == met[0]


def test_waves_are_cooled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    met = temperatures(a_crowded_roadmap(), monkeypatch)

    assert met == sorted(met, reverse=True)


@dataclass(slots=True)
class Clock:
    """Time that goes by when it is told to."""

    now: float = 0.0

    def monotonic(self) -> float:
        """Give the time."""
        return self.now


@dataclass(slots=True)
class Timed(Memory):
    """A channel with a clock of its own."""

    clock: Clock = field(default_factory=Clock)
    whole: float = 60.0

    def seconds_left(self) -> float:
        """Give the time left on that clock."""
        return self.whole - self.clock.now


class Batches(ruin.Work):
    """Takes the same time for each batch; notes when each began, its temperatures, and how coolings end.

    The first one loads the compiled kernels.
    """

    clock: Clock
    loading_seconds: float
    met: list[tuple[float, float, float]]
    ends: list[tuple[float, float]]

    def _run(self, rounds: int, warmth: Floats) -> float:
        """Note when, and do few rounds; as far as temperatures go, one that makes a plan worse loses 1."""
        self.clock.now += 0.0 if self.met else self.loading_seconds
        self.met.append((self.clock.now, float(warmth[0]), float(warmth[1])))
        self.clock.now += ruin.BATCH_SECONDS
        super()._run(2, warmth)
        return 1.0

    def _cool(self, seconds: float, channel: Channel, pace: Pace) -> None:
        """Note the best and what was told when it ends."""
        super()._cool(seconds, channel, pace)
        self.ends.append((self._worth, self._told))


def batches(
    roadmap: Roadmap, channel: Timed, monkeypatch: pytest.MonkeyPatch, *, loading_seconds: float = 0.0
) -> Batches:
    """Give work on the clock of a channel, with enough rounds for the warmest temperature."""
    monkeypatch.setattr(ruin, "time", channel.clock)
    monkeypatch.setattr(ruin, "ENOUGH_ROUNDS", 1e-9)
    start = list_schedule(Problem(roadmap), VALUE)
    assert start is not None
    work = Batches(Flat(Problem(roadmap), VALUE), start, seed=0)
    work.clock, work.met, work.ends, work.loading_seconds = channel.clock, [], [], loading_seconds
    return work


def cooled(
    roadmap: Roadmap, channel: Timed, monkeypatch: pytest.MonkeyPatch, *, loading_seconds: float = 0.0
) -> Batches:
    """Work until time is over."""
    work = batches(roadmap, channel, monkeypatch, loading_seconds=loading_seconds)
    work.run_until_over(channel)
    return work


@pytest.mark.parametrize("loading_seconds", [0.0, 2.5])
@pytest.mark.parametrize(("whole", "quick"), [(60.0, ruin.QUICK_SECONDS), (15.0, 15.0 * ruin.QUICK_SHARE)])
def test_waves_are_cooled_quickly_first_and_then_from_the_warmest_temperature(
    whole: float, quick: float, loading_seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = cooled(a_crowded_roadmap(), Timed(whole=whole), monkeypatch, loading_seconds=loading_seconds)

    met = work.met[1:]  # the first batch measures what a round loses
    (anew,) = [number for number in range(1, len(met)) if met[number][1] > met[number - 1][1]]
    began, warmest, _then = met[anew]
    assert began - loading_seconds == pytest.approx(quick, abs=2 * ruin.BATCH_SECONDS)
    assert warmest == pytest.approx(ruin.WARMEST)
    assert met[anew - 1][2] == pytest.approx(ruin.COLDEST)
    assert met[-1][2] == pytest.approx(ruin.COLDEST)


def test_what_a_cooling_found_is_told_when_it_ends_also_where_it_is_not_time_to_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap, channel = a_crowded_roadmap(), Timed()
    work = batches(roadmap, channel, monkeypatch)
    before = work.best

    work._cool(2.0, channel, Pace(rounds=10, next_tell=math.inf))

    (found,) = channel.schedules
    assert work.ends[0][0] == work.ends[0][1]
    assert score(roadmap, VALUE, found) > score(roadmap, VALUE, before)


def test_phases_alone_short_searches_and_large_roadmaps_have_no_quick_cooling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowded = a_crowded_roadmap()
    measures = tuple(replace(each, worth_by_end_nok=(3e6, 2e6, 1e6)) for each in crowded.measures)
    phases_only = replace(crowded, measures=measures, rollouts=())

    alone = cooled(phases_only, Timed(whole=ruin.QUICK_FROM), monkeypatch)
    short = cooled(crowded, Timed(whole=0.9 * ruin.QUICK_FROM), monkeypatch)
    waves = cooled(crowded, Timed(whole=ruin.QUICK_FROM), monkeypatch)
    monkeypatch.setattr(ruin, "MOST_TO_COOL_QUICKLY", len(crowded.measures) - 1)
    large = cooled(crowded, Timed(whole=ruin.QUICK_FROM), monkeypatch)

    assert [len(each.ends) for each in (alone, short, large, waves)] == [1, 1, 1, 2]


def test_one_of_a_group_is_exchanged_for_a_better_one() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 1), optional=True) for each in ("a", "b")),
        rollouts=tuple(
            a_rollout(each, effort_per_unit=0.0, benefit_nok_per_year=worth)
            for each, worth in (("a", 1e6), ("b", 9e6))
        ),
        groups=(Group(id="g", rule=GroupRule.EXACTLY_ONE, measures=("a", "b")),),
    )
    only_a = list_schedule(Problem(roadmap), VALUE, keys={"a": 0.0, "b": 1.0})
    flat = Flat(Problem(replace(roadmap, rollouts=roadmap.rollouts[:1])), VALUE)
    poor = list_schedule(flat.problem, VALUE)
    assert poor is not None
    assert only_a is not None
    start = replace(
        poor,
        rollouts=(
            *poor.rollouts,
            replace(only_a.rollouts_by_key["b", "gp"], begin=None, adoption=(0.0,) * 8),
        ),
    )
    memory = Memory()

    ruin_and_recreate(Assignment(roadmap=roadmap, objective=VALUE, starts=(start,), units=1), memory)

    assert start.selected == ("a",)
    assert memory.schedules[-1].selected == ("b",)


def test_it_leaves_objectives_that_cannot_be_added_up_to_others() -> None:
    problem = Problem(a_crowded_roadmap())
    levelling = Objective(kind=ObjectiveKind.LEVELLING)
    kept = replace(VALUE, kept=(Kept(objective=levelling, level=3.0),))

    assert handles(problem, VALUE)
    assert not handles(problem, levelling)
    assert not handles(problem, kept)
    memory = Memory()
    ruin_and_recreate(Assignment(roadmap=problem.roadmap, objective=levelling, units=1), memory)
    assert memory.schedules == []


def test_undoing_leaves_plans_and_ledger_as_they_were() -> None:
    placed = 0
    for roadmap, _start in STARTED[::3]:
        flat = Flat(Problem(roadmap), VALUE)
        aims = make_aims(flat.arrays, flat.arrays.worth)
        plans, untouched = flat.empty(), flat.empty()
        for measure in range(len(flat.tasks)):
            worked, before, between, after, _ = placed_and_taken_out(flat.arrays, aims, plans, measure)
            placed += worked
            for first, second, exact in zip(before, after, between, strict=True):
                np.testing.assert_allclose(first, second, rtol=1e-12, atol=1e-12)
                assert worked or np.array_equal(first, exact)
            for first, second in zip(plans, untouched, strict=True):
                np.testing.assert_array_equal(first, second)
    assert placed > 10
