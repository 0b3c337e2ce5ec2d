"""Figures that hold for the whole roadmap: discounting, prices, budget, risk, published dates."""

from dataclasses import dataclass, field
from datetime import date

from planner.language import Message, to_say
from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.numbers import require, require_amount, require_share
from planner.model.provenance import ASSUMED, Provenance

_ECONOMICS = to_say("economics")
BudgetKey = tuple[int, int, str]
"""First and last year of a budget, and who pays; empty is everybody."""


def budget_words(named: BudgetKey) -> Message | str:
    """Name a budget for people: its years, and who pays where it is not everybody's."""
    first, last, payer = named
    years = str(first) if last == first else f"{first}–{last}"
    return to_say("{years} for {payer}", years=years, payer=payer) if payer else years


@dataclass(frozen=True, slots=True, kw_only=True)
class Economics:
    """How money over time is counted (Finansdepartementet, R-109/21).

    Parameters
    ----------
    analysis_year
        The year that amounts are discounted to; ``None`` is the year of the status date.
    analysis_years
        Benefits and running costs are counted through ``analysis_year + analysis_years``.
    lifetime_years
        Residual value is counted from there through ``analysis_year + lifetime_years``, apart from the net
        benefit; ``None`` is no residual value.
    discount_steps
        Pairs of last year of the step, counted from the analysis year, and rate.
    last_discount_rate
        The rate after the last step.
    tax_cost_rate
        Cost of public financing per NOK of net public financing.
    real_growth_rate, real_growth_until, real_growth_ends
        Yearly real growth of time values until a year, from there falling evenly to 0.
    price_year
        The year whose prices all amounts are in; ``None`` is the year of the status date.
    """

    analysis_year: int | None = None
    analysis_years: int = 15
    lifetime_years: int | None = None
    discount_steps: tuple[tuple[int, float], ...] = ((40, 0.04), (75, 0.03))
    last_discount_rate: float = 0.02
    tax_cost_rate: float = 0.2
    real_growth_rate: float = 0.009
    real_growth_until: int = 2060
    real_growth_ends: int = 2100
    price_year: int | None = None

    def __post_init__(self) -> None:
        require(
            1 <= self.analysis_years <= 100,
            _ECONOMICS,
            "analysis_years",
            self.analysis_years,
            "{least} to {most}",
            least=1,
            most=100,
        )
        least, found = self.analysis_years, self.lifetime_years
        require(
            found is None or least <= found <= 200,
            _ECONOMICS,
            "lifetime_years",
            found,
            "{least} to {most}",
            least=least,
            most=200,
        )
        for name in ("last_discount_rate", "tax_cost_rate", "real_growth_rate"):
            require_share(_ECONOMICS, name, getattr(self, name))
        years = [year for year, _ in self.discount_steps]
        require(years == sorted(set(years)), _ECONOMICS, "discount_steps", years, "rising years")
        require(
            self.real_growth_until < self.real_growth_ends,
            _ECONOMICS,
            "real_growth_ends",
            self.real_growth_ends,
            "after {year}",
            year=self.real_growth_until,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Most that one payer, or all together, may invest in a calendar year or in several that follow, in NOK.

    Parameters
    ----------
    last_year
        The last of the years; ``None`` is the year alone.
    payer
        Whose investment counts; empty is everybody's.
    payer_name
        What people call the payer; empty where it is a sector, everybody, or called by its id.
    spent_nok
        What of the limit was spent before the status date.

    Raises
    ------
    ValueError
        If the years end before they begin, or an amount is negative.
    """

    year: int
    limit_nok: float
    last_year: int | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    payer: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    payer_name: str = field(default="", metadata=UNSAID_WHEN_EMPTY)
    spent_nok: float = field(default=0.0, metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        name = "/".join(str(part) for part in (self.year, self.last_year, self.payer) if part)
        require(self.last >= self.year, name, "last_year", self.last, "{first} or later", first=self.year)
        require_amount(name, "limit_nok", self.limit_nok)
        require_amount(name, "spent_nok", self.spent_nok)

    @property
    def last(self) -> int:
        """Give the last calendar year."""
        return self.year if self.last_year is None else self.last_year

    @property
    def years(self) -> range:
        """Give the calendar years."""
        return range(self.year, self.last + 1)

    @property
    def key(self) -> BudgetKey:
        """Give first and last year and payer, which together name a budget."""
        return self.year, self.last, self.payer

    @property
    def is_of_a_year(self) -> bool:
        """Tell whether it limits what all invest in one calendar year."""
        return not self.payer and self.year == self.last

    @property
    def says_all_by_year(self) -> bool:
        """Tell whether money per year says all of it: it is of a year, and nothing was spent before."""
        return self.is_of_a_year and not self.spent_nok

    @property
    def left_nok(self) -> float:
        """Give what is left of the limit at the status date."""
        return max(0.0, self.limit_nok - self.spent_nok)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """An event that may happen, and what it then multiplies; the plan itself ignores it."""

    id: str
    name: str
    probability: float
    measure: str = ""
    sector: str = ""
    duration_factor: float = 1.0
    effort_factor: float = 1.0
    cost_factor: float = 1.0
    capacity_factor: float = 1.0
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require_share(self.id, "probability", self.probability)
        for name in ("duration_factor", "effort_factor", "cost_factor", "capacity_factor"):
            require_amount(self.id, name, getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The dates that a published roadmap gave a measure, as baseline.

    Parameters
    ----------
    start, end
        First and last published date; ``None`` where the source gives none.
    source_year
        The year the source is from.
    """

    measure: str
    start: date | None = None
    end: date | None = None
    source_year: int | None = None
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        in_order = self.start is None or self.end is None or self.start <= self.end
        require(in_order, self.measure, "end", self.end, "not before {start}", start=self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Where one figure that holds for the whole roadmap comes from; the figure itself lies in its object."""

    key: str
    provenance: Provenance = ASSUMED
