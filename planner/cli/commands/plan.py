"""``planner plan``: find the best plan of a roadmap, print it, and save it where that is asked for."""

import json
from pathlib import Path
from typing import Any

import click

from planner import pipeline
from planner.cli.asking import by_options, in_file
from planner.cli.options import effort_options, file_path, json_option, roadmap_argument
from planner.cli.saving import plans_named_by, save, save_answer
from planner.cli.searching import search
from planner.cli.terminal import (
    complain,
    findings_as_json,
    show_findings,
    stopped_by_interrupt,
    without_output_of_engines,
)
from planner.cli.values import FirstObjective, ObjectiveName, ShareValue
from planner.language import _, percent
from planner.model import MOVE_COST, OBJECTIVE_NAMES, Plan, Request
from planner.why import Diagnosis

WHY_SECONDS = 20.0
"""How long is looked for why there is no plan."""


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    whole = _("file that holds all that is asked, in place of the options below but --out, --answer, --json")
    start = _("saved plan to start from, of this or a like roadmap")
    cost = _(
        "what each measure has to be worth that lies elsewhere than in --start, as a share of the score; "
        "{share} if not given",
        share=percent(MOVE_COST, 2),
    )
    out = _("write plan.json and tables into this folder")
    answer = _("write what came of the request into this file: findings, and the plan where there is one")
    return [
        roadmap_argument(),
        click.Option(["--request", "request_file"], metavar="FILE", type=file_path(), help=whole),
        *_aim_options(),
        click.Option(["--start"], metavar="PLAN", type=file_path(), help=start),
        click.Option(["--move-cost"], metavar="SHARE", type=ShareValue(), default=MOVE_COST, help=cost),
        click.Option(["--out"], metavar="FOLDER", type=file_path(), help=out),
        click.Option(["--answer", "answer_file"], metavar="FILE", type=file_path(), help=answer),
        *effort_options(),
        json_option(_("print the result as one JSON object")),
    ]


def _aim_options() -> list[click.Parameter]:
    """Give the options that say what a plan is to be best at."""
    known = _("what to be best at: {known}", known=", ".join(OBJECTIVE_NAMES))
    slider = _("from 0 (quick benefits) to 1 or 100 % (the long-term target picture); objective balance")
    first = _("objective that comes first, and what of it may be lost, such as value:2%; may be repeated")
    moves = _("saved plan that changes are counted from; objective stability")
    return [
        click.Option(["--objective"], metavar="NAME", type=ObjectiveName(), help=known),
        click.Option(["--long-term"], metavar="SHARE", type=ShareValue(), help=slider),
        click.Option(["--before"], metavar="NAME:LOSS", type=FirstObjective(), multiple=True, help=first),
        click.Option(["--baseline"], metavar="PLAN", type=file_path(), help=moves),
    ]


def run(
    path: Path,
    *,
    request_file: Path | None,
    out: Path | None,
    answer_file: Path | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Plan a roadmap; 1 where there is no plan.

    Parameters
    ----------
    options
        What is asked, by the names of ``by_options``.
    """
    asked = by_options(**options)
    if request_file is not None:
        asked = in_file(request_file, beside=asked)
    start, baseline = plans_named_by(asked)
    outcome = pipeline.load(path)
    if outcome.roadmap is None or not outcome.can_be_planned:
        show_findings(outcome.findings)
        if as_json:
            from planner.report import diagnosis_data

            told = diagnosis_data(_diagnosis(path, asked.request))
            print(findings_as_json(outcome.findings, diagnosis=told))
        elif outcome.roadmap is not None:
            complain(_("planner diagnose {path} tells what stands against what.", path=path))
        return 1
    answer = search(outcome.roadmap, asked.request, took=outcome.took, start=start, baseline=baseline)
    found = answer.plan
    has_plan = found is not None and found.schedule is not None
    why = None if has_plan else _diagnosis(path, asked.request)
    if answer_file is not None:
        save_answer(answer, answer_file, why)
    if found is None:
        return 1
    if out is not None and has_plan:
        save(found, out)
    show(found, why, as_json=as_json)
    return 0 if has_plan else 1


def _diagnosis(path: Path, request: Request) -> Diagnosis:
    """Tell why there is no plan, as far as that is known within some seconds."""
    with stopped_by_interrupt() as stop, without_output_of_engines():
        return pipeline.diagnose_at(path, request.changes, seconds=WHY_SECONDS, stop=stop)


def show(found: Plan, why: Diagnosis | None = None, *, as_json: bool) -> None:
    """Print a plan for people or for programs, or why there is none."""
    if as_json:
        from planner.report import diagnosis_data, result

        told = {} if why is None else {"diagnosis": diagnosis_data(why)}
        print(json.dumps(result(found) | told, ensure_ascii=False))
        return
    from planner.report import summary
    from planner.say import diagnosis_lines

    print(summary(found))
    if why is not None:
        print("\n" + "\n".join(diagnosis_lines(why)))
