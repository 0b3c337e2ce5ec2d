"""How long a plan takes to follow a bar that is dragged, and a proposal to be accepted in part: CPU seconds.

``python benchmarks/repair.py`` measures 80, 500 and 2 000 measures (``--sizes``) and prints the figures; with
``--json`` it keeps them. CPU seconds of this process, so that what else runs beside it counts little.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from random import Random
from statistics import median
from time import process_time

from generate import wave_roadmap
from recording import DATA, keep_result

from planner import pipeline
from planner.model import Endpoint, Plan, Roadmap
from planner.repair import Accepted, HangTogether, Pin, Repaired, Repairer, accept_some, moves_of
from planner.verify import judge

DEFAULT = 80
PINS, PARTS = 40, 6
TARGETS = {80: 0.15, 500: 0.5, 2000: 0.5}
"""Seconds in which a plan is to follow, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What was measured at one size: seconds of one processor, and what came of it."""

    measures: int
    prepared: float
    pin_median: float
    pin_95: float
    pin_most: float
    lawful: int
    impossible: int
    not_found: int
    unlawful: int
    mean_moved: float
    parts_median: float | None
    accepted: int
    hanging: int


def measured(size: int) -> Timed:
    """Measure one size."""
    roadmap = (
        pipeline.read_roadmap(DATA)
        if size == DEFAULT
        else wave_roadmap(size, 1, binding=True, as_they_are=True)
    )
    plan = pipeline.first_plan(roadmap)
    assert plan.schedule is not None
    began = process_time()
    repairer = Repairer(plan)
    repairer.prepare()
    prepared = process_time() - began
    found, seconds = _dragged(repairer, plan, Random(size))
    shown = [each for each in found if each.schedule is not None]
    parts, taken = _in_parts(plan, shown, Random(size)) if size == DEFAULT else ([], [])
    seconds.sort()
    return Timed(
        measures=len(roadmap.measures),
        prepared=prepared,
        pin_median=median(seconds),
        pin_95=seconds[int(0.95 * len(seconds))],
        pin_most=seconds[-1],
        lawful=len(shown),
        impossible=sum(each.is_proved_impossible for each in found),
        not_found=sum(each.schedule is None and not each.impossible for each in found),
        unlawful=sum(bool(judge(each.roadmap, each.schedule)) for each in shown[:10] if each.schedule),
        mean_moved=sum(len(each.moved) for each in shown) / max(1, len(shown)),
        parts_median=median(taken) if taken else None,
        accepted=sum(isinstance(each, Accepted) for each in parts),
        hanging=sum(isinstance(each, HangTogether) for each in parts),
    )


def _roadmap(size: int) -> Roadmap:
    """Give the default data, or a roadmap of any size drawn at random."""
    drawn = size != DEFAULT
    return wave_roadmap(size, 1, binding=True, as_they_are=True) if drawn else pipeline.read_roadmap(DATA)


def _dragged(repairer: Repairer, plan: Plan, dice: Random) -> tuple[list[Repaired], list[float]]:
    """Pin phases of a plan a few periods off, one after the other."""
    assert plan.schedule is not None
    free = [each for each in plan.schedule.phases if each.start > 1]
    found, seconds = [], []
    for phase in dice.choices(free, k=PINS):
        part = Endpoint(measure=phase.measure, phase=phase.phase)
        pin = Pin(part=part, period=phase.start + dice.choice((-2, -1, 1, 2)))
        began = process_time()
        found.append(repairer.repaired([pin]))
        seconds.append(process_time() - began)
    return found, seconds


def _in_parts(plan: Plan, shown: Sequence[Repaired], dice: Random) -> tuple[list[object], list[float]]:
    """Accept half of the moves of some repaired plans."""
    answers, seconds = list[object](), list[float]()
    for each in [each for each in shown if len(each.moved) > 1][:PARTS]:
        made = each.plan()
        assert made is not None
        proposal = replace(made, roadmap=plan.roadmap)
        moves = moves_of(plan, proposal)
        began = process_time()
        answers.append(accept_some(plan, proposal, dice.sample(moves, len(moves) // 2), seconds=60.0))
        seconds.append(process_time() - began)
    return answers, seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep; 1 where a plan is unlawful or takes too long in the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[80, 500, 2000])
    parser.add_argument("--json", action="store_true", help="keep the figures among the results")
    asked = parser.parse_args(arguments)
    rows = [measured(size) for size in asked.sizes]
    for row in rows:
        print("  ".join(f"{name} {_shown(figure)}" for name, figure in asdict(row).items()))
    if asked.json:
        day = datetime.now(tz=UTC).date()
        text = json.dumps([asdict(row) for row in rows], indent=1)
        keep_result("repair", str(day), text)
    late = [row for row, size in zip(rows, asked.sizes, strict=True) if row.pin_95 > TARGETS.get(size, 1.0)]
    return int(bool(late) or any(row.unlawful for row in rows))


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3g}"


if __name__ == "__main__":
    sys.exit(main())
