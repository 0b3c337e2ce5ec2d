"""What follows when a phase is pinned, in words."""

from collections.abc import Sequence

from planner.language import Message, _, listed, ngettext
from planner.model import Plan, PlannedPhase
from planner.say.broken import broken_words
from planner.say.names import phase_name
from planner.say.periods import count_periods, period_words

MOST_NAMED = 3
"""Measures, and things that break, that are named one by one."""


def pinned_words(
    plan: Plan,
    pinned: PlannedPhase,
    *,
    moved: Sequence[str] = (),
    breaks: Sequence[Message] = (),
    is_impossible: bool = False,
) -> str:
    """Say where a phase is pinned, and which other measures move with it, or what stands against it.

    Parameters
    ----------
    moved
        Measures that lie elsewhere, the pinned one perhaps among them.
    breaks
        What stands against it; some where no plan with it was found.
    is_impossible
        Whether it is proved that no lawful plan has it.
    """
    calendar, measure = plan.roadmap.calendar, plan.roadmap.measure(pinned.measure)
    told = _(
        "{phase} of “{measure}” starts in {when} and takes {periods}",
        phase=phase_name(measure, pinned.phase),
        measure=measure.name,
        when=period_words(calendar, min(max(pinned.start, 0), calendar.periods - 1)),
        periods=count_periods(calendar, pinned.end - pinned.start),
    )
    if not breaks:
        return f"{told}. {_others(plan, [each for each in moved if each != measure.id])}."
    broken = listed(
        [broken_words(plan.roadmap, each).rstrip(".") for each in breaks], most=MOST_NAMED, between="; "
    )
    if is_impossible:
        return _("{told}. No plan can have it, which is proved: {rules}.", told=told, rules=broken)
    return _(
        "{told}. No plan with it was found at once; with all others as they are it breaks: {rules}.",
        told=told,
        rules=broken,
    )


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
