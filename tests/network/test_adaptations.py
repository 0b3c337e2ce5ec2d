"""Adaptations in the graph, and what they hold back."""

import pytest
from support.brute_force import best_plan
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of
from support.random_adaptations import random_roadmap_with_adaptations

from planner.model import COVERAGE, Adaptation, Demand, Dependency, Link, Roadmap, Status
from planner.network import critical_chain, earliest_points, earliest_times, graph, slack, waits
from planner.rules import Point

START = Point("a", phase="tilpasning", sector="gp")


def adapting(*links: Dependency, row: Adaptation | None = None, status: Status = Status.PLANNED) -> Roadmap:
    """Give a measure of one period that a sector adapts to for two, and takes in over two; and another."""
    needed = row or an_adaptation("a", periods=2)
    return a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 1), status=status),
        a_measure("b", a_phase("build", 1), optional=True),
        rollouts=(a_rollout("a"),),
        adaptations=(needed,),
        dependencies=links,
    )


def begins(roadmap: Roadmap) -> tuple[int, int]:
    """Give the earliest start of the adaptation and the earliest begin of the rollout."""
    times, _causes = earliest_points(waits(roadmap))
    return times[START], times[Point("a", sector="gp")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (an_adaptation("a", periods=2), (2, 4)),
        (an_adaptation("a", periods=2, after_phase="plan"), (1, 3)),
        (an_adaptation("a", periods=2, is_running=True), (0, 2)),
        (an_adaptation("a", periods=2, pinned_start=day_of(4)), (4, 6)),
        (an_adaptation("a", periods=2, pinned_start=day_of(-1), is_running=True), (0, 2)),
    ],
)
def test_a_rollout_begins_when_its_sector_can_have_adapted(row: Adaptation, found: tuple[int, int]) -> None:
    assert begins(adapting(row=row)) == found


def test_of_a_started_measure_a_phase_that_is_gone_has_ended() -> None:
    gone = adapting(row=an_adaptation("a", after_phase="idea"), status=Status.STARTED)

    assert begins(gone) == (0, 2)


def test_a_measure_starts_and_ends_without_it_but_for_what_it_delays() -> None:
    running = adapting(row=an_adaptation("a", periods=1, is_running=True))

    assert earliest_times(adapting())["a"] == (0, 6)
    assert earliest_times(running)["a"] == (0, 4)
    late = a_measure("a", a_phase("build", 1), earliest_start=day_of(2))
    alone = a_roadmap(late, rollouts=(a_rollout("a"),), adaptations=running.adaptations)
    assert earliest_times(alone)["a"].start == 2


@pytest.mark.parametrize(
    ("link", "start"), [(Link.FINISH_START, 4), (Link.START_START, 2), (Link.FINISH_FINISH, 3)]
)
def test_what_waits_for_it_stands_on_the_chain(link: Link, start: int) -> None:
    roadmap = adapting(a_link("a/tilpasning@gp", "b/build", link))

    assert earliest_times(roadmap)["b"].start == start
    assert slack(roadmap)["b"] == 6 - start - 1


def test_what_it_waits_for_stands_on_the_chain() -> None:
    roadmap = adapting(a_link("b/build", "a/tilpasning@gp", lag_periods=3))

    assert begins(roadmap) == (4, 6)
    assert critical_chain(roadmap) == ("b", "a")
    assert slack(roadmap) == {"a": 0, "b": 0}


def test_an_adaptation_that_may_never_run_proves_nothing_of_what_waits_for_it() -> None:
    """Where nobody is taken in it counts as the end of the horizon, so that a lead may lie before its end."""
    long = an_adaptation("a", periods=12)
    roadmap = adapting(a_link("a/tilpasning@gp", "b/build", lag_periods=-6), row=long)
    optional = a_measure("a", a_phase("plan", 1), a_phase("build", 1), optional=True)
    free = a_roadmap(
        optional,
        roadmap.measures[1],
        rollouts=roadmap.rollouts,
        adaptations=(long,),
        dependencies=roadmap.dependencies,
    )

    times, _causes = earliest_points(waits(free, proven=True))

    assert times[Point("b", "build")] == 0
    assert earliest_points(waits(roadmap, proven=True))[0][Point("b", "build")] == 8


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_is_earlier_than_what_is_proved(seed: int) -> None:
    roadmap = random_roadmap_with_adaptations(seed)
    best = best_plan(roadmap, COVERAGE)
    if best is None:
        return
    times, _causes = earliest_points(waits(roadmap, proven=True))

    for phase in best.schedule.phases:
        assert phase.start >= times[Point(phase.measure, phase.phase)]
    for rollout in best.schedule.rollouts:
        point = Point(rollout.measure, sector=rollout.sector)
        assert rollout.begin is None or rollout.begin >= times[point]
        if rollout.adaptation is not None:
            assert rollout.adaptation.start >= times[point._replace(phase="tilpasning")]


# The graph


def test_one_that_links_name_is_a_node_with_its_dates_and_others_are_edges_alone() -> None:
    named, plain = graph(adapting(a_link("b", "a/tilpasning@gp"))), graph(adapting())

    node = named.nodes["adaptation:a/gp"]
    assert (node["kind"], node["measure"], node["sector"], node["periods"]) == ("adaptation", "a", "gp", 2)
    assert (node["earliest_start_instant"], node["earliest_end_instant"]) == (2, 4)
    assert named.has_edge("measure:b", "adaptation:a/gp")
    ends = ("measure:a", "adaptation:a/gp")
    ties = [named.get_edge_data(*pair)[0]["kind"] for pair in (ends, ends[::-1])]
    assert ties == ["has_adaptation", "part_of"]
    assert "adaptation:a/gp" not in plain


def test_a_link_to_one_that_is_not_there_leads_to_the_measure() -> None:
    roadmap = adapting(a_link("b", "a/tilpasning@gp"))

    without = a_roadmap(*roadmap.measures, rollouts=roadmap.rollouts, dependencies=roadmap.dependencies)

    assert graph(without).has_edge("measure:b", "measure:a")


def test_what_it_asks_are_edges_to_its_own_sector_and_those_that_support_it() -> None:
    asks = an_adaptation(
        "a", periods=3, person_months=0.5, support=(Demand(sector="nhn", person_months=0.2),)
    )

    edges = graph(adapting(row=asks)).edges(data=True)

    found = [(end, how) for _start, end, how in edges if how["kind"] == "adapts_for"]
    assert [(end, how["person_months_per_period"], how["periods"]) for end, how in found] == [
        ("sector:gp", 0.5, 3),
        ("sector:nhn", 0.2, 3),
    ]
    assert {how["receiving"] for _end, how in found} == {"gp"}
