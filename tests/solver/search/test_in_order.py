"""The search stage by stage: every level kept is the best there is or says by how much it may not be."""

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from random import Random
from threading import Event
from typing import Any

import pytest
from support.brute_force import BruteForce
from support.hard import two_that_compete
from support.seeds import drawn
from support.strategies import random_roadmap

from planner.model import (
    COVERAGE,
    VALUE,
    Effort,
    FaultKind,
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlanStatus,
    Roadmap,
    StartedPrice,
)
from planner.results import best_of, keeps_all, score
from planner.solver import Stage, solve, solve_exactly
from planner.solver.contract.method import Method
from planner.solver.search import in_order
from planner.solver.search.in_order import InOrder
from planner.solver.search.settings import Settings
from planner.solver.search.stages import OPEN_WORK, stages_before
from planner.solver.search.starts import Starts, starts_of
from planner.verify import verify

MILLION = 1e6
AT_END = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
FIRST, LAST = (COVERAGE, AT_END, LEVELLING, VALUE), (VALUE, COVERAGE, LEVELLING)
SEEDS = drawn(8, 120)


def settings_of(**fields: object) -> Settings:
    """Ask for as much as can be proved, in plenty of time."""
    given: dict[str, Any] = {"seconds": 1e6, "workers": 1}
    return Settings(effort=Effort(**(given | fields)))


def exactly(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
    """Prove one objective, whatever comes before it."""
    return replace(solve_exactly(replace(roadmap, started_first=False), objective), roadmap=roadmap)


class Hasty:
    """Gives what is known without a proof where it has not been asked before, and is thorough after that."""

    def __init__(self, last: Objective) -> None:
        self.last = last
        self.asked: list[Objective] = []

    def __call__(
        self,
        roadmap: Roadmap,
        objective: Objective,
        settings: Settings,
        starts: Starts,
        *,
        bound: float | None = None,
        **_: object,
    ) -> Plan:
        """Answer; a bound that was proved before has to hold under the levels as they are now."""
        aim = replace(objective, kept=())
        if bound is not None:
            best = exactly(roadmap, objective).score
            assert best is None or best == pytest.approx(bound, rel=1e-6) or objective.better(bound, best)
        self.asked.append(aim)
        lawful = [each for each in starts.lawful if keeps_all(roadmap, objective, each)]
        found = best_of(roadmap, objective, lawful)
        if found is None or aim == self.last or self.asked.count(aim) > 1:
            return exactly(roadmap, objective)
        reached = score(roadmap, objective, found)
        return Plan(
            roadmap=roadmap, objective=objective, status=PlanStatus.FEASIBLE, schedule=found, score=reached
        )


def in_stages(
    roadmap: Roadmap, objective: Objective, before: tuple[Stage, ...], start: Plan | None = None
) -> Plan:
    """Solve stage by stage in this process."""
    stages = stages_before(roadmap, objective, before)
    starts = starts_of(roadmap, objective, start)
    first = start.schedule if start is not None else None
    return InOrder(roadmap, objective, stages, settings_of(), starts, first, 0.0).plan()


def asked(seed: int) -> tuple[Objective, tuple[Stage, ...]]:
    """Draw an objective and a stage before it."""
    dice = Random(seed)
    first, last = dice.choice(FIRST), dice.choice(LAST)
    if first == last:
        last = OPEN_WORK
    return last, (Stage(objective=first, loss=dice.choice((0.0, 0.02, 0.3))),)


def best_in_order(roadmap: Roadmap, objective: Objective, stages: tuple[Stage, ...]) -> list[float] | None:
    """Give the best of each stage and of the objective, by trying every plan."""
    force, kept, scores = BruteForce(roadmap), list[Kept](), list[float]()
    for stage in (*stages, Stage(objective=objective)):
        best = force.best_plan(replace(stage.objective, kept=tuple(kept)))
        if best is None:
            return None
        reached = best.score * (MILLION if stage.objective.kind is ObjectiveKind.VALUE else 1.0)
        loss = stage.loss * max(abs(reached), 1.0)
        level = reached - loss if stage.objective.is_maximised else reached + loss
        kept.append(Kept(objective=stage.objective, level=level, reached=reached, loss=stage.loss))
        scores.append(reached)
    return scores


@pytest.mark.parametrize("hasty", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_levels_kept_are_the_best_there_are_and_the_plan_is_best_within_them(
    seed: int, hasty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    roadmap = replace(random_roadmap(seed), started_first=True)
    objective, before = asked(seed)
    stages = stages_before(roadmap, objective, before)
    expected = best_in_order(roadmap, objective, stages)
    search: Callable[..., Plan] = Hasty(objective) if hasty else exactly
    monkeypatch.setattr(in_order, "search_for", search)
    start = solve_exactly(roadmap, OPEN_WORK)
    known = start if start.status is PlanStatus.OPTIMAL else None

    plan = in_stages(roadmap, objective, before, known if hasty else None)

    assert verify(roadmap, plan) == []
    if expected is None:
        assert plan.status is PlanStatus.INFEASIBLE
        return
    reached = [kept.reached for kept in plan.objective.kept]
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.open_stages == ()
    assert [*reached, plan.score] == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize(
    "seed", [3, pytest.param(6, marks=pytest.mark.slow), pytest.param(11, marks=pytest.mark.slow)]
)
def test_the_whole_search_keeps_the_same_levels_as_the_exact_engine(seed: int) -> None:
    roadmap = replace(random_roadmap(seed), started_first=True)
    objective, before = asked(seed)
    expected = solve_exactly(roadmap, objective, before=before)

    plan = solve(roadmap, objective=objective, before=before, effort=Effort(seconds=60))

    assert plan.status is expected.status is PlanStatus.OPTIMAL
    found, levels = ([kept.reached for kept in each.objective.kept] for each in (plan, expected))
    assert found == pytest.approx(levels, rel=1e-5, abs=1e-5)
    assert plan.score == pytest.approx(expected.score, rel=1e-5, abs=1e-5)


def never_proved(loose_by: float) -> Callable[..., Plan]:
    """Give a search whose bound of open work stays so much below what there is."""

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        plan = exactly(roadmap, objective)
        if objective.kind is not ObjectiveKind.OPEN_WORK or plan.score is None:
            return plan
        return replace(plan, bound=plan.score - loose_by, status=PlanStatus.FEASIBLE)

    return search


@pytest.mark.parametrize(
    ("gap", "status"), [(0.0, PlanStatus.FEASIBLE), (0.1, PlanStatus.FEASIBLE), (0.5, PlanStatus.WITHIN_GAP)]
)
def test_a_plan_whose_level_is_not_proved_is_not_called_optimal(
    gap: float, status: PlanStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    roadmap = two_that_compete()
    monkeypatch.setattr(in_order, "search_for", never_proved(loose_by=1.5))
    stages = stages_before(roadmap, VALUE)

    plan = InOrder(roadmap, VALUE, stages, settings_of(gap=gap), Starts(), None, 0.0).plan()

    (kept,) = plan.objective.kept
    assert plan.gap == pytest.approx(0.0, abs=1e-9)
    assert (kept.reached, kept.bound, kept.gap) == (6.0, 4.5, 0.25)
    assert plan.status is status
    assert verify(roadmap, plan) == []
    assert [finding.code for finding in verify(roadmap, replace(plan, status=PlanStatus.OPTIMAL))] == [
        "status_without_proof"
    ]


def test_what_the_plan_has_more_of_than_a_stage_reached_counts_as_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roadmap, worse = two_that_compete(), 7.0
    search = never_proved(loose_by=0.5)

    def short(roadmap: Roadmap, objective: Objective, *rest: object, **named: object) -> Plan:
        plan = search(roadmap, objective, *rest, **named)
        return replace(plan, score=worse) if objective.kind is ObjectiveKind.OPEN_WORK else plan

    monkeypatch.setattr(in_order, "search_for", short)
    stages = [Stage(objective=OPEN_WORK, loss=0.0)]
    value = replace(VALUE, kept=())

    plan = InOrder(roadmap, value, stages, settings_of(), Starts(), None, 0.0).plan()

    assert plan.schedule is not None
    (kept,) = plan.objective.kept
    assert kept.reached == kept.level == score(roadmap, OPEN_WORK, plan.schedule) < worse
    assert kept.holds(kept.reached)


PRICE = StartedPrice(bound_without=2.0, bound_with=1.0)
SOON = 10.0
"""Seconds within which what is waited for happens; nothing takes them unless a test fails."""


@dataclass(slots=True)
class Clock:
    """Time that goes by when it is told to."""

    now: float = 0.0

    def monotonic(self) -> float:
        """Give the time."""
        return self.now


def pricing(
    monkeypatch: pytest.MonkeyPatch, search: Callable[..., Plan], priced: Callable[..., StartedPrice]
) -> None:
    """Put other functions in the place of the search and of what works out a price."""
    monkeypatch.setattr(in_order, "search_for", search)
    monkeypatch.setattr(in_order, "started_price", priced)
    monkeypatch.setattr(in_order, "can_work", lambda _method: True)


def searching(roadmap: Roadmap, settings: Settings, began: float) -> InOrder:
    """Give a search for the best worth, open work first."""
    return InOrder(roadmap, VALUE, stages_before(roadmap, VALUE), settings, Starts(), None, began)


@pytest.mark.parametrize("stopped", [False, True])
def test_what_a_stage_costs_takes_no_core_from_a_search_that_begins(
    stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, meanwhile, settings = Event(), list[bool](), settings_of()

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        is_last = objective.kind is ObjectiveKind.VALUE
        # what does not happen cannot be waited for: the one case in which time has to go by
        meanwhile.append(begun.wait(0.2 if is_last and not stopped else 0.0))
        if stopped and is_last:
            settings.stop.set()
        return exactly(roadmap, objective)

    def priced(*_: object, **__: object) -> StartedPrice:
        begun.set()
        return PRICE

    pricing(monkeypatch, search, priced)

    plan = searching(two_that_compete(), settings, time.monotonic()).plan()

    assert meanwhile == [False, False]
    assert plan.started_price == (None if stopped else PRICE)


def test_what_a_stage_costs_is_worked_out_beside_a_search_that_has_had_a_share_of_the_whole_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, settings, meanwhile = Event(), settings_of(), list[bool]()

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        if objective.kind is ObjectiveKind.VALUE:
            meanwhile.append(begun.wait(SOON))
        return exactly(roadmap, objective)

    def priced(*_: object, **__: object) -> StartedPrice:
        begun.set()
        return PRICE

    pricing(monkeypatch, search, priced)
    began = time.monotonic() - in_order.PRICE_AFTER * settings.effort.seconds

    plan = searching(two_that_compete(), settings, began).plan()

    assert meanwhile == [True]
    assert plan.started_price == PRICE


def test_nobody_waits_for_what_a_stage_costs_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, settings = Clock(), settings_of(seconds=60.0)

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        if objective.kind is ObjectiveKind.VALUE:
            clock.now = settings.effort.seconds
        return exactly(roadmap, objective)

    pricing(monkeypatch, search, lambda *_, **__: PRICE)
    monkeypatch.setattr(in_order, "time", clock)

    plan = searching(two_that_compete(), settings, 0.0).plan()

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.started_price is None


def test_the_time_of_a_plan_counts_what_a_stage_costs_where_it_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()

    def priced(*_: object, **__: object) -> StartedPrice:
        clock.now += 2.0
        return PRICE

    pricing(monkeypatch, exactly, priced)
    monkeypatch.setattr(in_order, "time", clock)

    plan = searching(two_that_compete(), settings_of(seconds=60.0), 0.0).plan()

    assert (plan.started_price, plan.seconds) == (PRICE, 2.0)


def test_a_plan_stays_where_what_a_stage_costs_cannot_be_worked_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> StartedPrice:
        raise ValueError("no multipliers")

    pricing(monkeypatch, exactly, fail)

    plan = searching(two_that_compete(), settings_of(), time.monotonic()).plan()

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.started_price is None
    (fault,) = plan.faults
    assert (fault.kind, fault.method) == (FaultKind.FAILED, Method.PRICES.value)
    assert fault.detail == "ValueError: no multipliers"
    assert "could not be worked out" in caplog.text


def test_a_stop_ends_the_wait_for_what_a_stage_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    answered, settings = Event(), settings_of()

    def priced(*_: object, **__: object) -> StartedPrice:
        settings.stop.set()
        answered.wait(SOON)
        return PRICE

    pricing(monkeypatch, exactly, priced)

    plan = searching(two_that_compete(), settings, time.monotonic()).plan()
    answered.set()

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.started_price is None


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_stage_costs_is_not_worked_out_for_a_search_without_a_plan(
    fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        if objective.kind is not ObjectiveKind.VALUE:
            return exactly(roadmap, objective)
        if fails:
            raise MemoryError
        return Plan(roadmap=roadmap, objective=objective, status=PlanStatus.UNKNOWN)

    def priced(*_: object, **__: object) -> StartedPrice:
        begun.set()
        return PRICE

    pricing(monkeypatch, search, priced)
    run = searching(two_that_compete(), settings_of(), time.monotonic())

    with pytest.raises(MemoryError) if fails else nullcontext():
        assert run.plan().schedule is None

    assert run._price is not None
    assert run._price.result(SOON) is None
    assert not begun.is_set()


def test_a_plan_that_stays_keeps_its_price_where_going_back_to_a_stage_leads_to_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for = list[ObjectiveKind]()

    def search(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        asked_for.append(objective.kind)
        plan, is_first = exactly(roadmap, objective), asked_for.count(objective.kind) == 1
        if objective.kind is OPEN_WORK.kind and is_first:
            return replace(plan, score=7.0, bound=5.0, status=PlanStatus.FEASIBLE)
        if objective.kind is ObjectiveKind.VALUE and not is_first:
            return Plan(roadmap=roadmap, objective=objective, status=PlanStatus.UNKNOWN)
        return plan

    def priced(_roadmap: Roadmap, objective: Objective, **_: object) -> StartedPrice:
        return replace(PRICE, bound_with=objective.kept[0].reached or 0.0)

    pricing(monkeypatch, search, priced)

    plan = searching(two_that_compete(), settings_of(), time.monotonic()).plan()

    assert asked_for == [OPEN_WORK.kind, VALUE.kind, OPEN_WORK.kind, VALUE.kind]
    assert plan.started_price == replace(PRICE, bound_with=7.0)


def test_a_stage_that_finds_nothing_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap, asked_for = two_that_compete(), list[ObjectiveKind]()

    def slow(roadmap: Roadmap, objective: Objective, settings: Settings, starts: Starts, **_: object) -> Plan:
        asked_for.append(objective.kind)
        if objective.kind is OPEN_WORK.kind and not starts.lawful:
            return Plan(roadmap=roadmap, objective=objective, status=PlanStatus.UNKNOWN)
        return exactly(roadmap, objective)

    monkeypatch.setattr(in_order, "search_for", slow)

    plan = in_stages(roadmap, VALUE, ())

    assert plan.status is PlanStatus.OPTIMAL
    assert asked_for == [OPEN_WORK.kind, VALUE.kind, OPEN_WORK.kind, VALUE.kind]


def test_a_lawful_baseline_is_never_answered_with_moves_though_started_measures_could_end_earlier() -> None:
    roadmap = two_that_compete()
    late = solve_exactly(replace(roadmap, started_first=False))
    assert late.schedule is not None
    stability = Objective(kind=ObjectiveKind.STABILITY, baseline=late.schedule)
    assert score(roadmap, OPEN_WORK, late.schedule) > 6.3

    for plan in (
        solve(roadmap, objective=stability, effort=Effort(seconds=60), lawful=(late.schedule,)),
        solve_exactly(roadmap, stability),
    ):
        assert (plan.status, plan.score) == (PlanStatus.OPTIMAL, 0.0)
        assert verify(roadmap, plan) == []
        (kept,) = plan.objective.kept
        assert kept.reached == 6.0
        assert kept.level == pytest.approx(score(roadmap, OPEN_WORK, late.schedule))


def test_no_level_is_below_what_the_start_has() -> None:
    roadmap = two_that_compete()
    best = solve_exactly(replace(roadmap, started_first=False))
    stop = threading.Event()
    stop.set()

    plan = solve(roadmap, before=[Stage(objective=VALUE)], objective=COVERAGE, start=best, stop=stop)

    assert best.schedule is not None
    open_work = plan.objective.kept[0]
    assert open_work.reached is not None
    assert open_work.reached <= score(roadmap, OPEN_WORK, best.schedule)
    assert verify(roadmap, plan) == []
