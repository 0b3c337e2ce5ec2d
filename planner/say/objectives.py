"""What plans are made best at, and what is asked for: headings, labels, and words inside sentences."""

from planner.language import _
from planner.model import Aim, Objective, ObjectiveKind
from planner.say.shares import exact_percent, loss_words


def objective_words(objective: Objective) -> str:
    """Say what the plan was to be best at."""
    if objective.kind is ObjectiveKind.COVERAGE and objective.at_end:
        return _("Most coverage at the end of the horizon")
    if objective.kind is ObjectiveKind.FINISH and objective.last_end:
        return _("Earliest end of the last measure")
    return {
        ObjectiveKind.VALUE: _("Largest net benefit"),
        ObjectiveKind.COVERAGE: _("Most coverage, summed over time"),
        ObjectiveKind.FINISH: _("Earliest finish"),
        ObjectiveKind.STABILITY: _("Fewest changes from the earlier plan"),
        ObjectiveKind.LEVELLING: _("Most even load, as the sum of each sector’s highest load"),
        ObjectiveKind.OPEN_WORK: _("Least open work in started measures"),
        ObjectiveKind.SHORTFALL: _("Least missing of what must be reached"),
        ObjectiveKind.WEIGHTED: _("Best balance of several aims, each with its weight"),
    }[objective.kind]


def objective_word(objective: Objective) -> str:
    """Name what a plan is best at."""
    return {
        ObjectiveKind.VALUE: _("net benefit"),
        ObjectiveKind.COVERAGE: _("coverage"),
        ObjectiveKind.FINISH: _("early finish"),
        ObjectiveKind.STABILITY: _("few changes"),
        ObjectiveKind.LEVELLING: _("even load"),
        ObjectiveKind.OPEN_WORK: _("open work of started measures"),
        ObjectiveKind.SHORTFALL: _("what is missing of requirements"),
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


def name_of(objective: Objective) -> str:
    """Name what a score is a score of."""
    return {
        ObjectiveKind.VALUE: _("Net benefit"),
        ObjectiveKind.COVERAGE: _("Coverage at the end")
        if objective.at_end
        else _("Coverage, summed over time"),
        ObjectiveKind.FINISH: _("Last end") if objective.last_end else _("Ends, summed"),
        ObjectiveKind.STABILITY: _("Changes from the earlier plan"),
        ObjectiveKind.LEVELLING: _("Highest loads, summed"),
        ObjectiveKind.OPEN_WORK: _("Open work of started measures"),
        ObjectiveKind.SHORTFALL: _("Missing of requirements"),
        ObjectiveKind.WEIGHTED: _("Balance"),
    }[objective.kind]


def label_of(name: str) -> str:
    """Name an aim as something to choose."""
    return {
        "value": _("Largest net benefit"),
        "coverage": _("Highest coverage over time"),
        "finish": _("Earliest finish"),
        "stability": _("Fewest changes from the accepted plan"),
        "levelling": _("Even load"),
        "balance": _("Balance: quick benefits against the long-term target picture"),
    }[name]


def aim_sentence(aim: Aim) -> str:
    """Say what a plan is best at, inside a sentence."""
    if aim.name == "levelling":
        loss = loss_words(aim.before[0].loss if aim.before else 0.0)
        return _("even load, with net benefit within {loss} of the best", loss=loss)
    if aim.name == "balance":
        share = exact_percent(aim.long_term or 0.0)
        return _("balance, {share} of the way to the long-term target picture", share=share)
    return {
        "value": _("largest net benefit"),
        "coverage": _("highest coverage over time"),
        "finish": _("earliest finish"),
        "stability": _("fewest changes from the accepted plan"),
    }[aim.name]
