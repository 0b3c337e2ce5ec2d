"""What a schedule means: load, adoption, coverage, ends, spending and scores; pure, standard library only.

Every function restates ``docs/problem.md``, section 6 unless it says otherwise. Lists over time hold one
figure per period of the horizon.
"""

from planner.results.capacities import (
    FULL,
    busy_share,
    busy_shares,
    capacity,
    levelling,
    load,
    load_under_way,
)
from planner.results.deadlines import Due, deadlines
from planner.results.ends import (
    measure_end,
    measure_start,
    open_work,
    own_time,
    rollout_end,
    rollout_is_finished,
    unfinished,
)
from planner.results.money import delay_cost_nok, is_done_anyway, spending, value_done_anyway
from planner.results.moves import stability
from planner.results.scores import best_of, keeps_all, score
from planner.results.shares import adoption, coverage, realised, service_coverage
from planner.results.yearly import MoneyOfYear, money_by_year

__all__ = [
    "FULL",
    "Due",
    "MoneyOfYear",
    "adoption",
    "best_of",
    "busy_share",
    "busy_shares",
    "capacity",
    "coverage",
    "deadlines",
    "delay_cost_nok",
    "is_done_anyway",
    "keeps_all",
    "levelling",
    "load",
    "load_under_way",
    "measure_end",
    "measure_start",
    "money_by_year",
    "open_work",
    "own_time",
    "realised",
    "rollout_end",
    "rollout_is_finished",
    "score",
    "service_coverage",
    "spending",
    "stability",
    "unfinished",
    "value_done_anyway",
]
