"""What follows from pins as plain data: the measures that lie elsewhere, drawn over the plan."""

from typing import Any

from planner.model import Plan, PlannedPhase, PlannedRollout, Schedule
from planner.results import measure_end

Data = dict[str, Any]


def moved_data(before: Plan, after: Plan) -> list[Data]:
    """Give the phases and the growth of each measure that lies elsewhere after than before, in periods."""
    return [
        {
            "id": measure,
            "phases": [{"start": phase.start, "end": phase.end} for phase in _phases(after, measure)],
            "growth": _growth(after, measure),
        }
        for measure in moved_measures(before, after)
    ]


def moved_measures(before: Plan, after: Plan) -> list[str]:
    """Give the measures of which any phase or rollout lies elsewhere, in the order of the data."""
    return [
        measure.id
        for measure in after.roadmap.measures
        if _phases(before, measure.id) != _phases(after, measure.id)
        or _rollouts(before, measure.id) != _rollouts(after, measure.id)
    ]


def _phases(plan: Plan, measure: str) -> tuple[PlannedPhase, ...]:
    return () if plan.schedule is None else plan.schedule.phases_by_measure.get(measure, ())


def _rollouts(plan: Plan, measure: str) -> list[PlannedRollout | None]:
    known = {} if plan.schedule is None else plan.schedule.rollouts_by_key
    return [known.get(each.key) for each in plan.roadmap.rollouts_of(measure)]


def _growth(plan: Plan, measure: str) -> list[int] | None:
    begins = [each.begin for each in _rollouts(plan, measure) if each is not None and each.begin is not None]
    schedule = plan.schedule or Schedule(selected=(), phases=(), rollouts=())
    end = measure_end(plan.roadmap, schedule, measure)
    return None if not begins or end is None else [min(begins), end]
