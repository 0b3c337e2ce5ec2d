"""Where nobody reports anything, the rolled plan is the old one from the status date on."""

import pytest
from support.rolling import again, as_compared, later_dates, random_plans

from planner.economics import net_present_value
from planner.model import Objective, ObjectiveKind, Plan
from planner.rolling import roll, value_to_come
from planner.solver import solve_exactly
from planner.verify import judge

FEW, MANY = range(6), range(6, 60)
PLANS = [
    *(pytest.param(plan, id=f"few {number}") for number, plan in enumerate(random_plans(FEW))),
]


def _of_many() -> list[Plan]:
    return list(random_plans(MANY))


@pytest.mark.parametrize("plan", PLANS)
def test_the_old_plan_is_lawful_from_the_status_date_on(plan: Plan) -> None:
    for day in later_dates(plan):
        rolled = roll(plan, day)

        assert judge(rolled.roadmap, rolled.schedule) == []


@pytest.mark.parametrize("plan", PLANS)
def test_value_realised_and_to_come_are_the_value_of_the_plan(plan: Plan) -> None:
    assert plan.schedule is not None
    whole = net_present_value(plan.roadmap, plan.schedule)

    assert value_to_come(plan.roadmap, plan.schedule) == pytest.approx(whole, abs=0.5)
    for day in later_dates(plan):
        rolled = roll(plan, day)
        assert rolled.realised_nok + rolled.to_come_nok == pytest.approx(whole, abs=0.5)


@pytest.mark.parametrize("plan", PLANS[::2])
def test_rolling_twice_is_rolling_once(plan: Plan) -> None:
    days = later_dates(plan)
    for number, last in enumerate(days):
        once = roll(plan, last)
        for first in days[:number]:
            twice = roll(again(roll(plan, first)), last)
            assert as_compared(twice.roadmap) == as_compared(once.roadmap)
            assert twice.schedule == once.schedule


@pytest.mark.parametrize("plan", PLANS[::5])
def test_planning_anew_for_few_changes_moves_nothing(plan: Plan) -> None:
    rolled = roll(plan, later_dates(plan)[1])
    few_changes = Objective(kind=ObjectiveKind.STABILITY, baseline=rolled.schedule)

    found = solve_exactly(rolled.roadmap, few_changes)

    assert found.score == pytest.approx(0.0, abs=1e-6)
    assert found.schedule is not None
    assert judge(rolled.roadmap, found.schedule) == []


@pytest.mark.slow
def test_all_of_it_holds_for_many_roadmaps() -> None:
    for plan in _of_many():
        assert plan.schedule is not None
        whole = net_present_value(plan.roadmap, plan.schedule)
        for day in later_dates(plan):
            rolled = roll(plan, day)
            assert judge(rolled.roadmap, rolled.schedule) == []
            assert rolled.realised_nok + rolled.to_come_nok == pytest.approx(whole, abs=0.5)
