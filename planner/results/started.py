"""What it costs that started measures come first, as far as it is known."""

from dataclasses import dataclass

from planner.model import OPTIMAL_GAP, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it costs that started measures come first, in the unit of the plan's score.

    Parameters
    ----------
    most
        It costs no more: the best there may be without them first, less what the plan has.
    estimate
        The difference of two bounds; ``None`` where the plan may itself be as far from the best there is.
    """

    most: float
    estimate: float | None


def started_cost(plan: Plan) -> Cost | None:
    """Give what it costs that started measures come first, as far as it is known."""
    price = plan.started_price
    if price is None or plan.score is None:
        return None
    sign = 1.0 if plan.objective.is_maximised else -1.0
    estimate = sign * (price.bound_without - price.bound_with)
    open_to = abs((price.bound_with if plan.bound is None else plan.bound) - plan.score)
    # a difference of bounds says nothing where the plan itself may be as far from its own
    is_told = estimate > open_to + OPTIMAL_GAP * max(abs(plan.score), 1.0)
    most = max(0.0, sign * (price.bound_without - plan.score))
    return Cost(most=most, estimate=min(estimate, most) if is_told else None)
