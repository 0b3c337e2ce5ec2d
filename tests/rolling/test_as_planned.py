"""Where nobody reports anything, the rolled plan is the old one from the status date on."""

from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest
from support.rolling import KINDS, again, as_compared, later_dates, plan_of, random_plans

from planner.economics import net_present_value
from planner.model import Objective, ObjectiveKind, Plan
from planner.pipeline import first_plan, read_roadmap, solve
from planner.rolling import roll, value_to_come
from planner.solver import solve_exactly
from planner.variance import Became, what_changed
from planner.verify import judge

FEW = range(6)
DATA = Path(__file__).parents[2] / "data" / "veikart.csv"
PLANS = [
    *(pytest.param(plan, id=f"few {number}") for number, plan in enumerate(random_plans(FEW))),
]


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


def three_of(days: list[date], dice: Random) -> list[date]:
    """Draw three dates, or all where there are fewer."""
    return sorted(dice.sample(days, min(3, len(days))))


def all_of_it_holds(plan: Plan, days: list[date]) -> None:
    """Roll a plan to some dates, and ask of each what rolling promises where nobody reports anything."""
    assert plan.schedule is not None
    whole = net_present_value(plan.roadmap, plan.schedule)
    for number, day in enumerate(days):
        rolled = roll(plan, day)
        assert judge(rolled.roadmap, rolled.schedule) == []
        assert rolled.realised_nok + rolled.to_come_nok == pytest.approx(whole, abs=0.5)
        for first in days[:number]:
            twice = roll(again(roll(plan, first)), day)
            assert as_compared(twice.roadmap) == as_compared(rolled.roadmap)
            assert twice.schedule == rolled.schedule


@pytest.mark.slow
@pytest.mark.parametrize("number", range(50))
def test_all_of_it_holds_for_fifty_roadmaps_at_three_dates_each(number: int) -> None:
    dice = Random(f"as planned {number}")
    plan = next(
        filter(None, (plan_of(KINDS[number % len(KINDS)](dice.randrange(10_000))) for _try in count()))
    )
    days = three_of(later_dates(plan), dice)

    all_of_it_holds(plan, days)

    for day in days:
        rolled = roll(plan, day)
        few_changes = Objective(kind=ObjectiveKind.STABILITY, baseline=rolled.schedule)
        found = solve_exactly(rolled.roadmap, few_changes)
        assert found.score == pytest.approx(0.0, abs=1e-6)


@pytest.mark.slow
def test_all_of_it_holds_for_the_default_plan() -> None:
    plan = first_plan(read_roadmap(DATA))
    days = [date(2023, 7, 1), date(2025, 1, 1), date(2028, 10, 1)]

    all_of_it_holds(plan, days)

    for day in days:
        rolled = roll(plan, day)
        anew = solve(rolled.roadmap, objective="stability", baseline=again(rolled), seconds=2.0)
        assert anew.score == pytest.approx(0.0, abs=1e-6)
        assert what_changed(plan, anew).of(Became.MOVED) == []
