"""What assumptions could move: each group alone, sourced figures never; the relaxation bounds every plan."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, day_of

from planner.model import VALUE, Basis, Deadline, Estimate, Provenance, Roadmap, Spread
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
def test_what_a_source_says_stays(roadmap: Roadmap, group: AssumedGroup, end: str) -> None:
    rollouts = tuple(replace(each, provenance=DOCUMENTED) for each in roadmap.rollouts)
    sourced = replace(roadmap, rollouts=rollouts)

    assert moved(sourced, group, end).rollouts == sourced.rollouts  # type: ignore[arg-type]


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
