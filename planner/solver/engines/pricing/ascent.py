"""Prices that make the bound small, found by steps against what relaxed plans ask beyond the limits.

Subgradients of such a bound jump from one extreme to another. Their running mean over their running size,
as in Adam (Kingma and Ba 2015), takes a step of its own for each row, which converges far faster here than
one step for all rows. Steps fall to nothing over a round; the next round starts from the best prices.
"""

from dataclasses import dataclass, field

import numpy as np

from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Ints
from planner.solver.engines.pricing.bound import Relaxed

FIRST_ROUND = 300
FIRST_STEP, NEXT_STEP, CAREFUL_STEP = 0.8, 0.2, 0.1
"""Largest step of a row in the first and in later rounds, in what a unit might cost; from good prices."""
FALL = 1.5
MEMORY, MEMORY_OF_SIZES = 0.9, 0.99
MEMORY_OF_STARTS = 0.97
WORTH_A_ROUND = 1e-3
"""Share of the bound by which a round must improve it for another to be worth its time."""


@dataclass
class Ascent:
    """The state of the search for prices.

    Parameters
    ----------
    given
        Prices to start from; rough ones where there are none.
    best_prices, best
        The best prices, and the bound they give.
    starts
        The mean start of each measure over recent answers, the horizon where it is out.
    """

    relaxed: Relaxed
    given: Floats | None = None
    best_prices: Floats = field(init=False)
    best: float = field(init=False)
    starts: Floats = field(init=False)
    has_converged: bool = False
    iterations: int = 0

    def __post_init__(self) -> None:
        """Begin with the prices given, or rough ones."""
        self.best_prices = np.zeros(self.relaxed.size)
        self.best = self.relaxed.bound(self.best_prices)
        # without prices all that measures gain alone: about what all limits together can be worth
        free = abs(self.best - self.relaxed.arrays.worth.constant) if np.isfinite(self.best) else 0.0
        self._scale = scales(self.relaxed, max(0.5 * free, 1e-6))
        first, step = _first_prices(self.relaxed, self._scale), FIRST_STEP
        if self.given is not None:
            first, step = self.given, CAREFUL_STEP
        self.starts = self._starts()
        self._sizes, self._seen = np.zeros(self.relaxed.size), 0
        self._new_round(first, FIRST_ROUND, step)
        self._sum_up()

    @property
    def is_infeasible(self) -> bool:
        """Tell whether some measure that must be in has no plan even alone."""
        return self.best == -np.inf

    def run(self, iterations: int) -> None:
        """Take some steps; round after round, until a round is hardly worth its time."""
        for _ in range(iterations):
            if self.has_converged:
                break
            self._advance()
            if self._number >= self._length:
                self._end_round()

    def _new_round(self, prices: Floats, length: int, step: float) -> None:
        """Start from some prices with large steps."""
        self._prices, self._length, self._step, self._number = prices, length, step, 0
        self._direction = np.zeros(self.relaxed.size)
        self._before = self.best

    def _end_round(self) -> None:
        """Start a longer round with smaller steps, if this one was worth its time."""
        self._sum_up()
        if not self.has_converged:
            self._new_round(self.best_prices, 2 * self._length, NEXT_STEP)

    def _sum_up(self) -> None:
        """Judge whether there is anything left to gain."""
        gained = self._before - self.best
        # before the first step there is no round to judge
        is_over = self._number > 0 and gained < WORTH_A_ROUND * abs(self.best)
        self.has_converged = self.is_infeasible or self.relaxed.size == 0 or is_over

    def _advance(self) -> None:
        """Evaluate the prices, and take a step from them."""
        self.iterations += 1
        bound = self.relaxed.bound(self._prices)
        excess = self.relaxed.excess()
        self.starts = MEMORY_OF_STARTS * self.starts + (1 - MEMORY_OF_STARTS) * self._starts()
        # steps overshoot, so that bounds go up and down: the best prices are kept, not the last
        if bound < self.best:
            self.best, self.best_prices = bound, self._prices
        self._direction = MEMORY * self._direction + (1 - MEMORY) * excess
        self._sizes = MEMORY_OF_SIZES * self._sizes + (1 - MEMORY_OF_SIZES) * excess * excess
        self._seen, self._number = self._seen + 1, self._number + 1
        # Means that begin at zero are too small at first.
        mean = self._direction / (1 - MEMORY**self._number)
        # a row that was never off its limit has no size; its mean is 0 as well
        size = np.sqrt(self._sizes / (1 - MEMORY_OF_SIZES**self._seen)) + 1e-9
        step = self._step * (1 - (self._number - 1) / self._length) ** FALL
        # below 0, a price would pay for breaking its limit, and the sum would bound nothing; the same where
        # what is required costs more than missing it
        moved = self._prices + step * self._scale * mean / size
        self._prices = np.clip(moved, 0.0, self.relaxed.highest)

    def _starts(self) -> Floats:
        """Give the start of each measure in the last answer, the horizon where it is out."""
        arrays, answer = self.relaxed.arrays, self.relaxed.answer
        first, last = arrays.measures.phase_from[:-1], arrays.measures.phase_from[1:]
        starts = np.append(answer.start, NEVER)[np.minimum(first, len(answer.start))]
        starts = np.where(first == last, arrays.measures.decided, starts)
        return np.where(answer.inside, starts, arrays.horizon).astype(np.float64)


def scales(relaxed: Relaxed, worth: float) -> Floats:
    """Give for each row what a unit of it might cost: then a step is about as large for all of them."""
    arrays, rows = relaxed.arrays, relaxed.rows
    measures, rollouts = max(1, len(arrays.measures.decided)), max(1, len(arrays.rollouts.measure))
    vector = np.zeros(relaxed.size)
    scale = relaxed.part(vector)
    _scale_pools(arrays, worth, scale.pool)
    capacity = scale.pool[: len(arrays.limits.capacity)]
    scale.link[:] = worth / measures / 8 * rows.timed[:, None]
    scale.follow[:] = worth / rollouts / 8
    scale.choice[:] = worth / measures / 4
    scale.due[:] = worth / rollouts * relaxed.facts.counts_later  # else each keeps its deadline alone
    if relaxed.packing is not None:
        cells, modes = relaxed.packing.cells, arrays.modes
        whole = capacity[modes.demand_sector] * modes.demand[:, None]
        scale.use[:] = np.where(cells[modes.demand_sector] > 0, whole, 0.0)
        capacity[_without_waves(arrays)[:, None] & (cells > 0)] = 0.0
    for number, (_worth, level) in enumerate(relaxed.kept):
        relaxed.kept_part(vector)[number] = worth / max(abs(level), 1.0)
    return vector


def repriced(plain: Relaxed, prices: Floats, packed: Relaxed) -> Floats:
    """Write prices of capacity as prices for running, where phases are packed and no waves use the sector."""
    vector, arrays = np.zeros(packed.size), packed.arrays
    for old, new in zip(plain.part(prices)[:-1], packed.part(vector)[:-1], strict=True):
        new[...] = old
    packed.kept_part(vector)[:] = plain.kept_part(prices)
    assert packed.packing is not None
    part, modes = packed.part(vector), arrays.modes
    moved = _without_waves(arrays)[:, None] & (packed.packing.cells > 0)
    capacity = part.pool[: len(moved)]
    running = np.where(moved, capacity, 0.0)[modes.demand_sector]
    part.use[:] = running * modes.demand[:, None]
    capacity[moved] = 0.0
    return vector


def _without_waves(arrays: Arrays) -> Flags:
    """Tell which sectors only phases ask of."""
    alone = np.ones(len(arrays.limits.pool), np.bool_)
    alone[arrays.rollouts.draw_pool] = False
    return alone[: len(arrays.limits.capacity)]


def _scale_pools(arrays: Arrays, worth: float, scale: Floats) -> None:
    """Scale the sectors together, all that is counted in each period together, and each of the rest alone.

    What many periods share is worth less than it seems: some of it lies where nobody wants it.
    """
    limits, sectors = arrays.limits, len(arrays.limits.capacity)
    scale[:sectors] = _scale_of_limits(limits.pool[:sectors], worth)
    counted = np.flatnonzero(limits.by_period[sectors:]) + sectors
    scale[counted] = _scale_of_limits(limits.pool[counted], worth)
    for number in _by_year(arrays):
        known = np.isfinite(limits.pool[number])
        scale[number, known] = _scale_of_limits(limits.pool[number, known][None, :], worth)[0] / 4


def _by_year(arrays: Arrays) -> Ints:
    """Give the numbers of the pools of which several periods share a bucket."""
    numbers: Ints = np.flatnonzero(~arrays.limits.by_period)
    return numbers


def _scale_of_limits(limits: Floats, worth: float) -> Floats:
    """Give the worth of a unit, if all finite limits together were worth that much."""
    finite = np.isfinite(limits)
    known = np.where(finite, limits, 0.0)
    mean = known.sum(axis=1, keepdims=True) / max(1, known.shape[1])
    # a period that is all but shut would else get a step without end
    sizes = np.maximum(known, mean / 5)
    return np.where(finite & (sizes > 0.0), worth / max(1, finite.sum()) / np.maximum(sizes, 1e-9), 0.0)


def _first_prices(relaxed: Relaxed, scale: Floats) -> Floats:
    """Give prices that make capacity and budgets cost about what they are worth, and nothing else."""
    vector = np.zeros(relaxed.size)
    prices, scaled = relaxed.part(vector), relaxed.part(scale)
    sectors, by_year = len(relaxed.arrays.limits.capacity), _by_year(relaxed.arrays)
    prices.pool[:sectors] = 0.6 * scaled.pool[:sectors]
    prices.pool[by_year] = 0.8 * scaled.pool[by_year]
    return vector
