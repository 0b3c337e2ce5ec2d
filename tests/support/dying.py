"""What answers about rooms, and is ended from outside at one question: where processes can load it."""

import os
import signal
from collections.abc import Callable

from planner.decisions import DateRoom, working
from planner.model import Plan

_begin = working._begin
DEADLY = "b"
"""The measure that it does not live to answer about."""


def begin_and_die(plan: Plan, loss: float) -> Callable[[working.RoomQuestion], DateRoom]:
    """Give what answers about all measures but one."""
    answer = _begin(plan, loss)

    def answer_or_die(asked: working.RoomQuestion) -> DateRoom:
        if asked.date.measure == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer(asked)

    return answer_or_die
