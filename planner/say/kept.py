"""What a plan keeps of objectives that came before its own, one plain line for each."""

from planner.language import _, worded
from planner.model import OPTIMAL_GAP, Kept, Plan
from planner.results import started_cost
from planner.say.objectives import objective_word, words_of
from planner.say.scores import score_end_words, score_words
from planner.say.shares import exact_percent, gap_percent, loss_words
from planner.say.status import as_claimed


def kept_lines(plan: Plan) -> list[str]:
    """Say, in order, what comes before the plan's objective and how much of it is kept."""
    return [_kept_line(plan, kept) for kept in plan.objective.kept] + _price_lines(plan)


def _price_lines(plan: Plan) -> list[str]:
    """Say what it costs that started measures come first, and what follows for more capacity."""
    words = _price_words(plan)
    is_told = any(kept.is_stage for kept in plan.objective.kept)  # that a file claims it, in the line above
    return [words if is_told else as_claimed(plan, words)] if words else []


def _price_words(plan: Plan) -> str:
    cost = started_cost(plan)
    if cost is None:
        return ""
    if cost.most <= OPTIMAL_GAP * max(abs(plan.score or 0.0), 1.0):
        return _("It costs nothing of the plan’s aim that started measures come first.")
    most = score_end_words(plan, cost.most, up=True)
    if cost.estimate is None:
        return _(
            "It costs at most {most} of the plan’s aim that started measures come first; whether it costs "
            "anything cannot be told.",
            most=most,
        )
    return _(
        "It costs at most {most} of the plan’s aim that started measures come first, about {estimate} by the "
        "simplified problem that bounds it. So more capacity can make the plan’s aim worse: started measures "
        "may then have to end earlier.",
        most=most,
        estimate=score_words(plan, cost.estimate),
    )


def _kept_line(plan: Plan, kept: Kept) -> str:
    if kept.reached is None:
        return _with_level(plan, kept)
    return f"{_within(kept) if kept.loss else _whole(kept)} {as_claimed(plan, _proof(kept))}"


def _proof(kept: Kept) -> str:
    """Say how far what a stage found may be from the best there is, rounded up."""
    if kept.gap is None:
        return _("How much better is possible there is not known.")
    if kept.gap <= OPTIMAL_GAP:
        return _("That is proved to be the best there is.")
    return _("Up to {gap} better may be possible there.", gap=gap_percent(kept.gap))


def _within(kept: Kept) -> str:
    """Say what share may be lost of what was reached: what was found, which may not be the best there is."""
    return worded(words_of(kept.objective).within.filled(loss=loss_words(kept.loss)))


def _whole(kept: Kept) -> str:
    return worded(words_of(kept.objective).whole)


def _with_level(plan: Plan, kept: Kept) -> str:
    """Say the level itself, where nothing is known of what was reached."""
    level = score_words(plan, kept.level, kept.objective)
    return worded(words_of(kept.objective).level.filled(level=level))


def kept_words(plan: Plan, kept: Kept) -> str:
    """Say what a plan keeps of an objective that came before its own."""
    name, level = objective_word(kept.objective), score_words(plan, kept.level, kept.objective)
    if kept.objective.is_maximised:
        words = _("{objective} at least {level}", objective=name, level=level)
    else:
        words = _("{objective} at most {level}", objective=name, level=level)
    if kept.reached is None:
        return words
    reached = score_words(plan, kept.reached, kept.objective)
    return _(
        "{words}, within {loss} of {reached}", words=words, loss=exact_percent(kept.loss), reached=reached
    )
