"""The default data solved again after one small change: how soon a plan is there, and how good it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from apart import apart
from generate import DATA, utilisation
from rows import Row
from solving import GRACE_SECONDS, Solved, fields_of, measure

from planner import pipeline
from planner.model import VALUE, Edit, Effort, Plan, Roadmap, Scale, Schedule, Set
from planner.results import score
from planner.tables import edited

DELAY_PERIODS = 2
LESS_CAPACITY = 0.9
EARLY_SECONDS = 5.0


def resolve_rows(seconds: float, workers: int) -> Iterator[Row]:
    """Solve the default data, change one thing, and solve again from the earlier plan: a row per change."""
    for change in CHANGES:
        done = apart(work, change, seconds, workers, seconds=2 * (seconds + GRACE_SECONDS))
        yield replace(Row(name=change, family="re-solve", maximise=True), **fields_of(done))


def work(change: str, seconds: float, workers: int) -> Solved:
    """Solve, change and solve again in this process."""
    from planner.solver import solve

    roadmap = pipeline.read_roadmap(DATA)
    earlier = solve(roadmap, effort=Effort(seconds=seconds, workers=workers))
    if earlier.schedule is None:
        raise ValueError(f"no plan of the default data in {seconds} s")
    changed = edited(roadmap, CHANGES[change](roadmap, earlier.schedule))

    def again(seconds: float, **rest: Any) -> Plan:
        return solve(changed, effort=Effort(seconds=seconds, workers=workers), start=earlier, **rest)

    solved = measure(changed, VALUE, again, seconds)
    return replace(solved, more=solved.more | comparison(changed, earlier, solved))


def comparison(changed: Roadmap, earlier: Plan, solved: Solved) -> dict[str, Any]:
    """Compare the plan with the old one repaired, and with what was there after five seconds."""
    repaired, early = repaired_score(changed, earlier.schedule), early_score(solved)
    behind = None if early is None or not solved.value else (solved.value - early) / abs(solved.value)
    return {
        "earlier_value": earlier.score,
        "repaired_value": repaired,
        "early_value": early,
        "early_behind": behind,
        "first_over_repaired": _gain(_first_score(solved), repaired),
    }


def repaired_score(changed: Roadmap, earlier: Schedule | None) -> float | None:
    """Give what the old plan is worth when its measures are placed anew, in the order they had."""
    from planner.problem import Problem
    from planner.solver.arrays.building import Flat
    from planner.solver.engines.placing.list_schedule import place_in_order

    if earlier is None:
        return None
    problem = Problem(changed)
    starts = {measure: phases[0].start for measure, phases in earlier.phases_by_measure.items()}
    order = [float(starts.get(measure, changed.calendar.periods)) for measure in problem.measures]
    schedule = place_in_order(Flat(problem, VALUE), order)
    return None if schedule is None else score(changed, VALUE, schedule)


def early_score(solved: Solved) -> float | None:
    """Give the best score after five seconds."""
    known = [value for seconds, value, _ in solved.more["trace"] if seconds <= EARLY_SECONDS]
    return known[-1] if known else None


def _first_score(solved: Solved) -> float | None:
    return next((value for _, value, _ in solved.more["trace"] if value is not None), None)


def _gain(value: float | None, other: float | None) -> float | None:
    """Give how much better a value is than another, as a share of that."""
    return None if value is None or not other else (value - other) / abs(other)


def _later_measure(roadmap: Roadmap, schedule: Schedule) -> list[Edit]:
    """Hold the measure that most others wait for, of those not started, two quarters longer than planned."""
    waiting = [link.predecessor.measure for link in roadmap.dependencies]
    planned = [each for each in schedule.phases_by_measure if not roadmap.measure(each).is_started]
    chosen = max(planned, key=lambda each: (waiting.count(each), each))
    start = schedule.phases_by_measure[chosen][0].start + DELAY_PERIODS
    return [Set("measures", {"id": chosen}, "earliest_start", roadmap.calendar.date_of(start))]


def _less_capacity(roadmap: Roadmap, schedule: Schedule) -> list[Edit]:
    """Take a tenth from the sector that is full most often, in the second year."""
    use = utilisation(roadmap, schedule)
    fullest = max(use, key=lambda sector: (use[sector].full_periods, sector))
    year = roadmap.calendar.status_date.year + 1
    return [
        Scale("capacity", {"sector": fullest}, "person_months", factor, starts=date(begins, 1, 1))
        for begins, factor in ((year, LESS_CAPACITY), (year + 1, 1 / LESS_CAPACITY))
    ]


CHANGES = {
    "a measure two quarters later": _later_measure,
    "a tenth less capacity for a year": _less_capacity,
}
