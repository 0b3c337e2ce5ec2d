"""Requests and answers as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.files.atomic import write_whole
from planner.files.json_text import JsonError, answer_to_json, request_from_json
from planner.files.plans import refused, text_of
from planner.language import to_say
from planner.model import Answer, Request

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
        message = to_say("{file} holds no request: {reason}", file=path.name, reason=error)
        raise refused(path, _BAD_REQUEST, message) from error


def write_answer(answer: Answer, path: Path, diagnosis: Mapping[str, Any] | None = None) -> None:
    """Write an answer as JSON, with the plan and the roadmap it was made from, or why there is none."""
    write_whole(path, answer_to_json(answer, diagnosis).encode())
