"""The price of a wish: what a plan of the same roadmap is worth with it, less what it is worth without.

All else is equal in both: neither is a plan of a roadmap in which other rules were relaxed, since what those
are worth would make any wish look free.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.language import ToldError, to_say
from planner.model import ALMOST, Objective, Plan, Roadmap, Schedule, errors
from planner.results import keeps_all, score
from planner.solver import RelaxedPlan, asked_model, carried
from planner.verify import judge

FREE = (6, 12, 24)
"""Measures that are decided anew until a lawful plan has the wish; after these all."""
NODES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWish:
    """What a wish makes a plan better by, in the unit of its score; below 0 is what it costs.

    Parameters
    ----------
    sure
        The score of a lawful plan with it, made from this one, less that of this plan; ``None`` where no such
        plan was found.
    estimate
        The same difference between the linear relaxations; ``None`` where that with the wish has no plan, so
        that none has it and keeps what comes first.
    least, most
        Between these the price is proved to lie; ``None`` where that side is not proved.
    schedule
        The lawful plan with it.
    """

    sure: float | None = None
    estimate: float | None = None
    least: float | None = None
    most: float | None = None
    schedule: Schedule | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether it is proved that the wish costs, or is worth, anything."""
        return (self.least is not None and self.least > 0) or (self.most is not None and self.most < 0)


def priced_wish(plan: Plan, roadmap: Roadmap, known: Schedule | None = None) -> PricedWish:
    """Give the price of a wish; no clock takes part.

    Parameters
    ----------
    roadmap
        That of the plan with the wish in it, without errors.
    known
        A lawful schedule of it, where there is one.

    Raises
    ------
    ToldError
        If the plan has no schedule, or the roadmap is beyond what the engine can count with.
    """
    if plan.schedule is None:
        raise ToldError(to_say("The plan has no schedule, so that nothing is better or worse than it."))
    return _Wishing(plan, plan.schedule, roadmap).price(known)


class _Wishing:
    """Looks for a plan with the wish near the one without."""

    def __init__(self, plan: Plan, schedule: Schedule, roadmap: Roadmap) -> None:
        self._plan, self._schedule, self._roadmap = plan, schedule, roadmap
        self._objective: Objective = plan.objective
        self._model = asked_model(roadmap, plan.objective)

    def price(self, known: Schedule | None) -> PricedWish:
        """Give the price."""
        relaxed = self._model.relaxed()
        if relaxed is None:
            return PricedWish()
        base, order = asked_model(self._plan.roadmap, self._objective), self._order()
        without, groups = base.relaxed(), [(each,) for each in order[: FREE[0]]]
        found = self._lawful(order) or (known if known is not None and self._is_lawful(known) else None)
        if found is not None:
            better = self._model.improved(found, groups, NODES)
            found = better if self._is_lawful(better) else found
        # the same is done without the wish: work that one side is spared is none of its price
        own = base.improved(self._schedule, groups, NODES)
        before = self._schedule if errors(judge(self._plan.roadmap, own)) else own
        return self._priced(relaxed, without, found, score(self._plan.roadmap, self._objective, before))

    def _lawful(self, order: list[str]) -> Schedule | None:
        """Give a lawful plan with the wish, with as few measures decided anew as will do."""
        start = carried(self._roadmap, self._schedule)
        if self._is_lawful(start):
            return start
        tried = (self._model.mended(start, free, NODES) for free in _widening(order))
        return next((each for each in tried if each is not None and self._is_lawful(each)), None)

    def _order(self) -> list[str]:
        """Give all measures: those that the wish touches, then what links tie to them, and so on."""
        order = dict.fromkeys(_touched(self._plan.roadmap, self._roadmap))
        ties = [link.measures for link in self._roadmap.dependencies]
        everyone = [each.id for each in self._roadmap.open_measures]
        for measure in (found := list(order)):
            near = [each for tie in ties if measure in tie for each in tie if each not in order]
            order |= dict.fromkeys(near)
            found += near
        return [each for each in dict.fromkeys((*order, *everyone)) if each in everyone]

    def _is_lawful(self, schedule: Schedule) -> bool:
        keeps = keeps_all(self._roadmap, self._objective, schedule)
        return keeps and not errors(judge(self._roadmap, schedule))

    def _priced(
        self, relaxed: RelaxedPlan, without: RelaxedPlan | None, found: Schedule | None, known: float
    ) -> PricedWish:
        reached = None if found is None else score(self._roadmap, self._objective, found)
        bound = self._closer(self._plan.bound, None if without is None else without.bound)
        return PricedWish(
            sure=None if reached is None else self._gain(reached, known),
            estimate=None if without is None else self._gain(relaxed.best, without.best),
            least=None if reached is None or bound is None else self._gain(reached, bound),
            most=self._gain(relaxed.bound, known),
            schedule=found,
        )

    def _gain(self, found: float, known: float) -> float:
        """Give by how much a score is better than another; nothing where that is rounding."""
        amount = found - known if self._objective.is_maximised else known - found
        return amount if abs(amount) > ALMOST * max(1.0, abs(known)) else 0.0

    def _closer(self, one: float | None, other: float | None) -> float | None:
        known = [each for each in (one, other) if each is not None]
        return (min if self._objective.is_maximised else max)(known, default=None)


def _widening(order: list[str]) -> Iterator[list[str]]:
    """Give ever more measures of an order, at last all."""
    yield from (order[:many] for many in FREE if many < len(order))
    yield order


def _touched(before: Roadmap, after: Roadmap) -> Iterator[str]:
    """Give the measures of which a wish changes anything by itself: rows of them, rollouts, or links."""
    old = {each.id: (each, before.rollouts_of(each.id)) for each in before.measures}
    for measure in after.open_measures:
        if old.get(measure.id) != (measure, after.rollouts_of(measure.id)):
            yield measure.id
    changed = set(after.dependencies) ^ set(before.dependencies)
    yield from (each for link in changed for each in link.measures)
