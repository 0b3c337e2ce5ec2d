"""What a plan holds that is worth saying: counted once, for summary, page and paper alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.economics import net_present_value, residual_value
from planner.model import (
    SLACK,
    TOLERANCE,
    Basis,
    Measure,
    Mode,
    Phase,
    Plan,
    PlannedRollout,
    Roadmap,
    Schedule,
    Sector,
    Service,
    at_hand,
)
from planner.results.budgets import BudgetUse, budget_uses, full_by_payer
from planner.results.capacities import (
    FULL,
    adapting,
    capacity,
    levelling,
    load,
    other_load,
    shares_of_capacity,
    support,
)
from planner.results.deadlines import Due, deadlines, missed_deadlines
from planner.results.ends import measure_end, measure_start, rollout_is_finished
from planner.results.grounds import What, grounds
from planner.results.money import delay_cost_nok, value_done_anyway
from planner.results.published import later_than_published
from planner.results.requirements import Standing, standings
from planner.results.shares import adoption, coverage, last_of_year, realised, service_coverage
from planner.results.yearly import MoneyOfYear, money_by_year

NO_SCHEDULE = Schedule(selected=(), phases=(), rollouts=())
MOST_SHARE = 9.99
"""Load is told as at most this share of capacity: asked of nothing, it would be endless."""
STEADY = 0.005
"""Coverage that adds less than this no longer counts as growing."""


@dataclass(frozen=True)
class Facts:
    """Figures read from one plan; of an empty schedule where none was found."""

    plan: Plan

    @property
    def roadmap(self) -> Roadmap:
        """Give what the plan was made from."""
        return self.plan.roadmap

    @property
    def schedule(self) -> Schedule:
        """Give the schedule; an empty one where no plan was found."""
        return self.plan.schedule or NO_SCHEDULE

    def of_same_dates(self, plan: Plan) -> "Facts":
        """Give what a plan with the same dates holds; what has been counted is not counted again.

        Raises
        ------
        ValueError
            If its dates or its roadmap are others.
        """
        if plan.schedule is not self.plan.schedule or plan.roadmap is not self.plan.roadmap:
            raise ValueError("the plan is another one, expected the same schedule of the same roadmap")
        found = Facts(plan)
        vars(found).update({**vars(self).copy(), "plan": plan})
        return found

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Give the measures that are in, in the order of the data."""
        chosen = set(self.schedule.selected)
        return tuple(measure for measure in self.roadmap.measures if measure.id in chosen)

    @cached_property
    def left_out(self) -> tuple[Measure, ...]:
        """Give the open measures that the plan leaves out."""
        chosen = set(self.schedule.selected)
        return tuple(measure for measure in self.roadmap.open_measures if measure.id not in chosen)

    @cached_property
    def pinned_out(self) -> tuple[Measure, ...]:
        """Give those of them that somebody has pinned a date of: a wish that came to nothing."""
        roadmap = self.roadmap
        pinned = {
            *(each.measure for each in roadmap.rollouts if each.pinned_begin is not None),
            *(each.measure for each in roadmap.adaptations if each.pinned_start is not None),
        }
        return tuple(
            each
            for each in self.left_out
            if each.id in pinned or any(phase.pinned_start is not None for phase in each.phases)
        )

    @cached_property
    def spans(self) -> dict[str, tuple[int, int]]:
        """Give start and end instant of each measure that is in."""
        return {m.id: (self.starts[m.id] or 0, self.ends[m.id] or 0) for m in self.measures}

    @cached_property
    def starts(self) -> dict[str, int | None]:
        """Give the instant at which each measure starts; ``None`` for one that is out."""
        return {m.id: measure_start(self.roadmap, self.schedule, m.id) for m in self.roadmap.measures}

    @cached_property
    def ends(self) -> dict[str, int | None]:
        """Give the instant at which each measure ends; ``None`` for one that is out."""
        return {m.id: measure_end(self.roadmap, self.schedule, m.id) for m in self.roadmap.measures}

    @cached_property
    def adoption(self) -> dict[str, list[float]]:
        """Give how far each measure is in use at the end of each period."""
        return {m.id: adoption(self.roadmap, self.schedule, m.id) for m in self.roadmap.measures}

    @cached_property
    def finish(self) -> int:
        """Give the instant at which the last of the measures ends, rollouts included."""
        return max((end for _, end in self.spans.values()), default=0)

    @cached_property
    def unfinished(self) -> tuple[PlannedRollout, ...]:
        """Give the rollouts of measures that are in and do not reach their target within the horizon."""
        chosen = set(self.schedule.selected)
        return tuple(
            planned
            for planned in self.schedule.rollouts
            if planned.measure in chosen and not rollout_is_finished(self.roadmap, planned)
        )

    @cached_property
    def unfinished_measures(self) -> frozenset[str]:
        """Give the measures that such a rollout belongs to."""
        return frozenset(planned.measure for planned in self.unfinished)

    @cached_property
    def coverage(self) -> list[float]:
        """Give target-picture coverage at the end of each period."""
        return coverage(self.roadmap, self.schedule)

    @cached_property
    def coverage_by_year(self) -> dict[int, float]:
        """Give target-picture coverage at the end of each year."""
        return last_of_year(self.roadmap, self.coverage)

    @cached_property
    def services(self) -> dict[str, list[float]]:
        """Give the coverage of each service at the end of each period."""
        return service_coverage(self.roadmap, self.schedule)

    @cached_property
    def services_by_year(self) -> dict[str, dict[int, float]]:
        """Give the coverage of each service at the end of each year."""
        return {service: last_of_year(self.roadmap, shares) for service, shares in self.services.items()}

    @cached_property
    def realised(self) -> dict[str, int | None]:
        """Give the period at whose end each service is realised, or ``None``."""
        return realised(self.roadmap, self.schedule)

    @cached_property
    def services_realised(self) -> tuple[tuple[Service, int], ...]:
        """Give the services that are realised within the horizon and when, earliest first."""
        reached = [(service, self.realised[service.id]) for service in self.roadmap.services]
        return tuple(sorted(((s, p) for s, p in reached if p is not None), key=lambda pair: pair[1]))

    @property
    def milestone(self) -> tuple[int, float]:
        """Give the year that the headline speaks of, and the coverage at its end.

        It is the last in the horizon that ends in 0 or 5 and is not the last of all, else the last.
        """
        years = self.roadmap.years
        year = next((year for year in reversed(years[:-1]) if year % 5 == 0), years[-1])
        return year, self.coverage_by_year[year]

    @cached_property
    def reach(self) -> tuple[float, int]:
        """Give the coverage the plan ends with, and the first year by whose end it is all but there."""
        years = self.coverage_by_year
        last = years[max(years)]
        return last, next(year for year, share in years.items() if share >= last - STEADY)

    @cached_property
    def load(self) -> dict[str, list[float]]:
        """Give the person-months asked of each sector in each period."""
        return load(self.roadmap, self.schedule)

    @cached_property
    def capacity(self) -> dict[str, list[float] | None]:
        """Give the person-months each sector can give in each period; ``None`` is no limit."""
        return capacity(self.roadmap)

    @cached_property
    def busy(self) -> dict[str, list[float]]:
        """Give the load of each sector as a share of its capacity; 0 where that has no limit."""
        return shares_of_capacity(self.roadmap, self.load)

    @cached_property
    def other_load(self) -> dict[str, list[float]]:
        """Give the person-months that other load takes in each period, of the sectors where it takes any."""
        return other_load(self.roadmap)

    @cached_property
    def support(self) -> dict[str, dict[str, list[float]]]:
        """Give the part of the load that is support, by sector, measure and period, where there is any."""
        return support(self.roadmap, self.schedule)

    @cached_property
    def adapting(self) -> dict[str, dict[str, list[float]]]:
        """Give what own adaptations ask of sectors, by sector, measure and period, where there is any."""
        return adapting(self.roadmap, self.schedule)

    def adapted_to(self, sector_id: str, period: int) -> list[tuple[Measure, float]]:
        """Give the measures that a sector adapts to in a period, with person-months, the largest first."""
        return self._largest_first(self.adapting.get(sector_id, {}), period)

    def supported(self, sector_id: str, period: int) -> list[tuple[Measure, float]]:
        """Give the measures that a sector supports in a period, with person-months, the largest first."""
        return self._largest_first(self.support.get(sector_id, {}), period)

    def _largest_first(self, parts: Mapping[str, list[float]], period: int) -> list[tuple[Measure, float]]:
        found = [(self.roadmap.measure(measure), months[period]) for measure, months in parts.items()]
        return sorted((pair for pair in found if pair[1] > TOLERANCE), key=lambda pair: -pair[1])

    def other_share(self, sector_id: str, period: int) -> float:
        """Give how much of what the programme might use other load takes, from 0 to 1."""
        taken, left = self.other_load.get(sector_id), self.capacity[sector_id]
        if taken is None or left is None or not taken[period]:
            return 0.0
        return taken[period] / (taken[period] + left[period])

    def share(self, sector_id: str, period: int) -> float | None:
        """Give load as a share of capacity; ``None`` where there is no limit."""
        if self.capacity[sector_id] is None:
            return None
        return min(self.busy[sector_id][period], MOST_SHARE)

    @cached_property
    def mean_peak(self) -> float | None:
        """Give the mean of the sectors' highest loads as shares of capacity; ``None`` without any limit."""
        limited = sum(limit is not None for limit in self.capacity.values())
        return levelling(self.roadmap, self.schedule) / limited if limited else None

    @cached_property
    def bottlenecks(self) -> list[tuple[Sector, int]]:
        """Give the sectors that are ever full and in how many periods, most often first."""
        full = [(sector, sum(map(is_full, self.busy[sector.id]))) for sector in self.roadmap.sectors]
        return sorted((pair for pair in full if pair[1]), key=lambda pair: -pair[1])

    @cached_property
    def times_full(self) -> dict[str, int]:
        """Give in how many periods each sector is full; sectors that never are, are not held."""
        return {sector.id: count for sector, count in self.bottlenecks}

    @cached_property
    def late(self) -> tuple[str, ...]:
        """Give the measures that end later than a published roadmap said."""
        return later_than_published(self.roadmap, self.schedule)

    @cached_property
    def missed(self) -> dict[str, list[Due]]:
        """Give the soft deadlines that each measure misses; measures that miss none are not held."""
        found: dict[str, list[Due]] = {}
        for missed in missed_deadlines(self.roadmap, self.schedule):
            found.setdefault(missed.measure, []).append(missed)
        return found

    @cached_property
    def deadlines(self) -> dict[str, list[Due]]:
        """Give the deadlines of each measure that is in, met and missed; measures without are not held."""
        found: dict[str, list[Due]] = {}
        for due in deadlines(self.roadmap, self.schedule):
            found.setdefault(due.measure, []).append(due)
        return found

    @cached_property
    def requirements(self) -> tuple[Standing, ...]:
        """Give how the plan stands to each requirement, in the order of the data."""
        return tuple(standings(self.roadmap, self.schedule))

    @cached_property
    def shortfall_cost_nok(self) -> float:
        """Give the price of all that is missing of requirements, undiscounted."""
        return sum(each.cost_nok for each in self.requirements)

    @cached_property
    def delay_cost_nok(self) -> float:
        """Give the price of all soft deadlines that are missed, undiscounted."""
        return delay_cost_nok(self.roadmap, self.schedule)

    @property
    def missed_cost_nok(self) -> float:
        """Give what missed deadlines and requirements take from the net benefit, undiscounted."""
        return self.delay_cost_nok + self.shortfall_cost_nok

    def is_frozen(self, sector_id: str, period: int) -> bool:
        """Tell whether a freeze takes capacity from a sector in a period."""
        if self.capacity[sector_id] is None:
            return False
        calendar = self.roadmap.calendar
        begins, ends = calendar.date_of(period), calendar.date_of(period + 1)
        freezes = self.roadmap.sector(sector_id).freezes
        return any(freeze.starts < ends and freeze.ends > begins and freeze.share < 1 for freeze in freezes)

    @cached_property
    def net_present_value(self) -> float:
        """Give the net benefit in NOK of the analysis year."""
        return net_present_value(self.roadmap, self.schedule)

    @cached_property
    def value_done_anyway(self) -> float:
        """Give the part of the net benefit in NOK that comes from started and mandatory measures."""
        return value_done_anyway(self.roadmap, self.schedule)

    @cached_property
    def residual_value(self) -> float:
        """Give the present value in NOK of what follows the analysis period; no part of the net benefit."""
        return residual_value(self.roadmap, self.schedule)

    @cached_property
    def money(self) -> tuple[MoneyOfYear, ...]:
        """Give the money of each calendar year, through the last that counts."""
        return money_by_year(self.roadmap, self.schedule)

    @property
    def money_within(self) -> tuple[MoneyOfYear, ...]:
        """Give the money of each calendar year of the horizon."""
        return self.money[: len(self.roadmap.years)]

    @cached_property
    def rests_on(self) -> dict[What, dict[Basis, float]]:
        """Give the shares of benefit, investment and load by what they rest on."""
        return grounds(self.roadmap, self.schedule)

    @cached_property
    def budgets(self) -> tuple[BudgetUse, ...]:
        """Give what the plan uses of each budget, in the order of the data."""
        return budget_uses(self.roadmap, self.schedule)

    @cached_property
    def full_budgets(self) -> dict[str, tuple[BudgetUse, ...]]:
        """Give the budgets that are full, by payer, the payer with most such years first."""
        return full_by_payer(self.roadmap, self.budgets)


def is_full(share: float) -> bool:
    """Tell whether a sector counts as full at a share of its capacity."""
    return share >= FULL


def is_overfull(share: float) -> bool:
    """Tell whether a share of a sector's capacity is more than all of it, rounding apart."""
    return share > 1 + SLACK


@at_hand
def facts(plan: Plan) -> Facts | None:
    """Give what a plan holds, counted once for all that is said of it; ``None`` when it has no schedule."""
    return None if plan.schedule is None else Facts(plan)


def facts_of_planned(plan: Plan) -> Facts:
    """Give the same of a plan that has a schedule.

    Raises
    ------
    ValueError
        If it has none.
    """
    found = facts(plan)
    if found is None:
        raise ValueError(f"the plan is {plan.status}, expected one with a schedule")
    return found


def bottlenecks(plan: Plan) -> list[tuple[Sector, int]]:
    """Give the sectors that are ever full and in how many periods, most often first."""
    found = facts(plan)
    return (Facts(plan) if found is None else found).bottlenecks


def chosen_mode(found: Facts, measure: Measure, phase: Phase) -> Mode:
    """Give the way a phase is done in the plan; the first where the plan does not hold it."""
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    chosen = next((one.mode for one in planned if one.phase == phase.id), "")
    return next((mode for mode in phase.modes if mode.name == chosen), phase.modes[0])
