"""Repair: what the rules still allow of a plan stays, what has to move moves little, and all is lawful."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.strategies import random_roadmap, random_roadmap_with_falling_paces

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Capacity,
    Effort,
    Estimate,
    Link,
    Objective,
    ObjectiveKind,
    PlannedRollout,
    Roadmap,
    Schedule,
    Sector,
)
from planner.problem import Problem
from planner.results import score
from planner.solver import first_plan, solve
from planner.solver.arrays.building import Flat
from planner.solver.engines.placing.list_schedule import list_schedule, repaired
from planner.verify import judge

HELPS: dict[str, Any] = {"benefit_nok_per_year": 1e7}


def repair(roadmap: Roadmap, schedule: Schedule, objective: Objective = VALUE) -> Schedule:
    """Repair a schedule that can be, and see that the outcome is lawful."""
    found = repaired(Flat(Problem(roadmap), objective), schedule)
    assert found is not None
    assert judge(roadmap, found) == []
    return found


def two_in_turn(**fields: Any) -> Roadmap:
    """Give two measures that one deliverer builds and the same receivers take in, with room for both."""
    measures = (a_measure(each, a_phase("build", 2, nhn=1.0), optional=True) for each in ("a", "b"))
    given: dict[str, Any] = {
        "sectors": (a_receiver(capacity=50.0), a_deliverer(capacity=2.0)),
        "rollouts": (a_rollout("a", **HELPS), a_rollout("b", **HELPS)),
        "periods": 12,
    }
    return a_roadmap(*measures, **(given | fields))


def planned(roadmap: Roadmap) -> Schedule:
    """Give the first plan."""
    schedule = first_plan(roadmap).schedule
    assert schedule is not None
    return schedule


def with_less(sector: Sector, capacity: float) -> Sector:
    """Give a sector with another capacity all the time."""
    given = Capacity(starts=sector.capacities[0].starts, person_months=Estimate.sure(capacity))
    return replace(sector, capacities=(given,))


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_a_lawful_plan_loses_nothing_by_repair(objective: Objective) -> None:
    worse = []
    for seed in range(150):
        roadmap = random_roadmap(seed)
        schedule = list_schedule(Problem(roadmap), objective)
        if schedule is not None:
            before = score(roadmap, objective, schedule)
            after = score(roadmap, objective, repair(roadmap, schedule, objective))
            if objective.better(before, after) and abs(after - before) > 1e-6 * abs(before):
                worse.append((seed, before, after))

    assert worse == []


@pytest.mark.parametrize("drawn", [random_roadmap, random_roadmap_with_falling_paces])
def test_a_repaired_plan_is_lawful_whatever_has_changed(drawn: Callable[[int], Roadmap]) -> None:
    refused, done = [], 0
    for seed in range(300):
        before, after = drawn(seed), changed(drawn(seed), Random(seed))
        schedule = list_schedule(Problem(before), VALUE)
        found = None if schedule is None else repaired(Flat(Problem(after), VALUE), schedule)
        if found is not None:
            done += 1
            refused += [seed] if judge(after, found) else []

    assert refused == []
    assert done > 100


def changed(roadmap: Roadmap, dice: Random) -> Roadmap:
    """Hold a measure back, and take something from every sector."""
    held = dice.randrange(len(roadmap.measures))
    start = roadmap.calendar.date_of(dice.randrange(3))
    measures = tuple(
        replace(each, earliest_start=start) if number == held else each
        for number, each in enumerate(roadmap.measures)
    )
    sectors = tuple(
        with_less(each, dice.uniform(0.5, 1.0) * each.capacities[0].person_months.likely)
        if each.capacities
        else each
        for each in roadmap.sectors
    )
    return replace(roadmap, measures=measures, sectors=sectors)


def test_only_what_a_change_touches_moves_and_its_waves_come_as_much_later() -> None:
    roadmap = two_in_turn()
    before = planned(roadmap)
    held = replace(roadmap.measure("b"), earliest_start=day_of(3))
    after = repair(replace(roadmap, measures=(roadmap.measure("a"), held)), before)

    late = after.phases_by_measure["b"][0].start - before.phases_by_measure["b"][0].start
    assert late == 3
    assert after.phases_by_measure["a"] == before.phases_by_measure["a"]
    assert after.rollouts_by_key["a", "gp"] == before.rollouts_by_key["a", "gp"]
    shares = before.rollouts_by_key["b", "gp"].adoption
    assert after.rollouts_by_key["b", "gp"].adoption == pytest.approx((0.0,) * late + shares[:-late])


def test_followers_of_what_moves_stay_lawful() -> None:
    roadmap = two_in_turn(dependencies=(a_link("a", "b", Link.FINISH_START),), periods=16)
    before = planned(roadmap)
    held = replace(roadmap.measure("a"), earliest_start=day_of(3))

    after = repair(replace(roadmap, measures=(held, roadmap.measure("b"))), before)

    assert after.phases_by_measure["a"][0].start == 3
    assert set(after.selected) == {"a", "b"}


def test_a_rollout_that_loses_capacity_catches_up_later() -> None:
    slow = (0.0, 0.0, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0)
    roadmap = two_in_turn()
    waves = PlannedRollout(measure="a", sector="gp", begin=3, adoption=slow)
    before = planned(roadmap)
    before = replace(before, rollouts=(waves, before.rollouts_by_key["b", "gp"]))
    tight, deliverer = Capacity(starts=day_of(5), person_months=Estimate.sure(0.0)), roadmap.sectors[1]
    again = Capacity(starts=day_of(6), person_months=Estimate.sure(50.0))
    gp = replace(roadmap.sectors[0], capacities=(*roadmap.sectors[0].capacities, tight, again))

    after = repair(replace(roadmap, sectors=(gp, deliverer)), before)

    shares = after.rollouts_by_key["a", "gp"].adoption
    assert shares[5] == pytest.approx(shares[4])
    assert shares[6:] == pytest.approx(slow[6:])


def test_what_is_new_goes_in_around_what_was_planned() -> None:
    roadmap = two_in_turn()
    only_a = replace(
        roadmap, measures=roadmap.measures[:1], rollouts=(replace(roadmap.rollouts[0], sector="gp"),)
    )
    before = planned(only_a)

    after = repair(roadmap, before)

    assert set(after.selected) == {"a", "b"}
    assert after.phases_by_measure["a"] == before.phases_by_measure["a"]


def test_a_new_rollout_of_a_planned_measure_takes_people_in() -> None:
    roadmap = two_in_turn(
        sectors=(a_receiver(), a_receiver("gp2"), a_deliverer(capacity=2.0)),
        rollouts=(a_rollout("a", **HELPS), a_rollout("b", **HELPS), a_rollout("a", "gp2", **HELPS)),
    )
    before = planned(replace(roadmap, rollouts=roadmap.rollouts[:2]))

    after = repair(roadmap, before)

    assert after.rollouts_by_key["a", "gp2"].adoption[-1] == 1.0


def test_a_plan_cannot_be_repaired_where_something_that_must_be_in_finds_no_place() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2, nhn=1.0)), periods=4)
    before = planned(roadmap)
    held = replace(roadmap.measure("a"), earliest_start=day_of(3))

    assert repaired(Flat(Problem(replace(roadmap, measures=(held,))), VALUE), before) is None


def test_objectives_that_do_not_add_up_are_not_repaired() -> None:
    roadmap = two_in_turn()

    assert repaired(Flat(Problem(roadmap), Objective(kind=ObjectiveKind.LEVELLING)), planned(roadmap)) is None


def test_a_search_from_an_earlier_plan_begins_no_worse_than_that_plan_repaired() -> None:
    roadmap = two_in_turn()
    earlier = solve(roadmap, effort=Effort(seconds=5))
    assert earlier.schedule is not None
    less = replace(roadmap, sectors=(with_less(roadmap.sectors[0], 20.0), roadmap.sectors[1]))
    told: list[float | None] = []

    solve(less, effort=Effort(seconds=2), start=earlier, progress=lambda news: told.append(news.best))

    assert told[0] is not None
    assert told[0] >= score(less, VALUE, repair(less, earlier.schedule))


def test_a_new_phase_delays_waves_by_no_more_than_it_takes() -> None:
    roadmap = two_in_turn()
    before = planned(roadmap)
    longer = replace(roadmap.measure("a"), phases=(*roadmap.measure("a").phases, a_phase("trial", 1)))

    after = repair(replace(roadmap, measures=(longer, roadmap.measure("b"))), before)

    end = after.phases_by_measure["a"][-1].end
    assert after.rollouts_by_key["a", "gp"].begin == max(end, before.rollouts_by_key["a", "gp"].begin or 0)
