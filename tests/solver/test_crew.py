"""Which engines a roadmap gets, and that the plan says why."""

from dataclasses import replace

import pytest
from builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything
from hard import a_hard_roadmap

from planner.model import FINISH, VALUE, Objective, ObjectiveKind, Part
from planner.solver import solve
from planner.solver.crew import (
    LARGEST_STEP_MODEL,
    PROVABLE_INTERVAL_MODEL,
    SMALL_INTERVAL_MODEL,
    Method,
    choose_crew,
    features_of,
)
from planner.solver.problem import Problem

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def test_features_are_counted() -> None:
    features = features_of(Problem(a_roadmap_with_everything()), VALUE)

    assert (features.measures, features.phases, features.rollouts, features.periods) == (2, 2, 2, 8)
    assert features.has_waves
    assert features.is_additive


def test_waves_go_to_highs_first() -> None:
    crew = choose_crew(features_of(Problem(a_hard_roadmap()), VALUE))

    assert set(crew.methods) == {Method.HIGHS, Method.NEIGHBOURHOODS, Method.RUIN, Method.PRICES}
    assert crew.methods[0] is Method.HIGHS


def test_large_waves_do_not_go_to_highs() -> None:
    small = features_of(Problem(a_hard_roadmap()), VALUE)

    crew = choose_crew(replace(small, step_variables=LARGEST_STEP_MODEL + 1))

    assert Method.HIGHS not in crew.methods
    assert Method.PRICES in crew.methods


def test_finishing_early_without_waves_goes_to_intervals() -> None:
    phases_only = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()))

    assert choose_crew(features_of(Problem(phases_only), FINISH)).methods[0] is Method.CP_SAT


def test_cp_sat_takes_no_core_from_others_where_many_phases_compete_for_value() -> None:
    few = features_of(Problem(a_roadmap(a_measure("a", a_phase()))), VALUE)
    many = replace(few, phases=PROVABLE_INTERVAL_MODEL + 1)

    assert choose_crew(few).methods == (Method.RUIN, Method.PRICES, Method.CP_SAT)
    assert choose_crew(many).methods == (Method.RUIN, Method.PRICES)


def test_an_objective_that_does_not_add_up_gets_no_prices() -> None:
    mixed = Objective(
        kind=ObjectiveKind.WEIGHTED,
        parts=(Part(objective=VALUE, weight=1.0), Part(objective=LEVELLING, weight=1.0)),
    )

    for objective in (LEVELLING, mixed):
        crew = choose_crew(features_of(Problem(a_hard_roadmap()), objective))
        assert Method.PRICES not in crew.methods
        assert Method.RUIN not in crew.methods


@pytest.mark.parametrize("seconds", [1.0])
def test_the_plan_says_what_was_chosen_and_why(seconds: float) -> None:
    plan = solve(a_hard_roadmap(8, 12), seconds=seconds)

    choice = dict(plan.choice)
    assert choice["measures"] == "8"
    assert "HiGHS" in choice["methods"]


def test_cp_sat_has_all_workers_where_list_schedules_are_no_help() -> None:
    roadmap = a_roadmap(
        *(a_measure(name, a_phase()) for name in ("a", "b")),
        dependencies=(a_link("a", "b", largest_lag_periods=2),),
    )
    sooner = replace(FINISH, last_end=True)

    crew = choose_crew(features_of(Problem(roadmap), sooner))

    assert crew.methods == (Method.CP_SAT,)
    assert crew.threads(Method.CP_SAT, 2) == 2


def test_cp_sat_shares_with_list_schedules_unless_they_are_soon_done() -> None:
    small = features_of(Problem(a_roadmap(a_measure("a", a_phase()))), replace(FINISH, last_end=True))
    large = replace(small, phases=SMALL_INTERVAL_MODEL + 1)

    threads = [choose_crew(features).threads(Method.CP_SAT, 2) for features in (small, large)]

    assert choose_crew(small).methods == (Method.CP_SAT, Method.LISTS)
    assert threads == [2, 1]
