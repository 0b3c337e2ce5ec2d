"""Holding a workspace still once what is told of it has been worked out, so that nobody waits for that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planner.web.workspace import Workspace

_ATTEMPTS = 3


@contextmanager
def held_ready(workspace: Workspace, ready: Callable[[Workspace], object]) -> Iterator[None]:
    """Work something out, then hold everything still while it is of what stands.

    Parameters
    ----------
    ready
        Works it out, and keeps it at hand for who asks under the hold. Where something has been decided
        meanwhile it is called again, a few times; what is missing then is worked out under the hold.
    """
    for _attempt in range(_ATTEMPTS):
        before = _standing(workspace)
        ready(workspace)
        with workspace.held_still():
            if _standing(workspace) == before:
                yield
                return
    with workspace.held_still():
        yield


def _standing(workspace: Workspace) -> tuple[str, str, int]:
    return workspace.journal.sight, workspace.decided.plan_id, workspace.record.count
