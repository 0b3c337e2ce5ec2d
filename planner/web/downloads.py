"""The plan on the screen as files to keep and send."""

from collections.abc import Callable, Mapping

from dash import html
from flask import Flask, Response, request

from planner.language import LANGUAGES, _, in_language, language
from planner.model import Plan
from planner.web.parts import Component
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


def download_links(workspace: Workspace) -> list[Component]:
    """Offer the plan on the screen as files, by its name: another one may be shown when the link is followed.

    They have no ``download`` attribute, with which a browser would keep to itself why there is no file.
    """
    forms = (("pdf", _("Download A3 (PDF)")), ("html", _("web page (HTML)")), ("json", _("data (JSON)")))
    asked = f"lang={language()}&plan={workspace.plan_id}"
    return [html.A(name, href=f"/plan.{ending}?{asked}") for ending, name in forms]


def register_downloads(server: Flask, workspace: Workspace) -> None:
    """Answer ``/plan.pdf``, ``/plan.html`` and ``/plan.json`` with a plan that is or was shown."""
    for ending in FORMS:
        server.add_url_rule(
            f"/plan.{ending}", f"plan {ending}", lambda ending=ending: download(workspace, ending)
        )


def download(workspace: Workspace, ending: str) -> Response:
    """Give a plan as a file in the language of the address, or say why there is none.

    The address names the plan; one without a name asks for what is shown now.
    """
    asked = request.args.get("lang", LANGUAGES[0])
    if asked not in LANGUAGES:
        return _refused(400, f"lang: {asked[:20]!r}, expected {', '.join(LANGUAGES)}")
    with in_language(asked):
        name = request.args.get("plan", workspace.plan_id)
        plan = workspace.shelf.get(name)
        if plan is None and name != workspace.plan_id:
            return _refused(404, _("The plan that was asked for is not kept any more. Reload the page."))
        if plan is None or plan.schedule is None:
            return _refused(404, _("There is no plan to download."))
        kind, write = FORMS[ending]
        return Response(write(plan), content_type=kind, headers=_as_file(ending))


def _refused(code: int, words: str) -> Response:
    return Response(words, code, content_type="text/plain; charset=utf-8")


def _as_file(ending: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="plan.{ending}"',
        "Content-Security-Policy": POLICY,
    }
