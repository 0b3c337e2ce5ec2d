"""A server that is killed while engines search in earnest: the search goes on from the best plan it had."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from planner.files import request_from_json
from planner.pipeline import accepted
from planner.results import Facts
from planner.store import SearchKept, SearchState, Store, StoreError, open_store
from planner.web.kept_searches import interrupted
from planner.web.proposals import is_better

DATA = Path(__file__).parents[2] / "data"
SECONDS = 30
PATIENCE_SECONDS = 180
"""A busy machine may take long to begin; one with time to spare never waits."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL"),
]


@contextmanager
def serving(kept: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the server on the default data as somebody does who types the command; kill it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "planner", "serve", str(DATA), "--no-browser", "--port", port]
    process = subprocess.Popen(
        [*command, "--seconds", str(SECONDS), "--store", str(kept)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that its engines can be counted
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def search_in(kept: Path) -> tuple[Store, SearchKept] | None:
    """Give the first search that is kept, once there is one."""
    try:
        store = open_store(DATA, kept, make=False)
        return store, store.searches.kept()[-1]
    except (IndexError, StoreError):
        return None


def until(holds: Callable[[], bool], server: subprocess.Popen[bytes]) -> None:
    """Wait until something holds that a server does; one that ends meanwhile never will."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the server has ended with {server.wait(0.1)}")


def have_ended(group: int) -> bool:
    """Wait until no process is left of a group; they end by themselves, and nobody is told when."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while has_engines(group) and time.monotonic() < ends:
        time.sleep(0.1)
    return not has_engines(group)


def is_in_its_midst(kept: Path) -> bool:
    """Tell whether a search runs that has found a plan and has time left."""
    found = search_in(kept)
    return found is not None and found[1].state is SearchState.RUNNING and found[1].best is not None


def is_over(kept: Path) -> bool:
    """Tell whether the search is done."""
    found = search_in(kept)
    return found is not None and found[1].state is SearchState.DONE


def has_engines(group: int) -> bool:
    """Tell whether a process is left of a group."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def plan_of(store: Store, search: SearchKept) -> Facts:
    """Give the best plan of a search, which the judge accepts."""
    assert search.plan is not None
    plan = accepted(store.plans.plan(search.plan))
    assert plan.schedule is not None
    assert plan.score == pytest.approx(search.best)
    return Facts(plan)


def test_a_search_that_is_killed_is_seen_as_interrupted_and_ends_no_worse_than_its_last_best(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept"
    with serving(kept) as server:
        until(lambda: is_in_its_midst(kept), server)
        server.kill()
        server.wait()
    assert have_ended(server.pid)

    store, before = search_in(kept) or pytest.fail("nothing is kept")
    assert before.state is SearchState.RUNNING  # nobody was there to say otherwise
    store.searches.interrupt()
    ((seen, asked),) = interrupted(store, store.versions.roadmap(1))
    assert (seen.number, seen.state) == (before.number, SearchState.INTERRUPTED)
    assert asked == request_from_json(before.question)
    best = plan_of(store, before)

    with serving(kept) as server:
        until(lambda: is_over(kept), server)

    store, after = search_in(kept) or pytest.fail("nothing is kept")
    assert after.number == before.number
    assert after.seconds >= before.seconds
    assert not is_better(best, plan_of(store, after))
