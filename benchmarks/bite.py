"""How hard the default data bites: whether capacity, and not only the calendar, decides the plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from math import inf
from typing import Any

from recording import Figure, options, report

from planner import pipeline, results
from planner.model import VALUE, Measure, Plan, Roadmap, Rollout, Schedule
from planner.scenario import with_capacity
from planner.verify import judge

FIRST_YEARS = 5
WHOLE = 1 - 1e-4
WITHOUT_RULES = "without the rules on order and dates"
BROKEN = ("above_capacity", "after_largest_lag", "pause_too_long")
"""What a plan made without freezes, largest lags and largest pauses does against them."""


def main() -> None:
    """Solve five variants and print."""
    asked = options(__doc__ or "", seconds=30.0)
    roadmap = pipeline.read_roadmap(asked.path)
    variants = {
        "as it is": roadmap,
        "without capacity limits": without_limits(roadmap),
        "30 % less capacity": with_capacity(roadmap, {"": 0.7}),
        "30 % more capacity": with_capacity(roadmap, {"": 1.3}),
        WITHOUT_RULES: without_rules(roadmap),
    }
    plans = {name: pipeline.solve(variant, seconds=asked.seconds) for name, variant in variants.items()}
    more = {
        "seconds": asked.seconds,
        "digest": roadmap.digest,
        "full_periods": full_periods(plans["as it is"]),
        "rules": {name: measured for name, measured, _most in rules(plans)},
        "variants": {name: facts(plan) for name, plan in plans.items()},
    }
    report("bite", asked, list(figures(plans)), more)


def figures(plans: dict[str, Plan]) -> Iterator[Figure]:
    """Give the figures that show that the data bites."""
    plan = plans["as it is"]
    half = FIRST_YEARS * plan.roadmap.calendar.periods_per_year / 2
    crowded = sum(count >= half for count in full_periods(plan).values())
    yield Figure(f"sectors full in half of the first {FIRST_YEARS} years", crowded, "", at_least=3)
    sooner = last_wave(plan) - last_wave(plans["without capacity limits"])
    yield Figure("ends sooner without capacity limits", sooner, "periods", at_least=4)
    for name in ("30 % less capacity", "30 % more capacity"):
        turned = pairs_in_other_order(plan, plans[name])
        yield Figure(f"{name}: pairs of measures in another order", 100 * turned, "%", at_least=0.1)
    reached = results.coverage(plan.roadmap, schedule_of(plan))[-1]
    yield Figure("coverage of the target picture at the end", 100 * reached, "%", at_most=100 * WHOLE)
    bite = sum(measured > most for _name, measured, most in rules(plans))
    yield Figure("rules that a plan made without them breaks, or pays for", bite, "", at_least=5)


def rules(plans: dict[str, Plan]) -> Iterator[tuple[str, float, float]]:
    """Give of each such rule what a plan made without it comes to, and the most that holds."""
    plan, free = plans["as it is"], schedule_of(plans[WITHOUT_RULES])
    codes = Counter(finding.code for finding in judge(plan.roadmap, free))
    for code in BROKEN:
        yield code, codes[code], 0
    level = min((kept.level for kept in plan.objective.kept), default=inf)
    yield "open work, quarters", results.open_work(plan.roadmap, free), level
    late = results.delay_cost_nok(plan.roadmap, schedule_of(plan))
    yield "price of missed deadlines, NOK", results.delay_cost_nok(plan.roadmap, free), late
    uncounted = results.score(without_shares(plan.roadmap), VALUE, free) - results.score(
        plan.roadmap, VALUE, free
    )
    yield "benefit before enough take part, NOK", uncounted, 0


def full_periods(plan: Plan) -> dict[str, int]:
    """Give in how many of the first periods each limited sector has (almost) nothing left."""
    first = FIRST_YEARS * plan.roadmap.calendar.periods_per_year
    schedule = schedule_of(plan)
    limited = [sector.id for sector in plan.roadmap.sectors if sector.capacities]
    busy = results.busy_shares(plan.roadmap, schedule)
    return {sector: sum(share >= results.FULL for share in busy[sector][:first]) for sector in limited}


def last_wave(plan: Plan) -> int:
    """Give the instant after the last period in which anybody takes anything into use."""
    last = 0
    for planned in schedule_of(plan).rollouts:
        waves = planned.waves(plan.roadmap.rollout_by_key(planned.key).in_use)
        last = max([last, *(period + 1 for period, wave in enumerate(waves) if wave > 1e-4)])
    return last


def pairs_in_other_order(plan: Plan, other: Plan) -> float:
    """Give the share of pairs of measures, in both plans, that end in the opposite order."""
    before, after = ends(plan), ends(other)
    pairs = list(combinations(sorted(before.keys() & after.keys()), 2))
    turned = sum((before[a] - before[b]) * (after[a] - after[b]) < 0 for a, b in pairs)
    return turned / len(pairs) if pairs else 0.0


def ends(plan: Plan) -> dict[str, int]:
    """Give the end of each measure that is in."""
    schedule = schedule_of(plan)
    found = {measure: results.measure_end(plan.roadmap, schedule, measure) for measure in schedule.selected}
    return {measure: end for measure, end in found.items() if end is not None}


def facts(plan: Plan) -> dict[str, Any]:
    """Give what is worth knowing of one variant."""
    schedule = schedule_of(plan)
    return {
        "status": plan.status.value,
        "gap": plan.gap,
        "value_mnok": None if plan.score is None else plan.score / 1e6,
        "measures_in": len(schedule.selected),
        "last_wave": last_wave(plan),
        "coverage_at_end": results.coverage(plan.roadmap, schedule)[-1],
        "services_realised": realised(plan.roadmap, schedule),
    }


def realised(roadmap: Roadmap, schedule: Schedule) -> int:
    """Count the services that reach their threshold."""
    return sum(period is not None for period in results.realised(roadmap, schedule).values())


def without_limits(roadmap: Roadmap) -> Roadmap:
    """Take every limit on capacity and on simultaneous rollouts away."""
    free = tuple(replace(sector, capacities=(), simultaneous_limit=None) for sector in roadmap.sectors)
    return replace(roadmap, sectors=free)


def without_rules(roadmap: Roadmap) -> Roadmap:
    """Take away freezes, largest lags and pauses, soft deadlines, shares that count and *started first*."""
    counted = without_shares(roadmap)
    return replace(
        counted,
        started_first=False,
        sectors=tuple(replace(sector, freezes=()) for sector in counted.sectors),
        measures=tuple(without_pauses(measure) for measure in counted.measures),
        dependencies=tuple(replace(link, largest_lag_periods=None) for link in counted.dependencies),
        rollouts=tuple(without_price(rollout) for rollout in counted.rollouts),
    )


def without_shares(roadmap: Roadmap) -> Roadmap:
    """Let every benefit count from the first unit."""
    return replace(roadmap, rollouts=tuple(replace(each, counts_from=0.0) for each in roadmap.rollouts))


def without_pauses(measure: Measure) -> Measure:
    """Let every phase wait for as long as it likes."""
    free = tuple(replace(phase, largest_pause_periods=None) for phase in measure.phases)
    return replace(measure, phases=free)


def without_price(rollout: Rollout) -> Rollout:
    """Take a soft deadline away; a hard one stays."""
    is_soft = rollout.deadline is not None and not rollout.deadline.deadline.is_hard
    return replace(rollout, deadline=None) if is_soft else rollout


def schedule_of(plan: Plan) -> Schedule:
    """Give the schedule, which has to exist."""
    if plan.schedule is None:
        raise SystemExit(f"no plan found: {plan.status}")
    return plan.schedule


if __name__ == "__main__":
    main()
