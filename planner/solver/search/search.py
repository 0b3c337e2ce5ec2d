"""One search: a list schedule at once, then engines side by side with one incumbent and one best bound."""

import contextlib
import logging
import pickle
import queue
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from planner.model import Fault, FaultKind, Schedule
from planner.results import keeps_all, score
from planner.runs import no_collecting
from planner.solver.arrays.ready import somebody_compiles
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Heard
from planner.solver.contract.method import Method
from planner.solver.search.child import Event, Task
from planner.solver.search.crew import Crew
from planner.solver.search.faults import fault_of, fault_of_end
from planner.solver.search.incumbent import FIRST_NAME, Incumbent, beats
from planner.solver.search.process import Process
from planner.solver.search.registry import can_work
from planner.solver.search.settings import Settings

log = logging.getLogger(__name__)

_POLL_SECONDS = 0.2
_LEAST_TURN_SECONDS = 3.0
"""An engine takes a second to start; what is cut off before it has said anything was for nothing."""
_NEEDS_A_START = (Method.NEIGHBOURHOODS, Method.RUIN, Method.RUIN_TOO, Method.ORDERS)


@dataclass
class Search:
    """Engines at work on one roadmap for one objective."""

    incumbent: Incumbent
    settings: Settings
    crew: Crew
    processes: list[Process] = field(default_factory=list)
    events: "queue.Queue[Event | Method]" = field(default_factory=queue.Queue)
    held: dict[Method, Event] = field(default_factory=dict)
    heard: Heard = field(default_factory=Heard)
    waiting: list[Method] = field(default_factory=list)
    explained: set[Method] = field(default_factory=set)
    earlier: Schedule | None = None
    infeasible: bool = False
    overran: bool = False
    proved: bool = False

    def run(self, lawful: Schedule | None, earlier: Schedule | None = None) -> None:
        """Start engines and take in what they find until it is enough."""
        log.info("Chose %s for %s", self.crew.methods, self.crew.features)
        self.incumbent.note(choice=self.crew.choice)
        self.waiting, self.earlier = self._methods(), earlier
        is_news = lawful is not None and self.incumbent.offer(lawful, FIRST_NAME)
        try:
            self._fill_up()
            if is_news:  # once the engines are at work: whoever is told may take long to look at a large plan
                self._tell(None)
            self._take_in()
            self._take_what_waits()
            self._name_the_unready()
            self._offer_held()
        finally:
            for process in self.processes:
                process.ask_to_end()
            for process in self.processes:
                process.end()

    def _methods(self) -> list[Method]:
        """Give the crew, with those who need no compiler where nobody of it can work yet."""
        methods = list(self.crew.methods)
        if any(map(self._can_work, methods)):
            return methods
        exact = [Method.HIGHS] if self.crew.features.fits_step_model else []
        return [*methods, *exact, Method.NEIGHBOURHOODS]

    def _fill_up(self) -> None:
        """Start engines, the most useful first, as many as may run."""
        has_start = self.incumbent.plan.schedule is not None or self.earlier is not None
        for method in list(self.waiting):
            running = sum(process.is_wanted and process.is_running for process in self.processes)
            if running >= self.settings.workers or self._is_enough():
                return
            if (has_start or method not in _NEEDS_A_START) and self._can_work(method):
                self.waiting.remove(method)
                self._start(method)

    def _can_work(self, method: Method) -> bool:
        """Tell whether an engine need not wait for a compiler; repeatable work may wait."""
        return self.settings.effort.deterministic or can_work(method)

    def _waits_for_compiler(self) -> bool:
        """Tell whether an engine may still begin, as somebody compiles what it needs."""
        return not all(map(self._can_work, self.waiting)) and somebody_compiles()

    def _name_the_unready(self) -> None:
        """Keep which engines took no part as they are not compiled."""
        unready = [] if self._is_proved() else [each for each in self.waiting if not self._can_work(each)]
        for method in unready:
            self.incumbent.blame(Fault(kind=FaultKind.NOT_READY, method=method.value))

    @cached_property
    def _roadmap(self) -> bytes:
        """Give the roadmap as every engine gets it."""
        with no_collecting():
            return pickle.dumps(self.incumbent.plan.roadmap)

    def _start(self, method: Method) -> None:
        """Start an engine; one that cannot be started is told, and the others go on."""
        try:
            self.processes.append(Process(self._task(method), self.events, self._roadmap))
        except Exception:
            self._blame(Event(method=method, error=traceback.format_exc(limit=3)))

    def _task(self, method: Method) -> Task:
        plan, settings = self.incumbent.plan, self.settings
        by_work = settings.effort.deterministic
        known = (plan.schedule, self.earlier)
        turn, seconds = (None, None) if by_work else self._seconds_for(method)
        assignment = Assignment(
            roadmap=plan.roadmap,
            objective=plan.objective,
            starts=tuple(each for each in known if each is not None),
            effort=Allowance(seconds=seconds, gap=settings.effort.gap, seed=settings.effort.seed),
            units=settings.units if by_work else None,
            workers=1 if by_work else self.crew.threads(method, settings.workers),
            turn_seconds=turn,
        )
        return Task(method=method, assignment=assignment, memory_gib=settings.effort.memory_gib)

    def _seconds_for(self, method: Method) -> tuple[float, float]:
        """Give an engine's turn and how long it may work: all that is left, or less where others wait."""
        left = (
            self.settings.effort.seconds
            - self.incumbent.seconds
            - min(0.5, 0.1 * self.settings.effort.seconds)
        )
        others_wait = len(self.crew.methods) > self.settings.workers and self.waiting
        shares = (self.crew.turn(method), self.crew.longest_turn(method)) if others_wait else (1.0, 1.0)
        turn, longest = (max(_LEAST_TURN_SECONDS, left * share) for share in shares)
        return max(0.1, min(left, turn)), max(0.1, min(left, longest))

    def _take_in(self) -> None:
        """Take in events until nothing more can come or is wanted."""
        ended = 0
        while not self._is_enough() and (ended < len(self.processes) or self._waits_for_compiler()):
            try:
                event = self.events.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                self._fill_up()  # what it needs may be compiled by now
                continue
            if isinstance(event, Event):
                self._take(event)
            else:
                ended += 1
                self._look_at_the_end_of(event)
            self._fill_up()  # a core may be free, or a first plan be there for those that need one

    def _take_what_waits(self) -> None:
        """Take in what has been told but not heard when the search ends; the clock decides which that is."""
        with contextlib.suppress(queue.Empty):
            while not self.settings.effort.deterministic:
                event = self.events.get_nowait()
                if isinstance(event, Event):
                    self._take(event)
                else:
                    self._look_at_the_end_of(event)

    def _is_enough(self) -> bool:
        """Tell whether the search may end."""
        if self.incumbent.seconds > self.settings.last_resort_seconds:
            self.overran = True
        return self.settings.stop.is_set() or self.overran or self._is_proved()

    def _is_proved(self) -> bool:
        """Tell whether the gap is closed; in repeatable mode only what an engine ended with counts."""
        if self.settings.effort.deterministic or self.infeasible:
            return self._prover() is not None or self.infeasible
        return self.proved or self.incumbent.is_within(self.settings.effort.gap)

    def _prover(self) -> int | None:
        """Give the place in the crew of the first that proved its plan best, once all before it have ended.

        Several may prove different plans of the same score: whose counts must not depend on who was first.
        One whose bound a plan beats, its own or one from before it, has proved nothing.
        """
        schedules = [self.incumbent.plan.schedule]
        for place, method in enumerate(self.crew.methods):
            held = self.held.get(method)
            if held is None or held.verdict is None:
                return None
            schedules.append(held.schedule)
            if held.verdict is Verdict.OPTIMAL and not self._is_beaten(held.bound, schedules):
                return place
        return None

    def _is_beaten(self, bound: float | None, schedules: Iterable[Schedule | None]) -> bool:
        """Tell whether any of some schedules beats a bound."""
        plan = self.incumbent.plan
        lawful = (
            each for each in schedules if each is not None and keeps_all(plan.roadmap, plan.objective, each)
        )
        scores = (score(plan.roadmap, plan.objective, each) for each in lawful)
        return bound is not None and any(beats(plan.objective, found, bound) for found in scores)

    def _take(self, event: Event) -> None:
        """Take in one event."""
        if event.error or event.verdict is not None:
            self.explained.add(event.method)
        if event.error:
            self._blame(event)
        if self.settings.effort.deterministic:
            self._hold(event)
        elif self._use(event):
            self._tell(event.method)
        if event.verdict is Verdict.INFEASIBLE:
            self.infeasible |= self.incumbent.plan.schedule is None
        is_doubted = self.incumbent.is_set_aside(event.method.value)
        self.proved |= event.verdict is Verdict.OPTIMAL and not is_doubted

    def _use(self, event: Event) -> bool:
        """Take what an event brings; tell whether anything got better."""
        changed = False
        if event.schedule is not None:
            changed |= self.incumbent.offer(event.schedule, event.method.value)
        if event.bound is not None:
            changed |= self.incumbent.tighten(event.bound, event.method.value)
        if event.guide is not None:
            self.heard = Heard(guide=event.guide)
        return changed or event.guide is not None

    def _hold(self, event: Event) -> None:
        """Keep the newest of each kind that a repeatable engine tells, until it has ended by itself."""
        known = self.held.get(event.method, Event(method=event.method))
        self.held[event.method] = Event(
            method=event.method,
            schedule=event.schedule or known.schedule,
            bound=known.bound if event.bound is None else event.bound,
            guide=event.guide or known.guide,
            verdict=event.verdict or known.verdict,
        )

    def _offer_held(self) -> None:
        """Use what a repeatable search found, in an order that does not depend on who was first.

        When one engine has proved the best plan, those after it are cut off at an instant that the clock
        decides: nothing of theirs is used then. Bounds count only from engines that have ended.
        """
        self.overran |= self.settings.effort.deterministic and self.settings.stop.is_set()
        prover = None if self.overran else self._prover()
        for method in self.crew.methods if prover is None else self.crew.methods[: prover + 1]:
            if method in self.held:
                held = self.held[method]
                self._use(held if held.verdict is not None else Event(method=method, schedule=held.schedule))

    def _tell(self, teller: Method | None) -> None:
        """Report progress, to whoever asked for it and to the other engines."""
        plan = self.incumbent.plan
        self.heard = Heard(schedule=plan.schedule, bound=plan.bound, guide=self.heard.guide)
        for process in self.processes:
            if process.method is not teller:
                process.tell(self.heard)
        if self.settings.progress is not None:
            self.settings.progress(self.incumbent.progress)

    def _blame(self, event: Event) -> None:
        """Keep that an engine failed, and why."""
        log.warning("%s failed: %s", event.method, event.error)
        self.incumbent.blame(fault_of(event, self.settings.effort.memory_gib))

    def _look_at_the_end_of(self, method: Method) -> None:
        """Keep that a process was ended by something other than this program, or ended without a word."""
        for process in self.processes:
            if process.method is not method or not process.is_wanted:
                continue
            process.is_wanted = False
            code = process.exit_code()
            fault = fault_of_end(method.value, code, is_explained=method in self.explained)
            if fault is not None:
                log.warning("The process of %s ended with code %s: %s", method, code, fault.kind)
                self.incumbent.blame(fault)
