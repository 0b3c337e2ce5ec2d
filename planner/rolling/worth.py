"""Value by one yardstick: realised by a status date, and to come, both against the first null alternative.

Present value in NOK by the rules of section 6, tax cost included, without prices of delays and requirements.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.economics import (
    burden,
    first_earning_weight,
    net_present_value,
    period_weights,
    worth_of_ends_nok,
)
from planner.model import (
    TOLERANCE,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.rolling.happened import Happened


def value_to_come(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what a schedule is worth from its status date on, seen from what was in use at the first one."""
    return _from_first_null(roadmap, schedule) + worth_of_ends_nok(roadmap, schedule)


def value_realised(past: Happened) -> float:
    """Give what has been gained less what has been spent before a status date."""
    roadmap, before = past.roadmap, _as_schedule(past)
    built = {each.id for each in roadmap.open_measures if past.is_built(each)} - past.stopped
    ended = Schedule(
        selected=tuple(each for each in before.selected if each in built), phases=before.phases, rollouts=()
    )
    until = replace(roadmap, calendar=replace(roadmap.calendar, periods=past.at))
    return _from_first_null(until, before, goes_on=False) + worth_of_ends_nok(roadmap, ended)


def _from_first_null(roadmap: Roadmap, schedule: Schedule, *, goes_on: bool = True) -> float:
    """Give the net present value as if only the first null alternative were in use, without tables of ends.

    What has come since has been taken in before: it costs no wave, and earns in period 0 too.
    """
    measures = tuple(replace(each, worth_by_end_nok=()) for each in roadmap.measures)
    rollouts = tuple(replace(each, in_use=each.first_in_use, null_in_use=None) for each in roadmap.rollouts)
    first = replace(roadmap, measures=measures, rollouts=rollouts)
    used = replace(schedule, phases=(), rollouts=(*schedule.rollouts, *_of_done(roadmap, schedule)))
    since_then = sum(_in_use_already(roadmap, each) for each in roadmap.rollouts)
    return _of_phases(first, schedule) + net_present_value(first, used, goes_on=goes_on) + since_then


def _of_phases(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what phases cost, negative: also after the horizon, which late ones may outlast."""
    calendar = roadmap.calendar
    periods = max([calendar.periods, *(each.end for each in schedule.phases)])
    longer = replace(roadmap, calendar=replace(calendar, periods=periods))
    return net_present_value(longer, replace(schedule, rollouts=()))


def _of_done(roadmap: Roadmap, schedule: Schedule) -> Iterator[PlannedRollout]:
    """Give the rollouts that no schedule holds: what is in use of them stays."""
    for each in roadmap.rollouts:
        if each.key not in schedule.rollouts_by_key:
            adoption = (each.in_use,) * roadmap.calendar.periods
            yield PlannedRollout(measure=each.measure, sector=each.sector, begin=None, adoption=adoption)


def _in_use_already(roadmap: Roadmap, rollout: Rollout) -> float:
    """Give what is counted amiss of a share that has come since the first null alternative."""
    new, units = rollout.in_use - rollout.first_in_use, roadmap.units(rollout)
    if not new:
        return 0.0
    wave = burden(roadmap, rollout.cost_public_share) * rollout.cost_per_unit_nok * units
    gained = burden(roadmap, rollout.benefit_public_share) * rollout.benefit_nok_per_year
    paid = burden(roadmap, rollout.running_public_share) * rollout.running_cost_per_unit_nok * units
    if rollout.in_use < rollout.counts_from - TOLERANCE:
        gained = 0.0
    earned = gained * first_earning_weight(roadmap, grows=rollout.benefit_grows)
    earned -= paid * first_earning_weight(roadmap, grows=rollout.running_cost_grows)
    return new * (wave * period_weights(roadmap)[0] + earned)


def _as_schedule(past: Happened) -> Schedule:
    """Give what has happened as a schedule that ends at the status date."""
    roadmap, names = past.roadmap, past.begun
    phases = (
        PlannedPhase(
            measure=measure,
            phase=phase,
            mode=each.mode,
            start=each.start,
            end=past.at if each.end is None else each.end,
        )
        for (measure, phase), each in past.phases.items()
    )
    return Schedule(
        selected=tuple(each.id for each in roadmap.open_measures if each.id in names),
        phases=tuple(phases),
        rollouts=tuple(_as_planned(past, each) for each in roadmap.open_rollouts),
    )


def _as_planned(past: Happened, rollout: Rollout) -> PlannedRollout:
    course, stretch = past.courses.get(rollout.key), past.adaptations.get(rollout.key)
    shares = (rollout.in_use,) * past.at if course is None else course.shares
    adaptation = None
    if stretch is not None:
        end = past.at if stretch.end is None else stretch.end
        adaptation = PlannedAdaptation(start=stretch.start, end=end)
    return PlannedRollout(
        measure=rollout.measure, sector=rollout.sector, begin=None, adoption=shares, adaptation=adaptation
    )
