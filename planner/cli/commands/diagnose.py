"""``planner diagnose``: why a roadmap has no plan, or a wish cannot be granted, and what would mend it."""

from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path, json_option, roadmap_argument
from planner.cli.terminal import DiagnosisLine, stopped_by_interrupt, without_output_of_engines
from planner.cli.values import ABOVE_ZERO
from planner.language import _
from planner.why import Diagnosis, DiagnosisState


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    wish = _("scenario or request whose changes are all to hold: dates, in or out, coverage, budgets …")
    seconds = _("seconds for all of it, {seconds} if not given", seconds=int(pipeline.DIAGNOSE_SECONDS))
    default = pipeline.DIAGNOSE_SECONDS
    return [
        roadmap_argument(),
        click.Option(["--wish"], metavar="FILE", type=file_path(), help=wish),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, default=default, help=seconds),
        json_option(_("print the result as one JSON object")),
    ]


def run(path: Path, *, wish: Path | None, seconds: float, as_json: bool) -> int:
    """Tell what stands against what; 1 where no plan is known. Ctrl-C ends it with what is known."""
    wished, line = () if wish is None else wish, DiagnosisLine()
    try:
        with stopped_by_interrupt() as stop, without_output_of_engines():
            found = pipeline.diagnose_at(path, wished, seconds=seconds, progress=line.show, stop=stop)
    finally:
        line.clear()
    show(found, as_json=as_json)
    return 0 if found.state is DiagnosisState.POSSIBLE else 1


def show(found: Diagnosis, *, as_json: bool) -> None:
    """Print a diagnosis for people or for programs."""
    if as_json:
        from planner.report import diagnosis_to_json

        print(diagnosis_to_json(found), end="")
        return
    from planner.say import diagnosis_lines

    for line in diagnosis_lines(found):
        print(line)
