"""What it would be worth to loosen a limit of the plan that is shown: worked out once for each plan."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from planner.model import Objective, Plan, PricedChange, PriceList, Schedule
from planner.prices import price_list_of
from planner.store import KeptAnswers, StoreError
from planner.web.jobs import Job, JobRegistry
from planner.web.patient import PatientWork

log = logging.getLogger(__name__)

WorkOut = Callable[..., PriceList]
"""Gives the price list of a plan, as ``planner.pipeline.price_list`` does."""
Key = tuple[str, Schedule | None, Objective]


class PriceLists:
    """What is known of each plan; one at a time is worked out, when nothing else is done.

    Parameters
    ----------
    work_out
        Takes a plan, the rows that are known from before, to which it adds, and what stops the work.
    answers
        Gives where lists are kept that outlast the server, if anywhere.
    """

    def __init__(
        self, jobs: JobRegistry, work_out: WorkOut, answers: Callable[[], KeptAnswers | None] = lambda: None
    ) -> None:
        self._patient, self._work_out = PatientWork(jobs, "prices"), work_out
        self._answers = answers
        self._rows: dict[Key, list[PricedChange]] = {}
        self._known: dict[Key, PriceList] = {}

    def follow(self, plan: Plan) -> None:
        """Work a plan out from now on where it is not known, and end what goes on for another."""
        key = _key(plan)
        if plan.price_list is not None:
            self._known[key] = plan.price_list
        self._patient.turn_to(key)
        if plan.schedule is not None and not self.knows(plan):
            self._patient.go_on(partial(self._work, plan=plan, rows=self._rows.setdefault(key, [])))

    def knows(self, plan: Plan) -> bool:
        """Tell whether all of a plan's list is known."""
        return _key(plan) in self._known

    def told(self, plan: Plan) -> Plan:
        """Give a plan with what is known of its list so far; as it is where that is nothing."""
        key = _key(plan)
        if key in self._known:
            return replace(plan, price_list=self._known[key])
        rows = tuple(self._rows.get(key, ()))
        return replace(plan, price_list=price_list_of(plan, rows)) if rows else plan

    def work_on(self, plan: Plan) -> Job | None:
        """Give the work on a plan, where there is or was any."""
        return self._patient.on(_key(plan))

    def standing(self, plan: Plan) -> str:
        """Give what tells whether anything has changed."""
        work, count = self.work_on(plan), len(self._rows.get(_key(plan), ()))
        return f"{hash(_key(plan))} {self.knows(plan)} {count} {work and work.state}"

    def _work(self, job: Job, *, plan: Plan, rows: list[PricedChange]) -> None:
        """Work it out; what is known when it is put off, it goes on from."""
        kept = self._kept(plan)
        found = self._work_out(plan, rows=rows, stop=job.stop) if kept is None else kept
        if job.stop.is_set():
            return
        self._known[_key(plan)] = found
        if kept is None:
            self._keep(plan, found)

    def _kept(self, plan: Plan) -> PriceList | None:
        """Give the list that is kept of a plan; one that is damaged is worked out again."""
        answers = self._answers()
        try:
            return None if answers is None else answers.price_list(plan)
        except StoreError:
            log.exception("the price list that is kept cannot be read")
            return None

    def _keep(self, plan: Plan, found: PriceList) -> None:
        """Keep a list; where that cannot be, it is known until the server ends."""
        answers = self._answers()
        try:
            if answers is not None:
                answers.keep_price_list(plan, found)
        except StoreError:
            log.exception("the price list cannot be kept")


def _key(plan: Plan) -> Key:
    return plan.roadmap.planned_digest, plan.schedule, plan.objective.without_proof
