"""``planner compare``: what differs between two saved plans and their data, and why each measure moved."""

from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError, wrong_value
from planner.cli.saving import told_plan
from planner.cli.terminal import complain
from planner.cli.values import ABOVE_ZERO
from planner.comparison import SECONDS, compare
from planner.files import comparison_to_json
from planner.language import _
from planner.model import Plan
from planner.say import comparison_lines


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    seconds = _("seconds for what lies behind each move, {seconds} if not given", seconds=int(SECONDS))
    return [
        click.Argument(["before"], metavar="BEFORE", type=file_path(), help=saved),
        click.Argument(["after"], metavar="AFTER", type=file_path(), help=saved),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, default=SECONDS, help=seconds),
        json_option(_("print the result as one JSON object")),
    ]


def run(before: Path, after: Path, *, seconds: float, as_json: bool) -> int:
    """Compare the plans, and print what differs; 1 where one of them holds no plan, or an unlawful one."""
    read = [told_plan(path) for path in (before, after)]
    wrong = [str(path) for path, plan in zip((before, after), read, strict=True) if plan is None]
    if wrong:
        complain(_("Nothing is compared, as no lawful plan stands in {paths}.", paths=", ".join(wrong)))
        return 1
    first, second = filter(None, read)
    _refuse_what_is_unlike((before, first), (after, second))
    found = compare(first, second, seconds=seconds)
    if as_json:
        print(comparison_to_json(found), end="")
        return 0
    for line in comparison_lines(found):
        print(line)
    return 0


def _refuse_what_is_unlike(*plans: tuple[Path, Plan]) -> None:
    """Refuse plans that cannot be set side by side.

    Raises
    ------
    WrongUseError
        If one of them has no dates, their periods are not equally long, or they have no measure in common.
    """
    for path, plan in plans:
        if plan.schedule is None:
            raise WrongUseError(_("{path} holds no plan with dates", path=path))
    (_path, first), (path, second) = plans
    if first.roadmap.calendar.period is not second.roadmap.calendar.period:
        raise WrongUseError(_("the two plans count in periods of different lengths"))
    known = {each.id for each in first.roadmap.measures}
    if known.isdisjoint(each.id for each in second.roadmap.measures):
        raise WrongUseError(
            wrong_value(
                str(path),
                _("a plan of “{name}”", name=second.roadmap.name),
                _("one that has a measure in common with “{name}”", name=first.roadmap.name),
            )
        )
