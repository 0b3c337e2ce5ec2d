"""How fast reasons are, and what they are: of every date of a plan of the default data, or of each so many.

``python benchmarks/why.py`` makes a plan in a minute, or takes the one that ``--plan`` names. It asks for the
verdict, the first hold and all holds of one date after the other in this process, then for all dates and
those they lead to side by side, as ``planner explain PLAN --all --follow`` does, with the memory of all
processes. ``--every 10`` is a quick look.
"""

import argparse
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from recording import DATA, Figure, PeakMemory, report, timed

from planner import pipeline
from planner.model import Basis, Plan, PlanDate
from planner.results import dates_of
from planner.why import DateVerdict, Explainer, Reason, has_holds, leads, reasons, rests_on

NAME = "why"
OFTEN = 0.95


@dataclass(frozen=True, slots=True)
class Took:
    """How long one date took: seconds by the clock, and of the processor."""

    clock: float
    processor: float

    @classmethod
    def since(cls, begun: "Took") -> "Took":
        """Give what has passed since."""
        now = cls.now()
        return cls(now.clock - begun.clock, now.processor - begun.processor)

    @classmethod
    def now(cls) -> "Took":
        """Give what both clocks show."""
        return cls(time.perf_counter(), time.process_time())


@dataclass(frozen=True, slots=True)
class Asked:
    """One date, and how long it took to its verdict, to its first hold and to all of them."""

    reason: Reason
    verdict: Took
    first_hold: Took
    all_holds: Took


def ask(explainer: Explainer, date: PlanDate) -> Asked:
    """Ask for all that is to be known of a date, and time it."""
    begun = Took.now()
    reason = explainer.reason(date)
    verdict = first = Took.since(begun)
    if has_holds(reason):
        for number, _known in enumerate(explainer.holds_as_found(date)):
            first = Took.since(begun) if number == 0 else first
    return Asked(reason, verdict, first, Took.since(begun))


def share_of(amounts: Iterable[float], share: float) -> float:
    """Give the least amount that a share of all amounts is at most.

    Examples
    --------
    >>> share_of([3.0, 1.0, 2.0, 4.0], 0.75)
    3.0
    """
    rising = sorted(amounts)
    return rising[max(0, math.ceil(share * len(rising)) - 1)]


def figures_of(answers: Collection[Asked]) -> Iterator[Figure]:
    """Give how long dates took; verdict and first hold, and all holds, of those that have any."""
    held = [each for each in answers if has_holds(each.reason)]
    yield from _spread("verdict", [each.verdict for each in answers])
    yield from _spread("verdict and first hold", [each.first_hold for each in held], at_most=1.0)
    yield from _spread("verdict and all holds", [each.all_holds for each in held], at_most=3.0)


def _spread(name: str, took: Sequence[Took], *, at_most: float | None = None) -> Iterator[Figure]:
    for word, share in (("median", 0.5), ("95 %", OFTEN), ("longest", 1.0)):
        target = at_most if share == OFTEN else None
        yield Figure(f"{name}, {word}", share_of((each.clock for each in took), share), "s", at_most=target)
        yield Figure(f"{name}, {word}, processor", share_of((each.processor for each in took), share), "s")


def counted(plan: Plan, found: Sequence[Reason]) -> dict[str, object]:
    """Count dates by verdict, roots by kind, and what is wrong with any chain: nothing may be."""
    assert plan.schedule is not None
    ahead = {each.date: leads(plan.roadmap, plan.schedule, each) for each in found}
    roots = {cell for each in found for hold in (each.holds.holds if each.holds else ()) for cell in hold} - {
        cell for cells in ahead.values() for cell in cells
    }
    bases = {cell: rests_on(plan, cell) for cell in roots}
    assumed = [cell for cell, basis in bases.items() if basis is not None and basis.basis is Basis.ASSUMED]
    chains = nx.DiGraph((date, later) for date, cells in ahead.items() for later in cells.values())
    return {
        "dates": dict(Counter(each.verdict.value for each in found)),
        "roots": dict(Counter(cell.kind.value for cell in roots).most_common()),
        "roots_assumed": len(assumed),
        "roots_in_all": len(roots),
        "without_reason": sum(not has_reason(each) for each in found),
        "not_shown_smallest": sum(each.holds is not None and not each.holds.is_smallest for each in found),
        "not_all_holds": sum(each.holds is not None and not each.holds.is_all for each in found),
        "chains_without_end": sum(later not in ahead for later in chains.nodes),
        "chains_that_go_round": sum(len(part) > 1 for part in nx.strongly_connected_components(chains)),
    }


def has_reason(reason: Reason) -> bool:
    """Tell whether something is said of why a date is not earlier: it is settled, and held by something."""
    if has_holds(reason):
        return reason.holds is not None and bool(reason.holds.holds)
    return reason.verdict is not DateVerdict.UNSETTLED


def plan_to_ask(asked: argparse.Namespace) -> Plan:
    """Read a saved plan, or make one."""
    if asked.plan is not None:
        return pipeline.read_plan(asked.plan)
    return pipeline.solve(pipeline.read_roadmap(asked.path), seconds=asked.seconds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and give 1 where a date has no reason, or a chain no end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=DATA, help="roadmap to plan")
    parser.add_argument("--plan", type=Path, help="a saved plan, in place of one that is made")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the search for a plan may take")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take each N-th date only")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results/")
    asked = parser.parse_args(arguments)
    plan = plan_to_ask(asked)
    assert plan.schedule is not None
    dates = list(dates_of(plan.roadmap, plan.schedule))[:: asked.every]
    explainer = Explainer(plan)
    ask(explainer, dates[-1])  # what is loaded at the first question is not counted
    answers = [ask(explainer, date) for date in dates]
    with PeakMemory() as memory:
        seconds, found = timed(lambda: list(reasons(plan, dates, follow=True)))
    figures = [
        *figures_of(answers),
        Figure("dates asked for", len(dates), ""),
        Figure("all dates side by side, with those they lead to", seconds, "s", at_most=180.0),
        Figure("memory of all processes", memory.megabytes, "MB", at_most=2500.0),
    ]
    counts = counted(plan, found)
    more = {"plan": {"score": plan.score, "gap": plan.gap}, "processes": os.cpu_count(), "found": counts}
    report(NAME, asked, figures, more)
    if not asked.json:
        print(*(f"{name}: {count}" for name, count in counts.items()), sep="\n")
    return int(any(counts[each] for each in ("without_reason", "chains_without_end", "chains_that_go_round")))


if __name__ == "__main__":
    sys.exit(main())
