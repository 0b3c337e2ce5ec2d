"""Texts are sent compressed to who can read them so, and as they are to all others."""

import gzip

import pytest
from flask import Flask, Response
from werkzeug.test import TestResponse

from planner.web.compressing import SMALLEST_BYTES, compress

LONG = "målbilde " * SMALLEST_BYTES


def got(answer: Response, accepts: str = "gzip, br") -> TestResponse:
    """Give what a server sends where it would answer so."""
    server = Flask("test")
    server.add_url_rule("/", "page", lambda: answer)
    compress(server)
    return server.test_client().get("/", headers={"Accept-Encoding": accepts})


def test_a_long_text_is_sent_in_few_bytes() -> None:
    found = got(Response(LONG, mimetype="application/json"))

    assert found.headers["Content-Encoding"] == "gzip"
    assert found.headers["Vary"] == "Accept-Encoding"
    assert int(found.headers["Content-Length"]) == len(found.data) < len(LONG) / 20
    assert gzip.decompress(found.data).decode() == LONG


@pytest.mark.parametrize(
    ("answer", "accepts"),
    [
        (Response(LONG, mimetype="text/html"), ""),
        (Response(LONG, mimetype="text/html"), "br"),
        (Response(LONG, mimetype="application/pdf"), "gzip"),
        (Response("short", mimetype="text/html"), "gzip"),
        (Response(LONG, 404, mimetype="text/html"), "gzip"),
        (Response(LONG, mimetype="text/html", headers={"Content-Encoding": "br"}), "gzip"),
    ],
)
def test_all_else_is_sent_as_it_is(answer: Response, accepts: str) -> None:
    body = answer.get_data()

    assert got(answer, accepts).data == body


def test_a_file_that_the_browser_has_is_still_known_by_its_tag() -> None:
    server = Flask("test")

    def file() -> Response:
        answer = Response(LONG, mimetype="text/css")
        answer.add_etag()
        return answer

    server.add_url_rule("/", "file", file)
    compress(server)
    client = server.test_client()
    plain = client.get("/")

    sent = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert sent.get_etag() == (plain.get_etag()[0], True)
