"""``planner export``: write a saved plan, or a roadmap, in one of the formats there are."""

from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path
from planner.cli.saving import told_plan, with_certificate, writing
from planner.cli.terminal import complain, show_findings
from planner.cli.values import FormatName
from planner.files import is_workbook, write_folder, write_whole
from planner.language import _
from planner.model import VALUE, Plan, PlanStatus, errors
from planner.report import FORMATS, format_named


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it; or a roadmap, of which some formats write the data")
    known = ", ".join(f"{each.name} ({each.label()})" for each in FORMATS)
    form, out = _("one of {known}", known=known), _("file to write, or folder for csv")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--to"], metavar="FORMAT", type=FormatName(), required=True, help=form),
        click.Option(["--out"], metavar="PATH", type=file_path(), help=out),
    ]


def run(plan: Path, *, to: str, out: Path | None) -> int:
    """Write a plan or a roadmap as a document, beside it unless told otherwise; 1 where there is none."""
    form = format_named(to)
    is_roadmap = _is_roadmap(plan)
    saved = _told_roadmap(plan) if is_roadmap else told_plan(plan)
    if saved is None:
        return 1
    if not form.can_write(saved):
        complain(_("The file holds no schedule."))
        return 1
    saved = saved if is_roadmap else with_certificate(saved, plan)
    folder = plan if plan.is_dir() else plan.parent
    name = "roadmap" if is_roadmap else "plan"
    target = out or (folder if form.is_folder else folder / f"{name}.{form.ending}")
    with writing(target):
        if form.is_folder:
            write_folder(target, form.write(saved))
        else:
            write_whole(target, form.one_file(saved))
    print(target)
    return 0


def _is_roadmap(path: Path) -> bool:
    """Tell whether a path leads to a roadmap's own tables and not to a plan."""
    if path.is_dir():
        return not (path / "plan.json").exists() and any(path.glob("*.csv"))
    return is_workbook(path) or path.suffix.casefold() == ".csv"


def _told_roadmap(path: Path) -> Plan | None:
    """Read a roadmap as a plan that holds no schedule; where it has errors, say so."""
    outcome = pipeline.load(path)
    if outcome.roadmap is None:
        show_findings(errors(outcome.findings))
        return None
    return Plan(roadmap=outcome.roadmap, objective=VALUE, status=PlanStatus.UNKNOWN)
