"""All rules of the planning problem as rows of the step model: each rule is one function.

What each means stands in ``docs/problem.md``; ``planner.verify`` says the same in plain Python. The objective
comes first: rules on shares that count or are late look only at those that it asked for.
"""

from collections.abc import Callable

from planner.solver import step_limits, step_links, step_phases, step_rollouts
from planner.solver.problem import Problem
from planner.solver.step_model import StepModel

Rule = Callable[[StepModel, Problem], None]

RULES: tuple[Rule, ...] = (
    *step_phases.RULES,
    *step_rollouts.RULES,
    *step_links.RULES,
    *step_limits.RULES,
)

TIGHTENINGS: tuple[Rule, ...] = (*step_rollouts.TIGHTENINGS, *step_limits.TIGHTENINGS)

__all__ = ["RULES", "TIGHTENINGS", "Rule"]
