"""The ambition levels: what shares of the capacity in the data are enough for, under the aim of the plan."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from planner.model import Aim, Finding, Plan, errors
from planner.pipeline import DataError
from planner.results import Facts
from planner.web.aims import USUAL
from planner.web.jobs import Job, JobRegistry
from planner.web.proposals import Proposal

LEVELS = (50, 75, 100)
"""Per cent of the capacity in the data at which the strip shows what can be reached."""

Table = dict[int, "Level"]
Search = Callable[[Job, Proposal, int, Facts], Plan]
"""Makes a plan with the aim of another one, at so many per cent of the capacity, from a plan on."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a share of the capacity is enough for; ``facts`` are ``None`` until they are computed.

    Parameters
    ----------
    refused
        Why checking refuses so much capacity before anything is searched.
    is_given_up
        Whether nobody computes it any more: it failed, or was stopped before its turn.
    """

    percent: int
    facts: Facts | None = None
    refused: tuple[Finding, ...] = ()
    is_given_up: bool = False


class Levels:
    """What is known of each level, aim by aim; the aim of the plan that is shown is followed.

    Parameters
    ----------
    changed
        Called when a level is known.
    """

    def __init__(self, jobs: JobRegistry, search: Search, changed: Callable[[], None]) -> None:
        self._jobs, self._search, self._changed = jobs, search, changed
        self._aim = USUAL
        self._tables: dict[Aim, Table] = {}
        self._work: dict[int, Job] = {}

    @property
    def _table(self) -> Table:
        return self._tables.setdefault(self._aim, {})

    def at(self, percent: int) -> Level:
        """Give a level under the aim that is followed."""
        return self._table.get(percent, Level(percent=percent))

    def keep(self, shown: Facts) -> None:
        """Remember the plan that was shown as what the whole capacity in the data is enough for."""
        self._table[100] = Level(percent=100, facts=shown)

    def follow(self, plan: Proposal) -> None:
        """Turn to the aim of a plan; what is counted from another plan than before is not known any more."""
        if plan.aim == self._aim and plan.aim.name != "stability":
            return
        for job in self._work.values():
            self._jobs.stop(job)
        self._work = {}
        self._aim = plan.aim
        if plan.aim.name == "stability":
            self._tables[plan.aim] = {}

    def compute(self, plan: Proposal) -> None:
        """Compute in the background what is not known under the aim of a plan, from that plan on.

        The whole capacity in the data needs no search where the plan rests on just that.
        """
        for percent in LEVELS if plan.percents else LEVELS[:-1]:
            if self.at(percent).facts is None:
                key = f"level {percent} {plan.aim} {id(self._table)}"
                work = partial(self._compute, table=self._table, plan=plan, percent=percent)
                self._table.pop(percent, None)  # one that was given up is waited for again
                self._work[percent] = self._jobs.submit(key, work)

    def give_up(self) -> None:
        """Say of the levels whose work was stopped before its turn that nobody computes them."""
        for percent, job in self._work.items():
            if not job.is_open:
                self._table.setdefault(percent, Level(percent=percent, is_given_up=True))

    def _compute(self, job: Job, *, table: Table, plan: Proposal, percent: int) -> Plan | None:
        level = Level(percent=percent, is_given_up=True)
        try:
            found = self._search(job, plan, percent, _start_of(table, plan, percent))
            level = Level(percent=percent, facts=Facts(found))
            return found
        except DataError as error:
            level = Level(percent=percent, refused=tuple(errors(error.findings)))
            return None
        finally:
            table[percent] = level
            self._changed()


def _start_of(table: Table, plan: Proposal, percent: int) -> Facts:
    """Give what to search a level from: the level below, which more capacity allows too, else the plan.

    So more capacity never seems to reach less, however short the search.
    """
    for lower in sorted(table, reverse=True):
        facts = table[lower].facts
        if lower < percent and facts is not None and facts.plan.schedule is not None:
            return facts
    return plan.facts
