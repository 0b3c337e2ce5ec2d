"""What stands and is decided, as every page tells it."""

from planner.comparison import Difference, difference_between, proposal_summary
from planner.language import _, ngettext
from planner.model import ObjectiveKind, Plan
from planner.repair import moves_of
from planner.results import Facts
from planner.say import amount_words, difference_words, drafted_words, net_of_missed, summary_words, verdict
from planner.store import Version
from planner.web.workspace import Workspace


def told_from(workspace: Workspace) -> Facts | None:
    """Give the plan that differences are told from: the plan of record, else the one that is shown."""
    return workspace.plan_of_record or workspace.plan


def record_words(workspace: Workspace) -> str:
    """Say whether the plan that is shown is the plan of record."""
    record = workspace.plan_of_record
    if record is None:
        return _("No plan of record yet")
    return _("Plan of record") if record is workspace.plan else _("Beside the plan of record")


def saved_words(workspace: Workspace) -> str:
    """Say how much of what is drafted nobody has saved: what saving would write, and what it cannot.

    Where that is nothing, say where it is saved.
    """
    count = len(workspace.unsaved)
    changes = ngettext("{count} change not saved", "{count} changes not saved", count) if count else ""
    unsaved = ", ".join(words for words in (changes, rough_words(workspace)) if words)
    if unsaved or workspace.version is None:
        return unsaved
    return saved_as(workspace, workspace.version)


def saved_as(workspace: Workspace, version: Version) -> str:
    """Say where something has been saved: in the scenario that is shown, else as a version."""
    if workspace.scenario is not None:
        return _("Saved in {scenario}", scenario=workspace.scenario.name)
    return _("Saved as version {number}", number=version.number)


def rough_words(workspace: Workspace) -> str:
    """Say how many cells are kept as they were typed: none of them is a change yet."""
    count = len(workspace.rough)
    if not count:
        return ""
    return ngettext("{count} cell that cannot be read", "{count} cells that cannot be read", count)


def drafted_steps(workspace: Workspace) -> list[tuple[int, str]]:
    """Give the steps of the draft that change the data: number, counted from 1, and words."""
    draft = workspace.drafted
    return [
        (number, words or drafted_words(workspace.base, step))
        for number, (step, words) in enumerate(zip(draft.steps, draft.words, strict=True), start=1)
        if number <= draft.at and step
    ]


def proposed_moves(workspace: Workspace) -> tuple[str, ...]:
    """Give the measures that the proposed plan has elsewhere in any part, each to accept or to leave."""
    plans = _shown_and_proposed(workspace)
    return () if plans is None else moves_of(*plans)


def _shown_and_proposed(workspace: Workspace) -> tuple[Plan, Plan] | None:
    return _alike(workspace.plan, None if workspace.proposal is None else workspace.proposal.facts)


def _alike(before: Facts | None, after: Facts | None) -> tuple[Plan, Plan] | None:
    """Give two plans to set side by side, where both are plans and count time alike."""
    if before is None or after is None or before.plan.schedule is None or after.plan.schedule is None:
        return None
    if not before.roadmap.calendar.counts_as(after.roadmap.calendar):
        return None
    return before.plan, after.plan


def difference_of(before: Facts | None, after: Facts | None) -> Difference | None:
    """Give what differs between two plans, where both are plans and count time alike."""
    plans = _alike(before, after)
    return None if plans is None else difference_between(*plans)


def proposal_words(workspace: Workspace) -> str:
    """Say in one sentence what the proposed plan changes; nothing where it cannot be set beside the plan.

    Where the plan counts from an earlier status date, it is set beside what rolling forward left of that.
    """
    left = None if workspace.proposal is None else workspace.left_of_it
    proposed = None if workspace.proposal is None else workspace.proposal.facts
    plans = _shown_and_proposed(workspace) if left is None else _alike(Facts(left), proposed)
    return "" if plans is None else summary_words(proposal_summary(*plans))


def result_words(what: str, before: Facts | None, after: Facts | None) -> str:
    """Say what was done, with its numbers: how many measures moved, and what became of what was optimised."""
    change = difference_of(before, after)
    if change is None or after is None:
        return what
    moved = difference_words(change, None, after.roadmap)[0]
    told = [what, (moved[:1].lower() + moved[1:]).removesuffix(".")]
    if change.score is not None and change.score.amount and after.plan.objective.kind is ObjectiveKind.VALUE:
        worth, score = (
            amount_words(after.plan, after.plan.objective, each)
            for each in (change.score.amount + change.missed_nok, change.score.amount)
        )
        amount = net_of_missed(worth, score)
        said = _("net benefit {amount} ({verdict})", amount=amount, verdict=verdict(change.score))
        told.append(said)
    return _("{what}: {numbers}.", what=told[0], numbers="; ".join(told[1:]))
