"""The saturation map and a page for each sector, as an A4 document: what lands on whom, when, from whom."""

from collections.abc import Sequence
from typing import Any

from planner.language import _, day, language
from planner.model import Plan
from planner.report.typesetting import typeset
from planner.results import Facts, facts_of_planned
from planner.say import (
    data_words,
    headline,
    layer_names,
    saturation_notes,
    saturation_title,
    unmet_title,
)
from planner.view import saturation_data, sector_page, theme

TEMPLATE = "sectors_a4.typ"
MOST_SECTORS = 16
"""Rows of the map that can be read on one page."""

Content = dict[str, Any]


def sectors_pdf(plan: Plan, sector: str | None = None) -> bytes:
    """Draw the map and a page for each sector, or the page of one sector, on landscape A4 (PDF/UA-1).

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    KeyError
        If nothing is known of a sector of that id.
    """
    return typeset(TEMPLATE, sectors_content(plan, sector), plan.roadmap.calendar.status_date)


def sectors_content(plan: Plan, sector: str | None = None) -> Content:
    """Give all that the template says and draws."""
    found = facts_of_planned(plan)
    held = saturation_data(found)
    ids = [row["id"] for row in held["sectors"]] if sector is None else [sector]
    return _head(found) | {
        "periods": held["periods"],
        "years": _years(found),
        "map": [_map(part) for part in _parts(held["sectors"])] if sector is None else [],
        "sectors": [_sector(sector_page(found, each)) for each in ids],
    }


def _head(found: Facts) -> Content:
    calendar = found.roadmap.calendar
    status_date = calendar.status_date
    name = found.roadmap.name or _("Roadmap")
    return {
        "lang": language(),
        "title": f"{name}: {saturation_title()}",
        "map_title": saturation_title(),
        "date": {"year": status_date.year, "month": status_date.month, "day": status_date.day},
        "eyebrow": f"{name} · {_('Roadmap · status date {day}', day=day(status_date))}",
        "headline": headline(found.plan),
        "notes": saturation_notes(calendar),
        "basis": data_words(found.plan),
        "layers": layer_names(),
        "needs": unmet_title(),
        "continued": _("{title}, continued", title="{title}"),
        "page": _("Page {page} of {count}", page="{page}", count="{count}"),
        "colours": _colours(),
    }


def _colours() -> Content:
    return {
        "ink": theme.INK,
        "muted": theme.MUTED,
        "rule": theme.RULE,
        "room": theme.ROOM,
        "others": theme.OTHER_LOAD,
        "recovery": theme.RECOVERY,
        "over": theme.OVERFULL,
        "steps": [colour for _most, colour in theme.LOAD_STEPS],
    }


def _years(found: Facts) -> list[Content]:
    """Give the years of the horizon with the periods in which they begin and end."""
    when = [found.roadmap.calendar.year_of(period) for period in found.roadmap.periods]
    return [
        {"name": str(year), "start": when.index(year), "end": when.index(year) + when.count(year)}
        for year in found.roadmap.years
    ]


def _parts(rows: Sequence[Content]) -> list[Sequence[Content]]:
    return [rows[start : start + MOST_SECTORS] for start in range(0, len(rows), MOST_SECTORS)]


def _map(rows: Sequence[Content]) -> Content:
    """Give the rows of one page, and what they show in words."""
    words = (f"{row['name']}: {row['note']}" for row in rows)
    return {"rows": rows, "alt": " ".join(words)}


def _sector(page: Content) -> Content:
    """Give the page of a sector with its cells as text and shade."""
    landed = page["landed"]
    return {
        "name": page["name"],
        "sentences": page["sentences"],
        "needs": page["needs"],
        "row": page["sectors"][0],
        "title": landed["caption"],
        "heads": landed["head"],
        "rows": [[_printed(cell) for cell in row] for row in landed["rows"]],
    }


def _printed(cell: str | Content) -> Content:
    """Give a cell with its text, the shade of its step and whether it ends to the right or sums up."""
    if isinstance(cell, str):
        return {"text": cell, "fill": "", "ink": theme.INK, "kind": ""}
    kind, _between, step = cell["kind"].partition(" landed-")
    fill = theme.LOAD_STEPS[int(step)][1] if step not in ("", "0") else ""
    ink = theme.ink_on(fill) if fill else theme.INK
    return {"text": cell["text"], "fill": fill, "ink": ink, "kind": kind}
