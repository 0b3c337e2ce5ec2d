"""When deadlines fall, as instants (``docs/problem.md``, sections 2 and 5)."""

from planner.model import Deadline, Roadmap, Rollout

FAR = 1 << 40
"""An instant that never comes: by then anything has come."""


def hard_due(roadmap: Roadmap, deadline: Deadline | None) -> int:
    """Give the instant of a hard deadline, negative when its day lies before period 0, else ``FAR``."""
    return _instant(roadmap, deadline) if deadline is not None and deadline.is_hard else FAR


def soft_due(roadmap: Roadmap, deadline: Deadline | None) -> int:
    """Give the instant of a deadline that may be missed at a price, else ``FAR``."""
    return FAR if deadline is None or deadline.is_hard else _instant(roadmap, deadline)


def share_due(roadmap: Roadmap, rollout: Rollout, *, hard: bool) -> tuple[int, float]:
    """Give the instant and the share of a rollout's deadline of one kind, where it asks for anything.

    It asks for nothing, and the instant is ``FAR``, where the share is in use, and where it falls after the
    horizon. Periods before instant 0 do not count.
    """
    asked = rollout.deadline
    if asked is None or asked.deadline.is_hard != hard or asked.share <= rollout.in_use:
        return FAR, 0.0
    instant = _instant(roadmap, asked.deadline)
    return (max(instant, 0), asked.share) if instant <= roadmap.calendar.periods else (FAR, 0.0)


def _instant(roadmap: Roadmap, deadline: Deadline) -> int:
    return roadmap.calendar.instant_not_after(deadline.day)
