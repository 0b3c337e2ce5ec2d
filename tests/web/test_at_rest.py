"""When what works beside the page may begin."""

import threading

from flask import Flask, abort

from planner.web.at_rest import LONGEST_SECONDS, REST_SECONDS, PageAtRest


class HandClock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> float:
        """Give what it shows."""
        return self.now


def a_server(seen: list[bool]) -> tuple[Flask, HandClock, PageAtRest]:
    """Give a server that notes while it answers whether it is taken to be at rest."""
    server, clock = Flask("planner.web"), HandClock()
    at_rest = PageAtRest(server, clock.read)

    @server.get("/")
    def page() -> str:
        clock.now += 2 * REST_SECONDS
        seen.append(at_rest.is_over)
        return "page"

    return server, clock, at_rest


def test_a_page_is_at_rest_when_nothing_is_asked_for_a_moment() -> None:
    seen: list[bool] = []
    server, clock, at_rest = a_server(seen)
    clock.now += 2 * REST_SECONDS
    assert not at_rest.is_over  # nobody has come yet

    server.test_client().get("/")

    assert seen == [False]
    assert not at_rest.is_over
    clock.now += REST_SECONDS
    assert at_rest.is_over


def test_what_is_refused_before_it_is_counted_holds_nothing_up() -> None:
    server, clock = Flask("planner.web"), HandClock()
    server.before_request(lambda: abort(403))
    at_rest = PageAtRest(server, clock.read)

    server.test_client().get("/")
    server.before_request_funcs[None].pop(0)  # whoever comes next is not refused
    server.test_client().get("/")

    assert not at_rest.is_over
    clock.now += REST_SECONDS
    assert at_rest.is_over


def test_nobody_is_waited_for_longer_than_some_seconds() -> None:
    _server, clock, at_rest = a_server([])
    began = threading.Event()
    at_rest.then(began.set)
    assert not began.wait(0.3)

    clock.now += LONGEST_SECONDS

    assert began.wait(10)
