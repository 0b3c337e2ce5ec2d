"""Rollouts with their pace or their profile relaxed."""

from dataclasses import replace

from planner.model import Rollout


def at_fastest(rollout: Rollout) -> Rollout:
    """Give a rollout at its fastest pace, whatever is in use: the high end of it, where one is stated."""
    high = (
        rollout.full_pace
        if rollout.pace_spread is None
        else rollout.pace_spread.around(rollout.full_pace).high
    )
    is_level = not isinstance(rollout.pace, tuple)
    if is_level and high <= rollout.full_pace:
        return rollout
    return replace(rollout, pace=high, pace_spread=None)


def in_its_period(rollout: Rollout) -> Rollout:
    """Give a rollout without the effort that lies before or after the period of the wave."""
    now = sum(share for offset, share in rollout.effort_profile if offset == 0)
    if not rollout.effort_profile or now >= 1.0:
        return rollout
    effort = now * rollout.effort_per_unit
    return replace(rollout, effort_per_unit=effort, effort_profile=(), effort_spread=None)
