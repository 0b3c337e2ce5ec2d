"""Who fills the limits that hold a date: capacity, rooms, budgets and places in groups."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.chained import chain_here
from support.planned import a_plan_of, planned, start_of

from planner.model import (
    Adaptation,
    Budget,
    DateKind,
    Estimate,
    Group,
    GroupRule,
    Plan,
    PlanDate,
    PlannedAdaptation,
    PlannedRollout,
)
from planner.why import (
    Cell,
    CellKind,
    DateVerdict,
    Explainer,
    Filling,
    Holds,
    Reason,
    RootKind,
    Yielding,
    fillings,
)
from planner.why.filling import with_yielding

NHN = Cell(kind=CellKind.CAPACITY, sector="nhn")
BUILDERS = (a_receiver(), a_deliverer(capacity=4.0))


def a_plan() -> Plan:
    """Give a plan in which a sector is always full: of one measure mostly, and of two others in turn."""
    roadmap = a_roadmap(
        a_measure("big", a_phase("build", 4, nhn=3.0)),
        a_measure("small", a_phase("build", 3, nhn=1.0)),
        a_measure("late", a_phase("build", 1, nhn=1.0)),
        sectors=BUILDERS,
    )
    return a_plan_of(roadmap, planned("big", 0, 4), planned("small", 0, 3), planned("late", 3, 4))


def a_reason(date: PlanDate, instant: int, *cells: Cell) -> Reason:
    """Give a reason that some cells hold a date."""
    holds = Holds(holds=(cells,), way_out=cells, is_all=True)
    return Reason(date=date, instant=instant, verdict=DateVerdict.HELD, holds=holds)


def shares(found: Filling) -> dict[str, float]:
    """Give the shares of those who fill a limit."""
    return {each.measure: each.share for each in found.fillers}


def test_others_are_named_by_what_they_take_while_it_is_full() -> None:
    (found,) = fillings(a_plan(), a_reason(start_of("late"), 3, NHN))

    assert found.periods == (2,)
    assert shares(found) == pytest.approx({"big": 3 / 4, "small": 1 / 4})
    assert list(shares(found)) == ["big", "small"], "the largest share first"


def test_it_is_told_when_each_gives_back_what_it_takes() -> None:
    (found,) = fillings(a_plan(), a_reason(start_of("late"), 3, NHN))

    dates = {each.measure: each.date for each in found.fillers}
    assert dates["small"] == PlanDate(kind=DateKind.END, measure="small", phase="build")
    assert dates["big"] == start_of("big"), "it ends later than what waits for it, so that its start counts"


def test_what_takes_less_than_a_tenth_is_not_named() -> None:
    plan = a_plan()
    measures = (plan.roadmap.measures[0], a_measure("small", a_phase("build", 3, nhn=0.2)))
    sectors = (a_receiver(), a_deliverer(capacity=3.2))
    roadmap = a_roadmap(*measures, plan.roadmap.measures[2], sectors=sectors)

    (found,) = fillings(replace(plan, roadmap=roadmap), a_reason(start_of("late"), 3, NHN))

    assert list(shares(found)) == ["big"]


def test_a_sector_is_full_for_what_does_not_fit_into_what_is_left() -> None:
    roadmap = a_roadmap(
        a_measure("first", a_phase("build", 2, nhn=2.5)),
        a_measure("lump", a_phase("build", 2, nhn=2.0)),
        sectors=BUILDERS,
    )
    plan = a_plan_of(roadmap, planned("first", 0, 2), planned("lump", 2, 4))

    (found,) = fillings(plan, a_reason(start_of("lump"), 2, NHN))

    assert found.periods == (1,), "of four person-months only 1.5 are left then, which is not full"


def test_without_a_limit_among_the_holds_nobody_is_named() -> None:
    assert (
        fillings(a_plan(), a_reason(start_of("late"), 3, Cell(kind=CellKind.MANDATORY, measure="late"))) == ()
    )


def test_a_limit_that_nobody_else_uses_is_filled_by_none() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2, nhn=3.0)), sectors=BUILDERS)
    plan = a_plan_of(roadmap, planned("a", 1, 3))

    assert fillings(plan, a_reason(start_of("a"), 1, NHN)) == ()


def in_use(measure: str, *adoption: float, **fields: object) -> PlannedRollout:
    """Give a rollout among general practitioners that ends at its last share."""
    shares = (*adoption, *[adoption[-1]] * (8 - len(adoption)))
    begin = next(period for period, share in enumerate(shares) if share)
    return PlannedRollout(measure=measure, sector="gp", begin=begin, adoption=shares, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("strict", [False, True])
def test_a_room_is_filled_by_rollouts_by_pace_or_whole(strict: bool) -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b"),
        sectors=(a_receiver(simultaneous_limit=1.0, strict_counting=strict), a_deliverer()),
        rollouts=(a_rollout("a", pace=0.5), a_rollout("b", pace=0.5)),
    )
    plan = a_plan_of(roadmap, rollouts=(in_use("a", 0.5, 1.0), in_use("b", 0.0, 0.0, 0.5, 1.0)))
    end = PlanDate(kind=DateKind.END, measure="b", sector="gp")

    (found,) = fillings(plan, a_reason(end, 4, Cell(kind=CellKind.ROOM, sector="gp")))

    assert found.periods == (0, 1, 2, 3)
    assert shares(found) == pytest.approx({"a": 0.5})
    assert found.fillers[0].date == PlanDate(kind=DateKind.END, measure="a", sector="gp")


def test_an_adaptation_fills_until_the_first_wave() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("late", a_phase("build", 1, gp=2.0)),
        sectors=(a_receiver(capacity=2.0), a_deliverer()),
        rollouts=(a_rollout("a", pace=0.5, effort_per_unit=0.0),),
        adaptations=(Adaptation(measure="a", sector="gp", duration=Estimate.sure(2), person_months=2.0),),
    )
    adapted = in_use("a", 0.0, 0.0, 0.5, 1.0, adaptation=PlannedAdaptation(start=0, end=2))
    plan = a_plan_of(roadmap, planned("late", 2, 3), rollouts=(adapted,))

    (found,) = fillings(plan, a_reason(start_of("late"), 2, Cell(kind=CellKind.CAPACITY, sector="gp")))

    assert shares(found) == pytest.approx({"a": 1.0})
    assert found.fillers[0].date == PlanDate(kind=DateKind.END, measure="a", sector="gp", share=0.5)


def test_a_budget_is_filled_by_what_is_paid_in_its_years() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 4, cost=3e6)),
        a_measure("late", a_phase("build", 1, cost=4e6)),
        budgets=(Budget(year=2023, limit_nok=12e6), Budget(year=2024, limit_nok=4e6)),
    )
    plan = a_plan_of(roadmap, planned("a", 0, 4), planned("late", 4, 5))

    (found,) = fillings(plan, a_reason(start_of("late"), 4, Cell(kind=CellKind.BUDGET, number=0)))

    assert found.periods == (0, 1, 2, 3)
    assert shares(found) == pytest.approx({"a": 1.0})


def a_choice(*benefits: float) -> Plan:
    """Give a plan with the first of two measures of which one may be in."""
    roadmap = a_roadmap(
        *(a_measure(name, a_phase("build", 1), optional=True) for name in "ab"),
        rollouts=tuple(
            a_rollout(name, benefit_nok_per_year=each) for name, each in zip("ab", benefits, strict=True)
        ),
        groups=(Group(id="one", rule=GroupRule.EXACTLY_ONE, measures=("a", "b")),),
    )
    out = PlannedRollout(measure="b", sector="gp", begin=None, adoption=(0.0,) * 8)
    return a_plan_of(roadmap, planned("a", 0, 1), rollouts=(in_use("a", 0.0, 0.5, 1.0), out))


def test_a_place_in_a_group_is_filled_by_the_member_that_is_in_and_giving_way_has_its_price() -> None:
    plan = a_choice(8e6, 4e6)

    chain = chain_here(plan, PlanDate(kind=DateKind.IN, measure="b"))

    (root,) = chain.roots
    assert root.kind is RootKind.LIMIT
    assert root.cell == Cell(kind=CellKind.GROUP, number=0)
    assert root.filling is not None
    (filler,) = root.filling.fillers
    assert (filler.measure, filler.share, filler.date) == ("a", 1.0, None)
    assert filler.yielding is not None
    assert filler.yielding.is_enough
    assert plan.score is not None
    assert filler.yielding.loss == pytest.approx(plan.score / 2, rel=1e-6), "half the benefit is left"


def test_giving_way_may_cost_nothing() -> None:
    roadmap = a_roadmap(
        a_measure("big", a_phase("build", 2, nhn=4.0)),
        a_measure("late", a_phase("build", 2, nhn=1.0)),
        sectors=BUILDERS,
    )
    plan = a_plan_of(roadmap, planned("big", 0, 2), planned("late", 2, 4))

    (root,) = chain_here(plan, start_of("late")).roots

    assert root.filling is not None
    (filler,) = root.filling.fillers
    assert filler.yielding is not None
    assert filler.yielding.is_enough
    assert filler.yielding.loss == pytest.approx(0.0)


def test_giving_way_is_not_enough_where_another_fills_as_much() -> None:
    roadmap = a_roadmap(
        *(a_measure(name, a_phase("build", 3, nhn=2.0)) for name in ("one", "other")),
        a_measure("late", a_phase("build", 2, nhn=3.0)),
        sectors=BUILDERS,
    )
    plan = a_plan_of(roadmap, planned("one", 0, 3), planned("other", 0, 3), planned("late", 3, 5))

    (root,) = chain_here(plan, start_of("late")).roots

    assert root.filling is not None
    assert [each.measure for each in root.filling.fillers] == ["one", "other"]
    assert [each.yielding for each in root.filling.fillers] == [Yielding(is_enough=False)] * 2


def test_nobody_is_asked_to_give_way_for_what_no_plan_has() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=5.0)),
        a_measure("b", a_phase("build", 1, nhn=1.0)),
        sectors=(a_receiver(), a_deliverer(capacity=5.0)),
    )
    plan = a_plan_of(roadmap, planned("a", 0, 2), planned("b", 2, 3))
    impossible = replace(a_reason(start_of("b"), 2, NHN), verdict=DateVerdict.IMPOSSIBLE)

    told = replace(impossible, fillings=fillings(plan, impossible))
    assert with_yielding(Explainer(plan), told) == told
    assert told.fillings
