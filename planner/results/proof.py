"""What is proved of a plan by its bound."""

from dataclasses import replace

from planner.model import OPTIMAL_GAP, Plan, PlanStatus, relative_gap


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


def with_certified_bound(plan: Plan, bound: float) -> Plan:
    """Give a plan made for net benefit with the bound of its certificate, which was checked just now.

    It takes the place of what a file claims, and of a bound that is further away. What is claimed of levels
    that are kept stays a claim. A plan at its bound is the best.
    """
    takes_place = plan.claimed or plan.bound is None or bound <= plan.bound
    if not takes_place:
        return replace(plan, certified_bound=bound)
    proved = replace(plan, bound=bound, certified_bound=bound)
    status = PlanStatus.FEASIBLE if plan.claimed else plan.status
    is_best = is_closed(proved) and not proved.open_stages
    return replace(proved, status=PlanStatus.OPTIMAL if is_best else status)
