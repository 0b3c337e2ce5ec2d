"""Rolling the roadmap of a workspace forward: what would come of it, and doing it as one version."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from planner.language import Message, ToldError, to_say
from planner.model import Draft, Finding, Plan, errors
from planner.results import Facts
from planner.rolling import (
    ReportsRefusedError,
    Rolled,
    Slip,
    planned_spending,
    roll,
    rolling_instant,
    slips,
)
from planner.sheets import ReportsRead, WrongCells, found_in, reports_typed, told_without_rows, wrong_by_cell
from planner.store import (
    DraftKept,
    RollKept,
    Saved,
    ScenarioKept,
    ScenarioState,
    StandingPlan,
    Store,
    StoreError,
    TypedReport,
    Version,
    all_beside,
)
from planner.view import DueRow, due_rows
from planner.web.engine import PlanMaker
from planner.web.ground import OnVersion
from planner.web.held_ready import held_ready
from planner.web.journal import Change
from planner.web.lately import Lately
from planner.web.reporting import OF_SCENARIO, Reporting
from planner.web.rolls import have_at_hand, left_by, realised_before
from planner.web.workspace import Workspace

_NO_PLAN = to_say("There is no plan with dates yet, so that nothing can be reported against it.")
_OF_ANOTHER = to_say(
    "The plan that stands was made from something else than the version below it. Compute and accept the "
    "plan that follows first: what was planned is told from it."
)
_BROKEN = to_say(
    "Rolled forward, the plan breaks rules. Accept the one that changes least of it, which is proposed, or "
    "another: what happens next is told from that."
)
_UNSAVED = to_say("Save what is drafted, or empty the draft: rolling forward makes a version by itself.")
_TO_MEND = to_say("Mend what is marked in the reports first: nothing is taken in by half.")
_NOT_NEWEST = to_say("A newer version has been saved. Look at it first.")

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


def plan_to_roll(workspace: Workspace) -> Facts:
    """Give the plan of record, made from the version that is shown; else ``ToldError`` says why not.

    Where nobody has adopted or accepted any, it is the plan that stands.
    """
    if workspace.scenario is not None:
        raise ToldError(OF_SCENARIO)
    found = workspace.plan_of_record or workspace.plan
    if found is None or found.plan.schedule is None:
        raise ToldError(_NO_PLAN)
    if found.roadmap.digest != workspace.data.digest:
        raise ToldError(_OF_ANOTHER if workspace.left_of_it is None else _BROKEN)
    return found


def chosen_date(workspace: Workspace, facts: Facts) -> date:
    """Give the day that the reports are for: the one that was chosen, where the plan can be rolled to it.

    Else the first day of the next period, as where the status date has passed the one that was chosen.
    """
    chosen = workspace.reporting.to
    if chosen is None or why_not_to(facts, chosen) is not None:
        return facts.roadmap.calendar.date_of(1)
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChosen:
    """The day that is reported for.

    Parameters
    ----------
    day
        As chosen, or the first of the next period where nothing can be rolled to that.
    becomes
        The first day of the period that it lies in.
    wrong
        Why nothing can be rolled to the one that somebody has chosen.
    """

    facts: Facts
    day: date
    becomes: date
    wrong: Message | None


def day_chosen(workspace: Workspace) -> DayChosen:
    """Give the day that is reported for; ``ToldError`` where there is no plan to roll to it."""
    facts, chosen = plan_to_roll(workspace), workspace.reporting.to
    day = chosen_date(workspace, facts)
    return DayChosen(
        facts=facts,
        day=day,
        becomes=facts.roadmap.calendar.date_of(rolling_instant(facts.plan, day)),
        wrong=None if chosen is None else why_not_to(facts, chosen),
    )


def why_not_to(facts: Facts, day: date) -> Message | None:
    """Say why a plan cannot be rolled to a day; nothing where it can."""
    try:
        rolling_instant(facts.plan, day)
    except ToldError as error:
        return error.message
    return None


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


def roll_on(workspace: Workspace, author: str, request: str = "") -> Saved:
    """Roll the roadmap forward as a version whose message is the date, and let the plan that goes on stand.

    The reports are kept with the version. An adopted plan is frozen, as a baseline: the plan that goes on
    takes its place.

    Parameters
    ----------
    request
        A name that only this roll has: sent again under it, it is saved once.

    Raises
    ------
    StoreError
        If that cannot be done now, or cannot be kept; nothing is done then.
    """
    with held_ready(workspace, partial(ready_to_roll, author=author)):
        return roll_held(workspace, author, request)


def roll_held(workspace: Workspace, author: str, request: str = "") -> Saved:
    """Do the same where all is held still, and what it takes long for is at hand."""
    refused = why_not(workspace)
    if refused is not None:
        raise StoreError("not allowed", refused)
    seen, (store, ground) = roll_seen(workspace), workspace.drafting.needs_store()
    if ground.version.number != store.versions.newest().number:
        raise StoreError("not allowed", _NOT_NEWEST)
    found = _saved(workspace, store, ground.version, seen, (author, request))
    if seen.rolled is not None:
        have_at_hand(store, found.version, seen.rolled, _left(workspace, seen))
    workspace.reporting.taken_in()
    workspace.record.read()
    workspace.stand_on(OnVersion(store, found.version))
    workspace.journal.note(Change.ROLLED)
    return found


_NUMBERS = Lately[tuple[str, int], tuple[Plan, int]]()
"""By store and plan: its number; the plan is held, so that no other has its identity."""


def ready_to_roll(workspace: Workspace, author: str) -> None:
    """Work out what rolling forward takes long for, and keep its plans; if it fails, nothing names them."""
    look_ahead(workspace)
    store, version = workspace.drafting.store, workspace.version
    if store is None or version is None or why_not(workspace) is not None:
        return
    seen = roll_seen(workspace)
    _standing(workspace, store, seen.facts, author)
    if seen.goes_on is not None:
        _number(store, seen.goes_on, author)
    if seen.rolled is not None:
        store.versions.make_ready(seen.rolled.roadmap, parent=version.number)
        _left(workspace, seen)


def _left(workspace: Workspace, seen: RollSeen) -> Plan | None:
    """Give what rolling forward leaves of the plan, where that breaks a rule: it is planned anew from it."""
    if seen.rolled is None or seen.goes_on is not None:
        return None
    return left_by(seen.rolled, workspace.searches.engine)


def _number(store: Store, plan: Plan, author: str) -> int:
    """Give the number of a plan, kept now where it is not."""

    def keep() -> tuple[Plan, int]:
        return plan, store.plans.keep(plan, author=author, is_passing=True).number

    return _NUMBERS.get((str(store.database), id(plan)), keep)[1]


def _saved(
    workspace: Workspace, store: Store, version: Version, seen: RollSeen, by: tuple[str, str]
) -> Saved:
    rolled, (author, request) = seen.rolled, by
    assert rolled is not None
    before = _standing(workspace, store, seen.facts, author)
    after = None if seen.goes_on is None else _number(store, seen.goes_on, author)
    made = RollKept(
        version=version.number,
        status_date=seen.day,
        before=before,
        after=after,
        rows=seen.rows,
        realised_nok=realised_before(store, seen.facts.roadmap) + seen.realised_nok,
        author=author,
        moment=store.reports.moment,
    )

    def emptied(now: Version) -> DraftKept:
        return DraftKept(
            scenario=0, version=now.number, draft=Draft(base=now.digest), plan=made.goes_on or before
        )

    beside = [store.drafts.beside(emptied), store.reports.beside(made)]
    if workspace.record.scenario is not None:
        beside.append(store.scenarios.freezing(workspace.record.scenario, author=author))
    found = store.versions.save(
        rolled.roadmap,
        parent=version.number,
        author=author,
        message=made.status_date.isoformat(),
        request=request,
        beside=all_beside(*beside),
    )
    if not isinstance(found, Saved):
        raise StoreError("not allowed", _NOT_NEWEST)
    return found


def _standing(workspace: Workspace, store: Store, facts: Facts, author: str) -> StandingPlan:
    """Give the plan that is rolled as it is kept."""
    scenario, standing = workspace.record.scenario, workspace.decided.standing
    if scenario is not None and scenario.plan is not None:
        return StandingPlan(number=scenario.plan, aim=scenario.aim)
    assert standing is not None
    number = standing.number or _number(store, facts.plan, author)
    return StandingPlan(number=number, aim=standing.rests_on.aim, is_accepted=standing.is_accepted)


def can_take_back(workspace: Workspace) -> bool:
    """Tell whether the newest version came of rolling forward, and nothing is drafted on it."""
    store, newest = workspace.drafting.store, workspace.newest
    if store is None or newest is None or workspace.scenario is not None or workspace.drafted.changes:
        return False
    try:
        return store.reports.of_version(newest.number) is not None
    except StoreError:  # it is damaged, and holds no reports that could be there again
        return False


def take_back_roll(workspace: Workspace) -> None:
    """Undo the newest version where it came of rolling forward: plan and reports are there as before."""
    newest = workspace.newest
    if newest is not None and can_take_back(workspace):
        workspace.undo_version(newest.number)
