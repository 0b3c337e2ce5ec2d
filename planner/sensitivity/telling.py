"""Of what groups move, what is worth telling, and all of it as plain data."""

from typing import Any

from planner.model import Plan, Roadmap, Swing
from planner.sensitivity.figures import nearest_sources

MOST_TOLD = 5
LEAST_TOLD_NOK = 0.5e6
"""What moves less is written as nothing, in millions."""


def most_telling(plan: Plan) -> list[Swing]:
    """Give the groups that move most, the largest first, as far as that is known of a plan's roadmap."""
    moving = [swing for swing in plan.swings if swing.moves_nok >= LEAST_TOLD_NOK]
    return sorted(moving, key=lambda swing: -swing.moves_nok)[:MOST_TOLD]


def swing_data(roadmap: Roadmap, swing: Swing) -> dict[str, Any]:
    """Give what a group moves, in NOK, and where figures like those in it come from."""
    both = swing.low_nok is not None and swing.high_nok is not None
    return {
        "group": str(swing.group),
        "figures": swing.figures,
        "low_nok": swing.low_nok,
        "high_nok": swing.high_nok,
        "moves_nok": swing.moves_nok if both else None,
        "nearest_sources": nearest_sources(roadmap, swing.group),
    }
