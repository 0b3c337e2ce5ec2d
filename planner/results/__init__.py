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
    running_load,
    stated_capacity,
)
from planner.results.ends import (
    measure_end,
    measure_start,
    open_work,
    own_time,
    rollout_end,
    rollout_is_finished,
)
from planner.results.money import delay_cost_nok, spending
from planner.results.moves import stability
from planner.results.scores import best_of, score
from planner.results.shares import adoption, coverage, realised, service_coverage

__all__ = [
    "FULL",
    "adoption",
    "best_of",
    "busy_share",
    "busy_shares",
    "capacity",
    "coverage",
    "delay_cost_nok",
    "levelling",
    "load",
    "measure_end",
    "measure_start",
    "open_work",
    "own_time",
    "realised",
    "rollout_end",
    "rollout_is_finished",
    "running_load",
    "score",
    "service_coverage",
    "spending",
    "stability",
    "stated_capacity",
]
