"""A plan in which dates are pinned elsewhere: lawful, with the pins, and little else moved."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    its_schedule,
)
from support.held_moves import Holding
from support.seeds import drawn
from support.strategies import random_roadmap
from support.two_periods import a_plan

from planner import pipeline
from planner.model import ADAPTATION, VALUE, Endpoint, Plan, PlanStatus, Roadmap, Schedule
from planner.repair import Pin, Repaired, Repairer, pinned, repaired
from planner.results import score
from planner.solver import first_plan, solve_exactly
from planner.tables import apply
from planner.verify import judge, verify

DATA = Path(__file__).parents[2] / "data"


def of(schedule: Schedule, roadmap: Roadmap) -> Plan:
    """Give a lawful schedule as a plan."""
    return Plan(
        roadmap=roadmap,
        objective=VALUE,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score(roadmap, VALUE, schedule),
    )


def phase(measure: str, name: str = "build") -> Endpoint:
    return Endpoint(measure=measure, phase=name)


def start_of(found: Schedule, part: Endpoint) -> int | None:
    """Give when a schedule has a part that was pinned; ``None`` where it does not."""
    if not part.sector:
        phases = found.phases_by_measure.get(part.measure, ())
        return next((each.start for each in phases if each.phase == part.phase), None)
    planned = found.rollouts_by_key[part.measure, part.sector]
    if part.is_adaptation:
        return None if planned.adaptation is None else planned.adaptation.start
    return planned.begin


def parts_of(schedule: Schedule) -> list[Endpoint]:
    """Give all that a schedule lets be pinned."""
    phases = [Endpoint(measure=each.measure, phase=each.phase) for each in schedule.phases]
    begun = [each for each in schedule.rollouts if each.begin is not None]
    rollouts = [Endpoint(measure=each.measure, sector=each.sector) for each in begun]
    adapting = [
        replace(Endpoint(measure=each.measure, sector=each.sector), phase=ADAPTATION)
        for each in begun
        if each.adaptation
    ]
    return [*phases, *rollouts, *adapting]


def check(found: Repaired) -> None:
    """Ask that what is given is lawful with the pins, and that all that moved is named."""
    if found.schedule is None:
        assert found.breaks
        return
    assert judge(found.roadmap, found.schedule) == []
    for pin in found.pins:
        assert start_of(found.schedule, pin.part) in (pin.period, None), "a pin binds what is in"
    own = {pin.part.measure for pin in found.pins}
    assert found.before.schedule is not None
    before = found.before.schedule
    for measure in {*before.selected} | {*found.schedule.selected}:
        if measure not in own and measure not in found.moved:
            assert before.phases_by_measure.get(measure) == found.schedule.phases_by_measure.get(measure)


@pytest.mark.parametrize("seed", drawn(20, 80))
def test_a_pin_is_kept_lawfully_or_what_it_breaks_is_told(seed: int) -> None:
    roadmap, dice = random_roadmap(seed), Random(seed)
    plan = solve_exactly(roadmap)
    if plan.schedule is None:
        return
    repairer, holding = Repairer(plan), Holding(roadmap)
    for part in dice.sample(parts_of(plan.schedule), min(4, len(parts_of(plan.schedule)))):
        for period in roadmap.periods:
            found = repairer.repaired([Pin(part=part, period=period)])
            check(found)
            plan_of_it = found.plan()
            assert plan_of_it is None or verify(found.roadmap, plan_of_it) == []
            if found.impossible and not part.sector:
                assert period not in holding.starts().get((part.measure, part.phase), ())


@pytest.mark.parametrize("seed", drawn(20, 80))
def test_no_plan_has_a_date_where_order_does_not_let_it_be(seed: int) -> None:
    roadmap = random_roadmap(seed)
    plan = solve_exactly(roadmap)
    if plan.schedule is None:
        return
    repairer, starts = Repairer(plan), Holding(roadmap).starts()
    for each in plan.schedule.phases:
        window = repairer.window(Endpoint(measure=each.measure, phase=each.phase))
        first, last = window.by_order
        assert window.now == each.start
        assert first <= each.start <= last
        assert {start for start in starts[each.measure, each.phase] if not first <= start <= last} == set()


def chain() -> Roadmap:
    """Give three measures of two periods, each after the one before, and one by itself."""
    links = (a_link("a", "b"), a_link("b", "c"))
    return a_roadmap(*(a_measure(each, a_phase("build", 2)) for each in "abcd"), dependencies=links)


def test_what_follows_is_pushed_no_further_than_it_must() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2, "c": 5, "d": 3})

    found = repaired(plan, [Pin(part=phase("a"), period=1)])

    assert found.schedule == a_plan(chain(), {"a": 1, "b": 3, "c": 5, "d": 3}).schedule
    assert found.moved == ("b",)
    assert [each.code for each in found.breaks] == ["before_predecessor"]
    assert found.distance == 2.0


def test_what_comes_first_is_pulled_no_sooner_than_it_must() -> None:
    plan = a_plan(chain(), {"a": 1, "b": 3, "c": 6, "d": 3})

    found = repaired(plan, [Pin(part=phase("c"), period=4)])

    assert found.schedule == a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 3}).schedule
    assert found.moved == ("a", "b")


def test_a_pin_that_fits_moves_nothing_else_and_breaks_nothing() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 3})

    found = repaired(plan, [Pin(part=phase("d"), period=0)])

    assert (found.moved, found.breaks, found.impossible) == ((), (), ())
    assert found.schedule == a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 0}).schedule


@pytest.mark.parametrize(("period", "code"), [(1, "pin_before_order"), (5, "pin_after_order")])
def test_where_order_leaves_no_room_that_is_proved_and_said(period: int, code: str) -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 3})

    found = repaired(plan, [Pin(part=phase("b"), period=period)])

    assert found.schedule is None
    assert found.is_proved_impossible
    assert [each.code for each in found.impossible] == [code]


def test_the_window_tells_order_and_what_stays_apart() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 3, "c": 6, "d": 3})

    window = Repairer(plan).window(phase("b"))

    assert window == (3, (2, 4), (2, 4))
    assert Repairer(plan).window(phase("a")) == (0, (0, 2), (0, 1))


def test_where_a_sector_is_full_another_measure_makes_room() -> None:
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "ab")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=1.0)))
    plan = a_plan(roadmap, {"a": 0, "b": 2})

    found = repaired(plan, [Pin(part=phase("b"), period=1)])

    assert found.schedule is not None
    assert found.moved == ("a",)
    assert [each.code for each in found.breaks] == ["above_capacity"]


def test_what_finds_no_place_goes_out_where_it_may_and_is_named() -> None:
    measures = tuple(a_measure(name, a_phase("build", 4, nhn=1.0), optional=name == "a") for name in "ab")
    roadmap = a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=1.0)), periods=8)
    schedule = solve_exactly(roadmap).schedule
    assert schedule is not None
    both = replace(a_plan(roadmap, {"a": 0, "b": 4}), objective=VALUE)
    fours = tuple(replace(each, end=each.start + 4) for each in both.schedule.phases) if both.schedule else ()
    plan = of(Schedule(selected=("a", "b"), phases=fours, rollouts=()), roadmap)

    found = repaired(plan, [Pin(part=phase("b"), period=2)])

    assert found.gone == ("a",)
    assert found.moved == ("a",)


def test_a_rollout_begins_where_it_is_pinned() -> None:
    roadmap = a_roadmap_with_everything()
    plan = of(its_schedule(), roadmap)
    part = next(each for each in parts_of(its_schedule()) if each.is_rollout and each.measure == "b")

    found = repaired(plan, [Pin(part=part, period=6)])

    check(found)
    assert found.schedule is not None
    assert start_of(found.schedule, part) == 6


def test_a_pin_as_a_change_is_the_pin_of_the_roadmap() -> None:
    roadmap = a_roadmap_with_everything()
    for part in parts_of(its_schedule()):
        pin = Pin(part=part, period=3)
        assert apply(roadmap, [pin.edit(roadmap)]).roadmap == pinned(roadmap, [pin])


def test_a_date_that_is_pinned_already_can_be_moved() -> None:
    roadmap = pinned(chain(), [Pin(part=phase("d"), period=3)])
    plan = replace(a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 3}), roadmap=roadmap)
    repairer = Repairer(plan)
    repairer.prepare(phase("d"))

    found = repairer.repaired([Pin(part=phase("d"), period=1)])

    assert found.roadmap == pinned(chain(), [Pin(part=phase("d"), period=1)])
    assert found.schedule is not None
    assert repairer.window(phase("d")).by_order == (0, 6)


def test_a_plan_of_other_data_is_repaired_for_these() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2, "c": 4, "d": 3})
    later = replace(chain(), dependencies=(a_link("a", "b", lag_periods=1), a_link("b", "c")))

    found = Repairer(plan, later).repaired()

    assert found.schedule == a_plan(later, {"a": 0, "b": 3, "c": 5, "d": 3}).schedule
    assert found.moved == ("b", "c")


def test_a_date_that_the_plan_does_not_have_is_refused() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2})

    with pytest.raises(KeyError):
        repaired(plan, [Pin(part=phase("c"), period=4)])
    with pytest.raises(ValueError, match="has no schedule"):
        Repairer(replace(plan, schedule=None))


def test_the_same_pin_gives_the_same_plan_again_whatever_was_asked_between() -> None:
    plan = first_plan(pipeline.read_roadmap(DATA))
    assert plan.schedule is not None
    repairer, dice = Repairer(plan), Random(3)
    pins = [
        Pin(part=each, period=dice.choice(range(6, 30))) for each in dice.sample(parts_of(plan.schedule), 6)
    ]

    once = [repairer.repaired([pin]).schedule for pin in pins]
    again = [repairer.repaired([pin]).schedule for pin in reversed(pins)]

    assert once == again[::-1]


def test_a_quarter_later_or_earlier_in_the_default_data_is_never_unlawful() -> None:
    plan = pipeline.first_plan(pipeline.read_roadmap(DATA))
    assert plan.schedule is not None
    repairer, dice = Repairer(plan), Random(1)
    free = [each for each in plan.schedule.phases if each.start > 0]
    found = [
        repairer.repaired(
            [Pin(part=Endpoint(measure=each.measure, phase=each.phase), period=each.start + step)]
        )
        for each in dice.sample(free, 20)
        for step in (-1, 1)
    ]

    for each in found:
        check(each)
    assert sum(each.schedule is not None for each in found) > len(found) / 2
    assert all(each.breaks for each in found if each.schedule is None)
