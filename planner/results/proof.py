"""What is proved of a plan by its bound."""

from planner.model import OPTIMAL_GAP, Plan, relative_gap


def is_closed(plan: Plan) -> bool:
    """Tell whether a plan is proved best by its own objective, whatever comes before that."""
    return plan.gap is not None and plan.gap <= OPTIMAL_GAP


def telling_bound(plan: Plan) -> float | None:
    """Give the bound where it says anything: what is made small is never below nothing anyway."""
    if plan.bound is None or plan.objective.is_maximised or plan.bound > 0 or is_closed(plan):
        return plan.bound
    return None


def telling_gap(plan: Plan) -> float | None:
    """Give the distance to the bound as a share of the score, where the bound says anything."""
    return relative_gap(plan.score, telling_bound(plan))
