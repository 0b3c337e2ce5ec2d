"""The rows of the chart on paper: which stand on which sheet, and how to read what they draw."""

from math import ceil
from typing import Any

from planner.language import _, day
from planner.results import Facts
from planner.say import adaptation_key
from planner.view import GanttRow, phase_kinds, theme

MOST_ROWS = 110
"""More rows than this could not be read on one sheet of A3."""

Content = dict[str, Any]
Groups = list[tuple[str, list[GanttRow]]]


def parts_of(groups: Groups) -> list[Groups]:
    """Share the rows out over as few sheets as can be read, about as many on each, in their order."""
    rows = [(goal, row) for goal, members in groups for row in members]
    each = ceil(len(rows) / max(1, ceil(len(rows) / MOST_ROWS)))
    return [_gathered(rows[start : start + each]) for start in range(0, len(rows), max(1, each))]


def _gathered(rows: list[tuple[str, GanttRow]]) -> Groups:
    """Put the rows of each goal under it again."""
    goals = list(dict.fromkeys(goal for goal, _row in rows))
    return [(goal, [row for held, row in rows if held == goal]) for goal in goals]


def legend(found: Facts, groups: Groups) -> list[Content]:
    """Say how to read what is drawn, and nothing else."""
    rows = [row for _goal, members in groups for row in members]
    items: list[Content] = [
        {"shape": "bar", "fill": theme.phase_colour(kind), "text": name}
        for kind, name in enumerate(phase_kinds(found.roadmap))
    ]
    if any(bar.is_milestone for row in rows for bar in row.phases):
        items.append({"shape": "milestone", "text": _("Milestone")})
    items.append({"shape": "waves", "text": _("Rollout: the height is the share in use; pale when it waits")})
    if any(row.adaptations for row in rows):
        items.append({"shape": "adaptation", "fill": theme.PHASE_EDGE, "text": adaptation_key()})
    if any(row.published for row in rows):
        items.append({"shape": "line", "fill": theme.PUBLISHED, "text": _("Published roadmap")})
    items += _deadlines(rows)
    if _has_freezes(found):
        items.append({"shape": "freeze", "text": _("Rollout freeze: less capacity, marked in the load")})
    if any(any(found.load[sector]) for sector in found.other_load):
        told = _("Other load: what it takes of the capacity; the load is a share of the rest")
        items.append({"shape": "others", "fill": theme.OTHER_LOAD, "text": told})
    status_date = day(found.roadmap.calendar.status_date)
    items.append(
        {"shape": "dashed", "fill": theme.STATUS_DATE, "text": _("Status date, {day}", day=status_date)}
    )
    return items


def _deadlines(rows: list[GanttRow]) -> list[Content]:
    marks = [mark for row in rows for mark in row.deadlines]
    told = ((False, "due", _("Deadline, met")), (True, "missed", _("Deadline, missed")))
    return [
        {"shape": shape, "fill": theme.DEADLINE, "text": text}
        for missed, shape, text in told
        if any(mark.is_missed == missed for mark in marks)
    ]


def _has_freezes(found: Facts) -> bool:
    """Tell whether a freeze takes capacity from a sector whose load is shown."""
    asked = [sector for sector in found.roadmap.sectors if any(found.load[sector.id])]
    return any(found.is_frozen(sector.id, period) for sector in asked for period in found.roadmap.periods)
