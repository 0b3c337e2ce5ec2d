"""Check of the assumptions on uptake against what happened: each known series predicted from the others.

How pace falls with the share reached is taken from one series, the core record at GPs. How fast a solution
spreads, and how much that varies, is taken from all series but the one that is predicted from its first
point to its last. Reported, not tuned. Beside it: how late seven known dates came, and what the plan says of
the same measures.
"""

import argparse
import csv
import json
import math
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from recording import DATA, HERE, keep_result, versions

from planner import frames, pipeline
from planner.model import Effort, Plan
from planner.solver import solve

FACTS = HERE / "facts"
DAYS_PER_QUARTER = 365.25 / 4
SHAPE = ((0.5, 1.0), (0.9, 0.5), (1.0, 0.07))
"""Share reached, and the pace there over the pace at the beginning: 5 %, 2.5 % and 0.35 % a quarter.

Their means are those of the core record at GPs: 5 % to half, 3.6 % from there to nine tenths, 1.1 % after.
"""
T_90 = {1: 3.078, 2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397, 9: 1.383, 10: 1.372}
"""Student's t at 90 %, by degrees of freedom: the two ends of a band of 80 %."""
BAND = 0.80


@dataclass(frozen=True, slots=True)
class Series:
    """How a solution spread: days, and the share of those meant to have it that had it."""

    name: str
    role: str
    days: tuple[date, ...]
    shares: tuple[float, ...]

    @property
    def quarters(self) -> float:
        """Give the quarters from the first point to the last."""
        return (self.days[-1] - self.days[0]).days / DAYS_PER_QUARTER

    @property
    def pace(self) -> float:
        """Give the pace at the beginning, a share a quarter, that takes the first point to the last."""
        return time_between(self.shares[0], self.shares[-1]) / self.quarters


@dataclass(frozen=True, slots=True)
class Prediction:
    """One series predicted from its first point; shares, and paces as shares a quarter."""

    series: str
    others: int
    pace: float
    pace_low: float
    pace_high: float
    own_pace: float
    low: float
    likely: float
    high: float
    happened: float

    @property
    def holds(self) -> bool:
        """Tell whether the band holds what happened."""
        return self.low <= self.happened <= self.high


def main(arguments: Sequence[str] | None = None) -> int:
    """Predict, look the slips up in a plan, and print both."""
    asked = options().parse_args(arguments)
    series = read_series(FACTS / "uptake.csv")
    predictions = list(predict_all(series))
    print(table_of_predictions(predictions))
    print(f"\nToo few points to be predicted: {', '.join(alone(series)) or 'none'}.\n")
    slips = read_slips(FACTS / "slips.csv")
    planned = planned_dates(asked.path, asked.seconds, slips)
    print(table_of_slips(slips, planned))
    if asked.keep:
        kept: dict[str, Any] = {"predictions": [asdict(each) | {"holds": each.holds} for each in predictions]}
        kept |= {"slips": [{**slip, "plan": planned[slip["what"]]} for slip in slips]}
        day = datetime.now(UTC).date().isoformat()
        head: dict[str, Any] = {"benchmark": "backtest", "date": day, "versions": versions()}
        keep_result("backtest", day, json.dumps(head | kept, indent=1, ensure_ascii=False))
    return 0


def options() -> argparse.ArgumentParser:
    """Make the parser."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("path", nargs="?", type=Path, default=DATA, help="roadmap whose plan is compared")
    made.add_argument("--seconds", type=float, default=10.0, help="how long to search for the plan")
    made.add_argument("--keep", action="store_true", help="write the result to benchmarks/results/")
    return made


def time_between(first: float, last: float) -> float:
    """Give the quarters from one share to another, were the pace at the beginning 1 a quarter.

    Between two points of the shape the pace falls along a line, so that time is a logarithm of paces.
    """
    return _time_to(last) - _time_to(first)


def share_after(first: float, pace: float, quarters: float) -> float:
    """Give the share reached from a first one after some quarters at a pace at the beginning."""
    left, share = _time_to(first) + pace * quarters, 0.0
    for start, from_pace, end, to_pace in _pieces():
        whole = _piece(start, from_pace, end, to_pace, end)
        if left <= whole:
            slope = (to_pace - from_pace) / (end - start)
            gone = left * from_pace if slope == 0 else from_pace * math.expm1(slope * left) / slope
            return start + gone
        left, share = left - whole, end
    return share


def predict_all(series: Sequence[Series]) -> Iterator[Prediction]:
    """Predict each series that is to be, from all others with two points or more."""
    whole = [each for each in series if len(each.days) > 1]
    for one in whole:
        if one.role == "predict":
            yield predict(one, [each for each in whole if each is not one])


def predict(one: Series, others: Sequence[Series]) -> Prediction:
    """Predict the last point of a series from its first one, and from how fast others spread.

    Paces of solutions are taken to be spread evenly on a logarithmic scale.
    """
    logs = [math.log(each.pace) for each in others]
    mean, spread = statistics.fmean(logs), statistics.stdev(logs)
    half = T_90[len(logs) - 1] * spread * math.sqrt(1 + 1 / len(logs))
    low, likely, high = (math.exp(mean + side * half) for side in (-1, 0, 1))
    first, quarters = one.shares[0], one.quarters
    return Prediction(
        series=one.name,
        others=len(others),
        pace=likely,
        pace_low=low,
        pace_high=high,
        own_pace=one.pace,
        low=share_after(first, low, quarters),
        likely=share_after(first, likely, quarters),
        high=share_after(first, high, quarters),
        happened=one.shares[-1],
    )


def alone(series: Sequence[Series]) -> list[str]:
    """Name the series that have one point only."""
    return [each.name for each in series if len(each.days) < 2]


def read_series(file: Path) -> list[Series]:
    """Read the series, in the order of the file; rows of a series follow each other in time."""
    by_name: dict[tuple[str, str], list[tuple[date, float]]] = {}
    for row in _rows(file):
        point = date.fromisoformat(row["date"]), float(row["reached"]) / float(row["of"])
        by_name.setdefault((row["series"], row["role"]), []).append(point)
    return [
        Series(name, role, tuple(day for day, _share in points), tuple(share for _day, share in points))
        for (name, role), points in by_name.items()
    ]


def read_slips(file: Path) -> list[dict[str, str]]:
    """Read the known slips."""
    return list(_rows(file))


def planned_dates(path: Path, seconds: float, slips: Sequence[dict[str, str]]) -> dict[str, str]:
    """Give when a plan of a roadmap has what came late, by what it is; words where there is no date."""
    plan = solve(pipeline.read_roadmap(path), effort=Effort(seconds=seconds))
    return {slip["what"]: planned_date(plan, slip["measure"], slip["point"]) for slip in slips}


def planned_date(plan: Plan, measure_id: str, point: str) -> str:
    """Give when a measure ends, is first used, or when its phase of that name starts."""
    measure = next((each for each in plan.roadmap.measures if each.id == measure_id), None)
    if measure is None:
        return "not in the roadmap"
    if measure.is_done:
        return "done before the status date"
    found = frames(plan)
    row = found["measures"].loc[measure_id]
    if not row["is_in"]:
        return "out"
    if point == "end":
        return "unfinished" if row["is_unfinished"] else str(row["last_day"].date())
    if point == "first use":
        return str(found["rollouts"].loc[measure_id]["first_day"].min().date())
    phases = found["phases"]["first_day"].to_dict()
    return str(phases[measure_id, point].date())


def table_of_predictions(predictions: Sequence[Prediction]) -> str:
    """Write predictions as a Markdown table, and how many bands hold."""
    head = [
        f"| series | predicted (band of {BAND:.0%}) | happened | off by | in the band | own pace a quarter |",
        "|---|---|---|---|---|---|",
    ]
    rows = [
        f"| {each.series} | {each.likely:.0%} ({each.low:.0%}–{each.high:.0%}) | {each.happened:.0%} "
        f"| {100 * (each.likely - each.happened):+.0f} points | {'yes' if each.holds else 'no'} "
        f"| {each.own_pace:.1%} (others {each.pace:.1%}, {each.pace_low:.1%}–{each.pace_high:.1%}) |"
        for each in predictions
    ]
    held, cases = sum(each.holds for each in predictions), len(predictions)
    off = statistics.median(abs(each.likely - each.happened) for each in predictions)
    foot = f"\n{held} of {cases} in the band; the median is {100 * off:.0f} points off."
    return "\n".join([*head, *rows, foot])


def table_of_slips(slips: Sequence[dict[str, str]], planned: dict[str, str]) -> str:
    """Write what came late, by how much, and what the plan says of the same measures."""
    rows = [
        f"| {each['what']} | {each['planned']} | {each['happened']} | {each['months']} "
        f"| {each['point']} | {planned[each['what']]} |"
        for each in slips
    ]
    median = statistics.median(int(each["months"]) for each in slips)
    return "\n".join(
        [
            "| what | first plan | happened | months late | the same in our plan | when |",
            "|---|---|---|---|---|---|",
            *rows,
            f"\n{len(slips)} slips, median {median:g} months.",
        ]
    )


def _pieces() -> Iterator[tuple[float, float, float, float]]:
    """Give the pieces of the shape: share and pace at the beginning, and at the end."""
    start, pace = 0.0, 1.0
    for share, relative in SHAPE:
        yield start, pace, share, relative
        start, pace = share, relative


def _piece(start: float, from_pace: float, end: float, to_pace: float, until: float) -> float:
    """Give the time from the beginning of a piece of the shape to a share in it."""
    slope = (to_pace - from_pace) / (end - start)
    gone = until - start
    return gone / from_pace if slope == 0 else math.log1p(slope * gone / from_pace) / slope


def _time_to(share: float) -> float:
    """Give the time from nothing to a share."""
    return sum(_piece(*piece, min(share, piece[2])) for piece in _pieces() if share > piece[0])


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text, delimiter=";")


if __name__ == "__main__":
    sys.exit(main())
