"""What is known about a plan, and which steps led to it."""

from collections.abc import Sequence

from planner.language import _, decimal
from planner.model import Plan, PlanStatus
from planner.results import is_closed
from planner.say.requirements import nearest_words
from planner.say.shares import gap_percent


def status_words(plan: Plan) -> str:
    """Say what is known about the plan."""
    if not plan.roadmap.open_measures:
        return _("The roadmap has no measures to plan.")
    if plan.status is PlanStatus.FEASIBLE and plan.open_stages and is_closed(plan):
        return as_known(
            plan, _("The best plan at the level kept, which is not proved to be the best there is.")
        )
    words = {
        PlanStatus.OPTIMAL: _("The best plan there is, given what comes first.")
        if plan.objective.kept
        else _("The best plan there is."),
        PlanStatus.WITHIN_GAP: _("As close to the best plan as was asked for."),
        PlanStatus.FEASIBLE: _("A lawful plan; the search was stopped before it was proved best."),
        PlanStatus.INFEASIBLE: _("No plan keeps all the rules at once. That is proved."),
        PlanStatus.UNKNOWN: _("No plan was found in the time given; there may still be one."),
    }[plan.status]
    told = as_known(plan, words) if plan.status in _PROVED else words
    return " ".join(part for part in (told, nearest_words(plan)) if part)


_PROVED = (PlanStatus.OPTIMAL, PlanStatus.WITHIN_GAP, PlanStatus.INFEASIBLE)
"""What rests on a bound or a proof."""


def as_claimed(plan: Plan, said: str) -> str:
    """Say of what rests on a bound that the file claims it, where the plan was read from one."""
    return _("According to the file: {said}", said=said) if plan.claimed else said


def as_known(plan: Plan, said: str) -> str:
    """Say of what rests on the plan's own bound how it is known: by a certificate, or as the file claims."""
    return _("Certified: {said}", said=said) if plan.certified else as_claimed(plan, said)


def certified_words(plan: Plan) -> str:
    """Say what a checked certificate proves of a plan: how much better another can be at most."""
    most = gap_percent(plan.certified_gap or 0.0)
    kept = [kept for kept in plan.objective.kept if kept.is_stage]
    if kept:
        return _("Certified: no plan that keeps what comes first is more than {gap} better.", gap=most)
    return _("Certified: no plan is more than {gap} better.", gap=most)


def left_out_words(rules: Sequence[str]) -> str:
    """Name the rules that the check of a certificate leaves out, by the names its program gives them."""
    known = {
        "requirements": _("requirements"),
        "first waves": _("first waves"),
        "pins of adaptations": _("pins of adaptations"),
        "adaptations after an earlier phase": _("adaptations after an earlier phase"),
        "deadlines of shares where benefit counts from a share": _(
            "deadlines of shares where benefit counts from a share"
        ),
        "work under way that may stop or vary": _("work under way that may stop or vary"),
        "largest pauses": _("largest pauses"),
        "largest lags": _("largest lags"),
        "links that name rollouts or adaptations": _("links that name rollouts or adaptations"),
        "rollouts counted whole": _("rollouts counted whole"),
    }
    named = ", ".join(known.get(rule, rule) for rule in rules)
    return _(
        "The check leaves out where the roadmap has it, which only makes the bound weaker: {rules}.",
        rules=named,
    )


def steps(plan: Plan) -> list[tuple[str, float]]:
    """Give each step that led to a plan, in order, and its seconds."""
    others = dict(plan.took)
    known = {"reading": None, "checking": None, "searching": plan.seconds, "judging": None} | others
    return [(step, seconds) for step, seconds in known.items() if seconds is not None]


def step_words(plan: Plan) -> str:
    """Say how many seconds each step took; nothing of a repeatable plan, which they would tell apart."""
    if plan.deterministic or not plan.took:
        return ""
    names = {
        "reading": _("reading"),
        "checking": _("checking"),
        "searching": _("searching"),
        "judging": _("judging"),
    }
    said = [(names.get(step, step), decimal(seconds, 1)) for step, seconds in steps(plan)]
    return ", ".join(_("{step} {seconds} s", step=step, seconds=seconds) for step, seconds in said)


def status_word(plan: Plan) -> str:
    """Name what is known about a plan."""
    if not plan.roadmap.open_measures:
        return _("nothing to plan")
    return {
        PlanStatus.OPTIMAL: _("proved best"),
        PlanStatus.WITHIN_GAP: _("within the gap"),
        PlanStatus.FEASIBLE: _("lawful"),
        PlanStatus.INFEASIBLE: _("impossible"),
        PlanStatus.UNKNOWN: _("not found"),
    }[plan.status]
