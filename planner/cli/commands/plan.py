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
from planner.cli.terminal import findings_as_json, show_findings
from planner.cli.values import FirstObjective, ObjectiveName, ShareValue
from planner.language import _, percent
from planner.model import MOVE_COST, OBJECTIVE_NAMES, Plan, PlanStatus, Roadmap


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
            print(findings_as_json(outcome.findings))
        return 1
    answer = search(outcome.roadmap, asked.request, took=outcome.took, start=start, baseline=baseline)
    if answer_file is not None:
        save_answer(answer, answer_file)
    found = answer.plan
    if found is None:
        return 1
    if out is not None and found.schedule is not None:
        save(found, out)
    show(found, as_json=as_json)
    return 0 if found.schedule is not None else 1


def show(found: Plan, *, as_json: bool) -> None:
    """Print a plan for people or for programs."""
    if as_json:
        from planner.report import result

        print(json.dumps(result(found), ensure_ascii=False))
        return
    from planner.report import summary

    print(summary(found))
    if found.status is PlanStatus.INFEASIBLE:
        print("\n" + _why_impossible(found.roadmap))


def _why_impossible(roadmap: Roadmap) -> str:
    """Name what cannot be done even alone, as far as that is certain within a few seconds."""
    from planner.explain import each_alone
    from planner.say import requirement_words

    found = each_alone(roadmap)
    if found.unmet:
        asked = "; ".join(requirement_words(roadmap, requirement) for requirement in found.unmet)
        return _(
            "No plan meets what is required, with nothing else required beside it: {asked}.", asked=asked
        )
    if found.impossible:
        names = ", ".join(f"{measure.name} ({measure.id})" for measure in found.impossible)
        return _("Not even alone, with only what it depends on, can be done: {measures}.", measures=names)
    if found.all_possible:
        return _("Each mandatory measure can be done alone, with what it depends on; together they cannot.")
    return _("No mandatory measure is proved impossible alone; not all could be tried in a few seconds.")
