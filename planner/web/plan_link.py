"""The link to one plan names it, so that who opens it later is told where another one stands there."""

import hashlib
import json
from dataclasses import asdict
from urllib.parse import parse_qs, urlsplit

from planner.language import _
from planner.model import Plan
from planner.web.addresses import address_of
from planner.web.pages.paths import BOARD
from planner.web.workspace import Workspace

PLAN = "vist"
"""What names the plan in the address of the board's page."""
DIGITS = 12
SHARE_DIGITS = 9
"""Decimals of a share that two plans have to have in common."""


def mark_of(plan: Plan) -> str:
    """Give a short mark that is the same for the same dates of the same data, also after a restart.

    Empty where there are no dates.
    """
    if plan.schedule is None:
        return ""
    found = asdict(plan.schedule)
    parts = [
        sorted(found["selected"]),
        sorted(json.dumps(each, sort_keys=True) for each in found["phases"]),
        sorted(json.dumps(_rounded(each), sort_keys=True) for each in found["rollouts"]),
    ]
    return hashlib.sha256(json.dumps([plan.digest, *parts]).encode()).hexdigest()[:DIGITS]


def _rounded(rollout: dict[str, object]) -> dict[str, object]:
    shares = rollout["adoption"]
    assert isinstance(shares, tuple)
    return {**rollout, "adoption": [round(share, SHARE_DIGITS) for share in shares]}


def address_of_plan(workspace: Workspace) -> str:
    """Give the address of the board's page that names the plan that is shown there."""
    scenario = "" if workspace.scenario is None else str(workspace.scenario.number)
    return address_of(BOARD, **{"scenario": scenario, PLAN: mark_of(workspace.shown.plan)})


def another_words(workspace: Workspace, query: object) -> str:
    """Say that an address was made for another plan than the one that is shown; nothing where it is that."""
    asked = plan_in(query)
    if not asked or asked == mark_of(workspace.shown.plan):
        return ""
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
    if not isinstance(query, str):
        return ""
    found = parse_qs(query.removeprefix("?"), max_num_fields=50).get(PLAN, [""])[-1]
    return found if not found or (found.isascii() and found.isalnum() and len(found) <= DIGITS) else "?"


def query_in(address: object) -> str:
    """Give the query of a whole address; nothing of what is none."""
    try:
        return urlsplit(address).query if isinstance(address, str) else ""
    except ValueError:
        return ""
