"""What wishes cost: by lawful plans, against exact solves, and why where they are impossible."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything
from support.priced import best_of, slack
from support.seeds import drawn

import planner
from planner.model import Plan, Roadmap, Set, Status
from planner.pipeline import DataError, WishAnswer, price
from planner.prices import priced_wish
from planner.results import keeps_all, score
from planner.solver import solve_exactly
from planner.verify import judge
from planner.why import DiagnosisState


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the best plan of a small roadmap."""
    return solve_exactly(a_roadmap_with_everything())


def in_or_out(roadmap: Roadmap, number: int) -> Roadmap | None:
    """Give a roadmap with the wish that one of its measures that may stay out is in."""
    open_ones = [each for each in roadmap.open_measures if each.status is Status.PLANNED and each.optional]
    if not open_ones:
        return None
    chosen = open_ones[number % len(open_ones)]
    measures = (replace(each, optional=each.optional and each is not chosen) for each in roadmap.measures)
    return replace(roadmap, measures=tuple(measures))


@pytest.mark.parametrize("seed", drawn(12, 100))
def test_the_price_of_a_measure_that_is_wished_for_holds_against_exact_solves(seed: int) -> None:
    plan = best_of(seed)
    wished = None if plan is None else in_or_out(plan.roadmap, seed)
    if plan is None or plan.score is None or wished is None:
        return
    best = solve_exactly(wished, plan.objective)

    found = priced_wish(plan, wished)

    if best.score is None:
        assert found.schedule is None
        assert found.sure is None
        return
    exact = best.score - plan.score if plan.objective.is_maximised else plan.score - best.score
    assert found.most is not None
    assert exact <= found.most + slack(plan)
    assert found.schedule is not None
    assert judge(wished, found.schedule) == []
    assert keeps_all(wished, plan.objective, found.schedule)
    reached = score(wished, plan.objective, found.schedule)
    assert found.sure is not None
    assert found.sure == pytest.approx(reached - plan.score, abs=slack(plan))
    assert found.sure <= exact + slack(plan)
    assert found.least is not None
    assert found.least <= exact + slack(plan)


def test_a_wish_that_the_plan_has_already_costs_nothing(plan: Plan) -> None:
    wish = [Set("measures", {"id": "a"}, "deadline", plan.roadmap.calendar.date_of(8))]

    found = price(plan, wish)

    assert isinstance(found, WishAnswer)
    assert found.diagnosis is None
    assert found.price is not None
    assert found.price.sure == 0
    assert found.price.estimate == 0


def test_a_wish_that_costs_something_says_what(plan: Plan) -> None:
    late = plan.roadmap.calendar.date_of(2)
    wish = [Set("measures", {"id": "a"}, "earliest_start", late)]

    found = planner.price(plan, wish)

    assert isinstance(found, WishAnswer)
    assert found.price is not None
    assert found.price.sure is not None
    assert found.price.estimate is not None
    assert found.price.sure < 0
    assert found.price.estimate < 0
    assert found.price.is_settled


def test_an_impossible_wish_has_no_price_but_a_conflict_and_its_repairs(plan: Plan) -> None:
    early = plan.roadmap.calendar.date_of(1)
    wish = [Set("measures", {"id": "a"}, "deadline", early)]

    found = price(plan, wish)

    assert isinstance(found, WishAnswer)
    assert found.price is None
    assert found.diagnosis is not None
    assert found.diagnosis.state is DiagnosisState.IMPOSSIBLE
    (conflict,) = found.diagnosis.conflicts
    assert any(tried.repair is not None for tried in conflict.tried)


def test_a_wish_that_cannot_be_read_is_refused_as_in_a_diagnosis(plan: Plan) -> None:
    wish = [Set("measures", {"id": "nobody"}, "deadline", None)]

    found = price(plan, wish)

    assert isinstance(found, WishAnswer)
    assert found.price is None
    assert found.diagnosis is not None
    assert found.diagnosis.state is DiagnosisState.REFUSED


def test_a_plan_that_breaks_a_rule_has_no_price(plan: Plan) -> None:
    assert plan.schedule is not None
    moved = tuple(replace(each, start=each.start - 1, end=each.end - 1) for each in plan.schedule.phases)

    with pytest.raises(DataError):
        price(replace(plan, schedule=replace(plan.schedule, phases=moved)))
