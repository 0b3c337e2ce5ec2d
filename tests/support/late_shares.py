"""Random small roadmaps in which shares that come late cost something for each period."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from planner.model import Calendar, Deadline, Roadmap, Rollout, ShareDeadline

MOST = 2
"""How many rollouts of a roadmap have such a deadline: each multiplies the plans to try."""


def with_late_shares(roadmap: Roadmap, seed: int) -> Roadmap:
    """Give a roadmap in which one or two open rollouts pay for each period by which a share comes late."""
    dice, opened = Random(f"late shares {seed}"), [each.key for each in roadmap.open_rollouts]
    chosen = dice.sample(opened, min(len(opened), dice.choice((1, MOST, MOST))))
    rollouts = (
        replace(each, deadline=_a_price(dice, roadmap.calendar, each)) if each.key in chosen else each
        for each in roadmap.rollouts
    )
    return replace(roadmap, rollouts=tuple(rollouts))


def _a_price(dice: Random, calendar: Calendar, rollout: Rollout) -> ShareDeadline:
    """Throw a share, a day from before the status date to after the horizon, and a price."""
    day = calendar.date_of(dice.randint(-1, calendar.periods + 1)) + timedelta(days=dice.choice((0, 0, 12)))
    price = dice.choice((5e4, 2e5, 1e6))
    share = rollout.target * dice.choice((0.3, 0.6, 1.0))
    return ShareDeadline(share=share, deadline=Deadline(day=day, price_nok_per_period=price))
