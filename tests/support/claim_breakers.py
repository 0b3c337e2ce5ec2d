"""The ways to let a plan say what is not true of itself."""

import math
from collections.abc import Iterator
from dataclasses import replace

from support.breaking import MORE, Ways, score_of
from support.lawful_plans import Changed, Lawful, with_measure, with_plan, with_roadmap

from planner import results
from planner.model import COVERAGE, FINISH, VALUE, Deadline, Kept, Objective, ObjectiveKind, PlanStatus

OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def other_roadmap(case: Lawful) -> Ways:
    yield replace(case.roadmap, name="another"), case.plan


def status_without_schedule(case: Lawful) -> Ways:
    yield with_plan(case, status=PlanStatus.INFEASIBLE)
    yield with_plan(case, schedule=None)
    yield with_plan(case, score=None)


def status_without_proof(case: Lawful) -> Ways:
    score, sign = score_of(case), 1 if case.plan.objective.is_maximised else -1
    yield with_plan(case, bound=score + sign * MORE * max(1.0, abs(score)))
    yield with_plan(case, bound=None)
    for objective in (VALUE, FINISH):
        reached = results.score(case.roadmap, objective, case.schedule)
        for bound in (None, reached + 2 * _margin(objective, reached)):
            yield _keeping(case, Kept(objective=objective, level=reached, reached=reached, bound=bound))


def stage_beats_its_bound(case: Lawful) -> Ways:
    for objective in (VALUE, COVERAGE, FINISH, OPEN_WORK, LEVELLING):
        score = results.score(case.roadmap, objective, case.schedule)
        bound = score - 2 * _margin(objective, score)
        yield _keeping(case, Kept(objective=objective, level=score, reached=score, bound=bound))
        yield _keeping(case, Kept(objective=objective, level=score, reached=score, bound=math.nan))


def kept_bound_beaten(case: Lawful) -> Ways:
    for objective in (VALUE, COVERAGE, FINISH, OPEN_WORK, LEVELLING):
        score = results.score(case.roadmap, objective, case.schedule)
        worse = score - 2 * _margin(objective, score)
        yield _keeping(case, Kept(objective=objective, level=worse, reached=worse, bound=worse))


def bound_beaten(case: Lawful) -> Ways:
    score, sign = score_of(case), 1 if case.plan.objective.is_maximised else -1
    worse = score - sign * MORE * max(1.0, abs(score))
    yield with_plan(case, bound=worse, status=PlanStatus.FEASIBLE)
    yield with_plan(case, bound=math.nan, status=PlanStatus.FEASIBLE)


def wrong_score(case: Lawful) -> Ways:
    score = score_of(case)
    for wrong in (score + MORE * max(1.0, abs(score)), score - MORE * max(1.0, abs(score)), math.nan):
        yield with_plan(case, score=wrong, bound=wrong)
    if case.plan.objective == VALUE:
        yield from _with_other_worth(case)


def kept_level_missed(case: Lawful) -> Ways:
    for objective in (VALUE, COVERAGE, FINISH, OPEN_WORK, LEVELLING):
        score = results.score(case.roadmap, objective, case.schedule)
        yield _keeping(case, Kept(objective=objective, level=score + _margin(objective, score)))


def kept_level_too_loose(case: Lawful) -> Ways:
    for objective in (VALUE, COVERAGE, FINISH, OPEN_WORK, LEVELLING):
        score = results.score(case.roadmap, objective, case.schedule)
        reached = score + 100 * _margin(objective, score)
        loss = 0.09 * max(abs(score), 1.0) / max(abs(reached), 1.0)
        yield _keeping(case, Kept(objective=objective, level=score, reached=reached, loss=loss))


def started_not_first(case: Lawful) -> Ways:
    started = [measure for measure in case.roadmap.open_measures if measure.is_started]
    if any(measure.phases or case.roadmap.rollouts_of(measure.id) for measure in started):
        roadmap, plan = with_roadmap(case, started_first=True)
        work = results.open_work(roadmap, case.schedule)
        yield roadmap, plan
        first = replace(case, roadmap=roadmap, plan=plan)
        yield _keeping(first, Kept(objective=OPEN_WORK, level=work))
        yield _keeping(first, Kept(objective=VALUE, level=-1e13, reached=-1e13))
        if work > 2:
            least = (work - MORE * work) / 1.05
            yield _keeping(first, Kept(objective=OPEN_WORK, level=work, reached=least, loss=0.5))


def _margin(objective: Objective, score: float) -> float:
    """Give a step towards better scores that is far above the tolerance."""
    return (MORE if objective.is_maximised else -MORE) * max(abs(score), 1.0)


def _keeping(case: Lawful, kept: Kept) -> Changed:
    """Let a plan keep a level of another objective."""
    return with_plan(case, objective=replace(case.plan.objective, kept=(kept,)))


def _with_other_worth(case: Lawful) -> Iterator[Changed]:
    """Change what measures are worth, and not the score: by tables of ends, and by deadlines that pass."""
    at_once = Deadline(day=case.roadmap.calendar.status_date, price_nok_per_period=1e6)
    for measure in case.measures_in:
        yield with_measure(case, measure, worth_by_end_nok=(1.23e7,))
        if case.end(measure.id) > 0:
            yield with_measure(case, measure, deadline=at_once)
