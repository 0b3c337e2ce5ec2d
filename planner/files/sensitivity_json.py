"""What a plan rests on and which assumptions matter most, as JSON to be kept beside the plan."""

import json
from typing import Any

from planner.model import Plan
from planner.results import grounds
from planner.sensitivity import Swing
from planner.tables import figures

SCHEMA = 1


def sensitivity_to_json(plan: Plan, swings: tuple[Swing, ...]) -> str:
    """Give it as text: the digest of the data, figures by basis, and every group, the largest first."""
    assumed, total = figures(plan.roadmap)
    shares = {} if plan.schedule is None else grounds(plan.roadmap, plan.schedule)
    said = {
        "kind": "sensitivity",
        "schema": SCHEMA,
        "digest": plan.digest,
        "figures": {"assumed": assumed, "all": total},
        "rests_on": {
            str(what): {str(basis): share for basis, share in rests.items()} for what, rests in shares.items()
        },
        "groups": [_group(swing) for swing in swings],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _group(swing: Swing) -> dict[str, Any]:
    both = swing.low_nok is not None and swing.high_nok is not None
    return {
        "group": str(swing.group),
        "figures": swing.figures,
        "low_nok": swing.low_nok,
        "high_nok": swing.high_nok,
        "moves_nok": swing.moves_nok if both else None,
    }
