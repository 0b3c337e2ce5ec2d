"""``planner sensitivity``: what a saved plan rests on, and which assumptions matter most."""

from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.saving import told_plan, writing
from planner.files import sensitivity_to_json, write_whole
from planner.language import _
from planner.model import Plan
from planner.sensitivity import Swing, swings

MOST_TOLD = 5
FILE = "sensitivity.json"


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, as_json: bool) -> int:
    """Work it out, keep it beside the plan, and print the groups that matter most; 1 without a plan."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    found = swings(saved.roadmap)
    text = sensitivity_to_json(saved, found)
    target = (plan if plan.is_dir() else plan.parent) / FILE
    with writing(target):
        write_whole(target, text.encode())
    if as_json:
        print(text)
    else:
        show(saved, found)
        print(target)
    return 0


def show(saved: Plan, found: tuple[Swing, ...]) -> None:
    """Print both shares, and the groups that move net benefit most."""
    from planner.say import data_words, swing_words

    print(data_words(saved))
    for number, swing in enumerate(found[:MOST_TOLD], start=1):
        print(f"{number}. {swing_words(swing)}")
