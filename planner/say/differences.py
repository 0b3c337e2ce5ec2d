"""What differs between two plans in words: first what was optimised, with what is proved of it."""

from planner.comparison import Difference
from planner.language import _, decimal, half_away, millions
from planner.model import Calendar, Objective, ObjectiveKind, Plan
from planner.results import ScoreDifference
from planner.say.assumed import is_assumed
from planner.say.objectives import ScoreUnit, name_of, words_of
from planner.say.periods import many_periods
from planner.say.shares import outwards

_DECIMALS = {
    ScoreUnit.COVERAGE: 2,
    ScoreUnit.COVERED: 3,
    ScoreUnit.INSTANTS: 1,
    ScoreUnit.PERIODS: 1,
    ScoreUnit.LOAD: 3,
    ScoreUnit.POINTS: 3,
}
"""Of a difference of scores, to round a proved end to."""


def answer_lines(change: Difference, plan: Plan) -> list[str]:
    """Say how much the second plan differs in what both aim at, and whether the two can be told apart.

    In the order it counted; of what came first, only what differs. Nothing where the aims differ.
    """
    return [
        _answer(change, plan, each)
        for each in change.answers
        if each is change.score or each.before != each.after
    ]


def verdict(each: ScoreDifference) -> str:
    """Say whether two plans can be told apart."""
    if each.is_equal:
        return _("equally good, which is proved")
    if not each.is_told_apart:
        return not_told_apart()
    more = each.least is not None and each.least > 0
    return (
        _("better, which is proved") if more == each.objective.is_maximised else _("worse, which is proved")
    )


def not_told_apart() -> str:
    """Say of a difference that it is smaller than what is not proved of either plan."""
    return _("cannot be told apart")


def follows_words(change: Difference) -> str:
    """Say what the other figures of two plans are good for."""
    if change.score is None:
        return _("The two plans aim at different things, so nothing is proved of how much they differ:")
    if change.is_told_apart:
        return _("What follows is read from these two plans, and not proved:")
    if change.score.is_equal:
        return _("Other plans may be as good and differ from these two, which differ so:")
    return _(
        "What was optimised cannot be told apart, so what follows is no answer either; "
        "it is read from these two plans:"
    )


def amount_words(plan: Plan, objective: Objective, amount: float) -> str:
    """Write a difference of scores with its sign and unit."""
    match words_of(objective).unit:
        case ScoreUnit.MONEY:
            return signed(amount / 1e6, 0, millions(abs(amount)))
        case ScoreUnit.COVERED | ScoreUnit.LOAD:
            return points(amount)
        case ScoreUnit.COVERAGE:
            return signed(amount, 2, decimal(abs(amount), 2))
        case ScoreUnit.POINTS:
            return signed(amount, 3, decimal(abs(amount), 3))
        case ScoreUnit.PERIODS | ScoreUnit.INSTANTS:
            return _in_periods(plan.roadmap.calendar, amount)


def points(share: float) -> str:
    """Write a difference between two shares, with its sign."""
    number = decimal(abs(share) * 100, 1)
    return signed(share * 100, 1, _("{number} percentage points", number=number))


def signed(number: float, decimals: int, words: str) -> str:
    """Put a sign before an amount as it is written: ± before nothing."""
    shown = half_away(number, decimals)
    return f"{'+' if shown > 0 else '−' if shown < 0 else '±'}{words}"


def net_of_missed(worth: str, score: str) -> str:
    """Write a difference in net benefit, and what is left of it where what is missed costs otherwise."""
    if worth == score:
        return worth
    return _("{worth}, {score} after what missed deadlines and requirements cost", worth=worth, score=score)


def _answer(change: Difference, plan: Plan, each: ScoreDifference) -> str:
    amount = amount_words(plan, each.objective, each.amount)
    if each.objective.kind is ObjectiveKind.VALUE:
        worth = amount_words(plan, each.objective, each.amount + change.missed_nok)
        amount = net_of_missed(worth, amount)
    if words_of(each.objective).unit is ScoreUnit.MONEY and is_assumed(plan):
        amount = _("{amount} (assumed)", amount=amount)
    said = {"name": name_of(each.objective), "amount": amount, "verdict": verdict(each)}
    if each.is_equal:
        return _("{name}: {amount}: {verdict}.", **said)
    return _("{name}: {amount}, {range}: {verdict}.", range=range_words(plan, each), **said)


def range_words(plan: Plan, each: ScoreDifference) -> str:
    """Say between what the difference of the best plans lies, as far as that is proved."""
    least = None if each.least is None else _end_words(plan, each.objective, each.least, up=False)
    most = None if each.most is None else _end_words(plan, each.objective, each.most, up=True)
    if least is not None and most is not None:
        return _("proved to lie between {least} and {most}", least=least, most=most)
    if least is not None:
        return _("proved to be at least {least}", least=least)
    if most is not None:
        return _("proved to be at most {most}", most=most)
    return _("of which nothing is proved")


def _end_words(plan: Plan, objective: Objective, end: float, *, up: bool) -> str:
    """Write a proved end of a difference as ``amount_words`` does, rounded outwards."""
    unit = words_of(objective).unit
    if unit is ScoreUnit.MONEY:
        return amount_words(plan, objective, outwards(end / 1e6, 0, up=up) * 1e6)
    return amount_words(plan, objective, outwards(end, _DECIMALS[unit], up=up))


def _in_periods(calendar: Calendar, amount: float) -> str:
    return signed(amount, 1, many_periods(calendar, abs(amount)))
