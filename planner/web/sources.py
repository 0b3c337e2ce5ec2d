"""The scripts and styles of the page, each beside the Python it belongs to, and how the browser gets them.

Scripts are ES modules: they import each other by their places, and the page imports one. Dash's own folder of
assets is not used, since what it serves is all that lies in it.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath

from dash import Dash
from flask import Response, request

FOLDER = Path(__file__).parent
ENTRY = "pages/plan.mjs"
MEDIA_TYPES = {".mjs": "text/javascript", ".css": "text/css"}
"""Said by us: what a system takes an ending for differs, and a browser runs no script under another name."""


@cache
def sources(ending: str) -> tuple[str, ...]:
    """Name the files of one ending, from this folder on, in the order in which they are loaded."""
    return tuple(sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob(f"*{ending}")))


def serve_sources(app: Dash) -> None:
    """Answer the address of each script and style; the page starts when its scripts are there."""
    for name in [*sources(".mjs"), *sources(".css")]:
        app.server.add_url_rule(app.get_asset_url(name), f"source {name}", lambda name=name: _send(name))
    # Dash would start before modules have been read, and call what is not there yet
    app.renderer = f'import("{app.get_asset_url(ENTRY)}").then(() => new DashRenderer());'


def links(app: Dash) -> str:
    """Give what stands in the head of the page: its styles, and its scripts to be fetched at once."""
    styles = (f'<link rel="stylesheet" href="{address}">' for address in _addresses(app, ".css"))
    scripts = (f'<link rel="modulepreload" href="{address}">' for address in _addresses(app, ".mjs"))
    return "\n".join([*styles, *scripts])


def _addresses(app: Dash, ending: str) -> Iterable[str]:
    return (escape(app.get_asset_url(name)) for name in sources(ending))


def _send(name: str) -> Response:
    """Give a file, or say that it is as the browser has it: it asks each time whether it has changed."""
    answer = Response((FOLDER / name).read_bytes(), mimetype=MEDIA_TYPES[PurePosixPath(name).suffix])
    answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer
