"""The Gantt's data: a plan as plain lists and spoken sentences, which the page's script only has to draw.

Every place in time is an instant: 0 is the beginning of period 0, a half is the middle of it.
"""

from typing import Any

from planner.language import _, day, ngettext
from planner.model import Roadmap
from planner.results import Facts, is_full, is_overfull
from planner.say import (
    period_tick,
    period_words,
    spoken_load,
    spoken_measure,
    spoken_rollout,
    standing,
)
from planner.view.groups import groupings
from planner.view.links import arrows
from planner.view.plain import bars_data, growth_data, row_data, share_text
from planner.view.rows import GanttRow, RolloutRow, gantt_rows, position
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]


def gantt_data(current: Facts, proposed: Facts | None = None) -> Data:
    """Give all that the Gantt and the load under it draw, with their spoken names in the language in use."""
    roadmap = current.roadmap
    measures = [_measure(current, row) for row in gantt_rows(current)]
    if proposed is not None:
        for held, row in zip(measures, gantt_rows(proposed), strict=True):
            held["proposed"] = _proposed(held, _bars(proposed, row))
    return {
        "periods": roadmap.calendar.periods,
        "ticks": _ticks(roadmap),
        "status": position(roadmap, roadmap.calendar.status_date),
        "measures": measures,
        "groupings": groupings(current),
        "links": _links(current),
        "sectors": _sectors(current),
        "texts": _texts(current),
    }


def _measure(found: Facts, row: GanttRow) -> Data:
    return {
        **row_data(row),
        "note": standing(found, row.measure),
        **_bars(found, row),
        "spoken": spoken_measure(found, row.measure),
    }


def _bars(found: Facts, row: GanttRow) -> Data:
    """Give the bars of a measure and those of its rollouts, which are seen when it is opened."""
    return {**bars_data(row), "rollouts": [_rollout(found, each) for each in row.rollouts]}


def _rollout(found: Facts, row: RolloutRow) -> Data:
    return {
        "sector": found.roadmap.sector(row.rollout.sector).name,
        "growth": growth_data(row.growth),
        "missing": share_text(row.missing),
        "spoken": spoken_rollout(found, row.rollout),
    }


def _proposed(now: Data, then: Data) -> Data | None:
    """Give the proposed bars of a measure, or nothing where they are the same as now."""
    keys = ("phases", "growth")
    return None if all(now[key] == then[key] for key in keys) else then


def _links(found: Facts) -> list[Data]:
    place = {measure.id: number for number, measure in enumerate(found.roadmap.measures)}
    return [
        {
            "from": place[arrow.predecessor],
            "to": place[arrow.successor],
            "leaves": arrow.leaves,
            "arrives": arrow.arrives,
        }
        for arrow in arrows(found)
    ]


def _sectors(found: Facts) -> list[Data]:
    """Give the load of each sector, the fullest first."""
    ordered = sorted(found.roadmap.sectors, key=lambda sector: -found.times_full.get(sector.id, 0))
    return [_sector(found, sector.id, sector.name) for sector in ordered]


def _sector(found: Facts, sector_id: str, name: str) -> Data:
    count = found.times_full.get(sector_id, 0)
    full = ngettext("{count} full period", "{count} full periods", count) if count else ""
    cells = [_cell(found, sector_id, period) for period in found.roadmap.periods]
    return {"name": name, "note": full, "cells": cells}


def _cell(found: Facts, sector_id: str, period: int) -> Data:
    share = found.share(sector_id, period)
    return {
        "step": 0 if share is None else step_of(share, LOAD_STEPS),
        "full": share is not None and is_full(share),
        "over": share is not None and is_overfull(share),
        "frozen": found.is_frozen(sector_id, period),
        "spoken": spoken_load(found, sector_id, period),
    }


def _ticks(roadmap: Roadmap) -> list[Data]:
    calendar = roadmap.calendar
    return [
        {"year": calendar.year_of(period), "short": period_tick(calendar, period)}
        for period in roadmap.periods
    ]


def _texts(found: Facts) -> dict[str, str]:
    """Give the few words that the script puts together itself."""
    calendar = found.roadmap.calendar
    return {
        "gantt": _("Gantt chart of the plan"),
        "gantt_help": _(
            "Arrow up and down: move. Right and left: open and close. Enter: choose. Plus and minus: zoom. "
            "Shift and arrows: move in time. 0: all of it."
        ),
        "load": _("Load per sector and period"),
        "measure": _("Measure"),
        "time": _(
            "Time, {first} to {last}",
            first=period_words(calendar, 0),
            last=period_words(calendar, calendar.periods - 1),
        ),
        "sector": _("Sector"),
        "proposed": _("proposed"),
        "status": _("Status date {day}", day=day(calendar.status_date)),
    }
