"""Rows of the Gantt as plain data, under the same names for the page's script and the template of paper."""

from typing import Any

from planner.say import whole_percent
from planner.view.bars import AdaptationBar, Growth, PhaseBar, PublishedBar
from planner.view.rows import GanttRow

Data = dict[str, Any]


def row_data(row: GanttRow) -> Data:
    """Give what a row says and draws; every place in time is in periods from instant 0."""
    return {
        "id": row.measure.id,
        "name": row.measure.name,
        "owner": row.measure.owner,
        **bars_data(row),
        "published": _published(row.published),
        "deadlines": [
            {"at": mark.at, "hard": mark.is_hard, "missed": mark.is_missed, "text": mark.words}
            for mark in row.deadlines
            if mark.is_shown
        ],
    }


def bars_data(row: GanttRow) -> Data:
    """Give what a plan decides of a row: its phases, adaptations, and how it is taken into use."""
    return {
        "phases": [_phase(bar) for bar in row.phases],
        "adaptations": [adaptation_data(bar) for bar in row.adaptations],
        "growth": growth_data(row.growth),
        "missing": share_text(row.missing),
    }


def adaptation_data(bar: AdaptationBar) -> Data:
    """Give when a sector adapts its own systems, and what is said of it."""
    return {"start": bar.start, "end": bar.end, "text": bar.words}


def growth_data(growth: Growth | None) -> Data | None:
    """Give how something is taken into use; ``None`` where it is not.

    Waves are lists of start, end, share and whether it grows: by far the most numbers that a page is sent.
    """
    if growth is None:
        return None
    waves = [[wave.start, wave.end, round(wave.share, 3), wave.grows] for wave in growth.waves]
    return {"begin": growth.begin, "end": growth.end, "waves": waves}


def share_text(share: float | None) -> str:
    """Write a share that falls short of its target; nothing where none does."""
    return "" if share is None else whole_percent(share)


def _phase(bar: PhaseBar) -> Data:
    fixed = {"fixed": True} if bar.is_fixed else {}
    return {"id": bar.id, "name": bar.name, "kind": bar.kind, "start": bar.start, "end": bar.end, **fixed}


def _published(bar: PublishedBar | None) -> Data | None:
    if bar is None:
        return None
    return {"start": bar.start, "end": bar.end, "caps": [bar.has_start, bar.has_end], "point": bar.point}
