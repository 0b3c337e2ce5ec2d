"""The README keeps its word: its commands parse, its script runs, what it points to is there."""

import re
import shlex
from pathlib import Path

import pytest

from planner.cli.commands import SUMMARIES
from planner.cli.program import program

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "benchmarks" / "README.md"])
COMMANDS = re.findall(r"^ +\.venv/bin/planner (.+?)(?: +#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_one_the_planner_takes(command: str) -> None:
    name, *options = shlex.split(command)
    known = program()

    found = known.get_command(known.make_context("planner", [name]), name)

    assert found is not None
    found.make_context(name, options)  # raises what it does not take


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
