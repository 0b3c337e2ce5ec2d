"""The traces of the plan's figure: bars, marks, arrows and load."""

import html
import unicodedata
from datetime import date, timedelta
from typing import Any

from planner.language import _
from planner.model import Calendar
from planner.results import MOST_SHARE, Facts
from planner.say import load_at, other_load_at, short_period, whole_percent
from planner.view import Arrow, GanttRow, LoadLine, PublishedBar, arrows, load_lines, phase_kinds, theme

PHASE_HEIGHT = 0.55
TALLEST_WAVE = 0.7
ADAPTATION_HEIGHT = 0.26
FOOT = 0.45
LEAST_HEIGHT = 0.04
CAP_PIXELS = 5

Places = list[tuple[int, GanttRow]]
"""Rows with the line each stands on, counted from the top."""

Bar = tuple[int, int, int, float, str]
"""Line, start and end instant, height as a share of the line, and what is said of it."""


def escaped(text: str) -> str:
    """Write a text so that plotly shows it letter by letter.

    Examples
    --------
    >>> escaped("A <b>&</b> B")
    'A &lt;b&gt;&amp;&lt;/b&gt; B'
    """
    plain = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return html.escape(plain, quote=False)


def gantt_traces(found: Facts, places: Places) -> list[Any]:
    """Give one trace for each kind of bar or mark, and two for all dependencies; empty ones are left out."""
    traces = [_published_trace(found, places)]
    traces += [
        _phase_trace(found, places, kind, name) for kind, name in enumerate(phase_kinds(found.roadmap))
    ]
    traces += [_wave_trace(found, places, grows=grows) for grows in (True, False)]
    traces += [_adaptation_trace(found, places)]
    traces += [_milestone_trace(found, places)]
    traces += [_deadline_trace(found, places, missed=missed) for missed in (False, True)]
    traces += _arrow_traces(found, places)
    return [trace for trace in traces if trace.x]


def _phase_trace(found: Facts, places: Places, kind: int, name: str) -> Any:
    bars = [
        (place, bar.start, bar.end, PHASE_HEIGHT, _bar_words(found, row, bar.name, bar.start, bar.end))
        for place, row in places
        for bar in row.phases
        if bar.kind == kind and not bar.is_milestone
    ]
    return _bars(found, bars, escaped(name), theme.phase_colour(kind), theme.PHASE_EDGE)


def _wave_trace(found: Facts, places: Places, *, grows: bool) -> Any:
    name = _("Rollout, taking in") if grows else _("Rollout, waiting")
    bars = [
        (
            place,
            bar.start,
            bar.end,
            TALLEST_WAVE * max(bar.share, LEAST_HEIGHT),
            _bar_words(found, row, _("{share} in use", share=whole_percent(bar.share)), bar.start, bar.end),
        )
        for place, row in places
        for bar in row.waves
        if bar.grows == grows
    ]
    return _bars(found, bars, name, theme.WAVE if grows else theme.WAVE_WAITS, theme.WAVE)


def _adaptation_trace(found: Facts, places: Places) -> Any:
    """Hatch what sectors do in their own systems first, at the foot of their line."""
    bars = [
        (place, bar.start, bar.end, ADAPTATION_HEIGHT, escaped(f"{row.measure.name}. {bar.words}"))
        for place, row in places
        for bar in row.adaptations
    ]
    hatching = {
        "shape": "|",
        "fgcolor": theme.PHASE_EDGE,
        "bgcolor": theme.PAPER,
        "size": 5,
        "solidity": 0.5,
    }
    drawn = _bars(found, bars, _("Adaptation"), theme.PAPER, theme.PHASE_EDGE)
    return drawn.update(marker={"pattern": hatching})


def _bars(found: Facts, bars: list[Bar], name: str, colour: str, edge: str) -> Any:
    """Draw bars that stand on the foot of their line, each with its own height."""
    from plotly.graph_objects import Bar as Trace

    calendar = found.roadmap.calendar
    return Trace(
        name=name,
        orientation="h",
        y=[place for place, *_rest in bars],
        base=[calendar.date_of(start) for _place, start, *_rest in bars],
        x=[_milliseconds(calendar, start, end) for _place, start, end, *_rest in bars],
        width=[height for _place, _start, _end, height, _words in bars],
        offset=[FOOT - height for _place, _start, _end, height, _words in bars],
        customdata=[words for *_rest, words in bars],
        hovertemplate="%{customdata}<extra></extra>",
        marker={"color": colour, "line": {"width": 0.5, "color": edge}},
    )


def _published_trace(found: Facts, places: Places) -> Any:
    from plotly.graph_objects import Scatter

    x: list[date | None] = []
    y: list[float | None] = []
    caps: list[int] = []
    for place, row in places:
        if row.published is not None:
            sides = _published_sides(row.published)
            x += [*(_date_at(found, instant) for instant, _has_cap in sides), None]
            y += [*[place - 0.34] * len(sides), None]
            caps += [*(CAP_PIXELS * has_cap for _instant, has_cap in sides), 0]
    line = {"color": theme.PUBLISHED, "width": 2}
    return Scatter(name=_("Published roadmap"), x=x, y=y, mode="lines+markers", line=line, hoverinfo="skip",
                   marker={"symbol": "line-ns", "size": caps, "opacity": 1, "line": line})  # fmt: skip


def _published_sides(bar: PublishedBar) -> list[tuple[float, bool]]:
    """Give the instants that are drawn of published dates, and whether each is a date itself."""
    if bar.point is not None:
        return [(bar.point, True)]
    return [(bar.start, bar.has_start), (bar.end, bar.has_end)]


def _milestone_trace(found: Facts, places: Places) -> Any:
    """Give the phases without length, as diamonds at the instant at which they start and end."""
    from plotly.graph_objects import Scatter

    held = [(place, row, bar) for place, row in places for bar in row.phases if bar.is_milestone]
    return Scatter(
        name=_("Milestone"),
        x=[found.roadmap.calendar.date_of(bar.start) for _place, _row, bar in held],
        y=[place + FOOT - PHASE_HEIGHT / 2 for place, _row, _bar in held],
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": theme.PHASE_EDGE},
        customdata=[_bar_words(found, row, bar.name, bar.start, bar.end) for _place, row, bar in held],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _deadline_trace(found: Facts, places: Places, *, missed: bool) -> Any:
    from plotly.graph_objects import Scatter

    held = [(place, mark) for place, row in places for mark in row.deadlines if mark.is_missed == missed]
    return Scatter(
        name=_("Deadline, missed") if missed else _("Deadline, met"),
        x=[_date_at(found, mark.at) for _place, mark in held],
        y=[place for place, _mark in held],
        mode="markers",
        marker={
            "symbol": "triangle-down" if missed else "triangle-down-open",
            "size": 9,
            "color": theme.DEADLINE,
            "line": {"width": 2},
        },
        customdata=[escaped(mark.words) for _place, mark in held],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _arrow_traces(found: Facts, places: Places) -> list[Any]:
    """Draw all dependencies as one broken line and one set of points; off until asked for."""
    from plotly.graph_objects import Scatter

    lines = {row.measure.id: place for place, row in places}
    drawn = [(arrow, ends) for arrow in arrows(found) if (ends := arrow.ends)]
    paths = [_path(found, arrow, ends, lines) for arrow, ends in drawn]
    common = {"name": _("Dependencies"), "legendgroup": "links", "visible": "legendonly", "hoverinfo": "skip"}
    path = Scatter(
        x=[x for path in paths for x, _y in path],
        y=[y for path in paths for _x, y in path],
        mode="lines",
        line={"color": theme.LINK, "width": 1},
        **common,
    )
    heads = Scatter(
        x=[found.roadmap.calendar.date_of(arrives) for _arrow, (_leaves, arrives) in drawn],
        y=[lines[arrow.successor] for arrow, _ends in drawn],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 8, "color": theme.LINK},
        showlegend=False,
        **common,
    )
    return [path, heads]


def _path(
    found: Facts, arrow: Arrow, ends: tuple[int, int], lines: dict[str, int]
) -> list[tuple[date | None, float | None]]:
    """Give the corners of one arrow: out, down or up, in; then a break."""
    leaves, arrives = map(found.roadmap.calendar.date_of, ends)
    first, last = lines[arrow.predecessor], lines[arrow.successor]
    return [(leaves, first), (leaves, last), (arrives, last), (None, None)]


def load_traces(found: Facts) -> list[Any]:
    """Give the load of each sector and period as a share of capacity, in per cent, and that of others."""
    traces = [_load_trace(found, _("Load"), theme.LOAD_STEPS, is_of_others=False)]
    if found.other_load:
        traces.append(_load_trace(found, _("Other load"), theme.OTHER_STEPS, is_of_others=True))
    return traces


def _load_trace(found: Facts, name: str, steps: theme.Steps, *, is_of_others: bool) -> Any:
    """Give one of the two layers, with gaps in the lines of the other."""
    from plotly.graph_objects import Heatmap

    calendar, lines = found.roadmap.calendar, list(load_lines(found))
    none = [None] * calendar.periods
    return Heatmap(
        x=[calendar.date_of(period) for period in range(calendar.periods + 1)],
        y=list(range(len(lines))),
        z=[_per_cent(found, line) if line.is_of_others == is_of_others else none for line in lines],
        zmin=0,
        zmax=100,
        colorscale=[[step, colour] for step, colour in steps],
        showscale=False,
        xgap=1,
        ygap=1,
        customdata=[
            [escaped(_told(found, line, period)) for period in found.roadmap.periods] for line in lines
        ],
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False if found.other_load else None,
        name=name,
    )


def _per_cent(found: Facts, line: LoadLine) -> list[float]:
    """Give the figures of a line."""
    if line.is_of_others:
        return [found.other_share(line.sector.id, period) * 100 for period in found.roadmap.periods]
    return [min(share, MOST_SHARE) * 100 for share in found.busy[line.sector.id]]


def _told(found: Facts, line: LoadLine, period: int) -> str:
    """Say what a cell of a line shows."""
    if line.is_of_others:
        return other_load_at(found, line.sector.id, period)
    return load_at(found, line.sector.id, period)


def _bar_words(found: Facts, row: GanttRow, what: str, start: int, end: int) -> str:
    calendar = found.roadmap.calendar
    first, last = short_period(calendar, start), short_period(calendar, calendar.last_period(start, end))
    when = first if first == last else f"{first}–{last}"
    return f"<b>{escaped(row.measure.name)}</b><br>{escaped(what)}, {when}"


def _milliseconds(calendar: Calendar, start: int, end: int) -> float:
    return (calendar.date_of(end) - calendar.date_of(start)) / timedelta(milliseconds=1)


def _date_at(found: Facts, instant: float) -> date:
    """Give the date of a place between two instants."""
    calendar, whole = found.roadmap.calendar, int(instant // 1)
    begins, ends = calendar.date_of(whole), calendar.date_of(whole + 1)
    return begins + (ends - begins) * (instant - whole)
