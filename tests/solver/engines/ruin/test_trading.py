"""Waves that change places: lawful, worth what is told, and near the best there is with all begins held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.falling import a_falling_pace, points
from support.list_schedules import Change, no_shared_pools, without
from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import (
    PROFILES,
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Budget,
    Deadline,
    Dependency,
    Gate,
    Group,
    GroupRule,
    Kept,
    Link,
    Measure,
    Roadmap,
    Rollout,
    Schedule,
    ShareDeadline,
    Support,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import solve_exactly
from planner.solver.arrays.arrays import FAR
from planner.solver.arrays.building import Flat
from planner.solver.engines.placing.list_schedule import (
    guides,
    kept_arrays,
    led,
    list_schedule_of,
    place_in_order,
)
from planner.solver.engines.ruin.kernels.bounds import bounds_of
from planner.solver.engines.ruin.kernels.trading import trade_waves
from planner.verify import judge

FAMILIES = {
    "plain": random_roadmap,
    "under way": random_roadmap_under_way,
    "payers": random_roadmap_with_payers,
    "requirements": random_roadmap_with_requirements,
    "profiles": random_roadmap_with_profiles,
    "falling paces": random_roadmap_with_falling_paces,
    "other load": random_roadmap_with_other_load,
    "adaptations": random_roadmap_with_adaptations,
}
SEEDS = 60
MNOK = 1e6


@dataclass(frozen=True)
class Traded:
    """A plan, the same after waves have changed places, and what that was said to gain."""

    before: Schedule
    after: Schedule
    told: float


def traded(flat: Flat, schedule: Schedule, change: Change | None = None, rounds: int = 8) -> Traded:
    """Let waves of a plan change places until nothing gains, under changed arrays where a change is given."""
    guide = guides(flat)[-1]
    arrays, kept, plans = led(flat, guide), kept_arrays(flat, guide), flat.plans_of(schedule)
    if change is not None:
        arrays = change(arrays)
    told = sum(trade_waves(arrays, kept, plans, bounds_of(arrays, kept, plans)) for _ in range(rounds))
    return Traded(schedule, flat.schedule_of(plans), told)


def one_after_the_other(roadmap: Roadmap, change: Change | None = None, **fields: Any) -> Traded:
    """Place measures as they are listed, and then let waves change places."""
    flat = Flat(Problem(roadmap), fields.pop("objective", VALUE))
    schedule = place_in_order(flat, range(len(flat.tasks)))
    assert schedule is not None
    assert judge(roadmap, schedule) == []
    return traded(flat, schedule, change, **fields)


def a_crowded_roadmap(seed: int, *, plain: bool = False) -> Roadmap:
    """Give measures that wait for each other in two sectors with little room, under rules drawn at random.

    ``plain`` leaves out what makes the best waves more than a matter of pairs in one sector and period.
    """
    dice = Random(f"crowded {seed}")
    ids = [f"m{number}" for number in range(dice.randint(3, 6))]
    rollouts = [_drawn_rollout(dice, each, sector) for each in ids for sector in ("gp", "city")]
    link, limit = dice.choice((Link.ADOPTION, Link.FINISH_START)), dice.uniform(2, 9) * MNOK
    has_link, has_budget = dice.random() < 0.5, dice.random() < 0.4
    if plain:
        simple: dict[str, Any] = {"gates": (), "counts_from": 0.0, "effort_profile": (), "pace": 0.25}
        rollouts, has_link, has_budget = [replace(each, **simple) for each in rollouts], False, False
    return a_roadmap(
        *(a_measure(each, a_phase("build", 1), optional=dice.random() < 0.8) for each in ids),
        sectors=tuple(a_receiver(each, capacity=dice.uniform(20.0, 60.0)) for each in ("gp", "city")),
        rollouts=tuple(rollouts),
        dependencies=(a_link(ids[0], ids[-1], link),) if has_link else (),
        budgets=(Budget(year=2023, limit_nok=limit),) if has_budget else (),
        periods=dice.randint(10, 16),
    )


def _drawn_rollout(dice: Random, measure: str, sector: str) -> Rollout:
    """Draw a rollout: its pace, gates, cost, benefit, profile, and from what share it counts."""
    return a_rollout(
        measure,
        sector,
        pace=dice.choice((0.125, 0.25, 0.5, a_falling_pace(dice))),
        gates=(Gate(limit=0.125, periods=dice.randint(1, 2)),) if dice.random() < 0.3 else (),
        effort_per_unit=dice.uniform(0.4, 1.6),
        cost_per_unit_nok=dice.choice((0.0, 2e4)),
        benefit_nok_per_year=dice.uniform(1, 60) * MNOK,
        counts_from=dice.choice((0.0, 0.0, 0.0, 0.5)),
        effort_profile=dice.choice((*PROFILES[:5], (), (), ())),
    )


def in_their_order(*, plain: bool = False) -> Iterator[tuple[Roadmap, Traded]]:
    """Give crowded roadmaps with the plan that places measures as they are listed, before and after."""
    for seed in range(SEEDS):
        roadmap = a_crowded_roadmap(seed, plain=plain)
        flat = Flat(Problem(roadmap), VALUE)
        schedule = place_in_order(flat, range(len(flat.tasks)))
        if schedule is not None:
            yield roadmap, traded(flat, schedule)


def of_a_family(family: str) -> Iterator[tuple[Roadmap, Traded]]:
    """Give random roadmaps with their list schedule before and after."""
    for seed in range(SEEDS):
        roadmap = FAMILIES[family](seed)
        flat = Flat(Problem(roadmap), VALUE)
        schedule = list_schedule_of(flat) if flat.adds_up else None
        if schedule is not None and judge(roadmap, schedule) == []:
            yield roadmap, traded(flat, schedule)


def all_but_waves(schedule: Schedule) -> tuple[object, ...]:
    """Give what must stay: what is in, phases, adaptations and begins."""
    rollouts = [replace(each, adoption=()) for each in schedule.rollouts]
    return schedule.selected, schedule.phases, rollouts


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_traded_in_any_roadmap_is_lawful(family: str) -> None:
    for roadmap, each in of_a_family(family):
        assert judge(roadmap, each.after) == []
        assert score(roadmap, VALUE, each.after) >= score(roadmap, VALUE, each.before) - 1.0


def test_what_is_traded_in_a_crowd_is_lawful_and_changes_waves_alone() -> None:
    moved = 0

    for roadmap, each in in_their_order():
        moved += each.after != each.before

        assert judge(roadmap, each.after) == []
        assert all_but_waves(each.after) == all_but_waves(each.before)

    assert moved >= SEEDS / 2


def test_it_gains_what_it_says() -> None:
    for roadmap, each in in_their_order():
        gained = score(roadmap, VALUE, each.after) - score(roadmap, VALUE, each.before)

        assert gained == pytest.approx(each.told * MNOK, rel=1e-6, abs=1.0)


@pytest.mark.parametrize(("plain", "share"), [(True, 0.9), (False, 0.4)])
def test_it_comes_near_the_best_with_all_begins_and_phases_held(plain: bool, share: float) -> None:
    reached = possible = 0.0

    for roadmap, each in in_their_order(plain=plain):
        if not is_whole(roadmap, each.before):
            continue
        best = solve_exactly(held(roadmap, each.before), VALUE).score
        before, after = (score(roadmap, VALUE, plan) for plan in (each.before, each.after))
        assert best is not None
        assert after <= best * 1.001  # where it is pinned, a begin takes in one unit at least
        reached, possible = reached + after - before, possible + best - before

    assert possible > 0.0
    assert reached >= share * possible


def is_whole(roadmap: Roadmap, schedule: Schedule) -> bool:
    """Tell whether all measures are in and all rollouts begin, so that all can be held."""
    begun = [each for each in schedule.rollouts if each.begin is not None]
    return len(schedule.selected) == len(roadmap.measures) and len(begun) == len(roadmap.rollouts)


def held(roadmap: Roadmap, schedule: Schedule) -> Roadmap:
    """Pin all phases and begins of a plan in which all is in."""
    starts = {(each.measure, each.phase): each.start for each in schedule.phases}
    begins = {(each.measure, each.sector): each.begin or 0 for each in schedule.rollouts}
    day = roadmap.calendar.date_of
    measures = tuple(
        replace(
            measure,
            phases=tuple(
                replace(phase, pinned_start=day(starts[measure.id, phase.id])) for phase in measure.phases
            ),
        )
        for measure in roadmap.measures
    )
    rollouts = tuple(
        replace(each, pinned_begin=day(begins[each.measure, each.sector])) for each in roadmap.rollouts
    )
    names = tuple(each.id for each in measures)
    stay = Group(id="all", rule=GroupRule.AT_LEAST, measures=names, at_least=len(names))
    return replace(roadmap, measures=measures, rollouts=rollouts, groups=(stay,))


# Each rule alone, on two rollouts in one sector: the first has what the second gains more by


SMALL, LARGE = 1 * MNOK, 100 * MNOK


def two(
    *links: Dependency,
    more: Sequence[Measure] = (),
    first: dict[str, Any] | None = None,
    second: dict[str, Any] | None = None,
    sector: dict[str, Any] | None = None,
    support: float | None = None,
    rollouts: Sequence[Rollout] = (),
    **fields: Any,
) -> Roadmap:
    """Give two measures that take turns in a sector with room for five fourths of a wave."""
    takes = a_receiver(**({"capacity": 25.0} | (sector or {})))
    given = {"pace": 0.2, "benefit_nok_per_year": SMALL}
    return a_roadmap(
        a_measure("a", optional=True),
        a_measure("b", optional=True),
        *more,
        sectors=(takes, a_receiver("free"), a_deliverer(capacity=support)),
        rollouts=(
            a_rollout("a", **(given | (first or {}))),
            a_rollout("b", **(given | {"benefit_nok_per_year": LARGE} | (second or {}))),
            *rollouts,
        ),
        dependencies=links,
        **({"periods": 12} | fields),
    )


def shares(schedule: Schedule, measure: str) -> list[float]:
    """Give what a rollout of the sector has in use at the end of each period."""
    return [round(share, 6) for share in schedule.rollouts_by_key[measure, "gp"].adoption]


def test_the_one_that_gains_more_takes_all_but_a_begin() -> None:
    found = one_after_the_other(two())

    assert shares(found.before, "b")[:5] == [0.05, 0.1, 0.15, 0.2, 0.25]
    assert shares(found.after, "b")[:5] == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert shares(found.after, "a")[:6] == [0.05, 0.1, 0.15, 0.2, 0.25, 0.45]
    assert judge(two(), found.after) == []


def test_what_is_free_is_taken_without_an_exchange() -> None:
    roadmap = two()
    flat = Flat(Problem(roadmap), VALUE)
    schedule = place_in_order(flat, [0, 1])
    assert schedule is not None
    later = tuple(replace(each, adoption=(0.05, *each.adoption[:-1])) for each in schedule.rollouts)
    waiting = replace(schedule, rollouts=later)
    assert judge(roadmap, waiting) == []

    assert score(roadmap, VALUE, traded(flat, waiting).after) >= score(roadmap, VALUE, schedule)


@dataclass(frozen=True)
class Rule:
    """A roadmap on which a rule binds, how to take the rule away, and what the judge then finds."""

    roadmap: Roadmap
    change: Change
    code: str


def a_third(periods: int) -> Measure:
    """Give a third measure of so many periods."""
    return a_measure("c", a_phase("build", periods))


RULES = {
    "capacity": Rule(two(), without("limits", pool=1e6), "above_capacity"),
    "pace": Rule(two(), without("rollouts", pace=1.0), "above_pace"),
    "pace that falls": Rule(
        two(second={"pace": points((0.2, 0.3), (0.05, 1.0))}),
        without("rollouts", line_slope=0.0),
        "above_pace",
    ),
    "gates": Rule(
        two(second={"gates": (Gate(limit=0.06, periods=3),)}), without("rollouts", gate_from=0), "above_gate"
    ),
    "first wave": Rule(
        two(first={"gates": (Gate(limit=0.2),), "first_share": 0.15}),
        without("rollouts", first_wave=0.0),
        "first_wave_too_small",
    ),
    "budget": Rule(
        two(second={"cost_per_unit_nok": 1e5}, budgets=(Budget(year=2023, limit_nok=3e6),)),
        no_shared_pools,
        "above_budget",
    ),
    "deadline of a share": Rule(
        two(first={"deadline": ShareDeadline(share=0.8, deadline=Deadline(day=day_of(4)))}),
        without("rollouts", due=FAR),
        "share_after_deadline",
    ),
    "mandatory end": Rule(
        replace(
            two(periods=6),
            measures=(a_measure("a"), a_measure("b", optional=True)),
        ),
        without("measures", must_be_in=False),
        "rollout_unfinished",
    ),
    "who follows": Rule(
        two(
            a_link("a", "d", Link.ADOPTION),
            more=(a_measure("d", optional=True),),
            rollouts=(a_rollout("d", pace=0.2, effort_per_unit=0.0, benefit_nok_per_year=SMALL),),
        ),
        without("links", accepted=1.0),
        "adoption_above_predecessor",
    ),
    "support": Rule(
        two(
            second={"pace": 0.3},
            sector={"capacity": 100.0},
            support=20.0,
            supports=(Support(measure="b", receiving="gp", delivering="nhn", effort_per_unit=1.0),),
        ),
        without("limits", pool=1e6),
        "above_capacity",
    ),
    "share link": Rule(
        two(
            a_link("a", "c", Link.SHARE, share=0.6, share_sector="gp"),
            more=(a_third(2),),
            rollouts=(a_rollout("c", "free", benefit_nok_per_year=SMALL),),
        ),
        without("links", share=0.1),
        "share_not_reached",
    ),
    "largest lag after an end": Rule(
        two(
            a_link("b@gp", "c/build", largest_lag_periods=0),
            more=(replace(a_third(1), optional=True),),
            rollouts=(a_rollout("c", "free", benefit_nok_per_year=SMALL),),
            periods=14,
        ),
        without("links", largest_lag=FAR),
        "after_largest_lag",
    ),
    "no end before": Rule(
        replace(
            two(a_link("c/build", "b@gp", Link.FINISH_FINISH), more=(a_third(7),)),
            measures=(a_measure("c", a_phase("build", 7)), a_measure("a"), a_measure("b")),
        ),
        without("rollouts", last_unit=0.0),
        "rollout_ends_before_predecessor",
    ),
    "simultaneous rollouts": Rule(
        two(
            first={"first_share": 0.1, "gates": (Gate(limit=0.2),)},
            sector={"simultaneous_limit": 2.0, "strict_counting": True},
            more=(a_measure("d", optional=True),),
            rollouts=(a_rollout("d", pace=0.2, benefit_nok_per_year=SMALL),),
            periods=16,
        ),
        lambda arrays: arrays._replace(
            rollouts=arrays.rollouts._replace(other_from=arrays.rollouts.draw_from[1:].copy())
        ),
        "too_many_whole_rollouts",
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_with_each_rule_what_is_traded_is_lawful(rule: Rule) -> None:
    assert judge(rule.roadmap, one_after_the_other(rule.roadmap).after) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_taken_away_makes_what_is_traded_unlawful(rule: Rule) -> None:
    found = one_after_the_other(rule.roadmap, rule.change)

    assert rule.code in {finding.code for finding in judge(rule.roadmap, found.after)}


def test_neither_runs_ahead_of_what_it_follows() -> None:
    roadmap = two(a_link("a", "b", Link.ADOPTION))

    found = one_after_the_other(roadmap)

    assert judge(roadmap, found.after) == []
    assert found.after == found.before


def test_what_must_be_kept_of_another_objective_stands_in_the_way() -> None:
    roadmap = two()
    flat = Flat(Problem(roadmap), VALUE)
    schedule = place_in_order(flat, [0, 1])
    assert schedule is not None
    level = score(roadmap, COVERAGE, schedule)
    keeping = replace(VALUE, kept=(Kept(objective=COVERAGE, level=level),))

    found = one_after_the_other(roadmap, objective=keeping)

    assert score(roadmap, COVERAGE, found.after) >= level * (1 - 1e-6)


def test_where_ends_count_nothing_is_traded() -> None:
    found = one_after_the_other(two(), objective=FINISH)

    assert found.told == 0.0
    assert found.after == found.before
