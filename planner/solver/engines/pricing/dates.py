"""Between which instants prices leave each date of a plan that is to be worth at least so much.

With a date held on one side of an instant, only its own measure's best alone is another. So one set of prices
bounds all plans that have any date so, by the bound of all plans less what that measure loses
(``docs/problem.md``, section 10): seconds for all dates of a roadmap. Dates of different measures are asked
about at the same time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.model import OPTIMAL_GAP, DateKind, Objective, PlanDate, Roadmap
from planner.problem import Problem, adaptation_name
from planner.solver.arrays.arrays import NEVER, Flags, Floats, Ints
from planner.solver.arrays.building import Flat
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.contract.date_limits import DateLimits
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.narrowed import Narrowed

MOST_STEPS = 1_500
"""Prices that are tried at most."""

Hold = Callable[[Narrowed, int], None]
"""Holds a date on one side of an instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A date by the number of its measure, the instants the rules leave it, and what holds it.

    One that nothing can hold later may have the last instant.
    """

    date: PlanDate
    measure: int
    first: int
    last: int
    hold_by: Hold
    hold_later: Hold | None


class DateBounds:
    """A roadmap with good prices of all that measures share, and so a bound on all plans.

    Parameters
    ----------
    like
        That of a roadmap with the same limits and links, whose prices serve here too; else they are looked
        for, by an amount of work that does not depend on the machine.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective, *, like: "DateBounds | None" = None) -> None:
        self._flat = flat = Flat(Problem(roadmap), objective)
        self._relaxed = Relaxed(flat)
        self._knows_worth = bool(flat.arrays.worth.covers_all)
        prices = None if like is None else like._prices
        if prices is None or prices.size != self._relaxed.size:
            ascent = Ascent(self._relaxed)
            ascent.run(MOST_STEPS)
            prices = ascent.best_prices
        self._prices: Floats = prices
        self._bound = self._relaxed.bound(prices)
        self._alone: Floats = self._relaxed.answer.worth.copy()

    @property
    def bound(self) -> float:
        """Give the score that no plan is better than; infinite where the prices do not know it."""
        return self._bound * unit_of_worth(self._flat.objective) if self._knows_worth else np.inf

    def limits(self, dates: Iterable[PlanDate], least: float) -> dict[PlanDate, DateLimits]:
        """Give what no plan goes beyond whose score is ``least`` or better, in the unit of the score.

        Dates of which nothing can be said are left out: of measures that are done, of services, and of shares
        before the target.
        """
        enough, found = self._enough(least), dict[PlanDate, DateLimits]()
        is_in, is_out = self._in_and_out(enough)
        asked = [question for date in dates if (question := self._question(date)) is not None]
        for together in _one_of_each_measure(asked):
            pairs = zip(self._earliest(together, enough), self._latest(together, enough), strict=True)
            for question, (earliest, latest) in zip(together, pairs, strict=True):
                found[question.date] = DateLimits(
                    earliest=int(earliest),
                    latest=int(latest),
                    is_window=bool(latest >= question.last),
                    may_be_in=bool(is_in[question.measure]),
                    may_be_out=bool(is_out[question.measure]),
                )
        return found

    def _enough(self, least: float) -> float:
        """Give the worth that a plan of a score has at least, less what rounding and tolerance hide."""
        worth = least / unit_of_worth(self._flat.objective)
        return worth - OPTIMAL_GAP * max(1.0, abs(worth))

    def _in_and_out(self, enough: float) -> tuple[Flags, Flags]:
        """Tell by measure whether a plan may be good enough that has it, and one that has not."""
        inside, outside = Narrowed(self._relaxed), Narrowed(self._relaxed)
        inside.all_in()
        outside.all_out()
        return self._allows(inside, enough), self._allows(outside, enough)

    def _allows(self, narrowed: Narrowed, enough: float) -> Flags:
        """Tell by measure whether a plan may be good enough in which that one alone is narrowed."""
        worth = narrowed.worth()
        if not self._knows_worth:
            return np.isfinite(worth)
        bounds: Flags = self._bound - self._alone + worth >= enough
        return bounds

    def _earliest(self, asked: Sequence[_Question], enough: float) -> Ints:
        """Give the first instant at which, or before it, each date may be."""
        low, high = _instants(each.first for each in asked), _instants(each.last for each in asked)
        while (low < high).any():
            middle = (low + high) // 2
            allowed = self._allowed(asked, middle, enough, lambda question: question.hold_by)
            low, high = np.where(allowed | (low == high), low, middle + 1), np.where(allowed, middle, high)
        return low

    def _latest(self, asked: Sequence[_Question], enough: float) -> Ints:
        """Give the last instant at which, or after it, each date may be."""
        low = _instants(each.last if each.hold_later is None else each.first for each in asked)
        high = _instants(each.last for each in asked)
        while (low < high).any():
            middle = (low + high + 1) // 2
            allowed = self._allowed(asked, middle, enough, lambda question: question.hold_later)
            low, high = np.where(allowed, middle, low), np.where(allowed | (low == high), high, middle - 1)
        return low

    def _allowed(
        self,
        asked: Sequence[_Question],
        instants: Ints,
        enough: float,
        side: Callable[[_Question], Hold | None],
    ) -> Flags:
        """Tell of each date, one of each measure, whether it may be on one side of an instant."""
        narrowed = Narrowed(self._relaxed)
        for question, instant in zip(asked, instants.tolist(), strict=True):
            narrowed.is_in(question.measure)
            hold = side(question)
            if hold is not None:
                hold(narrowed, instant)
        allowed: Flags = self._allows(narrowed, enough)[[each.measure for each in asked]]
        return allowed

    def _question(self, date: PlanDate) -> _Question | None:
        """Give what can be asked of a date; ``None`` where nothing can."""
        measure = self._flat.measure_number.get(date.measure)
        if measure is None or date.share is not None:
            return None
        if date.kind is DateKind.IN:
            return self._whether_in(date, measure)
        if date.phase:
            return self._of_phase(date, measure)
        rollout = self._flat.rollout_number.get((date.measure, date.sector))
        return None if rollout is None else self._of_rollout(date, measure, rollout)

    def _whether_in(self, date: PlanDate, measure: int) -> _Question | None:
        """Give the question whether a measure is in, which is decided at one instant or never."""
        decided = int(self._flat.arrays.measures.decided[measure])
        if decided == NEVER:
            return None
        return _Question(
            date=date,
            measure=measure,
            first=decided,
            last=decided,
            hold_by=lambda narrowed, instant: None,
            hold_later=None,
        )

    def _of_phase(self, date: PlanDate, measure: int) -> _Question | None:
        """Give the question when a phase starts or ends, or an adaptation starts."""
        name = adaptation_name(date.sector) if date.sector else date.phase
        phase = self._flat.phase_number.get((date.measure, name))
        modes = () if phase is None else tuple(mode for mode in self._flat.phases[phase].modes if mode.fits)
        if phase is None or not modes:
            return None
        number = phase
        if date.kind is DateKind.END:
            return _Question(
                date=date,
                measure=measure,
                first=min(mode.first + mode.periods for mode in modes),
                last=max(mode.last + mode.periods for mode in modes),
                hold_by=lambda narrowed, instant: narrowed.ends_by(number, instant),
                hold_later=lambda narrowed, instant: narrowed.ends_later(number, instant),
            )
        never = self._flat.problem.horizon + 1  # an adaptation before which nobody is taken in
        return _Question(
            date=date,
            measure=measure,
            first=min(mode.first for mode in modes),
            last=never if date.sector else max(mode.last for mode in modes),
            hold_by=lambda narrowed, instant: narrowed.starts_by(number, instant),
            hold_later=lambda narrowed, instant: narrowed.starts_later(number, instant),
        )

    def _of_rollout(self, date: PlanDate, measure: int, rollout: int) -> _Question:
        """Give the question when a rollout begins, or has reached its target."""
        horizon = self._flat.problem.horizon
        if date.kind is DateKind.START:
            return _Question(
                date=date,
                measure=measure,
                first=0,
                last=horizon + 1,
                hold_by=lambda narrowed, instant: narrowed.begins_by(rollout, instant),
                hold_later=lambda narrowed, instant: narrowed.begins_later(rollout, instant),
            )
        has_to_end = bool(self._relaxed.facts.has_to_end[rollout])
        return _Question(
            date=date,
            measure=measure,
            first=0,
            last=horizon if has_to_end else horizon + 1,
            hold_by=lambda narrowed, instant: narrowed.is_complete_by(rollout, instant),
            hold_later=None,
        )


def _one_of_each_measure(asked: Iterable[_Question]) -> Iterator[list[_Question]]:
    """Give questions in lists that hold no two of one measure."""
    left: dict[int, list[_Question]] = {}
    for question in asked:
        left.setdefault(question.measure, []).append(question)
    while left:
        yield [questions[0] for questions in left.values()]
        left = {measure: questions[1:] for measure, questions in left.items() if questions[1:]}


def _instants(instants: Iterable[int]) -> Ints:
    return np.array(list(instants), np.int64)
