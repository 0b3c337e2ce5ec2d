"""What came of a wish for a schedule."""

from dataclasses import dataclass

from planner.model import Schedule
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.shortfall import Shortfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What came of a wish: what is proved, and the schedule of the whole where there is one.

    ``OPTIMAL``: nothing with the wish has a better score. ``INFEASIBLE``: nothing has it.

    Parameters
    ----------
    by_relaxation
        Whether the linear relaxation proved that nothing has it.
    least_loss
        What the score loses at least, whatever schedule has it, where that was asked.
    shortfall
        What the linear relaxation lacks of required shares, where that is how it proved it.
    """

    verdict: Verdict
    schedule: Schedule | None = None
    by_relaxation: bool = False
    least_loss: float | None = None
    shortfall: Shortfall | None = None
