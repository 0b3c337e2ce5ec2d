"""``planner graph``: write measures, what they wait for and who has to take them in as one graph."""

from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path, roadmap_argument
from planner.cli.refusals import WrongUseError, see_help, wrong_value
from planner.cli.saving import writing
from planner.cli.terminal import show_findings
from planner.files import GRAPH_WRITERS, write_graph
from planner.language import _
from planner.model import errors


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    out = click.Option(["--out"], metavar="FILE", type=file_path(), required=True, help=_expected())
    return [roadmap_argument(), out]


def run(path: Path, *, out: Path) -> int:
    """Write the graph of a roadmap without errors; 1 where it has some.

    Raises
    ------
    WrongUseError
        If the file's ending is of no format, or it cannot be written.
    """
    if out.suffix.lower() not in GRAPH_WRITERS:
        raise WrongUseError(see_help(wrong_value("--out", out, _expected()), "planner graph"))
    outcome = pipeline.load(path)
    if outcome.roadmap is None or not outcome.can_be_planned:
        show_findings(errors(outcome.findings))
        return 1
    with writing(out):
        write_graph(outcome.roadmap, out)
    print(out)
    return 0


def _expected() -> str:
    return _("a file that ends in {endings}", endings=" / ".join(GRAPH_WRITERS))
