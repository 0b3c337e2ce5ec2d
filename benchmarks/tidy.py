"""Counts tidy plans of the default data over seeds, and the moves of a plan made steady against itself.

``python benchmarks/tidy.py --seeds 10 --seconds 60`` prints a row per seed: whether the plan is tidy, its net
benefit and gap, and how long it took. ``--stability 3`` asks then for the fewest moves against the last plan,
which is lawful: more than 0 moves is a fault, and the exit code 1.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from recording import DATA

from planner import pipeline
from planner.model import Plan, Roadmap

TIDY = {True: "tidy", False: "untidy", None: "not told"}


def solve_and_tell(roadmap: Roadmap, seed: int, seconds: float) -> Plan:
    """Search once, and print what came of it."""
    began = time.perf_counter()
    plan = pipeline.solve(roadmap, seconds=seconds, seed=seed)
    took = time.perf_counter() - began
    gap = "no bound" if plan.gap is None else f"gap {100 * plan.gap:.3f} %"
    worth = "no plan" if plan.score is None else f"{plan.score / 1e6:.1f} MNOK"
    print(f"seed {seed:3}: {TIDY[plan.tidy]:8} {worth}, {gap}, {took:.1f} s", flush=True)
    return plan


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve over seeds, then against the last plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--stability", type=int, default=0, metavar="TIMES")
    options = parser.parse_args(arguments)
    roadmap = pipeline.read_roadmap(DATA)
    plans = [solve_and_tell(roadmap, seed, options.seconds) for seed in range(1, options.seeds + 1)]
    print(f"{sum(plan.tidy is True for plan in plans)} of {len(plans)} are tidy", flush=True)
    return int(
        any(_moves(roadmap, plans[-1], seed, options.seconds) for seed in range(1, options.stability + 1))
    )


def _moves(roadmap: Roadmap, baseline: Plan, seed: int, seconds: float) -> bool:
    """Ask for the fewest moves against a plan; tell whether the answer has any."""
    plan = pipeline.solve(roadmap, objective="stability", baseline=baseline, seconds=seconds, seed=seed)
    print(
        f"against itself, seed {seed}: {plan.score} moves after {plan.seconds:.1f} s, {plan.status}",
        flush=True,
    )
    return bool(plan.score)


if __name__ == "__main__":
    sys.exit(main())
