"""What follows when a phase is pinned, in words."""

from collections.abc import Sequence

from planner.language import Message, _, listed, ngettext, worded
from planner.model import Plan, PlannedPhase
from planner.say.names import phase_name
from planner.say.periods import count_periods, period_words

MOST_NAMED = 3
"""Measures, and things that break, that are named one by one."""


def pinned_words(plan: Plan, pinned: PlannedPhase, moved: Sequence[str], breaks: Sequence[Message]) -> str:
    """Say where a phase is pinned, what breaks, and which other measures move with it.

    Parameters
    ----------
    moved
        Measures that lie elsewhere, the pinned one perhaps among them.
    """
    calendar, measure = plan.roadmap.calendar, plan.roadmap.measure(pinned.measure)
    told = _(
        "{phase} of “{measure}” starts in {when} and takes {periods}",
        phase=phase_name(measure, pinned.phase),
        measure=measure.name,
        when=period_words(calendar, min(max(pinned.start, 0), calendar.periods - 1)),
        periods=count_periods(calendar, pinned.end - pinned.start),
    )
    broken = listed([worded(each) for each in breaks], most=MOST_NAMED, between="; ")
    breaking = [_("Breaks: {rules}", rules=broken)] if breaks else []
    return ". ".join([told, *breaking, _others(plan, [each for each in moved if each != measure.id])]) + "."


def _others(plan: Plan, others: Sequence[str]) -> str:
    if not others:
        return _("No other measure moves")
    names = listed([plan.roadmap.measure(each).name for each in others], most=MOST_NAMED, between="; ")
    return ngettext(
        "{count} other measure moves: {names}",
        "{count} other measures move: {names}",
        len(others),
        names=names,
    )
