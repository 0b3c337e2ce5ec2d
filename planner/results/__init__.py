"""What a schedule means: load, adoption, coverage, ends, spending and scores; pure, standard library only.

Every function restates ``docs/problem.md``, section 6 unless it says otherwise. Lists over time hold one
figure per period of the horizon.
"""

from planner.results.better import better_at_first, gain, keeps_what_comes_first
from planner.results.budgets import BudgetUse, budget_uses, has_budgets_to_list, years_of
from planner.results.capacities import (
    FULL,
    adapting,
    busy_shares,
    capacity,
    levelling,
    load,
    load_under_way,
    other_load,
    recovery,
    support,
)
from planner.results.dates import dates_of, dates_of_measure, instant_of, own_measures
from planner.results.deadlines import Due, deadlines
from planner.results.differences import ScoreDifference, kept_differences, measured_alike, score_difference
from planner.results.ends import (
    measure_end,
    measure_start,
    open_work,
    own_time,
    phases_end,
    rollout_end,
    rollout_is_finished,
    unfinished,
)
from planner.results.facts import (
    MOST_SHARE,
    Facts,
    bottlenecks,
    chosen_mode,
    facts,
    facts_of_planned,
    is_full,
    is_overfull,
)
from planner.results.grounds import What, grounds, sourced_share, weakest
from planner.results.money import delay_cost_nok, is_done_anyway, spending, value_done_anyway
from planner.results.moves import stability
from planner.results.needs import (
    UNMET_STATES,
    NeedState,
    NeedStep,
    NeedWalk,
    need_walks,
    needs_of_measure,
    unmet_needs,
)
from planner.results.proof import is_closed, telling_bound, telling_gap, with_certified_bound
from planner.results.published import later_than_published
from planner.results.putting_back import (
    SomeMeasures,
    as_counted,
    differing,
    moved_between,
    of_measures,
    put_back,
)
from planner.results.requirements import (
    Standing,
    meets_requirements,
    shortfall,
    shortfall_cost_nok,
    standings,
)
from planner.results.saturation import Landing, Saturation, landings, saturations
from planner.results.scored import Scored
from planner.results.scores import best_of, keeps_all, score
from planner.results.shares import (
    adoption,
    adoption_at,
    coverage,
    coverage_by_year,
    curve,
    last_of_year,
    reaches,
    realised,
    service_coverage,
)
from planner.results.started import started_cost
from planner.results.target_needs import lacking
from planner.results.yearly import MoneyOfYear, money_by_year

__all__ = [
    "FULL",
    "MOST_SHARE",
    "UNMET_STATES",
    "BudgetUse",
    "Due",
    "Facts",
    "Landing",
    "MoneyOfYear",
    "NeedState",
    "NeedStep",
    "NeedWalk",
    "Saturation",
    "ScoreDifference",
    "Scored",
    "SomeMeasures",
    "Standing",
    "What",
    "adapting",
    "adoption",
    "adoption_at",
    "as_counted",
    "best_of",
    "better_at_first",
    "bottlenecks",
    "budget_uses",
    "busy_shares",
    "capacity",
    "chosen_mode",
    "coverage",
    "coverage_by_year",
    "curve",
    "dates_of",
    "dates_of_measure",
    "deadlines",
    "delay_cost_nok",
    "differing",
    "facts",
    "facts_of_planned",
    "gain",
    "grounds",
    "has_budgets_to_list",
    "instant_of",
    "is_closed",
    "is_done_anyway",
    "is_full",
    "is_overfull",
    "keeps_all",
    "keeps_what_comes_first",
    "kept_differences",
    "lacking",
    "landings",
    "last_of_year",
    "later_than_published",
    "levelling",
    "load",
    "load_under_way",
    "measure_end",
    "measure_start",
    "measured_alike",
    "meets_requirements",
    "money_by_year",
    "moved_between",
    "need_walks",
    "needs_of_measure",
    "of_measures",
    "open_work",
    "other_load",
    "own_measures",
    "own_time",
    "phases_end",
    "put_back",
    "reaches",
    "realised",
    "recovery",
    "rollout_end",
    "rollout_is_finished",
    "saturations",
    "score",
    "score_difference",
    "service_coverage",
    "shortfall",
    "shortfall_cost_nok",
    "sourced_share",
    "spending",
    "stability",
    "standings",
    "started_cost",
    "support",
    "telling_bound",
    "telling_gap",
    "unfinished",
    "unmet_needs",
    "value_done_anyway",
    "weakest",
    "with_certified_bound",
    "years_of",
]
