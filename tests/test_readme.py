"""The README keeps its word: its commands parse, its script runs, what it points to is there."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.commands import SUMMARIES
from planner.cli.program import program

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "benchmarks" / "README.md"])
COMMANDS = re.findall(r"^ +\.venv/bin/planner (.+?)(?: +#.*)?$", README, re.MULTILINE)
FILES = (".csv", ".toml", ".json", ".xlsx", ".sqlite", ".graphml")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_one_the_planner_takes(command: str) -> None:
    name, *options = shlex.split(command)
    known = program()

    found = known.get_command(known.make_context("planner", [name]), name)

    assert found is not None
    found.make_context(name, options)  # raises what it does not take


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_every_command_of_the_readme_runs_in_order_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each works on what those before it have written; the server is tried elsewhere."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept"))
    ended: dict[str, tuple[int, str]] = {}

    for command in COMMANDS:
        words = shlex.split(command)
        if words[0] != "serve":
            names = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words]
            ended[command] = main([each for found in names for each in found]), capsys.readouterr().err

    # they show how a conflict, and a scenario whose dates cannot be kept, are told
    in_vain = {command for command in ended if "--wish" in command or "scenarios/*" in command}
    failed = {command: end for command, end in ended.items() if end[0] != (command in in_vain)}
    assert failed == {}


def test_no_command_of_the_readme_asks_for_a_file_that_nobody_has_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    written, lacking = set[str](), []

    for command in COMMANDS:
        name, *words = shlex.split(command)
        if name == "new":
            main([name, *words])
        written |= {words[-1]} if name == "backup" else set()
        written |= {word for option, word in pairwise(words) if option == "--out"}
        paths = [word for word in words if "/" in word or Path(word).suffix in FILES]
        lacking += [word for word in paths if word not in written and not any(Path().glob(word))]

    assert lacking == []


def test_the_readme_names_every_command() -> None:
    named = {command.split()[0] for command in COMMANDS} | set(re.findall(r"`planner (\w+)`", README))

    assert named >= set(SUMMARIES)


def test_the_script_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (script,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    quick = script.replace("seconds=10", "seconds=3").replace("figure(plan).show()", "shown = figure(plan)")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}

    exec(compile(quick, "README.md", "exec"), names)

    assert "Helse" in capsys.readouterr().out
    assert len(names["shown"].data) > 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
