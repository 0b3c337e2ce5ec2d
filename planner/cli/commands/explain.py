"""``planner explain``: why the dates of a saved plan are what they are."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError, or_near, see_help
from planner.cli.saving import told_plan
from planner.explain import Reason, reasons
from planner.files import reasons_to_json
from planner.language import _
from planner.model import DateKind, Plan, PlanDate
from planner.results import dates_of, dates_of_measure


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Argument(["names"], metavar="ID", nargs=-1, help=_("measures and services, by id")),
        click.Option(["--all", "all_dates"], is_flag=True, help=_("all dates of the plan")),
        click.Option(["--follow"], is_flag=True, help=_("also the dates that they lead back to")),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, names: Sequence[str], all_dates: bool, follow: bool, as_json: bool) -> int:
    """Work out the reasons, and print each as it comes; 1 without a plan."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        raise WrongUseError(_("{path} holds no plan with dates", path=plan))
    asked = list(_asked(saved, names, all_dates=all_dates))
    if as_json:
        place = {date: number for number, date in enumerate(asked)}
        found = sorted(
            reasons(saved, asked, follow=follow), key=lambda reason: place.get(reason.date, len(place))
        )
        print(reasons_to_json(saved, found), end="")
        return 0
    for reason in reasons(saved, asked, follow=follow):
        show(saved, reason)
    return 0


def show(plan: Plan, reason: Reason) -> None:
    """Print one date, its verdict and what holds it."""
    from planner.say import date_words, hold_lines, verdict_words, when_words

    print(f"{date_words(plan, reason.date)}: {when_words(plan, reason)}. {verdict_words(plan, reason)}")
    for line in hold_lines(plan, reason):
        print(f"  - {line}")


def _asked(plan: Plan, names: Sequence[str], *, all_dates: bool) -> Iterator[PlanDate]:
    """Give the dates that are asked for.

    Raises
    ------
    WrongUseError
        If there is nothing of such a name, it has no dates, or nothing is named.
    """
    assert plan.schedule is not None
    if all_dates:
        yield from dates_of(plan.roadmap, plan.schedule)
        return
    if not names:
        raise WrongUseError(see_help(_("name measures or services, or ask for --all"), "planner explain"))
    measures = [each.id for each in plan.roadmap.measures]
    services = [each.id for each in plan.roadmap.services]
    for name in names:
        if name in services:
            yield PlanDate(kind=DateKind.REALISED, service=name)
            continue
        if name not in measures:
            message = _("found {found}, expected the id of a measure or a service", found=name)
            raise WrongUseError(or_near(message, name, [*measures, *services]))
        found = list(dates_of_measure(plan.roadmap, plan.schedule, name))
        if not found:
            raise WrongUseError(_("{measure} has no dates of its own", measure=name))
        yield from found
