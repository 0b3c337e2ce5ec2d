"""What it would take: what each change that loosens a roadmap is worth to a plan, and what a wish costs."""

from planner.prices.known import known_rows
from planner.prices.listing import price_list_of, priced_changes
from planner.prices.loosening import cell_of, loosened, loosenings
from planner.prices.pricer import Pricer
from planner.prices.searching import searched
from planner.prices.wishes import PricedWish, priced_wish

__all__ = [
    "PricedWish",
    "Pricer",
    "cell_of",
    "known_rows",
    "loosened",
    "loosenings",
    "price_list_of",
    "priced_changes",
    "priced_wish",
    "searched",
]
