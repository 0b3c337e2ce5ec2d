"""What is known of a plan, or of why there is none, while it is still looked for."""

from planner.language import _, ngettext
from planner.model import Plan
from planner.results import telling_gap
from planner.say.outcome import score_beside_bound
from planner.say.scores import score_end_words
from planner.say.shares import gap_percent
from planner.why import DiagnosisStep


def so_far_words(plan: Plan) -> str:
    """Say the best plan so far, what no plan can beat, the distance, and the seconds used."""
    parts = [_("best {score}", score=score_beside_bound(plan))]
    gap = telling_gap(plan)
    if gap is not None and plan.bound is not None:
        is_most = plan.objective.is_maximised
        bound = score_end_words(plan, plan.bound, up=is_most)
        parts.append(_("at most {score}", score=bound) if is_most else _("at least {score}", score=bound))
        parts.append(_("distance {gap}", gap=gap_percent(gap)))
    return ", ".join([*parts, _("{seconds} s", seconds=round(plan.seconds))])


def diagnosing_words(step: DiagnosisStep) -> str:
    """Say in a few words what a diagnosis is at."""
    if step.changes:
        return _(
            "conflict {number} of {count}: tries change {change} of {changes} that may mend it",
            number=step.conflict,
            count=step.conflicts,
            change=step.change,
            changes=step.changes,
        )
    if step.rows:
        return ngettext(
            "conflict {number}: looks for what stands against what, among {count} row",
            "conflict {number}: looks for what stands against what, among {count} rows",
            step.rows,
            number=step.conflict,
        )
    return _("conflict {number}: looks for what stands against what", number=step.conflict)


def gap_so_far(plan: Plan) -> str:
    """Say in a few words how far a plan is from the best possible."""
    if plan.score is None:
        return _("no plan yet")
    if plan.gap is None:
        return _("a plan, gap not known yet")
    return _("gap {gap}", gap=gap_percent(plan.gap))
