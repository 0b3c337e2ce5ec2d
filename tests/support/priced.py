"""Small roadmaps of all rules with their best plans, and exact prices to hold others against."""

from collections.abc import Callable, Iterator

from support.random_adaptations import random_roadmap_with_adaptations
from support.strategies import (
    random_roadmap,
    random_roadmap_under_way,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_with_payers,
    random_roadmap_with_profiles,
    random_roadmap_with_requirements,
)

from planner.model import Loosening, LooseningKind, Plan, PricedChange, PriceList, Roadmap
from planner.prices import loosened, loosenings
from planner.solver import solve_exactly

KINDS: tuple[Callable[[int], Roadmap], ...] = (
    random_roadmap,
    random_roadmap_with_payers,
    random_roadmap_with_adaptations,
    random_roadmap_with_requirements,
    random_roadmap_with_profiles,
    random_roadmap_with_falling_paces,
    random_roadmap_with_other_load,
    random_roadmap_under_way,
)


def best_of(seed: int) -> Plan | None:
    """Give the best plan of a small roadmap that depends on the seed alone; ``None`` where it has none."""
    plan = solve_exactly(KINDS[seed % len(KINDS)](seed))
    return plan if plan.schedule is not None else None


def exact_price(plan: Plan, change: Loosening) -> float:
    """Give by how much the best plan with a change is better than the best without, by exact solves."""
    best = solve_exactly(*loosened(plan.roadmap, plan.objective, change))
    assert best.score is not None
    assert plan.score is not None
    return best.score - plan.score if plan.objective.is_maximised else plan.score - best.score


def slack(plan: Plan) -> float:
    """Give what scores of two proved plans may be off by: the gap at which each is proved."""
    return 3e-6 * max(1.0, abs(plan.score or 0.0))


def every_kind(plan: Plan) -> Iterator[Loosening]:
    """Give the first change of each kind that a plan has."""
    seen: set[LooseningKind] = set()
    for change in loosenings(plan.roadmap, plan.objective):
        if change.kind not in seen:
            seen.add(change.kind)
            yield change


def a_price_list(plan: Plan) -> PriceList:
    """Give a list with a row of each kind that a plan has, each dearer than the one before."""
    rows = [
        PricedChange(change=change, sure=1e5 * number, estimate=3e5 * number, least=0.0, most=9e5 * number)
        for number, change in enumerate(every_kind(plan), start=1)
    ]
    return PriceList(rows=tuple(reversed(rows)), looked_at=40)
