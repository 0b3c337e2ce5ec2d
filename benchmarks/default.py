"""How fast the default data is read, checked, planned and printed, and how good its plan is in a minute."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recording import Figure, PeakMemory, median_seconds, options, report

from planner import pipeline
from planner.model import Plan, Roadmap
from planner.report import pdf
from planner.solver import first_plan

OBJECTIVES = ("value", "coverage", "finish")


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan with the list schedule it started from, and the memory that its search took."""

    first: Plan
    plan: Plan
    memory_mb: float | None


def main() -> None:
    """Measure and print."""
    asked = options(__doc__ or "", seconds=60.0)
    roadmap = pipeline.read_roadmap(asked.path)
    solved = {objective: solve(roadmap, objective, asked.seconds) for objective in OBJECTIVES}
    figures = [
        *quick_figures(asked.path, roadmap),
        *plan_figures(solved, asked.seconds),
        Figure("PDF", median_seconds(lambda: pdf(solved["value"].plan), 3), "s", at_most=2.0),
    ]
    more = {"seconds": asked.seconds, "digest": roadmap.digest, "searches": searches(solved)}
    report("default", asked, figures, more)


def quick_figures(path: Path, roadmap: Roadmap) -> Iterator[Figure]:
    """Measure what comes before the search."""
    yield Figure("load and check", median_seconds(lambda: pipeline.load(path)), "s", at_most=1.0)
    yield Figure("first plan", median_seconds(lambda: first_plan(roadmap), 9), "s", at_most=0.1)
    yield Figure("first plan, checked and judged", median_seconds(lambda: pipeline.first_plan(roadmap)), "s")
    command = [sys.executable, "-m", "planner", "check", str(path)]
    whole = median_seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    yield Figure("`planner check`, whole command", whole, "s", at_most=1.5)


def solve(roadmap: Roadmap, objective: str, seconds: float) -> Solved:
    """Search for some seconds and follow the memory of the children."""
    first = pipeline.first_plan(roadmap, objective)
    with PeakMemory() as peak:
        plan = pipeline.solve(roadmap, objective=objective, seconds=seconds)
    return Solved(first, plan, peak.megabytes)


def plan_figures(solved: dict[str, Solved], seconds: float) -> Iterator[Figure]:
    """Say how good the plans are."""
    value = solved["value"]
    yield Figure("value: gap", percent(value.plan.gap), "%", at_most=5.0)
    yield Figure("value: seconds until the gap is 5 %", seconds_until(value.plan, 0.05), "s", at_most=seconds)
    yield Figure("value: over the list schedule", percent(gain(value)), "%", at_least=3.0)
    for objective in OBJECTIVES[1:]:
        yield Figure(f"{objective}: gap", percent(solved[objective].plan.gap), "%")
        yield Figure(f"{objective}: over the list schedule", percent(gain(solved[objective])), "%")
    memory = [each.memory_mb for each in solved.values() if each.memory_mb is not None]
    yield Figure("memory of all solver processes", max(memory, default=None), "MB", at_most=1000.0)


def searches(solved: dict[str, Solved]) -> dict[str, Any]:
    """Give each search's status, score, bound and how they came about."""
    return {
        objective: {
            "status": each.plan.status.value,
            "score": each.plan.score,
            "bound": each.plan.bound,
            "list_schedule": each.first.score,
            "memory_mb": each.memory_mb,
            "trace": [(point.seconds, point.score, point.bound) for point in each.plan.trace],
        }
        for objective, each in solved.items()
    }


def gain(solved: Solved) -> float | None:
    """Give how much better the plan is than the list schedule, as a share."""
    before, after = solved.first.score, solved.plan.score
    if before is None or after is None:
        return None
    return abs(after - before) / max(abs(before), 1.0)


def seconds_until(plan: Plan, gap: float) -> float | None:
    """Give the first second at which a gap was reached."""
    for point in plan.trace:
        if point.score is None or point.bound is None:
            continue
        if abs(point.bound - point.score) <= gap * max(abs(point.score), 1.0):
            return point.seconds
    return None


def percent(share: float | None) -> float | None:
    """Turn a share into per cent."""
    return None if share is None else 100 * share


if __name__ == "__main__":
    main()
