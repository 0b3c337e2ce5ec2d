"""The engine "prices": a bound from prices on all that measures share, and what the prices teach others.

Capacity, budgets and links are priced, and each measure is planned alone (Lagrangian relaxation). It takes a
fraction of the time of a linear program of the same strength, at any size; it makes no plans of its own.
"""

import time
from dataclasses import dataclass

import numpy as np

from planner.model import FramePrice, Objective, Prices
from planner.problem import Problem, ResourceKind
from planner.runs import no_collecting
from planner.solver.arrays.building import Flat
from planner.solver.arrays.flows import MILLION
from planner.solver.arrays.worth import unit_of_worth, worth_of
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Channel, Guide
from planner.solver.engines.pricing.ascent import FIRST_ROUND, Ascent, repriced
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.pricing.kernels.packing import packing_of

_WORK_PER_UNIT, _MOST_PER_UNIT = 3_000_000, 4_000
"""Prices of single rows that take about a second of one core, and prices of all rows at most."""
_FIRST_GUIDE_AFTER, _OR_SECONDS = 100, 1.0
_SECONDS_BETWEEN = 0.3
_WORTH_TELLING = 1e-5
_CHANGED = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """What the relaxed problem tells.

    Parameters
    ----------
    bound
        No plan has a better score; infinite where the objective is minimised, minus infinite where it is
        maximised, when no plan is lawful.
    keys
        Measure and its mean start, in periods; the horizon for those that are out.
    """

    bound: float
    prices: Prices
    keys: tuple[tuple[str, float], ...]
    iterations: int


def handles(problem: Problem, objective: Objective) -> bool:
    """Tell whether the engine has a bound for an objective."""
    return worth_of(problem, objective).covers_all


def relaxation_of(ascent: Ascent) -> Relaxation:
    """Write the best prices so far in the unit of the score."""
    flat = ascent.relaxed.flat
    return Relaxation(
        bound=float(ascent.best * unit_of_worth(flat.objective)),
        prices=_prices(flat, ascent),
        keys=tuple((task.id, float(start)) for task, start in zip(flat.tasks, ascent.starts, strict=True)),
        iterations=ascent.iterations,
    )


def prices(assignment: Assignment, channel: Channel) -> None:
    """Tell ever better bounds, and guides, until they get no better or the work is over."""
    with no_collecting():
        problem = Problem(assignment.roadmap)
        if not handles(problem, assignment.objective):
            return
        flat = Flat(problem, assignment.objective)
    _Work(assignment, channel, flat).run()


class _Work:
    """One run of the engine: how much to do, and what has been told."""

    def __init__(self, assignment: Assignment, channel: Channel, flat: Flat) -> None:
        self._assignment, self._channel, self._flat = assignment, channel, flat
        self._is_timed = assignment.units is None
        self._plain = self._ascent = Ascent(Relaxed(flat))
        self._began = time.monotonic()
        self._told = np.inf
        self._told_at = -np.inf
        self._guided: np.ndarray | None = None
        per_unit = max(1, min(_MOST_PER_UNIT, _WORK_PER_UNIT // (1 + self._ascent.relaxed.size)))
        self._left = np.inf if assignment.units is None else per_unit * assignment.units
        self._chunk = max(1, min(25, per_unit // 8))

    def run(self) -> None:
        """Improve the prices until they are good, and tell."""
        self._tell()
        while not self._is_over():
            chunk = int(min(self._chunk, self._left))
            self._left -= chunk
            self._ascent.run(chunk)
            self._tell()
            if self._ascent.has_converged and self._ascent is self._plain:
                self._pack()
        self._tell(last=True)

    def _is_over(self) -> bool:
        gives_way = self._plain.iterations >= FIRST_ROUND and self._channel.turn_is_over()
        return self._left <= 0 or self._ascent.has_converged or self._channel.is_over() or gives_way

    def _pack(self) -> None:
        """Go on with whole phases in whole capacity, where few phases fill a sector."""
        packing = packing_of(self._plain.relaxed.arrays)
        if packing is not None and not self._plain.is_infeasible:
            packed = Relaxed(self._flat, packing)
            self._ascent = Ascent(packed, repriced(self._plain.relaxed, self._plain.best_prices, packed))

    def _tell(self, *, last: bool = False) -> None:
        """Tell the bound when it is better, and the prices when they have moved; not all too often."""
        ascent, now = self._ascent, time.monotonic()
        if ascent.is_infeasible:
            self._channel.tell(verdict=Verdict.INFEASIBLE)
            return
        is_soon = self._is_timed and not last and now - self._told_at < _SECONDS_BETWEEN
        is_better = ascent.best < self._told - (0.0 if last else _WORTH_TELLING * abs(ascent.best))
        if last and self._guided is None:
            self._channel.tell(guide=self._guide(last))
        if is_soon or not is_better:
            return
        self._told, self._told_at = ascent.best, now
        self._channel.tell(
            bound=float(ascent.best * unit_of_worth(self._assignment.objective)), guide=self._guide(last)
        )

    def _guide(self, last: bool) -> Guide | None:
        """Give what the prices teach, when there is something to learn."""
        starts = self._plain.starts
        is_slow = self._is_timed and time.monotonic() - self._began > _OR_SECONDS
        if self._plain.iterations < _FIRST_GUIDE_AFTER and not is_slow and not last:
            return None
        if self._guided is not None:
            moved = float(np.abs(starts - self._guided).sum()) / max(1, starts.size)
            if moved < _CHANGED * self._flat.problem.horizon and not last:
                return None
        self._guided = starts.copy()
        found = relaxation_of(self._plain)
        return Guide(keys=found.keys, prices=found.prices)


def _prices(flat: Flat, ascent: Ascent) -> Prices:
    """Write the prices of capacity per person-month and of budgets per NOK, in the unit of the score."""
    unit = abs(unit_of_worth(flat.objective))
    found = ascent.relaxed.part(ascent.best_prices)
    worths = {
        key: float(price) * unit / MILLION
        for number, resource in enumerate(flat.shared, len(flat.sectors))
        if resource.kind is ResourceKind.BUDGET
        for key, price in zip(resource.budget_keys, found.pool[number], strict=False)
    }
    return Prices(
        capacity=tuple(
            (sector, tuple(float(price) * unit for price in found.pool[number, : flat.problem.horizon]))
            for sector, number in flat.sector_number.items()
            if flat.problem.capacity[sector] is not None
        ),
        budget=tuple((year, worth) for (year, end, who), worth in worths.items() if year == end and not who),
        frames=tuple(
            FramePrice(year=year, last_year=last, payer=payer, worth_per_nok=worth)
            for (year, last, payer), worth in worths.items()
            if year != last or payer
        ),
    )
