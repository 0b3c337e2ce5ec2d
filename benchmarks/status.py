"""How quick a status date is: rolled, its slips told with reasons, a sector asked and its answer read.

``python benchmarks/status.py`` rolls the default data and 2 000 generated measures to a date at which
phases that run are reported late, plans anew with the fewest changes, and tells each move's reason; then
it writes the workbook of each sector and reads it back. It takes some minutes on a quiet machine.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Final

from generate import wave_roadmap
from openpyxl import load_workbook
from recording import DATA, Figure, report, timed

from planner import pipeline
from planner.files import sector_workbook
from planner.model import Plan, Report, Roadmap
from planner.repair import replanned
from planner.results import facts
from planner.rolling import Rolled, roll
from planner.uploads import uploaded
from planner.variance import Became, what_changed

NAME: Final = "status"
SIZES: Final = (80, 2000)
DEFAULT: Final = 80
"""So many measures, about, has the default data, which is taken for this size."""
MOST_ROLLED: Final = {80: 1.0, 2000: 10.0}
MOST_TOLD: Final = 120.0
MOST_OF_WORKBOOK: Final = 2.0
LATE: Final = 4
"""So many phases are reported late."""
LATER_PERIODS: Final = 2
FILE: Final = "answer.xlsx"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep the figures; 1 where one misses its target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of measures")
    options.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results")
    asked = options.parse_args(arguments)
    figures = [figure for size in asked.sizes for figure in measured(size)]
    report(NAME, asked, figures, {"late_phases": LATE, "later_periods": LATER_PERIODS})
    return 1 if any(figure.holds is False for figure in figures) else 0


def measured(size: int) -> Iterator[Figure]:
    """Give what was measured at one size."""
    roadmap = _roadmap(size)
    print(f"{size} measures: a first plan", file=sys.stderr)
    plan = pipeline.first_plan(roadmap)
    name = partial("{1}, {0} measures".format, size)
    day, reports = _late(plan)
    seconds, rolled = timed(partial(roll, plan, day))
    yield Figure(name("rolled as planned"), seconds, "s", at_most=MOST_ROLLED.get(size))
    going_on, _found = timed(partial(pipeline.going_on, rolled))
    yield Figure(name("the plan that goes on"), going_on, "s")
    seconds, late = timed(partial(roll, plan, day, reports))
    yield Figure(name("rolled with reports"), seconds, "s", at_most=MOST_ROLLED.get(size))
    yield from _told(plan, late, reports, size)
    yield from _workbooks(plan, size)


def _roadmap(size: int) -> Roadmap:
    if size == DEFAULT:
        return pipeline.read_roadmap(DATA)
    return wave_roadmap(size, 1, binding=True)


def _late(plan: Plan) -> tuple[date, list[Report]]:
    """Give a day at which some phases run, a third on the way, and reports that those are late."""
    schedule, calendar = plan.schedule, plan.roadmap.calendar
    assert schedule is not None
    at = max(1, calendar.periods // 3)
    running = (
        each for each in schedule.phases if each.start < at < each.end < calendar.periods - LATER_PERIODS
    )
    reports = [
        Report(measure=each.measure, phase=each.phase, left_periods=each.end - at + LATER_PERIODS)
        for each in islice(running, LATE)
    ]
    return calendar.date_of(at), reports


def _told(plan: Plan, rolled: Rolled, reports: Sequence[Report], size: int) -> Iterator[Figure]:
    """Plan anew with the fewest changes, and tell what changed and why."""
    name = partial("{1}, {0} measures".format, size)
    print(f"{size} measures: planned anew", file=sys.stderr)
    seconds, anew = timed(lambda: replanned(pipeline.as_if_lawful(rolled), rolled.roadmap, rolled_from=plan))
    yield Figure(name("planned anew"), seconds, "s")
    if anew is None:
        return
    seconds, found = timed(lambda: what_changed(plan, anew, reports))
    moved = [each for each in found.changes if each.became is Became.MOVED]
    most = MOST_TOLD if size == DEFAULT else None
    yield Figure(name("slips and reasons"), seconds, "s", at_most=most)
    yield Figure(name("moved"), float(len(moved)), "measures")
    unexplained = sum(not each.is_explained for each in found.changes)
    yield Figure(name("moved without a reason"), float(unexplained), "measures", at_most=0)


def _workbooks(plan: Plan, size: int) -> Iterator[Figure]:
    """Write the workbook of each sector and read it back; the slowest of them counts."""
    name = partial("{1}, {0} measures".format, size)
    seconds, found = timed(lambda: facts(plan))
    assert found is not None
    yield Figure(name("facts of the plan"), seconds, "s")
    writing, reading = list[float](), list[float]()
    for sector in plan.roadmap.sectors:
        wrote, content = timed(partial(sector_workbook, found, sector.id))
        answer = _signed(content, plan.roadmap, sector.id)
        read, upload = timed(partial(uploaded, FILE, answer, plan.roadmap, sector=sector.id))
        assert upload.is_answer
        assert not upload.errors, upload.findings
        writing.append(wrote)
        reading.append(read)
    yield Figure(name("a sector's workbook written"), seconds + max(writing), "s", at_most=MOST_OF_WORKBOOK)
    yield Figure(name("a sector's workbook read"), max(reading), "s", at_most=MOST_OF_WORKBOOK)


def _signed(content: bytes, roadmap: Roadmap, sector: str) -> bytes:
    """Say in a workbook who answers and when, which it asks for first, and nothing else."""
    empty = [each for each in uploaded(FILE, content, roadmap, sector=sector).findings if each.row]
    workbook = load_workbook(BytesIO(content))
    who_and_when: tuple[str | date, ...] = ("Kari Nordmann", roadmap.calendar.date_of(0))
    for finding, given in zip(empty, who_and_when, strict=True):
        workbook[finding.table][f"{finding.column}{finding.row}"] = given
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
