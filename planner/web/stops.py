"""The stops of the slider between improving and disturbing: the proposal, settled at several thresholds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from planner.comparison import ProposalSummary, proposal_summary
from planner.model import MOVE_COST, Plan
from planner.repair import THRESHOLDS, plans_by_threshold
from planner.web.jobs import Job
from planner.web.waited_for import WaitedFor

USUAL_STOP = THRESHOLDS.index(MOVE_COST)
"""Where a search for an answer settles its plan."""


@dataclass(frozen=True, kw_only=True)
class Settling:
    """What the stops are of.

    Parameters
    ----------
    start
        The plan that is shown: moves are counted from it.
    found
        The best that the search found, before it was settled.
    proposed
        What is proposed, where that was settled as usual; ``None`` where it is what was found.
    """

    start: Plan
    found: Plan
    proposed: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A plan in which each move is forced or worth a share of the score, and what it changes."""

    threshold: float
    plan: Plan
    summary: ProposalSummary


class Stops(WaitedFor[Mapping[int, Stop]]):
    """The plans between which a slider chooses: as they become known, the one that disturbs most first."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: Settling | None = None
        self.chosen: int | None = None
        """The stop that is proposed now; ``None`` where the proposal is none of them."""
        self.wanted: int | None = None
        """The stop that is to be proposed once it is known."""

    @property
    def known(self) -> Mapping[int, Stop]:
        """Give what is known by now, by the number of the threshold, from 0."""
        return self.found or {}

    @property
    def can_be_asked(self) -> bool:
        """Tell whether there is a proposal to settle."""
        return self._asked is not None

    @property
    def is_whole(self) -> bool:
        """Tell whether all stops are known."""
        return len(self.known) == len(THRESHOLDS)

    def follow(self, shown: Plan | None, proposed: Plan | None, found: Plan | None) -> None:
        """Be about another proposal from now on, or about none.

        Parameters
        ----------
        found
            What the search had found before it settled the proposal; ``None`` where nobody settled it.
        """
        asked = _asked(shown, proposed, found)
        with self._lock:
            self.forget()
            self._asked, self.wanted = asked, None
            self.chosen = USUAL_STOP if asked is not None and asked.proposed is not None else None

    def leave(self) -> None:
        """Say that what is proposed now is none of the stops; they stay, to go back to."""
        with self._lock:
            self.chosen = self.wanted = None
            self.count += 1

    def ask(self, then: Callable[[], None]) -> None:
        """Work out what is not known yet, once; anew where it was stopped.

        Parameters
        ----------
        then
            Called when a stop has become known that somebody wants, from the thread that worked it out.
        """
        with self._lock:
            if self._asked is None or self.is_whole or self.is_busy:
                return
            if self.job is not None and self.job.error_id:
                return
            self._begin(partial(self._work, asked=self._asked, then=then))

    def choose(self, number: int) -> Plan | None:
        """Give the plan of a stop; ``None`` where it is not known yet, and then it is wanted."""
        with self._lock:
            found = self.known.get(number)
            self.wanted = None if found else number
            self.chosen = number if found else self.chosen
            self.count += 1
            return None if found is None else found.plan

    def stop(self) -> None:
        """End the work; what is known stays."""
        with self._lock:
            self._stop()
            self.wanted = None

    def _work(self, job: Job, *, asked: Settling, then: Callable[[], None]) -> None:
        for number, plan in _plans(asked, job.stop.is_set):
            summary = proposal_summary(asked.start, plan)
            stop = Stop(threshold=THRESHOLDS[number], plan=plan, summary=summary)
            with self._lock:
                if not self._tell(job, {number: stop, **self.known}):
                    return
            if number == self.wanted:
                then()


def _asked(shown: Plan | None, proposed: Plan | None, found: Plan | None) -> Settling | None:
    if shown is None or proposed is None or shown.schedule is None or proposed.schedule is None:
        return None
    if not shown.roadmap.calendar.counts_as(proposed.roadmap.calendar):
        return None
    if found is None or found.schedule is None or not found.roadmap.asks_the_same(proposed.roadmap):
        return Settling(start=shown, found=proposed)
    return Settling(start=shown, found=found.carried_to(proposed.roadmap), proposed=proposed)


def _plans(asked: Settling, is_over: Callable[[], bool]) -> Iterator[tuple[int, Plan]]:
    """Give the plans of the stops by number, each from the one before; what is proposed stays as it is."""
    if asked.proposed is None:
        yield from _settled(asked.start, asked.found, 0, len(THRESHOLDS), is_over)
        return
    yield USUAL_STOP, asked.proposed
    yield from _settled(asked.start, asked.found, 0, USUAL_STOP, is_over)
    yield from _settled(asked.start, asked.proposed, USUAL_STOP + 1, len(THRESHOLDS), is_over)


def _settled(
    start: Plan, found: Plan, first: int, end: int, is_over: Callable[[], bool]
) -> Iterator[tuple[int, Plan]]:
    plans = plans_by_threshold(start, found, THRESHOLDS[first:end], is_over=is_over)
    yield from ((number, each.plan) for number, each in enumerate(plans, start=first))
