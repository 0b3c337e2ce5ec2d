"""``planner needs``: what the sector needs, which measures meet it, and when in a plan."""

from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path, json_option
from planner.cli.saving import told_plan
from planner.cli.terminal import show_findings
from planner.files import needs_to_json
from planner.language import _
from planner.model import Roadmap, errors
from planner.results import Facts, facts, need_walks


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    words = _("a roadmap (folder of tables, or a workbook), or a saved plan (plan.json, or its folder)")
    return [
        click.Argument(["path"], metavar="PATH|PLAN", type=file_path(), help=words),
        json_option(_("print the result as one JSON object")),
    ]


def run(path: Path, *, as_json: bool) -> int:
    """Print the needs with what they lead to; 1 where the data cannot be read."""
    read = _read(path)
    if read is None:
        return 1
    roadmap, found = read
    walks = need_walks(roadmap, found)
    if as_json:
        print(needs_to_json(roadmap, walks), end="")
        return 0
    from planner.say import need_lines

    for line in need_lines(roadmap, walks):
        print(line)
    return 0


def _read(path: Path) -> tuple[Roadmap, Facts | None] | None:
    """Give the roadmap, and what its plan holds where a plan was named; nothing where something is wrong."""
    if path.suffix == ".json" or (path / "plan.json").is_file():
        plan = told_plan(path)
        return None if plan is None else (plan.roadmap, facts(plan))
    outcome = pipeline.load(path)
    if outcome.roadmap is None or not outcome.can_be_planned:
        show_findings(errors(outcome.findings))
        return None
    return outcome.roadmap, None
