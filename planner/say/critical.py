"""The critical graph in words: its main chain from the end back, then what else is waited for."""

from collections.abc import Iterator

from planner.explain import ArrowKind, Critical, CriticalArrow
from planner.language import _
from planner.model import DateKind, Plan
from planner.say.cells import cell_words
from planner.say.chains import dated_words
from planner.say.reasons import brief_words
from planner.say.shares import whole_percent


def critical_lines(plan: Plan, found: Critical) -> list[str]:
    """Give the graph as lines of text."""
    lines = [_("The main chain, from the end back:"), *_main(plan, found)]
    others = [each for each in found.arrows if (each.date, each.leads_to) not in _steps(found)]
    if others:
        lines += [_("What else is waited for:"), *(_line(plan, found, each) for each in others)]
    return lines


def _main(plan: Plan, found: Critical) -> Iterator[str]:
    by_step = {(each.date, each.leads_to): each for each in reversed(found.arrows)}
    for number, date in enumerate(found.main):
        reason = found.reasons[date]
        if number:
            yield "  ↑ " + _why(plan, by_step[found.main[number - 1], date])
        yield f"  {dated_words(plan, reason)}. {brief_words(plan, reason)}"


def _steps(found: Critical) -> set[tuple[object, object]]:
    return set(zip(found.main, found.main[1:], strict=False))


def _line(plan: Plan, found: Critical, arrow: CriticalArrow) -> str:
    later, earlier = (dated_words(plan, found.reasons[each]) for each in (arrow.date, arrow.leads_to))
    return "  " + _("{later} ← {earlier}: {why}", later=later, earlier=earlier, why=_why(plan, arrow))


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
