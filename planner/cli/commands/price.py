"""``planner price``: what changes are worth to a saved plan, or what a wish costs it."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from planner import pipeline
from planner.cli.options import file_path, json_option
from planner.cli.refusals import WrongUseError
from planner.cli.saving import told_plan, writing
from planner.cli.terminal import CountLine, complain, stopped_by_interrupt, without_output_of_engines
from planner.cli.values import ABOVE_ZERO
from planner.files import price_list_to_json, wish_price_to_json, write_plan
from planner.language import ToldError, _, worded
from planner.model import Plan, PricedChange
from planner.prices import loosenings, price_list_of, priced_changes, searched


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    saved = _("plan.json, or the folder that holds it")
    wish = _("scenario or request whose changes are all to hold: dates, in or out, coverage, budgets …")
    proved = _("narrow down what is proved of each price; takes longer")
    seconds = _(
        "seconds to search with each change, with --proved; or to find out why a wish is impossible, "
        "{seconds} if not given",
        seconds=int(pipeline.DIAGNOSE_SECONDS),
    )
    return [
        click.Argument(["plan"], metavar="PLAN", type=file_path(), help=saved),
        click.Option(["--wish"], metavar="FILE", type=file_path(), help=wish),
        click.Option(["--proved"], is_flag=True, help=proved),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, help=seconds),
        json_option(_("print the result as one JSON object")),
    ]


def run(plan: Path, *, wish: Path | None, proved: bool, seconds: float | None, as_json: bool) -> int:
    """Work prices out; 1 without a plan, or where a wish is not known to be possible."""
    saved = told_plan(plan)
    if saved is None:
        return 1
    if saved.schedule is None:
        raise WrongUseError(_("{path} holds no plan with dates", path=plan))
    try:
        with stopped_by_interrupt() as stop:
            if wish is not None:
                return _price_wish(saved, wish, seconds or pipeline.DIAGNOSE_SECONDS, stop, as_json=as_json)
            told = _price_changes(saved, stop, proved=proved, seconds=seconds, silent=as_json)
    except ToldError as error:
        complain(worded(error.message))
        return 1
    file = plan / "plan.json" if plan.is_dir() else plan
    assert told.price_list is not None
    if told.price_list.looked_at:  # else what is kept from before says more
        with writing(file):
            write_plan(told, file)
    if as_json:
        print(price_list_to_json(told, told.price_list), end="")
    else:
        _show(told, file, ranged=proved)
    return 0


def _price_wish(saved: Plan, wish: Path, seconds: float, stop: threading.Event, *, as_json: bool) -> int:
    """Tell what a wish costs; where it is impossible, why, and the least that would make room for it."""
    with without_output_of_engines():
        found = pipeline.price_of_wish(saved, wish, seconds=seconds, stop=stop)
    is_possible = found.price is not None and found.price.schedule is not None
    if as_json:
        from planner.report import diagnosis_data

        diagnosis = None if is_possible or found.diagnosis is None else diagnosis_data(found.diagnosis)
        print(wish_price_to_json(saved, found.price, diagnosis), end="")
        return 0 if is_possible else 1
    from planner.say import diagnosis_lines, wish_price_lines

    told = [] if found.price is None else wish_price_lines(saved, found.price)
    why = [] if is_possible or found.diagnosis is None else diagnosis_lines(found.diagnosis)
    for line in (*told, *why):
        print(line)
    return 0 if is_possible else 1


def _price_changes(
    saved: Plan, stop: threading.Event, *, proved: bool, seconds: float | None, silent: bool
) -> Plan:
    """Work the list out, showing each price as it comes; with what is not reached by Ctrl-C left out."""
    rows = _shown(saved, priced_changes(saved, proved=proved, stop=stop), silent=silent, ranged=proved)
    found = price_list_of(saved, rows)
    if proved and seconds is not None:
        narrower = tuple(_narrower(saved, found.rows, seconds, stop))
        found = replace(found, rows=narrower)
    return replace(saved, price_list=found)


def _narrower(
    saved: Plan, rows: Iterable[PricedChange], seconds: float, stop: threading.Event
) -> Iterator[PricedChange]:
    """Search with each change for so long, until somebody says stop."""
    for row in rows:
        yield row if stop.is_set() or not row.is_known else searched(saved, row, seconds=seconds, stop=stop)


def _show(told: Plan, file: Path, *, ranged: bool) -> None:
    """Print the list, the dearest first, and where it is kept."""
    from planner.say import priced_words, prices_note

    for number, row in enumerate(told.price_list.rows if told.price_list else (), start=1):
        print(f"{number}. {priced_words(told, row, ranged=ranged)}")
    print(prices_note(told))
    print(file)


def _shown(
    saved: Plan, rows: Iterator[PricedChange], *, silent: bool, ranged: bool
) -> Iterator[PricedChange]:
    """Show how many are worked out, and each that is worth anything as it comes."""
    from planner.say import priced_words

    line = CountLine(whole=len(loosenings(saved.roadmap, saved.objective)))
    for row in rows:
        if row.is_worth_telling and not silent:
            line.clear()
            complain(priced_words(saved, row, ranged=ranged))
        line.count()
        yield row
    line.clear()
