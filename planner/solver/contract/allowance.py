"""How much work a solver may do, and what it can prove; known on both sides of the process border."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Verdict(StrEnum):
    """What a solver proved."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much work one solve may do; ``None`` is no limit.

    Parameters
    ----------
    seconds
        Wall clock; makes results depend on the machine.
    nodes
        Nodes of the search tree; repeatable.
    gap
        Relative gap at which the search may stop.
    seed
        Seed of the solver's random choices.
    """

    seconds: float | None = None
    nodes: int | None = None
    gap: float = 0.0
    seed: int = 0

    def after(self, seconds: float) -> "Allowance":
        """Give what is left when some seconds have passed."""
        return self if self.seconds is None else replace(self, seconds=max(0.0, self.seconds - seconds))
