"""The brute force itself, against a grid of all schedules that the judge accepts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations_with_replacement, islice, product
from typing import Any

import pytest
from support.brute_force import best_plan
from support.builders import a_measure, a_receiver, a_roadmap, a_rollout
from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import random_roadmap

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Estimate,
    Measure,
    Mode,
    Objective,
    ObjectiveKind,
    Phase,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.verify import judge
from planner.verify.case import Case
from planner.verify.worth import worth

MILLION = 1e6
LEVELS = 4
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
MARGIN = 1e-6


def small(roadmap: Roadmap, most_phases: int) -> Roadmap | None:
    """Give a random roadmap cut to what a grid can hold: four periods, two measures, one rollout."""
    kept = {measure.id for measure in roadmap.measures[:2]}
    links = [link for link in roadmap.dependencies if set(link.measures) <= kept]
    rollouts = tuple(rollout for rollout in roadmap.rollouts if rollout.measure in kept)
    phases = sum(len(measure.phases) for measure in roadmap.measures[:2])
    if len(rollouts) != 1 or phases > most_phases:
        return None
    contributions = tuple(part for part in roadmap.contributions if part.measure in kept)
    return replace(
        roadmap,
        calendar=replace(roadmap.calendar, periods=4),
        measures=roadmap.measures[:2],
        rollouts=rollouts,
        adaptations=tuple(each for each in roadmap.adaptations if each.key == rollouts[0].key),
        dependencies=tuple(links),
        contributions=contributions,
        groups=tuple(group for group in roadmap.groups if set(group.measures) <= kept),
    )


def smalls(throw: Callable[[int], Roadmap], wanted: int, most_phases: int = 2) -> list[Any]:
    """Give small random roadmaps, each named after how it is thrown and its seed; most are slow tests."""
    roadmaps = ((seed, small(throw(seed), most_phases)) for seed in range(400))
    found = islice(((seed, each) for seed, each in roadmaps if each is not None), wanted)
    return [
        pytest.param(
            each,
            id=f"{throw.__name__} {seed}",
            marks=() if number < AT_ONCE else pytest.mark.slow,
        )
        for number, (seed, each) in enumerate(found)
    ]


AT_ONCE = 4
SMALL = smalls(random_roadmap, 30)
ADAPTING = smalls(random_roadmap_with_adaptations, 10, most_phases=1)


def grid(roadmap: Roadmap) -> Iterator[Schedule]:
    """Give all schedules whose shares lie on a few levels, lawful or not."""
    open_measures, horizon = roadmap.open_measures, roadmap.calendar.periods
    for chosen in product((False, True), repeat=len(open_measures)):
        measures = [measure for measure, is_in in zip(open_measures, chosen, strict=True) if is_in]
        phases = [list(_runs(m, phase, horizon)) for m in measures for phase in m.phases]
        for planned in product(*phases):
            for rollouts in product(
                *(_curves(roadmap, number) for number in range(len(roadmap.open_rollouts)))
            ):
                yield Schedule(selected=tuple(m.id for m in measures), phases=planned, rollouts=rollouts)


def _runs(measure: Measure, phase: Phase, horizon: int) -> Iterator[PlannedPhase]:
    """Give all starts of one phase in all its modes."""
    for start, mode in product(range(horizon + 1), phase.modes):
        end = start + mode.periods
        yield PlannedPhase(measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=end)


def _curves(roadmap: Roadmap, number: int) -> Iterator[PlannedRollout]:
    """Give all rising curves of one rollout, with every begin up to the first wave."""
    rollout, horizon = roadmap.open_rollouts[number], roadmap.calendar.periods
    levels = [
        rollout.in_use + part / (LEVELS - 1) * (rollout.target - rollout.in_use) for part in range(LEVELS)
    ]
    for curve in combinations_with_replacement(levels, horizon):
        begin = next((period for period, share in enumerate(curve) if share > rollout.in_use), None)
        for run in _adaptations(roadmap, rollout):
            yield PlannedRollout(
                measure=rollout.measure, sector=rollout.sector, begin=begin, adoption=curve, adaptation=run
            )


def _adaptations(roadmap: Roadmap, rollout: Rollout) -> Iterator[PlannedAdaptation | None]:
    """Give all starts of the adaptation before a rollout, and none."""
    yield None
    for row in roadmap.adaptations:
        if row.key == rollout.key:
            for start in roadmap.periods:
                yield PlannedAdaptation(start=start, end=start + row.periods)


@pytest.mark.parametrize("roadmap", [*SMALL, *ADAPTING])
def test_no_schedule_on_a_grid_beats_the_brute_force(roadmap: Roadmap) -> None:
    lawful = [schedule for schedule in grid(roadmap) if judge(roadmap, schedule) == []]

    for objective in (VALUE, COVERAGE, FINISH, LEVELLING):
        best = best_plan(roadmap, objective)
        scores = [_worth(roadmap, objective, schedule) for schedule in lawful]
        if best is None:
            assert scores == []
            continue
        assert judge(roadmap, best.schedule) == []
        assert _worth(roadmap, objective, best.schedule) == pytest.approx(best.score, abs=MARGIN)
        assert not any(
            objective.better(score, best.score) and abs(score - best.score) > MARGIN for score in scores
        )


def test_a_dear_mode_is_not_taken_for_a_cheap_one_with_the_same_starts_and_ends() -> None:
    # The dear mode leaves too little money for the rollout to end; both modes are first tried with end 2.
    dear = Mode(name="dear", duration=Estimate.sure(1), cost_nok_per_period=8e5)
    cheap = Mode(name="cheap", duration=Estimate.sure(1))
    roadmap = a_roadmap(
        a_measure("a", Phase(id="build", modes=(dear, cheap)), optional=True),
        periods=4,
        sectors=(a_receiver(capacity=50.0),),
        rollouts=(a_rollout("a", pace=1.0, cost_per_unit_nok=1e4),),
        budgets=(Budget(year=2023, limit_nok=1e6),),
    )

    best = best_plan(roadmap, FINISH)

    assert best is not None
    assert best.score == 3
    assert [phase.mode for phase in best.schedule.phases] == ["cheap"]


def test_a_rollout_that_closes_early_is_not_taken_for_one_that_closes_late() -> None:
    # One at a time, counted whole; capacity asks for two periods each, where the pace alone would need one.
    one_at_a_time = a_receiver(capacity=50.0, simultaneous_limit=1, strict_counting=True)
    roadmap = a_roadmap(
        a_measure("a", optional=True),
        a_measure("b", optional=True),
        periods=5,
        sectors=(one_at_a_time,),
        rollouts=(a_rollout("a", pace=1.0), a_rollout("b", pace=1.0)),
    )

    best = best_plan(roadmap, FINISH)

    assert best is not None
    assert best.score == 2 + 4


def _worth(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Give the score of a schedule in the brute force's units: millions of NOK, coverage or instants."""
    score = worth(Case(roadmap, schedule), objective)
    return score / MILLION if objective is VALUE else score
