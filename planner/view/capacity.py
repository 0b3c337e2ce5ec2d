"""The capacity of the sectors period by period, as a table whose cells can be changed, from plain data."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from planner.language import _, decimal, person_months
from planner.model import Roadmap, Sector
from planner.results import Facts
from planner.say import capacity_title, each_period, period_tick, period_words, spoken_load
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]
Stated = Mapping[str, Sequence[float] | None]
"""The person-months of each period by sector, as the data has them; ``None`` is no limit."""


def capacity_grid(found: Facts, drafted: Roadmap, now: Stated, before: Stated) -> Data:
    """Give a row for each sector, receivers first, with a cell for each period, shaded by how full it is.

    Parameters
    ----------
    found
        The plan that is shown: what it asks of the sectors.
    drafted
        The roadmap with what is drafted.
    now, before
        What the sectors can give with the draft, and without it.
    """
    calendar = drafted.calendar
    return {
        "years": [
            {"name": str(year), "first": periods[0], "last": periods[-1]}
            for year, periods in (
                (year, list(each)) for year, each in groupby(drafted.periods, key=calendar.year_of)
            )
        ],
        "periods": [
            {"tick": period_tick(calendar, period), "name": period_words(calendar, period)}
            for period in drafted.periods
        ],
        "sectors": [_row(found, each, now[each.id], before.get(each.id)) for each in in_order(drafted)],
        "texts": {
            "sector": _("Sector"),
            "grid": capacity_title(calendar),
            "marked": _("Marked: {what}", what="{what}"),
            "sectors": _("{count} sectors", count="{count}"),
            "unit": each_period(calendar, _("person-months")),
            "unlimited": _("no limit"),
            "whole": _("all periods"),
        },
    }


def in_order(roadmap: Roadmap) -> list[Sector]:
    """Give the sectors, receivers first, as the data has them."""
    return sorted(roadmap.sectors, key=lambda sector: not sector.is_receiving)


def _row(found: Facts, sector: Sector, now: Sequence[float] | None, before: Sequence[float] | None) -> Data:
    known = {each.id for each in found.roadmap.sectors}
    row = {"id": sector.id, "name": sector.name, "receives": sector.is_receiving, "limited": now is not None}
    if now is None:
        return {**row, "cells": []}
    shares = (
        [found.share(sector.id, period) for period in found.roadmap.periods] if sector.id in known else []
    )
    pairs = zip(now, before or (None,) * len(now), strict=False)
    cells = [_cell(found, sector, period, *pair, shares) for period, pair in enumerate(pairs)]
    return {**row, "cells": cells}


def _cell(
    found: Facts,
    sector: Sector,
    period: int,
    months: float,
    before: float | None,
    shares: Sequence[float | None],
) -> Data:
    """Give what the sector can give, what it could before the draft, and how full the shown plan makes it."""
    share = shares[period] if period < len(shares) else None
    is_drafted = before is None or months != before
    words = amount_words(months)
    said: list[str] = []
    if is_drafted and before is not None:
        said.append(_("{months} before the draft", months=person_months(before, 1)))
    if share is not None:
        said.append(_("The plan that is shown: {load}", load=spoken_load(found, sector.id, period)))
    return {
        "value": round(months, 6),
        "words": words,
        "drafted": is_drafted,
        "step": 0 if share is None else step_of(share, LOAD_STEPS),
        "spoken": " ".join(f"{each.rstrip('.')}." for each in said),
    }


def amount_words(months: float) -> str:
    """Write person-months with a decimal only where there is one."""
    return decimal(months, 0 if round(float(months), 1).is_integer() else 1)
