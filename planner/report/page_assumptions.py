"""The assumptions that matter most, in the HTML file: what they move, and links to the nearest sources."""

from html import escape

from planner.language import _
from planner.model import Plan, Swing
from planner.report.page_tables import table
from planner.say import (
    group_heads,
    group_name,
    group_row,
    groups_note,
    groups_title,
    nearest_source_words,
    source_name,
)
from planner.sensitivity import most_telling, nearest_sources


def groups(plan: Plan) -> str:
    """Write what groups of assumed figures move, where that has been worked out; nothing where it has not."""
    if not plan.swings:
        return ""
    told = most_telling(plan)
    rows = table(groups_title(), group_heads(), map(group_row, told), number=True)
    sources = "".join(f"<li>{_sources(plan, swing)}</li>" for swing in told)
    return f"{rows}<p>{escape(groups_note(plan))}</p><ul>{sources}</ul>"


def _sources(plan: Plan, swing: Swing) -> str:
    """Link to where figures like those of a group come from."""
    links = [_link(each) for each in nearest_sources(plan.roadmap, swing.group)]
    name = group_name(swing.group)
    if not links:
        links = [escape(nearest_source_words(plan.roadmap, swing.group))]
    words = escape(_("{name}, nearest source:", name=name))
    return f"{words} {'; '.join(links)}"


def _link(source: str) -> str:
    """Link to a source where it is an address of the web: it comes from the data."""
    words = escape(source_name(source))
    if not source.startswith(("https://", "http://")):
        return words
    return f'<a href="{escape(source)}" rel="noopener noreferrer">{words}</a>'
