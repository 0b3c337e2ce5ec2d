"""What a window has seen, and what it has to draw anew."""

from collections.abc import Mapping
from typing import Any, Final

from dash import Output, no_update

from planner.web.jobs import Job
from planner.web.pages import ids
from planner.web.parts import shown_if
from planner.web.preparing import preparing
from planner.web.top import announcement, work_under_way
from planner.web.workspace import Workspace

Pulse = dict[str, str]

STORES: Final[Mapping[str, str]] = {
    "revision": ids.REVISION,
    "news": ids.NEWS,
    "draft": ids.DRAFT,
    "standing": ids.STANDING,
    "scenarios": ids.SCENARIOS_NEWS,
    "assumptions": ids.ASSUMPTIONS_NEWS,
    "decisions": ids.DECISIONS_NEWS,
    "prices": ids.PRICES_NEWS,
    "reasons": ids.REASONS,
    "conflicts": ids.CONFLICTS_NEWS,
    "moves": ids.MOVES_NEWS,
    "stops": ids.STOPS_NEWS,
    "certificate": ids.CERTIFICATE_NEWS,
}
"""The stores of a window that tell what to draw anew, by the part of the pulse that each holds."""

SHORT_MILLISECONDS = 400
"""While somebody waits for a reason, which takes about as long."""
BUSY_MILLISECONDS = 1000
IDLE_MILLISECONDS = 2000
"""How often a window asks whether anything is new; where nothing is, the answer is empty."""


def outputs(*, again: bool) -> tuple[Output, ...]:
    """Give the places that ``news`` fills; again where another callback fills them too."""
    return (
        Output(ids.JOB, "children", allow_duplicate=again),
        Output(ids.STOP, "style", allow_duplicate=again),
        Output(ids.ANNOUNCEMENT, "children", allow_duplicate=again),
        Output(ids.CLOCK, "interval", allow_duplicate=again),
        *(Output(store, "data", allow_duplicate=again) for store in STORES.values()),
        Output(ids.PULSE, "data", allow_duplicate=again),
    )


def pulse(workspace: Workspace) -> Pulse:
    """Give what tells whether anything has changed: a few short texts."""
    # Asked first: what ends while the rest is asked is then seen the next time.
    searches = workspace.searches
    work = f"{workspace.is_busy} {_pulse_of(searches.asking)} {_pulse_of(searches.improving)}"
    work += f" {workspace.preparation and workspace.preparation.state}"
    journal, is_asking = workspace.journal, searches.is_asking
    return {
        "work": work,
        "revision": f"{journal.run}.{journal.edition}",
        "news": f"{journal.run}.{journal.news}.{is_asking}",
        "draft": f"{journal.run}.{journal.drafts}",
        "standing": journal.sight,
        "scenarios": str(workspace.record.count),
        "assumptions": _pulse_of_assumptions(workspace),
        "decisions": _pulse_of_decisions(workspace),
        "prices": "" if workspace.plan is None else searches.prices.standing(workspace.plan.plan),
        "reasons": f"{workspace.reasons.count}.{workspace.reasons.is_busy}",
        "conflicts": _pulse_of_conflicts(workspace),
        "moves": _pulse_of_moves(workspace),
        "stops": f"{workspace.stops.count}.{workspace.stops.is_busy}",
        "certificate": f"{workspace.certifying.count}.{workspace.certifying.is_busy}",
    }


def _pulse_of_moves(workspace: Workspace) -> str:
    """Tell how far it has come what has moved: by the proposal, by the moves that are picked, and by time."""
    moves, since = workspace.moves, workspace.since
    return f"{moves.count}.{moves.is_busy}.{workspace.picking.count}.{since.count}.{since.is_busy}"


def _pulse_of_assumptions(workspace: Workspace) -> str:
    """Tell of which roadmap it is, and how far the work on it has come until it is known.

    That the work then ends is no news: drawn anew for it, what somebody has just opened would close.
    """
    if workspace.plan is None:
        return ""
    plan, known = workspace.plan.plan, workspace.searches.assumptions
    work = known.work_on(plan)
    return f"{plan.digest} known" if known.knows(plan) else f"{plan.digest} {work and work.state}"


def _pulse_of_conflicts(workspace: Workspace) -> str:
    """Tell how far it has come why there is no plan."""
    job = workspace.diagnoses.job
    return "" if job is None else f"{id(job)} {job.state} {workspace.diagnoses.count}"


def _pulse_of_decisions(workspace: Workspace) -> str:
    """Tell how far the work on those of the plan on the screen has come."""
    if workspace.plan is None:
        return ""
    plan, known = workspace.plan.plan, workspace.searches.decisions
    work = known.work_on(plan)
    return f"{known.left(plan)} {work and work.key} {work and work.state}"


def _pulse_of(job: Job | None) -> str:
    if job is None:
        return ""
    told = job.progress
    return (
        f"{id(job)} {job.state} {job.stop.is_set()} "
        f"{told and (round(told.seconds), told.score, told.bound, told.nearest)}"
    )


def news(workspace: Workspace, known: object) -> list[Any]:
    """Give what has changed since the pulse that a window knows, in the order of the outputs."""
    now = pulse(workspace)
    before = known if isinstance(known, dict) else {}
    parts = [now[name] if now[name] != before.get(name) else no_update for name in STORES]
    return [
        [work_under_way(workspace), preparing(workspace)],
        shown_if(workspace.is_busy),
        announcement(workspace),
        clock_milliseconds(workspace),
        *parts,
        now,
    ]


def clock_milliseconds(workspace: Workspace) -> int:
    """Give how long a window waits until it asks again."""
    waited_for = (workspace.reasons, workspace.moves, workspace.picking, workspace.stops, workspace.since)
    if any(each.is_busy for each in waited_for):
        return SHORT_MILLISECONDS
    is_busy = workspace.is_busy or workspace.certifying.is_busy
    return BUSY_MILLISECONDS if is_busy else IDLE_MILLISECONDS


def is_of_another_run(workspace: Workspace, known: object) -> bool:
    """Tell whether a window was opened before the planner was started again."""
    seen = known.get("revision") if isinstance(known, dict) else None
    return isinstance(seen, str) and seen.split(".")[0] != workspace.journal.run
