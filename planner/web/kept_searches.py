"""Searches as they go on, kept in the store: the best plan of each, so that nothing found is lost."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress

from planner.files import JsonError, request_from_json, request_to_json
from planner.model import Plan, Request, Roadmap
from planner.results import Facts
from planner.store import SearchKept, SearchState, Store, StoreError
from planner.web.proposals import is_better

log = logging.getLogger(__name__)

SECONDS_BETWEEN, REST = 5.0, 20.0
"""How often at most the best plan so far is kept, but for the last one; and how many times as long as it took
nothing more is kept, so that large plans cost a search a twentieth of its time at most."""
Clock = Callable[[], float]


class KeptSearch:
    """One search as it is kept; what cannot be kept is left out, and never stops the search.

    Parameters
    ----------
    store
        ``None`` where nothing is kept.
    kept
        As it was when it began: where it was interrupted before, with the best plan of then.
    """

    def __init__(
        self, store: Store | None, kept: SearchKept | None, *, author: str, clock: Clock = time.monotonic
    ) -> None:
        self._store, self._kept, self._author, self._clock = store, kept, author, clock
        self._best: Facts | None = None
        self._number = None if kept is None else kept.plan
        self._again_at = 0.0
        self._before = 0.0 if kept is None else kept.seconds

    def start(self, otherwise: Plan | None) -> Plan | None:
        """Give the plan to go on from: the best from before it was interrupted, if the other is no better."""
        if self._store is None or self._number is None:
            return otherwise
        try:
            found = self._store.plans.plan(self._number)
        except StoreError:
            log.exception("the best plan of an interrupted search cannot be read")
            return otherwise
        self._best = Facts(found)
        if otherwise is None or not otherwise.roadmap.asks_the_same(found.roadmap):
            return found
        return otherwise if is_better(Facts(otherwise), self._best) else found

    def tell(self, plan: Plan, *, now: bool = False) -> None:
        """Keep what is known, where it is time to."""
        if self._store is None or self._kept is None or not (now or self._clock() >= self._again_at):
            return
        began = self._clock()
        try:
            self._tell(self._store, self._kept.number, plan)
        except StoreError:
            log.exception("what a search has found could not be kept")
        ended = self._clock()
        self._again_at = ended + max(SECONDS_BETWEEN, REST * (ended - began))

    def end(self, state: SearchState, plan: Plan | None = None) -> None:
        """Keep what became of it, with the last plan."""
        if plan is not None:
            self.tell(plan, now=True)
        if self._store is not None and self._kept is not None:
            with suppress(StoreError):  # it is interrupted then, as when the server is killed
                self._store.searches.end(self._kept.number, state)

    def _tell(self, store: Store, number: int, plan: Plan) -> None:
        """Keep a plan that is better than the kept one; what engines tell first of all may be worse."""
        before, found = self._number, Facts(plan)
        is_new = plan.schedule is not None and (self._best is None or is_better(found, self._best))
        if is_new:
            self._number = store.plans.keep(plan, author=self._author, is_passing=True).number
            self._best = found
        store.searches.tell(
            number,
            seconds=self._before + plan.seconds,
            plan=self._number,
            best=plan.score if self._best is None else self._best.plan.score,
            bound=plan.bound,
        )
        if is_new and before is not None:
            store.plans.forget(before)


def begun(
    store: Store | None, roadmap: Roadmap, request: Request, *, author: str, scenario: int
) -> KeptSearch:
    """Keep that a search of a roadmap is wanted, or go on with the same one where it was interrupted."""
    kept = None
    if store is not None:
        try:
            kept = store.searches.queue(
                roadmap, request_to_json(request), author=author, scenario=scenario or None
            )
        except StoreError:
            log.exception("a search could not be kept")
    return KeptSearch(store, kept, author=author)


def interrupted(store: Store | None, roadmap: Roadmap | None) -> tuple[tuple[SearchKept, Request], ...]:
    """Give the searches on a roadmap that ended with their server, and what each asked, the newest first.

    Those on one that asks the same are as good. One whose question cannot be read any more is left out:
    nobody could go on with it.
    """
    left = () if store is None or roadmap is None else store.searches.interrupted(roadmap)
    return tuple((each, request) for each in left if (request := request_of(each)) is not None)


def request_of(search: SearchKept) -> Request | None:
    """Give what a search was asked; nothing where that is damaged."""
    try:
        return request_from_json(search.question)
    except JsonError:
        return None
