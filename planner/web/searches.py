"""The searches of a workspace: for a better plan, for an answer, for the ambition levels."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol

from planner.model import Effort, FaultKind, Plan, Request
from planner.repair import replanned
from planner.results import Facts
from planner.solver import units_missing
from planner.store import KeptAnswers, SearchState
from planner.tables import edited
from planner.web.assumptions import Assumptions
from planner.web.capacity import all_at
from planner.web.decisions import Decisions
from planner.web.engine import PlanMaker, ended_early, search
from planner.web.jobs import Job, JobRegistry, JobState
from planner.web.kept_searches import KeptSearch
from planner.web.levels import LEVELS, Level, Levels
from planner.web.price_lists import PriceLists
from planner.web.proposals import Proposal, WhatIf
from planner.web.reading import Data
from planner.web.search_asked import SearchAsked

LONGEST_LEVEL_SECONDS = 15.0
"""A level is a first sight, and two of them wait for their turn."""

SECONDS_TO_CLOSE = 10.0
KeepSearch = Callable[[Request], KeptSearch]
"""Keeps that a search is wanted, and gives what keeps how it goes."""


class Listener(Protocol):
    """Who is told what searches find, from the threads that they run in."""

    def found_better(self, plan: Plan, by: "Searches") -> None:
        """Hear of each better plan, and each closer bound, of the data as it is."""

    def found_all(self, plan: Plan, by: "Searches") -> None:
        """Hear what the search for a better plan has come to know when it is over."""

    def found_answer(self, answer: Proposal, job: Job) -> None:
        """Hear the answer to a question."""

    def found_level(self) -> None:
        """Hear that an ambition level is known."""


class Searches:
    """What is looked for in some data, each search in a job of its own; what comes of it others decide.

    Parameters
    ----------
    seconds
        How long each search may take.
    head_start_seconds
        How long the first searches wait, so that the page that is asked for at once is drawn first.
    assumptions, decisions, prices
        Those of the searches before these, which outlast the data they were for.
    keeps
        Keeps a search as it goes on; nothing is kept when not given.
    answers
        Gives where price lists are kept, if anywhere.
    """

    def __init__(
        self,
        data: Data,
        listener: Listener,
        *,
        engine: PlanMaker,
        jobs: JobRegistry,
        seconds: float,
        head_start_seconds: float,
        assumptions: Assumptions | None = None,
        decisions: Decisions | None = None,
        prices: PriceLists | None = None,
        keeps: KeepSearch | None = None,
        answers: Callable[[], KeptAnswers | None] = lambda: None,
    ) -> None:
        self._data, self._listener = data, listener
        self.engine, self.jobs = engine, jobs
        self.seconds, self.head_start_seconds = seconds, head_start_seconds
        self.improving: Job | None = None
        self.asking: Job | None = None
        self.assumptions = assumptions or Assumptions(jobs, engine.swings)
        self.decisions = decisions or Decisions(jobs, engine.due_decisions)
        self.prices = prices or PriceLists(jobs, engine.price_list, answers)
        self._levels = Levels(jobs, self._level, listener.found_level)
        self._keeps = keeps or (lambda _request: KeptSearch(None, None, author=""))
        self._is_closing = False
        self._looks_ahead = False
        self.is_improved = False
        """Whether a search for a better plan is over."""

    def anew(self) -> "Searches":
        """End all searches, and begin without any: what still comes of these is known by whom it is from."""
        self.jobs.stop_all()
        return Searches(
            self._data,
            self._listener,
            engine=self.engine,
            jobs=self.jobs,
            seconds=self.seconds,
            head_start_seconds=self.head_start_seconds,
            assumptions=self.assumptions,
            decisions=self.decisions,
            prices=self.prices,
            keeps=self._keeps,
        )

    @property
    def effort(self) -> Effort:
        """Give what a search may take where nobody asks for something else."""
        return Effort(seconds=self.seconds)

    @property
    def is_asking(self) -> bool:
        """Tell whether a question is being answered."""
        return self.asking is not None and self.asking.is_open

    def levels(self, shown: Proposal) -> list[Level]:
        """Give the ambition levels under the aim of the plan that is shown, from little capacity to all.

        All of the capacity in the data is what that plan has itself, where it has no other.
        """
        known = [self._levels.at(percent) for percent in LEVELS]
        return known if shown.percents else [*known[:-1], replace(known[-1], facts=shown.facts)]

    def improve(self, shown: Proposal, start: Plan) -> None:
        """Look for a better plan of the data as it is; levels, and what is looked into, come from now on."""
        self._looks_ahead = True
        self.improving = self.jobs.join("improve") or self._begin_to_improve(start)
        self._levels.compute(shown)
        self._look_into(shown)

    def _begin_to_improve(self, start: Plan) -> Job:
        asked = SearchAsked(question=WhatIf(), effort=self.effort, start=start, move_cost=None)
        kept = self._keeps(asked.request(self._data.base.planned_digest))
        work = partial(self._improve, start=start, kept=kept)
        return self.jobs.submit("improve", work, dropped=partial(self._end, kept=kept))

    def improve_again(self, shown: Proposal, start: Plan) -> None:
        """Look once more where the last search for a better plan had to do without engines."""
        if self.improving is not None and _lacked_engines(self.improving.result):
            self.improve(shown, start)

    def wait_until_improved(self) -> None:
        """Wait until the search for a better plan is over, where there is one."""
        if self.improving is not None:
            self.jobs.wait_for(self.improving)

    def answer(self, asked: SearchAsked) -> Job:
        """Answer a question, and end what was asked before."""
        if self.asking is not None and self.asking.is_open and self.asking.key != asked.key:
            self.jobs.stop(self.asking)
        self.asking = self.jobs.join(asked.key) or self._begin(asked)
        return self.asking

    def _begin(self, asked: SearchAsked) -> Job:
        self.jobs.require_room()
        kept = self._keeps(asked.request(self._data.base.planned_digest))
        work = partial(self._answer, asked=asked, kept=kept)
        return self.jobs.submit(asked.key, work, urgent=True, dropped=partial(self._end, kept=kept))

    def follow(self, before: Proposal, now: Proposal) -> None:
        """Let levels, and what is looked into patiently, be those of the plan that stands now."""
        if not before.percents:
            self._levels.keep(before.facts)
        self._levels.follow(now)
        if self._looks_ahead:
            self._levels.compute(now)
            self._look_into(now)

    def _look_into(self, shown: Proposal) -> None:
        """Work out what a plan rests on, what loosening is worth, how long choices can wait: patiently."""
        self.assumptions.follow(shown.facts.plan)
        self.decisions.follow(shown.facts.plan)
        self.prices.follow(shown.facts.plan)

    def stop(self) -> None:
        """End the search for an answer, which answers with its best plan so far; else all searches."""
        if self.asking is not None and self.asking.is_open:
            self.jobs.stop(self.asking)
        else:
            self.jobs.stop_all(also_patient=False)
            self._levels.give_up()

    def close(self) -> None:
        """End all searches, and wait a little for it: a thread cut off may leave an engine behind.

        They are interrupted, and can be resumed.
        """
        self._is_closing = True
        self.jobs.stop_all()
        self.jobs.wait(SECONDS_TO_CLOSE)

    def _improve(self, job: Job, *, start: Plan, kept: KeptSearch) -> Plan:
        if job.stop.wait(self.head_start_seconds):
            self._end(job, kept)
            return start

        def told(plan: Plan) -> None:
            self._listener.found_better(plan, by=self)
            kept.tell(plan)

        with self._kept(kept):
            plan = search(
                self.engine,
                self._data.base,
                WhatIf(),
                job,
                start=kept.start(start),
                effort=self.effort,
                move_cost=None,  # what it starts from came of no search, and nobody has taken it over
                told=told,
            )
        self._end(job, kept, plan)
        self._listener.found_better(plan, by=self)
        self.is_improved = True
        self._listener.found_all(plan, self)
        return plan

    def _answer(self, job: Job, asked: SearchAsked, kept: KeptSearch) -> Plan:
        with self._kept(kept):
            near = self._repaired(asked)
            plan = near or search(
                self.engine,
                self._data.base,
                asked.question,
                job,
                start=kept.start(asked.start),
                effort=asked.effort,
                move_cost=asked.move_cost,
                told=kept.tell,
            )
        self._end(job, kept, plan)
        early = not near and not job.stop.is_set() and ended_early(plan, asked.effort)
        answer = Proposal(
            facts=Facts(plan),
            question=asked.question,
            step=asked.step,
            ended_early=early,
            unsettled=None if near or asked.move_cost is None else job.progress,
        )
        self._listener.found_answer(answer, job)
        return plan

    def _repaired(self, asked: SearchAsked) -> Plan | None:
        """Give the plan that changes least, where that is asked; it takes a second for 80 measures.

        ``None`` where none is found, or the engine is not compiled yet.
        """
        if asked.repairs is None or asked.repairs.schedule is None or units_missing():
            return None
        base, changes = self._data.base, asked.question.changes
        return replanned(
            asked.repairs, edited(base, changes) if changes else base, rolled_from=asked.rolled_from
        )

    @contextmanager
    def _kept(self, kept: KeptSearch) -> Iterator[None]:
        """Note where a search fails."""
        try:
            yield
        except Exception:
            kept.end(SearchState.FAILED)
            raise

    def _end(self, job: Job, kept: KeptSearch, plan: Plan | None = None) -> None:
        """Keep what became of a search: it is over, somebody stopped it, or it ends with the server.

        One that could not begin has failed.
        """
        if job.state is JobState.FAILED:
            kept.end(SearchState.FAILED)
            return
        stopped = SearchState.INTERRUPTED if self._is_closing else SearchState.CANCELLED
        kept.end(stopped if job.stop.is_set() else SearchState.DONE, plan)

    def _level(self, job: Job, aim: Proposal, percent: int, start: Facts) -> Plan:
        """Search with a share of the capacity, under the aim of a plan."""
        job.stop.wait(self.head_start_seconds)
        question = replace(aim.question, changes=all_at(self._data.base, percent, aim.question.changes))
        effort = Effort(seconds=min(self.seconds, LONGEST_LEVEL_SECONDS))
        return search(self.engine, self._data.base, question, job, start=start.plan, effort=effort)


def _lacked_engines(found: object) -> bool:
    """Tell whether a search gave a plan without engines that were not compiled yet."""
    return isinstance(found, Plan) and any(each.kind is FaultKind.NOT_READY for each in found.faults)
