"""``planner roll``: the roadmap of a saved plan at a later status date, with what is reported since."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from planner import pipeline
from planner.check import check
from planner.cli.options import file_path, json_option
from planner.cli.saving import save, told_plan, writing
from planner.cli.terminal import complain, findings_as_json, show_findings
from planner.cli.values import DayValue
from planner.files import FileError, read_reports, write_csv
from planner.language import ToldError, _, worded
from planner.model import Finding, Plan, errors
from planner.repair import replanned
from planner.rolling import ReportsRefusedError, Rolled, roll


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    to = _("the new status date, the first day of a later period, such as 2027-04-01 or 2027-K2")
    actuals = _("table of what is reported (framdrift.csv); what nobody reported counts as planned")
    out = _("write the rolled roadmap into this folder, below it the plan that goes on, or the nearest one")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--to", "to"], metavar="DATE", type=DayValue(), required=True, help=to),
        click.Option(["--actuals"], metavar="FILE", type=file_path(), help=actuals),
        click.Option(["--out"], metavar="FOLDER", type=file_path(), required=True, help=out),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, to: date, actuals: Path | None, out: Path, as_json: bool) -> int:
    """Roll a roadmap forward and write it; 1 where a report, the date or the plan forbids it."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    try:
        rolled = roll(saved, to, () if actuals is None else read_reports(actuals))
    except FileError as error:
        return _refused(list(error.findings), as_json=as_json)
    except ReportsRefusedError as error:
        file = "" if actuals is None else actuals.name
        return _refused([replace(each, table=file) for each in error.findings], as_json=as_json)
    except ToldError as error:
        complain(worded(error.message))
        return 1
    goes_on = pipeline.going_on(rolled)
    nearest = None
    if goes_on is None:
        nearest = replanned(pipeline.as_if_lawful(rolled), rolled.roadmap, rolled_from=saved)
    try:
        _write(rolled, goes_on or nearest, out)
    except ToldError as error:
        complain(worded(error.message))
        return 1
    _show(rolled, goes_on, nearest, out, as_json=as_json)
    return 0


def _refused(findings: list[Finding], *, as_json: bool) -> int:
    show_findings(findings)
    if as_json:
        print(findings_as_json(findings))
    return 1


def _write(rolled: Rolled, plan: Plan | None, out: Path) -> None:
    """Write the tables, and the plan below them where it is lawful."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        write_csv(rolled.roadmap, out)
    if plan is not None:
        save(plan, out / "plan")


def _show(rolled: Rolled, goes_on: Plan | None, nearest: Plan | None, out: Path, *, as_json: bool) -> None:
    """Print what came of it, for people or for programs."""
    plans = {"goes_on": goes_on is not None, "is_replanned": nearest is not None}
    found = [*rolled.notes, *errors(check(rolled.roadmap))]
    if as_json:
        from planner.say import rolled_data

        print(findings_as_json(found, **rolled_data(rolled, **plans)))
        return
    from planner.say import rolled_lines

    show_findings(found)
    for line in rolled_lines(rolled, **plans):
        print(line)
    print(out)
