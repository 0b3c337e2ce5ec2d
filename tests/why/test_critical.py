"""The critical graph: what its dates wait for, by order and by limits, and its main chain."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.chained import a_small_plan
from support.planned import a_plan_of, end_of, planned, start_of
from support.seeds import drawn

from planner.model import Contribution, DateKind, Link, Plan, PlanDate, PlannedRollout, Service
from planner.results import instant_of
from planner.why import (
    ArrowKind,
    Cell,
    CellKind,
    Critical,
    CriticalArrow,
    DateVerdict,
    Filler,
    Filling,
    Holds,
    Reason,
    critical,
    critical_of,
    last_ends,
)

NHN = Cell(kind=CellKind.CAPACITY, sector="nhn")


def a_plan() -> Plan:
    """Give a plan in which the last waits for one by a link, and that one for room in a full sector."""
    roadmap = a_roadmap(
        a_measure("filler", a_phase("build", 2, nhn=3.0)),
        a_measure("small", a_phase("build", 2, nhn=1.0)),
        a_measure("first", a_phase("build", 1, nhn=4.0)),
        a_measure("early", a_phase("build", 1)),
        a_measure("last", a_phase("build", 2)),
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
        dependencies=(a_link("first", "last"), a_link("early", "last")),
    )
    return a_plan_of(
        roadmap,
        planned("filler", 0, 2),
        planned("small", 0, 2),
        planned("first", 2, 3),
        planned("early", 0, 1),
        planned("last", 3, 5),
    )


def waits_for(measure: str, share: float) -> CriticalArrow:
    """Give that what comes first waits for what a measure fills."""
    return CriticalArrow(
        date=end_of("first"), leads_to=end_of(measure), kind=ArrowKind.WAITS, cell=NHN, share=share
    )


def found() -> Critical:
    """Give the critical graph to the last end."""
    return critical(a_plan(), workers=1)


def test_it_goes_to_the_last_end_and_back_by_links_and_limits() -> None:
    graph = found()

    assert graph.ends == (end_of("last"),)
    assert set(graph.arrows) == {
        CriticalArrow(
            date=end_of("last"),
            leads_to=end_of("first"),
            kind=ArrowKind.DEPENDS,
            cell=Cell(kind=CellKind.LINK, number=0),
        ),
        CriticalArrow(
            date=end_of("first"), leads_to=end_of("filler"), kind=ArrowKind.WAITS, cell=NHN, share=0.75
        ),
        CriticalArrow(
            date=end_of("first"), leads_to=end_of("small"), kind=ArrowKind.WAITS, cell=NHN, share=0.25
        ),
    }
    assert end_of("early") not in graph.reasons, "it ended long before"


def test_its_main_chain_prefers_the_largest_share() -> None:
    assert found().mains == ((end_of("last"), end_of("first"), end_of("filler")),)


def test_its_main_chain_prefers_links_and_the_latest_of_them() -> None:
    plan = a_plan()
    links = tuple(replace(each, lag_periods=0) for each in plan.roadmap.dependencies)
    roadmap = replace(plan.roadmap, dependencies=(*links, a_link("early", "first")))
    moved = a_plan_of(
        roadmap,
        planned("filler", 0, 2),
        planned("small", 0, 2),
        planned("first", 2, 3),
        planned("early", 1, 2),
        planned("last", 3, 5),
    )

    graph = critical(moved, [end_of("last")], workers=1)

    assert graph.mains[0][:2] == (end_of("last"), end_of("first"))


def linked(lag: int, **fields: object) -> tuple[Plan, Cell]:
    """Give a plan in which one starts so long after the start of another, and the link between them."""
    link = replace(a_link("a", "b", Link.START_START), lag_periods=lag, **fields)  # type: ignore[arg-type]
    roadmap = a_roadmap(*(a_measure(each, a_phase("build", 1)) for each in "abc"), dependencies=(link,))
    plan = a_plan_of(roadmap, planned("a", 0, 1), planned("b", lag, lag + 1), planned("c", 0, 1))
    return plan, Cell(kind=CellKind.LINK, number=0)


def held(date: PlanDate, instant: int, *cells: Cell, **fields: object) -> Reason:
    """Give a reason that some cells hold a date."""
    holds = Holds(holds=(cells,), way_out=cells, is_all=True)
    return Reason(date=date, instant=instant, verdict=DateVerdict.HELD, holds=holds, **fields)  # type: ignore[arg-type]


def test_a_link_comes_before_any_limit_in_the_main_chain() -> None:
    plan, link = linked(2)
    filler = Filler(measure="c", share=0.9, date=end_of("c"))
    filled = (Filling(limit=NHN, periods=(1,), fillers=(filler,)),)
    known = {
        start_of("b"): held(start_of("b"), 2, NHN, link, fillings=filled),
        start_of("a"): Reason(date=start_of("a"), instant=0, verdict=DateVerdict.IMPOSSIBLE),
        end_of("c"): held(end_of("c"), 1, Cell(kind=CellKind.DURATION, measure="c", phase="build")),
    }

    graph = critical_of(plan, (start_of("b"),), known)

    assert graph.mains == ((start_of("b"), start_of("a")),)
    assert [each.leads_to for each in graph.arrows] == [start_of("a"), end_of("c")]


def test_a_main_chain_does_not_go_round() -> None:
    plan, link = linked(1, largest_lag_periods=1)
    known = {date: held(date, at, link) for date, at in ((start_of("a"), 0), (start_of("b"), 1))}

    graph = critical_of(plan, (start_of("b"),), known)

    assert graph.mains == ((start_of("b"), start_of("a")),)
    assert len(graph.arrows) == 2


def test_networkx_gets_it_with_what_each_arrow_is() -> None:
    graph = found().graph()

    assert graph.graph["ends"] == (end_of("last"),)
    assert graph.nodes[end_of("first")] == {"instant": 3, "verdict": "held", "is_main": True}
    edges = {(a, b): ties for a, b, ties in graph.edges(data=True)}
    assert edges[end_of("first"), end_of("small")] == {
        "kind": "waits for",
        "cell": NHN,
        "share": 0.25,
        "is_main": False,
    }
    assert edges[end_of("last"), end_of("first")]["is_main"]


def test_a_service_waits_for_its_contributors() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2)),
        rollouts=(a_rollout("a", pace=0.5),),
        services=(Service(id="S", name="Service"),),
        contributions=(Contribution(measure="a", service="S", share=1.0),),
    )
    waves = PlannedRollout(measure="a", sector="gp", begin=2, adoption=(0.0, 0.0, 0.5, *[1.0] * 5))
    plan = a_plan_of(roadmap, planned("a", 0, 2), rollouts=(waves,))
    realised = PlanDate(kind=DateKind.REALISED, service="S")

    graph = critical(plan, [realised], workers=1)

    end = PlanDate(kind=DateKind.END, measure="a", sector="gp")
    assert graph.arrows == (CriticalArrow(date=realised, leads_to=end, kind=ArrowKind.DEPENDS, share=1.0),)
    assert graph.mains == ((realised, end),)


def test_last_ends_are_all_that_end_last() -> None:
    roadmap = a_roadmap(*(a_measure(each, a_phase("build", 1)) for each in "abc"))
    plan = a_plan_of(roadmap, planned("a", 2, 3), planned("b", 0, 1), planned("c", 2, 3))

    assert last_ends(plan) == (end_of("a"), end_of("c"))


def test_a_plan_without_ends_or_schedule_is_refused() -> None:
    plan = a_plan()
    with pytest.raises(ValueError, match="no schedule"):
        last_ends(replace(plan, schedule=None))
    assert plan.schedule is not None
    empty = replace(plan, schedule=replace(plan.schedule, selected=(), phases=()))
    with pytest.raises(ValueError, match="nothing in the plan ends"):
        critical(empty)


@pytest.mark.parametrize("seed", drawn(3, 60))
def test_no_arrow_of_a_random_plan_leads_to_what_is_later(seed: int) -> None:
    plan = a_small_plan(seed)
    if plan is None or not last_ends(plan):
        return
    assert plan.schedule is not None

    graph = critical(plan, workers=1)

    assert set(graph.reasons) == {*graph.ends, *(each.leads_to for each in graph.arrows)}
    assert all(len(set(main)) == len(main) for main in graph.mains)
    assert tuple(main[0] for main in graph.mains) == graph.ends
    for arrow in graph.arrows:
        waits, gives = (
            instant_of(plan.roadmap, plan.schedule, each) for each in (arrow.date, arrow.leads_to)
        )
        if arrow.kind is ArrowKind.WAITS:
            assert gives <= waits, arrow
            assert 0.1 <= arrow.share <= 1.0 + 1e-9, arrow
