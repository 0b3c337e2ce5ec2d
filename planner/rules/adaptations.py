"""Which rollouts wait for an adaptation in the sector's own systems (``docs/problem.md``, section 3)."""

from planner.model import Adaptation, Roadmap, Rollout


def adaptation_before(roadmap: Roadmap, rollout: Rollout) -> Adaptation | None:
    """Give the adaptation that a rollout needs; ``None`` without one, and where it lies behind.

    Where something is in use, the sector has adapted, unless it is said to be at it.
    """
    known = roadmap.adaptation_of(rollout.key)
    lies_behind = known is not None and rollout.in_use > 0 and not known.is_running
    return None if lies_behind else known
