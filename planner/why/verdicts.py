"""Why a date of a plan is not a period earlier: impossible, held, chosen or free, and what holds it.

All of it is about one plan. *Others kept* means that the decisions and curves of all measures but the date's
own stay as the plan has them; a reason of that kind is local, and says nothing of plans that move others too
(``docs/problem.md``, section 10).
"""

import time
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.model import OPTIMAL_GAP, DateKind, Objective, Plan, PlanDate, Roadmap, Schedule, Wish
from planner.network import earliest_points, waits
from planner.results import instant_of, own_measures, score
from planner.rules import Point
from planner.solver import Granted, any_plan, others_kept
from planner.solver import Verdict as Proof
from planner.why.alone import alone
from planner.why.cells import Cell, cells_around, nearest_first
from planner.why.entering import Entering, entering
from planner.why.holds import Holds, holds_as_found
from planner.why.limits import Filling
from planner.why.relaxing import relaxed
from planner.why.suspects import Suspects

MOST_HOLDS = 5
SECONDS = 30.0
"""Most that the holds of one date may take, and until the first is found, which is the reason, twice as long.

Seconds of the processor, so that what else the machine does counts little.
"""
_VERDICT_SECONDS = (5.0, 30.0)
"""Most that the verdict may take by the clock, and again where it was not settled; most take hundredths."""
_YIELDING_SECONDS = 5.0
_ONE_ANSWER_NODES = 10_000
"""Most that one question on holds may take, in nodes: as long as time is left, no clock ends it."""
_TOO_LITTLE_SECONDS = 0.1
"""Less of the processor tells nothing of how much of it others take."""
_PROOF_SECONDS = 2.0
EPSILON = OPTIMAL_GAP
"""Share of the score that an earlier date may lose and still be free."""


class DateVerdict(StrEnum):
    """Why a date is not a period earlier.

    ``IMPOSSIBLE``: no lawful plan has it so. ``HELD``: its own measures have no such schedule, others kept.
    ``CHOSEN``: they have, and the best of them loses something. ``FREE``: they have one that loses nothing.
    ``UNSETTLED``: the time did not suffice.
    """

    IMPOSSIBLE = "impossible"
    HELD = "held"
    CHOSEN = "chosen"
    FREE = "free"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A date with its verdict.

    Parameters
    ----------
    instant
        When it is; ``T + 1`` for what is not reached within the horizon.
    loss
        Of a chosen date: what the plan's score loses by the best schedule that has it a period earlier,
        others kept, in the unit of the score; what it would gain counts negatively.
    least_loss
        Of a chosen date whose best schedule is not known: what the score loses at least; ``loss`` is then
        what it loses at most.
    by_order
        Of an impossible date: whether order, durations and paces alone forbid it.
    holds
        Of a held or impossible date; ``None`` where nobody has asked for them.
    fillings
        Who fills the limits among them.
    entering
        Of a measure that is left out and could come in, what it would bring.
    """

    date: PlanDate
    instant: int
    verdict: DateVerdict
    loss: float | None = None
    least_loss: float | None = None
    by_order: bool = False
    holds: Holds[Cell] | None = None
    fillings: tuple[Filling, ...] = ()
    entering: Entering | None = None

    @property
    def is_local(self) -> bool:
        """Tell whether the verdict is about plans that keep all other measures, and not about all plans."""
        return self.verdict in (DateVerdict.HELD, DateVerdict.CHOSEN, DateVerdict.FREE)


class Explainer:
    """Answers why the dates of one plan are what they are.

    Parameters
    ----------
    plan
        Any lawful plan with a schedule, whoever made it.

    Raises
    ------
    ValueError
        If the plan has no schedule.
    """

    def __init__(self, plan: Plan) -> None:
        if plan.schedule is None:
            raise ValueError("the plan has no schedule")
        self.roadmap: Roadmap = plan.roadmap
        self.objective: Objective = plan.objective
        self.schedule: Schedule = plan.schedule
        self._kept = others_kept(self.roadmap, self.objective, self.schedule)

    def reason(self, date: PlanDate) -> Reason:
        """Give the verdict on a date, without what holds it."""
        instant = instant_of(self.roadmap, self.schedule, date)
        if instant == 0:
            return Reason(date=date, instant=0, verdict=DateVerdict.IMPOSSIBLE, by_order=True)
        wish = Wish(date=date, by=instant - 1)
        if self._is_out_of_order(wish):
            return Reason(date=date, instant=instant, verdict=DateVerdict.IMPOSSIBLE, by_order=True)
        found = (self._with_others_kept(wish, instant, seconds) for seconds in _VERDICT_SECONDS)
        reason = next((each for each in found if each.verdict is not DateVerdict.UNSETTLED), None)
        return reason or Reason(date=date, instant=instant, verdict=DateVerdict.UNSETTLED)

    def _with_others_kept(self, wish: Wish, instant: int, seconds: float) -> Reason:
        """Give the verdict on what order does not forbid, by a search of some seconds."""
        date = wish.date
        found = self._kept.best(wish, own_measures(self.roadmap, date), seconds=seconds)
        if found.schedule is not None:
            return self._allowed(date, instant, found)
        if found.verdict is not Proof.INFEASIBLE:
            return Reason(date=date, instant=instant, verdict=DateVerdict.UNSETTLED)
        verdict = DateVerdict.IMPOSSIBLE if self._is_impossible(wish) else DateVerdict.HELD
        return Reason(date=date, instant=instant, verdict=verdict)

    def beside(self, date: PlanDate, others: tuple[str, ...]) -> Reason:
        """Give the verdict on a date that others than its own measures may make room for."""
        instant = instant_of(self.roadmap, self.schedule, date)
        free = (*own_measures(self.roadmap, date), *others)
        found = self._kept.best(Wish(date=date, by=instant - 1), free, seconds=_YIELDING_SECONDS)
        if found.schedule is not None:
            return self._allowed(date, instant, found)
        is_held = found.verdict is Proof.INFEASIBLE
        verdict = DateVerdict.HELD if is_held else DateVerdict.UNSETTLED
        return Reason(date=date, instant=instant, verdict=verdict)

    def holds(self, date: PlanDate, *, most: int = MOST_HOLDS, seconds: float = SECONDS) -> Holds[Cell]:
        """Give what holds a date that is held or impossible, others kept, and the smallest way out."""
        *_, last = self.holds_as_found(date, most=most, seconds=seconds)
        return last

    def holds_as_found(
        self, date: PlanDate, *, most: int = MOST_HOLDS, seconds: float = SECONDS
    ) -> Iterator[Holds[Cell]]:
        """Give the same with each hold as it is found; the last is all of it."""
        instant = instant_of(self.roadmap, self.schedule, date)
        if instant == 0:  # nothing is before the status date, whatever is relaxed
            yield Holds(holds=((),), way_out=None, is_all=True)
            return
        own = own_measures(self.roadmap, date)
        cells = nearest_first(cells_around(self.roadmap, self.objective, own), date)
        wish, taken, is_held = Wish(date=date, by=instant - 1), _Taken(), False
        asked = self._kept.asked_for(wish, own)

        def allows(held: Collection[Cell]) -> bool | None:
            left = (seconds if is_held else 2 * seconds) - taken.processor_seconds
            if left <= 0:
                raise TimeoutError
            loose = relaxed(self.roadmap, self.objective, [cell for cell in cells if cell not in held])
            answer = asked.allows(*loose, seconds=left * taken.clock_per_second, nodes=_ONE_ANSWER_NODES)
            return None if answer is Proof.UNKNOWN else answer is not Proof.INFEASIBLE

        def suspects(held: Collection[Cell]) -> Container[Cell]:
            loose = [cell for cell in cells if cell not in held]
            involved = asked.what_limits(*relaxed(self.roadmap, self.objective, loose))
            if involved is None:
                return held
            return Suspects(self.roadmap, self.objective, involved, own if date.measure else ())

        for found in holds_as_found(cells, allows, most=most, suspects=suspects):
            is_held = bool(found.holds)
            yield found

    def _allowed(self, date: PlanDate, instant: int, found: Granted) -> Reason:
        """Give the verdict on a date that its own measures could have earlier."""
        assert found.schedule is not None
        before, after = (
            score(self.roadmap, self.objective, each) for each in (self.schedule, found.schedule)
        )
        loss = before - after if self.objective.is_maximised else after - before
        nothing = EPSILON * max(1.0, abs(before))
        is_free, is_best = loss <= nothing, found.verdict is Proof.OPTIMAL
        least = None if is_best or found.least_loss is None else max(0.0, found.least_loss)
        if not is_free and not is_best and (least is None or least <= nothing):
            return Reason(date=date, instant=instant, verdict=DateVerdict.UNSETTLED)
        return Reason(
            date=date,
            instant=instant,
            verdict=DateVerdict.FREE if is_free else DateVerdict.CHOSEN,
            loss=loss,
            least_loss=None if is_free else least,
            entering=entering(self.roadmap, self.schedule, found.schedule)
            if date.kind is DateKind.IN
            else None,
        )

    @cached_property
    def _earliest(self) -> dict[Point, int]:
        """Give the earliest instants that any lawful plan may have, by order, durations and paces."""
        times, _causes = earliest_points(waits(self.roadmap, proven=True))
        return times

    def _is_out_of_order(self, wish: Wish) -> bool:
        """Tell whether a phase would start or end before its earliest instant in any plan."""
        date = wish.date
        if not date.phase:
            return False
        point = Point(date.measure, phase=date.phase, at_end=date.kind is DateKind.END)
        return wish.by < self._earliest.get(point, 0)

    def _is_impossible(self, wish: Wish) -> bool:
        """Tell whether it is proved that no plan has a wish: none has, with only what it needs around it."""
        # without others, and what is asked of all together, more is possible than in any plan
        own = alone(self.roadmap, *own_measures(self.roadmap, wish.date))
        return any_plan(own, wish, seconds=_PROOF_SECONDS) is Proof.INFEASIBLE


class _Taken:
    """What the processor has done since this was made, and how long that took by the clock."""

    def __init__(self) -> None:
        self._processor, self._clock = time.process_time(), time.monotonic()

    @property
    def processor_seconds(self) -> float:
        """Give the seconds of the processor."""
        return time.process_time() - self._processor

    @property
    def clock_per_second(self) -> float:
        """Give how long a second of the processor took by the clock, which solvers go by: 1 or more."""
        taken = self.processor_seconds
        return 1.0 if taken < _TOO_LITTLE_SECONDS else max(1.0, (time.monotonic() - self._clock) / taken)
