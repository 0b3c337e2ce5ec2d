"""Objectives in order, searched stage by stage, and again while there is time and a stage is not proved."""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import replace

from planner.model import (
    OPTIMAL_GAP,
    Fault,
    Kept,
    Objective,
    Plan,
    PlanStatus,
    Roadmap,
    Schedule,
    StartedPrice,
)
from planner.results import score
from planner.solver.contract.method import Method
from planner.solver.search.faults import fault_of_work
from planner.solver.search.incumbent import ANY_PLAN, FIRST_NAME, Incumbent, no_worse_than, status_of
from planner.solver.search.registry import can_work
from planner.solver.search.searching import search_for
from planner.solver.search.settings import Settings
from planner.solver.search.stages import Stage, enough_for, keep, let_out, lifted, of_part, what_counts
from planner.solver.search.started_price import LEAST_SECONDS as LEAST_TO_PRICE
from planner.solver.search.started_price import started_price
from planner.solver.search.starts import Starts, starts_after

log = logging.getLogger(__name__)

SHARE_OF_TIME, SHARE_OF_ALL = 0.15, 0.5
"""Shares of the time that one stage gets at first, and all stages together."""
GAP_AT_FIRST = 1e-3
"""Gap of a stage at which the next one begins, so that the plan itself gets its time."""
LEAST_OF_TIME = 0.05
"""Share of the time that must be left for one more search to begin."""
PRICE_AFTER = 0.25
"""Share of the whole time, from when it began, before the price of a stage takes a core from the engines.

A plan that is proved before that waits for its price: what it costs that started measures come first is shown
with every plan that there is time for, however soon it is found.
"""
STOP_SECONDS = 0.1
"""Longest time for which a wait for the price does not notice that the search is stopped."""
LEAST_SECONDS = 2.0
"""Time left from which it pays to go back to a stage: the engines alone take a second to start."""


class InOrder:
    """One search for an objective and the stages before it.

    Parameters
    ----------
    first
        The best schedule that is known for the objective itself, whatever comes before it.
    began
        When the time began to run, on the monotonic clock.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        objective: Objective,
        stages: Sequence[Stage],
        settings: Settings,
        starts: Starts,
        first: Schedule | None,
        began: float,
    ) -> None:
        self._roadmap, self._objective, self._stages = roadmap, objective, stages
        self._effort = settings.effort
        self._settings, self._starts, self._first, self._began = settings, starts, first, began
        self._lawful = list(starts.lawful) + ([] if first is None else [first])
        self._levels: list[Kept] = []
        self._units = settings.effort.seconds
        self._price: Future[StartedPrice | None] | None = None
        self.faults: tuple[Fault, ...] = ()

    def plan(self) -> Plan:
        """Give the best plan; without a schedule where a stage finds none, and nothing else does."""
        found, tried = self._onwards(), set[int]()
        while (place := self._open_stage(found, tried)) is not None:
            tried.add(place)
            found = self._again(place, found)
        return self._finished(found)

    def _onwards(self) -> Plan:
        """Solve the stages that have no level yet, and then the objective itself."""
        for place in range(len(self._levels), len(self._stages)):
            found = self._stage(place, min(self._share_of_a_stage, self._left), self._gap_at_first)
            if found.schedule is None:
                return replace(found, roadmap=self._roadmap, objective=self._objective)
            self._levels.append(self._level(place, found))
        return self._last()

    def _stage(self, place: int, seconds: float, gap: float) -> Plan:
        """Search for one stage; where it finds no plan, for any plan, and then again from that."""
        found = self._search_stage(place, seconds, gap)
        if found.schedule is not None or found.status is PlanStatus.INFEASIBLE:
            return found
        anything = self._search(
            self._roadmap,
            replace(self._objective, kept=self._kept(place)),
            self._settings.on_the_way(self._left, ANY_PLAN),
            self._starts,
        )
        if anything.schedule is None:
            return anything
        self._lawful.append(anything.schedule)
        return self._search_stage(place, min(seconds, self._left), gap)

    def _search_stage(self, place: int, seconds: float, gap: float) -> Plan:
        """Search for one stage within the levels before it; every lawful schedule that is known competes."""
        stage = self._stages[place]
        wanted = replace(stage.objective, kept=self._kept(place))
        part = what_counts(self._roadmap, replace(stage, objective=wanted))
        cut = (lambda each: each) if part is self._roadmap else (lambda each: of_part(part, each))
        lawful = tuple(cut(each) for each in self._lawful)
        known = (*lawful[-1:], *(cut(each) for each in self._starts.known))
        bound = self._levels[place].bound if place < len(self._levels) else None
        settings = self._settings.on_the_way(seconds, gap)
        found = self._search(part, wanted, settings, Starts(known=known, lawful=lawful), bound=bound)
        if found.schedule is None:
            return found
        self._lawful.append(lifted(self._roadmap, found.schedule))
        return found

    def _level(self, place: int, found: Plan) -> Kept:
        """Give what is kept of a stage."""
        stage = self._stages[place]
        assert found.score is not None
        enough = enough_for(self._roadmap, self._objective, stage)
        kept = keep(stage, found.score, found.bound, enough)
        if kept.gap is not None and kept.gap <= OPTIMAL_GAP:
            return kept
        left = [score(self._roadmap, kept.objective, each) for each in self._starts.lawful]
        return let_out(stage, kept, left, most=GAP_AT_FIRST)

    def _last(self) -> Plan:
        """Search for the objective itself, with all the time that is left."""
        objective = replace(self._objective, kept=self._kept(len(self._levels)))
        starts = starts_after(self._roadmap, self._first, self._lawful[-1])
        starts = replace(starts, lawful=tuple(self._lawful), is_near=self._starts.is_near)
        is_timed = not self._effort.deterministic
        settings = self._settings if is_timed else self._settings.spending(self._left)
        began = self._began if is_timed else None
        ended: Future[bool] = Future()
        self._price = _beside(lambda: self._priced(objective, ended)) if self._may_price else None
        try:
            found = self._search(self._roadmap, objective, settings, starts, began=began)
            ended.set_result(found.schedule is not None)
        finally:
            ended.cancel()  # changes no result: only where there is none does nobody want a price
        if found.schedule is not None:
            self._first = found.schedule
            self._lawful.append(found.schedule)
        return found

    def _priced(self, objective: Objective, ended: "Future[bool]") -> StartedPrice | None:
        """Give what the first stage costs, once a search has ended or time has gone by.

        ``None`` where the search has come to no plan, where it is stopped, and where time is up.
        """
        until = self._began + PRICE_AFTER * self._effort.seconds
        is_wanted = _may_have_a_plan(ended, until - time.monotonic())
        if not is_wanted or self._settings.stop.is_set() or not self._has_time:
            return None
        return started_price(self._roadmap, objective, stop=self._settings.stop)

    def _awaited_price(self) -> StartedPrice | None:
        """Wait for what the first stage costs, but no longer than until the search is stopped."""
        if self._price is None:
            return None
        while not wait([self._price], STOP_SECONDS).done:
            if self._settings.stop.is_set():
                return None
        try:
            return self._price.result()
        except Exception as error:  # the plan stays, without what is told beside it
            log.exception("what it costs that started measures come first could not be worked out")
            self.faults += (fault_of_work(Method.PRICES, error),)
            return None

    def _again(self, place: int, found: Plan) -> Plan:
        """Go back to a stage; solve what comes after it anew where more of it turns out to be possible."""
        known = self._levels[place]
        again = self._stage(place, self._left / 2, self._effort.gap)
        if again.schedule is None or again.score is None:
            return found
        if not _is_gain(known, again.score):
            bound = known.bound if again.bound is None else again.bound
            self._levels[place] = replace(known, bound=no_worse_than(known.reached, bound, known.objective))
            objective = replace(self._objective, kept=self._kept(len(self._levels)))
            return replace(found, objective=objective)
        before = self._levels, self._price  # a price is worked out under the levels as they are
        self._levels = [*self._levels[:place], self._level(place, again)]
        better = self._onwards()
        if better.schedule is None:
            self._levels, self._price = before
            return found
        return better

    def _open_stage(self, found: Plan, tried: set[int]) -> int | None:
        """Give the first stage to go back to: not proved as far as asked, where the plan itself is."""
        wanted = max(self._effort.gap, OPTIMAL_GAP)
        is_closed = found.schedule is not None and found.gap is not None and found.gap <= wanted
        if not is_closed or self._left < LEAST_SECONDS or self._settings.stop.is_set():
            return None
        for place, kept in enumerate(self._levels):
            if place not in tried and (kept.gap is None or kept.gap > wanted):
                return place
        return None

    def _finished(self, found: Plan) -> Plan:
        """Give the plan with all that is known of how it came about."""
        price = self._awaited_price()
        seconds = time.monotonic() - self._began
        found = replace(found, faults=self.faults, seconds=seconds, started_price=price)
        return self.with_raised_levels(found)

    def with_raised_levels(self, plan: Plan) -> Plan:
        """Give a plan with what it has more of than a stage reached, and the status of all."""
        if plan.schedule is None:
            return plan
        given = self._objective.kept
        stages = zip(self._stages, plan.objective.kept[len(given) :], strict=True)
        raised = tuple(self._raised(stage, level, plan.schedule) for stage, level in stages)
        plan = replace(plan, objective=replace(plan.objective, kept=(*given, *raised)))
        return replace(plan, status=status_of(plan.whole_gap, self._effort.gap))

    def _raised(self, stage: Stage, kept: Kept, schedule: Schedule) -> Kept:
        """Give the level with the score of a schedule as what was reached, where that is better."""
        found = score(self._roadmap, kept.objective, schedule)
        if kept.reached is None or not kept.objective.better(found, kept.reached):
            return kept
        bound = no_worse_than(found, kept.bound, kept.objective)
        return keep(stage, found, bound, enough_for(self._roadmap, self._objective, stage))

    def _search(
        self,
        roadmap: Roadmap,
        objective: Objective,
        settings: Settings,
        starts: Starts,
        *,
        began: float | None = None,
        bound: float | None = None,
    ) -> Plan:
        """Search, and keep count of the work and of what went wrong; when time is up, take what is known."""
        known = None if self._has_time else self._best_known(roadmap, objective, starts)
        if known is not None:
            return known
        self._units -= settings.effort.seconds
        found = search_for(roadmap, objective, settings, starts, began=began, bound=bound)
        self.faults += found.faults
        return found

    def _best_known(self, roadmap: Roadmap, objective: Objective, starts: Starts) -> Plan | None:
        """Give the best lawful schedule that is known, without a search."""
        incumbent = Incumbent(roadmap, objective, self._effort, began=self._began)
        for each in starts.lawful:
            incumbent.offer(each, FIRST_NAME)
        found = incumbent.finished(self._effort.gap, infeasible=False, reproducible=True)
        return found if found.schedule is not None else None

    def _kept(self, count: int) -> tuple[Kept, ...]:
        """Give what must be kept: what was asked for, and the levels of the first stages."""
        return (*self._objective.kept, *self._levels[:count])

    @property
    def _may_price(self) -> bool:
        """Tell whether there is time to say what the first stage costs, and nothing to be compiled for it."""
        has_time = self._effort.seconds >= LEAST_TO_PRICE and self._has_time
        return has_time and not self._settings.stop.is_set() and can_work(Method.PRICES)

    @property
    def _share_of_a_stage(self) -> float:
        """Give the time, or the work, that a stage gets at first."""
        return self._effort.seconds * min(SHARE_OF_TIME, SHARE_OF_ALL / len(self._stages))

    @property
    def _gap_at_first(self) -> float:
        """Give the gap of a stage at first: what is left of it has to wait until the plan itself is proved.

        Repeatable work never goes back to a stage.
        """
        return self._effort.gap if self._effort.deterministic else max(self._effort.gap, GAP_AT_FIRST)

    @property
    def _left(self) -> float:
        """Give the seconds, or the work, that are left."""
        used = time.monotonic() - self._began
        left = self._units if self._effort.deterministic else self._effort.seconds - used
        return max(0.1, left)

    @property
    def _has_time(self) -> bool:
        """Tell whether a search still has time to find anything; repeatable work has no clock."""
        return self._effort.deterministic or self._left > LEAST_OF_TIME * self._effort.seconds


def _beside(work: Callable[[], StartedPrice | None]) -> "Future[StartedPrice | None]":
    """Let some work go on beside the search; an error is told by the result."""
    with_one = ThreadPoolExecutor(max_workers=1)
    begun = with_one.submit(work)
    with_one.shutdown(wait=False)
    return begun


def _may_have_a_plan(ended: "Future[bool]", seconds: float) -> bool:
    """Wait for a search to end, but not for long; tell whether it has come to a plan, or goes on.

    Parameters
    ----------
    ended
        Whether the search has come to a plan, as soon as it has ended; cancelled where it has failed.
    """
    try:
        return ended.result(max(0.0, seconds))
    except TimeoutError:
        return True
    except CancelledError:
        return False


def _is_gain(known: Kept, found: float) -> bool:
    """Tell whether a stage has come further than rounding alone explains."""
    gained = abs(found - (known.reached or 0.0)) > OPTIMAL_GAP * max(abs(found), 1.0)
    return gained and known.objective.better(found, known.reached or 0.0)
