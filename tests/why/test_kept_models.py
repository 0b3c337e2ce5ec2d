"""Wishes asked of one relaxed roadmap after the other, in models that are kept, against models made anew."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.hard import a_hard_roadmap
from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import (
    random_roadmap,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import VALUE, DateKind, Kept, Objective, ObjectiveKind, Plan, PlanDate, Roadmap, Wish
from planner.problem import Problem
from planner.results import dates_of, instant_of, own_measures, score
from planner.solver import Verdict, first_plan, others_kept
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.step.granting import grant
from planner.solver.engines.step.parts import FreePart, PartEngine
from planner.solver.engines.step.used import Used
from planner.why import Cell, CellKind, cells_around, relaxed

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)
KINDS = (
    random_roadmap,
    random_roadmap_with_adaptations,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
    lambda seed: a_hard_roadmap(6 + seed, 14),
)
SETS = 6


def a_plan(roadmap: Roadmap, *, kept: bool = False) -> Plan:
    """Give a list schedule; with ``kept``, no sector may be asked for a larger share at once than in it."""
    plan = first_plan(roadmap, VALUE)
    if plan.schedule is None or not kept:
        return plan
    level = score(roadmap, LEVELLING, plan.schedule)
    return replace(plan, objective=replace(VALUE, kept=(Kept(objective=LEVELLING, level=level),)))


@pytest.mark.parametrize("seed", range(2 * len(KINDS)))
def test_a_kept_model_answers_as_one_made_anew_whatever_was_asked_before(seed: int) -> None:
    plan = a_plan(KINDS[seed % len(KINDS)](seed), kept=seed >= len(KINDS))
    if plan.schedule is None:
        return
    draw = random.Random(seed)
    dates = [each for each in dates_of(plan.roadmap, plan.schedule) if when(plan, each)]
    for date in draw.sample(dates, min(4, len(dates))):
        wish, own = Wish(date=date, by=when(plan, date) - 1), own_measures(plan.roadmap, date)
        asked = others_kept(plan.roadmap, plan.objective, plan.schedule).asked_for(wish, own)
        for loose in sets_of(cells_around(plan.roadmap, plan.objective, own), draw):
            anew = answer_of_a_new_model(plan, wish, own, loose)
            assert asked.allows(*relaxed(plan.roadmap, plan.objective, loose), seconds=60.0) is anew, loose


def when(plan: Plan, date: PlanDate) -> int:
    assert plan.schedule is not None
    return instant_of(plan.roadmap, plan.schedule, date)


def sets_of(cells: Sequence[Cell], draw: random.Random) -> list[list[Cell]]:
    """Give sets of cells, also none and all, in no order: limits are taken away and come back."""
    some = [[cell for cell in cells if draw.random() < share] for share in (0.2, 0.5, 0.8) * (SETS // 3)]
    return [[], list(cells), *some, []]


def answer_of_a_new_model(plan: Plan, wish: Wish, own: tuple[str, ...], loose: Sequence[Cell]) -> Verdict:
    """Ask of a relaxed roadmap as if it were the only one, with all that the planning model has."""
    assert plan.schedule is not None
    roadmap, objective = relaxed(plan.roadmap, plan.objective, loose)
    engine = PartEngine(FreePart(Used(Problem(roadmap), plan.schedule), own), objective)
    grant(engine.steps, engine.part, wish, engine.schedule)
    return engine.finds_any(Allowance(seconds=60.0))


def test_a_limit_that_others_fill_is_taken_away_and_comes_back() -> None:
    roadmap = a_roadmap(
        *(a_measure(each, a_phase("build", 2, nhn=1.0)) for each in ("a", "b")),
        sectors=(a_receiver(capacity=60.0), a_deliverer(capacity=1.0)),
        rollouts=(a_rollout("a"), a_rollout("b")),
    )
    plan = a_plan(roadmap)
    assert plan.schedule is not None
    later = max(plan.schedule.phases, key=lambda phase: phase.start)
    assert later.start > 0, "one waits for the other"
    date = PlanDate(kind=DateKind.START, measure=later.measure, phase="build")
    wish = Wish(date=date, by=later.start - 1)
    asked = others_kept(roadmap, VALUE, plan.schedule).asked_for(wish, (later.measure,))
    capacity = Cell(kind=CellKind.CAPACITY, sector="nhn")

    answers = [asked.allows(*relaxed(roadmap, VALUE, loose), seconds=60.0) for loose in ([], [capacity], [])]

    assert answers == [Verdict.INFEASIBLE, Verdict.OPTIMAL, Verdict.INFEASIBLE]
