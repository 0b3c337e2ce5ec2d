"""``planner sector``: what a plan asks of one sector as a workbook to fill in, and its answer read back."""

from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError
from planner.cli.saving import told_plan, writing
from planner.cli.terminal import findings_as_json, show_findings
from planner.language import _, reason_of, worded
from planner.model import Plan
from planner.uploads import LARGEST_UPLOAD, Upload


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    out = _(
        "write the workbook to this file (.xlsx); with --read, the tables with the answer into this folder"
    )
    read = _("read a workbook that was filled in, and tell cell by cell what it would change")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Argument(["sector"], metavar="SECTOR", help=_("id of the sector")),
        click.Option(["--out"], metavar="PATH", type=file_path(), help=out),
        click.Option(["--read"], metavar="FILE", type=file_path(), help=read),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, sector: str, *, out: Path | None, read: Path | None, as_json: bool) -> int:
    """Write the workbook of a sector, or read its answer; 1 without a plan, or where it is refused."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        raise WrongUseError(_("{path} holds no plan with dates", path=plan))
    _is_there(saved, sector)
    if read is not None:
        return _read(saved, sector, read, out, as_json=as_json)
    if out is None:
        raise WrongUseError(_("--out FILE.xlsx is missing, or --read FILE"))
    if as_json:
        raise WrongUseError(_("--json goes with --read"))
    if out.suffix.casefold() != ".xlsx":
        raise WrongUseError(_("{path} does not end in .xlsx", path=out))
    _write(saved, sector, out)
    print(out)
    return 0


def _is_there(plan: Plan, sector: str) -> None:
    known = [each.id for each in plan.roadmap.sectors]
    if sector not in known:
        raise WrongUseError(
            _("{sector} is no sector, expected one of {known}", sector=sector, known=", ".join(known))
        )


def _write(plan: Plan, sector: str, out: Path) -> None:
    from planner.files import sector_workbook, write_whole
    from planner.results import facts

    found = facts(plan)
    assert found is not None
    content = sector_workbook(found, sector)
    with writing(out):
        write_whole(out, content)


def _read(plan: Plan, sector: str, file: Path, out: Path | None, *, as_json: bool) -> int:
    """Tell what an answer would change, and write the tables with it where that is asked for."""
    from planner.uploads import uploaded

    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_UPLOAD + 1)  # one more than may be sent, so that it is told
    except OSError as error:
        reason = worded(reason_of(error))
        raise WrongUseError(_("Cannot read {path}: {reason}", path=file, reason=reason)) from error
    upload = uploaded(file.name, content, plan.roadmap, sector=sector)
    if not upload.is_answer and upload.roadmap is not None:
        raise WrongUseError(_("{path} is no workbook of a sector", path=file))
    _show(upload, as_json=as_json)
    if upload.errors:
        return 1
    if out is not None and upload.roadmap is not None:
        from planner.files import write_csv

        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
            write_csv(upload.roadmap, out)
        if not as_json:
            print(out)
    return 0


def _show(upload: Upload, *, as_json: bool) -> None:
    from planner.say import change_parts, clash_words

    rows = [change_parts(change) for change in upload.changes]
    if as_json:
        names = ("table", "row", "column", "before", "after")
        changes = [dict(zip(names, row, strict=True)) for row in rows]
        notes = [worded(note) for note in upload.notes]
        clashes = [clash_words(clash) for clash in upload.clashes]
        print(findings_as_json(list(upload.findings), notes=notes, clashes=clashes, changes=changes))
        return
    show_findings(list(upload.findings))
    for note in upload.notes:
        print(worded(note))
    for clash in upload.clashes:
        print(_("Stays as it is now: {clash}", clash=clash_words(clash)))
    for table, row, column, before, after in rows:
        print(f"  {table} {row} {column}: {before or '–'} → {after or '–'}")
    if not rows and not upload.errors:
        print(_("Nothing would change."))
