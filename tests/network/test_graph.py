"""The graph of a roadmap: what it holds, what cannot be changed, and what order alone says of time."""

from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx
import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
)
from support.falling import points

import planner
from planner.model import Deadline, Link, Roadmap, ShareDeadline, Status
from planner.network import critical_chain, dependencies, graph, slack, structure
from planner.results import capacity


def binds_selection(roadmap: Roadmap, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Give the edges of one kind."""
    return [edge for edge in graph(roadmap).edges(data=True) if edge[2]["kind"] == kind]


def test_scripts_get_it_on_the_face_of_the_package() -> None:
    assert planner.graph(a_roadmap_with_everything()) is graph(a_roadmap_with_everything())


def test_measures_sectors_and_services_are_nodes() -> None:
    nodes = graph(a_roadmap_with_everything()).nodes

    assert {name: nodes[name]["kind"] for name in nodes} == {
        "measure:a": "measure",
        "measure:b": "measure",
        "sector:gp": "sector",
        "sector:nhn": "sector",
        "service:S1": "service",
    }


def test_a_phase_is_a_node_where_a_dependency_names_it() -> None:
    two = a_measure("a", a_phase("study"), a_phase("build"))
    named = a_roadmap(two, a_measure("b", a_phase()), dependencies=(a_link("a/study", "b"),))

    nodes = graph(named).nodes
    assert [name for name in nodes if nodes[name]["kind"] == "phase"] == ["phase:a/study"]
    ((before, after, _),) = binds_selection(named, "dependency")
    assert (before, after) == ("phase:a/study", "measure:b")
    assert nx.ancestors(graph(named), "measure:b") == {"phase:a/study", "measure:a"}


def test_what_has_been_done_is_named_as_a_whole() -> None:
    done = a_measure("a", status=Status.DONE)
    roadmap = a_roadmap(done, a_measure("b", a_phase()), dependencies=(a_link("a/study", "b"),))

    ((before, _, how),) = binds_selection(roadmap, "dependency")

    assert (before, how["binds"]) == ("measure:a", False)


def test_a_dependency_says_how_it_ties() -> None:
    links = (
        a_link("a", "b", Link.START_START, lag_periods=1, largest_lag_periods=3, kind="technical"),
        a_link("a@gp", "b@gp", Link.FINISH_FINISH),
        a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp"),
    )
    roadmap = a_roadmap(
        a_measure("a", a_phase()),
        a_measure("b", a_phase()),
        rollouts=(a_rollout("a"), a_rollout("b")),
        dependencies=links,
    )

    first, second, third = (how for _, how in dependencies(roadmap, graph(roadmap)))

    assert (first["link"], first["lag_periods"], first["largest_lag_periods"]) == ("SS", 1, 3)
    assert (first["reason"], first["binds"], first["row"]) == ("technical", True, 0)
    assert (second["predecessor_sector"], second["successor_sector"]) == ("gp", "gp")
    assert (third["share"], third["share_sector"]) == (0.6, "gp")
    assert "largest_lag_periods" not in second


def test_a_rollout_is_an_edge_with_target_pace_effort_and_dates() -> None:
    asked = ShareDeadline(share=0.4, deadline=Deadline(day=date(2024, 6, 30)))
    taken = a_rollout("a", target=0.8, pace=0.25, in_use=0.1, deadline=asked)
    roadmap = a_roadmap(a_measure("a", a_phase()), rollouts=(taken,))

    ((measure, sector, how),) = binds_selection(roadmap, "rolled_out_in")

    assert (measure, sector) == ("measure:a", "sector:gp")
    assert (how["units"], how["target_share"], how["pace_share_per_period"]) == (100, 0.8, 0.25)
    assert (how["effort_person_months_per_unit"], how["share_in_use"]) == (1.0, 0.1)
    assert (how["deadline"], how["deadline_share"]) == ("2024-06-30", 0.4)


def test_a_pace_that_falls_is_told_by_its_points() -> None:
    taken = a_rollout("a", pace=points((0.5, 0.25), (0.25, 1.0)), in_use=0.625)
    roadmap = a_roadmap(a_measure("a", a_phase()), rollouts=(taken,))

    ((_, _, how),) = binds_selection(roadmap, "rolled_out_in")

    assert how["pace_share_per_period"] == 0.375
    assert (how["falling_pace_shares_per_period"], how["falling_pace_at_shares"]) == (
        [0.5, 0.25],
        [0.25, 1.0],
    )


def test_work_and_contributions_are_edges_with_their_amounts() -> None:
    work = binds_selection(a_roadmap_with_everything(), "works_for")
    parts = binds_selection(a_roadmap_with_everything(), "contributes_to")

    assert [(start, end, how["person_months_per_period"]) for start, end, how in work] == [
        ("measure:a", "sector:nhn", 2.0),
        ("measure:b", "sector:nhn", 2.0),
    ]
    assert [(start, end, how["weight"]) for start, end, how in parts] == [
        ("measure:a", "service:S1", 0.6),
        ("measure:b", "service:S1", 0.4),
    ]


def test_a_sector_has_what_it_can_give_in_each_period_or_no_limit() -> None:
    limited, free = a_receiver(capacity=30.0), a_deliverer()
    roadmap = a_roadmap(a_measure("a", a_phase()), sectors=(limited, free))
    nodes = graph(roadmap).nodes

    assert nodes["sector:gp"]["capacity_person_months"] == capacity(roadmap)["gp"]
    assert nodes["sector:gp"]["capacity_from"] == ["2023-01-01"]
    assert "capacity_person_months" not in nodes["sector:nhn"]


def test_it_is_built_once_and_cannot_be_changed_but_a_copy_can() -> None:
    found = graph(a_roadmap_with_everything())

    assert graph(replace(a_roadmap_with_everything())) is found
    with pytest.raises(nx.NetworkXError):
        found.remove_node("measure:a")
    copied = found.copy()
    copied.remove_node("measure:a")
    assert "measure:a" in found


def test_order_pace_and_gates_give_each_measure_its_earliest_days_and_slack() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 5)),
        a_measure("b", a_phase("build", 2)),
        a_measure("c", a_phase("build", 1)),
        dependencies=(a_link("a", "c"), a_link("b", "c")),
    )
    nodes = graph(roadmap).nodes

    said = {name: nodes[f"measure:{name}"] for name in "abc"}

    assert {name: each["slack_periods"] for name, each in said.items()} == slack(roadmap)
    assert [name for name, each in said.items() if each["is_critical"]] == list(critical_chain(roadmap))
    assert (said["c"]["earliest_start_instant"], said["c"]["earliest_end_instant"]) == (5, 6)
    assert (said["c"]["earliest_start_day"], said["c"]["earliest_last_day"]) == ("2024-04-01", "2024-06-30")


def test_a_timed_dependency_says_by_how_much_its_successor_waits_for_others() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 5)),
        a_measure("b", a_phase("build", 2)),
        a_measure("c", a_phase("build", 1)),
        dependencies=(a_link("a", "c"), a_link("b", "c", lag_periods=1)),
    )

    assert [how["slack_periods"] for _, how in dependencies(roadmap, graph(roadmap))] == [0, 2]


def test_a_rollout_says_when_it_can_begin_and_end() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a", pace=0.5),))

    ((_, _, how),) = binds_selection(roadmap, "rolled_out_in")

    assert (how["earliest_start_day"], how["earliest_last_day"]) == ("2023-07-01", "2023-12-31")


def test_measures_that_wait_in_a_circle_have_no_dates() -> None:
    around = (a_link("a", "b"), a_link("b", "a"))
    roadmap = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()), dependencies=around)

    assert "slack_periods" not in graph(roadmap).nodes["measure:a"]


def test_a_roadmap_without_measures_has_a_graph() -> None:
    assert sorted(graph(a_roadmap())) == ["sector:gp", "sector:nhn"]


def test_what_names_something_unknown_is_refused() -> None:
    roadmap = a_roadmap(a_measure("a"), rollouts=(a_rollout("a", "nobody", units=1),))

    with pytest.raises(KeyError, match="sector:nobody"):
        structure(roadmap)
