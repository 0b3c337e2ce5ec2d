"""The saturation map and the page of one sector, as plain data for page and paper."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from planner.language import _, decimal, person_months
from planner.model import Measure, Sector
from planner.results import (
    Facts,
    Landing,
    Saturation,
    is_overfull,
    landings,
    saturations,
    unmet_needs,
)
from planner.say import (
    fullness_words,
    kind_words,
    landing_title,
    layer_names,
    months_or_nothing,
    partner_head,
    partner_names,
    period_tick,
    saturation_notes,
    saturation_sentences,
    saturation_title,
    short_period,
    spoken_saturation,
    unit_of_capacity,
    unmet_words,
    whole_percent,
)
from planner.view.tables import Table, table
from planner.view.theme import LOAD_STEPS, step_of

Data = dict[str, Any]
NAMED = 6
"""Columns of the list of what lands before those of the years."""


def saturation_data(found: Facts) -> Data:
    """Give a row for each sector, receivers first, the fullest on top, with a column for each period."""
    calendar = found.roadmap.calendar
    return {
        "periods": calendar.periods,
        "ticks": [
            {"year": calendar.year_of(period), "short": period_tick(calendar, period)}
            for period in found.roadmap.periods
        ],
        "sectors": [sector_row(found, held) for held in in_order(found)],
        "texts": {"map": saturation_title(), "notes": saturation_notes(calendar), "sector": _("Sector")},
    }


def in_order(found: Facts) -> list[Saturation]:
    """Give how the sectors are filled, receivers first, the fullest on top."""
    full = found.times_full
    return sorted(
        saturations(found), key=lambda held: (not held.sector.is_receiving, -full.get(held.sector.id, 0))
    )


def sector_row(found: Facts, held: Saturation) -> Data:
    """Give the columns of a sector, as parts of the tallest."""
    return {
        "id": held.sector.id,
        "name": held.sector.name,
        "note": fullness_words(found, held),
        "tallest": _("The tallest column is {months}.", months=person_months(held.tallest)),
        "cells": [_cell(found, held, period) for period in found.roadmap.periods],
    }


def saturation_table(found: Facts) -> Table:
    """Give the figures behind the map: a line for each layer of each sector."""
    calendar = found.roadmap.calendar
    head = (_("Sector"), *(short_period(calendar, period) for period in found.roadmap.periods))
    rows = [
        (f"{held.sector.name}: {name}", *(decimal(amount, 1) for amount in amounts))
        for held in in_order(found)
        for name, amounts in _layers(held)
    ]
    return table(_("The saturation map in {unit}", unit=unit_of_capacity(calendar)), head, rows)


def sector_page(found: Facts, sector_id: str) -> Data:
    """Give the page of one sector: how full it is, what lands on it, when, from whom, and its unmet needs.

    Raises
    ------
    KeyError
        If nothing is known of a sector of that id.
    """
    held = {each.sector.id: each for each in saturations(found)}[sector_id]
    landed = landings(found)[sector_id]
    return {
        **saturation_data(found),
        "sectors": [sector_row(found, held)],
        "id": sector_id,
        "name": held.sector.name,
        "sentences": saturation_sentences(found, held, landed),
        "needs": [unmet_words(found.roadmap, walk) for walk in unmet_needs(found.roadmap, found, sector_id)],
        "landed": _landed(found, held, landed),
    }


def _cell(found: Facts, held: Saturation, period: int) -> Data:
    tallest, share = held.tallest or 1.0, found.share(held.sector.id, period)
    return {
        "programme": round(held.programme[period] / tallest, 4),
        "room": round(held.room[period] / tallest, 4),
        "others": round(held.others[period] / tallest, 4),
        "recovery": round(held.recovery[period] / tallest, 4),
        "line": None if held.available is None else round(held.available[period] / tallest, 4),
        "step": 1 if share is None else step_of(share, LOAD_STEPS),
        "over": share is not None and is_overfull(share),
        "spoken": f"{held.sector.name}, {spoken_saturation(found, held, period)}",
    }


def _layers(held: Saturation) -> Iterator[tuple[str, Sequence[float]]]:
    """Give the layers of a sector that there are, each with its name."""
    names = layer_names()
    yield names["programme"], held.programme
    if held.available is not None:
        yield names["available"], held.available
        yield names["room"], held.room
        yield from ((names[name], taken) for name, taken in _taken(held) if any(taken))


def _taken(held: Saturation) -> tuple[tuple[str, Sequence[float]], ...]:
    return ("others", held.others), ("recovery", held.recovery)


def _landed(found: Facts, held: Saturation, landed: Sequence[Landing]) -> Data:
    """Give a row for each measure that lands, then one for each layer; years have a shade by the capacity."""
    years = [str(year) for year in found.roadmap.years]
    given = _by_year(found, held.available or ())
    rows = [_landing_row(found, held.sector, landing, given) for landing in landed]
    sums = [_sum_row(found, name, amounts) for name, amounts in _layers(held)]
    head = (
        _("Measure"),
        partner_head(held.sector),
        _("From"),
        _("To"),
        _("In use") if held.sector.is_receiving else _("What"),
        _("Person-months"),
        *years,
    )
    return {**table(landing_title(held.sector), head, ()), "kind": "numbers landed", "rows": [*rows, *sums]}


def _landing_row(found: Facts, sector: Sector, landing: Landing, given: Sequence[float]) -> list[str | Data]:
    calendar, asked = found.roadmap.calendar, landing.asked
    by_year = _by_year(found, asked)
    return [
        landing.measure.name,
        partner_names(landing) or "–",
        short_period(calendar, landing.periods.start),
        short_period(calendar, landing.periods[-1]),
        _in_use(found, landing.measure, sector) if sector.is_receiving else kind_words(landing),
        _number(decimal(sum(asked), 1)),
        *(
            _number(months_or_nothing(amount), step_of(amount / limit, LOAD_STEPS) if limit else 0)
            for amount, limit in zip(by_year, given or [0.0] * len(by_year), strict=True)
        ),
    ]


def _sum_row(found: Facts, name: str, amounts: Sequence[float]) -> list[str | Data]:
    """Give the sum of a layer in each year, under what lands."""
    blank = [""] * (NAMED - 2)
    by_year = (_number(decimal(amount, 1)) for amount in _by_year(found, amounts))
    return [{"text": name, "kind": "sum"}, *blank, _number(decimal(sum(amounts), 1)), *by_year]


def _number(text: str, step: int = 0) -> Data:
    """Give a cell to the right, shaded by how much of the year's capacity it is."""
    return {"text": text, "kind": f"amount landed-{step}"}


def _in_use(found: Facts, measure: Measure, sector: Sector) -> str:
    """Say what share of a sector has a measure in use at the status date and at the end of the horizon."""
    planned = found.schedule.rollouts_by_key.get((measure.id, sector.id))
    if planned is None:
        return "–"
    in_use = found.roadmap.rollout_by_key(planned.key).in_use
    return f"{whole_percent(in_use)} → {whole_percent(planned.adoption[-1])}"


def _by_year(found: Facts, amounts: Iterable[float]) -> list[float]:
    """Sum what there is in each period over calendar years; nothing where there are no amounts."""
    held = list(amounts)
    sums = dict.fromkeys(found.roadmap.years, 0.0) if held else {}
    for period, amount in enumerate(held):
        sums[found.roadmap.calendar.year_of(period)] += amount
    return list(sums.values())
