"""What follows from the rules of a roadmap, worked out once: windows, reach, flows, worth; no solver.

Check, engines and search read it; the judge stays apart.
"""

from planner.problem.circles import Pair, circles_of, pairs_of
from planner.problem.features import LARGEST_STEP_MODEL, Features, features_of, is_listable
from planner.problem.flows import MILLION, Flows, contribution_weights, coverage_weights, rollout_weights
from planner.problem.problem import (
    ALMOST,
    FAR,
    MeasureTask,
    ModeTask,
    PhaseTask,
    Problem,
    RolloutTask,
    clean_shares,
    first_wave_period,
    fitting,
)
from planner.problem.refusal import unsupported
from planner.problem.under_way import most_of
from planner.problem.whole_numbers import at_least, at_most, common_factor
from planner.problem.worth import WorthArrays, unit_of_worth, worth_of

__all__ = [
    "ALMOST",
    "FAR",
    "LARGEST_STEP_MODEL",
    "MILLION",
    "Features",
    "Flows",
    "MeasureTask",
    "ModeTask",
    "Pair",
    "PhaseTask",
    "Problem",
    "RolloutTask",
    "WorthArrays",
    "at_least",
    "at_most",
    "circles_of",
    "clean_shares",
    "common_factor",
    "contribution_weights",
    "coverage_weights",
    "features_of",
    "first_wave_period",
    "fitting",
    "is_listable",
    "most_of",
    "pairs_of",
    "rollout_weights",
    "unit_of_worth",
    "unsupported",
    "worth_of",
]
