"""What a plan uses of each budget, by payer and years (``docs/problem.md``, section 5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.model import Budget, Roadmap, Schedule
from planner.results.capacities import FULL, ratio
from planner.results.money import spending


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetUse:
    """A budget, and what a plan invests of it within the horizon, in NOK of the price year, undiscounted."""

    budget: Budget
    used_nok: float

    @property
    def left_nok(self) -> float:
        """Give what is left of the limit, after what was spent before the status date and what is used."""
        return max(0.0, self.budget.left_nok - self.used_nok)

    @property
    def share(self) -> float:
        """Give what is used as a share of what was left at the status date."""
        return ratio(self.used_nok, self.budget.left_nok)

    @property
    def is_full(self) -> bool:
        """Tell whether it is as full as a sector has to be to count as full."""
        return self.share >= FULL


def budget_uses(roadmap: Roadmap, schedule: Schedule) -> tuple[BudgetUse, ...]:
    """Give what a schedule uses of each budget, in the order of the data."""
    spent = {payer: spending(roadmap, schedule, payer) for payer in {row.payer for row in roadmap.budgets}}
    return tuple(
        BudgetUse(budget=row, used_nok=sum(spent[row.payer].get(year, 0.0) for year in row.years))
        for row in roadmap.budgets
    )


def has_budgets_to_list(roadmap: Roadmap) -> bool:
    """Tell whether there is any budget of which money per year does not say all."""
    return not all(budget.says_all_by_year for budget in roadmap.budgets)


def full_by_payer(roadmap: Roadmap, uses: Iterable[BudgetUse]) -> dict[str, tuple[BudgetUse, ...]]:
    """Give the budgets that are full, by payer, the payer with most such years of the horizon first."""
    full: dict[str, tuple[BudgetUse, ...]] = {}
    for use in uses:
        if use.is_full:
            full[use.budget.payer] = (*full.get(use.budget.payer, ()), use)
    return dict(sorted(full.items(), key=lambda pair: -years_of(roadmap, pair[1])))


def years_of(roadmap: Roadmap, uses: Iterable[BudgetUse]) -> int:
    """Count the calendar years of the horizon that some budgets are of."""
    return len({year for use in uses for year in use.budget.years} & {*roadmap.years})
