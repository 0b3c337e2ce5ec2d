"""The plan on the screen as files to keep and send."""

from collections.abc import Callable, Mapping

from flask import Flask, Response, request

from planner.language import _, in_language
from planner.model import Plan
from planner.web.words import language_of
from planner.web.workspace import Workspace

POLICY = "sandbox"
"""A downloaded page that a browser nevertheless opens here runs nothing."""


def _pdf(plan: Plan) -> bytes:
    from planner import report

    return report.pdf(plan)


def _html(plan: Plan) -> bytes:
    from planner import report

    return report.html(plan).encode()


def _json(plan: Plan) -> bytes:
    from planner.files import plan_to_json

    return plan_to_json(plan).encode()


FORMS: Mapping[str, tuple[str, Callable[[Plan], bytes]]] = {
    "pdf": ("application/pdf", _pdf),
    "html": ("text/html; charset=utf-8", _html),
    "json": ("application/json", _json),
}
"""Media type and writer of each form, by the ending of its name; each imports its libraries when asked."""


def register_downloads(server: Flask, workspace: Workspace) -> None:
    """Answer ``/plan.pdf``, ``/plan.html`` and ``/plan.json`` with the plan that is shown."""
    for ending in FORMS:
        server.add_url_rule(
            f"/plan.{ending}", f"plan {ending}", lambda ending=ending: download(workspace, ending)
        )


def download(workspace: Workspace, ending: str) -> Response:
    """Give the plan as a file in the language of the address, or say that there is none."""
    with in_language(language_of(request.query_string.decode("utf-8", "replace"))):
        plan = workspace.plan.plan if workspace.plan else None
        if plan is None or plan.schedule is None:
            return Response(_("There is no plan to download."), 404, mimetype="text/plain")
        kind, write = FORMS[ending]
        return Response(write(plan), content_type=kind, headers=_as_file(ending))


def _as_file(ending: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="plan.{ending}"',
        "Content-Security-Policy": POLICY,
    }
