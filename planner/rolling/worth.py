"""Value by one yardstick: realised by a status date, and to come, both against the first null alternative.

Present value in NOK by the rules of section 6, tax cost included, without prices of delays and requirements.
"""

from collections.abc import Sequence
from functools import lru_cache

from planner.economics import (
    burden,
    discount_factor,
    growth_factor,
    investments,
    last_year,
    worth_of_ends_nok,
)
from planner.model import (
    TOLERANCE,
    Calendar,
    Economics,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.rolling.happened import Happened
from planner.rules import adaptation_run


def value_to_come(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what a schedule is worth from its status date on, seen from what was in use at the first one."""
    return _value(roadmap, schedule, _counted_periods(roadmap)) + worth_of_ends_nok(roadmap, schedule)


def value_realised(past: Happened) -> float:
    """Give what has been gained less what has been spent before a status date."""
    roadmap, before = past.roadmap, _as_schedule(past)
    built = {each.id for each in roadmap.open_measures if past.is_built(each)} - past.stopped
    ended = Schedule(
        selected=tuple(each for each in before.selected if each in built), phases=before.phases, rollouts=()
    )
    return _value(roadmap, before, range(past.at)) + worth_of_ends_nok(roadmap, ended)


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


def _value(roadmap: Roadmap, schedule: Schedule, periods: range) -> float:
    """Add up the flows of some periods, without tables of ends."""
    weights = [_weight(roadmap.calendar, roadmap.economics, period) for period in periods]
    phases = sum(_of_phase(roadmap, each, weights) for each in schedule.phases)
    planned = schedule.rollouts_by_key
    rollouts = sum(_of_rollout(roadmap, each, planned.get(each.key), weights) for each in roadmap.rollouts)
    return rollouts - phases


def _counted_periods(roadmap: Roadmap) -> range:
    """Give the periods from 0 through the last year that counts."""
    last, period = last_year(roadmap), 0
    while roadmap.calendar.year_of(period) <= last:
        period += 1
    return range(period)


@lru_cache(maxsize=4096)
def _weight(calendar: Calendar, economics: Economics, period: int) -> float:
    """Give what 1 NOK of a period is worth."""
    roadmap = Roadmap(calendar=calendar, measures=(), economics=economics)
    year = calendar.year_of(period)
    return discount_factor(roadmap, year) if year <= last_year(roadmap) else 0.0


@lru_cache(maxsize=4096)
def _growth(calendar: Calendar, economics: Economics, period: int) -> float:
    roadmap = Roadmap(calendar=calendar, measures=(), economics=economics)
    return growth_factor(roadmap, calendar.year_of(period))


def _of_phase(roadmap: Roadmap, planned: PlannedPhase, weights: Sequence[float]) -> float:
    mode = roadmap.measure(planned.measure).mode(planned.phase, planned.mode)
    paid = enumerate(investments(mode, planned.end - planned.start), start=planned.start)
    times = burden(roadmap, mode.cost_public_share)
    return times * sum(nok * weights[period] for period, nok in paid if period < len(weights))


def _of_rollout(
    roadmap: Roadmap, rollout: Rollout, planned: PlannedRollout | None, weights: Sequence[float]
) -> float:
    """Give what use earns less what it, waves and the adaptation cost; of a done measure, use alone."""
    shares = (rollout.in_use,) if planned is None else (rollout.in_use, *planned.adoption)
    value = _of_use(roadmap, rollout, shares, weights)
    if planned is None:
        return value
    times = burden(roadmap, rollout.cost_public_share)
    of_all = times * rollout.cost_per_unit_nok * roadmap.units(rollout)
    value -= of_all * sum(
        wave * weight for wave, weight in zip(planned.waves(rollout.in_use), weights, strict=False)
    )
    run = adaptation_run(roadmap, planned)
    if run is not None:
        value -= times * run.row.cost_nok_per_period * sum(weights[run.periods.start : run.periods.stop])
    return value


def _of_use(roadmap: Roadmap, rollout: Rollout, shares: Sequence[float], weights: Sequence[float]) -> float:
    """Give benefits less running costs of what is new since the null alternative, a period after it came."""
    null, per_year = rollout.first_in_use, roadmap.calendar.periods_per_year
    gained = burden(roadmap, rollout.benefit_public_share) * rollout.benefit_nok_per_year
    cost = rollout.running_cost_per_unit_nok * roadmap.units(rollout)
    paid = burden(roadmap, rollout.running_public_share) * cost
    if not (gained or paid) or (len(shares) == 1 and shares[0] == null):
        return 0.0
    total = 0.0
    for period, weight in enumerate(weights):
        share = shares[min(period, len(shares) - 1)]
        grown = _growth(roadmap.calendar, roadmap.economics, period)
        counts = share >= rollout.counts_from - TOLERANCE
        benefit = gained * (grown if rollout.benefit_grows else 1.0) if counts else 0.0
        running = paid * (grown if rollout.running_cost_grows else 1.0)
        total += (benefit - running) * (share - null) * weight / per_year
    return total
