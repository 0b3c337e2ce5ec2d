"""The table of scenarios as numbers, for spreadsheets: ``scenarier.csv`` (``docs/scenarios.md``)."""

from collections.abc import Sequence
from pathlib import Path

from planner.cli.side_by_side import ResultRow
from planner.economics import net_present_value
from planner.files import csv_bytes, guarded, write_whole
from planner.language import _
from planner.model import Plan, Schedule
from planner.results import coverage, measure_end, unfinished
from planner.say import fault_lines
from planner.tables import number_out

NAME = "scenarier.csv"


def write_table(rows: Sequence[ResultRow], folder: Path) -> None:
    """Write the table of scenarios, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / NAME, csv_bytes([_heads(), *map(_cells, rows)]))


def _heads() -> list[str]:
    return [
        _("scenario"),
        _("best at"),
        _("state"),
        _("status"),
        _("score"),
        _("bound"),
        _("gap"),
        _("difference in score"),
        _("difference at least"),
        _("difference at most"),
        _("told apart"),
        _("net benefit, NOK"),
        _("difference in net benefit, NOK"),
        _("coverage halfway"),
        _("coverage at the end"),
        _("difference in coverage at the end"),
        _("measures in"),
        _("unfinished rollouts"),
        _("last day"),
        _("difference in the last end, periods"),
        _("remarks"),
    ]


def _cells(row: ResultRow) -> list[str]:
    """Give one row; what is not known is empty."""
    head = [guarded(row.scenario.name), row.aim, row.state.value]
    plan = row.plan
    if plan is None:
        return [*head, *[""] * (len(_heads()) - len(head))]
    scores = [plan.status.value, *map(_number, (plan.score, plan.bound, plan.gap)), *_difference(row)]
    found = [""] * 9 if plan.schedule is None else _comes_to(row, plan, plan.schedule)
    return [*head, *scores, *found, guarded("; ".join(fault_lines(plan)))]


def _difference(row: ResultRow) -> list[str]:
    score = None if row.change is None else row.change.score
    if score is None:
        return [""] * 4
    told = _("yes") if score.is_told_apart else _("no")
    return [*map(_number, (score.amount, score.least, score.most)), told]


def _comes_to(row: ResultRow, plan: Plan, schedule: Schedule) -> list[str]:
    shares = coverage(plan.roadmap, schedule)
    last = _last_end(plan, schedule)
    base = None if row.base is None else row.base.schedule
    before = None if row.base is None or base is None else (row.base, base)
    gained = None if before is None else shares[-1] - coverage(before[0].roadmap, before[1])[-1]
    later = None if before is None else last - _last_end(*before)
    worth = net_present_value(plan.roadmap, schedule)
    more = None if row.change is None else row.change.worth_after_nok - row.change.worth_before_nok
    keys = [rollout.key for rollout in plan.roadmap.rollouts]
    return [
        _number(worth),
        _number(more),
        _number(shares[len(shares) // 2 - 1]),
        _number(shares[-1]),
        _number(gained),
        str(len(schedule.selected)),
        str(sum(unfinished(plan.roadmap, schedule, key) for key in keys)),
        plan.roadmap.calendar.last_day(0, last).isoformat(),
        _number(later),
    ]


def _last_end(plan: Plan, schedule: Schedule) -> int:
    """Give the instant at which the last measure that is in ends; unfinished ones end at the horizon."""
    ends = [measure_end(plan.roadmap, schedule, measure_id) for measure_id in schedule.selected]
    return max((end for end in ends if end is not None), default=0)


def _number(amount: float | None) -> str:
    """Write a number with a decimal comma, at most six decimals; empty where it is not known."""
    return "" if amount is None else number_out(round(amount, 6))
