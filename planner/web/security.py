"""Who may ask, what may be asked, and what every answer carries: the page is for this machine only."""

import logging
import uuid
from collections.abc import Collection
from typing import Any

from dash import Dash
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)

LARGEST_BODY_BYTES = 2_000_000
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
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    policy = content_security_policy(app.csp_hashes())

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
    """Refuse names that merely lead to this machine, changes asked by other sites, and forms."""
    if request.host not in hosts:
        abort(403)
    if request.method in SAFE_METHODS:
        return
    if not _is_same_origin(hosts):
        abort(403)
    if not request.is_json:
        abort(415)


def check_address() -> None:
    """Refuse addresses that nothing is known under: Dash would answer each with the page."""
    if request.url_rule is not None and request.url_rule.rule == ANY_PAGE:
        abort(404)


def _is_same_origin(hosts: Collection[str]) -> bool:
    """Trust what the browser says of the sender, else the sender's address."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in {f"http://{host}" for host in hosts}


def check_callback(known: dict[str, Any]) -> None:
    """Refuse a callback whose body does not have the form that the page sends."""
    if request.path != CALLBACK_PATH or request.method in SAFE_METHODS:
        return
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not _fits(body, known):
        abort(400)


def _fits(body: dict[str, Any], known: dict[str, Any]) -> bool:
    """Tell whether a body names a callback and gives each of its inputs in order."""
    entry = known.get(body["output"]) if isinstance(body.get("output"), str) else None
    changed = body.get("changedPropIds", [])
    if (
        entry is None
        or not _is_list_of(str, changed)
        or not _fit_outputs(body["output"], body.get("outputs"))
    ):
        return False
    return _has_parts(body.get("inputs"), entry["inputs"]) and _has_parts(
        body.get("state", []), entry["state"]
    )


def _has_parts(given: object, expected: list[dict[str, Any]]) -> bool:
    """Tell whether the given parts are as many as expected and name the same properties."""
    if not isinstance(given, list) or len(given) != len(expected):
        return False
    return all(
        _names_property(one, of["property"]) if isinstance(one, dict) else _all_name(one, of["property"])
        for one, of in zip(given, expected, strict=True)
    )


def _fit_outputs(name: str, outputs: object) -> bool:
    """Tell whether the outputs are as many as the callback's name says: ``..a.b...c.d..`` holds two."""
    if not name.startswith(".."):
        return _is_output(name, outputs)
    names = name[2:-2].split("...")
    if not isinstance(outputs, list) or len(outputs) != len(names):
        return False
    return all(_is_output(one, part) for one, part in zip(names, outputs, strict=True))


def _is_output(name: str, part: object) -> bool:
    """Tell whether something is the named output: several parts where the name is a pattern, else one."""
    parts = part if '["ALL"]' in name else [part]
    return isinstance(parts, list) and all(isinstance(one, dict) and _has_name(one) for one in parts)


def _has_name(part: dict[str, Any]) -> bool:
    return isinstance(part.get("property"), str) and isinstance(part.get("id"), str | dict)


def _all_name(several: object, name: str) -> bool:
    """Tell whether several parts, as a pattern gives them, all name the property."""
    return isinstance(several, list) and all(
        isinstance(one, dict) and _names_property(one, name) for one in several
    )


def _names_property(part: dict[str, Any], name: str) -> bool:
    return part.get("property") == name and _has_name(part)


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
    """Answer an error by its number; why stands in the log alone, under an id that the answer names."""
    if isinstance(error, HTTPException):
        return f"{error.code} {error.name}", error.code or 500
    error_id = uuid.uuid4().hex[:8]
    log.error("request failed, error %s", error_id, exc_info=error)
    return f"500 Internal Server Error, {error_id}", 500
