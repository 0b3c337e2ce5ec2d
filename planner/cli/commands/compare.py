"""``planner compare``: what differs between two saved plans and their data, and why each measure moved."""

from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError
from planner.cli.saving import told_plan
from planner.comparison import compare
from planner.files import comparison_to_json
from planner.language import _
from planner.say import comparison_lines


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    return [
        click.Argument(["before"], metavar="BEFORE", type=file_path(), help=saved),
        click.Argument(["after"], metavar="AFTER", type=file_path(), help=saved),
        json_option(_("print the result as one JSON object")),
    ]


def run(before: Path, after: Path, *, as_json: bool) -> int:
    """Compare the plans, and print what differs; 1 where one of them holds no plan."""
    first = told_plan(before)
    second = None if first is None else told_plan(after)
    if first is None or second is None:
        return 1
    for path, plan in ((before, first), (after, second)):
        if plan.schedule is None:
            raise WrongUseError(_("{path} holds no plan with dates", path=path))
    if first.roadmap.calendar.period is not second.roadmap.calendar.period:
        raise WrongUseError(_("the two plans count in periods of different lengths"))
    found = compare(first, second)
    if as_json:
        print(comparison_to_json(found), end="")
        return 0
    for line in comparison_lines(found):
        print(line)
    return 0
