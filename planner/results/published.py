"""What a plan keeps of the dates that a published roadmap gave."""

from planner.model import Published, Roadmap, Schedule
from planner.results.ends import measure_end, measure_start


def later_than_published(roadmap: Roadmap, schedule: Schedule) -> tuple[str, ...]:
    """Give the measures that end in a later period than the one the latest published roadmap gave."""
    named = dict.fromkeys(row.measure for row in roadmap.published)
    return tuple(measure for measure in named if _is_late(roadmap, schedule, roadmap.published_for(measure)))


def _is_late(roadmap: Roadmap, schedule: Schedule, published: Published | None) -> bool:
    """Compare whole periods: an end within the published period keeps what was said."""
    if published is None or published.end is None or roadmap.measure(published.measure).is_done:
        return False
    end = measure_end(roadmap, schedule, published.measure)
    if end is None:
        return False
    start = measure_start(roadmap, schedule, published.measure) or 0
    return roadmap.calendar.last_period(start, end) > roadmap.calendar.period_of(published.end)
