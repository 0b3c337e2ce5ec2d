"""When what works beside the page may begin."""

import threading

import pytest
from flask import Flask, abort

from planner.web import at_rest as module
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


class Answering:
    """A server whose one answer is given when it is told to."""

    def __init__(self) -> None:
        self.server = Flask("planner.web")
        self.at_rest = PageAtRest(self.server)
        self.began, self.may_end = threading.Event(), threading.Event()
        self.server.get("/")(self._page)
        self._asking = self._asker()

    def _asker(self) -> threading.Thread:
        return threading.Thread(target=lambda: self.server.test_client().get("/"), daemon=True)

    def _page(self) -> str:
        self.began.set()
        self.may_end.wait(10)
        return "page"

    def ask(self) -> None:
        """Ask, and wait until it is being answered."""
        self._asking.start()
        assert self.began.wait(10)

    def ask_again(self) -> None:
        """Ask once more, when the first one has been answered."""
        self.began.clear()
        self.may_end.clear()
        self._asking = self._asker()
        self.ask()

    def end(self) -> None:
        """Let it be answered, and wait until it is."""
        self.may_end.set()
        self._asking.join(10)


def giving_way_to(answering: Answering, ends: threading.Event | None = None) -> threading.Event:
    """Give what is set when work that gives way may go on."""
    goes_on = threading.Event()

    def work() -> None:
        answering.at_rest.give_way(ends or threading.Event())
        goes_on.set()

    threading.Thread(target=work, daemon=True).start()
    return goes_on


def test_work_goes_on_at_once_while_nobody_is_being_answered() -> None:
    assert giving_way_to(Answering()).wait(10)


def test_work_waits_while_somebody_is_being_answered() -> None:
    answering = Answering()
    answering.ask()

    goes_on = giving_way_to(answering)

    assert not goes_on.wait(0.2)
    answering.end()
    assert goes_on.wait(10)


def test_work_that_is_to_end_waits_for_nobody() -> None:
    answering, ends = Answering(), threading.Event()
    answering.ask()
    goes_on = giving_way_to(answering, ends)
    assert not goes_on.wait(0.2)

    ends.set()

    assert goes_on.wait(10)
    answering.end()


def test_whoever_has_been_waited_for_too_long_is_waited_for_no_more_by_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_PATIENT_SECONDS", 0.3)
    answering = Answering()
    answering.ask()
    first = giving_way_to(answering)
    assert not first.wait(0.1)
    monkeypatch.setattr(module, "MOST_PATIENT_SECONDS", 60.0)

    later = giving_way_to(answering)

    assert first.wait(10)  # its answer may need what this work holds
    assert later.wait(10)
    assert giving_way_to(answering).wait(10)
    answering.end()


def test_the_next_one_is_waited_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PATIENT_SECONDS", 0.0)
    answering = Answering()
    answering.ask()
    assert giving_way_to(answering).wait(10)
    answering.end()
    monkeypatch.setattr(module, "MOST_PATIENT_SECONDS", 60.0)

    answering.ask_again()
    goes_on = giving_way_to(answering)

    assert not goes_on.wait(0.2)
    answering.end()
    assert goes_on.wait(10)
