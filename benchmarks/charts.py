"""The charts of the results page: gap over time by size, one search in full, and time to the first plan."""

import re
import statistics
from collections.abc import Iterable, Sequence

from kept import JsonRow, Results, rows
from plots import Axis, Chart, Line

from planner.model import relative_gap

SMALLEST_GAP = 0.01
"""Per cent; what is proved lies on the lower edge."""
GRAPH_SIZE = 80
DIFFICULTIES = ("slack", "binding")
FIRST_PLAN_TARGET_SECONDS = 0.1
LARGEST = "waves 2000, binding"
SHOWN_FROM, SHOWN_TO = 90.0, 120.0
"""Per cent of the best plan between which a search is drawn."""

Point = tuple[float, float]


def charts(results: Results) -> dict[str, Chart]:
    """Give the charts that there are figures for, by the name of the file."""
    found = {f"gap-{each}": _gap_chart(results, each) for each in DIFFICULTIES}
    found["search"] = _search_chart(results)
    found["first-plan"] = _first_plan_chart(results)
    return {name: chart for name, chart in found.items() if chart.lines}


def _gap_chart(results: Results, difficulty: str) -> Chart:
    """Draw the mean gap over time, a line for each size."""
    families = _families(rows(results, "waves", f".*, {difficulty}"))
    lines = [Line(_size_name(family), gap_over_time(of), stepped=True) for family, of in families]
    words = "room in delivering sectors" if difficulty == "slack" else "two delivering sectors full"
    return Chart(
        title=f"Gap over time, {difficulty}: {words}",
        x=Axis(title="seconds", log=True, least=0.1),
        y=Axis(title="mean gap, %", log=True, least=SMALLEST_GAP, most=100),
        lines=[line for line in lines if line.points],
    )


def _search_chart(results: Results) -> Chart:
    """Draw the best plan and the bound of one search, from the first seed of the largest roadmaps."""
    found = rows(results, "waves", LARGEST)
    trace = found[0]["more"].get("trace", []) if found and found[0]["value"] else []
    plans = [(at, _of_best(score, found[0])) for at, score, _ in trace if score is not None]
    bounds = [(at, _of_best(bound, found[0])) for at, _, bound in trace if bound is not None]
    lines = [("bound", bounds), ("best plan", plans)]
    return Chart(
        title=f"One search: {LARGEST}, first seed",
        x=Axis(title="seconds"),
        y=Axis(title="% of the best plan found", least=SHOWN_FROM),
        lines=[Line(name, _to_end(of, found[0]), stepped=True) for name, of in lines if of],
    )


def _to_end(points: list[Point], row: JsonRow) -> list[Point]:
    """Carry the last figure on to the end of a search."""
    return [*points, (max(row["seconds"], points[-1][0]), points[-1][1])]


def _of_best(figure: float, row: JsonRow) -> float:
    """Give a score or a bound in per cent of what was reached, never outside the picture."""
    return float(min(SHOWN_TO, max(SHOWN_FROM, 100 * figure / row["value"])))


def _first_plan_chart(results: Results) -> Chart:
    """Draw the seconds to the first plan over the number of measures."""
    found = rows(results, "waves", "(waves|graph).*")
    cold = _by_size(found, [row["first_plan_seconds"] for row in found])
    warm = _by_size(found, [row["more"].get("first_plan_again_seconds") for row in found])
    lines = [Line("solve, new process", cold, marked=True), Line("first plan alone", warm, marked=True)]
    return Chart(
        title="Time to the first plan",
        x=Axis(title="measures", log=True),
        y=Axis(title="seconds", log=True, least=0.01),
        lines=[line for line in lines if line.points],
        levels=[("target", FIRST_PLAN_TARGET_SECONDS)],
    )


def gap_over_time(found: Sequence[JsonRow]) -> list[Point]:
    """Give the mean gap in per cent from the moment every row has one, each time that one changes."""
    curves = [gaps(row) for row in found]
    if not curves or not all(curves):
        return []
    begin = max(curve[0][0] for curve in curves)
    ends = max(row["seconds"] or begin for row in found)
    times = sorted({at for curve in curves for at, _ in curve if at >= begin} | {begin, ends})
    return [(at, statistics.fmean(_held(curve, at) for curve in curves)) for at in times]


def gaps(row: JsonRow) -> list[Point]:
    """Give a row's gap in per cent at each change, from the first that has both plan and bound."""
    points = [(at, relative_gap(score, bound)) for at, score, bound in row["more"].get("trace", [])]
    return [(at, 100 * gap) for at, gap in points if gap is not None]


def _held(curve: Sequence[Point], at: float) -> float:
    """Give the last figure not after a moment, and never below the chart's edge."""
    return max(SMALLEST_GAP, [figure for moment, figure in curve if moment <= at][-1])


def _families(found: Iterable[JsonRow]) -> list[tuple[str, list[JsonRow]]]:
    grouped: dict[str, list[JsonRow]] = {}
    for row in found:
        grouped.setdefault(row["family"], []).append(row)
    return list(grouped.items())


def _size_name(family: str) -> str:
    """Name a line by the size of its roadmaps."""
    return f"real graph, {GRAPH_SIZE}" if family.startswith("graph") else f"{_size(family)} measures"


def _size(family: str) -> int:
    """Give the number of measures."""
    held = re.match(r"waves (\d+)", family)
    return int(held[1]) if held else GRAPH_SIZE


def _by_size(found: Sequence[JsonRow], figures: Sequence[float | None]) -> list[Point]:
    """Give the mean figure of each size, smallest first."""
    grouped: dict[int, list[float]] = {}
    for row, each in zip(found, figures, strict=True):
        if each is not None:
            grouped.setdefault(_size(row["family"]), []).append(each)
    return [(float(size), statistics.fmean(known)) for size, known in sorted(grouped.items())]
