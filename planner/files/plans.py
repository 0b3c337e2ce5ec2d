"""Saved plans: one JSON file that holds all, and tables for spreadsheets."""

from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path

from planner.files.atomic import write_folder, write_whole
from planner.files.csv_text import csv_bytes, guarded
from planner.files.json_text import JsonError, plan_from_json, plan_to_json
from planner.language import Message, half_away, message_of, reason_of, to_say, worded
from planner.model import Finding, Plan, Schedule
from planner.results import (
    adapting,
    budget_uses,
    capacity,
    coverage,
    deadlines,
    has_budgets_to_list,
    load,
    measure_end,
    measure_start,
    money_by_year,
    other_load,
    realised,
    rollout_end,
    service_coverage,
    support,
    unfinished,
)
from planner.say import of_version_words
from planner.tables import number_out

LARGEST_FILE = 200_000_000
Row = list[str | Message]
"""Cells, of which those in words are worded when the table is written."""
_BAD_PLAN = "bad_plan_file"


class FileError(Exception):
    """A file that cannot be read as what it should be; ``findings`` says why."""

    def __init__(self, finding: Finding) -> None:
        self.findings: tuple[Finding, ...] = (finding,)
        super().__init__(str(finding.message))


def write_plan(plan: Plan, path: Path | str) -> None:
    """Write a plan with the roadmap it was made from as one JSON file, whole or not at all."""
    write_whole(Path(path), plan_to_json(plan).encode())


def read_plan(path: Path | str) -> Plan:
    """Read a plan that ``write_plan`` wrote.

    Raises
    ------
    FileError
        If the file is missing, too large, or no plan.
    """
    file = Path(path)
    if file.is_file() and file.stat().st_size > LARGEST_FILE:
        raise refused(file, _BAD_PLAN, to_say("{file} is too large for a plan.", file=file.name))
    try:
        return plan_from_json(text_of(file, _BAD_PLAN))
    except JsonError as error:
        raise refused(file, _BAD_PLAN, message_of(error)) from error


def text_of(file: Path, code: str) -> str:
    """Give the text of a file.

    Raises
    ------
    FileError
        If the file cannot be read, or is no text; under the ``code``.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = to_say("{file} cannot be read: {reason}.", file=file, reason=reason_of(error))
        raise refused(file, code, message) from error
    except UnicodeDecodeError as error:
        raise refused(file, code, to_say("{file} is not UTF-8.", file=file.name)) from error


def refused(path: Path, code: str, message: Message) -> FileError:
    """Give the error of a file that is not what it should be."""
    return FileError(Finding(code=code, message=message, table=path.name))


def plan_to_csv(plan: Plan, folder: Path | str) -> None:
    """Write a plan as tables into a folder, which is made where it is missing.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    write_folder(Path(folder), plan_tables(plan))


def plan_tables(plan: Plan) -> dict[str, bytes]:
    """Give a plan as tables, by file name: measures with phases, waves, load, coverage, money, deadlines.

    A last one says which plan it is: of what data, and of which version of it where versions are kept.
    Where there are adaptations, or budgets of which money per year does not say all, they have a table of
    their own.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    if plan.schedule is None:
        raise ValueError("the plan holds no schedule")
    tables = {
        "plan_tiltak": _measures(plan, plan.schedule),
        "plan_innforing": _rollouts(plan, plan.schedule),
        "plan_belastning": _loads(plan, plan.schedule),
        "plan_dekning": _coverages(plan, plan.schedule),
        "plan_penger": _money(plan, plan.schedule),
        "plan_frister": _deadlines(plan, plan.schedule),
    }
    if any(rollout.adaptation for rollout in plan.schedule.rollouts):
        tables["plan_tilpasning"] = _adaptations(plan, plan.schedule)
    if has_budgets_to_list(plan.roadmap):
        tables["plan_budsjett"] = _budgets(plan, plan.schedule)
    tables["plan_om"] = _about(plan)
    return {f"{name}.csv": csv_bytes(map(worded, row) for row in rows) for name, rows in tables.items()}


def _about(plan: Plan) -> Iterator[Row]:
    """Give what tells this plan from others."""
    yield [to_say("what"), to_say("value")]
    yield [to_say("Roadmap"), guarded(plan.roadmap.name)]
    yield [to_say("Version"), guarded(of_version_words(plan))]
    yield [to_say("Status date"), plan.roadmap.calendar.status_date.isoformat()]
    yield [to_say("Input digest"), plan.digest]


def _measures(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per phase, and one for measures without phases or out."""
    yield [
        to_say("measure"),
        to_say("name"),
        to_say("in"),
        to_say("measure’s first day"),
        to_say("measure’s last day"),
        to_say("unfinished"),
        to_say("phase"),
        to_say("variant"),
        to_say("first day"),
        to_say("last day"),
    ]
    for measure in plan.roadmap.open_measures:
        start = measure_start(plan.roadmap, schedule, measure.id)
        end = measure_end(plan.roadmap, schedule, measure.id)
        is_in = measure.id in schedule.selected
        goes_on = any(
            unfinished(plan.roadmap, schedule, rollout.key)
            for rollout in plan.roadmap.rollouts_of(measure.id)
        )
        dates = [_date(plan, start), "" if goes_on else _last_day(plan, start, end)]
        head = [measure.id, guarded(measure.name), _answer(is_in), *dates, _answer(goes_on) if is_in else ""]
        phases = schedule.phases_by_measure.get(measure.id, ())
        for phase in phases:
            days = [_date(plan, phase.start), _last_day(plan, phase.start, phase.end)]
            yield [*head, phase.phase, guarded(phase.mode), *days]
        if not phases:
            yield [*head, "", "", "", ""]


def _rollouts(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per rollout with its share at the end of each period, under its last day."""
    yield [
        to_say("measure"),
        to_say("sector"),
        to_say("first day"),
        to_say("last day"),
        to_say("unfinished"),
        *_period_ends(plan),
    ]
    for rollout in schedule.rollouts:
        goes_on = unfinished(plan.roadmap, schedule, rollout.key)
        has_end = rollout.begin is not None and not goes_on
        last = _last_day(plan, rollout.begin, rollout_end(plan.roadmap, rollout)) if has_end else ""
        state = _answer(goes_on) if rollout.measure in schedule.selected else ""
        head = [rollout.measure, rollout.sector, _date(plan, rollout.begin), last, state]
        yield [*head, *_numbers(rollout.adoption)]


def _adaptations(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per adaptation: when the sector changes its own systems before the rollout."""
    yield [to_say("measure"), to_say("sector"), to_say("first day"), to_say("last day"), to_say("periods")]
    for rollout in schedule.rollouts:
        runs = rollout.adaptation
        if runs is not None:
            days = [_date(plan, runs.start), _last_day(plan, runs.start, runs.end)]
            yield [rollout.measure, rollout.sector, *days, str(runs.end - runs.start)]


def _loads(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give load, support and adaptation in it by measure, capacity and what other load takes."""
    yield [to_say("sector"), to_say("figure"), *_period_heads(plan)]
    limits, taken, given = capacity(plan.roadmap), other_load(plan.roadmap), support(plan.roadmap, schedule)
    adapted = adapting(plan.roadmap, schedule)
    for sector, months in load(plan.roadmap, schedule).items():
        yield [sector, to_say("person-months"), *_numbers(months)]
        for measure, part in given.get(sector, {}).items():
            yield [sector, to_say("support of {measure}", measure=measure), *_numbers(part)]
        for measure, part in adapted.get(sector, {}).items():
            yield [sector, to_say("adaptation to {measure}", measure=measure), *_numbers(part)]
        limit = limits[sector]
        if limit is not None:
            yield [sector, to_say("capacity"), *_numbers(limit)]
        if sector in taken:
            yield [sector, to_say("other load"), *_numbers(taken[sector])]


def _coverages(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give coverage per service and of the target picture, as shares."""
    yield [to_say("service"), to_say("name"), to_say("realised, last day of the period"), *_period_ends(plan)]
    shares, reached = service_coverage(plan.roadmap, schedule), realised(plan.roadmap, schedule)
    for service in plan.roadmap.services:
        period = reached[service.id]
        when = "" if period is None else _last_day(plan, period, period + 1)
        yield [service.id, guarded(service.name), when, *_numbers(shares[service.id])]
    yield ["", to_say("target picture"), "", *_numbers(coverage(plan.roadmap, schedule))]


def _deadlines(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per deadline of the measures in the plan: when it is met, how late, and at what price."""
    yield [
        to_say("measure"),
        to_say("sector"),
        to_say("share"),
        to_say("deadline"),
        to_say("kind"),
        to_say("met, last day"),
        to_say("periods late"),
        to_say("price, NOK"),
    ]
    for due in deadlines(plan.roadmap, schedule):
        yield [
            due.measure,
            due.sector,
            "" if due.share is None else number_out(due.share),
            due.deadline.day.isoformat(),
            to_say("must be met") if due.deadline.is_hard else to_say("has a price"),
            _last_day(plan, due.start, due.met),
            str(due.periods),
            *_numbers([due.cost_nok]),
        ]


def _money(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per calendar year, in NOK of the price year: not discounted, without tax cost."""
    price_year = plan.roadmap.price_year
    amounts = (to_say("investment"), to_say("budget"), to_say("running costs"), to_say("benefit"))
    heads = [
        to_say("{amount}, NOK in prices of {year}", amount=amount, year=price_year) for amount in amounts
    ]
    yield [to_say("year"), *heads[:2], to_say("share of the budget"), *heads[2:]]
    for money in money_by_year(plan.roadmap, schedule):
        share = money.budget_share
        yield [
            str(money.year),
            _kroner(money.investment_nok),
            _kroner(money.budget_nok),
            "" if share is None or not isfinite(share) else _numbers([share])[0],
            _kroner(money.running_cost_nok),
            _kroner(money.benefit_nok),
        ]


def _budgets(plan: Plan, schedule: Schedule) -> Iterator[Row]:
    """Give a row per budget, in NOK of the price year, not discounted."""
    price_year = plan.roadmap.price_year
    amounts = (to_say("limit"), to_say("spent before"), to_say("used by the plan"), to_say("left"))
    heads = [
        to_say("{amount}, NOK in prices of {year}", amount=amount, year=price_year) for amount in amounts
    ]
    yield [to_say("first year"), to_say("last year"), to_say("payer"), *heads, to_say("full")]
    for use in budget_uses(plan.roadmap, schedule):
        budget = use.budget
        spent = (budget.limit_nok, budget.spent_nok, use.used_nok, use.left_nok)
        years = str(budget.year), str(budget.last)
        yield [*years, budget.payer, *map(_kroner, spent), _answer(use.is_full)]


def _kroner(amount: float | None) -> str:
    """Write an amount in whole kroner; nothing where there is none."""
    return "" if amount is None else number_out(int(half_away(amount)))


def _period_heads(plan: Plan) -> Row:
    """Give the first date of every period."""
    return [_date(plan, period) for period in plan.roadmap.periods]


def _period_ends(plan: Plan) -> Row:
    """Give the last date of every period, at whose end shares hold."""
    return [_last_day(plan, period, period + 1) for period in plan.roadmap.periods]


def _numbers(amounts: Iterable[float]) -> Row:
    """Write numbers with a decimal comma, at most six decimals."""
    return [number_out(round(amount, 6)) for amount in amounts]


def _date(plan: Plan, instant: int | None) -> str:
    """Give the date of an instant, empty where there is none."""
    return "" if instant is None else plan.roadmap.calendar.date_of(instant).isoformat()


def _last_day(plan: Plan, start: int | None, end: int | None) -> str:
    """Give the last day of what runs between two instants, empty where there is none."""
    if start is None or end is None:
        return ""
    return plan.roadmap.calendar.last_day(start, end).isoformat()


def _answer(holds: bool) -> Message:
    return to_say("yes") if holds else to_say("no")
