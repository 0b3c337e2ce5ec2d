"""Verdicts on dates against trying every plan, and holds that forbid with no cell too many."""

import pytest
from support.brute_force_dates import best_with
from support.chained import a_small_plan
from support.seeds import drawn

from planner.model import OPTIMAL_GAP, VALUE, Plan, Wish
from planner.results import dates_of, own_measures
from planner.why import DateVerdict, Explainer, Reason, cells_around, relaxed

SEEDS = drawn(9, 300)


@pytest.mark.parametrize("seed", SEEDS)
def test_verdicts_are_what_trying_every_plan_finds(seed: int) -> None:
    plan = a_small_plan(seed)
    if plan is None:
        return
    assert plan.schedule is not None
    explainer = Explainer(plan)
    for date in dates_of(plan.roadmap, plan.schedule):
        reason = explainer.reason(date)
        assert reason.verdict is not DateVerdict.UNSETTLED, date
        agrees(plan, reason)


def agrees(plan: Plan, reason: Reason) -> None:
    """Assert that a verdict is true."""
    assert plan.schedule is not None
    assert plan.score is not None
    if reason.instant == 0:
        assert reason.verdict is DateVerdict.IMPOSSIBLE
        return
    wish = Wish(date=reason.date, by=reason.instant - 1)
    if reason.verdict is DateVerdict.IMPOSSIBLE:
        assert best_with(plan.roadmap, VALUE, wish) is None, reason
        return
    own = own_measures(plan.roadmap, reason.date)
    best = best_with(plan.roadmap, VALUE, wish, plan.schedule, own)
    if reason.verdict is DateVerdict.HELD:
        assert best is None, reason
        return
    assert best is not None, reason
    loss = plan.score - best
    assert reason.loss == pytest.approx(loss, rel=1e-4, abs=2.0), reason
    is_free = loss <= OPTIMAL_GAP * max(1.0, abs(plan.score)) + 1.0
    assert (reason.verdict is DateVerdict.FREE) == is_free or abs(loss) < 2.0, reason


@pytest.mark.parametrize("seed", SEEDS)
def test_each_hold_forbids_and_none_with_a_cell_less_does(seed: int) -> None:
    plan = a_small_plan(seed)
    if plan is None:
        return
    assert plan.schedule is not None
    explainer = Explainer(plan)
    for date in dates_of(plan.roadmap, plan.schedule):
        reason = explainer.reason(date)
        if reason.instant and reason.verdict in (DateVerdict.HELD, DateVerdict.IMPOSSIBLE):
            holds_are_minimal(explainer, reason, plan)


def holds_are_minimal(explainer: Explainer, reason: Reason, plan: Plan) -> None:
    """Assert what is said of the holds of a date, and of its way out."""
    found = explainer.holds(reason.date)
    assert found.holds, reason
    for hold in found.holds:
        assert not allowed(plan, reason, hold), (reason, hold)
        for cell in hold:
            assert allowed(plan, reason, [each for each in hold if each != cell]), (reason, hold, cell)
    if found.way_out is None:
        assert found.holds == ((),), reason
        return
    cells = around(plan, reason)
    assert allowed(plan, reason, [each for each in cells if each not in found.way_out]), (reason, found)
    assert all(set(hold) & set(found.way_out) for hold in found.holds), (reason, found)


def around(plan: Plan, reason: Reason) -> tuple[object, ...]:
    """Give the cells that a date meets."""
    return cells_around(plan.roadmap, plan.objective, own_measures(plan.roadmap, reason.date))


def allowed(plan: Plan, reason: Reason, held: object) -> bool:
    """Tell by trying every plan whether a date may be a period earlier while only some cells hold."""
    assert plan.schedule is not None
    own = own_measures(plan.roadmap, reason.date)
    loose = [each for each in around(plan, reason) if each not in held]  # type: ignore[operator]
    roadmap, objective = relaxed(plan.roadmap, plan.objective, loose)  # type: ignore[arg-type]
    wish = Wish(date=reason.date, by=reason.instant - 1)
    return best_with(roadmap, objective, wish, plan.schedule, own) is not None
