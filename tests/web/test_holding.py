"""A lock whose holder gives way to nobody."""

import threading

import pytest

from planner.model import give_way, giving_way
from planner.web.holding import HoldingLock


def test_whoever_holds_it_gives_way_to_nobody_until_the_last_hold_ends() -> None:
    lock, asked = HoldingLock(), list[str]()

    with giving_way(lambda: asked.append("asked")):
        with lock, lock:
            give_way()
            assert lock.is_mine
        assert asked == []
        give_way()

    assert asked == ["asked"]
    assert not lock.is_mine


def test_it_lets_one_thread_in_at_a_time_and_out_after_an_error() -> None:
    lock, came = HoldingLock(), threading.Event()

    def come() -> None:
        with lock:
            came.set()

    def fail() -> None:
        with lock:
            threading.Thread(target=come, daemon=True).start()
            assert not came.wait(0.1)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()

    assert came.wait(10)
