"""What stands on the A3 sheet, as plain data for its template."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from planner.language import _, day, integer, language
from planner.model import PeriodLength, Plan, Roadmap, Sector
from planner.report.sheet_assumptions import assumption_table
from planner.report.sheet_money import budget_table, money_strip
from planner.report.sheet_notes import sections
from planner.report.sheet_rows import legend, parts_of
from planner.report.summary import (
    fault_rows,
    origin_rows,
    row_words,
)
from planner.results import MOST_SHARE, Facts, facts_of_planned, is_overfull
from planner.say import (
    floor_percent,
    headline,
    is_a_trace,
    key_figures,
)
from planner.view import GanttRow, LoadLine, grouped_rows, load_lines, position, row_data, status_told, theme

SHOWN_NAMES = 6
MISSED_NAMES = 3

Content = dict[str, Any]


def sheet(plan: Plan) -> Content:
    """Give all that the A3 template says and draws; positions in periods, colours and words ready.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    found = facts_of_planned(plan)
    groups = grouped_rows(found)
    return _head(found) | _time(found.roadmap) | _chart(found, groups) | _tables(found) | _colours()


def _head(found: Facts) -> Content:
    status_date = found.roadmap.calendar.status_date
    figures, spent = status_told(found.plan)
    return {
        "lang": language(),
        "title": found.roadmap.name or _("Roadmap"),
        "author": "planner",
        "date": {"year": status_date.year, "month": status_date.month, "day": status_date.day},
        "eyebrow": _("Roadmap · status date {day}", day=day(status_date)),
        "headline": headline(found.plan),
        "faults": [{"label": label, "text": text} for label, text in fault_rows(found.plan)],
        "key_figures": [{"figure": each.figure, "label": each.label} for each in key_figures(found)],
        "status_figures": [{"figure": each.figure, "label": each.label} for each in figures],
        "spent": spent,
        "sections": sections(found),
        "footer": " · ".join(f"{label}: {text}" for label, text in origin_rows(found.plan)[1:]),
        "words": {
            "measure": _("Measure"),
            "owner": _("Owner"),
            "reached": _("Reached") if found.unfinished else "",
            "load": _("Load as a share of capacity, per cent"),
            "full": _("Times full"),
            "target_picture": _("Target picture: coverage of each information service, per cent"),
            "service": _("At the end of"),
            "legend": _("How to read the roadmap"),
        },
    }


def _time(roadmap: Roadmap) -> Content:
    calendar = roadmap.calendar
    years = [(year, list(periods)) for year, periods in groupby(roadmap.periods, key=calendar.year_of)]
    ticks = roadmap.periods if calendar.period is not PeriodLength.YEAR else []
    return {
        "periods": calendar.periods,
        "years": [{"name": str(y), "start": p[0], "end": p[-1] + 1} for y, p in years],
        "ticks": list(ticks),
        "status": {"at": position(roadmap, calendar.status_date)},
    }


def _chart(found: Facts, groups: list[tuple[str, list[GanttRow]]]) -> Content:
    first, *others = [_part(found, part) for part in parts_of(groups)] or [_part(found, [])]
    count = 1 + len(others)
    numbered = [_("Sheet {number} of {count}", number=n, count=count) for n in range(1, count + 1)]
    return {
        "groups": first["groups"],
        "alt": f"{headline(found.plan)} {first['alt']}".strip(),
        "number": numbered[0] if others else "",
        "more": [part | {"number": number} for part, number in zip(others, numbered[1:], strict=True)],
        "legend": legend(found, groups),
    }


def _part(found: Facts, groups: list[tuple[str, list[GanttRow]]]) -> Content:
    """Give the rows of one sheet, and what its chart shows in words."""
    rows = [row for _goal, members in groups for row in members]
    return {
        "groups": [{"name": goal, "rows": [row_data(row) for row in held]} for goal, held in groups],
        "alt": " ".join(row_words(found, row) for row in rows),
    }


def _tables(found: Facts) -> Content:
    return {
        "load": [_load_row(found, line) for line in load_lines(found, _sectors(found))],
        "coverage": _coverage_row(found) if found.roadmap.services else None,
        "money": money_strip(found),
        "budgets": budget_table(found),
        "assumptions": assumption_table(found.plan),
        "services": _services(found),
    }


def _sectors(found: Facts) -> list[Sector]:
    """Give the sectors of which anything is asked, receivers first, the fullest on top."""
    asked = [sector for sector in found.roadmap.sectors if any(found.load[sector.id])]
    full = found.times_full
    return sorted(asked, key=lambda sector: (not sector.is_receiving, -full.get(sector.id, 0)))


def _load_row(found: Facts, line: LoadLine) -> Content:
    sector = line.sector
    if line.is_of_others:
        shares = (found.other_share(sector.id, period) for period in found.roadmap.periods)
        cells = [_cell(share, theme.OTHER_STEPS) for share in shares]
        return {"name": line.name, "note": "", "cells": cells}
    limited = found.capacity[sector.id] is not None
    full = found.times_full.get(sector.id, 0)
    cells = [
        _load_cell(min(share, MOST_SHARE)) | {"frozen": found.is_frozen(sector.id, period)}
        for period, share in enumerate(found.busy[sector.id])
    ]
    times = _("{full} of {all}", full=integer(full), all=integer(len(cells))) if full else _("never")
    note = times if limited else _("no limit")
    return {"name": line.name, "note": note, "cells": cells}


def _load_cell(share: float) -> Content:
    """Shade a load, darker where more is asked than there is."""
    over = {"fill": theme.OVERFULL, "ink": theme.ink_on(theme.OVERFULL)} if is_overfull(share) else {}
    return _cell(share, theme.LOAD_STEPS) | over


def _coverage_row(found: Facts) -> Content:
    cells = [_cell(share, theme.COVERAGE_STEPS) for share in found.coverage]
    return {"name": _("Target picture in use"), "note": "", "cells": cells}


def _services(found: Facts) -> Content:
    years = list(found.coverage_by_year) if found.roadmap.services else []
    rows = [
        {"name": service.name, "cells": _year_cells(found.services_by_year[service.id], years)}
        for service in found.roadmap.services
    ]
    total = (
        {"name": _("Target picture"), "cells": _year_cells(found.coverage_by_year, years)} if rows else None
    )
    return {"years": [f"{year % 100:02}" for year in years], "rows": [*([total] if total else []), *rows]}


def _year_cells(shares: Mapping[int, float], years: Sequence[int]) -> list[Content]:
    return [_cell(shares[year], theme.COVERAGE_STEPS) for year in years]


def _cell(share: float, steps: theme.Steps) -> Content:
    """Shade a share and write it in per cent, rounded down; nothing is written for nothing."""
    fill = theme.shade(share, steps)
    text = integer(floor_percent(share) * 100)
    text = "<1" if is_a_trace(share) else "" if text == "0" else text
    return {"fill": fill, "ink": theme.ink_on(fill), "text": text, "frozen": False}


def _colours() -> Content:
    return {
        "ink": theme.INK,
        "muted": theme.MUTED,
        "rule": theme.RULE,
        "band": theme.BAND,
        "phases": theme.PHASES,
        "phase_edge": theme.PHASE_EDGE,
        "wave": theme.WAVE,
        "wave_waits": theme.WAVE_WAITS,
        "published": theme.PUBLISHED,
        "status_date": theme.STATUS_DATE,
        "deadline": theme.DEADLINE,
    }
