"""The plan as a plotly figure: a Gantt chart with the load beneath, on one time axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from planner.language import _, language
from planner.model import Calendar, PeriodLength, Plan
from planner.report.traces import escaped, gantt_traces, load_traces
from planner.results import Facts, facts_of_planned
from planner.say import headline
from planner.view import GanttRow, grouped_rows, load_lines, theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ROW_PIXELS = 20
MARGIN_PIXELS = 150
LOAD_ROW_PIXELS = 24
LEGEND_PIXELS = 24
"""How far the legend stands above the chart: the years lie between."""
MOST_LETTERS = 38
"""Longer names would leave a narrow screen no room for bars; the whole name stands at the pointer."""
AXIS_FONT = "Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Line:
    """One line of the chart: a goal's heading when ``row`` is ``None``, else a measure."""

    name: str
    row: GanttRow | None = None


def figure(plan: Plan) -> "Figure":
    """Draw a plan: phases, rollouts and the published roadmap over the load of each sector.

    One trace for each kind of bar and one for all arrows, so that some hundred measures stay quick. Texts
    are escaped: plotly reads tags in them.

    Raises
    ------
    ValueError
        If the plan holds no schedule.
    """
    found = facts_of_planned(plan)
    lines = _lines(found)
    places = [(place, line.row) for place, line in enumerate(lines) if line.row is not None]
    drawn = _frame(found, lines)
    drawn.add_traces(gantt_traces(found, places), rows=1, cols=1)
    drawn.add_traces(load_traces(found), rows=2, cols=1)
    _dress(drawn, found, lines)
    return drawn


def _lines(found: Facts) -> list[Line]:
    lines = []
    for goal, rows in grouped_rows(found):
        lines += [Line(goal)] if goal else []
        lines += [Line(row.measure.name, row) for row in rows]
    return lines


def _frame(found: Facts, lines: list[Line]) -> "Figure":
    from plotly.subplots import make_subplots  # late: half a second

    gantt, load = len(lines) * ROW_PIXELS, max(1, len(list(load_lines(found)))) * LOAD_ROW_PIXELS
    frame = make_subplots(
        rows=2,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=70 / (gantt + load + MARGIN_PIXELS),
        row_heights=[gantt, load],
        subplot_titles=("", _("Load as a share of capacity, per cent")),
    )
    frame.update_annotations(x=0, xanchor="left", font={"size": 13})
    frame.update_layout(height=gantt + load + MARGIN_PIXELS)
    return frame


def _dress(drawn: "Figure", found: Facts, lines: list[Line]) -> None:
    calendar = found.roadmap.calendar
    drawn.update_layout(
        title={"text": escaped(headline(found.plan)), "font": {"size": 15}, "x": 0.01, "xanchor": "left"},
        separators=",\u00a0" if language() != "en" else ".,",
        barmode="overlay",
        bargap=0,
        plot_bgcolor="white",
        font={"family": AXIS_FONT, "size": 12, "color": theme.INK},
        legend={"orientation": "h", "y": _above(drawn), "yanchor": "bottom", "x": 0},
        margin={"l": 10, "r": 20, "t": 100, "b": 30},
    )
    names = [f"<b>{_label(line.name)}</b>" if line.row is None else _label(line.name) for line in lines]
    _axis_of_names(drawn, names, row=1)
    _axis_of_names(drawn, [_label(line.name) for line in load_lines(found)], row=2)
    drawn.update_xaxes(**_time_axis(calendar))
    drawn.update_xaxes(side="top", row=1, col=1)
    drawn.add_vline(
        x=_noon(calendar.status_date), line={"color": theme.STATUS_DATE, "width": 1.5, "dash": "dash"}
    )


def _above(drawn: "Figure") -> float:
    """Give the height of the legend's foot as a share of the charts."""
    return float(1 + LEGEND_PIXELS / (drawn.layout.height - MARGIN_PIXELS))


def _label(name: str) -> str:
    """Write a name beside the chart, cut where it is long."""
    return escaped(name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…")


def _axis_of_names(drawn: "Figure", names: Iterable[str], *, row: int) -> None:
    held = list(names)
    drawn.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(held))),
        ticktext=held,
        range=[len(held) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        automargin=True,
        tickfont={"size": 11},
        ticks="outside",
        ticklen=4,
        tickcolor="white",
        fixedrange=row == 2,
        row=row,
        col=1,
    )


def _time_axis(calendar: Calendar) -> dict[str, Any]:
    """Give an axis of years, and of quarters when looked at closely: neither needs names of months."""
    quarter = "Q%q %Y" if language() == "en" else "K%q %Y"
    year = {"dtickrange": ["M12", None], "value": "%Y"}
    closer = {
        "dtickrange": [None, "M11"],
        "value": "%Y-%m" if calendar.period is PeriodLength.MONTH else quarter,
    }
    return {
        "type": "date",
        "range": [calendar.date_of(0), calendar.date_of(calendar.periods)],
        "nticks": len({calendar.year_of(period) for period in range(calendar.periods)}) + 2,
        "tickformatstops": [closer, year],
        "showgrid": True,
        "gridcolor": theme.RULE,
        "showticklabels": True,
    }


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
