"""What the Gantt draws, sent beside the page: of thousands of measures it is most of what is sent."""

import json
import threading
from collections import OrderedDict
from html import escape
from urllib.parse import urlencode

from flask import Flask, Response, request

from planner.language import _, language
from planner.results import Facts
from planner.view import Baseline, gantt_data
from planner.web.words import language_of_page
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

GANTT = "/gantt.json"
"""Where the script asks for it (``coming.mjs``)."""
MOST_KEPT = 4


def gantt_ahead() -> str:
    """Give the link by which a browser asks for it while it reads the scripts of the page that it opens."""
    asked = {name: value for name in ("scenario", "lang") if (value := request.args.get(name))}
    address = f"{GANTT}?{urlencode(asked)}" if asked else GANTT
    return f'<link rel="preload" as="fetch" crossorigin href="{escape(address)}">'


def register_gantt(server: Flask, workspaces: Workspaces) -> None:
    """Answer the script; with nothing where there is no plan."""
    drawings = Drawings()

    def answer() -> Response:
        query = request.query_string.decode("utf-8", "replace")
        workspace = workspaces.of(query)
        with language_of_page(query):
            text = "null" if workspace.plan is None else drawings.of(workspace)
        return Response(text, mimetype="application/json")

    server.add_url_rule(GANTT, "gantt", answer)


class Drawings:
    """What is drawn of the last few plans, as it is sent: every window on a plan asks for the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], tuple[tuple[Facts | None, ...], str]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, workspace: Workspace) -> str:
        """Give what is drawn of a workspace as JSON, in the language in use."""
        plans = _plans(workspace)
        known = (*map(id, plans), language())
        with self._lock:
            if known not in self._kept:  # which keeps the plans too, so that no other gets their ids
                self._kept[known] = plans, json.dumps(_data(*plans), ensure_ascii=False)
            self._kept.move_to_end(known)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[known][1]


def _plans(workspace: Workspace) -> tuple[Facts, Facts | None, Facts | None]:
    """Give the plan that is shown, what is proposed, and the plan of record where that is another one."""
    with workspace.held_still():
        shown, proposal, record = workspace.shown, workspace.proposal, workspace.plan_of_record
    is_other = record is not None and record.plan.schedule is not None and record is not shown
    return shown, proposal.facts if proposal else None, record if is_other else None


def _data(shown: Facts, proposed: Facts | None, record: Facts | None) -> dict[str, object]:
    against = []
    if record is not None:
        against = [Baseline(key="record", name=_("the plan of record"), facts=record)]
    return gantt_data(shown, proposed, against=against)
