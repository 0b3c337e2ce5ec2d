"""What the figures behind a plan rest on."""

from functools import lru_cache

from planner.language import _, integer, millions
from planner.model import Plan, Roadmap
from planner.tables import figures


def assumed_money(plan: Plan, amount_nok: float) -> str:
    """Write an amount in millions, marked *assumed* while any figure behind it is."""
    money = millions(amount_nok)
    return _("{amount} (assumed)", amount=money) if is_assumed(plan) else money


def assumed_figures(plan: Plan) -> tuple[int, int]:
    """Give how many figures behind a plan are assumed, and how many there are."""
    return _counted(plan.roadmap)


def is_assumed(plan: Plan) -> bool:
    """Tell whether any figure behind the plan is assumed."""
    return assumed_figures(plan)[0] > 0


def data_words(plan: Plan) -> str:
    """Say what the figures rest on."""
    assumed, total = assumed_figures(plan)
    return _("{assumed} of {total} figures are assumed.", assumed=integer(assumed), total=integer(total))


@lru_cache(maxsize=8)
def _counted(roadmap: Roadmap) -> tuple[int, int]:
    return figures(roadmap)
