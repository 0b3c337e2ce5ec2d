"""What follows from the rules of a roadmap, worked out once: windows, reach, circles, features; no solver.

Check, engines and search read it; the judge stays apart. Standard library only, so that checking stays quick.
"""

from planner.problem.circles import Pair, circles_of, pairs_of
from planner.problem.features import LARGEST_STEP_MODEL, Features, features_of, is_listable
from planner.problem.most_drawn import MostDrawn
from planner.problem.problem import Problem, first_wave_period, fitting
from planner.problem.refusal import unsupported
from planner.problem.requirements import Reach, RequirementTask, requirement_tasks
from planner.problem.resources import (
    Amount,
    Draws,
    LimitKey,
    Meter,
    Resource,
    ResourceKind,
    adaptation_name,
    open_periods,
    planned_adaptations,
    resources_of,
)
from planner.problem.tasks import MeasureTask, ModeTask, PhaseTask, RolloutTask, clean_shares
from planner.problem.under_way import most_of
from planner.problem.whole_numbers import at_least, at_most, common_factor

__all__ = [
    "LARGEST_STEP_MODEL",
    "Amount",
    "Draws",
    "Features",
    "LimitKey",
    "MeasureTask",
    "Meter",
    "ModeTask",
    "MostDrawn",
    "Pair",
    "PhaseTask",
    "Problem",
    "Reach",
    "RequirementTask",
    "Resource",
    "ResourceKind",
    "RolloutTask",
    "adaptation_name",
    "at_least",
    "at_most",
    "circles_of",
    "clean_shares",
    "common_factor",
    "features_of",
    "first_wave_period",
    "fitting",
    "is_listable",
    "most_of",
    "open_periods",
    "pairs_of",
    "planned_adaptations",
    "requirement_tasks",
    "resources_of",
    "unsupported",
]
