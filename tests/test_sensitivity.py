"""What assumptions could move: each group alone, sourced figures never; the relaxation bounds every plan."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, an_adaptation, day_of

from planner.language import ToldError
from planner.model import (
    VALUE,
    Adaptation,
    AssumedGroup,
    Basis,
    Deadline,
    Demand,
    Estimate,
    Plan,
    PlanStatus,
    Provenance,
    Roadmap,
    Spread,
    Support,
    Swing,
)
from planner.sensitivity import most_telling, moved, nearest_sources, ranges, swing_data, swings
from planner.solver import best_relaxed, solve_exactly

DOCUMENTED = Provenance(source="https://example.org", basis=Basis.DOCUMENTED)


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    """Make a whole small case whose benefits and efforts have a low and a high."""
    whole = a_roadmap_with_everything()
    rollouts = tuple(
        replace(
            each,
            benefit_spread=Spread(low=each.benefit_nok_per_year / 2, high=2 * each.benefit_nok_per_year),
            effort_spread=Spread(low=0.5, high=1.5),
        )
        for each in whole.rollouts
    )
    return replace(whole, rollouts=rollouts)


@pytest.fixture(scope="module")
def adapted(roadmap: Roadmap) -> Roadmap:
    """Let both sectors' rollouts be supported, and the first begin with an adaptation of a wide spread."""
    adaptation = replace(
        an_adaptation("a", "gp"),
        duration=Estimate(low=0.6, likely=1, high=2.4),
        person_months=4.0,
        effort_spread=Spread(low=2.0, high=8.0),
        cost_nok_per_period=2e5,
        cost_spread=Spread(low=1e5, high=4e5),
        support=(Demand(sector="nhn", person_months=0.5),),
    )
    supports = tuple(
        Support(
            measure=measure,
            receiving="gp",
            delivering="nhn",
            effort_per_unit=0.01,
            effort_spread=Spread(low=0.0, high=0.1),
            profile=((0, 0.5), (1, 0.5)),
        )
        for measure in ("a", "b")
    )
    return replace(roadmap, adaptations=(adaptation,), supports=supports)


def the_adaptation(roadmap: Roadmap) -> Adaptation:
    """Give the only adaptation."""
    (adaptation,) = roadmap.adaptations
    return adaptation


def with_duration(roadmap: Roadmap, duration: Estimate) -> Roadmap:
    """Give the first phase of the first measure another duration."""
    first, *others = roadmap.measures
    (phase,) = first.phases
    mode = replace(phase.modes[0], duration=duration)
    changed = replace(first, phases=(replace(phase, modes=(mode,)),))
    return replace(roadmap, measures=(changed, *others))


def test_no_plan_beats_the_relaxation(roadmap: Roadmap) -> None:
    best, bound = solve_exactly(roadmap, VALUE).score, best_relaxed(roadmap)

    assert best is not None
    assert bound is not None
    assert bound >= best - 1


def test_more_benefit_and_less_effort_are_worth_more(roadmap: Roadmap) -> None:
    found = {swing.group: swing for swing in swings(roadmap)}

    assert found.keys() == {AssumedGroup.BENEFIT, AssumedGroup.EFFORT}
    benefit, effort = found[AssumedGroup.BENEFIT], found[AssumedGroup.EFFORT]
    assert (benefit.figures, effort.figures) == (2, 2)
    assert benefit.low_nok is not None
    assert benefit.high_nok is not None
    assert benefit.low_nok < benefit.high_nok
    assert effort.low_nok is not None
    assert effort.high_nok is not None
    assert effort.low_nok >= effort.high_nok
    assert [swing.moves_nok for swing in swings(roadmap)] == sorted(
        (benefit.moves_nok, effort.moves_nok), reverse=True
    )


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("group", AssumedGroup)
def test_what_a_source_says_stays(adapted: Roadmap, group: AssumedGroup, end: str) -> None:
    sourced = replace(
        adapted,
        rollouts=tuple(replace(each, provenance=DOCUMENTED) for each in adapted.rollouts),
        adaptations=tuple(replace(each, provenance=DOCUMENTED) for each in adapted.adaptations),
        supports=tuple(replace(each, provenance=DOCUMENTED) for each in adapted.supports),
    )

    found = moved(sourced, group, end)  # type: ignore[arg-type]

    assert found.rollouts == sourced.rollouts
    assert found.adaptations == sourced.adaptations
    assert found.supports == sourced.supports


def test_a_duration_moves_to_whole_periods_and_never_to_nothing(roadmap: Roadmap) -> None:
    spread = with_duration(roadmap, Estimate(low=0.2, likely=2, high=2.6))

    periods = [
        moved(spread, AssumedGroup.DURATION, end).measures[0].phases[0].modes[0].periods
        for end in ("low", "high")
    ]

    assert periods == [1, 3]


def test_a_date_that_may_not_be_missed_hides_nothing(roadmap: Roadmap) -> None:
    spread = with_duration(roadmap, Estimate(low=1, likely=2, high=3))
    due = replace(spread.measures[0], deadline=Deadline(day=day_of(2)))
    pressed = replace(spread, measures=(due, *spread.measures[1:]))

    found = {swing.group: swing for swing in swings(pressed)}

    assert best_relaxed(moved(pressed, AssumedGroup.DURATION, "high")) is None
    assert found[AssumedGroup.DURATION].high_nok == pytest.approx(
        best_relaxed(moved(spread, AssumedGroup.DURATION, "high"))
    )


def test_a_group_that_leaves_no_plan_matters_most(roadmap: Roadmap) -> None:
    endless = with_duration(roadmap, Estimate(low=2, likely=2, high=99))

    first, *_others = swings(endless)

    assert first.group is AssumedGroup.DURATION
    assert first.high_nok is None
    assert first.moves_nok == float("inf")


def test_the_cost_at_start_goes_in_proportion(roadmap: Roadmap) -> None:
    first = roadmap.measures[0]
    mode = replace(
        first.phases[0].modes[0],
        cost_at_start_nok=4e6,
        cost_nok_per_period=2e6,
        cost_spread=Spread(low=1e6, high=3e6),
    )
    measure = replace(first, phases=(replace(first.phases[0], modes=(mode,)),))
    costly = replace(roadmap, measures=(measure, *roadmap.measures[1:]))

    high = moved(costly, AssumedGroup.CENTRAL_COST, "high").measures[0].phases[0].modes[0]

    assert (high.cost_nok_per_period, high.cost_at_start_nok) == (3e6, 6e6)


def test_how_long_adaptations_take_is_a_group_of_its_own(adapted: Roadmap) -> None:
    ends = [moved(adapted, AssumedGroup.ADAPTATION_DURATION, end) for end in ("low", "high")]

    assert [the_adaptation(each).periods for each in ends] == [1, 2]
    for each in ends:
        restored = replace(the_adaptation(each), duration=the_adaptation(adapted).duration)
        assert replace(each, adaptations=(restored,)) == adapted


def test_what_an_adaptation_asks_of_its_sector_moves_with_effort_and_what_it_costs_with_local_cost(
    adapted: Roadmap,
) -> None:
    effort = the_adaptation(moved(adapted, AssumedGroup.EFFORT, "high"))
    cost = the_adaptation(moved(adapted, AssumedGroup.LOCAL_COST, "low"))

    assert (effort.person_months, effort.cost_nok_per_period) == (8.0, 2e5)
    assert (cost.person_months, cost.cost_nok_per_period) == (4.0, 1e5)
    assert effort.support == cost.support == the_adaptation(adapted).support


def test_support_moves_as_a_group_and_the_shares_of_its_profile_stay(adapted: Roadmap) -> None:
    low, high = (moved(adapted, AssumedGroup.SUPPORT, end) for end in ("low", "high"))

    assert [each.effort_per_unit for each in (*low.supports, *high.supports)] == [0.0, 0.0, 0.1, 0.1]
    assert {each.profile for each in high.supports} == {adapted.supports[0].profile}
    assert replace(high, supports=adapted.supports) == adapted


def test_groups_count_adaptations_and_support_and_less_of_either_is_worth_no_less(adapted: Roadmap) -> None:
    found = {swing.group: swing for swing in swings(adapted)}

    counts = {group: swing.figures for group, swing in found.items()}
    assert counts == {
        AssumedGroup.BENEFIT: 2,
        AssumedGroup.EFFORT: 3,
        AssumedGroup.LOCAL_COST: 1,
        AssumedGroup.ADAPTATION_DURATION: 1,
        AssumedGroup.SUPPORT: 2,
    }
    for group in (AssumedGroup.ADAPTATION_DURATION, AssumedGroup.SUPPORT, AssumedGroup.LOCAL_COST):
        swing = found[group]
        assert swing.low_nok is not None
        assert swing.high_nok is not None
        assert swing.low_nok > swing.high_nok


def test_the_figures_of_a_group_stand_where_they_are_with_both_their_ends(adapted: Roadmap) -> None:
    effort = ranges(adapted, AssumedGroup.EFFORT)
    (support, _other) = ranges(adapted, AssumedGroup.SUPPORT)

    assert [(each.figure.measure, each.figure.sector, each.figure.field) for each in effort] == [
        *[(rollout.measure, rollout.sector, "effort_per_unit") for rollout in adapted.rollouts],
        ("a", "gp", "person_months"),
    ]
    assert (effort[-1].low, effort[-1].figure.amount, effort[-1].high) == (2.0, 4.0, 8.0)
    assert (support.low, support.figure.amount, support.high) == (0.0, 0.01, 0.1)


def test_each_figure_that_a_group_moves_is_one_of_its_figures(adapted: Roadmap) -> None:
    """Move each group and put back what its figures name: the roadmap is as it was."""
    for group in AssumedGroup:
        high = moved(adapted, group, "high")
        found = ranges(adapted, group)

        assert (high == adapted) == (not found or all(each.high == each.figure.amount for each in found))
        for other in set(AssumedGroup) - {group}:
            assert [each.figure.amount for each in ranges(high, other)] == [
                each.figure.amount for each in ranges(adapted, other)
            ]


def test_the_nearest_sources_are_those_of_figures_of_the_kind_that_are_not_assumed(adapted: Roadmap) -> None:
    first, second, *others = adapted.rollouts
    named = Provenance(
        source="https://example.org/a; Report B", basis=Basis.ASSUMED, exceptions=(("pace", Basis.DERIVED),)
    )
    twice = Provenance(source="Report B", basis=Basis.DOCUMENTED)
    rollouts = (replace(first, provenance=named), replace(second, provenance=twice), *others)
    sourced = replace(adapted, rollouts=rollouts)

    assert nearest_sources(sourced, AssumedGroup.PACE) == ["Report B", "https://example.org/a"]
    assert nearest_sources(sourced, AssumedGroup.BENEFIT) == ["Report B"]
    assert nearest_sources(adapted, AssumedGroup.PACE) == []


def test_what_is_known_is_not_worked_out_again(roadmap: Roadmap) -> None:
    known = {(AssumedGroup.BENEFIT, "low"): 1e6, (AssumedGroup.BENEFIT, "high"): 9e6}
    worths = dict(known)

    found = {swing.group: swing for swing in swings(roadmap, worths=worths)}  # type: ignore[arg-type]

    assert (found[AssumedGroup.BENEFIT].low_nok, found[AssumedGroup.BENEFIT].high_nok) == (1e6, 9e6)
    assert worths.keys() - known.keys() == {(AssumedGroup.EFFORT, end) for end in ("low", "high")}


def test_who_says_stop_is_given_only_what_is_known_and_no_process_is_left(roadmap: Roadmap) -> None:
    stop = threading.Event()
    stop.set()
    known = {(AssumedGroup.BENEFIT, "low"): 1e6, (AssumedGroup.BENEFIT, "high"): 9e6}

    found = swings(roadmap, worths=known, stop=stop)  # type: ignore[arg-type]

    assert [swing.group for swing in found] == [AssumedGroup.BENEFIT]
    assert multiprocessing.active_children() == []


@contextmanager
def nobody_lives_long() -> Iterator[None]:
    """End every process that is begun, from outside."""
    over = threading.Event()

    def end() -> None:
        while not over.wait(0.01):
            for child in multiprocessing.active_children():
                child.kill()

    killer = threading.Thread(target=end)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def test_a_process_that_is_ended_from_outside_is_told_and_never_waited_for(roadmap: Roadmap) -> None:
    with nobody_lives_long(), pytest.raises(ToldError, match="ended from outside"):
        swings(roadmap)


def test_a_group_has_a_figure_to_move() -> None:
    with pytest.raises(ValueError, match="figures is 0, expected 1 or more"):
        Swing(group=AssumedGroup.PACE, figures=0, low_nok=1.0, high_nok=2.0)


def test_the_groups_told_are_those_that_move_most_and_none_that_moves_nothing() -> None:
    groups = list(AssumedGroup)
    amounts = (0.4e6, 3e6, 0.6e6, 9e6, 1e6, 2e6, 4e6)
    given = [
        Swing(group=group, figures=1, low_nok=0.0, high_nok=amount)
        for group, amount in zip(groups, amounts, strict=False)
    ]
    endless = Swing(group=groups[-1], figures=1, low_nok=None, high_nok=1.0)
    plan = Plan(
        roadmap=a_roadmap_with_everything(),
        objective=VALUE,
        status=PlanStatus.UNKNOWN,
        swings=(*given, endless),
    )

    assert [each.moves_nok for each in most_telling(plan)] == [float("inf"), 9e6, 4e6, 3e6, 2e6]
    assert most_telling(replace(plan, swings=tuple(given[:1]))) == []
    assert swing_data(plan.roadmap, endless) == {
        "group": str(groups[-1]),
        "figures": 1,
        "low_nok": None,
        "high_nok": 1.0,
        "moves_nok": None,
        "nearest_sources": [],
    }
