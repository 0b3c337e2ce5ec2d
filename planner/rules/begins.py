"""Whether it matters when a rollout begins, and what it then takes in (``docs/problem.md``, section 3)."""

from collections.abc import Collection

from planner.model import Roadmap, Rollout
from planner.rules.links import binding, binding_since, has_passed
from planner.rules.reach import gates_of

Key = tuple[str, str]  # of a rollout: measure and sector


def named_rollouts(roadmap: Roadmap) -> frozenset[Key]:
    """Give measure and sector of the rollouts that binding links name, and whose begin has not passed.

    A link that names the adaptation before a rollout names the rollout too, also where something is in use:
    whether it runs is whether somebody is taken in.
    """
    ends = {end for link in binding(roadmap) for end in (link.predecessor, link.successor) if end.sector}
    ends |= {link.successor for link, _since in binding_since(roadmap) if link.successor.sector}
    named = (end for end in ends if end.is_adaptation or not has_passed(roadmap, end, at_end=False))
    return frozenset((end.measure, end.sector) for end in named)


def begin_matters(roadmap: Roadmap, rollout: Rollout, named: Collection[Key]) -> bool:
    """Tell whether a rollout has gates to pass, a pin, or a link that names it."""
    return rollout.is_gated or rollout.key in named or roadmap.begin_pin(rollout) is not None


def first_wave(roadmap: Roadmap, rollout: Rollout) -> float:
    """Give the least share that a rollout whose begin matters takes in when it begins; one that has, none."""
    if roadmap.has_gates_under_way(rollout):
        return 0.0
    asked = 1 / roadmap.units(rollout) if rollout.first_share is None else rollout.first_share
    gate = next(iter(gates_of(roadmap, rollout)), rollout.target)
    most = min(rollout.first_pace, gate - rollout.in_use, rollout.target - rollout.in_use)
    return max(0.0, min(asked, most))
