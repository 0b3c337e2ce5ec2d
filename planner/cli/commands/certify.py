"""``planner certify``: write a proof of a plan's bound that anybody can check, and check it."""

from dataclasses import replace
from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path
from planner.cli.saving import told_plan, writing
from planner.cli.terminal import complain
from planner.files import certificate_to_json, write_whole
from planner.language import ToldError, _, worded
from planner.model import Checked, ObjectiveKind, Plan


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved, out = (
        _("plan.json, or the folder that holds it"),
        _("file to write instead of certificate.json beside it"),
    )
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--out"], metavar="FILE", type=file_path(), help=out),
    ]


def run(plan: Path, *, out: Path | None) -> int:
    """Write the certificate of a saved plan, and say what it proves; 1 where there is none."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        complain(_("The file holds no schedule."))
        return 1
    if saved.objective.kind is not ObjectiveKind.VALUE:
        complain(_other_aim(saved))
        return 1
    try:
        certificate, found = pipeline.certify(saved)
    except ToldError as error:
        complain(worded(error.message))
        return 1
    target = out or (plan if plan.is_dir() else plan.parent) / pipeline.CERTIFICATE
    with writing(target):
        write_whole(target, certificate_to_json(certificate).encode())
    show(saved, found)
    print(target)
    return 0


def _other_aim(saved: Plan) -> str:
    """Say that the check knows no other aim than net benefit; else prices are looked for in vain."""
    from planner.say import plan_aim

    return _(
        "Only plans that are made for net benefit can be certified: the check knows no other aim. "
        "This one is made for {aim}.",
        aim=plan_aim(saved),
    )


def show(saved: Plan, found: Checked) -> None:
    """Say what the certificate proves of the plan, and which rules its check leaves out."""
    from planner.say import certified_words, left_out_words

    print(certified_words(replace(saved, certified_bound=found.as_number)))
    print(left_out_words(found.left_out))
