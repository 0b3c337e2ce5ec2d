"""The adaptations of a plan as lines of a table, the same for every document."""

from planner.results import Facts
from planner.say import asked_per_period, short_period


def adaptation_rows(found: Facts) -> list[list[str]]:
    """Give measure, sector, first and last period, and what is asked in each, in order of start."""
    roadmap, calendar = found.roadmap, found.roadmap.calendar
    planned = [(each.adaptation, each) for each in found.schedule.rollouts if each.adaptation is not None]
    return [
        [
            roadmap.measure(rollout.measure).name,
            roadmap.sector(rollout.sector).name,
            short_period(calendar, runs.start),
            short_period(calendar, calendar.last_period(runs.start, runs.end)),
            "" if known is None else asked_per_period(found, known),
        ]
        for runs, rollout in sorted(planned, key=lambda pair: pair[0].start)
        for known in [roadmap.adaptation_of(rollout.key)]
    ]
