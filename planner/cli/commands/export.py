"""``planner export``: write a saved plan in one of the formats there are."""

from pathlib import Path

import click

from planner.cli.options import file_path
from planner.cli.saving import told_plan, with_certificate, writing
from planner.cli.terminal import complain
from planner.cli.values import FormatName
from planner.files import write_folder, write_whole
from planner.language import _
from planner.report import FORMATS, format_named


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    known = ", ".join(f"{each.name} ({each.label()})" for each in FORMATS)
    form, out = _("one of {known}", known=known), _("file to write, or folder for csv")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--to"], metavar="FORMAT", type=FormatName(), required=True, help=form),
        click.Option(["--out"], metavar="PATH", type=file_path(), help=out),
    ]


def run(plan: Path, *, to: str, out: Path | None) -> int:
    """Write a saved plan as a document, beside it where nothing else is said; 1 where there is none."""
    form = format_named(to)
    saved = told_plan(plan)
    if saved is None:
        return 1
    if not form.can_write(saved):
        complain(_("The file holds no schedule."))
        return 1
    saved = with_certificate(saved, plan)
    folder = plan if plan.is_dir() else plan.parent
    target = out or (folder if form.is_folder else folder / f"plan.{form.ending}")
    with writing(target):
        if form.is_folder:
            write_folder(target, form.write(saved))
        else:
            write_whole(target, form.one_file(saved))
    print(target)
    return 0
