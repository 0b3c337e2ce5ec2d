"""A roadmap's graph as a file: GraphML for programs that draw and measure graphs, JSON for scripts."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.files.atomic import write_whole
from planner.model import Roadmap
from planner.network import graph


def graph_to_graphml(roadmap: Roadmap, *, version: str = "") -> str:
    """Give the graph as GraphML, which has no lists: those are texts of JSON there.

    Parameters
    ----------
    version
        Of which version of the roadmap it is, in words; an attribute of the graph then.
    """
    import networkx as nx  # late: it takes half a second to load

    told: nx.MultiDiGraph[str] = graph(roadmap).copy()
    for each in told:
        told.nodes[each].update(_lists_as_text(told.nodes[each]))
    for _start, _end, ties in told.edges(data=True):
        ties.update(_lists_as_text(ties))
    if version:
        told.graph["version"] = version
    written = BytesIO()
    # one type for each attribute, where whole numbers and fractions meet
    nx.write_graphml_xml(told, written, infer_numeric_types=True, named_key_ids=True)
    return written.getvalue().decode()


def _lists_as_text(attributes: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(value) for name, value in attributes.items() if isinstance(value, list)}


def graph_to_json(roadmap: Roadmap) -> str:
    """Give the graph as JSON of nodes and edges (networkx: ``node_link_graph(data, edges="edges")``)."""
    import networkx as nx  # late, as above

    data: dict[str, Any] = nx.node_link_data(graph(roadmap), edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


GRAPH_WRITERS = {".graphml": graph_to_graphml, ".json": graph_to_json}
"""What writes a graph, by the ending of the file."""


def write_graph(roadmap: Roadmap, path: Path | str) -> None:
    """Write a roadmap's graph to a file whose ending says how: ``.graphml`` or ``.json``.

    Raises
    ------
    ValueError
        If the ending is another.
    OSError
        If the file cannot be written.
    """
    ending = Path(path).suffix.lower()
    if ending not in GRAPH_WRITERS:
        raise ValueError(f"{path} ends in {ending or 'nothing'}, expected {' or '.join(GRAPH_WRITERS)}")
    write_whole(Path(path), GRAPH_WRITERS[ending](roadmap).encode())
