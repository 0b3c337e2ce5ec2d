"""One step model that is asked about looser roadmaps: as a model made anew for each, and in any order."""

import math

import pytest
from support.priced import best_of, every_kind
from support.seeds import drawn

from planner.model import Plan
from planner.prices import loosened, loosenings
from planner.solver import asked_model, best_relaxed


def slack(plan: Plan) -> float:
    """Give what two best scores of linear programs may differ by."""
    return 1e-7 * max(1.0, abs(plan.score or 0.0))


def gained(plan: Plan, after: float, before: float) -> float:
    return after - before if plan.objective.is_maximised else before - after


@pytest.mark.parametrize("seed", drawn(12, 100))
def test_no_relaxation_gains_more_than_dual_figures_say_and_none_where_they_say_nothing(
    seed: int,
) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    model = asked_model(plan.roadmap, plan.objective, often=True)
    base = model.relaxed()
    assert base is not None
    for change in loosenings(plan.roadmap, plan.objective):
        loose = loosened(plan.roadmap, plan.objective, change)
        most = model.gains_at_most(base, *loose)
        if most == math.inf:
            continue
        anew = best_relaxed(*loose)
        assert anew is not None
        assert gained(plan, anew, base.best) <= most + slack(plan)


@pytest.mark.parametrize("seed", drawn(6, 60))
def test_a_model_whose_rows_are_moved_answers_as_one_made_anew(seed: int) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    model = asked_model(plan.roadmap, plan.objective, often=True)
    base = model.relaxed()
    assert base is not None
    changes = [*every_kind(plan)]
    for change in (*changes, *reversed(changes)):
        loose = loosened(plan.roadmap, plan.objective, change)
        found, anew = model.turned_to(*loose).relaxed(), best_relaxed(*loose)

        assert found is not None
        assert found.best == pytest.approx(anew, rel=1e-7, abs=slack(plan))
    again = model.turned_to(plan.roadmap, plan.objective).relaxed()
    assert again is not None
    assert again.best == pytest.approx(base.best, rel=1e-9, abs=slack(plan))


@pytest.mark.parametrize("seed", range(4))
def test_dual_figures_spare_some_solves(seed: int) -> None:
    plan = best_of(seed)
    if plan is None:
        return
    model = asked_model(plan.roadmap, plan.objective, often=True)
    base = model.relaxed()
    assert base is not None

    told = [
        model.gains_at_most(base, *loosened(plan.roadmap, plan.objective, change))
        for change in loosenings(plan.roadmap, plan.objective)
    ]

    assert any(most <= slack(plan) for most in told)
