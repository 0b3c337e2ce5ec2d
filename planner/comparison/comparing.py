"""Two plans side by side: what differs in the data and in the plans, and what lies behind each move."""

import threading
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.comparison.behind import TakingBack
from planner.comparison.carrying import as_the_later_counts, is_alike
from planner.comparison.difference import Difference, difference_between
from planner.comparison.moved import Behind, WhyMoved, why_moved
from planner.model import Finding, Plan, Schedule
from planner.results import moved_between
from planner.tables import RowChange, row_changes
from planner.verify import judge

SECONDS = 30.0
"""How long to look for what lies behind moves."""


class Unlike(StrEnum):
    """Why the values of two plans are not set side by side.

    ``STATUS_DATE``: what lay before the later status date counts in one of them only. ``MONEY``: amounts are
    counted by other years or rates.
    """

    STATUS_DATE = "status date"
    MONEY = "money"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs between two plans, also of two versions of a roadmap, or of two status dates.

    Parameters
    ----------
    difference
        In figures, in the instants of the later plan.
    unlike
        Why values are not set side by side; nothing where they are.
    changes
        Rows of the data that differ, but for how time is counted.
    moved
        Measures that lie elsewhere, with the reason and what lies behind it, in the order of the data.
    reshaped
        Measures that lie elsewhere and have other phases or sectors now, so that they cannot be put back.
    new, gone
        Measures that only the later roadmap has, or only the earlier one.
    finished, under_way
        Measures that are done, or have begun, at the later status date, and were open, or had not, before.
    broken
        What the earlier plan as a whole breaks in the later roadmap.
    behind
        The changes for which it does; ``None`` where it breaks nothing, no data has changed, or nobody asked.
    """

    before: Plan
    after: Plan
    difference: Difference
    unlike: tuple[Unlike, ...]
    changes: tuple[RowChange, ...]
    moved: tuple[WhyMoved, ...]
    reshaped: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    finished: tuple[str, ...]
    under_way: tuple[str, ...]
    broken: tuple[Finding, ...]
    behind: Behind | None


def compare(before: Plan, after: Plan, *, seconds: float = SECONDS) -> Comparison:
    """Compare two plans, and look for what lies behind each move.

    Parameters
    ----------
    seconds
        Wall clock after which nothing more is put back; what is not known then says so.

    Raises
    ------
    ValueError
        If one of them holds no schedule, or their periods are not equally long.
    """
    return with_what_lies_behind(side_by_side(before, after), seconds=seconds)


def side_by_side(before: Plan, after: Plan) -> Comparison:
    """Compare two plans without asking what lies behind, which takes longer.

    Raises
    ------
    ValueError
        If one of them holds no schedule, or their periods are not equally long.
    """
    old = as_the_later_counts(before, after)
    assert after.schedule is not None
    known = {each.id for each in before.roadmap.measures}
    stays = {each.id for each in after.roadmap.measures}
    return Comparison(
        before=before,
        after=after,
        difference=difference_between(before, after),
        unlike=unlike(before, after),
        changes=tuple(each for each in row_changes(before.roadmap, after.roadmap) if not each.is_about_time),
        moved=tuple(why_moved(before, after)),
        reshaped=_reshaped(before, after, old, after.schedule),
        new=tuple(each.id for each in after.roadmap.measures if each.id not in known),
        gone=tuple(each.id for each in before.roadmap.measures if each.id not in stays),
        finished=tuple(_finished(before, after)),
        under_way=tuple(_under_way(before, after)),
        broken=tuple(judge(after.roadmap, old)),
        behind=None,
    )


def with_what_lies_behind(
    found: Comparison, *, seconds: float = SECONDS, stop: threading.Event | None = None
) -> Comparison:
    """Give a comparison with what lies behind each move.

    Parameters
    ----------
    seconds
        Wall clock after which nothing more is put back; what is not known then says so.
    stop
        Set from another thread to end the work at once.
    """
    old = as_the_later_counts(found.before, found.after)
    names = [each.measure for each in found.moved]
    taking = TakingBack(found.after, old, found.changes, names, seconds=seconds, stop=stop)
    moved = tuple(
        replace(why, behind=taking.behind_move(why, share=1 / (len(names) + 1 - place)))
        for place, why in enumerate(found.moved)
    )
    behind = taking.behind_all() if found.changes and found.broken else None
    return replace(found, moved=moved, behind=behind)


def unlike(before: Plan, after: Plan) -> tuple[Unlike, ...]:
    """Give why the values of two plans cannot be set side by side; nothing where they can."""
    one, other = before.roadmap, after.roadmap
    counts = [(each.economics, each.analysis_year, each.price_year) for each in (one, other)]
    found = {
        Unlike.STATUS_DATE: not one.calendar.counts_as(other.calendar),
        Unlike.MONEY: counts[0] != counts[1],
    }
    return tuple(kind for kind, is_so in found.items() if is_so)


def _reshaped(before: Plan, after: Plan, old: Schedule, new: Schedule) -> tuple[str, ...]:
    known = {each.id for each in before.roadmap.open_measures}
    return tuple(
        each
        for each in moved_between(after.roadmap, old, new)
        if each in known and not is_alike(before.roadmap, after.roadmap, each)
    )


def _finished(before: Plan, after: Plan) -> list[str]:
    was_open = {each.id for each in before.roadmap.open_measures}
    return [each.id for each in after.roadmap.measures if each.is_done and each.id in was_open]


def _under_way(before: Plan, after: Plan) -> list[str]:
    had_begun = {each.id for each in before.roadmap.measures if each.is_started or each.is_done}
    known = {each.id for each in before.roadmap.measures}
    begun = (each.id for each in after.roadmap.measures if each.is_started)
    return [each for each in begun if each in known and each not in had_begun]
