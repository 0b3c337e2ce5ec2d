"""What a plan is to be best at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.language import Word, to_say
from planner.model.numbers import require, require_amount
from planner.model.schedule import Schedule
from planner.model.tolerances import TOLERANCE

_OBJECTIVE = to_say("objective")


class ObjectiveKind(StrEnum):
    """The quantity that is made as large, or as small, as possible."""

    VALUE = "value"
    COVERAGE = "coverage"
    FINISH = "finish"
    STABILITY = "stability"
    LEVELLING = "levelling"
    OPEN_WORK = "open work"
    SHORTFALL = "shortfall"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What is the same of all objectives of a kind.

    Parameters
    ----------
    is_maximised
        Whether more is better.
    adds_up
        Whether its score can be a sum over measures, so that each can be looked at alone.
    name
        What people may call it when they ask for it; ``None`` where nobody asks for it by name.
    """

    is_maximised: bool
    adds_up: bool = True
    name: Word | None = None


KINDS: Mapping[ObjectiveKind, KindFacts] = {
    ObjectiveKind.VALUE: KindFacts(is_maximised=True, name=Word(nb="verdi", en="value")),
    ObjectiveKind.COVERAGE: KindFacts(is_maximised=True, name=Word(nb="dekning", en="coverage")),
    ObjectiveKind.FINISH: KindFacts(is_maximised=False, name=Word(nb="ferdig", en="finish")),
    ObjectiveKind.STABILITY: KindFacts(is_maximised=False, name=Word(nb="stabilitet", en="stability")),
    ObjectiveKind.LEVELLING: KindFacts(
        is_maximised=False, adds_up=False, name=Word(nb="utjevning", en="levelling")
    ),
    ObjectiveKind.OPEN_WORK: KindFacts(is_maximised=False),
    ObjectiveKind.SHORTFALL: KindFacts(is_maximised=False, adds_up=False),
    ObjectiveKind.WEIGHTED: KindFacts(is_maximised=True, name=Word(nb="balanse", en="balance")),
}

KINDS_BY_NAME: Mapping[str, ObjectiveKind] = {
    facts.name.en: kind for kind, facts in KINDS.items() if facts.name is not None
}
"""Objectives that people may ask for, by their English names; balance is a weighted one."""

OBJECTIVE_NAMES = tuple(KINDS_BY_NAME)
"""Objectives that people may ask for by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One quantity, how it is counted, and what must be kept of others.

    Parameters
    ----------
    last_end
        Of ``finish``: the last end instead of the weighted sum of ends.
    out_counts_horizon
        Of ``finish``: whether a measure that is out counts as ended at the horizon, or not at all.
    discounted
        Of ``coverage``: whether later years weigh less, by the discount factor.
    at_end
        Of ``coverage``: the coverage at the end of the horizon instead of the sum over all periods.
    baseline
        Of ``stability``: the schedule that moves are counted from.
    change_periods
        Of ``stability``: what a measure that goes in or out costs, in periods.
    published_weight
        Of ``stability``: how much a move weighs of a measure whose dates have been published; others weigh 1.
    parts
        Of ``weighted``: the objectives added up, each with its weight per unit of its score. What is
        minimised counts negatively, so that more is better.
    kept
        What a plan must keep of objectives that came before this one.

    Raises
    ------
    ValueError
        If a stability objective has no baseline, or a weighted one no parts or parts that are weighted.
    """

    kind: ObjectiveKind
    last_end: bool = False
    out_counts_horizon: bool = True
    discounted: bool = False
    at_end: bool = False
    baseline: Schedule | None = None
    change_periods: float = 4.0
    published_weight: float = 2.0
    parts: "tuple[Part, ...]" = ()
    kept: "tuple[Kept, ...]" = ()

    def __post_init__(self) -> None:
        me = _OBJECTIVE
        stable, weighted = self.kind is ObjectiveKind.STABILITY, self.kind is ObjectiveKind.WEIGHTED
        require((self.baseline is not None) == stable, me, "baseline", self.kind, "one, of stability only")
        require(bool(self.parts) == weighted, me, "parts", len(self.parts), "some, of weighted only")
        simple = all(part.objective.kind is not ObjectiveKind.WEIGHTED for part in self.parts)
        require(simple, me, "parts", ObjectiveKind.WEIGHTED, "objectives that are not weighted themselves")
        require_amount(me, "change_periods", self.change_periods)
        require_amount(me, "published_weight", self.published_weight)

    @property
    def is_maximised(self) -> bool:
        """Tell whether more is better."""
        return KINDS[self.kind].is_maximised

    @property
    def without_proof(self) -> "Objective":
        """Give the objective without what is proved of the levels it keeps: it asks the same of a plan."""
        return replace(self, kept=tuple(replace(each, bound=None) for each in self.kept))

    def better(self, first: float, second: float) -> bool:
        """Tell whether the first score beats the second."""
        return first > second if self.is_maximised else first < second

    def lost(self, before: float, after: float) -> float:
        """Give what is lost from one score to another, in the unit of the score; a gain is negative."""
        return before - after if self.is_maximised else after - before

    def cut(self, bound: float) -> float:
        """Give a bound, never below 0 where less is better: moves, ends, loads and open work are amounts.

        Examples
        --------
        >>> FINISH.cut(-12.0), VALUE.cut(-12.0)
        (0.0, -12.0)
        """
        return bound if self.is_maximised else max(bound, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One objective of several that are added up, and its weight per unit of its score."""

    objective: Objective
    weight: float

    def __post_init__(self) -> None:
        require_amount(_OBJECTIVE, "weight", self.weight)

    @property
    def signed_weight(self) -> float:
        """Give the weight, negative for what is minimised."""
        return self.weight if self.objective.is_maximised else -self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An objective that came before, and the worst score that a plan may have of it.

    Parameters
    ----------
    level
        Worst score allowed, in the objective's unit.
    reached
        The score of the stage that made this objective as good as it could.
    loss
        The share of ``reached`` that may be lost.
    bound
        No plan that keeps the levels before this one has a better score; ``None`` where nothing is known.
    """

    objective: Objective
    level: float
    reached: float | None = None
    loss: float = 0.0
    bound: float | None = None

    @property
    def gap(self) -> float | None:
        """Give the distance of what was reached to its bound, as a share; ``None`` without either."""
        return relative_gap(self.reached, self.bound)

    @property
    def is_stage(self) -> bool:
        """Tell whether a stage gave the level; one that was set by hand has nothing to prove."""
        return self.reached is not None

    def holds(self, score: float) -> bool:
        """Tell whether a score is good enough, within 1e-6 of the level or of 1."""
        # as the judge counts: of the level, or of 1 where that is smaller
        slack = TOLERANCE * max(abs(self.level), 1.0)
        return score >= self.level - slack if self.objective.is_maximised else score <= self.level + slack


def relative_gap(score: float | None, bound: float | None) -> float | None:
    """Give ``|bound - score| / max(|score|, 1)``, or ``None`` where either is missing.

    Examples
    --------
    >>> relative_gap(200.0, 210.0)
    0.05
    """
    if score is None or bound is None:
        return None
    return abs(bound - score) / max(abs(score), 1.0)


VALUE = Objective(kind=ObjectiveKind.VALUE)
COVERAGE = Objective(kind=ObjectiveKind.COVERAGE)
FINISH = Objective(kind=ObjectiveKind.FINISH)
