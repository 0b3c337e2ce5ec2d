"""``planner compare``: what differs between two saved plans, and why each measure moved."""

import json
from pathlib import Path
from typing import Any

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError
from planner.cli.saving import told_plan
from planner.cli.side_by_side import change_as_json
from planner.compare import Difference, compare
from planner.explain import WhyMoved, why_moved
from planner.language import _
from planner.model import Plan
from planner.say import answer_lines, finding_data, follows_words, moved_words

SCHEMA = 1


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
    if first.roadmap.calendar != second.roadmap.calendar:
        raise WrongUseError(
            _("the two plans count time differently: other status dates, periods or horizons")
        )
    change, reasons = compare(first, second), list(why_moved(first, second))
    if as_json:
        print(json.dumps(as_data(first, second, change, reasons), ensure_ascii=False, indent=1))
        return 0
    for line in answer_lines(change, second):
        print(line)
    print(follows_words(change))
    for line in [moved_words(first, second, why) for why in reasons] or [_("No measure lies elsewhere.")]:
        print(f"- {line}")
    return 0


def as_data(before: Plan, after: Plan, change: Difference, reasons: list[WhyMoved]) -> dict[str, Any]:
    """Give all of it as plain data: what was optimised, and each measure that lies elsewhere."""
    return {
        "kind": "comparison",
        "schema": SCHEMA,
        "before": before.digest,
        "after": after.digest,
        "difference": change_as_json(change),
        "moved": [
            {
                "measure": each.measure,
                "was_in": each.was_in,
                "is_in": each.is_in,
                "is_forced": each.is_forced,
                "broken": [finding_data(finding) for finding in each.broken],
                "keeps_less": each.keeps_less,
                "worth": each.worth,
            }
            for each in reasons
        ],
    }
