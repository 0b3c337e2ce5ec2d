"""Words for objectives and their scores, for tables and lines on the terminal."""

from planner.language import _
from planner.model import Kept, Objective, ObjectiveKind, Plan
from planner.report.words import exact_percent, score_words
from planner.scenario import Aim


def objective_word(objective: Objective) -> str:
    """Name what a plan is best at."""
    return {
        ObjectiveKind.VALUE: _("net benefit"),
        ObjectiveKind.COVERAGE: _("coverage"),
        ObjectiveKind.FINISH: _("early finish"),
        ObjectiveKind.STABILITY: _("few changes"),
        ObjectiveKind.LEVELLING: _("even load"),
        ObjectiveKind.OPEN_WORK: _("open work of started measures"),
        ObjectiveKind.WEIGHTED: _("balance"),
    }[objective.kind]


def aim_words(aim: Aim) -> str:
    """Name what is asked for, objectives that come first included."""
    names = [_aim_word(before.name, aim) for before in aim.before]
    return _(", then ").join([*names, _aim_word(aim.name, aim)])


def _aim_word(name: str, aim: Aim) -> str:
    words = {
        "value": _("net benefit"),
        "coverage": _("coverage"),
        "finish": _("early finish"),
        "stability": _("few changes"),
        "levelling": _("even load"),
        "balance": _("{share} long-term", share=exact_percent(aim.long_term or 0.0)),
    }
    return words[name]


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
