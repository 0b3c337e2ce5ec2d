"""What assumptions could move: each group alone, sourced figures never; the relaxation bounds every plan."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, an_adaptation, day_of

from planner.model import (
    VALUE,
    Adaptation,
    Basis,
    Deadline,
    Demand,
    Estimate,
    Provenance,
    Roadmap,
    Spread,
    Support,
)
from planner.sensitivity import AssumedGroup, moved, swings
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
