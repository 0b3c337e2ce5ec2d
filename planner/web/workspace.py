"""What the page shows and asks: the plan, what is proposed, the ambition levels, and the work under way.

One workspace serves all windows; threads that compute and threads that answer the browser share it.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from planner.model import Finding, Plan, PlanStatus, Roadmap, Severity
from planner.report.facts import Facts
from planner.scenario import CapacityChange, apply
from planner.solver import Preparation, Stage
from planner.web.aims import USUAL, Wish
from planner.web.jobs import Job, JobRegistry

LONGEST_LEVEL_SECONDS = 15.0
SECONDS_TO_CLOSE = 10.0
"""A level is a first sight, and two of them wait for their turn."""

LEVELS = (50, 75, 100)
"""Per cent of the capacity in the data at which the strip shows what can be reached."""

LEAST_PERCENT, MOST_PERCENT = 10, 300
"""What may be asked of a sector, in per cent of the capacity in the data."""

EARLY_SHARE = 0.75
"""A search that ends before this share of its time, unasked and without a proof, has lost its helpers."""

Percents = Mapping[str, int]


class Engine(Protocol):
    """What makes plans: ``planner.pipeline``, or something quicker in a test."""

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give a first plan at once."""

    def solve(
        self,
        roadmap: Roadmap,
        *,
        objective: str = "value",
        before: Sequence[Stage] = (),
        long_term: float | None = None,
        baseline: Plan | None = None,
        seconds: float,
        start: Plan | None = None,
        progress: Callable[[Plan], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Plan:
        """Give the best plan found in so many seconds, or until stopped."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a share of the capacity is enough for; ``facts`` are ``None`` until they are computed."""

    percent: int
    facts: Facts | None = None
    failed: bool = False


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A plan, the capacity that it rests on and what it is best at, to accept or discard."""

    facts: Facts
    percents: Percents
    wish: Wish = USUAL
    ended_early: bool = False
    """Whether the search broke off by itself, long before its time was up."""

    @property
    def is_usual(self) -> bool:
        """Tell whether it rests on the data's capacity and has the usual aim."""
        return not self.percents and self.wish == USUAL


class Workspace:
    """A roadmap, its plan, and what is asked of it.

    Parameters
    ----------
    roadmap
        ``None`` when the data has errors; then ``findings`` say which.
    is_example
        Whether the data is the example that comes with the product.
    seconds
        How long each search may take.
    head_start_seconds
        How long the first searches wait, so that the page that is asked for at once is drawn first.
    """

    def __init__(
        self,
        roadmap: Roadmap | None,
        *,
        engine: Engine,
        findings: Sequence[Finding] = (),
        is_example: bool = False,
        seconds: float = 20.0,
        head_start_seconds: float = 0.0,
    ) -> None:
        self.roadmap = roadmap
        self.findings = tuple(findings)
        self.is_example = is_example
        self.jobs = JobRegistry()
        self.revision = 0
        self.improving: Job | None = None
        self.asking: Job | None = None
        self.proposal: Proposal | None = None
        self.percents: Percents = {}
        self.wish = USUAL
        self.plan: Facts | None = None
        self.preparation: Preparation | None = None
        self._levels: dict[int, Level] = {percent: Level(percent=percent) for percent in LEVELS}
        self._before: Proposal | None = None
        self._engine = engine
        self.seconds = seconds
        self.head_start_seconds = head_start_seconds
        self._lock = threading.RLock()

    @property
    def has_errors(self) -> bool:
        """Tell whether the data cannot be planned with."""
        return self.roadmap is None or any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def levels(self) -> list[Level]:
        """Give the ambition levels, from little capacity to all of it."""
        return [self._levels[percent] for percent in LEVELS]

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is being computed."""
        return not self.jobs.is_idle

    @property
    def has_news_to_come(self) -> bool:
        """Tell whether the page must go on asking: something is computed, or the engine is made ready."""
        return self.is_busy or (self.preparation is not None and self.preparation.is_running)

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

    def start(self, *, improve: bool = True) -> None:
        """Make the first plan now; improve it, and compute the ambition levels, in the background."""
        self.plan = Facts(self._engine.first_plan(self.base))
        self.revision += 1
        if improve:
            self.improving = self.jobs.submit("improve", self._improve)
            for percent in LEVELS[:-1]:
                self.jobs.submit(f"level {percent}", partial(self._compute_level, percent=percent))

    def ask(self, percents: Percents, wish: Wish = USUAL) -> Job:
        """Search with another capacity per sector, in per cent of the data's, or for another aim.

        It ends what was asked before. Changes are counted from the plan that is shown now.
        """
        asked = {sector: percent for sector, percent in sorted(percents.items()) if percent != 100}
        baseline = self.shown.plan if wish.name == "stability" else None
        key = f"ask {asked} {wish} {self.revision if baseline else ''}"
        with self._lock:
            if self.asking is not None and self.asking.is_open and self.asking.key != key:
                self.jobs.stop(self.asking)
            self.proposal = None
            work = partial(self._answer, percents=asked, wish=wish, baseline=baseline)
            self.asking = self.jobs.submit(key, work, urgent=True)
            self.revision += 1
            return self.asking

    def stop(self) -> None:
        """End the search with another capacity, which answers with its best plan so far; else all work."""
        if self.asking is not None and self.asking.is_open:
            self.jobs.stop(self.asking)
        else:
            self.jobs.stop_all()

    def accept(self) -> None:
        """Let the proposed plan take the place of the plan."""
        with self._lock:
            if self.proposal is not None:
                self._before = self.current
                self._take(self.proposal)
                self.proposal = None
                self.revision += 1

    @property
    def current(self) -> Proposal:
        """Give the plan that is shown, with what it rests on."""
        return Proposal(facts=self.shown, percents=self.percents, wish=self.wish)

    def _take(self, accepted: Proposal) -> None:
        self.plan, self.percents, self.wish = accepted.facts, accepted.percents, accepted.wish

    @property
    def can_undo(self) -> bool:
        """Tell whether a plan was accepted whose predecessor is still known."""
        return self._before is not None

    def undo(self) -> None:
        """Bring back the plan, capacity and aim before the last accepted ones: one step, no more."""
        with self._lock:
            if self._before is not None:
                self._take(self._before)
                self._before = None
                self.revision += 1

    def discard(self) -> None:
        """Forget the proposed plan."""
        with self._lock:
            self.proposal = None
            self.revision += 1

    def close(self) -> None:
        """Stop all work, and wait a little for it to end: a thread cut off may leave an engine behind."""
        self.jobs.stop_all()
        if self.preparation is not None:
            self.preparation.end()
        self.jobs.wait(SECONDS_TO_CLOSE)

    @property
    def _start(self) -> Plan | None:
        """Give the plan that is shown, to start from: what a change does not touch can stay as it is."""
        return self.shown.plan if self.shown.plan.schedule else None

    def _improve(self, job: Job) -> Plan:
        def tell(plan: Plan) -> None:
            job.progress = plan
            self._better(plan)

        if job.stop.wait(self.head_start_seconds):
            return self.shown.plan
        plan = self._engine.solve(
            self.base,
            seconds=self.seconds,
            start=self._start,
            progress=tell,
            stop=job.stop,
        )
        self._better(plan)
        self._set_level(Level(percent=100, facts=Facts(plan)))
        return plan

    def _answer(self, job: Job, percents: Percents, wish: Wish, baseline: Plan | None) -> Plan:
        roadmap = with_capacity(self.base, percents)

        def tell(plan: Plan) -> None:
            job.progress = plan

        plan = self._engine.solve(
            roadmap,
            objective=wish.name,
            before=wish.before,
            long_term=wish.long_term,
            baseline=baseline,
            seconds=self.seconds,
            start=self._start,
            progress=tell,
            stop=job.stop,
        )
        found = Facts(plan)
        early = not job.stop.is_set() and ended_early(plan, self.seconds)
        with self._lock:
            if self.asking is job:
                self.proposal = Proposal(facts=found, percents=percents, wish=wish, ended_early=early)
                self.revision += 1
        return plan

    def _compute_level(self, job: Job, percent: int) -> Plan | None:
        roadmap = with_capacity(self.base, {sector.id: percent for sector in self.base.sectors})
        level = Level(percent=percent, failed=True)
        job.stop.wait(self.head_start_seconds)
        try:
            seconds = min(self.seconds, LONGEST_LEVEL_SECONDS)
            plan = self._engine.solve(roadmap, seconds=seconds, start=self._start, stop=job.stop)
            level = Level(percent=percent, facts=Facts(plan))
            return plan
        finally:
            self._set_level(level)

    def _better(self, plan: Plan) -> None:
        """Show an improved plan, or that there is none; keep it for undoing where another one is accepted."""
        found = Facts(plan)
        with self._lock:
            if self.current.is_usual:
                self.plan = _better_of(self.shown, found)
                self.revision += 1
            elif self._before is not None and self._before.is_usual:
                self._before = replace(self._before, facts=_better_of(self._before.facts, found))

    def _set_level(self, level: Level) -> None:
        with self._lock:
            self._levels[level.percent] = level
            self.revision += 1


def _better_of(known: Facts, found: Facts) -> Facts:
    """Give what was found, unless it is no plan and there is one, or is no proof that there is none."""
    is_news = found.plan.status is PlanStatus.INFEASIBLE and known.plan.schedule is None
    return found if found.plan.schedule is not None or is_news else known


def ended_early(plan: Plan, seconds: float) -> bool:
    """Tell whether a search that proved nothing used far less than the seconds it had."""
    proved_nothing = plan.status in (PlanStatus.FEASIBLE, PlanStatus.UNKNOWN)
    return proved_nothing and plan.seconds < EARLY_SHARE * seconds


def with_capacity(roadmap: Roadmap, percents: Percents) -> Roadmap:
    """Give the roadmap with each sector's capacity at so many per cent; sectors not named keep theirs."""
    changes = [CapacityChange(sector=sector, factor=percent / 100) for sector, percent in percents.items()]
    return apply(roadmap, changes)
