"""The price of one change after the other, of one plan, in this process; no clock takes part."""

from functools import cached_property
from math import inf
from typing import Final

from planner.language import ToldError, to_say
from planner.model import (
    ALMOST,
    Loosening,
    LooseningKind,
    Objective,
    Plan,
    PricedChange,
    Roadmap,
    Schedule,
    errors,
)
from planner.prices.asking import Groups, groups_to_move
from planner.prices.loosening import loosened, loosenings
from planner.results import keeps_all, score
from planner.solver import RelaxedPlan, asked_model, bounds_nearby
from planner.verify import judge
from planner.why import Taken

NODES = 20
"""Of the search tree for measures that are decided anew: as many as a neighbourhood of a search takes."""
_OFTEN_FOR_NOTHING: Final = (LooseningKind.EARLIEST_START, LooseningKind.MANDATORY)
"""Kinds whose changes each need a model of their own, and most of which gain nothing."""


class Pricer:
    """Works out what changes that loosen are worth to a plan.

    Parameters
    ----------
    plan
        Any lawful plan with a schedule, whoever made it.
    proved
        Whether proved ranges are to be as narrow as prices of what is scarce make them.

    Raises
    ------
    ToldError
        If the plan has no schedule.
    """

    def __init__(self, plan: Plan, *, proved: bool = False) -> None:
        if plan.schedule is None:
            raise ToldError(to_say("The plan has no schedule, so that nothing is better or worse than it."))
        self.roadmap, self.objective, self._plan = plan.roadmap, plan.objective, plan
        self._model = asked_model(plan.roadmap, plan.objective, often=True)
        self._relaxed = self._model.relaxed()
        self._nearby = bounds_nearby(plan.roadmap, plan.objective) if proved else None
        self.schedule = self._made_exact(plan.schedule)
        self.score = score(plan.roadmap, plan.objective, self.schedule)
        self._taken = Taken(plan.roadmap, self.schedule)
        self._gains: dict[LooseningKind, float] = {}

    def price(self, change: Loosening) -> PricedChange:
        """Give the price of a change."""
        if self._relaxed is None:
            return PricedChange(change=change)
        loose = loosened(self.roadmap, self.objective, change)
        if self._gains_nothing(change, loose):
            return self._priced(change, self._relaxed, self.score, self._relaxed.bound)
        model = self._model.turned_to(*loose)
        relaxed = model.relaxed()
        if relaxed is None:
            return PricedChange(change=change)
        found, groups = self.schedule, groups_to_move(self._taken, change)
        if self._gain(relaxed.best, self._relaxed.best) > self._nothing:
            found = model.improved(self.schedule, groups, NODES)
        bound = self._closer(relaxed.bound, None if self._nearby is None else self._nearby.of(*loose))
        return self._priced(change, relaxed, self._due_to(loose, found, groups), bound)

    def _gains_nothing(self, change: Loosening, loose: tuple[Roadmap, Objective]) -> bool:
        """Tell whether it is known without relaxing a change that its estimate is 0."""
        assert self._relaxed is not None
        if self._model.gains_at_most(self._relaxed, *loose) <= self._nothing:
            return True
        return change.kind in _OFTEN_FOR_NOTHING and self._gain_of_all(change.kind) <= self._nothing

    def _gain_of_all(self, kind: LooseningKind) -> float:
        """Give what all changes of a kind together gain by the relaxation: none alone can gain more."""
        if kind not in self._gains:
            loose = self.roadmap, self.objective
            for change in loosenings(*loose):
                loose = loosened(*loose, change) if change.kind is kind else loose
            relaxed = asked_model(*loose).relaxed()
            assert self._relaxed is not None
            self._gains[kind] = inf if relaxed is None else self._gain(relaxed.best, self._relaxed.best)
        return self._gains[kind]

    @cached_property
    def bound(self) -> float | None:
        """Give the closest that is known of what no plan beats without a change."""
        proved = None if self._nearby is None else self._nearby.bound
        relaxed = None if self._relaxed is None else self._relaxed.bound
        return self._closer(self._closer(self._plan.bound, relaxed), proved)

    @cached_property
    def _nothing(self) -> float:
        """Give what two scores may differ by and be one: sums over all measures, and figures of a solver."""
        return ALMOST * max(1.0, abs(self.score))

    def _priced(
        self, change: Loosening, relaxed: RelaxedPlan, found: float, bound: float | None
    ) -> PricedChange:
        """Put the three figures together; what only loosens makes nothing worse."""
        assert self._relaxed is not None
        sure, estimate = self._gain(found, self.score), self._gain(relaxed.best, self._relaxed.best)
        least = 0.0 if self.bound is None else max(0.0, self._gain(found, self.bound))
        most = None if bound is None else max(least, self._gain(bound, self.score))
        return PricedChange(
            change=change,
            sure=sure if sure > self._nothing else 0.0,
            estimate=self._rounded(estimate),
            least=least if least > self._nothing else 0.0,
            most=most,
        )

    def _rounded(self, estimate: float) -> float:
        """Write an estimate without the digits in which a solver differs by what it was asked before."""
        return max(0, round(estimate / self._nothing)) * self._nothing

    def _gain(self, found: float, known: float) -> float:
        """Give by how much a score is better than another."""
        return found - known if self.objective.is_maximised else known - found

    def _closer(self, one: float | None, other: float | None) -> float | None:
        known = [each for each in (one, other) if each is not None]
        return (min if self.objective.is_maximised else max)(known, default=None)

    def _made_exact(self, schedule: Schedule) -> Schedule:
        """Give the plan with its waves as good as they can be: no change is to take the credit for that."""
        exact = self._model.improved(schedule, (), NODES)
        return exact if _is_lawful(self.roadmap, self.objective, exact) else schedule

    def _due_to(self, loose: tuple[Roadmap, Objective], found: Schedule, groups: Groups) -> float:
        """Give the score of a plan with a change, less what the change has no part in.

        Where the same decisions, waves made exact, are worth more than this plan without the change too, the
        plan was not the best near it, and the change is not to take the credit for that.
        """
        known = score(*loose, self.schedule)
        if found is self.schedule or not _is_lawful(*loose, found):
            return known
        reached = score(*loose, found)
        if not groups:  # the same decisions: without the change they are this plan
            return reached
        own = self._model.turned_to(self.roadmap, self.objective).polished(found)
        if own is None or not _is_lawful(self.roadmap, self.objective, own):
            return reached
        gained = max(0.0, self._gain(score(self.roadmap, self.objective, own), self.score))
        return reached - gained if self.objective.is_maximised else reached + gained


def _is_lawful(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> bool:
    return keeps_all(roadmap, objective, schedule) and not errors(judge(roadmap, schedule))
