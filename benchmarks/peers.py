"""Other solvers on the same instances, for comparison: what they answer, and what the judge says."""

from collections.abc import Callable
from importlib.util import find_spec

from apart import apart
from formats import Instance, Portfolio, Project
from formats_reduction import without_useless_ways
from formats_roadmaps import roadmap_of, schedule_of
from formats_text import LeftOutError
from peer_answer import PeerAnswer
from recording import timed
from rows import PEERS, PeerFigure

from planner.model import Schedule
from planner.verify import judge

GRACE_SECONDS = 120.0


class PeerMissingError(Exception):
    """A peer is not installed; the message says how to get it."""


Solve = Callable[[Instance, float, int], PeerAnswer]


def refuse_missing(names: list[str]) -> None:
    """Raise an error for the first peer that is not installed.

    Raises
    ------
    PeerMissingError
        If a package is missing.
    """
    for name in names:
        if find_spec(PEERS[name]) is None:
            raise PeerMissingError(
                f"the peer {name} is not installed; the dependency group 'bench' of pyproject.toml has it, "
                f"or: pip install {PEERS[name]}"
            )


def figure_of(name: str, instance: Instance, seconds: float, workers: int) -> PeerFigure:
    """Let one peer work on one instance in a process of its own."""
    done = apart(_work, name, instance, seconds, workers, seconds=seconds + GRACE_SECONDS)
    if done.failure:
        return PeerFigure(name=name, status="failed", reason=done.failure)
    took, answer, lawful = done.answer
    return PeerFigure(
        name=name,
        value=answer.value,
        bound=answer.bound,
        seconds=took,
        memory_mb=done.memory_mb,
        status=answer.status,
        lawful=lawful,
    )


def _work(
    name: str, instance: Instance, seconds: float, workers: int
) -> tuple[float, PeerAnswer, bool | None]:
    """Solve and judge: seconds with the model's building, the answer, and whether it is lawful."""
    solve = _solver(name)
    work = without_useless_ways(instance) if isinstance(instance, Project) else instance
    took, answer = timed(lambda: solve(work, seconds, workers))
    return took, answer, _is_lawful(work, answer)


def _solver(name: str) -> Solve:
    """Give a peer's function; its libraries are loaded here and not counted."""
    if name == "pyjobshop":
        from peers_pyjobshop import solve_project

        return lambda instance, seconds, workers: (
            PeerAnswer(status="not for portfolios")
            if isinstance(instance, Portfolio)
            else solve_project(instance, seconds, workers)
        )
    from peers_plain import solve_plainly

    return solve_plainly


def _is_lawful(instance: Instance, answer: PeerAnswer) -> bool | None:
    """Judge what a peer found by the planner's own judge; ``None`` where there is nothing to judge."""
    if answer.value is None:
        return None
    schedule = answer.schedule
    if isinstance(instance, Project):
        schedule = schedule_of(instance, answer.starts, answer.ways)
    try:
        roadmap, _ = roadmap_of(instance, horizon=_last_end(schedule))
    except LeftOutError:
        return None
    return schedule is not None and judge(roadmap, schedule) == []


def _last_end(schedule: Schedule | None) -> int:
    """Give the end of the last phase, at least 1."""
    return max([1, *(phase.end for phase in schedule.phases)]) if schedule is not None else 1
