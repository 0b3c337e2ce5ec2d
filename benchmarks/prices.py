"""How quick the price list of a plan is, and how ten of its rows stand against long searches with the change.

``python benchmarks/prices.py`` makes a plan in a minute, or takes the one that ``--plan`` names, works out
the whole list, as ``planner price PLAN`` does, and then the proved ranges of ``--rows`` rows, spread evenly
from the dearest to the cheapest. It searches ``--seconds`` with each of these, and once without any. What the
best plans differ by must lie in the proved range, as far as these searches can tell.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recording import DATA, Figure, PeakMemory, report, timed

from planner import pipeline
from planner.model import Effort, Objective, Plan, PricedChange, Roadmap
from planner.prices import loosened, price_list_of, priced_changes
from planner.say import loosening_words
from planner.solver import solve

NAME = "prices"
MOST_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Held:
    """A row, and between what the price lies by long searches with the change and without."""

    row: PricedChange
    found: float
    least: float
    most: float

    @property
    def is_inside(self) -> bool:
        """Tell whether the proved range and what the searches leave open meet."""
        assert self.row.least is not None
        assert self.row.most is not None
        return self.row.least <= self.most and self.least <= self.row.most

    @property
    def error(self) -> float:
        """Give what the estimate is above what the searches differ by."""
        return (self.row.estimate or 0.0) - self.found


def spread_over(rows: Sequence[PricedChange], count: int) -> list[PricedChange]:
    """Give some rows, evenly from the first to the last.

    Examples
    --------
    >>> spread_over("abcdefg", 3)
    ['a', 'd', 'g']
    """
    if len(rows) <= count:
        return list(rows)
    return [rows[round(number * (len(rows) - 1) / max(1, count - 1))] for number in range(count)]


def searched(roadmap: Roadmap, objective: Objective, start: Plan, seconds: float) -> Plan:
    """Search a roadmap from a plan that is lawful there."""
    assert start.schedule is not None
    lawful = (start.schedule,)
    return solve(roadmap, objective=objective, effort=Effort(seconds=seconds), start=start, lawful=lawful)


def held_against(plan: Plan, rows: Sequence[PricedChange], seconds: float) -> Iterator[Held]:
    """Give each row with what long searches say."""
    without = searched(plan.roadmap, plan.objective, plan, seconds)
    for row in rows:
        within = searched(*loosened(plan.roadmap, plan.objective, row.change), plan, seconds)
        assert without.score is not None
        assert within.score is not None
        assert without.bound is not None
        assert within.bound is not None
        yield Held(
            row, within.score - without.score, within.score - without.bound, within.bound - without.score
        )


def told(plan: Plan, each: Held) -> dict[str, object]:
    """Give a row as plain data, in millions."""
    figures = {
        "sure": each.row.sure,
        "estimate": each.row.estimate,
        "proved_least": each.row.least,
        "proved_most": each.row.most,
        "by_searches": each.found,
        "by_searches_least": each.least,
        "by_searches_most": each.most,
        "estimate_off_by": each.error,
    }
    millions = {name: None if amount is None else round(amount / 1e6, 3) for name, amount in figures.items()}
    return {"change": loosening_words(plan, each.row.change), **millions, "is_inside": each.is_inside}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and give 1 where a price lies outside its proved range."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=DATA, help="roadmap to plan")
    parser.add_argument("--plan", type=Path, help="a saved plan, in place of one that is made")
    parser.add_argument(
        "--seconds", type=float, default=600.0, help="of each search that a row is held against"
    )
    parser.add_argument("--rows", type=int, default=10, help="rows that are held against searches")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results/")
    asked = parser.parse_args(arguments)
    plan = (
        pipeline.read_plan(asked.plan)
        if asked.plan is not None
        else pipeline.solve(pipeline.read_roadmap(asked.path), seconds=60.0)
    )
    with PeakMemory() as memory:
        seconds, found = timed(lambda: price_list_of(plan, priced_changes(plan)))
    proving, proved = timed(
        lambda: list(
            priced_changes(plan, [row.change for row in spread_over(found.rows, asked.rows)], proved=True)
        )
    )
    held = list(held_against(plan, proved, asked.seconds)) if asked.rows else []
    figures = [
        Figure("changes looked at", found.looked_at, ""),
        Figure("worth anything", len(found.rows), ""),
        Figure("whole list, sure and estimate", seconds, "s", at_most=MOST_SECONDS),
        Figure("proved ranges, each", proving / max(1, len(proved)), "s"),
        Figure("memory of all processes", memory.megabytes, "MB", at_most=2500.0),
        Figure("rows outside their proved range", sum(not each.is_inside for each in held), "", at_most=0),
    ]
    rows = [told(plan, each) for each in held]
    report(NAME, asked, figures, {"plan": {"score": plan.score, "gap": plan.gap}, "rows": rows})
    if not asked.json:
        print(*rows, sep="\n")
    return int(any(not each.is_inside for each in held))


if __name__ == "__main__":
    sys.exit(main())
