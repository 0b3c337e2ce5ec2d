"""What rolling the roadmap of a workspace forward would come to, and why it cannot be done now."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from planner.language import Message, ToldError, to_say
from planner.model import Finding, Plan, errors
from planner.results import Facts
from planner.rolling import ReportsRefusedError, Rolled, Slip, planned_spending, roll, rolling_instant, slips
from planner.sheets import ReportsRead, WrongCells, found_in, reports_typed, told_without_rows, wrong_by_cell
from planner.store import ScenarioKept, ScenarioState, Store, TypedReport
from planner.view import DueRow, due_rows
from planner.web.engine import PlanMaker
from planner.web.lately import Lately
from planner.web.reporting import Reporting
from planner.web.roll_day import chosen_date, plan_to_roll
from planner.web.workspace import Workspace

_UNSAVED = to_say("Save what is drafted, or empty the draft: rolling forward makes a version by itself.")
_TO_MEND = to_say("Mend what is marked in the reports first: nothing is taken in by half.")

_MOST_BASELINES = 200  # more than the frozen scenarios of a roadmap


@dataclass(frozen=True, kw_only=True)
class RollSeen:
    """What rolling forward would come to.

    Parameters
    ----------
    facts
        The plan that is rolled.
    rows
        What is typed, by which ``read`` and ``wrong`` count; more may have been typed since.
    to, at
        The status date, as chosen, and its instant in the plan.
    spending
        What it had by then for each payer and year to invest, in NOK; as planned where nothing is rolled.
    read, wrong
        What is reported, and every cell that cannot be taken in, unreadable or refused.
    refused
        Why nothing of it can be taken in, where that is so.
    rolled
        ``None`` where it is.
    goes_on
        The plan from the date on; ``None`` where it breaks a rule.
    slipped
        What went otherwise than the plan had it.
    realised_nok
        The value realised by then, since the status date of the plan.
    error
        What is wrong with the roadmap that it becomes.
    against
        What slipped against baselines, by the number of each plan, as far as that has been asked.
    """

    facts: Facts
    rows: tuple[TypedReport, ...]
    to: date
    at: int
    due: tuple[DueRow, ...]
    spending: Mapping[tuple[str, int], float]
    read: ReportsRead
    wrong: WrongCells
    refused: tuple[Finding, ...] = ()
    rolled: Rolled | None = None
    goes_on: Plan | None = None
    slipped: tuple[Slip, ...] = ()
    realised_nok: float = 0.0
    error: Message | None = None
    against: Lately[int, tuple[Slip, ...]] = field(
        default_factory=lambda: Lately(kept=_MOST_BASELINES), compare=False, repr=False
    )

    @property
    def day(self) -> date:
        """Give the status date that it becomes."""
        return self.facts.roadmap.calendar.date_of(self.at)


@dataclass(frozen=True, kw_only=True)
class AgainstBaseline:
    """What slipped against a plan that is kept as a baseline.

    Parameters
    ----------
    name
        Of its scenario.
    refused
        Why the two cannot be compared; ``None`` where they can.
    """

    name: str
    slips: tuple[Slip, ...] = ()
    refused: Message | None = None


_SEEN = Lately[tuple[object, ...], RollSeen]()
_COMPUTING = threading.Lock()


def roll_seen(workspace: Workspace) -> RollSeen:
    """Give what rolling forward would come to, worked out once.

    Raises
    ------
    ToldError
        If there is no plan to roll, or the date is none of a later period of it.
    """
    return roll_seen_with(workspace, workspace.reporting.rows)


def roll_seen_with(workspace: Workspace, rows: tuple[TypedReport, ...]) -> RollSeen:
    """Give what rolling forward would come to if these were the reports; as of ``roll_seen``."""
    facts = plan_to_roll(workspace)
    to, engine = chosen_date(workspace, facts), workspace.searches.engine
    key = _key(facts, to, rows)
    known = _SEEN.known(key)  # asked first: who holds a workspace waits for no work of another
    if known is not None:
        return known
    with _COMPUTING:
        return _SEEN.get(key, lambda: _looked(facts, to, rows, engine))


def look_ahead(workspace: Workspace) -> None:
    """Have at hand what rolling forward would come to, and what slipped against each baseline."""
    with suppress(ToldError):
        slips_by_baseline(workspace, roll_seen(workspace))


def _key(facts: Facts, to: date, rows: tuple[TypedReport, ...]) -> tuple[object, ...]:
    """Give what a look depends on; the plan is held by it, so that no other has its identity meanwhile."""
    typed = tuple((row.name, row.author, row.moment, tuple(row.cells.items())) for row in rows)
    return id(facts.plan), to, typed


def _looked(facts: Facts, to: date, rows: tuple[TypedReport, ...], engine: PlanMaker) -> RollSeen:
    at, read = rolling_instant(facts.plan, to), reports_typed([Reporting.cells_in(row) for row in rows])
    rolled: Rolled | None = None
    refused: tuple[Finding, ...] = ()
    try:
        rolled = roll(facts.plan, to, read.reports)
    except ReportsRefusedError as error:
        refused = told_without_rows(error.findings)
    seen = RollSeen(
        facts=facts,
        rows=rows,
        to=to,
        at=at,
        due=due_rows(facts.plan, at),
        spending=planned_spending((rolled or roll(facts.plan, to)).past),
        read=read,
        wrong={**wrong_by_cell(refused), **read.wrong},
        refused=refused,
    )
    if rolled is None or read.wrong:
        return seen
    wrong = errors(found_in(rolled.roadmap))
    return replace(
        seen,
        rolled=rolled,
        goes_on=engine.going_on(rolled, facts.plan.objective),
        slipped=slips(rolled.past),
        realised_nok=rolled.realised_nok,
        error=wrong[0].message if wrong else None,
    )


def why_not(workspace: Workspace) -> Message | None:
    """Say why the roadmap cannot be rolled forward now; nothing where it can."""
    try:
        seen = roll_seen(workspace)
    except ToldError as error:
        return error.message
    if workspace.drafted.changes or workspace.rough:
        return _UNSAVED
    if seen.rolled is None:
        return _TO_MEND
    if seen.error is not None:
        return to_say("Rolled forward, the roadmap has an error: {error} Mend it first.", error=seen.error)
    if workspace.drafting.store is None:
        return to_say("Nothing can be saved: there is nowhere to keep it.")
    return None


def slips_by_baseline(workspace: Workspace, seen: RollSeen) -> tuple[AgainstBaseline, ...]:
    """Give what slipped against each plan that is kept as a baseline: those of frozen scenarios."""
    store = workspace.drafting.store
    if store is None or seen.rolled is None:
        return ()
    kept = [each for each in store.scenarios.kept() if each.state is ScenarioState.FROZEN]
    engine = workspace.searches.engine
    return tuple(_against_one(engine, seen, store, each) for each in kept if each.plan is not None)


def _against_one(engine: PlanMaker, seen: RollSeen, store: Store, baseline: ScenarioKept) -> AgainstBaseline:
    rolled, number = seen.rolled, baseline.plan
    if rolled is None or number is None:
        return AgainstBaseline(name=baseline.name)
    try:
        found = seen.against.get(number, lambda: engine.slips_against(rolled, store.plans.plan(number)))
    except ToldError as error:
        return AgainstBaseline(name=baseline.name, refused=error.message)
    return AgainstBaseline(name=baseline.name, slips=found)
