"""What stands and is decided, as every page tells it."""

from planner.comparison import Difference, difference_between
from planner.language import _
from planner.model import ObjectiveKind
from planner.results import Facts
from planner.say import amount_words, difference_words, verdict
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


def difference_of(before: Facts | None, after: Facts | None) -> Difference | None:
    """Give what differs between two plans, where both are plans and count time alike."""
    if before is None or after is None or before.plan.schedule is None or after.plan.schedule is None:
        return None
    if not before.roadmap.calendar.counts_as(after.roadmap.calendar):
        return None
    return difference_between(before.plan, after.plan)


def result_words(what: str, before: Facts | None, after: Facts | None) -> str:
    """Say what was done, with its numbers: how many measures moved, and what became of what was optimised."""
    change = difference_of(before, after)
    if change is None or after is None:
        return what
    moved = difference_words(change, None, after.roadmap)[0]
    told = [what, moved[:1].lower() + moved[1:]]
    if change.score is not None and change.score.amount and after.plan.objective.kind is ObjectiveKind.VALUE:
        amount = amount_words(after.plan, after.plan.objective, change.score.amount)
        said = _("net benefit {amount} ({verdict})", amount=amount, verdict=verdict(change.score))
        told.append(said)
    return _("{what}: {numbers}.", what=told[0], numbers="; ".join(told[1:]))
