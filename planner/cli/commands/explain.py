"""``planner explain``: why the dates of a saved plan are what they are."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError, or_near, see_help
from planner.cli.saving import told_plan
from planner.files import chains_to_json, critical_to_json, reasons_to_json
from planner.language import _
from planner.model import DateKind, Plan, PlanDate
from planner.results import dates_of, dates_of_measure, instant_of
from planner.why import chains, critical, reasons


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Argument(["names"], metavar="ID", nargs=-1, help=_("measures and services, by id")),
        click.Option(["--all", "all_dates"], is_flag=True, help=_("all dates of the plan")),
        click.Option(["--follow"], is_flag=True, help=_("as a tree, back to what could be changed")),
        click.Option(["--critical", "is_critical"], is_flag=True, help=_("what their last date waits for")),
        json_option(_("print the result as one JSON object")),
    ]


def run(
    plan: Path, *, names: Sequence[str], all_dates: bool, follow: bool, is_critical: bool, as_json: bool
) -> int:
    """Work out the reasons, and print each as it comes; 1 without a plan."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        raise WrongUseError(_("{path} holds no plan with dates", path=plan))
    if is_critical:
        _show_critical(saved, names, all_dates=all_dates, as_json=as_json)
        return 0
    asked = list(_asked(saved, names, all_dates=all_dates))
    (_show_chains if follow else _show_reasons)(saved, asked, as_json=as_json)
    return 0


def _show_reasons(plan: Plan, asked: list[PlanDate], *, as_json: bool) -> None:
    """Print each date, its verdict and what holds it."""
    from planner.say import dated_words, entering_words, hold_lines, verdict_words

    found = reasons(plan, asked)
    if as_json:
        print(reasons_to_json(plan, sorted(found, key=lambda each: asked.index(each.date))), end="")
        return
    for each in found:
        print(f"{dated_words(plan, each)}. {verdict_words(plan, each)}")
        for line in filter(None, (entering_words(each), *hold_lines(plan, each))):
            print(f"  - {line}")


def _show_chains(plan: Plan, asked: list[PlanDate], *, as_json: bool) -> None:
    """Print the chain of each date as a tree, as soon as it is whole."""
    from planner.say import chain_lines

    found = chains(plan, asked)
    if as_json:
        print(chains_to_json(plan, sorted(found, key=lambda each: asked.index(each.date))), end="")
        return
    told: set[PlanDate] = set()
    for each in found:
        print("\n".join(chain_lines(plan, each, told)), end="\n\n")
        told |= {below.date for below in each.walk()}


def _show_critical(plan: Plan, names: Sequence[str], *, all_dates: bool, as_json: bool) -> None:
    """Print the critical graph to the last dates of what is named, or to the last ends of the plan."""
    from planner.say import critical_lines

    if all_dates:
        raise WrongUseError(see_help(_("--critical is about some dates, not --all"), "planner explain"))
    found = critical(plan, _last(plan, names))
    if as_json:
        print(critical_to_json(plan, found), end="")
        return
    print("\n".join(critical_lines(plan, found)))


def _last(plan: Plan, names: Sequence[str]) -> Iterator[PlanDate]:
    """Give the latest date of each measure or service that is named."""
    assert plan.schedule is not None
    for name in names:
        dates = list(_asked(plan, [name], all_dates=False))
        instants = [instant_of(plan.roadmap, plan.schedule, each) for each in dates]
        yield dates[instants.index(max(instants))]


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
