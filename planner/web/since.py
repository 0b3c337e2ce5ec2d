"""What has changed since the plan that was rolled to the status date: worked out once, when a page asks."""

from functools import partial
from typing import Final

from planner.language import Message, ToldError, to_say
from planner.model import Plan
from planner.rolling import ReportsRefusedError
from planner.sheets import reports_typed
from planner.store import RollKept, Store
from planner.variance import Variance, what_changed
from planner.web.jobs import Job
from planner.web.reporting import Reporting
from planner.web.rolls import last_roll_or_none, rolled_again
from planner.web.waited_for import WaitedFor

_UNLIKE: Final = to_say("The two plans cannot be compared any more.")


class SinceRolled(WaitedFor[Variance | Message]):
    """What is known of what has changed between the last status date and the one before it, or why not."""

    def __init__(self) -> None:
        super().__init__()
        self._about: tuple[RollKept, Plan] | None = None

    def ask(self, store: Store | None, plan: Plan | None) -> None:
        """Be about a plan from now on; about none where nobody has rolled to its status date."""
        roll = None if plan is None or plan.schedule is None else last_roll_or_none(store, plan.roadmap)
        with self._lock:
            before = self._about
            if plan is None or roll is None or store is None:
                if before is not None:
                    self._about = None
                    self.forget()
            elif before is None or before[0].version != roll.version or not _is_alike(before[1], plan):
                self.forget()
                self._about = roll, plan
                self._begin(partial(self._work, store=store, roll=roll, plan=plan))

    def _work(self, job: Job, *, store: Store, roll: RollKept, plan: Plan) -> None:
        read = reports_typed([Reporting.cells_in(row) for row in roll.rows])
        try:
            before = rolled_again(store, roll).past.plan
            found: Variance | Message = what_changed(before, plan, read.reports)
        except ReportsRefusedError as refused:
            found = refused.findings[0].message
        except ToldError as error:
            found = error.message
        except ValueError:
            found = _UNLIKE
        self._tell(job, found)


def _is_alike(one: Plan, other: Plan) -> bool:
    """Tell whether two plans have the same dates in the same data: a closer bound changes nothing."""
    return one is other or (one.schedule == other.schedule and one.digest == other.digest)
