"""Fewer bytes on the way to the browser: texts go compressed, and what never changes is compressed once."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

SMALLEST_BYTES = 700
"""What is smaller fits one packet as it is."""
QUICK, THOROUGH = 4, 9
"""How hard to compress: answers are waited for, files are compressed once and sent to all."""
MOST_FILES = 200
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")


def compress(server: Flask) -> None:
    """Let a server compress the texts it sends, to browsers that can read them so."""
    server.after_request(_compressed)


def _compressed(response: Response) -> Response:
    response.headers.add("Vary", "Accept-Encoding")
    if not _can_be(response):
        return response
    lasts = "ETag" in response.headers or response.cache_control.max_age is not None
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALLEST_BYTES:
        return response
    response.set_data(_once(body) if lasts else gzip.compress(body, QUICK, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if response.headers.get("ETag"):
        tag, _is_weak = response.get_etag()
        response.set_etag(tag or "", weak=True)  # other bytes, the same file
    return response


def _can_be(response: Response) -> bool:
    """Tell whether there is a text in an answer that the browser can read compressed."""
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    is_whole = response.status_code == 200 and "Content-Encoding" not in response.headers
    return accepts and is_whole and (response.mimetype or "").startswith(_TEXTS)


@lru_cache(maxsize=MOST_FILES)
def _once(body: bytes) -> bytes:
    """Compress a file as well as can be; the next who asks gets the same."""
    return gzip.compress(body, THOROUGH, mtime=0)
