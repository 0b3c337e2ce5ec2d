"""Work in a process of its own."""

import math
import os
import time

import pytest
from apart import apart


def test_the_answer_comes_from_another_process_with_its_memory() -> None:
    done = apart(os.getpid, seconds=60)

    assert done.failure == ""
    assert done.answer != os.getpid()
    assert done.memory_mb is None or done.memory_mb > 1


@pytest.mark.parametrize(
    ("work", "argument", "seconds", "told"),
    [
        (math.sqrt, -1.0, 60.0, "ValueError: "),
        (os._exit, 3, 60.0, "its process died"),
        (time.sleep, 600.0, 0.5, "without an answer"),
    ],
)
def test_work_that_fails_dies_or_never_ends_is_a_failure_in_words(
    work: object, argument: float, seconds: float, told: str
) -> None:
    assert callable(work)

    assert told in apart(work, argument, seconds=seconds).failure
