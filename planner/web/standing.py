"""What stands and is decided, as every page tells it."""

from planner.language import _
from planner.results import Facts
from planner.web.workspace import Workspace


def plan_of_record(workspace: Workspace) -> Facts | None:
    """Give the plan that differences are told from: the adopted one, else the accepted one that stands."""
    found: Facts | None = getattr(workspace, "plan_of_record", workspace.plan)
    return found


def record_words(workspace: Workspace) -> str:
    """Say which plan is the plan of record."""
    found = plan_of_record(workspace)
    if found is None or found.plan.schedule is None:
        return _("No plan of record yet")
    return _("Plan of record")
