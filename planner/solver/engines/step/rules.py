"""All rules of the planning problem as rows of the step model: each rule is one function.

What each means stands in ``docs/problem.md``; ``planner.verify`` says the same in plain Python. The objective
comes first: rules on shares that count or are late look only at those that it asked for.
"""

from collections.abc import Callable

from planner.problem import Problem
from planner.solver.engines.step import adaptations, limits, links, passed, phases, requirements, rollouts
from planner.solver.engines.step.model import StepModel

Rule = Callable[[StepModel, Problem], None]

RULES: tuple[Rule, ...] = (
    *phases.RULES,
    *rollouts.RULES,
    *adaptations.RULES,
    *links.RULES,
    *passed.RULES,
    *limits.RULES,
    *requirements.RULES,
)

TIGHTENINGS: tuple[Rule, ...] = (*rollouts.TIGHTENINGS, *limits.TIGHTENINGS)

TIES: tuple[Rule, ...] = (*links.RULES, *passed.RULES, phases.groups_hold)
"""Those of the rules that are about links and groups, and about nothing else."""

__all__ = ["RULES", "TIES", "TIGHTENINGS", "Rule"]
