"""What a plan's figures say of adaptations: load, support, money, what it rests on, and what lands where."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
)

from planner.language import in_language
from planner.model import (
    VALUE,
    Adaptation,
    Basis,
    Demand,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Provenance,
    Roadmap,
    Schedule,
    Service,
)
from planner.model.services import Contribution
from planner.results import Facts, What, grounds, lacking, landings, load, money_by_year, spending, support
from planner.say.saturation import kind_words

ROW = an_adaptation(
    "a",
    periods=2,
    person_months=1.5,
    support=(Demand(sector="nhn", person_months=0.5),),
    cost_nok_per_period=1e6,
)


def a_case(row: Adaptation | None = ROW, **rollout: Any) -> Roadmap:
    """Give a measure of one phase, whose rollout asks nothing but what comes before it."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1)),
        rollouts=(a_rollout("a", **{"effort_per_unit": 0.0, **rollout}),),
        adaptations=() if row is None else (row,),
        services=(Service(id="s", name="s"),),
        contributions=(Contribution(measure="a", service="s", share=1.0),),
    )


def a_plan() -> Schedule:
    """Adapt from the fourth period through the fifth, over the end of the first year."""
    return Schedule(
        selected=("a",),
        phases=(PlannedPhase(measure="a", phase="build", start=0, end=1),),
        rollouts=(
            PlannedRollout(
                measure="a",
                sector="gp",
                begin=5,
                adoption=(0.0,) * 5 + (0.5, 1.0, 1.0),
                adaptation=PlannedAdaptation(start=3, end=5),
            ),
        ),
    )


def facts_of(roadmap: Roadmap, schedule: Schedule) -> Facts:
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


def test_it_is_load_of_its_own_sector_and_support_of_those_that_give_it() -> None:
    asked = load(a_case(), a_plan())

    assert asked["gp"] == [0.0, 0.0, 0.0, 1.5, 1.5, 0.0, 0.0, 0.0]
    assert asked["nhn"] == [0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.0]
    assert support(a_case(), a_plan()) == {"nhn": {"a": asked["nhn"]}}


def test_its_cost_falls_in_the_years_in_which_it_runs_and_on_who_pays_the_rollout() -> None:
    assert spending(a_case(), a_plan()) == {2023: 1e6, 2024: 1e6}
    assert spending(a_case(), a_plan(), "gp") == {2023: 1e6, 2024: 1e6}
    assert spending(a_case(), a_plan(), "staten") == {2023: 0.0, 2024: 0.0}
    assert [each.investment_nok for each in money_by_year(a_case(), a_plan())][:3] == [1e6, 1e6, 0.0]


def test_what_a_plan_rests_on_counts_it_by_its_weakest_figure() -> None:
    """Two periods of 1.5 and of 0.5 person-months; what supports it has a row of its own."""
    sourced = Provenance(basis=Basis.DOCUMENTED)
    documented = replace(ROW, provenance=sourced)
    guessed = replace(documented, provenance=replace(sourced, exceptions=(("duration", Basis.ASSUMED),)))

    found = grounds(a_case(documented), a_plan())
    weaker = grounds(a_case(guessed), a_plan())

    assert found[What.COST][Basis.DOCUMENTED] == 1.0
    assert found[What.LOAD][Basis.DOCUMENTED] == pytest.approx(3.0 / 4.0)
    assert weaker[What.COST][Basis.ASSUMED] == weaker[What.LOAD][Basis.ASSUMED] == 1.0


@pytest.mark.parametrize(("capacity", "lacks"), [(3.0 / 8, False), (2.9 / 8, True)])
def test_all_of_the_target_picture_takes_it(capacity: float, lacks: bool) -> None:
    sectors = a_receiver(capacity=capacity), a_deliverer()
    had = a_case(in_use=0.5)
    running = a_case(replace(ROW, is_running=True))

    assert [each.id for each, _more in lacking(replace(a_case(), sectors=sectors))] == ["gp"] * lacks
    assert lacking(replace(had, sectors=sectors)) == lacking(replace(running, sectors=sectors)) == ()


def test_it_lands_on_its_sector_apart_from_the_waves() -> None:
    found = landings(facts_of(a_case(effort_per_unit=0.1), a_plan()))

    (received,), (given,) = found["gp"], found["nhn"]
    assert received.adapting == (0.0, 0.0, 0.0, 1.5, 1.5, 0.0, 0.0, 0.0)
    assert received.waves == pytest.approx((0.0,) * 5 + (5.0, 5.0, 0.0))
    assert received.asked == pytest.approx((0.0, 0.0, 0.0, 1.5, 1.5, 5.0, 5.0, 0.0))
    assert received.periods == range(3, 7)
    assert (sum(given.waves), sum(given.work), sum(given.adapting)) == (0.0, 0.0, 1.0)
    with in_language("en"):
        assert kind_words(given) == "Support of adaptation"
