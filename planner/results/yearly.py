"""Money of each calendar year: what is invested, run and gained, and how full the budget is."""

from dataclasses import dataclass

from planner.economics import Effect, last_year, yearly_flows
from planner.model import Roadmap, Schedule
from planner.results.capacities import FULL, ratio
from planner.results.money import spending


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyOfYear:
    """Money of one calendar year in NOK of the price year: not discounted, without tax cost.

    Parameters
    ----------
    investment_nok
        What phases and waves cost: what counts against the budget.
    running_cost_nok, benefit_nok
        What the new shares in use cost to run, and what they give.
    budget_nok
        What all together may invest in the year, less what was spent before the status date; ``None`` is no
        limit.
    """

    year: int
    investment_nok: float
    running_cost_nok: float
    benefit_nok: float
    budget_nok: float | None = None

    @property
    def budget_share(self) -> float | None:
        """Give the investment as a share of the budget; ``None`` where there is no limit."""
        return None if self.budget_nok is None else ratio(self.investment_nok, self.budget_nok)

    @property
    def is_full(self) -> bool:
        """Tell whether the budget is as full as a sector has to be to count as full."""
        return self.budget_share is not None and self.budget_share >= FULL


def money_by_year(roadmap: Roadmap, schedule: Schedule) -> tuple[MoneyOfYear, ...]:
    """Give the money of each calendar year, from the first of the horizon through the last that counts.

    Years of the horizon after the analysis period are there too: what they invest, run and gain is real,
    though the net present value does not count it.
    """
    first, last = roadmap.years[0], max(last_year(roadmap), roadmap.years[-1])
    spent = spending(roadmap, schedule)
    used = {effect: dict.fromkeys(range(first, last + 1), 0.0) for effect in Effect}
    for flow in yearly_flows(roadmap, schedule, range(first, last + 1)):
        used[flow.effect][flow.year] += flow.amount_nok
    budgets = {budget.year: budget.left_nok for budget in roadmap.budgets if budget.is_of_a_year}
    return tuple(
        MoneyOfYear(
            year=year,
            investment_nok=spent.get(year, 0.0),
            running_cost_nok=used[Effect.RUNNING_COST][year],
            benefit_nok=used[Effect.BENEFIT][year],
            budget_nok=budgets.get(year),
        )
        for year in range(first, last + 1)
    )
