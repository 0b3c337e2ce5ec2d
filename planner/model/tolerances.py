"""All tolerances, and the order that must hold between them: what engines find, the judge accepts.

Each is a share of the figure it is about, or of 1 (share, person-month, million kroner, period) where that
figure is smaller. Which is larger than which matters more than how large any is; ``ORDER`` says so, with
reasons. What keeps from dividing by nothing, and what gain makes more work worth while, are no tolerances:
they stand where they are used.
"""

from typing import NamedTuple

SAME_SUM = 1e-12
"""The same sum, added up in another order, may differ by this: some thousand times double precision."""

PRECISION = 1e-9
"""What an engine may pass a limit by, and what it takes for nothing: what HiGHS can be asked for at best."""

ALMOST = 1e-8
"""Within this of its target a share is the target, and two scores that are sums over all measures are one."""

SOLVED = 1e-7
"""Gap at which a solver of one model stops; also what its dual figures are off by."""

TOLERANCE = 1e-6
"""What a plan may pass a limit by and still be lawful (``docs/problem.md``, section 7)."""

WITHIN_TOLERANCE = TOLERANCE / 2
"""What engines use of the tolerance to keep a level or repair a plan: the rest is for rounding."""

BEYOND_TOLERANCE = TOLERANCE * 2
"""What a relaxed problem leaves out of limits and targets, so that its bound holds for every lawful plan."""

OPTIMAL_GAP = 1e-6
"""Gap up to which a plan is proved best; and a difference between two scores that nobody is told of."""

WHOLE = 1e-6
"""Within this of a whole number, what a linear program gives for a count is that number."""

SLACK = 1e-5
"""How far figures may be beyond a limit before a roadmap is called impossible, or a sector overfull."""

LEAST_SHOWN = 1e-4
"""Share of a rollout below which a wave is not drawn."""

EARLIER = 1e-3
"""Least time, in periods, that a measure has to win to count as earlier."""


class Order(NamedTuple):
    """One tolerance stays at least ``times`` smaller than another, and ``why``; both by name."""

    smaller: str
    larger: str
    times: float
    why: str


ORDER = (
    Order("SAME_SUM", "PRECISION", 100, "Adding up in another order must not pass a limit."),
    Order("PRECISION", "ALMOST", 5, "What an engine brings within its precision of a target is moved to it."),
    Order("PRECISION", "WITHIN_TOLERANCE", 100, "What an engine passes limits by is lawful, also scaled."),
    Order("ALMOST", "WITHIN_TOLERANCE", 10, "A share that is moved to its target breaks no limit by that."),
    Order("SOLVED", "OPTIMAL_GAP", 5, "What a solver of one model calls solved is proved best, also scaled."),
    Order("WITHIN_TOLERANCE", "TOLERANCE", 1.5, "A plan that uses the tolerance is lawful when rounded."),
    Order("TOLERANCE", "BEYOND_TOLERANCE", 1.5, "Bounds hold for plans that use all that is allowed."),
    Order(
        "TOLERANCE", "OPTIMAL_GAP", 1, "Using the tolerance wins no more than a plan proved best may miss."
    ),
    Order("TOLERANCE", "SLACK", 5, "No roadmap is called impossible for which the judge accepts a plan."),
    Order("BEYOND_TOLERANCE", "SLACK", 2, "What check calls impossible, no bound calls possible."),
    Order("TOLERANCE", "LEAST_SHOWN", 10, "What is shown is more than what plans may be off by."),
    Order(
        "ALMOST", "EARLIER", 10_000, "What rounding moves a curve by, summed over all periods, wins nothing."
    ),
)
"""What must hold between them; ``tests/test_tolerances.py`` holds it, and that there are no others."""
