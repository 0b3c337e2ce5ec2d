"""Scores with their units, and proved ends of them."""

from planner.language import _, decimal, millions, percent
from planner.model import Objective, Plan
from planner.say.assumed import assumed_money, is_assumed
from planner.say.objectives import ScoreUnit, words_of
from planner.say.periods import many_periods
from planner.say.shares import floor_percent, outwards, whole_percent

_DECIMALS = {
    ScoreUnit.COVERAGE: 2,
    ScoreUnit.COVERED: 3,
    ScoreUnit.INSTANTS: 0,
    ScoreUnit.PERIODS: 1,
    ScoreUnit.LOAD: 2,
    ScoreUnit.POINTS: 3,
}
"""Of a score, to round a proved end to."""


def score_words(plan: Plan, score: float | None, objective: Objective | None = None) -> str:
    """Write a score with its unit; of the plan's own objective where no other is given."""
    if score is None:
        return _("not known")
    match words_of(plan.objective if objective is None else objective).unit:
        case ScoreUnit.MONEY:
            return assumed_money(plan, score)
        case ScoreUnit.COVERED:
            return percent(floor_percent(score, 1), 1)
        case ScoreUnit.COVERAGE:
            return decimal(score, 2)
        case ScoreUnit.PERIODS:
            return many_periods(plan.roadmap.calendar, score)
        case ScoreUnit.LOAD:
            return whole_percent(score)
        case ScoreUnit.POINTS:
            return decimal(score, 3)
        case ScoreUnit.INSTANTS:
            return decimal(score, 0)


def lost_words(plan: Plan, loss: float | None) -> str:
    """Write what a plan would lose, money with so many decimals that something is not nothing."""
    if loss is None or words_of(plan.objective).unit is not ScoreUnit.MONEY:
        return score_words(plan, loss)
    money = near_millions(loss)
    return _("{amount} (assumed)", amount=money) if is_assumed(plan) else money


def lost_by_best_words(plan: Plan, loss: float | None, least: float | None) -> str:
    """Write what a plan would lose by a best that may not be known: then between what and what."""
    if least is None:
        return lost_words(plan, loss)
    return _("between {least} and {most}", least=lost_words(plan, least), most=lost_words(plan, loss))


def near_millions(amount_nok: float) -> str:
    """Write an amount in millions, with decimals below ten of them.

    Examples
    --------
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     near_millions(12.3e6), near_millions(1.26e6), near_millions(2e4)
    ('NOK 12 million', 'NOK 1.3 million', 'NOK 0.02 million')
    """
    return millions(amount_nok, 0 if abs(amount_nok) >= 1e7 else 1 if abs(amount_nok) >= 1e6 else 2)


def score_end_words(plan: Plan, score: float, *, up: bool) -> str:
    """Write a proved end of a score of the plan's objective, which is no score: rounded outwards."""
    unit = words_of(plan.objective).unit
    if unit is ScoreUnit.MONEY:
        return score_words(plan, outwards(score / 1e6, 0, up=up) * 1e6)
    return score_words(plan, outwards(score, _DECIMALS[unit], up=up))
