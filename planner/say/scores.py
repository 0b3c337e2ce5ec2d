"""Scores with their units, and proved ends of them."""

from planner.language import _, decimal, percent
from planner.model import Objective, ObjectiveKind, Plan
from planner.say.assumed import assumed_money
from planner.say.periods import many_periods
from planner.say.shares import floor_percent, outwards, whole_percent


def score_words(plan: Plan, score: float | None, objective: Objective | None = None) -> str:
    """Write a score with its unit; of the plan's own objective where no other is given."""
    if score is None:
        return _("not known")
    held = plan.objective if objective is None else objective
    match held.kind:
        case ObjectiveKind.VALUE:
            return assumed_money(plan, score)
        case ObjectiveKind.COVERAGE:
            return percent(floor_percent(score, 1), 1) if held.at_end else decimal(score, 2)
        case ObjectiveKind.STABILITY | ObjectiveKind.OPEN_WORK:
            return many_periods(plan.roadmap.calendar, score)
        case ObjectiveKind.LEVELLING:
            return whole_percent(score)
        case ObjectiveKind.WEIGHTED:
            return decimal(score, 3)
        case ObjectiveKind.SHORTFALL:
            return decimal(score, 1)
        case ObjectiveKind.FINISH:
            return decimal(score, 0)


def score_end_words(plan: Plan, score: float, *, up: bool) -> str:
    """Write a proved end of a score of the plan's objective, which is no score: rounded outwards."""
    kind, at_end = plan.objective.kind, plan.objective.at_end
    if kind is ObjectiveKind.VALUE:
        return score_words(plan, outwards(score / 1e6, 0, up=up) * 1e6)
    decimals = {
        ObjectiveKind.COVERAGE: 3 if at_end else 2,
        ObjectiveKind.STABILITY: 1,
        ObjectiveKind.OPEN_WORK: 1,
        ObjectiveKind.LEVELLING: 2,
        ObjectiveKind.SHORTFALL: 1,
        ObjectiveKind.WEIGHTED: 3,
        ObjectiveKind.FINISH: 0,
    }[kind]
    return score_words(plan, outwards(score, decimals, up=up))


def aimed_at_words(plan: Plan) -> str:
    """Name the score of what the plan was made to be best at, where coverage and ends do not say it."""
    score = score_words(plan, plan.score)
    words = {
        ObjectiveKind.VALUE: _("Net benefit: {score}", score=score),
        ObjectiveKind.STABILITY: _("Changes: {score}", score=score),
        ObjectiveKind.LEVELLING: _("Sum of highest loads: {score}", score=score),
    }
    return words.get(plan.objective.kind, "")
