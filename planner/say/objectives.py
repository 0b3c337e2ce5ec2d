"""What plans are made best at, and what is asked for: every wording of every objective, in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from planner.language import Message, _, to_say, worded
from planner.model import KINDS_BY_NAME, Aim, Objective, ObjectiveKind
from planner.say.shares import exact_percent, loss_words


class ScoreUnit(Enum):
    """What a score is counted in; ``planner.say.scores`` and ``differences`` write each."""

    MONEY = "NOK"
    COVERAGE = "coverage, summed over periods"
    COVERED = "share of the target picture"
    INSTANTS = "instants, summed"
    PERIODS = "periods"
    LOAD = "shares of capacity, summed"
    POINTS = "nothing by itself"


_THE_PLAN, _SO_FAR = to_say("the plan"), to_say("the best plan so far")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveWords:
    """How one objective is said.

    Parameters
    ----------
    best
        As a heading: what the plan was to be best at.
    word
        As a name among others.
    score
        What its score is a score of.
    choice, inside
        As something to choose, and inside a sentence; ``None`` where nobody asks for it by name.
    proof
        What a closed gap proves, after *it is proved that*.
    plan, plan_so_far
        The plan that is best at it, proved so or not.
    within, whole, level
        What is kept of it where it came before: within a ``{loss}``, all of it, or at a ``{level}``.
    aimed
        Its ``{score}`` in a few words; ``None`` where the page says it otherwise.
    """

    unit: ScoreUnit
    best: Message
    word: Message
    score: Message
    choice: Message | None = None
    inside: Message | None = None
    proof: Message
    plan: Message = _THE_PLAN
    plan_so_far: Message = _SO_FAR
    within: Message
    whole: Message
    level: Message
    aimed: Message | None = None


_COVERAGE = ObjectiveWords(
    unit=ScoreUnit.COVERAGE,
    best=to_say("Most coverage, summed over time"),
    word=to_say("coverage"),
    score=to_say("Coverage, summed over time"),
    choice=to_say("Highest coverage over time"),
    inside=to_say("highest coverage over time"),
    proof=to_say("no plan gives higher coverage"),
    within=to_say("Coverage is kept within {loss} of the best found."),
    whole=to_say("Coverage is kept at the best found."),
    level=to_say("Coverage is kept at {level} or more."),
)
_FINISH = ObjectiveWords(
    unit=ScoreUnit.INSTANTS,
    best=to_say("Earliest finish"),
    word=to_say("early finish"),
    score=to_say("Ends, summed"),
    choice=to_say("Earliest finish"),
    inside=to_say("earliest finish"),
    proof=to_say("no plan finishes earlier"),
    plan=to_say("the plan that finishes earliest"),
    plan_so_far=to_say("the plan that so far finishes earliest"),
    within=to_say("The finish is kept within {loss} of the earliest found."),
    whole=to_say("The finish is kept at the earliest found."),
    level=to_say("The finish is kept at {level} or less, as the sum of ends."),
)
_WORDS: Mapping[ObjectiveKind, ObjectiveWords] = {
    ObjectiveKind.VALUE: ObjectiveWords(
        unit=ScoreUnit.MONEY,
        best=to_say("Largest net benefit"),
        word=to_say("net benefit"),
        score=to_say("Net benefit"),
        choice=to_say("Largest net benefit"),
        inside=to_say("largest net benefit"),
        proof=to_say("no plan gives more net benefit"),
        plan=to_say("the plan with the largest net benefit"),
        plan_so_far=to_say("the plan with the largest net benefit so far"),
        within=to_say("Net benefit is kept within {loss} of the best found."),
        whole=to_say("Net benefit is kept at the best found."),
        level=to_say("Net benefit is kept at {level} or more."),
        aimed=to_say("Net benefit: {score}"),
    ),
    ObjectiveKind.COVERAGE: _COVERAGE,
    ObjectiveKind.FINISH: _FINISH,
    ObjectiveKind.STABILITY: ObjectiveWords(
        unit=ScoreUnit.PERIODS,
        best=to_say("Fewest changes from the earlier plan"),
        word=to_say("few changes"),
        score=to_say("Changes from the earlier plan"),
        choice=to_say("Fewest changes from the accepted plan"),
        inside=to_say("fewest changes from the accepted plan"),
        proof=to_say("no plan changes less"),
        plan=to_say("the plan with the fewest changes"),
        plan_so_far=to_say("the plan with the fewest changes so far"),
        within=to_say("Changes are kept within {loss} of the fewest found."),
        whole=to_say("Changes are kept at the fewest found."),
        level=to_say("Changes are kept at {level} or less."),
        aimed=to_say("Changes: {score}"),
    ),
    ObjectiveKind.LEVELLING: ObjectiveWords(
        unit=ScoreUnit.LOAD,
        best=to_say("Most even load, as the sum of each sector’s highest load"),
        word=to_say("even load"),
        score=to_say("Highest loads, summed"),
        choice=to_say("Even load"),
        inside=to_say("even load"),
        proof=to_say("no plan has a more even load"),
        plan=to_say("the plan with the most even load"),
        plan_so_far=to_say("the plan with the most even load so far"),
        within=to_say("The load is kept within {loss} of the most even found."),
        whole=to_say("The load is kept at the most even found."),
        level=to_say("The sum of highest loads is kept at {level} or less."),
        aimed=to_say("Sum of highest loads: {score}"),
    ),
    ObjectiveKind.OPEN_WORK: ObjectiveWords(
        unit=ScoreUnit.PERIODS,
        best=to_say("Least open work in started measures"),
        word=to_say("open work of started measures"),
        score=to_say("Open work of started measures"),
        proof=to_say("no plan leaves less open work"),
        within=to_say(
            "Started measures come first: their open work is kept within {loss} of the least found."
        ),
        whole=to_say("Started measures come first: their open work is kept at the least found."),
        level=to_say("Started measures come first: their open work is kept at {level} or less."),
    ),
    ObjectiveKind.SHORTFALL: ObjectiveWords(
        unit=ScoreUnit.POINTS,
        best=to_say("Least missing of what must be reached"),
        word=to_say("what is missing of requirements"),
        score=to_say("Missing of requirements"),
        proof=to_say("no plan lacks less of what must be reached"),
        within=to_say("What is missing of requirements is kept within {loss} of the least found."),
        whole=to_say("What is missing of requirements is kept at the least found."),
        level=to_say("What is missing of requirements is kept at {level} or less."),
    ),
    ObjectiveKind.WEIGHTED: ObjectiveWords(
        unit=ScoreUnit.POINTS,
        best=to_say("Best balance of several aims, each with its weight"),
        word=to_say("balance"),
        score=to_say("Balance"),
        choice=to_say("Balance: quick benefits against the long-term target picture"),
        inside=to_say("balance"),
        proof=to_say("no plan balances the aims better"),
        plan=to_say("the plan with the best balance"),
        plan_so_far=to_say("the plan with the best balance so far"),
        within=to_say("The balance is kept within {loss} of the best found."),
        whole=to_say("The balance is kept at the best found."),
        level=to_say("The balance is kept at {level} or more."),
    ),
}
_AT_THE_END = replace(
    _COVERAGE,
    unit=ScoreUnit.COVERED,
    best=to_say("Most coverage at the end of the horizon"),
    score=to_say("Coverage at the end"),
)
_LAST_END = replace(_FINISH, best=to_say("Earliest end of the last measure"), score=to_say("Last end"))


def words_of(objective: Objective) -> ObjectiveWords:
    """Give the wordings of an objective."""
    if objective.kind is ObjectiveKind.COVERAGE and objective.at_end:
        return _AT_THE_END
    if objective.kind is ObjectiveKind.FINISH and objective.last_end:
        return _LAST_END
    return _WORDS[objective.kind]


def objective_words(objective: Objective) -> str:
    """Say what the plan was to be best at."""
    return worded(words_of(objective).best)


def objective_word(objective: Objective) -> str:
    """Name what a plan is best at."""
    return worded(words_of(objective).word)


def name_of(objective: Objective) -> str:
    """Name what a score is a score of."""
    return worded(words_of(objective).score)


def label_of(name: str) -> str:
    """Name an aim as something to choose."""
    return worded(_WORDS[KINDS_BY_NAME[name]].choice)


def aim_words(aim: Aim) -> str:
    """Name what is asked for, objectives that come first included."""
    names = [_aim_word(before.name, aim) for before in aim.before]
    return _(", then ").join([*names, _aim_word(aim.name, aim)])


def _aim_word(name: str, aim: Aim) -> str:
    if name == "balance":
        return _("{share} long-term", share=exact_percent(aim.long_term or 0.0))
    return worded(_WORDS[KINDS_BY_NAME[name]].word)


def aim_sentence(aim: Aim) -> str:
    """Say what a plan is best at, inside a sentence."""
    if aim.name == "levelling":
        loss = loss_words(aim.before[0].loss if aim.before else 0.0)
        return _("even load, with net benefit within {loss} of the best", loss=loss)
    if aim.name == "balance":
        share = exact_percent(aim.long_term or 0.0)
        return _("balance, {share} of the way to the long-term target picture", share=share)
    return worded(_WORDS[KINDS_BY_NAME[aim.name]].inside)
