"""The critical graph in words: main chains from the ends back, then what else is waited for."""

from collections.abc import Iterator, Sequence

from planner.language import _
from planner.model import DateKind, Plan, PlanDate
from planner.say.cells import cell_words
from planner.say.chains import dated_words
from planner.say.reasons import brief_words, hold_lines
from planner.say.shares import whole_percent
from planner.why import ArrowKind, Critical, CriticalArrow

_STEP = "  "


def critical_lines(plan: Plan, found: Critical) -> list[str]:
    """Give the graph as lines of text: what the last date of each main chain waits for stands below it."""
    told: set[PlanDate] = set()
    lines: list[str] = []
    for main in found.mains:
        lines += [_("Main chain, from the end back:"), *_main(plan, found, main, told)]
        told |= set(main)
    others = [each for each in found.arrows if (each.date, each.leads_to) not in found.steps]
    if others:
        lines += [_("What else is waited for:"), *_others(plan, found, others)]
    return lines


def _main(plan: Plan, found: Critical, main: Sequence[PlanDate], told: set[PlanDate]) -> Iterator[str]:
    by_step = {(each.date, each.leads_to): each for each in reversed(found.arrows)}
    for number, date in enumerate(main):
        reason = found.reasons[date]
        if number:
            yield f"{_STEP}↑ {_why(plan, by_step[main[number - 1], date])}"
        if date in told:
            above = _("{date} (told above)", date=dated_words(plan, reason))
            yield f"{_STEP}{above}"
            return
        yield f"{_STEP}{dated_words(plan, reason)}. {brief_words(plan, reason)}"
    yield from (f"{_STEP * 2}- {line}" for line in hold_lines(plan, found.reasons[main[-1]]))


def _others(plan: Plan, found: Critical, arrows: Sequence[CriticalArrow]) -> Iterator[str]:
    """Say of each date what else it waits for."""
    for date in dict.fromkeys(each.date for each in arrows):
        yield f"{_STEP}{dated_words(plan, found.reasons[date])}"
        for arrow in (each for each in arrows if each.date == date):
            earlier = dated_words(plan, found.reasons[arrow.leads_to])
            yield f"{_STEP * 2}← {earlier}: {_why(plan, arrow)}"


def _why(plan: Plan, arrow: CriticalArrow) -> str:
    """Say why a date waits for another."""
    share = whole_percent(arrow.share)
    if arrow.cell is None:
        return _("depends on it for {share} of what was added last", share=share)
    own = "" if arrow.date.kind is DateKind.REALISED else arrow.date.measure
    words = cell_words(plan, arrow.cell, own)
    if arrow.kind is ArrowKind.DEPENDS:
        return _("depends on it: {link}", link=words)
    return _("waits for {limit}, of which it takes {share}", limit=words, share=share)
