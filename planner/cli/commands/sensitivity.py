"""``planner sensitivity``: what a saved plan rests on, and which assumptions matter most."""

from dataclasses import replace
from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.saving import told_plan, writing
from planner.cli.terminal import complain
from planner.files import sensitivity_to_json, write_plan
from planner.language import ToldError, _, worded
from planner.model import Plan
from planner.sensitivity import swings


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, as_json: bool) -> int:
    """Work it out, keep it in the plan, and print the groups that matter most; 1 without a plan."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    try:
        told = replace(saved, swings=swings(saved.roadmap))
    except ToldError as error:
        complain(worded(error.message))
        return 1
    file = plan / "plan.json" if plan.is_dir() else plan
    with writing(file):
        write_plan(told, file)
    if as_json:
        print(sensitivity_to_json(told), end="")
    else:
        show(told)
        print(file)
    return 0


def show(plan: Plan) -> None:
    """Print both shares, and the groups that move net benefit most."""
    from planner.say import data_words, group_lines, groups_note

    print(data_words(plan))
    for number, line in enumerate(group_lines(plan), start=1):
        print(f"{number}. {line}")
    print(groups_note(plan))
