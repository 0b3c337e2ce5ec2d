"""Rolling the roadmap of a workspace forward as one version, and taking that back."""

from functools import partial

from planner.language import to_say
from planner.model import Draft, Plan
from planner.results import Facts
from planner.store import (
    DraftKept,
    RollKept,
    Saved,
    StandingPlan,
    Store,
    StoreError,
    Version,
    all_beside,
)
from planner.web.ground import OnVersion
from planner.web.held_ready import held_ready
from planner.web.journal import Change
from planner.web.lately import Lately
from planner.web.roll_preview import RollSeen, look_ahead, roll_seen, why_not
from planner.web.rolls import have_at_hand, left_by, realised_before
from planner.web.workspace import Workspace

_NOT_NEWEST = to_say("A newer version has been saved. Look at it first.")


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
