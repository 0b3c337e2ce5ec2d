"""When measures and rollouts start and end, and what is left open of those already started."""

from planner.model import Measure, PlannedRollout, Roadmap, Schedule
from planner.results.shares import curve, reaches


def measure_start(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> int | None:
    """Give the instant the first phase starts; ``None`` when the measure is out, 0 when it is done."""
    measure = roadmap.measure(measure_id)
    if measure.is_done:
        return 0
    phases = schedule.phases_by_measure.get(measure_id, ())
    if phases:
        return phases[0].start
    return _decided(roadmap, measure) if measure_id in schedule.selected else None


def measure_end(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> int | None:
    """Give the latest end of phases and rollouts, ``T`` when unfinished; ``None`` when the measure is out."""
    start = measure_start(roadmap, schedule, measure_id)
    if start is None or roadmap.measure(measure_id).is_done:
        return start
    ends = [rollout_end(roadmap, planned) for planned in _planned_rollouts(roadmap, schedule, measure_id)]
    return max([phases_end(roadmap, schedule, measure_id), *ends])


def phases_end(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> int:
    """Give the end of the last phase of a measure that is in; without phases, when it is decided."""
    ends = [phase.end for phase in schedule.phases_by_measure.get(measure_id, ())]
    return max(ends) if ends else _decided(roadmap, roadmap.measure(measure_id))


def rollout_end(roadmap: Roadmap, planned: PlannedRollout) -> int:
    """Give the first instant by which the target is reached, else the end of the horizon (section 3)."""
    end = first_reached(roadmap, planned, roadmap.rollout_by_key(planned.key).target)
    return roadmap.calendar.periods if end is None else end


def first_reached(roadmap: Roadmap, planned: PlannedRollout, share: float) -> int | None:
    """Give the first instant by which a rollout has reached a share, ``None`` within the horizon if never."""
    # instant t is the end of period t - 1, so that what is in use comes first
    at_instants = (roadmap.rollout_by_key(planned.key).in_use, *planned.adoption)
    return next((instant for instant, found in enumerate(at_instants) if reaches(found, share)), None)


def rollout_is_finished(roadmap: Roadmap, planned: PlannedRollout) -> bool:
    """Tell whether a rollout reaches its target within the horizon."""
    return reaches(planned.adoption[-1], roadmap.rollout_by_key(planned.key).target)


def unfinished(roadmap: Roadmap, schedule: Schedule, key: tuple[str, str]) -> bool:
    """Tell whether a rollout of a measure that is in does not reach its target within the horizon."""
    planned = schedule.rollouts_by_key.get(key)
    is_in = planned is not None and planned.measure in schedule.selected
    return planned is not None and is_in and not rollout_is_finished(roadmap, planned)


def open_work(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what started measures leave open, in periods (section 2, *started first*).

    The end instants of their phases, plus the area between the target and the curve of each rollout; one that
    is stopped counts the whole horizon for each phase.
    """
    return sum(own_time(roadmap, schedule, measure) for measure in roadmap.measures if measure.is_started)


def own_time(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> float:
    """Give the end instants of an open measure's phases, plus the open area of its rollouts, in periods."""
    is_in = measure.id in schedule.selected
    return _open_phases(roadmap, schedule, measure, is_in=is_in) + _open_area(roadmap, schedule, measure)


def _open_phases(roadmap: Roadmap, schedule: Schedule, measure: Measure, *, is_in: bool) -> float:
    if not is_in:
        return len(measure.phases) * roadmap.calendar.periods
    return sum(phase.end for phase in schedule.phases_by_measure.get(measure.id, ()))


def _open_area(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> float:
    return sum(
        rollout.target - share
        for rollout in roadmap.rollouts_of(measure.id)
        for share in curve(roadmap, schedule, rollout)
    )


def _planned_rollouts(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> list[PlannedRollout]:
    keys = [rollout.key for rollout in roadmap.rollouts_of(measure_id)]
    return [schedule.rollouts_by_key[key] for key in keys if key in schedule.rollouts_by_key]


def _decided(roadmap: Roadmap, measure: Measure) -> int:
    """Give the instant at which a measure without phases starts and ends."""
    return min(roadmap.earliest_start(measure), roadmap.calendar.periods)
