"""What comes of a question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from planner.language import ToldError

Q = TypeVar("Q")
A = TypeVar("A")


class LostError(Exception):
    """A process has ended without an answer."""


class Outcome(StrEnum):
    """What came of a question.

    ``REFUSED``: the answer is a ``ToldError``. ``LOST``: its process was ended from outside, or broke.
    ``OUT_OF_MEMORY``: it takes more than there may be, also alone. ``STOPPED``: nobody waited for it.
    """

    ANSWERED = "answered"
    REFUSED = "refused"
    LOST = "lost"
    OUT_OF_MEMORY = "out of memory"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Answered(Generic[Q, A]):
    """A question, and what came of it.

    Parameters
    ----------
    answer
        Of what is answered; ``None`` may be an answer too.
    error
        Of what is refused.
    """

    question: Q
    outcome: Outcome
    answer: A | None = None
    error: ToldError | None = None
