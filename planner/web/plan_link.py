"""The link to one plan names it, so that who opens it later sees that plan, or is told that it is gone."""

import hashlib
import json
import logging
from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from planner.language import _
from planner.model import Plan, PlannedPhase, PlannedRollout
from planner.store import StoreError
from planner.web.addresses import address_of, asked_in
from planner.web.pages.paths import BOARD
from planner.web.workspace import Workspace

log = logging.getLogger(__name__)

PLAN = "vist"
"""What names the plan in the address of the board's page."""
NUMBER = "nr"
"""What says in it under which number the plan is kept."""
UNREADABLE = "?"
"""In place of a mark that can be none."""
DIGITS = 12
SHARE_DIGITS = 9
"""Decimals of a share that two plans have to have in common."""
_TEXT = json.JSONEncoder(sort_keys=True).encode  # made once: for each thing anew it takes most of the time


def mark_of(plan: Plan) -> str:
    """Give a short mark that is the same for the same dates of data that asks the same, also after a restart.

    Empty where there are no dates. It takes a quarter of a second for two thousand measures.
    """
    if plan.schedule is None:
        return ""
    parts = [
        sorted(plan.schedule.selected),
        sorted(_TEXT(_phase(each)) for each in plan.schedule.phases),
        sorted(_TEXT(_rollout(each)) for each in plan.schedule.rollouts),
    ]
    return hashlib.sha256(json.dumps([plan.roadmap.planned_digest, *parts]).encode()).hexdigest()[:DIGITS]


def _phase(phase: PlannedPhase) -> dict[str, Any]:
    names = ("measure", "phase", "mode", "start", "end")
    return {name: getattr(phase, name) for name in names}


def _rollout(rollout: PlannedRollout) -> dict[str, Any]:
    """Give a rollout with its shares as two plans have them in common."""
    told = {name: getattr(rollout, name) for name in ("measure", "sector", "begin")}
    adaptation = None if rollout.adaptation is None else asdict(rollout.adaptation)
    shares = [round(share, SHARE_DIGITS) for share in rollout.adoption]
    return {**told, "adoption": shares, "adaptation": adaptation}


def mark_shown(workspace: Workspace) -> str:
    """Give the mark of the plan that is shown, worked out once; who holds the workspace still asks before."""
    with workspace.held_still():
        name, plan = workspace.decided.plan_id, workspace.shown.plan
    return workspace.marks.get(name, partial(mark_of, plan))


def address_of_plan(workspace: Workspace) -> str:
    """Give the address of the board's page that names the plan that is shown there."""
    standing = workspace.decided.standing
    number = None if standing is None else standing.number
    scenario = "" if workspace.scenario is None else str(workspace.scenario.number)
    named = {PLAN: mark_shown(workspace), NUMBER: "" if number is None else str(number)}
    return address_of(BOARD, scenario=scenario, **named)


def linked_plan(workspace: Workspace, query: object) -> Plan | None:
    """Give the plan that a link was made for, where that is another than the one shown, and is still kept.

    Anybody may have written into what is kept: it has to have the mark of the link, and to keep the rules.
    """
    mark, number, store = plan_in(query), number_in(query), workspace.drafting.store
    if store is None or mark in ("", UNREADABLE) or not number or mark == mark_shown(workspace):
        return None
    asked = mark, number
    found = workspace.linked.known(asked)
    if found is None:
        try:
            plan = store.plans.plan(asked[1])
        except StoreError as error:
            if error.code != "unknown":
                log.exception("the plan that a link was made for cannot be read")
            return None
        found = workspace.linked.get(asked, lambda: _judged(workspace, plan, mark))
    return found[0] if found else None


def _judged(workspace: Workspace, plan: Plan, mark: str) -> tuple[Plan, ...]:
    """Give a kept plan where it keeps the rules and has the mark; else none."""
    judged = workspace.searches.engine.accepted(plan)
    return (judged,) if mark_of(judged) == mark else ()


def number_in(query: object) -> int:
    """Give the number under which a query says that its plan is kept; 0 where it says none.

    Examples
    --------
    >>> number_in("?nr=7"), number_in("?nr=-7"), number_in(None)
    (7, 0, 0)
    """
    text = asked_in(query, NUMBER)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else 0


def another_words(workspace: Workspace, query: object) -> str:
    """Say that an address was made for another plan than the one that is shown; nothing where it is that.

    Where the plan of the link is shown, it is said that another one stands by now.
    """
    asked = plan_in(query)
    if not asked or asked == mark_shown(workspace):
        return ""
    if linked_plan(workspace, query) is not None:
        return _(
            "This is the plan that the link was made for, {mark}. Another one stands by now.",
            mark=asked,
        )
    return _(
        "The link was made for another plan, {mark}, which stands here no longer. What follows is the plan "
        "that stands now.",
        mark=asked,
    )


def plan_in(query: object) -> str:
    """Give the mark that a query names, as far as it can be one.

    Examples
    --------
    >>> plan_in("?lang=en&vist=0123456789ab"), plan_in("?vist=<b>"), plan_in(None)
    ('0123456789ab', '?', '')
    """
    found = asked_in(query, PLAN)
    return (
        found if not found or (found.isascii() and found.isalnum() and len(found) <= DIGITS) else UNREADABLE
    )


def query_in(address: object) -> str:
    """Give the query of a whole address; nothing of what is none."""
    try:
        return urlsplit(address).query if isinstance(address, str) else ""
    except ValueError:
        return ""
