"""Requests as files."""

from pathlib import Path

from planner.files.json_text import JsonError, request_from_json
from planner.files.plans import refused, text_of
from planner.language import _
from planner.model import Request

_BAD_REQUEST = "bad_request"


def read_request(path: Path) -> Request:
    """Read a request.

    Raises
    ------
    FileError
        If the file cannot be read, or holds no request.
    """
    try:
        return request_from_json(text_of(path, _BAD_REQUEST))
    except JsonError as error:
        message = _("{file} holds no request: {reason}", file=path.name, reason=error)
        raise refused(path, _BAD_REQUEST, message) from error
