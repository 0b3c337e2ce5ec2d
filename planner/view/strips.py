"""The strips of the load under the Gantt: a cell for each sector and period, with its layers and number."""

from collections.abc import Sequence
from typing import Any

from planner.language import _, half_away
from planner.model import Sector
from planner.results import Facts, is_full, is_overfull, recovery
from planner.say import count_periods, spoken_load
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]


def load_strips(found: Facts) -> list[Data]:
    """Give the load of each sector, the fullest first."""
    ordered = sorted(found.roadmap.sectors, key=lambda sector: -found.times_full.get(sector.id, 0))
    taken = recovery(found.roadmap)
    return [_sector(found, sector, taken.get(sector.id)) for sector in ordered]


def _sector(found: Facts, sector: Sector, recovering: Sequence[float] | None) -> Data:
    count = found.times_full.get(sector.id, 0)
    periods = count_periods(found.roadmap.calendar, count)
    full = _("full in {periods}", periods=periods) if count else ""
    taken = recovering or [0.0] * found.roadmap.calendar.periods
    cells = [_cell(found, sector.id, period, taken[period]) for period in found.roadmap.periods]
    return {"id": sector.id, "name": sector.name, "note": full, "cells": cells}


def _cell(found: Facts, sector_id: str, period: int, recovering: float) -> Data:
    share, others = found.share(sector_id, period), found.other_share(sector_id, period)
    recovered = _recovered(found, sector_id, period, recovering)
    layer: Data = {"others": round(others, 3)} if others else {}
    layer |= {"recovery": round(recovered, 3)} if recovered else {}
    layer |= {"number": str(half_away(share * 100))} if share else {}
    return layer | {
        "step": 0 if share is None else step_of(share, LOAD_STEPS),
        "full": share is not None and is_full(share),
        "over": share is not None and is_overfull(share),
        "frozen": found.is_frozen(sector_id, period),
        "spoken": spoken_load(found, sector_id, period),
    }


def _recovered(found: Facts, sector_id: str, period: int, recovering: float) -> float:
    """Give how much of what a sector could give is taken by recovery after freezes, from 0 to 1."""
    left = found.capacity[sector_id]
    if left is None or not recovering:
        return 0.0
    others = found.other_load.get(sector_id)
    return recovering / (recovering + left[period] + (others[period] if others else 0.0))
