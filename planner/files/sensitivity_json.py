"""What a plan rests on and which assumptions matter most, as JSON for other programs."""

from planner.files.json_document import json_document
from planner.model import Plan
from planner.results import grounds
from planner.sensitivity import swing_data
from planner.tables import figures

SCHEMA = 1


def sensitivity_to_json(plan: Plan) -> str:
    """Give it as text: the digest of the data, figures by basis, and every group, the largest first."""
    assumed, total = figures(plan.roadmap)
    shares = {} if plan.schedule is None else grounds(plan.roadmap, plan.schedule)
    parts = {
        "digest": plan.digest,
        "figures": {"assumed": assumed, "all": total},
        "rests_on": {
            str(what): {str(basis): share for basis, share in rests.items()} for what, rests in shares.items()
        },
        "groups": [swing_data(plan.roadmap, swing) for swing in plan.swings],
    }
    return json_document("sensitivity", SCHEMA, parts)
