"""The Dash app of a workspace."""

import html
from functools import partial
from typing import Any
from urllib.parse import quote

from dash import Dash
from flask import redirect, request
from werkzeug.wrappers import Response as BaseResponse

from planner.language import _, in_language
from planner.view import theme
from planner.web.components.certificate.files import register_certificate_files
from planner.web.components.downloads.downloads import register_downloads
from planner.web.components.gantt.sending import gantt_ahead, register_gantt
from planner.web.components.grid.answers import register_sheet
from planner.web.components.reports.answers import register_report_sheets
from planner.web.components.reports.rolling import register_rolling
from planner.web.components.saving.answers import register_saving
from planner.web.compressing import compress
from planner.web.pages.callbacks import register
from planner.web.pages.layout import PAGES, shell
from planner.web.pages.paths import HOME, MOVED, PLAN
from planner.web.security import secure
from planner.web.sources import links, serve_sources
from planner.web.theme import css_variables
from planner.web.words import language_of
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

DEFAULT_PORT = 8050
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    f"%3Cpath fill='{quote(theme.ACCENT)}' d='M1 2h8v3H1zM4 6.5h8v3H4zM8 11h7v3H8z'/%3E%3C/svg%3E"
)
"""In the page itself: one with an address is asked for whenever the page's own address changes."""

INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
{metas}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
{css}
<style>{variables}</style>
{sources}
</head>
<body>
<a class="skip" href="#main">{skip}</a>
<p id="lost-contact" role="alert" data-words="{lost}" data-failed="{failed}"></p>
{app_entry}
{config}
{scripts}
{renderer}
</body>
</html>"""


class LocalApp(Dash):
    """A Dash app whose page says which language it is in."""

    page_title = ""

    def interpolate_index(self, *_args: Any, **parts: Any) -> str:
        """Give the page's frame in the language that its address asks for."""
        language = language_of(request.query_string.decode("utf-8", "replace"))
        with in_language(language):
            words = {
                "title": self.page_title or _("Planner"),
                "skip": _("Skip to the content"),
                "lost": _("No contact with the planner. Start it again, and reload the page."),
                "failed": _("The planner did not answer as it should (error {status}).", status="{status}"),
            }
        words = {name: html.escape(text) for name, text in words.items()}
        ahead = gantt_ahead() if request.path in (HOME, PLAN) else ""
        return INDEX.format(
            **{**parts, **words},
            language=language,
            icon=ICON,
            variables=css_variables(),
            sources="\n".join([ahead, links(self)]),
        )


def create_app(workspace: Workspace | Workspaces, *, port: int = DEFAULT_PORT) -> Dash:
    """Give the app that shows a workspace, or several, ready to be served on this machine at a port."""
    workspaces = workspace if isinstance(workspace, Workspaces) else Workspaces(workspace)
    app = LocalApp(
        "planner.web",
        include_assets_files=False,
        use_pages=False,
        update_title="",
        suppress_callback_exceptions=True,
        enable_mcp=False,  # an environment variable could else open it
        add_log_handler=False,
        serve_locally=True,
    )
    app.page_title = workspaces.main.data.name
    app.layout = shell
    register(app, workspaces)
    serve_pages(app)
    register_downloads(app.server, workspaces)
    register_certificate_files(app.server, workspaces)
    register_gantt(app.server, workspaces)
    register_sheet(app.server, workspaces)
    register_saving(app.server, workspaces)
    register_report_sheets(app.server, workspaces)
    register_rolling(app.server, workspaces)
    serve_sources(app)
    compress(app.server)
    secure(app, port)
    return app


def serve_pages(app: Dash) -> None:
    """Answer the path of each page but home, which Dash itself answers, with the frame that fetches it."""
    for path in PAGES.keys() - {HOME}:
        app.server.add_url_rule(path, f"page {path}", app.index)
    for path, new in MOVED.items():
        app.server.add_url_rule(path, f"moved {path}", partial(_moved, new))


def _moved(path: str) -> BaseResponse:
    """Lead to where a page has moved, with what its address asked for."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path)
