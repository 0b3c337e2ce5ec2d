"""The graph of a roadmap in files that networkx and others read again."""

import json
from pathlib import Path

import networkx as nx
import pytest
from support.builders import a_measure, a_roadmap, a_roadmap_with_everything

from planner.files import graph_to_graphml, graph_to_json, write_graph
from planner.network import graph


def test_json_holds_the_whole_graph() -> None:
    roadmap = a_roadmap_with_everything()

    again = nx.node_link_graph(json.loads(graph_to_json(roadmap)), edges="edges")

    assert nx.utils.graphs_equal(again, nx.MultiDiGraph(graph(roadmap)))


def test_graphml_holds_all_nodes_and_edges_with_lists_as_text() -> None:
    roadmap = a_roadmap_with_everything()

    again = nx.parse_graphml(graph_to_graphml(roadmap), force_multigraph=True)

    nodes = graph(roadmap).nodes
    assert {name: again.nodes[name]["kind"] for name in again} == {
        name: nodes[name]["kind"] for name in nodes
    }
    assert sorted(again.edges(data="kind")) == sorted(graph(roadmap).edges(data="kind"))
    given = again.nodes["sector:gp"]["capacity_person_months"]
    assert json.loads(given) == nodes["sector:gp"]["capacity_person_months"]


def test_graphml_says_of_which_version_it_is_where_that_is_known() -> None:
    roadmap = a_roadmap_with_everything()

    assert "version" not in nx.parse_graphml(graph_to_graphml(roadmap)).graph
    again = nx.parse_graphml(graph_to_graphml(roadmap, version="version 3; the newest was version 4"))
    assert again.graph["version"] == "version 3; the newest was version 4"


def test_text_of_people_stays_text() -> None:
    roadmap = a_roadmap(a_measure("a", name='<b> & "æøå" </graphml>'))

    again = nx.parse_graphml(graph_to_graphml(roadmap), force_multigraph=True)

    assert again.nodes["measure:a"]["name"] == '<b> & "æøå" </graphml>'


@pytest.mark.parametrize("ending", ["graphml", "json", "GraphML"])
def test_the_ending_says_how_it_is_written(ending: str, tmp_path: Path) -> None:
    write_graph(a_roadmap_with_everything(), tmp_path / f"graph.{ending}")

    text = (tmp_path / f"graph.{ending}").read_text("utf-8")
    assert text.startswith("{" if ending == "json" else "<?xml")


def test_another_ending_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.png, expected \.graphml or \.json"):
        write_graph(a_roadmap_with_everything(), tmp_path / "graph.png")

    assert list(tmp_path.iterdir()) == []
