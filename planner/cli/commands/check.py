"""``planner check``: read and check a roadmap or a scenario, and print its findings."""

from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import json_option, roadmap_argument
from planner.cli.terminal import findings_as_json, show_findings
from planner.language import _, ngettext
from planner.model import Roadmap


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    return [roadmap_argument(), json_option(_("print the findings as one JSON object"))]


def run(path: Path, *, as_json: bool) -> int:
    """Read and check a roadmap, or what a scenario makes of one; 1 where it cannot be planned."""
    is_scenario = path.suffix == ".toml"
    outcome = pipeline.load_scenario(path).outcome if is_scenario else pipeline.load(path)
    if as_json:
        print(findings_as_json(outcome.findings))
    else:
        show_findings(outcome.findings)
        if outcome.roadmap is not None and outcome.can_be_planned:
            print(_size(outcome.roadmap))
    return 0 if outcome.can_be_planned else 1


def _size(roadmap: Roadmap) -> str:
    parts = (
        ngettext("{count} measure", "{count} measures", len(roadmap.measures)),
        ngettext("{count} dependency", "{count} dependencies", len(roadmap.dependencies)),
        ngettext("{count} rollout", "{count} rollouts", len(roadmap.rollouts)),
        ngettext("{count} sector", "{count} sectors", len(roadmap.sectors)),
        ngettext("{count} information service", "{count} information services", len(roadmap.services)),
        ngettext("{count} period", "{count} periods", roadmap.calendar.periods),
    )
    return ", ".join(parts)
