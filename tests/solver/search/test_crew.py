"""Which engines a roadmap gets, and that the plan says why."""

from dataclasses import replace

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    an_adaptation,
)
from support.hard import a_hard_roadmap

from planner.model import FINISH, VALUE, Demand, Effort, Objective, ObjectiveKind, Part
from planner.problem import LARGEST_STEP_MODEL, Problem, features_of
from planner.solver import solve
from planner.solver.contract.method import Method
from planner.solver.engines.interval.scope import handles
from planner.solver.search.crew import (
    MOST_TO_ORDER,
    PROVABLE_INTERVAL_MODEL,
    SMALL_INTERVAL_MODEL,
    SMALL_STEP_MODEL,
    TURNS,
    TURNS_BEFORE_HIGHS,
    VARIABLES_PER_UNIT,
    choose_crew,
)

LEVELLING = Objective(kind=ObjectiveKind.LEVELLING)


def test_features_are_counted() -> None:
    features = features_of(Problem(a_roadmap_with_everything()), VALUE)

    assert (features.measures, features.phases, features.rollouts, features.periods) == (2, 2, 2, 8)
    assert features.has_waves
    assert features.is_additive


def test_adaptations_are_counted_apart_and_go_to_those_who_know_them() -> None:
    plain = a_roadmap_with_everything()
    asked = (Demand(sector="nhn", person_months=20.0),)
    adapting = replace(plain, adaptations=(an_adaptation("a", periods=2, support=asked),))

    before, after = (features_of(Problem(each), VALUE) for each in (plain, adapting))
    crew = choose_crew(after)

    assert (before.has_adaptations, after.has_adaptations) == (False, True)
    assert (after.phases, after.adaptations) == (before.phases, 1)
    # it starts at 2, when the phase can have ended, to 5, so that a wave may follow
    assert after.step_variables == before.step_variables + 4
    assert after.fullness == pytest.approx(before.fullness + 2 * 20.0 / (8 * 3.0))
    assert set(crew.methods) == {Method.HIGHS, Method.NEIGHBOURHOODS, Method.RUIN, Method.PRICES}
    assert crew.without_a_plan.methods[0] is Method.HIGHS
    assert dict(crew.choice)["adaptations"] == "1"
    assert "adaptations" not in dict(choose_crew(before).choice)


@pytest.mark.parametrize("objective", [VALUE, FINISH, LEVELLING], ids=lambda each: each.kind.value)
def test_engines_for_phases_alone_refuse_adaptations(objective: Objective) -> None:
    problem = Problem(replace(a_roadmap_with_everything(), adaptations=(an_adaptation("a"),)))

    assert not handles(problem, objective)
    assert not features_of(problem, objective).is_listable


def test_waves_go_to_highs_first() -> None:
    crew = choose_crew(features_of(Problem(a_hard_roadmap()), VALUE))

    assert set(crew.methods) == {Method.HIGHS, Method.NEIGHBOURHOODS, Method.RUIN, Method.PRICES}
    assert crew.methods[0] is Method.HIGHS


def test_large_waves_do_not_go_to_highs() -> None:
    small = features_of(Problem(a_hard_roadmap()), VALUE)

    crew = choose_crew(replace(small, step_variables=LARGEST_STEP_MODEL + 1))

    assert Method.HIGHS not in crew.methods
    assert Method.PRICES in crew.methods


def test_little_repeatable_work_goes_without_highs_where_that_takes_long_to_stop() -> None:
    small = features_of(Problem(a_hard_roadmap()), VALUE)
    crew = choose_crew(replace(small, step_variables=30 * VARIABLES_PER_UNIT))
    alone = choose_crew(replace(crew.features, is_additive=False))

    assert Method.HIGHS not in crew.repeatable(29).methods
    assert crew.repeatable(30) == crew
    assert Method.HIGHS in alone.repeatable(1).methods  # nothing else has a bound


def test_many_phases_that_fill_a_sector_go_without_highs_and_ruin_goes_on_to_the_end() -> None:
    roomy = replace(features_of(Problem(a_hard_roadmap()), VALUE), step_variables=40_000, fullness=0.3)
    crew, crowded = choose_crew(roomy), choose_crew(replace(roomy, fullness=0.95))

    assert crew.methods == (Method.PRICES, Method.RUIN, Method.NEIGHBOURHOODS, Method.HIGHS)
    assert crowded.methods == (Method.PRICES, Method.RUIN, Method.NEIGHBOURHOODS)
    assert crew.turn(Method.RUIN) < crowded.turn(Method.RUIN) == 1.0


def test_prices_and_ruin_soon_give_way_to_highs_where_that_gets_far_with_the_whole() -> None:
    features = replace(features_of(Problem(a_hard_roadmap()), VALUE), step_variables=10_000, fullness=0.1)
    crew = choose_crew(features)
    without = replace(crew, methods=tuple(each for each in crew.methods if each is not Method.HIGHS))
    early, late = (Method.PRICES, Method.RUIN), (Method.NEIGHBOURHOODS, Method.HIGHS)

    assert [crew.turn(each) for each in early] == [TURNS_BEFORE_HIGHS[each] for each in early]
    assert [crew.turn(each) for each in late] == [1.0, 1.0]
    assert without.turn(Method.RUIN) > crew.turn(Method.RUIN)
    # where HiGHS begins, it has had its turn by then
    first = choose_crew(replace(features, step_variables=SMALL_STEP_MODEL))
    assert first.methods[0] is Method.HIGHS
    assert [first.turn(each) for each in early] == [TURNS[each] for each in early]


def test_on_one_core_neighbourhoods_which_never_end_come_last() -> None:
    crew = choose_crew(replace(features_of(Problem(a_hard_roadmap()), VALUE), step_variables=10_000))

    assert crew.methods[-2:] == (Method.NEIGHBOURHOODS, Method.HIGHS)
    assert crew.one_by_one.methods == (*crew.methods[:-2], Method.HIGHS, Method.NEIGHBOURHOODS)


def test_fullness_is_what_phases_ask_of_the_sector_that_they_fill_most() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=3.0), a_phase("trial", 1, nhn=2.0, gp=1.0)),
        periods=4,
        sectors=(a_deliverer("nhn", capacity=6.0), a_receiver("gp", capacity=6.0)),
    )

    held = features_of(Problem(roadmap), VALUE).fullness

    demands = [mode.demands for phase in Problem(roadmap).measures["a"].phases for mode in phase.modes]
    assert held == pytest.approx((2 * demands[0]["nhn"] + demands[1]["nhn"]) / (4 * 6.0))


def test_finishing_early_without_waves_goes_to_intervals() -> None:
    phases_only = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()))

    assert choose_crew(features_of(Problem(phases_only), FINISH)).methods[0] is Method.CP_SAT


def test_cp_sat_takes_no_core_from_others_where_many_phases_compete_for_value() -> None:
    few = features_of(Problem(a_roadmap(a_measure("a", a_phase()))), VALUE)
    many = replace(few, phases=PROVABLE_INTERVAL_MODEL + 1)

    assert choose_crew(few).methods == (Method.RUIN, Method.PRICES, Method.CP_SAT)
    assert Method.CP_SAT not in choose_crew(many).methods


def test_phases_that_compete_for_value_get_a_second_search_that_begins_when_prices_have_ended() -> None:
    one = features_of(Problem(a_roadmap(a_measure("a", a_phase()))), VALUE)
    small = replace(one, phases=PROVABLE_INTERVAL_MODEL + 1, measures=MOST_TO_ORDER)

    crews = [choose_crew(each) for each in (small, replace(small, measures=MOST_TO_ORDER + 1))]

    assert crews[0].methods == (Method.ORDERS, Method.PRICES, Method.RUIN)
    assert crews[1].methods == (Method.RUIN, Method.PRICES, Method.RUIN_TOO)
    assert {crew.turn(method) for crew in crews for method in crew.methods} == {1.0}


def test_ruin_gives_way_where_a_prover_waits() -> None:
    few = choose_crew(features_of(Problem(a_roadmap(a_measure("a", a_phase()))), VALUE))

    assert few.turn(Method.RUIN) < 1.0
    assert few.turn(Method.CP_SAT) == 1.0


def test_prices_that_others_wait_for_may_end_what_they_are_at_and_no_more() -> None:
    large = replace(features_of(Problem(a_hard_roadmap()), VALUE), step_variables=SMALL_STEP_MODEL + 1)
    crew = choose_crew(large)

    assert crew.turn(Method.PRICES) < crew.longest_turn(Method.PRICES) < 1.0
    assert crew.longest_turn(Method.RUIN) == crew.turn(Method.RUIN)
    assert crew.longest_turn(Method.HIGHS) == 1.0


def test_neighbourhoods_look_around_an_earlier_plan_before_others_search_afar() -> None:
    large = replace(features_of(Problem(a_hard_roadmap()), VALUE), step_variables=SMALL_STEP_MODEL + 1)
    crew = choose_crew(large)

    assert crew.methods[:2] == (Method.PRICES, Method.RUIN)
    assert crew.near_the_best.methods[:3] == (Method.PRICES, Method.NEIGHBOURHOODS, Method.RUIN)
    assert set(crew.near_the_best.methods) == set(crew.methods)


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
    plan = solve(a_hard_roadmap(8, 12), effort=Effort(seconds=seconds))

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
