"""What plans are made best at, and what is asked for: every wording of every objective, in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from planner.language import Message, to_say, worded
from planner.model import KINDS_BY_NAME, Objective, ObjectiveKind


class ScoreUnit(Enum):
    """What a score is counted in; ``planner.say.scores`` and ``differences`` write each."""

    MONEY = "NOK"
    COVERAGE = "coverage, summed over periods"
    COVERED = "share of the target picture"
    INSTANTS = "instants, summed"
    PERIODS = "periods"
    LOAD = "shares of capacity, summed"
    POINTS = "nothing by itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveWords:
    """How one objective is said.

    Parameters
    ----------
    word
        As a name among others.
    score
        What its score is a score of.
    choice
        As something to choose; ``None`` where nobody asks for it by name.
    inside
        Inside a sentence: what a plan is made to have.
    proof
        What a closed gap proves, after *it is proved that*.
    within, whole, level
        What is kept of it where it came before: within a ``{loss}``, all of it, or at a ``{level}``.
    aimed
        Its ``{score}`` in a few words; ``None`` where the page says it otherwise.
    """

    unit: ScoreUnit
    word: Message
    score: Message
    choice: Message | None = None
    inside: Message
    proof: Message
    within: Message
    whole: Message
    level: Message
    aimed: Message | None = None


_COVERAGE = ObjectiveWords(
    unit=ScoreUnit.COVERAGE,
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
    word=to_say("early finish"),
    score=to_say("Ends, summed"),
    choice=to_say("Earliest finish"),
    inside=to_say("earliest finish"),
    proof=to_say("no plan finishes earlier"),
    within=to_say("The finish is kept within {loss} of the earliest found."),
    whole=to_say("The finish is kept at the earliest found."),
    level=to_say("The finish is kept at {level} or less, as the sum of ends."),
)
_WORDS: Mapping[ObjectiveKind, ObjectiveWords] = {
    ObjectiveKind.VALUE: ObjectiveWords(
        unit=ScoreUnit.MONEY,
        word=to_say("net benefit"),
        score=to_say("Net benefit"),
        choice=to_say("Largest net benefit"),
        inside=to_say("largest net benefit"),
        proof=to_say("no plan gives more net benefit"),
        within=to_say("Net benefit is kept within {loss} of the best found."),
        whole=to_say("Net benefit is kept at the best found."),
        level=to_say("Net benefit is kept at {level} or more."),
        aimed=to_say("Net benefit: {score}"),
    ),
    ObjectiveKind.COVERAGE: _COVERAGE,
    ObjectiveKind.FINISH: _FINISH,
    ObjectiveKind.STABILITY: ObjectiveWords(
        unit=ScoreUnit.PERIODS,
        word=to_say("few changes"),
        score=to_say("Changes from the earlier plan"),
        choice=to_say("Fewest changes from the accepted plan"),
        inside=to_say("fewest changes from the earlier plan"),
        proof=to_say("no plan changes less"),
        within=to_say("Changes are kept within {loss} of the fewest found."),
        whole=to_say("Changes are kept at the fewest found."),
        level=to_say("Changes are kept at {level} or less."),
        aimed=to_say("Changes: {score}"),
    ),
    ObjectiveKind.LEVELLING: ObjectiveWords(
        unit=ScoreUnit.LOAD,
        word=to_say("even load"),
        score=to_say("Highest loads, summed"),
        choice=to_say("Even load"),
        inside=to_say("even load"),
        proof=to_say("no plan has a more even load"),
        within=to_say("The load is kept within {loss} of the most even found."),
        whole=to_say("The load is kept at the most even found."),
        level=to_say("The sum of highest loads is kept at {level} or less."),
        aimed=to_say("Sum of highest loads: {score}"),
    ),
    ObjectiveKind.OPEN_WORK: ObjectiveWords(
        unit=ScoreUnit.PERIODS,
        word=to_say("open work of started measures"),
        score=to_say("Open work of started measures"),
        inside=to_say("least open work in started measures"),
        proof=to_say("no plan leaves less open work"),
        within=to_say(
            "Started measures come first: their open work is kept within {loss} of the least found."
        ),
        whole=to_say("Started measures come first: their open work is kept at the least found."),
        level=to_say("Started measures come first: their open work is kept at {level} or less."),
    ),
    ObjectiveKind.SHORTFALL: ObjectiveWords(
        unit=ScoreUnit.POINTS,
        word=to_say("what is missing of requirements"),
        score=to_say("Missing of requirements"),
        inside=to_say("least missing of what must be reached"),
        proof=to_say("no plan lacks less of what must be reached"),
        within=to_say("What is missing of requirements is kept within {loss} of the least found."),
        whole=to_say("What is missing of requirements is kept at the least found."),
        level=to_say("What is missing of requirements is kept at {level} or less."),
    ),
    ObjectiveKind.WEIGHTED: ObjectiveWords(
        unit=ScoreUnit.POINTS,
        word=to_say("balance"),
        score=to_say("Balance"),
        choice=to_say("Balance: quick benefits against the long-term target picture"),
        inside=to_say("balance"),
        proof=to_say("no plan balances the aims better"),
        within=to_say("The balance is kept within {loss} of the best found."),
        whole=to_say("The balance is kept at the best found."),
        level=to_say("The balance is kept at {level} or more."),
    ),
}
_AT_THE_END = replace(
    _COVERAGE,
    unit=ScoreUnit.COVERED,
    score=to_say("Coverage at the end"),
    inside=to_say("highest coverage at the end of the horizon"),
)
_LAST_END = replace(
    _FINISH,
    score=to_say("Last end"),
    inside=to_say("earliest end of the last measure"),
)


def words_of(objective: Objective) -> ObjectiveWords:
    """Give the wordings of an objective."""
    if objective.kind is ObjectiveKind.COVERAGE and objective.at_end:
        return _AT_THE_END
    if objective.kind is ObjectiveKind.FINISH and objective.last_end:
        return _LAST_END
    return words_of_kind(objective.kind)


def words_of_kind(kind: ObjectiveKind) -> ObjectiveWords:
    """Give the wordings of what is asked for by name."""
    return _WORDS[kind]


def objective_word(objective: Objective) -> str:
    """Name what a plan is best at."""
    return worded(words_of(objective).word)


def name_of(objective: Objective) -> str:
    """Name what a score is a score of."""
    return worded(words_of(objective).score)


def label_of(name: str) -> str:
    """Name an aim as something to choose."""
    return worded(_WORDS[KINDS_BY_NAME[name]].choice)
