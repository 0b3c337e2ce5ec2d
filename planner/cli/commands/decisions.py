"""``planner decisions``: the open choices of a saved plan, and how long each of them can wait."""

from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError
from planner.cli.saving import told_plan
from planner.cli.terminal import CountLine, complain, stopped_by_interrupt, without_output_of_engines
from planner.cli.values import LossValue
from planner.decisions import LOSS_SHARE, AllowedLoss, DueDecision, due_decisions, loss_of
from planner.files import decisions_to_json
from planner.language import ToldError, _, percent, worded
from planner.model import Plan


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    loss = _(
        "what the plan may lose by waiting: NOK million (of other aims, in the unit of the score), or per "
        "cent of the score; {share} if not given",
        share=percent(LOSS_SHARE, 1),
    )
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--loss"], metavar="LOSS", type=LossValue(), help=loss),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, loss: AllowedLoss | None, as_json: bool) -> int:
    """Work the calendar out, and print it; 1 without a plan. Ctrl-C ends it with what is known."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        raise WrongUseError(_("{path} holds no plan with dates", path=plan))
    try:
        allowed = loss_of(saved, None if loss is None else loss.of(saved))
        with without_output_of_engines():
            found = _worked_out(saved, allowed)
    except ToldError as error:
        complain(worded(error.message))
        return 1
    show(saved, allowed, found, as_json=as_json)
    return 0


def _worked_out(plan: Plan, loss: float) -> list[DueDecision]:
    """Give the decisions, and count them on the terminal as they come."""
    with stopped_by_interrupt() as stop:
        found = due_decisions(plan, loss=loss, stop=stop)
        return list(CountLine(_("Decisions worked out")).counted(found))


def show(plan: Plan, loss: float, found: list[DueDecision], *, as_json: bool) -> None:
    """Print the calendar for people or for programs."""
    if as_json:
        print(decisions_to_json(plan, loss, found), end="")
        return
    from planner.say import calendar_lines, decisions_note

    print(decisions_note(plan, loss))
    for line in calendar_lines(plan, found):
        print(line)
