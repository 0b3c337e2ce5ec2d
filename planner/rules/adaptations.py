"""Which rollouts wait for an adaptation in the sector's own systems (``docs/problem.md``, section 3)."""

from typing import NamedTuple

from planner.model import TOLERANCE, Adaptation, PlannedRollout, Roadmap, Rollout


class AdaptationRun(NamedTuple):
    """An adaptation as a plan has it, and the periods in which it runs."""

    row: Adaptation
    periods: range


def adaptation_run(roadmap: Roadmap, planned: PlannedRollout) -> AdaptationRun | None:
    """Give the adaptation planned before a rollout; ``None`` where none is planned, or none is stated."""
    row, runs = roadmap.adaptation_of(planned.key), planned.adaptation
    return None if row is None or runs is None else AdaptationRun(row, range(runs.start, runs.end))


def adaptation_before(roadmap: Roadmap, rollout: Rollout) -> Adaptation | None:
    """Give the adaptation that a rollout needs; ``None`` without one, and where it lies behind.

    Where something is in use, the sector has adapted, unless it is said to be at it.
    """
    known = roadmap.adaptation_of(rollout.key)
    lies_behind = known is not None and rollout.in_use > 0 and not known.is_running
    return None if lies_behind else known


def adaptations_ahead(roadmap: Roadmap) -> tuple[tuple[Rollout, Adaptation], ...]:
    """Give the open rollouts that need an adaptation, in the order of the rows, each with its row."""
    is_open = {rollout.key for rollout in roadmap.open_rollouts} if roadmap.adaptations else ()
    rollouts = (roadmap.rollout_by_key(row.key) for row in roadmap.adaptations if row.key in is_open)
    found = ((rollout, adaptation_before(roadmap, rollout)) for rollout in rollouts)
    return tuple((rollout, row) for rollout, row in found if row is not None)


def awaited_phase(roadmap: Roadmap, adaptation: Adaptation) -> str:
    """Give the phase that ends before an adaptation starts; empty where none is left to wait for.

    One that runs waits for nothing; of a started measure, a phase that is gone has ended.
    """
    phases = [phase.id for phase in roadmap.measure(adaptation.measure).phases]
    after = adaptation.after_phase or next(reversed(phases), "")
    return "" if adaptation.is_running or after not in phases else after


def adaptation_pin(roadmap: Roadmap, adaptation: Adaptation) -> int | None:
    """Give the period an adaptation is pinned to; of one that runs, a date before period 0 is past."""
    pin = roadmap.pinned_period(adaptation.pinned_start)
    return None if pin is not None and pin < 0 and adaptation.is_running else pin


def surely_adapts(roadmap: Roadmap, rollout: Rollout) -> bool:
    """Tell whether the adaptation before a rollout runs in every plan, as somebody has to be taken in."""
    return roadmap.measure(rollout.measure).must_be_in and rollout.target > rollout.in_use + TOLERANCE
