"""Small plans to roll forward: of random roadmaps with all rules at once, and of hand-made ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from support.list_schedules import placed
from support.random_adaptations import with_adaptations
from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
    with_payers,
)

from planner.model import VALUE, Plan, PlannedPhase, PlannedRollout, PlanStatus, Report, Roadmap, Schedule
from planner.rolling import Rolled, roll
from planner.verify import judge


def with_all_rules(seed: int) -> Roadmap:
    """Give a small roadmap with profiles, support, payers, other load, adaptations and requirements."""
    roadmap = with_payers(random_roadmap_with_profiles(seed), seed)
    loads = {each.id: each.other_loads for each in random_roadmap_with_other_load(seed).sectors}
    sectors = tuple(replace(each, other_loads=loads.get(each.id, ())) for each in roadmap.sectors)
    required = random_roadmap_with_requirements(seed).requirements
    return replace(with_adaptations(replace(roadmap, sectors=sectors), seed), requirements=required)


KINDS = (random_roadmap, random_roadmap_under_way, random_roadmap_with_falling_paces, with_all_rules)


def plan_of(roadmap: Roadmap) -> Plan | None:
    """Give a lawful plan that a list schedule finds, ``None`` where it finds none."""
    schedule = placed(roadmap)
    if schedule is None or judge(roadmap, schedule):
        return None
    return a_plan(roadmap, schedule)


def a_plan(roadmap: Roadmap, schedule: Schedule) -> Plan:
    """Give a schedule as a plan."""
    return Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule)


def random_plans(seeds: range) -> Iterator[Plan]:
    """Give the plans of random roadmaps of every kind."""
    for seed in seeds:
        for kind in KINDS:
            plan = plan_of(kind(seed))
            if plan is not None:
                yield plan


def later_dates(plan: Plan) -> list[date]:
    """Give the beginnings of all periods after the first."""
    return [plan.roadmap.calendar.date_of(instant) for instant in plan.roadmap.periods[1:]]


def again(rolled: Rolled) -> Plan:
    """Give what is left of a plan as a plan of the rolled roadmap."""
    return a_plan(rolled.roadmap, rolled.schedule)


def as_compared(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap whose sums are rounded, as they come of parts that are added up in another order."""
    sectors = (
        replace(
            sector,
            other_loads=tuple(
                replace(each, person_months=round(each.person_months, 6)) for each in sector.other_loads
            ),
        )
        for sector in roadmap.sectors
    )
    budgets = (replace(each, spent_nok=round(each.spent_nok, 2)) for each in roadmap.budgets)
    passed = sorted(roadmap.passed, key=lambda row: row.key)
    return replace(roadmap, sectors=tuple(sectors), budgets=tuple(budgets), passed=tuple(passed))


Grown = tuple[str, int | None, tuple[float, ...]]
"""Measure, begin and curve of a rollout."""


def scheduled(roadmap: Roadmap, phases: tuple[PlannedPhase, ...], *rollouts: Grown) -> Plan:
    """Give a hand-made plan that holds every open measure; its rollouts are in ``gp``."""
    curves = {
        measure: PlannedRollout(measure=measure, sector="gp", begin=begin, adoption=curve)
        for measure, begin, curve in rollouts
    }
    return a_plan(
        roadmap,
        Schedule(
            selected=tuple(each.id for each in roadmap.open_measures),
            phases=phases,
            rollouts=tuple(
                curves.get(each.measure)
                or PlannedRollout(
                    measure=each.measure,
                    sector=each.sector,
                    begin=None,
                    adoption=(each.in_use,) * roadmap.calendar.periods,
                )
                for each in roadmap.open_rollouts
            ),
        ),
    )


def rolled_to(plan: Plan, instant: int, *reports: Report) -> Rolled:
    """Roll a plan forward to one of its instants."""
    return roll(plan, plan.roadmap.calendar.date_of(instant), reports)


def a_report(place: str, **fields: Any) -> Report:
    """Report something of a place written as ``measure/phase@sector``."""
    named, _, sector = place.partition("@")
    measure, _, phase = named.partition("/")
    return Report(measure=measure, phase=phase, sector=sector, **fields)
