"""``planner compare``: what differs between two saved plans and their data, and why each measure moved."""

from dataclasses import replace
from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError, wrong_value
from planner.cli.saving import told_plan
from planner.cli.terminal import complain, show_findings
from planner.cli.values import ABOVE_ZERO
from planner.comparison import SECONDS, compare, side_by_side
from planner.files import FileError, comparison_to_json, read_reports
from planner.language import _
from planner.model import Plan
from planner.rolling import ReportsRefusedError
from planner.say import board_sentences, comparison_lines, variance_lines
from planner.variance import Variance, what_changed


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    actuals = _(
        "table of what was reported between two status dates; if not given, what the later roadmap tells"
    )
    seconds = _("seconds for what lies behind each move, {seconds} if not given", seconds=int(SECONDS))
    return [
        click.Argument(["before"], metavar="BEFORE", type=file_path(), help=saved),
        click.Argument(["after"], metavar="AFTER", type=file_path(), help=saved),
        click.Option(["--actuals"], metavar="FILE", type=file_path(), help=actuals),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, help=seconds),
        json_option(_("print the result as one JSON object")),
    ]


def run(before: Path, after: Path, *, actuals: Path | None, seconds: float | None, as_json: bool) -> int:
    """Compare the plans, and print what differs; 1 where one of them holds no plan, or an unlawful one."""
    read = [told_plan(path) for path in (before, after)]
    wrong = [str(path) for path, plan in zip((before, after), read, strict=True) if plan is None]
    if wrong:
        complain(_("Nothing is compared, as no lawful plan stands in {paths}.", paths=", ".join(wrong)))
        return 1
    first, second = filter(None, read)
    _refuse_what_is_unlike((before, first), (after, second))
    if (
        0
        < first.roadmap.calendar.period_of(second.roadmap.calendar.status_date)
        < first.roadmap.calendar.periods
    ):
        if seconds is not None:
            raise WrongUseError(
                _("--seconds goes with plans of one status date; between two dates nothing is searched for")
            )
        return _across_dates(first, second, actuals, as_json=as_json)
    if actuals is not None:
        raise WrongUseError(
            _("--actuals goes with a plan of a later status date, within the horizon of the earlier one")
        )
    found = compare(first, second, seconds=seconds or SECONDS)
    if as_json:
        print(comparison_to_json(found), end="")
        return 0
    for line in comparison_lines(found):
        print(line)
    return 0


def _across_dates(first: Plan, second: Plan, actuals: Path | None, *, as_json: bool) -> int:
    """Print what became of measures between two status dates; 1 where a report or a date forbids it."""
    try:
        found = what_changed(first, second, None if actuals is None else read_reports(actuals))
    except (FileError, ReportsRefusedError) as error:
        show_findings(
            [replace(each, table="" if actuals is None else actuals.name) for each in error.findings]
        )
        return 1
    _show(found, as_json=as_json)
    return 0


def _show(found: Variance, *, as_json: bool) -> None:
    if as_json:
        print(comparison_to_json(side_by_side(found.before, found.after), found), end="")
        return
    for line in (*board_sentences(found), *variance_lines(found)):
        print(line)


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
