"""How capacity is shared out, and what lands on whom: the parts add up to the whole."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from support.builders import a_roadmap_with_everything, its_schedule
from support.random_schedules import a_planned_roadmap
from support.strategies import random_roadmap_with_other_load

from planner.model import VALUE, Freeze, OtherLoad, Plan, PlanStatus, Roadmap, Schedule
from planner.results import Facts, Landing, capacity, landings, load, recovery, saturations
from planner.solver import first_plan

SEEDS = range(40)


def facts_of(roadmap: Roadmap, schedule: Schedule) -> Facts:
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


def everything() -> Facts:
    return facts_of(a_roadmap_with_everything(), its_schedule())


def with_freezes(roadmap: Roadmap) -> Roadmap:
    """Give every sector a freeze over parts of two periods."""
    frozen = Freeze(starts=date(2023, 2, 15), ends=date(2023, 5, 1), share=0.25)
    return replace(roadmap, sectors=tuple(replace(each, freezes=(frozen,)) for each in roadmap.sectors))


@pytest.mark.parametrize("seed", SEEDS)
def test_available_other_load_and_recovery_are_the_whole(seed: int) -> None:
    roadmap = with_freezes(random_roadmap_with_other_load(seed))
    free = tuple(replace(each, other_loads=(), freezes=()) for each in roadmap.sectors)
    whole = capacity(replace(roadmap, sectors=free))

    held = saturations(facts_of(roadmap, Schedule(selected=(), phases=(), rollouts=())))

    for each in (each for each in held if each.available is not None):
        sums = map(sum, zip(each.available or (), each.others, each.recovery, strict=True))
        assert list(sums) == pytest.approx(whole[each.sector.id], abs=1e-5)


def test_recovery_is_told_apart_from_other_load() -> None:
    """Of 90 a quarter others take 30; a freeze over the whole of the first quarter leaves a half."""
    roadmap = a_roadmap_with_everything()
    sector = next(each for each in roadmap.sectors if each.is_receiving)
    other = OtherLoad(starts=date(2023, 1, 1), what="records", person_months=30.0)
    frozen = Freeze(starts=date(2023, 1, 1), ends=date(2023, 4, 1), share=0.5)
    whole = (capacity(roadmap)[sector.id] or [])[0]
    changed = replace(sector, other_loads=(other,), freezes=(frozen,))
    roadmap = replace(roadmap, sectors=tuple(changed if each is sector else each for each in roadmap.sectors))

    held = next(each for each in saturations(facts_of(roadmap, its_schedule())) if each.sector is changed)

    share = sector.programme_share
    assert held.recovery[0] == pytest.approx(whole / 2)
    assert held.others[0] == pytest.approx(30.0 * share / 2)
    assert held.recovery[1] == 0
    assert recovery(roadmap).keys() == {sector.id}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lands_is_all_that_is_asked(seed: int) -> None:
    made = a_planned_roadmap(Random(seed))
    roadmap, schedule = made.roadmap, made.schedule
    landed, asked = landings(facts_of(roadmap, schedule)), load(roadmap, schedule)

    for sector, months in asked.items():
        sums = [sum(each.asked[period] for each in landed[sector]) for period in roadmap.periods]
        assert sums == pytest.approx(months, abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_room_is_what_is_available_and_not_asked_for(seed: int) -> None:
    roadmap = random_roadmap_with_other_load(seed)
    schedule = first_plan(roadmap).schedule
    if schedule is None:
        return
    for each in saturations(facts_of(roadmap, schedule)):
        assert min(each.room) >= 0
        for period, limit in enumerate(each.available or ()):
            assert each.room[period] == pytest.approx(max(0.0, limit - each.programme[period]))
            stacked = max(limit, each.programme[period]) + each.others[period] + each.recovery[period]
            assert stacked <= each.tallest + 1e-9


def test_a_sector_without_limit_of_which_nothing_is_asked_is_left_out() -> None:
    found = everything()
    free = tuple(replace(each, capacities=()) for each in found.roadmap.sectors)
    empty = Schedule(selected=(), phases=(), rollouts=())

    held = saturations(facts_of(replace(found.roadmap, sectors=free), empty))
    asked = saturations(facts_of(replace(found.roadmap, sectors=free), its_schedule()))

    assert held == ()
    assert all(each.available is None and set(each.room) == {0.0} for each in asked)


def test_a_landing_tells_phases_from_waves_and_who_stands_on_the_other_side() -> None:
    found = everything()
    receiver = next(each for each in found.roadmap.sectors if each.is_receiving)
    deliverer = next(each for each in found.roadmap.sectors if not each.is_receiving)

    landed, delivered = (landings(found)[each.id] for each in (receiver, deliverer))

    assert any(sum(each.waves) > 0 for each in landed)
    assert all(sum(each.waves) == 0 < sum(each.work) for each in delivered)
    both = {each.measure.id for each in landed} & {each.measure.id for each in delivered}
    assert both
    assert all(partners(each) == {deliverer.id} for each in landed if each.measure.id in both)
    assert all(partners(each) == {receiver.id} for each in delivered if each.measure.id in both)


def partners(landing: Landing) -> set[str]:
    return {sector.id for sector, _months in landing.partners}


def test_landings_stand_in_the_order_in_which_they_begin_and_name_their_periods() -> None:
    for landed in landings(everything()).values():
        starts = [each.periods.start for each in landed]
        assert starts == sorted(starts)
        for each in landed:
            assert each.asked[each.periods.start] > 0 < each.asked[each.periods[-1]]
            assert sum(each.asked[each.periods.start : each.periods.stop]) == pytest.approx(sum(each.asked))
