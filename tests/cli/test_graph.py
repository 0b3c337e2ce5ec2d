"""The graph of a roadmap from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything

from planner.cli import main
from planner.files import graph_to_json, write_csv
from planner.language import in_language
from planner.network import graph


@pytest.fixture(autouse=True)
def _bokmal() -> Iterator[None]:
    """Let no language that a command asks for outlive its test."""
    with in_language("nb"):
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the folder of a small roadmap with everything in it."""
    write_csv(a_roadmap_with_everything(), tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("ending", ["json", "graphml"])
def test_the_graph_is_written_in_the_format_of_the_ending_and_the_file_named(
    data: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data / f"graph.{ending}"

    assert main(["graph", str(data), "--out", str(file)]) == 0

    assert capsys.readouterr().out == f"{file}\n"
    assert all(name in file.read_text("utf-8") for name in graph(a_roadmap_with_everything()))


def test_it_is_the_graph_that_a_script_gets(data: Path) -> None:
    main(["graph", str(data), "--out", str(data / "graph.json")])

    nodes = {node["id"] for node in json.loads((data / "graph.json").read_text("utf-8"))["nodes"]}
    assert nodes == {node["id"] for node in json.loads(graph_to_json(a_roadmap_with_everything()))["nodes"]}


@pytest.mark.parametrize("given", [[], ["--out", "graph.png"], ["--out", "graph"]])
def test_another_ending_or_none_is_refused_before_anything_is_read(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "graph", "nowhere", *given]) == 2

    assert "a file that ends in .graphml / .json" in capsys.readouterr().err


def test_data_with_errors_has_no_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(a_roadmap(a_measure("a", a_phase()), dependencies=(a_link("b", "a"),)), tmp_path / "data")
    file = tmp_path / "graph.json"

    assert main(["graph", str(tmp_path / "data"), "--out", str(file)]) == 1

    assert "avhengigheter, rad 2" in capsys.readouterr().err
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "graph", str(data), "--out", str(data / "none" / "graph.json")]) == 2

    assert "Cannot write to" in capsys.readouterr().err
