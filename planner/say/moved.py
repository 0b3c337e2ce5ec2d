"""Why measures lie elsewhere in one plan than in another, in words."""

from planner.comparison import WhyMoved
from planner.language import _, listed, worded
from planner.model import Plan
from planner.results import measure_end, measure_start
from planner.say.periods import short_period
from planner.say.scores import score_words

MOST_RULES = 3
"""Broken rules that are told of a move; the others are like them."""


def moved_words(before: Plan, after: Plan, why: WhyMoved) -> str:
    """Say where a measure lay and lies, and why."""
    return _(
        "{measure}: {was} → {now}. {reason}",
        **{
            "measure": after.roadmap.measure(why.measure).name,
            "was": _span_words(before, why.measure),
            "now": _span_words(after, why.measure),
            "reason": _reason_words(after, why),
        },
    )


def _reason_words(plan: Plan, why: WhyMoved) -> str:
    if why.broken:
        return _(
            "Forced, as before it breaks: {rules}.",
            rules=listed([worded(each.message) for each in why.broken], most=MOST_RULES, between="; "),
        )
    if why.keeps_less:
        return _("Forced: as before, less would be kept of what comes first.")
    worth = why.worth or 0.0
    if worth >= 0:
        return _("Worth {worth}, all others as they are now.", worth=score_words(plan, worth))
    return _(
        "As before it would be worth {worth} more, all others as they are now.",
        worth=score_words(plan, -worth),
    )


def _span_words(plan: Plan, measure_id: str) -> str:
    """Name the periods in which a measure starts and ends; that it is out, where it is."""
    assert plan.schedule is not None
    start = measure_start(plan.roadmap, plan.schedule, measure_id)
    end = measure_end(plan.roadmap, plan.schedule, measure_id)
    if start is None or end is None:
        return _("left out")
    calendar = plan.roadmap.calendar
    return f"{short_period(calendar, start)}–{short_period(calendar, calendar.last_period(start, end))}"
