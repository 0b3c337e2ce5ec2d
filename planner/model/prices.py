"""The prices (multiplikatorer) behind a bound, by which engines tell each other what is scarce."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.assumptions import BudgetKey


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePrice:
    """What one more NOK is worth in the budget of a payer, or of several years; nobody named is everybody."""

    year: int
    last_year: int
    payer: str
    worth_per_nok: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a little more of what is scarce would be worth, in the unit of the score.

    They are the multipliers behind a bound: they hold for the relaxed problem, and are close for the plan.

    Parameters
    ----------
    capacity
        Sector, and what one more person-month is worth in each period.
    budget
        Calendar year, and what one more NOK is worth in what all may invest in it.
    frames
        The same for budgets of one payer, and of several years.
    """

    capacity: tuple[tuple[str, tuple[float, ...]], ...] = ()
    budget: tuple[tuple[int, float], ...] = ()
    frames: tuple[FramePrice, ...] = ()

    @property
    def by_budget(self) -> Mapping[BudgetKey, float]:
        """Give what one more NOK is worth in each budget."""
        single = {(year, year, ""): worth for year, worth in self.budget}
        return single | {(each.year, each.last_year, each.payer): each.worth_per_nok for each in self.frames}
