"""Adaptations before rollouts, at the edge: what just holds, and what just breaks."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)
from support.edges import codes

from planner.model import (
    Adaptation,
    Budget,
    Demand,
    Link,
    Objective,
    ObjectiveKind,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
    Status,
)
from planner.results import score
from planner.verify.case import Case
from planner.verify.rollouts import begin_matters, begins_that_matter
from planner.verify.worth import worth

ROW = an_adaptation("a", periods=2)


def a_plan(start: int | None = 1, end: int = 3, begin: int | None = 3, **rollout: Any) -> Schedule:
    """Give a plan of a phase of one period, an adaptation, and waves of half from a begin on."""
    curve = tuple(0.0 if begin is None else min(1.0, max(0, t + 1 - begin) / 2) for t in range(8))
    given = {"begin": begin, "adoption": curve, **rollout}
    runs = None if start is None else PlannedAdaptation(start=start, end=end)
    return Schedule(
        selected=("a",),
        phases=(PlannedPhase(measure="a", phase="build", start=0, end=1),),
        rollouts=(PlannedRollout(measure="a", sector="gp", adaptation=runs, **given),),
    )


def a_case(row: Adaptation | None = ROW, **fields: Any) -> Roadmap:
    """Give a measure of one phase, and an adaptation before its rollout."""
    given: dict[str, Any] = {"measures": (a_measure("a", a_phase("build", 1), optional=True),)} | fields
    roadmap = a_roadmap(rollouts=(a_rollout("a", effort_per_unit=0.0),))
    return replace(roadmap, adaptations=() if row is None else (row,), **given)


def found(roadmap: Roadmap, schedule: Schedule) -> set[str]:
    return set(codes((roadmap, schedule)))


def test_a_plan_that_just_holds() -> None:
    assert found(a_case(), a_plan()) == set()


@pytest.mark.parametrize(
    ("code", "schedule"),
    [
        ("adaptation_missing", a_plan(None)),
        ("adaptation_without_wave", a_plan(begin=None)),
        ("adaptation_wrong_duration", a_plan(1, 2)),
        ("adaptation_wrong_duration", a_plan(1, 4, begin=4)),
        ("adaptation_outside_horizon", a_plan(-1, 1)),
        ("adaptation_before_phase_end", a_plan(0, 2)),
        ("begin_before_adaptation", a_plan(2, 4)),
        ("wave_before_begin", a_plan(adoption=(0.0, 0.0, 0.1, *[0.5] * 5))),
    ],
)
def test_what_just_breaks_a_rule_is_refused_by_it(code: str, schedule: Schedule) -> None:
    assert code in found(a_case(), schedule)


def test_any_share_above_what_is_in_use_asks_for_it() -> None:
    almost = (0.0,) * 7 + (1e-9,)

    assert found(a_case(), a_plan(None, begin=7, adoption=almost)) == {"adaptation_missing"}
    assert found(a_case(), a_plan(None, begin=None)) == set()


def test_a_sector_with_something_in_use_has_adapted_unless_it_is_at_it() -> None:
    used = (a_rollout("a", effort_per_unit=0.0, in_use=0.5),)
    curve = (0.5, 0.5, 1.0, *[1.0] * 5)
    running = an_adaptation("a", periods=2, is_running=True)

    assert found(a_case(rollouts=used), a_plan(None, begin=2, adoption=curve)) == set()
    assert found(a_case(rollouts=used), a_plan(0, 2, 2, adoption=curve)) == {"adaptation_not_needed"}
    assert found(a_case(running, rollouts=used), a_plan(0, 2, 2, adoption=curve)) == set()
    assert found(a_case(None), a_plan(1, 3)) == {"adaptation_not_needed"}


def test_one_that_runs_starts_at_instant_0_and_waits_for_no_phase() -> None:
    running = an_adaptation("a", periods=2, is_running=True)

    assert found(a_case(running), a_plan(0, 2)) == set()
    assert found(a_case(running), a_plan(1, 3)) == {"running_adaptation_moved"}


def test_it_comes_after_the_phase_it_names_and_after_the_earliest_start() -> None:
    phases = a_phase("plan", 1), a_phase("build", 1)
    measure = a_measure("a", *phases, optional=True)
    built = (
        PlannedPhase(measure="a", phase="plan", start=0, end=1),
        PlannedPhase(measure="a", phase="build", start=1, end=2),
    )
    plan = replace(a_plan(1, 3), phases=built)

    assert found(a_case(replace(ROW, after_phase="plan"), measures=(measure,)), plan) == set()
    assert found(a_case(measures=(measure,)), plan) == {"adaptation_before_phase_end"}
    late = a_measure("a", optional=True, earliest_start=day_of(1))
    free = replace(a_plan(1, 3), phases=())
    assert found(a_case(measures=(late,)), free) == set()
    assert found(a_case(measures=(replace(late, earliest_start=day_of(2)),)), free) == {
        "adaptation_before_earliest_start"
    }


def test_a_phase_that_a_started_measure_no_longer_has_has_ended() -> None:
    row = replace(ROW, after_phase="plan")
    begun = a_measure("a", a_phase("build", 1), status=Status.STARTED)

    assert found(a_case(row, measures=(begun,)), a_plan(0, 2)) == set()


@pytest.mark.parametrize(("pin", "lawful"), [(1, True), (2, False), (0, False)])
def test_a_pin_holds_it_in_its_period(pin: int, lawful: bool) -> None:
    pinned = replace(ROW, pinned_start=day_of(pin))

    assert found(a_case(pinned), a_plan()) == (set() if lawful else {"adaptation_off_pin"})


def test_one_that_runs_may_be_pinned_to_when_it_began() -> None:
    running = an_adaptation("a", periods=2, is_running=True, pinned_start=day_of(-3))

    assert found(a_case(running), a_plan(0, 2)) == set()


@pytest.mark.parametrize(("capacity", "lawful"), [(1.5, True), (1.4, False)])
@pytest.mark.parametrize("asked", ["gp", "nhn"])
def test_it_asks_its_own_sector_and_those_that_support_it(asked: str, capacity: float, lawful: bool) -> None:
    row = replace(ROW, person_months=1.5) if asked == "gp" else replace(ROW, support=(_asked(1.5),))
    limits = {"gp": None, "nhn": None} | {asked: capacity}
    sectors = a_receiver(capacity=limits["gp"]), a_deliverer(capacity=limits["nhn"])

    assert found(a_case(row, sectors=sectors), a_plan()) == (set() if lawful else {"above_capacity"})


def _asked(months: float) -> Demand:
    return Demand(sector="nhn", person_months=months)


def test_one_that_runs_may_ask_for_more_than_there_is_and_leaves_nothing_to_others() -> None:
    running = an_adaptation("a", periods=2, is_running=True, support=(_asked(5.0),))
    sectors = a_receiver(), a_deliverer(capacity=1.0)
    beside = a_measure("a", a_phase("build", 1, nhn=0.5), optional=True)

    assert found(a_case(running, sectors=sectors), a_plan(0, 2)) == set()
    assert found(a_case(running, sectors=sectors, measures=(beside,)), a_plan(0, 2)) == {"above_capacity"}


@pytest.mark.parametrize(("limit", "lawful"), [(2e6, True), (1.9e6, False)])
@pytest.mark.parametrize("payer", ["gp", ""])
def test_its_cost_counts_in_the_budget_of_who_pays_the_rollout(
    payer: str, limit: float, lawful: bool
) -> None:
    row, budget = replace(ROW, cost_nok_per_period=1e6), Budget(year=2023, limit_nok=limit, payer=payer)

    assert found(a_case(row, budgets=(budget,)), a_plan()) == (set() if lawful else {"above_budget"})


def test_the_state_does_not_pay_for_it() -> None:
    row, budget = replace(ROW, cost_nok_per_period=1e6), Budget(year=2023, limit_nok=0.0, payer="staten")

    assert found(a_case(row, budgets=(budget,)), a_plan()) == set()


# Links that name it


def linked(link: Link, *, before: bool, **fields: Any) -> Roadmap:
    """Tie the adaptation to the phase of another measure, before it or after it."""
    ends = ("b/build", "a/tilpasning@gp") if before else ("a/tilpasning@gp", "b/build")
    other = a_measure("b", a_phase("build", 1), optional=True)
    measures = (a_measure("a", a_phase("build", 1), optional=True), other)
    return a_case(measures=measures, dependencies=(a_link(*ends, link, **fields),))


def with_other(start: int, schedule: Schedule) -> Schedule:
    """Add the other measure's phase to a plan."""
    phase = PlannedPhase(measure="b", phase="build", start=start, end=start + 1)
    return replace(schedule, selected=("a", "b"), phases=(*schedule.phases, phase))


@pytest.mark.parametrize(
    ("link", "before", "start", "lawful"),
    [
        (Link.FINISH_START, True, 0, True),
        (Link.FINISH_START, True, 1, False),
        (Link.FINISH_FINISH, True, 2, True),
        (Link.FINISH_FINISH, True, 3, False),
        (Link.FINISH_START, False, 3, True),
        (Link.FINISH_START, False, 2, False),
        (Link.START_START, False, 1, True),
        (Link.START_START, False, 0, False),
    ],
)
def test_links_compare_its_start_and_its_end(link: Link, before: bool, start: int, lawful: bool) -> None:
    schedule = with_other(start, a_plan())

    assert found(linked(link, before=before), schedule) == (set() if lawful else {"before_predecessor"})


def test_where_nobody_is_taken_in_it_waits_for_nothing_and_counts_as_the_end_of_the_horizon() -> None:
    nobody = a_plan(None, begin=None)
    waits = linked(Link.FINISH_START, before=False, lag_periods=-1)

    assert found(linked(Link.FINISH_START, before=True, lag_periods=5), with_other(6, nobody)) == set()
    assert found(waits, with_other(7, nobody)) == set()
    assert found(waits, with_other(6, nobody)) == {"before_predecessor"}


@pytest.mark.parametrize(("largest", "lawful"), [(7, True), (6, False)])
def test_where_nobody_is_taken_in_it_comes_at_the_end_for_largest_lags(largest: int, lawful: bool) -> None:
    roadmap = linked(Link.FINISH_START, before=True, largest_lag_periods=largest)
    schedule = with_other(0, a_plan(None, begin=None))

    assert found(roadmap, schedule) == (set() if lawful else {"after_largest_lag"})


def test_a_share_link_holds_back_its_start() -> None:
    other = a_measure("b", optional=True)
    link = a_link("b", "a/tilpasning@gp", Link.SHARE, share=0.5, share_sector="gp")
    roadmap = a_case(
        measures=(a_measure("a", a_phase("build", 1), optional=True), other),
        rollouts=(a_rollout("a", effort_per_unit=0.0), a_rollout("b", effort_per_unit=0.0)),
        dependencies=(link,),
    )

    def taken_in(first: int, *, adapts: bool = True) -> Schedule:
        curve = tuple(0.0 if t < first else 0.5 for t in range(8))
        taken = PlannedRollout(measure="b", sector="gp", begin=first, adoption=curve)
        plan = a_plan() if adapts else a_plan(None, begin=None)
        return replace(plan, selected=("a", "b"), rollouts=(*plan.rollouts, taken))

    assert found(roadmap, taken_in(0)) == set()
    assert found(roadmap, taken_in(1)) == {"share_not_reached"}
    assert found(roadmap, taken_in(7, adapts=False)) == set()


def test_a_link_that_names_it_makes_the_begin_matter_while_it_lies_ahead() -> None:
    roadmap = linked(Link.FINISH_START, before=True)
    done = replace(roadmap, rollouts=(replace(roadmap.rollouts[0], in_use=0.5),))

    for each, matters in ((roadmap, True), (done, False), (a_case(), False)):
        assert begin_matters(each, each.rollouts[0]) is matters
        assert begins_that_matter(each) == ({("a", "gp")} if matters else set())


@pytest.mark.parametrize("link", [Link.FINISH_START, Link.FINISH_FINISH])
def test_of_a_sector_that_has_adapted_both_ends_have_passed(link: Link) -> None:
    roadmap = linked(link, before=True)
    done = replace(roadmap, rollouts=(replace(roadmap.rollouts[0], in_use=0.5),))
    curve = (0.5,) * 8

    assert found(done, with_other(7, a_plan(None, begin=None, adoption=curve))) == set()


def test_of_one_that_runs_the_start_has_passed_and_the_end_has_not() -> None:
    running = an_adaptation("a", periods=2, is_running=True)
    to_start, to_end = (
        replace(linked(link, before=True), adaptations=(running,))
        for link in (Link.FINISH_START, Link.FINISH_FINISH)
    )

    assert found(to_start, with_other(5, a_plan(0, 2))) == set()
    assert found(to_end, with_other(5, a_plan(0, 2))) == {"before_predecessor"}


# What it is worth


def test_its_cost_counts_in_value_and_its_move_in_stability() -> None:
    roadmap = a_case(replace(ROW, cost_nok_per_period=1e6))
    early, late = a_plan(1, 3, begin=4), a_plan(2, 4, begin=4)
    value = Objective(kind=ObjectiveKind.VALUE)
    steady = Objective(kind=ObjectiveKind.STABILITY, baseline=early)

    assert worth(Case(roadmap, late), steady) == score(roadmap, steady, late) == 1
    assert worth(Case(roadmap, late), value) == pytest.approx(score(roadmap, value, late))
    free = a_case()
    assert worth(Case(roadmap, late), value) < worth(Case(free, late), value) - 1.9e6
