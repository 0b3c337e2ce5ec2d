"""What the Gantt and the load say of themselves: dates, shares and amounts in whole sentences."""

from planner.language import _, day, ngettext, person_months
from planner.model import Deadline, Measure, PlannedPhase, Roadmap, Rollout, ShareDeadline
from planner.results import Facts, rollout_end
from planner.say.adaptations import adaptation_words, spoken_adaptation
from planner.say.names import most_of, phase_name, with_mode
from planner.say.periods import end_words, period_words
from planner.say.price_list import price_at
from planner.say.shares import exact_percent, load_share_words, whole_percent


def spoken_load(found: Facts, sector_id: str, period: int) -> str:
    """Say what a sector is asked in a period, and what it has."""
    limit, share = found.capacity[sector_id], found.share(sector_id, period)
    when = period_words(found.roadmap.calendar, period)
    asked = person_months(found.load[sector_id][period])
    if limit is None or share is None:
        told = _("{when}: {asked}, no limit", when=when, asked=asked)
        parts = [words for words in _parts_of_load(found, sector_id, period) if words]
        return ". ".join([told, " ".join(parts)]) if parts else told
    told = _(
        "{when}: {asked} of {limit}, {share}",
        when=when,
        asked=asked,
        limit=person_months(limit[period]),
        share=load_share_words(share),
    )
    frozen = _("A freeze lowers the capacity.") if found.is_frozen(sector_id, period) else ""
    more = [
        words
        for words in (
            *_parts_of_load(found, sector_id, period),
            other_load_words(found, sector_id, period),
            frozen,
            price_at(found, sector_id, period),
        )
        if words
    ]
    return f"{told}. {' '.join(more)}" if more else told


def _parts_of_load(found: Facts, sector_id: str, period: int) -> tuple[str, str]:
    """Say what of a load is support, and what adaptation; each empty without any."""
    return support_words(found, sector_id, period), adaptation_words(found, sector_id, period)


def support_words(found: Facts, sector_id: str, period: int) -> str:
    """Say what a sector gives in support in a period, and for which measures most; nothing without any."""
    given = found.supported(sector_id, period)
    if not given:
        return ""
    return _(
        "Of this {months} in support of what others take into use: {names}.",
        months=person_months(sum(months for _measure, months in given)),
        names=most_of([(measure.name, months) for measure, months in given]),
    )


def other_load_words(found: Facts, sector_id: str, period: int) -> str:
    """Say what other load takes of a sector in a period, where it takes anything."""
    share = found.other_share(sector_id, period)
    if not share:
        return ""
    return _(
        "Other load takes {months}, {share} of the capacity.",
        months=person_months(found.other_load[sector_id][period]),
        share=whole_percent(share),
    )


def other_load_at(found: Facts, sector_id: str, period: int) -> str:
    """Say in few words what others ask of a sector, and when."""
    return _(
        "{sector}, {period}: other load takes {share} of the capacity",
        sector=found.roadmap.sector(sector_id).name,
        period=period_words(found.roadmap.calendar, period),
        share=whole_percent(found.other_share(sector_id, period)),
    )


def load_at(found: Facts, sector_id: str, period: int) -> str:
    """Say in few words who is asked for how much, and when."""
    where = {
        "sector": found.roadmap.sector(sector_id).name,
        "period": period_words(found.roadmap.calendar, period),
    }
    share = found.share(sector_id, period)
    if share is None:
        load = person_months(found.load[sector_id][period])
        return _("{sector}, {period}: {load}, no limit", load=load, **where)
    if found.is_frozen(sector_id, period):
        return _(
            "{sector}, {period}: {share} of capacity, which a freeze lowers",
            share=whole_percent(share),
            **where,
        )
    return _("{sector}, {period}: {share} of capacity", share=whole_percent(share), **where)


def spoken_rollout(found: Facts, rollout: Rollout) -> str:
    """Say when a rollout begins and ends, and how far it gets."""
    planned = found.schedule.rollouts_by_key.get(rollout.key)
    sector = found.roadmap.sector(rollout.sector).name
    if planned is None or planned.begin is None:
        return _(
            "{sector}: {share} in use, no new rollout", sector=sector, share=exact_percent(rollout.in_use)
        )
    calendar = found.roadmap.calendar
    return _(
        "Rollout in {sector}: {begin} to {end}, reaches {share}",
        sector=sector,
        begin=period_words(calendar, planned.begin),
        end=end_words(calendar, rollout_end(found.roadmap, planned)),
        share=whole_percent(planned.adoption[-1]),
    )


def spoken_measure(found: Facts, measure: Measure) -> str:
    """Say all that the bars of a measure show."""
    parts = [measure.name, standing(found, measure)]
    parts += [spoken_phase(found, phase) for phase in found.schedule.phases_by_measure.get(measure.id, ())]
    for rollout in found.roadmap.rollouts_of(measure.id):
        parts += [spoken_adaptation(found, rollout), spoken_rollout(found, rollout)]
    parts += [text for _deadline, text in spoken_deadlines(found.roadmap, measure)]
    return ". ".join(part for part in parts if part)


def spoken_phase(found: Facts, planned: PlannedPhase) -> str:
    """Say when a phase runs."""
    calendar = found.roadmap.calendar
    measure = found.roadmap.measure(planned.measure)
    name = with_mode(phase_name(measure, planned.phase), measure, planned)
    if planned.start == planned.end:
        return _("{phase}: {when}", phase=name, when=period_words(calendar, planned.start))
    begin, end = period_words(calendar, planned.start), end_words(calendar, planned.end, planned.start)
    return _("{phase}: {begin} to {end}", phase=name, begin=begin, end=end)


def spoken_group(found: Facts, name: str, ids: list[str]) -> str:
    """Say how many measures a group holds, and when they run."""
    starts = [start for one in ids if (start := found.starts[one]) is not None]
    ends = [end for one in ids if (end := found.ends[one]) is not None]
    count = ngettext("{count} measure", "{count} measures", len(ids))
    if not ends or max(ends) == 0:
        return _("{name}, {count}", name=name, count=count)
    calendar = found.roadmap.calendar
    return _(
        "{name}, {count}, {begin} to {end}",
        name=name,
        count=count,
        begin=period_words(calendar, min(starts)),
        end=end_words(calendar, max(ends), min(starts)),
    )


def standing(found: Facts, measure: Measure) -> str:
    """Say where a measure stands, where there is anything to say."""
    if measure.is_done:
        return _("Done")
    if found.ends[measure.id] is None:
        return _("Not in the plan")
    return _("Under way") if measure.is_started else ""


def spoken_deadlines(roadmap: Roadmap, measure: Measure) -> list[tuple[Deadline, str]]:
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
