"""What follows when a phase is pinned, in words."""

from collections.abc import Sequence

from planner.language import Message, _, listed, ngettext, worded
from planner.model import Plan, PlannedPhase
from planner.say.names import phase_name
from planner.say.periods import count_periods, period_words

MOST_NAMED = 3
"""Measures, and things that break, that are named one by one."""


def pinned_words(
    plan: Plan,
    pinned: PlannedPhase,
    moved: Sequence[str],
    gone: Sequence[str],
    breaks: Sequence[Message],
    *,
    is_found: bool,
) -> str:
    """Say where a phase is pinned, and which others move or go out; or that no plan was found, and why.

    Parameters
    ----------
    moved
        Measures that lie elsewhere, the pinned one perhaps among them.
    """
    told, own = pinned_at(plan, pinned), pinned.measure
    broken = listed([worded(each) for each in breaks], most=MOST_NAMED, between="; ")
    breaking = [_("Breaks: {rules}", rules=broken)] if breaks else []
    if not is_found:
        return ". ".join([told, _("No lawful plan with it was found at once"), *breaking]) + "."
    others = _others(plan, [each for each in moved if each != own])
    return ". ".join([told, *breaking, others, *_gone(plan, gone)]) + "."


def pinned_at(plan: Plan, pinned: PlannedPhase) -> str:
    """Say where a phase is pinned, and how long it takes."""
    calendar, measure = plan.roadmap.calendar, plan.roadmap.measure(pinned.measure)
    return _(
        "{phase} of “{measure}” starts in {when} and takes {periods}",
        phase=phase_name(measure, pinned.phase),
        measure=measure.name,
        when=period_words(calendar, min(max(pinned.start, 0), calendar.periods - 1)),
        periods=count_periods(calendar, pinned.end - pinned.start),
    )


def not_ready_words() -> str:
    """Say that what follows is not known yet."""
    return _("What follows from it is not known until the engine has been compiled.")


def _others(plan: Plan, others: Sequence[str]) -> str:
    if not others:
        return _("No other measure moves")
    return ngettext(
        "{count} other measure moves: {names}",
        "{count} other measures move: {names}",
        len(others),
        names=_names(plan, others),
    )


def _gone(plan: Plan, gone: Sequence[str]) -> list[str]:
    if not gone:
        return []
    return [
        ngettext(
            "{count} measure goes out: {names}",
            "{count} measures go out: {names}",
            len(gone),
            names=_names(plan, gone),
        )
    ]


def _names(plan: Plan, measures: Sequence[str]) -> str:
    return listed([plan.roadmap.measure(each).name for each in measures], most=MOST_NAMED, between="; ")
