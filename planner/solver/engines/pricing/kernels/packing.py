"""What phases that run at the same time can be worth to a sector: whole phases into whole capacity.

A price for capacity lets half a phase fill what is left. Here each phase has a price of its own in each
period, and the sector picks the phases, whole and at most one of each measure, that are worth most together.
"""

from typing import NamedTuple

import numpy as np

from planner.model import BEYOND_TOLERANCE, PRECISION
from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Ints
from planner.solver.arrays.jit import entry, making
from planner.solver.engines.pricing.kernels.relaxed import PricedAnswer

LARGE = 1 / 6
"""Mean demand of a phase as a share of capacity, from which it matters that phases are whole."""
GRID = 64
"""Cells that a capacity is cut into where demands are not whole person-months."""
MOST_WORK = 2_000_000


class Packing(NamedTuple):
    """Demands ``place`` of modes by sector, and how many cells they and the capacities are.

    ``places[sector_from[s] : sector_from[s + 1]]`` are those of sector ``s``, by measure; ``first[p]`` and
    ``last[p]`` the periods between which a demand can fall; ``cells`` is 0 where nothing is packed.
    """

    sector_from: Ints
    places: Ints
    measure: Ints
    first: Ints
    last: Ints
    cells: Ints  # sectors x periods
    weight: Ints  # demands x periods


def packing_of(arrays: Arrays) -> Packing | None:
    """Cut capacities that few phases fill into cells; ``None`` where there are none, or it takes too long."""
    modes, capacity = arrays.modes, arrays.limits.capacity
    sector, demand = modes.demand_sector, modes.demand
    mode = np.repeat(np.arange(len(modes.phase)), np.diff(modes.demand_from))
    measure = _alone(arrays)[modes.phase[mode]]
    count = np.bincount(sector, minlength=len(capacity))
    mean = np.bincount(sector, demand, len(capacity)) / np.maximum(count, 1)
    packed: Flags = (count > 1) & (mean >= LARGE * capacity.mean(axis=1))
    if not packed.any():
        return None
    whole = _are_whole(sector, demand, len(capacity)) & (capacity.max(axis=1) <= 2 * GRID)
    allowed = np.where(packed[:, None], capacity, 0.0) * (1 + BEYOND_TOLERANCE)
    cells = np.where(whole[:, None], np.floor(allowed + PRECISION), GRID * (allowed > 0.0)).astype(np.int64)
    if (cells.sum(axis=1) * count).sum() > MOST_WORK:
        return None
    asked = np.where(whole[sector], demand, 0.0)[:, None] * np.ones(capacity.shape[1])
    of_grid = GRID * demand[:, None] / np.maximum(allowed[sector], 1e-12)
    weight = np.floor(np.minimum(np.where(whole[sector][:, None], asked + 0.5, of_grid), 1e6))
    order = np.lexsort((measure, sector))
    return Packing(
        sector_from=np.searchsorted(sector[order], np.arange(len(capacity) + 1)).astype(np.int64),
        places=order.astype(np.int64),
        measure=measure.astype(np.int64),
        first=modes.first[mode],
        last=(modes.last + modes.periods - 1)[mode],
        cells=cells,
        weight=weight.astype(np.int64),
    )


def _alone(arrays: Arrays) -> Ints:
    """Give, by phase, the measure whose phases never run together; each adaptation is one of its own."""
    own, measures = arrays.measures.phase_from[-1], len(arrays.measures.decided)
    number = np.arange(len(arrays.phases.measure))
    alone: Ints = np.where(number < own, arrays.phases.measure, measures + number)
    return alone


def _are_whole(sector: Ints, demand: Floats, sectors: int) -> Flags:
    """Tell of which sectors all demands are whole person-months."""
    parts = np.bincount(sector, np.abs(demand - np.round(demand)), sectors)
    whole: Flags = parts < PRECISION
    return whole


@entry
def charge_use(periods: Ints, demand_from: Ints, use: Floats, start: Floats) -> None:
    """Take from each start what the phase pays for running in each period."""
    horizon = use.shape[1]
    paid = np.zeros(horizon + 1)
    for mode in range(periods.shape[0]):
        for period in range(horizon):
            paid[period + 1] = paid[period]
            for place in range(demand_from[mode], demand_from[mode + 1]):
                paid[period + 1] += use[place, period]
        for instant in range(horizon + 1 - periods[mode]):
            start[mode, instant] -= paid[instant + periods[mode]] - paid[instant]


@entry
def pack(packing: Packing, use: Floats, chosen: Flags) -> float:
    """Set which phases each sector picks in each period, and give what they pay together."""
    sectors, horizon = packing.cells.shape
    most = packing.cells.max() + 1
    longest = 1
    for sector in range(sectors):
        longest = max(longest, packing.sector_from[sector + 1] - packing.sector_from[sector])
    worth, picked = np.zeros((longest + 1, most)), np.full((longest + 1, most), NEVER, np.int64)
    chosen[:] = False
    total = 0.0
    for sector in range(sectors):
        places = packing.places[packing.sector_from[sector] : packing.sector_from[sector + 1]]
        for period in range(horizon):
            if packing.cells[sector, period] > 0:
                rows = fill_cells(packing, places, period, packing.cells[sector, period], use, worth, picked)
                total += worth[rows, packing.cells[sector, period]]
                mark(packing, period, packing.cells[sector, period], rows, picked, chosen)
    return total


@making
def fill_cells(
    packing: Packing, places: Ints, period: int, cells: int, use: Floats, worth: Floats, picked: Ints
) -> int:
    """Set the best worth by number of cells, measure after measure; give the number of measures."""
    rows, last = 0, NEVER
    worth[0, : cells + 1] = 0.0
    for place in places:
        weight, paid = packing.weight[place, period], use[place, period]
        is_open = packing.first[place] <= period <= packing.last[place]
        if not is_open or paid <= 0.0 or weight > cells:
            continue
        if packing.measure[place] != last:
            last, rows = packing.measure[place], rows + 1
            worth[rows, : cells + 1] = worth[rows - 1, : cells + 1]
            picked[rows, : cells + 1] = NEVER
        for cell in range(weight, cells + 1):
            if worth[rows - 1, cell - weight] + paid > worth[rows, cell]:
                worth[rows, cell] = worth[rows - 1, cell - weight] + paid
                picked[rows, cell] = place
    return rows


@entry
def mark(packing: Packing, period: int, cell: int, rows: int, picked: Ints, chosen: Flags) -> None:
    """Follow the best choice back."""
    for row in range(rows, 0, -1):
        place = picked[row, cell]
        if place != NEVER:
            chosen[place, period] = True
            cell -= packing.weight[place, period]


@entry
def set_use(
    periods: Ints, demand_from: Ints, packing: Packing, answer: PricedAnswer, chosen: Flags, excess: Floats
) -> None:
    """Set, by demand and period, whether the phase runs, less whether its sector picks it."""
    for place in range(excess.shape[0]):
        for period in range(excess.shape[1]):
            excess[place, period] = -1.0 if chosen[place, period] else 0.0
    for phase in range(answer.mode.shape[0]):
        mode, start = answer.mode[phase], answer.start[phase]
        if mode == NEVER:
            continue
        for place in range(demand_from[mode], demand_from[mode + 1]):
            for period in range(start, start + periods[mode]):
                excess[place, period] += 1.0
    for sector in range(packing.cells.shape[0]):
        for number in range(packing.sector_from[sector], packing.sector_from[sector + 1]):
            for period in range(excess.shape[1]):
                if packing.cells[sector, period] == 0:
                    excess[packing.places[number], period] = 0.0
