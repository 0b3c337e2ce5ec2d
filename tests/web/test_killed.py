"""A server that is killed while windows save: nothing acknowledged is lost, and the rest is sent again."""

import json
import multiprocessing
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random

import pytest
from support.page_servers import serve_for_ever
from support.seeds import drawn
from web.stored import a_store

from planner.store import Store, open_store

KILLS, COMMITS = 2, 20
MEASURES = [f"tiltak_{number:02}" for number in range(12)]
CALLBACK = "/_dash-update-component"


@pytest.fixture(scope="module")
def apart() -> multiprocessing.context.ForkServerContext:
    """Give processes that begin quickly, and share nothing with this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.page_servers"])
    return context


class Window:
    """A window that saves through the page's own address, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=20)

    def close(self) -> None:
        """Close the window."""
        self._connection.close()

    def send(self, sent: dict[str, object]) -> None:
        """Send a save, without waiting for its answer."""
        body = {
            "output": "answer.data",
            "outputs": {"id": "answer", "property": "data"},
            "inputs": [{"id": "save", "property": "data", "value": sent}],
            "changedPropIds": ["save.data"],
            "state": [],
        }
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
        self._connection.request("POST", CALLBACK, json.dumps(body), headers)

    def answer(self) -> int:
        """Give the version that a save has made."""
        answer = self._connection.getresponse()
        told = json.loads(answer.read())["response"]["answer"]["data"]
        assert answer.status == 200
        (number,) = told
        assert isinstance(number, int), number
        return number

    def is_answered_within(self, seconds: float) -> bool:
        """Tell whether an answer has begun to come in so many seconds."""
        return bool(select.select([self._connection.sock], [], [], seconds)[0])


@contextmanager
def serving(
    apart: multiprocessing.context.ForkServerContext, store: Store
) -> Iterator[tuple[multiprocessing.process.BaseProcess, Window]]:
    """Start a server on a store, and kill it at the end at the latest."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    here, there = apart.Pipe(duplex=False)
    process = apart.Process(target=serve_for_ever, args=(store.path, store.folder, port, there))
    process.start()
    there.close()
    here.recv()
    window = Window(port)
    try:
        yield process, window
    finally:
        process.kill()
        window.close()
        process.join()


def a_save(dice: Random, run: int, count: int) -> dict[str, object]:
    return {"measure": dice.choice(MEASURES), "owner": f"eier {run} {count}", "name": f"{run}-{count}"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("part", drawn(1, 20))
def test_a_server_that_is_killed_while_windows_save_loses_nothing(
    tmp_path: Path, apart: multiprocessing.context.ForkServerContext, part: int
) -> None:
    dice, store = Random(part), a_store(tmp_path)
    acknowledged: dict[int, dict[str, object]] = {}
    last: dict[str, object] | None = None
    for run in range(KILLS):
        before = len(acknowledged)
        with serving(apart, store) as (process, window):
            if last is not None:  # its answer was lost with the server
                window.send(last)
                acknowledged[window.answer()] = last
            for count in range(COMMITS + dice.randrange(5)):
                sent = a_save(dice, run, count)
                window.send(sent)
                acknowledged[window.answer()] = sent
            last = a_save(dice, run, 99)
            window.send(last)
            window.is_answered_within(dice.random() * 0.05)
            process.kill()
        assert len(acknowledged) - before >= COMMITS
        assert_kept(open_store(store.path, store.folder), acknowledged, last)


def assert_kept(store: Store, acknowledged: dict[int, dict[str, object]], last: dict[str, object]) -> None:
    """Find each acknowledged save under its number, at most the last one beside them, and nothing torn."""
    history = store.versions.history()
    assert len(acknowledged) + 1 <= len(history) <= len(acknowledged) + 2
    for version in history[:-1]:
        sent = acknowledged.get(version.number, last)
        changes = store.versions.changes(version.number)
        assert (sent["measure"], sent["owner"]) in {(change.key[0], change.after) for change in changes}
    assert store.log.is_whole()
    assert store.versions.roadmap(history[0].number).digest == history[0].digest
