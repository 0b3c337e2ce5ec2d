"""The plan that is rolled forward in a workspace, and the day that it is rolled to."""

from dataclasses import dataclass
from datetime import date

from planner.language import Message, ToldError, to_say
from planner.results import Facts
from planner.rolling import rolling_instant
from planner.web.reporting import OF_SCENARIO
from planner.web.workspace import Workspace

_NO_PLAN = to_say("There is no plan with dates yet, so that nothing can be reported against it.")
_OF_ANOTHER = to_say(
    "The plan that stands was made from something else than the version below it. Compute and accept the "
    "plan that follows first: what was planned is told from it."
)
_BROKEN = to_say(
    "Rolled forward, the plan breaks rules. Accept the one that changes least of it, which is proposed, or "
    "another: what happens next is told from that."
)


def plan_to_roll(workspace: Workspace) -> Facts:
    """Give the plan of record, made from the version that is shown; else ``ToldError`` says why not.

    Where nobody has adopted or accepted any, it is the plan that stands.
    """
    if workspace.scenario is not None:
        raise ToldError(OF_SCENARIO)
    found = workspace.plan_of_record or workspace.plan
    if found is None or found.plan.schedule is None:
        raise ToldError(_NO_PLAN)
    if found.roadmap.digest != workspace.data.digest:
        raise ToldError(_OF_ANOTHER if workspace.left_of_it is None else _BROKEN)
    return found


def chosen_date(workspace: Workspace, facts: Facts) -> date:
    """Give the day that the reports are for: the one that was chosen, where the plan can be rolled to it.

    Else the first day of the next period, as where the status date has passed the one that was chosen.
    """
    chosen = workspace.reporting.to
    if chosen is None or why_not_to(facts, chosen) is not None:
        return facts.roadmap.calendar.date_of(1)
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChosen:
    """The day that is reported for.

    Parameters
    ----------
    day
        As chosen, or the first of the next period where nothing can be rolled to that.
    becomes
        The first day of the period that it lies in.
    wrong
        Why nothing can be rolled to the one that somebody has chosen.
    """

    facts: Facts
    day: date
    becomes: date
    wrong: Message | None


def day_chosen(workspace: Workspace) -> DayChosen:
    """Give the day that is reported for; ``ToldError`` where there is no plan to roll to it."""
    facts, chosen = plan_to_roll(workspace), workspace.reporting.to
    day = chosen_date(workspace, facts)
    return DayChosen(
        facts=facts,
        day=day,
        becomes=facts.roadmap.calendar.date_of(rolling_instant(facts.plan, day)),
        wrong=None if chosen is None else why_not_to(facts, chosen),
    )


def why_not_to(facts: Facts, day: date) -> Message | None:
    """Say why a plan cannot be rolled to a day; nothing where it can."""
    try:
        rolling_instant(facts.plan, day)
    except ToldError as error:
        return error.message
    return None
