"""What the page shows and asks: the plan, what is proposed, the ambition levels, and the work under way.

One workspace serves all windows; threads that compute and threads that answer the browser share it.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from planner.model import (
    DEFAULT_SECONDS,
    Aim,
    Draft,
    Edit,
    Effort,
    Finding,
    Plan,
    Request,
    Roadmap,
    Severity,
    errors,
    in_few,
)
from planner.results import Facts
from planner.tables import apply
from planner.web.aims import USUAL
from planner.web.capacity import Percents, all_at, step_to
from planner.web.engine import PlanMaker, ended_early, search
from planner.web.jobs import Job, JobRegistry
from planner.web.journal import Change, Journal
from planner.web.levels import LEVELS, Level, Levels
from planner.web.proposals import Offers, Proposal, WhatIf, is_better, with_proof_of
from planner.web.shelf import Shelf

if TYPE_CHECKING:
    from planner.solver import Preparation

LONGEST_LEVEL_SECONDS = 15.0
"""A level is a first sight, and two of them wait for their turn."""

SECONDS_TO_CLOSE = 10.0

MOST_STEPS = 20
"""How many accepted plans can be undone one after the other; each keeps a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRead:
    """What came of reading the data.

    Parameters
    ----------
    roadmap
        ``None`` where it could not be read.
    findings
        What is wrong with it, or worth knowing.
    first
        The first plan, where one could be made and was not known.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()
    first: Plan | None = None


class LastReading(StrEnum):
    """What came of reading the data while the page was open."""

    NONE = "none"
    SAME = "same"
    ANEW = "anew"
    ANEW_WITHOUT_CHANGES = "anew without changes"
    REFUSED = "refused"


class Workspace:
    """A roadmap, its plan, and what is asked of it.

    The plan that is shown changes by decisions alone: what a search finds is an offer or a proposal. Only
    where there is no plan to show does what is found take its place.

    Parameters
    ----------
    roadmap
        ``None`` when the data has errors; then ``findings`` say which.
    is_example
        Whether the data is the example that comes with the product.
    seconds
        How long each search may take.
    source
        Reads the data anew, given the digest of a roadmap that needs no first plan: one stands already.
    head_start_seconds
        How long the first searches wait, so that the page that is asked for at once is drawn first.
    jobs
        Where all searches run, the levels' too; two at a time when not given.
    """

    def __init__(
        self,
        roadmap: Roadmap | None,
        *,
        engine: PlanMaker,
        findings: Sequence[Finding] = (),
        is_example: bool = False,
        seconds: float = DEFAULT_SECONDS,
        head_start_seconds: float = 0.0,
        source: Callable[[str], DataRead] | None = None,
        jobs: JobRegistry | None = None,
    ) -> None:
        self.roadmap = roadmap
        self.findings = tuple(findings)
        self.source = source
        self.last_reading = LastReading.NONE
        self.refused: tuple[Finding, ...] = ()
        """What kept the data that was read last, or changes of it, from taking the place of what stands."""
        self.is_example = is_example
        self.jobs = JobRegistry() if jobs is None else jobs
        self.journal = Journal()
        self.improving: Job | None = None
        self.asking: Job | None = None
        self.proposal: Proposal | None = None
        self.question = WhatIf()
        self.draft = Draft(base="" if roadmap is None else roadmap.digest)
        self._rests_on = WhatIf()
        self._kept: dict[int, Proposal] = {}
        self.preparation: Preparation | None = None
        self.plan_id = ""
        self._plan: Facts | None = None
        self.shelf = Shelf()
        self._levels = Levels(self.jobs, self._level, self._level_is_known)
        self._looks_ahead = False
        self._readings = 0
        self._offers = Offers()
        self._engine = engine
        self.seconds = seconds
        self.head_start_seconds = head_start_seconds
        self._lock = threading.RLock()

    @property
    def has_errors(self) -> bool:
        """Tell whether the data cannot be planned with."""
        return self.roadmap is None or any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def revision(self) -> int:
        """Give how many times something has been decided, asked or proposed."""
        return self.journal.revision

    @property
    def levels(self) -> list[Level]:
        """Give the ambition levels under the plan's aim, from little capacity to all: the plan itself."""
        known = [self._levels.at(percent) for percent in LEVELS]
        return known if self.percents else [*known[:-1], replace(known[-1], facts=self.plan)]

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is being computed."""
        return not self.jobs.is_idle

    @property
    def base(self) -> Roadmap:
        """Give the roadmap as the data has it.

        Raises
        ------
        ValueError
            If the data has errors.
        """
        if self.roadmap is None:
            raise ValueError("the data has errors, expected a roadmap")
        return self.roadmap

    @property
    def plan(self) -> Facts | None:
        """Give the plan that is shown, where there is one yet."""
        return self._plan

    @plan.setter
    def plan(self, found: Facts) -> None:
        """Show a plan, under a name of its own."""
        self._plan = found
        self.plan_id = self.shelf.put(found.plan)

    @property
    def shown(self) -> Facts:
        """Give the plan with its figures.

        Raises
        ------
        ValueError
            If there is no plan yet.
        """
        if self.plan is None:
            raise ValueError("no plan yet, expected start() to have been called")
        return self.plan

    @contextmanager
    def on(self, sight: str) -> Iterator[None]:
        """Hold everything still for a command that was given on what a window saw.

        Raises
        ------
        StaleError
            If something has changed since; then nothing is done.
        """
        with self.held_still():
            self.journal.require(sight)
            if self.last_reading is not LastReading.REFUSED:  # what came of it has been seen
                self.last_reading, self.refused = LastReading.NONE, ()
            yield

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Let nothing be decided meanwhile, so that what a window is shown and the sight it gets agree."""
        with self._lock:
            yield

    def start(self, first: Plan | None = None, *, improve: bool = True, before: Facts | None = None) -> None:
        """Show the first plan, made now where it is not given, and look further in the background.

        Parameters
        ----------
        improve
            Whether to look for a better one, and to compute the levels.
        before
            The plan of the data as it was, from which the search for a better one sets out.
        """
        self.plan = Facts(self._engine.first_plan(self.base) if first is None else first)
        self.journal.note(Change.FOUND)
        if improve:
            self._looks_ahead = True
            work = partial(self._improve, reading=self._readings, start=before or self.shown)
            self.improving = self.jobs.submit("improve", work)
            self._levels.compute(self.current)

    def read_anew(self, *, improve: bool = True) -> None:
        """Read the data again, and plan it again where it is another; what cannot be read changes nothing."""
        if self.source is None:
            return
        found = self.source("" if self._plan is None else self.base.digest)
        with self._lock:
            self.refused = ()
            if found.roadmap is not None and found.first is not None:
                self._begin_anew(found.roadmap, found.first, found.findings, improve=improve)
            elif found.roadmap is None or errors(found.findings):
                self.last_reading, self.refused = LastReading.REFUSED, found.findings
                if self._plan is None:
                    self.roadmap, self.findings = found.roadmap, found.findings
            else:
                self.last_reading, self.findings = LastReading.SAME, found.findings

    def _begin_anew(
        self, roadmap: Roadmap, first: Plan, findings: tuple[Finding, ...], *, improve: bool
    ) -> None:
        """Begin with other data; what the plan rested on is asked for again, where the data allows it."""
        before, rested_on = self._plan, self._rests_on
        self.jobs.stop_all()
        self._readings += 1
        self.journal = Journal()  # windows that show the data as it was are told to be loaded again
        self.roadmap, self.findings, self.last_reading = roadmap, findings, LastReading.ANEW
        self.improving = self.asking = self.proposal = None
        self.question = self._rests_on = WhatIf()
        self.draft, self._kept = Draft(base=roadmap.digest), {}
        self._levels = Levels(self.jobs, self._level, self._level_is_known)
        self._offers = Offers()
        self.start(first, improve=improve, before=before)
        self.refused = apply(roadmap, rested_on.changes).findings
        if self.refused:
            self.last_reading = LastReading.ANEW_WITHOUT_CHANGES
        elif not rested_on.is_usual and rested_on.baseline is None:
            self.ask_with(rested_on.changes, rested_on.aim)

    def ask(self, percents: Percents, aim: Aim = USUAL) -> Job:
        """Search with another capacity per sector, in per cent of the data's, or for another aim."""
        with self._lock:
            return self.ask_with(step_to(percents, self.percents), aim)

    def ask_with(self, step: tuple[Edit, ...], aim: Aim = USUAL) -> Job:
        """Search with more changes than the draft has, or for another aim.

        It ends what was asked before. Fewest changes are counted from the plan that is shown now.
        """
        with self._lock:
            baseline = self.shown.plan if aim.name == "stability" else None
            question = WhatIf(changes=in_few((*self.draft.changes, *step)), aim=aim, baseline=baseline)
            return self._ask(question, step, Effort(seconds=self.seconds), self.shown.plan)

    def ask_as(self, request: Request, *, baseline: Plan | None = None, start: Plan | None = None) -> Job:
        """Search exactly as a request says, from no other plan than the one it names.

        Parameters
        ----------
        baseline, start
            The plans in the files that it names.

        Raises
        ------
        ValueError
            If it names no aim.
        """
        if request.aim is None:
            raise ValueError("the request names no aim, expected one")
        with self._lock:
            question = WhatIf(changes=request.changes, aim=request.aim, baseline=baseline)
            return self._ask(question, request.changes, request.effort, start)

    def _ask(self, question: WhatIf, step: tuple[Edit, ...], effort: Effort, start: Plan | None) -> Job:
        """Let what was asked before end, and search."""
        with self._lock:
            by_plan = self.plan_id if question.baseline else ""
            key = f"ask {question.changes} {question.aim} {effort} {by_plan}"
            if self.asking is not None and self.asking.is_open and self.asking.key != key:
                self.jobs.stop(self.asking)
            self.proposal = None
            self._set_question(question)
            work = partial(self._answer, question=question, step=step, effort=effort, start=start)
            self.asking = self.jobs.submit(key, work, urgent=True)
            self.journal.note(Change.ASKED)
            return self.asking

    def stop(self) -> None:
        """End the search with another capacity, which answers with its best plan so far; else all work."""
        with self._lock:
            if self.asking is not None and self.asking.is_open:
                self.jobs.stop(self.asking)
            else:
                self.jobs.stop_all()
                self._levels.give_up()
            self.journal.note(Change.STOPPED)

    @property
    def better(self) -> Proposal | None:
        """Give the better plan that has been found for what the shown plan rests on, where there is one."""
        return self._offers.better_than(self.current)

    @property
    def offer(self) -> Proposal | None:
        """Give the better plan where nothing else is asked or looked at, nor one as good."""
        looked_at = self.proposal
        if self.is_asking or (looked_at is not None and not looked_at.is_offer):
            return None
        return self._offers.better_than(self.current, looked_at)

    @property
    def is_asking(self) -> bool:
        """Tell whether a question is being answered."""
        return self.asking is not None and self.asking.is_open

    def open_offer(self) -> None:
        """Propose the better plan that has been found, so that it can be looked at; from then on it stays."""
        with self._lock:
            if self.offer is not None:
                self.proposal = self.offer
                self._set_question(self._rests_on)
                self.journal.note(Change.OPENED)

    @property
    def can_accept(self) -> bool:
        """Tell whether a plan is proposed; where none keeps the rules, there is nothing to accept."""
        return self.proposal is not None and self.proposal.facts.plan.schedule is not None

    def accept(self) -> None:
        """Let the proposed plan take the place of the plan."""
        with self._lock:
            if self.proposal is not None and self.can_accept:
                self._kept[self.draft.at] = self.current
                self.draft = self.draft.with_step(*self.proposal.step)
                recent = range(self.draft.at - MOST_STEPS, self.draft.at)
                self._kept = {at: kept for at, kept in self._kept.items() if at in recent}
                self._take(self.proposal)
                self.proposal = None
                self._set_question(self._rests_on)
                self.journal.note(Change.ACCEPTED)

    @property
    def current(self) -> Proposal:
        """Give the plan that is shown, with what it rests on."""
        return Proposal(facts=self.shown, question=self._rests_on)

    @property
    def percents(self) -> Percents:
        """Give the capacity of the plan that is shown, in per cent of the data's."""
        return self._rests_on.percents

    @property
    def aim(self) -> Aim:
        """Give what the plan that is shown is best at."""
        return self._rests_on.aim

    def _take(self, accepted: Proposal) -> None:
        """Show a plan, with its capacity, aim and levels."""
        if not self.percents:
            self._levels.keep(self.shown)
        self.plan, self._rests_on = accepted.facts, accepted.question
        self._levels.follow(accepted)
        if self._looks_ahead:
            self._levels.compute(accepted)

    @property
    def can_undo(self) -> bool:
        """Tell whether a plan was accepted whose predecessor is still known."""
        return self.draft.undone().at in self._kept and self.draft.can_undo

    @property
    def can_redo(self) -> bool:
        """Tell whether an accepted plan was undone, and nothing has been accepted since."""
        return self.draft.can_redo

    def undo(self) -> None:
        """Bring back the plan, the changes and the aim before the last accepted ones."""
        with self._lock:
            if self.can_undo:
                self._go_to(self.draft.undone(), Change.UNDONE)

    def redo(self) -> None:
        """Bring back the plan, the changes and the aim that were undone last."""
        with self._lock:
            if self.can_redo:
                self._go_to(self.draft.redone(), Change.REDONE)

    def _go_to(self, draft: Draft, change: Change) -> None:
        """Show the plan of another place in the draft; what is asked or proposed meanwhile stays."""
        self._kept[self.draft.at] = self.current
        self.draft = draft
        self._take(self._kept[draft.at])
        if not self.is_asking and (self.proposal is None or self.proposal.is_offer):
            self.proposal = None
            self._set_question(self._rests_on)
        self.journal.note(change)

    def discard(self) -> None:
        """Forget the proposed plan and all that was asked for it; what was offered is not offered again."""
        with self._lock:
            if self.proposal is not None and self.proposal.is_offer:
                self._offers.decline(self.proposal)
            self.proposal = None
            self._set_question(self._rests_on)
            self.journal.note(Change.DISCARDED)

    def close(self) -> None:
        """Stop all work, and wait a little for it to end: a thread cut off may leave an engine behind."""
        self.jobs.stop_all()
        if self.preparation is not None:
            self.preparation.end()
        self.jobs.wait(SECONDS_TO_CLOSE)

    def _set_question(self, question: WhatIf) -> None:
        self.question = question
        self.journal.drafts += 1

    def _improve(self, job: Job, *, reading: int, start: Facts) -> Plan:
        if job.stop.wait(self.head_start_seconds):
            return self.shown.plan
        plan = search(
            self._engine,
            self.base,
            WhatIf(),
            job,
            start=start.plan,
            effort=Effort(seconds=self.seconds),
            told=partial(self._better, reading=reading),
        )
        self._better(plan, reading=reading)
        self._prove(plan, reading=reading)
        return plan

    def _answer(
        self, job: Job, question: WhatIf, step: tuple[Edit, ...], effort: Effort, start: Plan | None
    ) -> Plan:
        plan = search(self._engine, self.base, question, job, start=start, effort=effort)
        early = not job.stop.is_set() and ended_early(plan, effort)
        answer = Proposal(facts=Facts(plan), question=question, step=step, ended_early=early)
        with self._lock:
            if self.asking is job:
                self.proposal = answer
                self.journal.note(Change.PROPOSED)
        return plan

    def _level(self, job: Job, aim: Proposal, percent: int, start: Facts) -> Plan:
        """Search with a share of the capacity, under the aim of a plan."""
        job.stop.wait(self.head_start_seconds)
        changes = all_at(self.base, percent, aim.question.changes)
        question = replace(aim.question, changes=changes)
        effort = Effort(seconds=min(self.seconds, LONGEST_LEVEL_SECONDS))
        return search(self._engine, self.base, question, job, start=start.plan, effort=effort)

    def _level_is_known(self) -> None:
        with self._lock:
            self.journal.tell()

    def _better(self, plan: Plan, *, reading: int = 0) -> None:
        """Offer what the first search has found; where there is no plan yet, show it."""
        found = Proposal(facts=Facts(plan), is_offer=True)
        with self._lock:
            if reading != self._readings:  # it is a plan of the data as it was
                return
            if self._offers.take(found):
                self.journal.tell()
            if self.shown.plan.schedule is None and is_better(found.facts, self.shown):
                self.plan = found.facts
                self.journal.note(Change.FOUND)

    def _prove(self, plan: Plan, *, reading: int) -> None:
        """Say of the plan that is shown what the first search came to know."""
        with self._lock:
            if reading == self._readings and self._rests_on.is_usual:
                known, proved = self.shown.plan, with_proof_of(self.shown, plan)
                self.plan = proved
                if proved.plan != known:  # drawing anew takes buttons from under the hands of who clicks
                    self.journal.redraw()
