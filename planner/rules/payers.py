"""Who pays what is invested: phases, and the waves of rollouts (``docs/problem.md``, section 5)."""

from collections.abc import Iterable

from planner.model import TOLERANCE, Budget, Phase, Roadmap, Rollout

STATE = "staten"
"""Who pays a phase that names nobody."""


def payer_of_phase(phase: Phase) -> str:
    """Give who pays a phase."""
    return phase.payer or STATE


def payer_of_rollout(roadmap: Roadmap, rollout: Rollout) -> str:
    """Give who pays the waves of a rollout."""
    return rollout.payer or roadmap.sector(rollout.sector).payer or rollout.sector


def is_paid_from(payer: str, budget: str) -> bool:
    """Tell whether what a payer invests counts in a budget of a payer, or of everybody where it is empty."""
    return budget in ("", payer)


def counts_as_spent(nok: float) -> bool:
    """Tell whether NOK spent beyond a figure count: up to the tolerance, of a million, they do not."""
    return nok > TOLERANCE * 1e6


def side_by_side(budgets: Iterable[Budget]) -> list[list[Budget]]:
    """Give budgets in groups of one payer each in which no two have a year in common, in their order."""
    groups: list[list[Budget]] = []
    for budget in budgets:
        fitting = (each for each in groups if each[0].payer == budget.payer and not _overlaps(each, budget))
        group = next(fitting, None)
        if group is None:
            groups.append([budget])
        else:
            group.append(budget)
    return groups


def _overlaps(others: Iterable[Budget], budget: Budget) -> bool:
    """Tell whether a budget has a year in common with any of some others."""
    return any(other.year <= budget.last and budget.year <= other.last for other in others)
