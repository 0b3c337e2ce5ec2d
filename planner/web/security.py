"""Who may ask, what may be asked, and what every answer carries: the page is for this machine only."""

import json
import logging
import uuid
from collections.abc import Collection
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, NotFound

from planner.uploads import LARGEST_UPLOAD
from planner.web.error_page import failed_page, no_such_page

log = logging.getLogger(__name__)

Part = tuple[str, str]
"""What a callback reads or writes: the part of the page, or a pattern of parts, and the property."""

LARGEST_BODY_BYTES = 2_000_000
UPLOAD_PATH = "/upload"
"""The one address that takes a form: a file in it, and larger than any other body."""
LARGEST_FORM_BYTES = LARGEST_UPLOAD + 10_000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
CALLBACK_PATH = "/_dash-update-component"
ANY_PAGE = "/<path:path>"
LASTING_PATHS = ("/_dash-component-suites/", "/assets/")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def secure(app: Dash, port: int) -> None:
    """Put the checks and headers on an app whose callbacks are all registered.

    The content security policy names the scripts that stand in the page itself by their hashes, so a
    callback registered later would not run in the browser.
    """
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES
    # a name on the internet may be made to lead here: the name that was asked for gives it away
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    policy = content_security_policy(app.csp_hashes())

    # who asks, then for what, then in what form: nothing of a stranger's body is read
    server.before_request(lambda: check_sender(hosts))
    server.before_request(check_address)
    server.before_request(lambda: check_callback(app.callback_map))
    server.after_request(lambda response: with_headers(response, policy))
    server.register_error_handler(Exception, answer_error)


def content_security_policy(script_hashes: Collection[str]) -> str:
    """Give the policy: all from this server, no scripts but these; Mantine needs inline styles."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


def check_sender(hosts: Collection[str]) -> None:
    """Refuse names that merely lead to this machine, changes asked by other sites, and all forms but one."""
    if request.host not in hosts:
        abort(403)
    if request.method in SAFE_METHODS:
        return
    if not _is_same_origin(hosts):
        abort(403)
    if _is_upload():
        request.max_content_length = LARGEST_FORM_BYTES
        request.max_form_parts = 2  # one more than is taken, so that it is told what is wrong
    elif not request.is_json:
        abort(415)


def _is_upload() -> bool:
    """Tell whether a request sends a file to where files are taken."""
    return request.path == UPLOAD_PATH and request.mimetype == "multipart/form-data"


def check_address() -> None:
    """Refuse addresses that nothing is known under: Dash would answer each with the page."""
    if request.url_rule is not None and request.url_rule.rule == ANY_PAGE:
        abort(404)


def _is_same_origin(hosts: Collection[str]) -> bool:
    """Trust what the browser says of the sender, else the sender's address."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        # said by the browser itself: no page can put another word there
        return site == "same-origin"
    return request.headers.get("Origin") in {f"http://{host}" for host in hosts}


def check_callback(known: dict[str, Any]) -> None:
    """Refuse a callback whose body does not have the form that the page sends."""
    if request.path != CALLBACK_PATH or request.method in SAFE_METHODS:
        return
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # a thousand brackets
        body = None
    if not isinstance(body, dict) or not _fits(body, known):
        abort(400)


def _fits(body: dict[str, Any], known: dict[str, Any]) -> bool:
    """Tell whether a body names a callback of this server and gives each of its parts in order.

    Those that run in the browser are known too, but have nothing here that could be called.
    """
    name = body.get("output")
    if not isinstance(name, str):
        return False
    entry = known.get(name)
    if entry is None or "callback" not in entry or not _is_list_of(str, body.get("changedPropIds", [])):
        return False
    outputs = body.get("outputs") if name.startswith("..") else [body.get("outputs")]
    given = (outputs, body.get("inputs"), body.get("state", []))
    expected = (_outputs_of(name), _parts_of(entry["inputs"]), _parts_of(entry["state"]))
    pairs = list(zip(given, expected, strict=True))
    return all(_has_parts(*pair) for pair in pairs) and _come_alike(*pairs)


def _outputs_of(name: str) -> list[Part]:
    """Give the outputs in a callback's name: ``..a.b...c.d@0f..`` holds two."""
    names = name[2:-2].split("...") if name.startswith("..") else [name]
    pairs = [one.split("@")[0].rsplit(".", 1) for one in names]
    return [(part, told) for part, told in pairs]


def _parts_of(entries: list[dict[str, str]]) -> list[Part]:
    return [(entry["id"], entry["property"]) for entry in entries]


def _has_parts(given: object, expected: list[Part]) -> bool:
    """Tell whether the given parts are as many as expected and are those that are expected."""
    if not isinstance(given, list) or len(given) != len(expected):
        return False
    return all(_is_part(one, *of) for one, of in zip(given, expected, strict=True))


def _is_part(part: object, name: str, told: str) -> bool:
    """Tell whether something is the property of the part of that name, or of those that fit a pattern."""
    if not _is_pattern(name):
        return isinstance(part, dict) and part.get("id") == name and _is_property(part, told)
    keys = json.loads(name).keys()
    return isinstance(part, list) and all(_fits_pattern(one, keys, told) for one in part)


def _is_pattern(name: str) -> bool:
    return name.startswith("{")


def _fits_pattern(part: object, keys: Collection[str], told: str) -> bool:
    """Tell whether something is a property of a part whose name has these keys, and texts for values."""
    if not isinstance(part, dict) or not _is_property(part, told):
        return False
    name = part.get("id")
    return isinstance(name, dict) and name.keys() == keys and _is_list_of(str, [*name.values()])


def _is_property(part: dict[str, Any], told: str) -> bool:
    """Tell whether a part names the property; where several callbacks fill it, the page adds which one."""
    name = part.get("property")
    return isinstance(name, str) and name.split("@")[0] == told


def _come_alike(*pairs: tuple[Any, list[Part]]) -> bool:
    """Tell whether a pattern stands for the same parts wherever it is used."""
    found: dict[str, list[Any]] = {}
    for given, expected in pairs:
        for part, (name, _told) in zip(given, expected, strict=True):
            if _is_pattern(name):
                names = [one["id"] for one in part]
                if found.setdefault(name, names) != names:
                    return False
    return True


def _is_list_of(kind: type, parts: object) -> bool:
    return isinstance(parts, list) and all(isinstance(part, kind) for part in parts)


def with_headers(response: Response, policy: str) -> Response:
    """Put the headers on an answer, whose own policy stands; the browser never keeps data or pages."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Content-Security-Policy", policy)
    if not request.path.startswith(LASTING_PATHS):
        response.headers["Cache-Control"] = "no-store"
    return response


def answer_error(error: Exception) -> tuple[str, int]:
    """Answer an error by its number, or in words to people; why stands in the log alone, under an id."""
    if isinstance(
        error, DependencyException | InvalidResourceError
    ):  # of a file that no package of components has
        error = NotFound()
    query = request.query_string.decode("utf-8", "replace")
    if isinstance(error, NotFound) and _is_for_a_person():
        return no_such_page(request.path, query), 404
    if isinstance(error, HTTPException):
        return f"{error.code} {error.name}", error.code or 500
    error_id = uuid.uuid4().hex[:8]
    log.error("request failed, error %s", error_id, exc_info=error)
    if _is_for_a_person():
        return failed_page(request.path, error_id, query), 500
    return f"500 Internal Server Error, {error_id}", 500


def _is_for_a_person() -> bool:
    """Tell whether a browser asks for a page; scripts, which accept anything, get the number alone."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")
