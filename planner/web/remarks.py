"""What the page says of how a plan came about: what comes first, what went wrong."""

from dataclasses import replace

from dash import html

from planner.language import _
from planner.model import Plan
from planner.say import (
    fault_lines,
    is_unready,
    kept_lines,
    settled_words,
    tidy_words,
    unready_lines,
)
from planner.web.parts import Component, list_of


def faults(plan: Plan) -> list[Component]:
    """Say what went wrong while the plan was made, each thing once; it stays as long as the plan does."""
    told = fault_lines(replace(plan, faults=tuple(each for each in plan.faults if not is_unready(each))))
    if not told:
        return []
    title = _("Not everything went well while the plan was computed")
    rest = _("The plan holds all the same, but there may be a better one. Compute again to see.")
    return [html.Strong(title), list_of(told), html.P(rest)]


def kept(plan: Plan) -> list[Component]:
    """Say what comes first, whether the plan is tidy and settled, and who took no part: nothing to mend."""
    told = (words for words in (tidy_words(plan), settled_words(plan)) if words)
    lines = (*kept_lines(plan), *(f"{words[:1].upper()}{words[1:]}." for words in told), *unready_lines(plan))
    return [html.Li(line) for line in lines]
