"""The scripts and styles of the page, each beside the Python it belongs to, and how the browser gets them.

Scripts are ES modules: they import each other by their places, and the page imports one. Dash's own folder of
assets is not used, since what it serves is all that lies in it.
"""

from functools import cache
from html import escape
from pathlib import Path

from dash import Dash
from flask import Response, request

FOLDER = Path(__file__).parent
ENTRY = "pages/plan.mjs"
STYLES = "styles.css"


@cache
def sources(ending: str) -> tuple[str, ...]:
    """Name the files of one ending, from this folder on, in the order in which they are loaded."""
    return tuple(sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob(f"*{ending}")))


def serve_sources(app: Dash) -> None:
    """Answer the address of each script and style; the page starts when its scripts are there."""
    for name in sources(".mjs"):
        app.server.add_url_rule(app.get_asset_url(name), f"source {name}", lambda name=name: _script(name))
    app.server.add_url_rule(app.get_asset_url(STYLES), "styles", _styles)
    # Dash would start before modules have been read, and call what is not there yet
    app.renderer = f'import("{app.get_asset_url(ENTRY)}").then(() => new DashRenderer());'


def links(app: Dash) -> str:
    """Give what stands in the head of the page: its styles, and its scripts to be fetched at once."""
    addresses = [escape(app.get_asset_url(name)) for name in sources(".mjs")]
    scripts = (f'<link rel="modulepreload" href="{address}">' for address in addresses)
    return "\n".join([f'<link rel="stylesheet" href="{escape(app.get_asset_url(STYLES))}">', *scripts])


def _script(name: str) -> Response:
    return _send((FOLDER / name).read_bytes(), "text/javascript")


def _styles() -> Response:
    """Give all styles as one: each that is asked for by itself holds up those after it."""
    parts = (f"/* {name} */\n{(FOLDER / name).read_text('utf-8')}" for name in sources(".css"))
    return _send("\n".join(parts).encode(), "text/css")


def _send(content: bytes, media_type: str) -> Response:
    """Give a file, or say that it is as the browser has it: it asks each time whether it has changed.

    Its type is said by us: what a system takes an ending for differs, and a browser runs no script under
    another name.
    """
    answer = Response(content, mimetype=media_type)
    answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer
