"""Circles: measures of which each builds on all the others, so that they are in or out together."""

from collections.abc import Iterable

from planner.model import Link
from planner.network import in_order
from planner.problem.problem import Problem

Pair = tuple[str, str]  # predecessor and successor


def pairs_of(problem: Problem) -> list[Pair]:
    """Give predecessor and successor of the links that bind selection, each once, in order."""
    # all of these bind: what is left to ask is whether the predecessor is open
    pairs = {link.measures for link in problem.dependencies if problem.is_open(link.predecessor.measure)}
    return sorted(pairs)


def circles_of(problem: Problem, pairs: Iterable[Pair]) -> list[list[str]]:
    """Give all measures by circle, predecessors first; most stand alone, as a circle of one."""
    circles = in_order(list(problem.measures), pairs)
    return [circle if len(circle) == 1 else _shares_first(problem, circle) for circle in circles]


def _shares_first(problem: Problem, circle: list[str]) -> list[str]:
    """Give the measures of a circle, those first whose shares others wait for.

    The waves of what is placed first are known to the others; its dates can still be moved.
    """
    by_share = [
        link.measures
        for link in problem.dependencies
        if link.link in (Link.ADOPTION, Link.SHARE) and {*circle}.issuperset(link.measures)
    ]
    ordered = in_order(circle, by_share)
    # where shares wait for each other in a circle too, neither is known before the other: as in the problem
    return [measure for (measure,) in ordered] if len(ordered) == len(circle) else circle
