"""What the linear relaxation of a roadmap tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model import Dependency
from planner.problem import LimitKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaxedPlan:
    """The best of the linear relaxation of a roadmap.

    Parameters
    ----------
    best
        Its score.
    bound
        What no plan beats: the same, loosened by what the solver's tolerance may hide.
    limits
        What one more of each limit is worth; ``None`` where the solver does not tell.
    links
        The same of each link, its rows together.
    """

    best: float
    bound: float
    limits: Mapping[LimitKey, float] | None
    links: Mapping[Dependency, float]
