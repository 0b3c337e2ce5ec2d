"""The judge: accepts a plan before anyone sees it, and shares nothing with the engine that made it.

Every rule of ``docs/problem.md`` is restated here in plain Python, one function each, gathered in
``SHAPE_RULES`` and ``RULES``; ``CLAIMS`` and ``SCORE_CLAIMS`` are what a plan says of itself, its score and
the levels it kept included. That no better plan exists is not judged: of a bound only that it is no worse
than the score, of what an earlier stage reached only that no more of it is given up than stated.
"""

from collections.abc import Callable, Iterable, Iterator

from planner.model import Finding, Plan, Roadmap, Schedule, in_turns
from planner.verify import claims, shape, stages
from planner.verify.moved import OF_ALL, OF_MEASURES, Judged
from planner.verify.taken import CountedCase

Rule = Callable[[CountedCase], Iterator[Finding]]
Claim = Callable[[Roadmap, Plan], Iterator[Finding]]

SHAPE_RULES: tuple[Rule, ...] = shape.RULES
RULES: tuple[Rule, ...] = (*OF_MEASURES, *OF_ALL)
CLAIMS: tuple[Claim, ...] = (*claims.CLAIMS, *stages.CLAIMS)
SCORE_CLAIMS: tuple[Claim, ...] = (*claims.SCORE_CLAIMS, *stages.SCORE_CLAIMS)
"""What only a lawful schedule can be asked."""


def verify(
    roadmap: Roadmap, plan: Plan, *, is_lawful: bool = False, is_scored: bool = False
) -> list[Finding]:
    """Judge a plan: what it claims of itself, its schedule by all rules, and the score of a lawful one.

    Parameters
    ----------
    is_lawful
        Whether this very schedule has been judged by all rules before, so that only claims are left.
    is_scored
        Whether its score and the levels it keeps have been judged before as well.

    Returns
    -------
    list of Finding
        Empty when the plan can be shown to people.
    """
    false = _false(CLAIMS, roadmap, plan)
    if plan.schedule is None:
        return false
    broken = [] if is_lawful else judge(roadmap, plan.schedule)
    return false + (broken or ([] if is_scored else _false(SCORE_CLAIMS, roadmap, plan)))


def judge(roadmap: Roadmap, schedule: Schedule) -> list[Finding]:
    """Judge a schedule by all rules; the others only where its shape is right.

    Returns
    -------
    list of Finding
        Empty when the schedule is lawful; each finding names what was found and what was expected.
    """
    case = CountedCase(roadmap, schedule)
    return _broken(SHAPE_RULES, case) or _broken(RULES, case)


def _broken(rules: Iterable[Rule], case: CountedCase) -> list[Finding]:
    """Give the findings of some rules."""
    return [finding for rule in in_turns(rules) for finding in rule(case)]


def _false(claims: Iterable[Claim], roadmap: Roadmap, plan: Plan) -> list[Finding]:
    """Give the findings on what a plan claims of itself."""
    return [finding for claim in in_turns(claims) for finding in claim(roadmap, plan)]


__all__ = ["CLAIMS", "RULES", "SCORE_CLAIMS", "SHAPE_RULES", "Judged", "judge", "verify"]
