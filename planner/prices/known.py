"""The price list that a plan carries, as far as it is about this plan."""

from planner.model import Plan, PricedChange
from planner.prices.loosening import loosenings


def known_rows(plan: Plan) -> tuple[PricedChange, ...]:
    """Give the rows that were worked out, the dearest first; a file may hold rows of what is not there."""
    if plan.price_list is None:
        return ()
    known = set(loosenings(plan.roadmap, plan.objective))
    rows = (each for each in plan.price_list.rows if each.is_known and each.change in known)
    return tuple(sorted(rows, key=lambda row: row.weight, reverse=True))
