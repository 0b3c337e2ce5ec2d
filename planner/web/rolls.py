"""The roll by which a roadmap came to its status date, and what it left of the plan."""

from dataclasses import replace
from functools import partial

from planner.language import ToldError
from planner.model import Plan, Roadmap
from planner.rolling import ReportsRefusedError, Rolled, Slip, roll, slips
from planner.sheets import reports_typed
from planner.store import RollKept, Store, Version
from planner.view import progress
from planner.web.engine import PlanMaker
from planner.web.lately import Lately
from planner.web.reporting import Reporting

MOST_DATES = 12
"""Status dates that are listed, the newest first."""
_ROLLED = Lately[tuple[str, int], Rolled](kept=2 * MOST_DATES)  # the list, and what other roadmaps rest on
_SLIPPED = Lately[tuple[str, int], tuple[Slip, ...]](kept=2 * MOST_DATES)
_LEFT = Lately[tuple[str, int], Plan]()
_AHEAD = Lately[int, tuple[Rolled, Plan]](kept=2)
"""Of rolls that are not kept yet; each is held, so that no other has its identity."""


def last_roll(store: Store | None, roadmap: Roadmap) -> RollKept | None:
    """Give the roll by which a roadmap came to its status date; ``None`` where none did."""
    if store is None:
        return None
    led = store.reports.ended_on(roadmap.digest)
    if led is not None:
        return led
    return store.reports.at(roadmap.calendar.date_of(0))


def last_roll_or_none(store: Store | None, roadmap: Roadmap) -> RollKept | None:
    """Give the same; ``None`` also where what is kept of it is damaged, which stands in no plan's way."""
    try:
        return last_roll(store, roadmap)
    except ToldError:
        return None


def realised_before(store: Store, roadmap: Roadmap) -> float:
    """Give the value realised before the status date of a roadmap, by all rolls that led to it, in NOK."""
    found = last_roll(store, roadmap)
    return 0.0 if found is None else found.realised_nok


def rolled_again(store: Store, found: RollKept) -> Rolled:
    """Give what came of a roll once more, from the plan and the reports that it was made with.

    Raises
    ------
    ToldError
        If the plan cannot be read any more, or the reports are refused now.
    """

    def work() -> Rolled:
        parent = store.versions.version(found.version).parent
        plan = store.plans.plan(found.before.number)
        if parent is not None:  # which asks the same, and sectors may have said more in it
            plan = plan.carried_to(store.versions.roadmap(parent))
        read = reports_typed([Reporting.cells_in(row) for row in found.rows])
        try:
            return roll(plan, found.status_date, read.reports)
        except ReportsRefusedError as error:
            raise ToldError(error.findings[0].message) from error

    return _ROLLED.get((str(store.database), found.version), work)


def left_by(rolled: Rolled, engine: PlanMaker) -> Plan:
    """Give what a roll leaves of its plan, lawful or not, before it is kept with a version."""
    work = partial(engine.as_if_lawful, rolled, rolled.past.plan.objective)
    return _AHEAD.get(id(rolled), lambda: (rolled, work()))[1]


def have_at_hand(store: Store, version: Version, rolled: Rolled, left: Plan | None) -> None:
    """Keep what came of a roll at hand, and what it left of its plan, as they have just been worked out."""
    name = str(store.database), version.number
    _ROLLED.get(name, lambda: rolled)
    if left is not None:
        _LEFT.get(name, lambda: left)


def slipped_then(store: Store, found: RollKept) -> tuple[Slip, ...]:
    """Give what went otherwise than the plan that was rolled had it; ``ToldError`` as of ``rolled_again``."""
    name = str(store.database), found.version
    return _SLIPPED.get(name, lambda: slips(rolled_again(store, found).past))


def rolled_or_none(store: Store, found: RollKept) -> Rolled | None:
    """Give what came of a roll; ``None`` where that cannot be told any more."""
    try:
        return rolled_again(store, found)
    except ToldError:
        return None


def with_progress(store: Store | None, plan: Plan) -> Plan:
    """Give a plan with how it went until its status date; as it is where no roll to that can be told of."""
    found = last_roll_or_none(store, plan.roadmap)
    if store is None or found is None:
        return plan
    try:
        slipped = slipped_then(store, found)
    except ToldError:
        slipped = None
    return replace(plan, progress=progress(slipped, found.realised_nok))


def plan_that_was_rolled(store: Store | None, roadmap: Roadmap) -> Plan | None:
    """Give the plan that the last roll set out from; ``None`` where that cannot be told."""
    found = last_roll_or_none(store, roadmap)
    rolled = None if store is None or found is None else rolled_or_none(store, found)
    return None if rolled is None else rolled.past.plan


def plan_as_it_was(store: Store | None, roadmap: Roadmap, engine: PlanMaker) -> Plan | None:
    """Give what the last roll left of the plan, lawful or not: what changes are counted from since then."""
    found = last_roll_or_none(store, roadmap)
    if store is None or found is None:
        return None
    rolled = rolled_or_none(store, found)
    if rolled is None:
        return None
    name = str(store.database), found.version
    return _LEFT.get(name, lambda: engine.as_if_lawful(rolled, rolled.past.plan.objective))
