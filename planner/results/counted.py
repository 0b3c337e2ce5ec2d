"""Figures of a schedule that are known in parts, so that some measures can lie otherwise at little cost.

What is added up is added up in the order of the whole, so that a figure is the same to the last digit.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from planner.model import Objective, Roadmap, Schedule
from planner.results.capacities import levelling
from planner.results.putting_back import SomeMeasures, put_back
from planner.results.requirements import ReachedBy, Standing
from planner.results.scores import sum_of_coverage
from planner.results.shares import adoption, covered_by, target_picture

Of = str | tuple[str, str]
"""What a term is of: a measure, or the rollout of a measure in a sector."""
TermsOf = Callable[[Schedule, Of], Sequence[float]]
Add = Callable[[Iterable[float]], float]


class Counted(ABC):
    """A figure of a schedule, and of others that differ from it in some measures."""

    @property
    @abstractmethod
    def total(self) -> float:
        """Give what all comes to."""

    @abstractmethod
    def otherwise(self, some: SomeMeasures) -> "Counted":
        """Give the same where some measures lie otherwise."""


class CountedTerms(Counted):
    """Terms by what they are of, in the order in which they are added up."""

    def __init__(self, terms: Mapping[Of, Sequence[float]], of: TermsOf, add: Add = sum) -> None:
        self._terms, self._of, self._add = terms, of, add

    @property
    def total(self) -> float:
        """Give what the terms come to."""
        return self._add(chain.from_iterable(self._terms.values()))

    def otherwise(self, some: SomeMeasures) -> "CountedTerms":
        """Give the same with the terms of some measures and their rollouts worked out anew."""
        touched: list[Of] = [*some.measures, *some.keys]
        own = {each: self._of(some.schedule, each) for each in touched if each in self._terms}
        return CountedTerms({**self._terms, **own}, self._of, self._add)


class CountedRequirements(Counted):
    """How requirements stand, and a figure that is made of it."""

    def __init__(
        self, reached: ReachedBy, standings: Sequence[Standing], add: Callable[[Sequence[Standing]], float]
    ) -> None:
        self._reached, self._standings, self._add = reached, standings, add

    @property
    def total(self) -> float:
        """Give the figure."""
        return self._add(self._standings)

    def otherwise(self, some: SomeMeasures) -> "CountedRequirements":
        """Give the same with what asks after some measures, or after any service of theirs, told anew."""
        if not self._standings:
            return self
        reached = self._reached.otherwise(some)
        serves = any(self._reached.roadmap.contributions_of(each) for each in some.measures)
        standings = [
            reached.standing(each.requirement)
            if (each.requirement.measure in some.measures if each.requirement.measure else serves)
            else each
            for each in self._standings
        ]
        return CountedRequirements(reached, standings, self._add)


class CountedCoverage(Counted):
    """Coverage of the target picture, by how far measures are in use and how far services are covered."""

    def __init__(
        self,
        roadmap: Roadmap,
        objective: Objective,
        in_use: Mapping[str, Sequence[float]],
        covered: Mapping[str, Sequence[float]],
    ) -> None:
        self._roadmap, self._objective, self._in_use, self._covered = roadmap, objective, in_use, covered

    @property
    def total(self) -> float:
        """Give what the coverage comes to."""
        shares = target_picture(self._roadmap, self._covered)
        return sum_of_coverage(self._roadmap, self._objective, shares)

    def otherwise(self, some: SomeMeasures) -> "CountedCoverage":
        """Give the same with the services covered anew to which some measures contribute."""
        parts = [part for each in some.measures for part in self._roadmap.contributions_of(each)]
        own = {part.measure: adoption(self._roadmap, some.schedule, part.measure) for part in parts}
        in_use = {**self._in_use, **own}
        services = {part.service for part in parts}
        covered = {each: covered_by(self._roadmap, in_use, each) for each in services}
        return CountedCoverage(self._roadmap, self._objective, in_use, {**self._covered, **covered})


class CountedLoad(Counted):
    """Levelling: the largest loads may lie anywhere, so that all is counted."""

    def __init__(self, roadmap: Roadmap, schedule: Schedule) -> None:
        self._roadmap, self._schedule = roadmap, schedule

    @property
    def total(self) -> float:
        """Give the sum of the largest loads."""
        return levelling(self._roadmap, self._schedule)

    def otherwise(self, some: SomeMeasures) -> "CountedLoad":
        """Give the same of the whole schedule with some measures otherwise."""
        return CountedLoad(
            self._roadmap, put_back(self._roadmap, some.schedule, self._schedule, some.measures)
        )


class CountedTogether(Counted):
    """Several figures, and what is made of them."""

    def __init__(self, parts: Sequence[Counted], add: Callable[[Sequence[float]], float]) -> None:
        self._parts, self._add = parts, add

    @property
    def total(self) -> float:
        """Give what is made of the figures."""
        return self._add([part.total for part in self._parts])

    def otherwise(self, some: SomeMeasures) -> "CountedTogether":
        """Give the same with each of the figures of some measures otherwise."""
        return CountedTogether([part.otherwise(some) for part in self._parts], self._add)
