"""The garbage collector waits while much is made, and no longer."""

import gc

import pytest

from planner.runs import no_collecting


def test_nothing_is_collected_meanwhile_and_all_is_as_before_afterwards() -> None:
    with no_collecting():
        meanwhile = gc.isenabled()

    assert (meanwhile, gc.isenabled()) == (False, True)


def test_an_error_does_not_leave_it_off() -> None:
    with pytest.raises(KeyError), no_collecting():
        raise KeyError

    assert gc.isenabled()


def test_who_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with no_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
