"""What a measure that a plan leaves out would earn and cost (``docs/problem.md``, section 10)."""

from dataclasses import dataclass

from planner.economics import appraise
from planner.model import Roadmap, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """How much larger benefits and costs are with a measure, as present values, others kept.

    Parameters
    ----------
    costs_nok
        Investment, running costs and tax cost.
    """

    earns_nok: float
    costs_nok: float


def entering(roadmap: Roadmap, without: Schedule, within: Schedule) -> Entering:
    """Give what differs between a schedule without a measure and the best one with it."""
    before, after = (appraise(roadmap, each) for each in (without, within))
    earns = after.benefits_nok + after.worth_of_ends_nok - before.benefits_nok - before.worth_of_ends_nok
    costs = after.costs_nok + after.tax_cost_nok - before.costs_nok - before.tax_cost_nok
    return Entering(earns_nok=earns, costs_nok=costs)
