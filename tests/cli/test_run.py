"""Several scenarios in one run: their names, their table, and what an ended run leaves."""

import csv
import io
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_roadmap_with_everything

from planner import pipeline
from planner.cli import main
from planner.files import read_plan, write_csv
from planner.language import in_language
from planner.model import Plan, Roadmap


class Asked:
    """Stands in for the pipeline's solving: counts what it is asked, and gives the first plan."""

    def __init__(self) -> None:
        self.times = 0
        self.when_asked: Callable[[], None] = nothing

    def __call__(self, roadmap: Roadmap, **_options: Any) -> Plan:
        """Give the first plan."""
        self.times += 1
        self.when_asked()
        return pipeline.first_plan(roadmap)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    """Begin in bokmål, and let no language that a command asks for outlive its test."""
    with in_language("nb"):
        yield


def nothing() -> None:
    """Do nothing when asked."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Put a stand-in in the place of solving."""
    asked = Asked()
    monkeypatch.setattr("planner.pipeline.solving.solve", asked)
    return asked


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the folder of a small roadmap with everything in it."""
    folder = tmp_path / "data"
    write_csv(a_roadmap_with_everything(), folder)
    return folder


def scenario_file(folder: Path, file: str, name: str, base: str = "data") -> Path:
    """Write a scenario that doubles the capacity."""
    path = folder / file
    path.write_text(f'name = "{name}"\nbase = "{base}"\n\n[[capacity]]\nfactor = 2.0\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("first", "second", "saves", "told"),
    [
        ("Mer", "Mer", False, "heter begge «Mer»"),
        ("Mer +", "Mer -", True, "mappen mer"),
        ("MER", "mer", True, "mappen mer"),
        ("Uendret", "Mer", False, "heter begge «Uendret»"),
        ("uendret", "Mer", True, "mappen uendret"),
    ],
)
def test_two_scenarios_that_would_take_each_others_results_are_refused_before_solving(
    data: Path,
    tmp_path: Path,
    asked: Asked,
    capsys: pytest.CaptureFixture[str],
    first: str,
    second: str,
    saves: bool,
    told: str,
) -> None:
    files = [scenario_file(tmp_path, "one.toml", first), scenario_file(tmp_path, "two.toml", second)]
    out = ["--out", str(tmp_path / "out")] if saves else []

    assert main(["run", *map(str, files), *out]) == 2

    said = capsys.readouterr().err
    assert told in said
    assert str(files[0]) in said
    assert (str(data) if first.lower() == "uendret" else str(files[1])) in said
    assert asked.times == 0
    assert not (tmp_path / "out").exists()


def test_names_that_differ_are_enough_where_nothing_is_saved(
    data: Path, tmp_path: Path, asked: Asked
) -> None:
    files = [scenario_file(tmp_path, "one.toml", "Mer +"), scenario_file(tmp_path, "two.toml", "Mer -")]

    assert main(["run", *map(str, files)]) == 0


def table_of(folder: Path) -> list[dict[str, str]]:
    """Read the table of scenarios."""
    text = (folder / "scenarier.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_table_of_scenarios_holds_numbers_and_the_difference_to_the_base(
    data: Path, tmp_path: Path, asked: Asked
) -> None:
    file, out = scenario_file(tmp_path, "one.toml", "Mer"), tmp_path / "out"

    assert main(["--lang", "en", "run", str(file), "--out", str(out)]) == 0

    base, more = table_of(out)
    saved = [read_plan(out / name) for name in ("unchanged/plan.json", "mer/plan.json")]
    scores = [plan.score or 0.0 for plan in saved]
    for row, score in zip((base, more), scores, strict=True):
        assert float(row["score"].replace(",", ".")) == pytest.approx(score, abs=1e-5)
        assert 0 <= float(row["coverage at the end"].replace(",", ".")) <= 1
    gained = float(more["difference in score"].replace(",", "."))
    assert gained == pytest.approx(scores[1] - scores[0], abs=1e-5)
    assert base["difference in score"] == ""
    assert {row["state"] for row in (base, more)} == {"planned"}


def test_a_run_that_is_ended_marks_what_is_missing(
    data: Path, tmp_path: Path, asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = scenario_file(tmp_path, "one.toml", "Mer"), tmp_path / "out"
    asked.when_asked = lambda: signal.raise_signal(signal.SIGINT)

    assert main(["--lang", "en", "run", str(file), "--out", str(out)]) == 1

    assert [row["state"] for row in table_of(out)] == ["stopped", "missing"]
    assert (out / "unchanged" / "plan.json").exists()
    assert not (out / "mer").exists()
    assert "not planned: the run was ended" in capsys.readouterr().out
