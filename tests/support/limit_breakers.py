"""The ways to break what there is to share: capacity, budgets, attention."""

from dataclasses import replace

from support.breaking import MORE, Ways, real_waves, with_rollout_of_roadmap
from support.lawful_plans import Lawful, with_measure, with_roadmap, with_rollout, with_sector

from planner import results
from planner.model import (
    Adaptation,
    Budget,
    Capacity,
    Demand,
    Estimate,
    Freeze,
    Measure,
    OtherLoad,
    PlannedAdaptation,
    Sector,
    SectorKind,
    Support,
)


def above_capacity(case: Lawful) -> Ways:
    load = results.load(case.roadmap, case.schedule)
    calendar = case.roadmap.calendar
    nobody = Capacity(starts=calendar.status_date, person_months=Estimate.sure(0.0))
    plenty = Capacity(starts=calendar.status_date, person_months=Estimate.sure(1e6))
    always = Freeze(starts=calendar.date_of(0), ends=calendar.date_of(case.horizon))
    all_of_it = OtherLoad(what="others", starts=calendar.date_of(-1), person_months=1e6)
    for sector in case.roadmap.sectors:
        roadmap, plan = with_sector(case, sector, capacities=(nobody,))
        under_way = results.load_under_way(roadmap, case.schedule)[sector.id]
        if any(asked > running + MORE for asked, running in zip(load[sector.id], under_way, strict=True)):
            yield roadmap, plan
            yield with_sector(case, sector, capacities=(plenty,), freezes=(always,))
            yield with_sector(case, sector, capacities=(plenty,), other_loads=(all_of_it,))
    yield from _above_capacity_by_support(case)
    yield from _above_capacity_by_profile(case)
    yield from _above_capacity_by_adaptation(case)


def _above_capacity_by_support(case: Lawful) -> Ways:
    """Let a delivering sector that gives something, but not enough, support a wave in the next period."""
    little = Capacity(starts=case.roadmap.calendar.status_date, person_months=Estimate.sure(MORE))
    for rollout, period in real_waves(case):
        if period + 1 < case.horizon:
            helper = Sector(id="h", name="h", kind=SectorKind.DELIVERING, capacities=(little,))
            support = Support(
                measure=rollout.measure,
                receiving=rollout.sector,
                delivering="h",
                effort_per_unit=1.0,
                profile=((1, 1.0),),
            )
            yield with_roadmap(case, sectors=(*case.roadmap.sectors, helper), supports=(support,))


def _above_capacity_by_profile(case: Lawful) -> Ways:
    """Let all effort fall a period after the wave, in a sector frozen then."""
    calendar = case.roadmap.calendar
    plenty = Capacity(starts=calendar.status_date, person_months=Estimate.sure(1e6))
    for rollout, period in real_waves(case):
        if period + 1 < case.horizon and rollout.effort_per_unit > 0:
            sector = case.roadmap.sector(rollout.sector)
            then = Freeze(starts=calendar.date_of(period + 1), ends=calendar.date_of(period + 2))
            roadmap, plan = with_sector(case, sector, capacities=(plenty,), freezes=(then,), other_loads=())
            later = replace(rollout, effort_per_unit=1.0, effort_profile=((1, 1.0),))
            yield with_rollout_of_roadmap(replace(case, roadmap=roadmap, plan=plan), rollout, later)


def _above_capacity_by_adaptation(case: Lawful) -> Ways:
    """Let a sector, or one that supports it, adapt before a rollout with less than that asks."""
    little = Capacity(starts=case.roadmap.calendar.status_date, person_months=Estimate.sure(MORE))
    helper = Sector(id="h", name="h", kind=SectorKind.DELIVERING, capacities=(little,))
    for rollout in case.rollouts_in:
        begin = case.begin(rollout)
        if begin and not rollout.in_use:
            row = Adaptation(
                measure=rollout.measure,
                sector=rollout.sector,
                duration=Estimate.sure(1),
                support=(Demand(sector="h", person_months=1.0),),
            )
            roadmap, plan = with_roadmap(case, sectors=(*case.roadmap.sectors, helper), adaptations=(row,))
            run = PlannedAdaptation(start=begin - 1, end=begin)
            yield with_rollout(replace(case, roadmap=roadmap, plan=plan), rollout, adaptation=run)


def above_budget(case: Lawful) -> Ways:
    for year, spent in results.spending(case.roadmap, case.schedule).items():
        if spent > 1e4:
            yield with_roadmap(case, budgets=(Budget(year=year, limit_nok=spent * (1 - MORE)),))
            for measure in case.measures_in:
                yield from _dearer_at_start(case, measure, year, spent)
    yield from _above_a_payers_budget(case)


def too_many_rollouts(case: Lawful) -> Ways:
    for rollout, period in real_waves(case):
        before = case.curve(rollout)[period - 1] if period else rollout.in_use
        fully = (case.curve(rollout)[period] - before) / rollout.full_pace
        sector = case.roadmap.sector(rollout.sector)
        limit = fully * (1 - MORE) - MORE / 2
        yield with_sector(case, sector, strict_counting=False, simultaneous_limit=limit)


def too_many_whole_rollouts(case: Lawful) -> Ways:
    for rollout, _period in real_waves(case):
        sector = case.roadmap.sector(rollout.sector)
        yield with_sector(case, sector, strict_counting=True, simultaneous_limit=1 - MORE)


def _above_a_payers_budget(case: Lawful) -> Ways:
    """Let one who pays everything invest more in all the years together than is left."""
    measures = tuple(
        replace(measure, phases=tuple(replace(phase, payer="x") for phase in measure.phases))
        for measure in case.roadmap.measures
    )
    rollouts = tuple(replace(rollout, payer="x") for rollout in case.roadmap.rollouts)
    roadmap, years = replace(case.roadmap, measures=measures, rollouts=rollouts), case.roadmap.years
    spent = sum(results.spending(roadmap, case.schedule).values())
    if spent > 1e4:
        limit = 1e6 + spent * (1 - MORE)
        budget = Budget(payer="x", year=years[0] - 1, last_year=years[-1], limit_nok=limit, spent_nok=1e6)
        yield with_roadmap(replace(case, roadmap=roadmap), budgets=(budget,))


def _dearer_at_start(case: Lawful, measure: Measure, year: int, spent: float) -> Ways:
    """Let a phase that starts in a year cost so much at its start that it breaks the year's budget."""
    for planned in case.schedule.phases_by_measure.get(measure.id, ()):
        if planned.start < planned.end and case.roadmap.calendar.year_of(planned.start) == year:
            mode = measure.mode(planned.phase, planned.mode)
            mode = replace(mode, cost_at_start_nok=mode.cost_at_start_nok + 1e6)
            phases = [replace(p, modes=(mode,)) if p.id == planned.phase else p for p in measure.phases]
            roadmap, plan = with_measure(case, measure, phases=tuple(phases))
            budgets = (Budget(year=year, limit_nok=spent + 1e6 * (1 - MORE) - MORE * spent),)
            yield with_roadmap(replace(case, roadmap=roadmap, plan=plan), budgets=budgets)
