"""The chart of the page as it is printed on A4: plain drawings that break between rows, without a script."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby, islice
from math import ceil
from typing import Any

from planner.language import _
from planner.report.sheet_rows import legend
from planner.results import Facts
from planner.say import whole_percent
from planner.view import GanttRow, PhaseBar, WaveBar, grouped_rows, position, theme

WIDTH, NAMES, AXIS, ROW = 1000, 270, 22, 17
MOST_ROWS = 30
"""Rows on one drawing: what a page on its side has room for, with the axis above."""
MOST_LETTERS = 44
HATCHING = 3.0
"""Between the lines of an adaptation, as the drawing counts."""

STYLE = """
.paper { display: none; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  .screen { display: none; } .paper { display: block; }
  :root { font-size: 12px; } body { max-width: none; padding: 0; }
  .lead, .note, dl { max-width: none; } dl { gap: .1rem 1.2rem; font-size: .86rem; line-height: 1.3; }
  h2 { break-before: page; break-after: avoid; margin-top: 0; }
  h2.beneath { break-before: auto; margin-top: 1.2rem; }
  .wide { overflow: visible; } tr, dt, dd, .drawing { break-inside: avoid; }
  thead { display: table-header-group; }
  table { width: 100%; font-size: .8rem; } td, th { white-space: normal; overflow-wrap: break-word; }
  td:nth-of-type(3) { min-width: 0; } td:nth-of-type(4) { white-space: nowrap; }
  .drawing { display: block; width: 100%; margin-bottom: 3mm; }
  .legend-of-paper { margin: 2mm 0; font-size: .8rem; } .legend-of-paper span { white-space: nowrap; }
  .drawing, .sample { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
.sample { display: inline-block; width: 1.6rem; height: .7rem; margin: 0 .4rem 0 0; }
.legend-of-paper span { margin-right: 1.2rem; display: inline-block; }
"""

Content = dict[str, Any]


def printed_chart(found: Facts) -> str:
    """Draw the measures that are in, some rows to a drawing, under one legend."""
    groups = grouped_rows(found)
    lines: list[str | GanttRow] = []
    for goal, rows in groups:
        lines += [goal] if goal else []
        lines += rows
    drawings = "".join(_drawing(found, part) for part in _parts(lines))
    samples = "".join(_sample(item) for item in legend(found, groups) if item["shape"] != "freeze")
    title = escape(_("The plan over time"))
    aids = f'<p class="legend-of-paper">{samples}</p>'
    return f'<div class="paper" aria-hidden="true"><h2>{title}</h2>{aids}{drawings}</div>'


def parts_of_columns(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, named: int, most: int
) -> list[tuple[list[str], list[list[str]]]]:
    """Cut a table that is too wide for paper into several with the same names, so many columns each."""
    held = [list(row) for row in rows]
    starts = range(named, len(heads), most)
    return [
        (
            [*heads[:named], *heads[start : start + most]],
            [[*row[:named], *row[start : start + most]] for row in held],
        )
        for start in starts
    ]


def _parts(lines: Sequence[str | GanttRow]) -> Iterable[list[str | GanttRow]]:
    """Share lines out over drawings; no goal's name stands last on one."""
    left = iter(lines)
    carried: list[str | GanttRow] = []
    while part := [*carried, *islice(left, MOST_ROWS - len(carried))]:
        is_last_name = isinstance(part[-1], str) and len(part) == MOST_ROWS
        carried = [part.pop()] if is_last_name else []
        yield part


def _drawing(found: Facts, lines: Sequence[str | GanttRow]) -> str:
    height = AXIS + ROW * len(lines)
    shapes = [*_years(found, height)]
    for place, line in enumerate(lines):
        top = AXIS + ROW * place
        shapes += [_name(line, top, bold=True)] if isinstance(line, str) else _row(found, line, top)
    status = _x(found, position(found.roadmap, found.roadmap.calendar.status_date))
    shapes.append(_line(status, AXIS - 4, status, height, theme.STATUS_DATE, dash="3 2", width=1.5))
    return f'<svg class="drawing" viewBox="0 0 {WIDTH} {height}" font-size="10.5">{"".join(shapes)}</svg>'


def _years(found: Facts, height: int) -> Iterable[str]:
    calendar = found.roadmap.calendar
    for year, periods in groupby(found.roadmap.periods, key=calendar.year_of):
        at = _x(found, next(periods))
        yield _line(at, 4, at, height, theme.RULE)
        yield f'<text x="{at + 3:.1f}" y="14" font-weight="600" fill="{theme.INK}">{year}</text>'


def _row(found: Facts, row: GanttRow, top: int) -> list[str]:
    foot, tall = top + ROW - 3, ROW - 6
    shapes = [_name(row.measure.name, top), _line(0, top + ROW, WIDTH, top + ROW, theme.RULE, width=0.4)]
    for phase in row.phases:
        fill = theme.phase_colour(phase.kind)
        shapes += (
            [] if phase.is_milestone else [_box(found, phase, foot, tall * 0.85, fill, theme.PHASE_EDGE)]
        )
    for wave in row.waves:
        fill = theme.WAVE if wave.grows else theme.WAVE_WAITS
        shapes.append(_box(found, wave, foot, max(1.0, tall * wave.share), fill, theme.WAVE))
    for bar in row.adaptations:
        shapes.append(_hatched(_x(found, bar.start), _x(found, bar.end), foot - tall * 0.36, tall * 0.36))
    if row.published:
        start, end = _x(found, row.published.start), _x(found, row.published.end)
        shapes.append(_line(start, top + 3, end, top + 3, theme.PUBLISHED, width=1.6))
    shapes += [
        _diamond(_x(found, bar.start), foot - tall / 2, 4.5, theme.PHASE_EDGE)
        for bar in row.phases
        if bar.is_milestone
    ]
    shapes += [
        _triangle(_x(found, mark.at), top + 2, missed=mark.is_missed)
        for mark in row.deadlines
        if mark.is_shown
    ]
    if row.missing is not None:
        reached = whole_percent(row.missing)
        shapes.append(
            f'<text x="{WIDTH}" y="{foot - 1}" text-anchor="end" font-size="9" fill="{theme.INK}" '
            f'stroke="{theme.PAPER}" stroke-width="3" paint-order="stroke">{reached}</text>'
        )
    return shapes


def _x(found: Facts, instant: float) -> float:
    """Give the place of an instant on the drawing."""
    return NAMES + (WIDTH - NAMES) * instant / found.roadmap.calendar.periods


def _name(name: str, top: int, *, bold: bool = False) -> str:
    short = name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{0 if bold else 6}" y="{top + 12}" fill="{theme.INK}"{weight}>{escape(short)}</text>'


def _box(found: Facts, span: PhaseBar | WaveBar, foot: float, height: float, fill: str, edge: str) -> str:
    left, right = _x(found, span.start), _x(found, span.end)
    return (
        f'<rect x="{left:.1f}" y="{foot - height:.1f}" width="{right - left:.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{edge}" stroke-width="0.4"/>'
    )


def _hatched(left: float, right: float, top: float, height: float) -> str:
    """Draw upright lines in a box."""
    places = [left + HATCHING * count for count in range(1, ceil((right - left) / HATCHING))]
    lines = "".join(_line(at, top, at, top + height, theme.PHASE_EDGE, width=0.9) for at in places)
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{height:.1f}" '
        f'fill="{theme.PAPER}" stroke="{theme.PHASE_EDGE}" stroke-width="0.6"/>{lines}'
    )


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 0.7, dash: str = ""
) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _diamond(x: float, y: float, half: float, colour: str) -> str:
    corners = f"{x - half:.1f},{y:.1f} {x:.1f},{y - half:.1f} {x + half:.1f},{y:.1f} {x:.1f},{y + half:.1f}"
    return f'<polygon points="{corners}" fill="{colour}" stroke="{theme.PAPER}"/>'


def _triangle(x: float, y: float, *, missed: bool) -> str:
    corners = f"{x - 4:.1f},{y:.1f} {x + 4:.1f},{y:.1f} {x:.1f},{y + 7:.1f}"
    fill = theme.DEADLINE if missed else theme.PAPER
    return f'<polygon points="{corners}" fill="{fill}" stroke="{theme.DEADLINE}" stroke-width="1.2"/>'


def _sample(item: Content) -> str:
    """Give one reading aid: a small drawing and what it means."""
    drawn = {
        "waves": f'<rect x="0" y="4" width="22" height="8" fill="{theme.WAVE}"/>',
        "line": _line(0, 6, 22, 6, theme.PUBLISHED, width=2),
        "adaptation": _hatched(0, 22, 3, 6),
        "milestone": _diamond(11, 6, 5, theme.PHASE_EDGE),
        "due": _triangle(11, 2, missed=False),
        "missed": _triangle(11, 2, missed=True),
        "dashed": _line(11, 0, 11, 12, theme.STATUS_DATE, dash="3 2", width=1.5),
    }
    bar = f'<rect x="0" y="2" width="22" height="9" fill="{item.get("fill")}"/>'
    shape = drawn.get(item["shape"], bar)
    return f'<span><svg class="sample" viewBox="0 0 22 12">{shape}</svg>{escape(item["text"])}</span> '
