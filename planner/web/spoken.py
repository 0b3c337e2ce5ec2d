"""What the Gantt and the load say of themselves: dates, shares and amounts in whole sentences."""

from planner import results
from planner.language import _, day, ngettext
from planner.model import Deadline, Measure, PlannedPhase, Roadmap, Rollout, ShareDeadline
from planner.report.words import end_words, period_words
from planner.web.numbers import Numbers, is_full
from planner.web.words import exact_percent, person_months


def spoken_load(numbers: Numbers, sector_id: str, period: int) -> str:
    """Say what a sector is asked in a period, and what it has."""
    limit, share = numbers.capacity[sector_id], numbers.share(sector_id, period)
    when = period_words(numbers.roadmap.calendar, period)
    asked = person_months(numbers.load[sector_id][period])
    if limit is None or share is None:
        return _("{when}: {asked}, no limit", when=when, asked=asked)
    return _(
        "{when}: {asked} of {limit}, {share}",
        when=when,
        asked=asked,
        limit=person_months(limit[period]),
        share=_("{share}, full", share=exact_percent(share)) if is_full(share) else exact_percent(share),
    )


def spoken_rollout(numbers: Numbers, rollout: Rollout) -> str:
    """Say when a rollout begins and ends, and how far it gets."""
    planned = numbers.schedule.rollouts_by_key.get(rollout.key)
    sector = numbers.roadmap.sector(rollout.sector).name
    if planned is None or planned.begin is None:
        return _(
            "{sector}: {share} in use, no new rollout", sector=sector, share=exact_percent(rollout.in_use)
        )
    calendar = numbers.roadmap.calendar
    return _(
        "Rollout in {sector}: {begin} to {end}, reaches {share}",
        sector=sector,
        begin=period_words(calendar, planned.begin),
        end=end_words(calendar, results.rollout_end(numbers.roadmap, planned)),
        share=exact_percent(planned.adoption[-1]),
    )


def spoken_measure(numbers: Numbers, measure: Measure) -> str:
    """Say all that the bars of a measure show."""
    parts = [measure.name, standing(numbers, measure)]
    parts += [
        spoken_phase(numbers, phase) for phase in numbers.schedule.phases_by_measure.get(measure.id, ())
    ]
    parts += [spoken_rollout(numbers, rollout) for rollout in numbers.roadmap.rollouts_of(measure.id)]
    parts += [text for _deadline, text in deadlines(numbers.roadmap, measure)]
    return ". ".join(part for part in parts if part)


def spoken_phase(numbers: Numbers, planned: PlannedPhase) -> str:
    """Say when a phase runs."""
    calendar = numbers.roadmap.calendar
    name = phase_name(numbers.roadmap.measure(planned.measure), planned.phase)
    if planned.start == planned.end:
        return _("{phase}: {when}", phase=name, when=period_words(calendar, planned.start))
    begin, end = period_words(calendar, planned.start), end_words(calendar, planned.end)
    return _("{phase}: {begin} to {end}", phase=name, begin=begin, end=end)


def phase_name(measure: Measure, phase_id: str) -> str:
    """Give the name of a phase, its id where it has none."""
    return next((phase.name for phase in measure.phases if phase.id == phase_id), "") or phase_id


def spoken_group(numbers: Numbers, name: str, ids: list[str]) -> str:
    """Say how many measures a group holds, and when they run."""
    starts = [start for one in ids if (start := numbers.starts[one]) is not None]
    ends = [end for one in ids if (end := numbers.ends[one]) is not None]
    count = ngettext("{count} measure", "{count} measures", len(ids))
    if not ends or max(ends) == 0:
        return _("{name}, {count}", name=name, count=count)
    calendar = numbers.roadmap.calendar
    return _(
        "{name}, {count}, {begin} to {end}",
        name=name,
        count=count,
        begin=period_words(calendar, min(starts)),
        end=end_words(calendar, max(ends)),
    )


def standing(numbers: Numbers, measure: Measure) -> str:
    """Say where a measure stands, where there is anything to say."""
    if measure.is_done:
        return _("Done")
    if numbers.ends[measure.id] is None:
        return _("Not in the plan")
    return _("Under way") if measure.is_started else ""


def deadlines(roadmap: Roadmap, measure: Measure) -> list[tuple[Deadline, str]]:
    """Give the dates by which something must have happened in a measure, and each in words."""
    own = measure.deadline
    found = [] if own is None else [(own, _("Deadline {day}", day=day(own.day)))]
    shared = [(rollout, rollout.deadline) for rollout in roadmap.rollouts_of(measure.id)]
    found += [
        (asked.deadline, _share_deadline(roadmap, rollout, asked)) for rollout, asked in shared if asked
    ]
    return found


def _share_deadline(roadmap: Roadmap, rollout: Rollout, asked: ShareDeadline) -> str:
    return _(
        "Deadline {day}: {share} in {sector}",
        day=day(asked.deadline.day),
        share=exact_percent(asked.share),
        sector=roadmap.sector(rollout.sector).name,
    )
