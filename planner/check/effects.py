"""Cells that have no effect, or another than their author may think: told once for each kind."""

from collections.abc import Iterator
from datetime import date
from math import inf
from operator import attrgetter

from planner.check.alone import least_wave
from planner.check.facts import RoadmapFacts
from planner.check.places import key, note
from planner.language import Listed, apart, in_a_row, to_say
from planner.model import TOLERANCE, Deadline, Finding, GroupRule, Sector
from planner.rules import Point, earliest_wave


def pauses_come_before_a_phase(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of a largest pause after the last phase."""
    found = [
        key(measure.id, measure.phases[-1].id)
        for measure in facts.roadmap.open_measures
        if measure.phases and measure.phases[-1].largest_pause_periods is not None
    ]
    if found:
        message = to_say(
            "A largest pause after the last phase has no effect: {names}.", names=Listed(tuple(found))
        )
        yield note("pause_after_last_phase", "faser", found[0], "largest_pause_periods", message)


def started_measures_are_stopped_not_left_out(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of started measures marked as optional: only one that may be stopped can be out."""
    found = [m.id for m in facts.roadmap.open_measures if m.is_started and m.optional and not m.stoppable]
    if found:
        message = to_say(
            "A started measure is in unless it may be stopped; that it is optional has no effect: {names}.",
            names=Listed(tuple(found)),
        )
        yield note("started_and_optional", "veikart", found[0], "optional", message)


def deadlines_lie_in_the_horizon(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of deadlines that no plan of the horizon can miss."""
    roadmap = facts.roadmap
    dated: list[tuple[str, str, Deadline]] = []
    dated += [("veikart", each.id, each.deadline) for each in roadmap.open_measures if each.deadline]
    dated += [
        ("innforing", key(*each.key), each.deadline.deadline)
        for each in roadmap.open_rollouts
        if each.deadline
    ]
    found = [
        place
        for *place, due in dated
        if roadmap.calendar.instant_not_after(due.day) > facts.horizon
        or (not due.is_hard and roadmap.calendar.instant_not_after(due.day) == facts.horizon)
    ]
    if found:
        names = Listed(tuple(subject for _table, subject in found))
        message = to_say("A deadline after the horizon has no effect: {names}.", names=names)
        yield note("deadline_after_horizon", found[0][0], found[0][1], "deadline", message)


def benefits_can_count(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of benefits that count from a share which is never reached."""
    found = [
        key(*rollout.key)
        for rollout in facts.roadmap.open_rollouts
        if rollout.counts_from > rollout.target + TOLERANCE
    ]
    if found:
        message = to_say(
            "The benefit counts from a share above the target, so never: {names}.", names=Listed(tuple(found))
        )
        yield note("counts_above_target", "innforing", found[0], "counts_from", message)


def shares_to_count_from_have_a_benefit(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of what is said about a benefit that is 0."""
    found = [
        (key(*rollout.key), "counts_from" if rollout.counts_from else "benefit_grows")
        for rollout in facts.roadmap.open_rollouts
        if not rollout.benefit_nok_per_year and (rollout.counts_from or rollout.benefit_grows)
    ]
    if found:
        names = Listed(tuple(name for name, _column in found))
        message = to_say("How a benefit counts or grows has no effect where it is 0: {names}.", names=names)
        yield note("no_benefit_to_count", "innforing", *found[0], message)


def first_shares_are_asked_for(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of first shares of rollouts whose begin does not matter, and of passed gates where none are."""
    found = [
        (key(*rollout.key), "first_share")
        for rollout in facts.roadmap.open_rollouts
        if rollout.first_share is not None
        and rollout.in_use < rollout.target
        and not least_wave(facts, rollout)
    ]
    found += [
        (key(*rollout.key), "gates_passed")
        for rollout in facts.roadmap.open_rollouts
        if rollout.gates_passed is not None and not rollout.gates
    ]
    if found:
        names = Listed(tuple(name for name, _column in found))
        message = to_say(
            "A first share has no effect without gates, a pin or a link that names the rollout, and passed "
            "gates have none without gates: {names}.",
            names=names,
        )
        yield note("no_gates_to_pass", "innforing", *found[0], message)


def preparations_move_begins(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of rollouts that could begin earlier, were there nothing to prepare from the status date on."""
    found = []
    for rollout in facts.roadmap.open_rollouts:
        begin = facts.times[Point(rollout.measure, sector=rollout.sector)]
        built = facts.times[facts.ends[rollout.measure]]
        # few begin later than they are built: what prepares takes longest to find, and is asked last
        if built < begin < facts.horizon and begin == earliest_wave(facts.roadmap, rollout):
            found.append((key(*rollout.key), facts.date(built), facts.date(begin)))
    if found:
        dates = Listed(tuple(in_a_row(name, built, "→", begin) for name, built, begin in found))
        message = to_say(
            "What has to be prepared from the status date on moves the earliest begin: {dates}.", dates=dates
        )
        yield note("preparation_moves_begin", "innforing", found[0][0], "effort_profile", message)


def profiles_spread_an_effort(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of profiles of an effort that is 0."""
    found = [
        ("innforing", key(*each.key), "effort_profile")
        for each in facts.roadmap.open_rollouts
        if each.effort_profile and not each.effort_per_unit
    ]
    found += [
        ("stotte", key(*each.key), "profile")
        for each in facts.roadmap.supports
        if each.profile and not each.effort_per_unit
    ]
    if found:
        names = Listed(tuple(name for _table, name, _column in found))
        message = to_say("A profile has no effect where the effort is 0: {names}.", names=names)
        yield note("no_effort_to_spread", *found[0], message)


def capacities_hold_from_the_beginning(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of capacities that begin late: their first row holds before it too."""
    first = facts.roadmap.calendar.date_of(0)
    status = facts.roadmap.calendar.status_date
    late = [
        sector.id
        for sector in facts.roadmap.sectors
        if sector.capacities and sector.capacities[0].starts > max(first, status)
    ]
    if late:
        message = to_say(
            "The first row of capacity begins after the status date and holds before it too: {names}.",
            names=Listed(tuple(late)),
        )
        yield note("capacity_begins_late", "kapasitet", late[0], "starts", message)


def receivers_have_a_capacity(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of receiving sectors that are asked for work without a limit, where others have one."""
    sectors = facts.roadmap.sectors
    asked = {rollout.sector for rollout in facts.roadmap.open_rollouts if rollout.effort_per_unit}
    free = [each.id for each in sectors if not each.capacities and each.is_receiving and each.id in asked]
    if free and any(sector.capacities for sector in sectors):
        message = to_say("Without a row of capacity these have no limit: {names}.", names=Listed(tuple(free)))
        yield note("capacity_missing", "aktorer", free[0], "id", message)


def limits_of_sectors_bind(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of shares of a capacity that has no limit, and of limits on rollouts where there are none."""
    found = [(sector.id, column) for sector in facts.roadmap.sectors for column in _idle_columns(sector)]
    if found:
        names = Listed(tuple(name for name, _column in found))
        message = to_say(
            "A share of capacity, a freeze or a way of counting has no effect without a limit: {names}.",
            names=names,
        )
        yield note("no_limit_to_share", "aktorer", *found[0], message)


def other_loads_have_a_capacity_to_take(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of other load in sectors without limit, of which nothing is limited."""
    found = [each.id for each in facts.roadmap.sectors if each.other_loads and not each.capacities]
    if found:
        message = to_say(
            "Other load has no effect in a sector without a row of capacity, which has no limit: {names}.",
            names=Listed(tuple(found)),
        )
        yield note("other_load_without_limit", "aktorer", found[0], "other_loads", message)


def other_loads_fit_capacity(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of sectors of which others alone ask more than there is, and when first."""
    for sector in facts.roadmap.sectors:
        day = _first_day_above_capacity(facts, sector)
        if day is not None:
            last = max((row for row in sector.other_loads if row.starts <= day), key=attrgetter("starts"))
            asked, given = apart(sector.other_load_on(day), _likely_on(sector, day))
            message = to_say(
                "Other load asks {asked} person-months a period of {sector} in the period from {date}, where "
                "its capacity is {given}: that leaves nothing to the programme.",
                asked=asked,
                sector=sector.id,
                date=facts.date(facts.roadmap.calendar.period_of(day)),
                given=given,
            )
            subject = key(sector.id, last.what, last.starts.isoformat())
            yield note("other_load_above_capacity", "annen_belastning", subject, "person_months", message)


def _first_day_above_capacity(facts: RoadmapFacts, sector: Sector) -> date | None:
    """Give the first day of the horizon on which other load is above the capacity."""
    first, after = facts.date(0), facts.date(facts.horizon)
    begins = [*(row.starts for row in sector.capacities), *(row.starts for row in sector.other_loads)]
    for day in sorted({first, *(day for day in begins if first < day < after)}):
        given = _likely_on(sector, day)
        if sector.other_load_on(day) > given + TOLERANCE * max(given, 1.0):
            return day
    return None


def _likely_on(sector: Sector, day: date) -> float:
    """Give the likely capacity of a sector on a day, without end where it has no limit."""
    given = sector.capacity_on(day)
    return inf if given is None else given.likely


def _idle_columns(sector: Sector) -> Iterator[str]:
    """Give the cells of a sector that nothing follows from."""
    if not sector.capacities and sector.programme_share < 1:
        yield "programme_share"
    if not sector.capacities and sector.freezes:
        yield "id"
    if sector.strict_counting and sector.simultaneous_limit is None:
        yield "strict_counting"
    if sector.simultaneous_limit is not None and not sector.is_receiving:
        yield "simultaneous_limit"


def least_numbers_are_asked_for(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of least numbers in groups with another rule."""
    found = [g.id for g in facts.roadmap.groups if g.at_least > 1 and g.rule is not GroupRule.AT_LEAST]
    if found:
        message = to_say("A least number has no effect with this rule: {names}.", names=Listed(tuple(found)))
        yield note("least_number_not_asked", "grupper", found[0], "at_least", message)


EFFECTS = (
    pauses_come_before_a_phase,
    started_measures_are_stopped_not_left_out,
    deadlines_lie_in_the_horizon,
    benefits_can_count,
    shares_to_count_from_have_a_benefit,
    first_shares_are_asked_for,
    preparations_move_begins,
    profiles_spread_an_effort,
    capacities_hold_from_the_beginning,
    receivers_have_a_capacity,
    limits_of_sectors_bind,
    other_loads_have_a_capacity_to_take,
    other_loads_fit_capacity,
    least_numbers_are_asked_for,
)
