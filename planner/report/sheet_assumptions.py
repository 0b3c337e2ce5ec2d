"""The assumptions that matter most, as a table of the A3 sheet."""

from typing import Any

from planner.language import _
from planner.model import Plan, Swing
from planner.say import group_row, groups_note, groups_title, nearest_source_words
from planner.sensitivity import most_telling

Content = dict[str, Any]

SOURCES = 1
"""Named on paper, which has little room; how many more there are is said."""


def assumption_table(plan: Plan) -> Content | None:
    """Give a row for each group, where that has been worked out."""
    if not plan.swings:
        return None
    title = _("{title}: bound on net benefit, NOK million", title=groups_title())
    return {
        "title": title,
        "heads": [_("Assumed figures"), _("Low"), _("High"), _("Difference"), _("Nearest source")],
        "rows": [_row(plan, swing) for swing in most_telling(plan)],
        "note": groups_note(plan),
    }


def _row(plan: Plan, swing: Swing) -> list[str]:
    name, figures, *amounts = group_row(swing)
    sources = nearest_source_words(plan.roadmap, swing.group, most=SOURCES)
    return [_("{name} ({figures} figures)", name=name, figures=figures), *amounts, sources]
