"""The best waves of one rollout alone, for every instant at which it may begin.

What is limited is a chain: each wave by one pace, the share by each gate counted from the begin, and by the
target. Taking the waves that are worth most first is therefore the best there is.
"""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.arrays import NEVER, Floats, Ints, RolloutArrays
from planner.solver.arrays.jit import entry, making
from planner.solver.engines.pricing.kernels.needs import (
    Need,
    counted_from,
    first_reached,
    need_of,
    price_of_delay,
)
from planner.solver.engines.pricing.kernels.relaxed import PricedFacts, Terms


class Shape(NamedTuple):
    """What limits the waves of one rollout: shares, and gates as shares above what is in use."""

    pace: float
    left: float
    first_wave: float
    has_to_end: bool
    gates: Floats
    need: Need


@entry
def best_of_rollouts(
    rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, best: Floats, begin: Ints
) -> None:
    """Give for each end of the phases the best worth of the waves after it, and the begin that gives it."""
    count, horizon = terms.wave.shape
    unit, wave, top = np.empty(horizon), np.empty(horizon), np.empty(horizon + 2)
    units, orders = np.empty((horizon + 1, horizon)), np.empty((horizon + 1, horizon), np.int64)
    for rollout in range(count):
        if rollouts.line_from[rollout] < rollouts.line_from[rollout + 1]:
            continue  # its pace falls: ``falling`` does it
        shape = shape_of(rollouts, facts, terms, rollout)
        never = -price_of_delay(shape.need, horizon, horizon)
        best[rollout, horizon] = never if facts.may_be_empty[rollout] else -np.inf
        begin[rollout, horizon] = NEVER
        prepared, last = rollouts.prepared[rollout], facts.last_begin[rollout]
        if facts.plain[rollout]:
            set_units(terms.steady[rollout], terms.benefit[rollout], terms.wave[rollout], horizon, unit)
            best_of_plain(shape, prepared, last, unit, best[rollout], begin[rollout], top)
            continue
        set_orders(terms, rollout, counted_from(shape.need, 0, horizon), horizon, units, orders)
        pin = rollouts.pin[rollout]
        for instant in range(horizon - 1, -1, -1):
            best[rollout, instant] = best[rollout, instant + 1]
            begin[rollout, instant] = begin[rollout, instant + 1]
            if not prepared <= instant <= last or (pin != NEVER and pin != instant):
                continue
            worth = best_count(shape, instant, units, orders, wave)[0] + terms.begin[rollout, instant]
            if worth > best[rollout, instant]:
                best[rollout, instant], begin[rollout, instant] = worth, instant


@making
def shape_of(rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, rollout: int) -> Shape:
    """Give what limits the waves of a rollout."""
    return Shape(
        rollouts.pace[rollout],
        facts.left[rollout],
        rollouts.first_wave[rollout],
        facts.has_to_end[rollout],
        facts.gate_room[rollouts.gate_from[rollout] : rollouts.gate_from[rollout + 1]],
        need_of(facts, terms, rollout),
    )


@making
def set_units(steady: Floats, benefit: Floats, wave: Floats, counts: int, unit: Floats) -> None:
    """Set what a share taken in during each period is worth from then on, by when the benefit counts."""
    later = 0.0
    for period in range(unit.shape[0] - 1, -1, -1):
        later += steady[period]
        if period >= counts:
            later += benefit[period]
        unit[period] = later + wave[period]


@making
def set_orders(terms: Terms, rollout: int, first: int, last: int, units: Floats, orders: Ints) -> None:
    """Set the same, and the order of falling worth, by the period from which the benefit counts."""
    for since in range(last, first - 1, -1):
        unit, order = units[since], orders[since]
        set_units(terms.steady[rollout], terms.benefit[rollout], terms.wave[rollout], since, unit)
        # The order for the next period is close to this one, and then soon sorted.
        for place in range(order.shape[0]):
            order[place] = place if since == last else orders[since + 1, place]
        sort_falling(unit, order)


@making
def sort_falling(unit: Floats, order: Ints) -> None:
    """Bring the periods of an order into the order of falling worth."""
    for place in range(1, order.shape[0]):
        period, there = order[place], place
        while there > 0 and unit[order[there - 1]] < unit[period]:
            order[there] = order[there - 1]
            there -= 1
        order[there] = period


@making
def best_of_plain(
    shape: Shape, prepared: int, last: int, unit: Floats, best: Floats, begin: Ints, top: Floats
) -> None:
    """Do the same where begins do not matter: keep the units that are worth most while time goes back."""
    count, held, horizon = int(shape.left / shape.pace) + 1, 0, unit.shape[0]
    for instant in range(horizon - 1, prepared - 1, -1):
        place = held
        while place > 0 and top[place - 1] < unit[instant]:
            top[place] = top[place - 1]
            place -= 1
        top[place] = unit[instant]
        held = min(held + 1, count)
        best[instant], begin[instant] = -np.inf, instant
        if instant <= last:
            best[instant] = worth_of_top(shape, top, held)
    for instant in range(min(prepared, horizon) - 1, -1, -1):
        best[instant], begin[instant] = best[instant + 1], begin[instant + 1]


@making
def worth_of_top(shape: Shape, top: Floats, held: int) -> float:
    """Give the worth of the best waves, of those that are worth anything or have to be."""
    worth, left = 0.0, shape.left
    for place in range(held):
        if left <= 0.0 or (top[place] <= 0.0 and not shape.has_to_end):
            break
        worth += top[place] * min(shape.pace, left)
        left -= shape.pace
    return worth


@making
def best_count(shape: Shape, begin: int, units: Floats, orders: Ints, wave: Floats) -> tuple[float, int]:
    """Give the best worth, and the period at whose end what is needed is reached then.

    The horizon stands for never, and for always where nothing is needed. The later it is reached, the less
    waves can be worth, so that the first period that needs nothing more ends the search.
    """
    horizon = units.shape[1]
    best, found = -np.inf, horizon
    for since in range(first_reached(shape.need, begin, horizon), shape.need.last + 1):
        counts, late = counted_from(shape.need, since, horizon), price_of_delay(shape.need, since, horizon)
        free = fill_freely(shape, begin, units[counts], orders[counts], wave) - late
        if free <= best:
            break
        if not needs_more(shape, begin, since, wave):
            return free, since
        worth = fill_as_needed(shape, begin, since, units[counts], orders[counts], wave) - late
        if worth > best:
            best, found = worth, since
    return best, found


@making
def needs_more(shape: Shape, begin: int, since: int, wave: Floats) -> bool:
    """Tell whether the waves until the end of a period are fewer than what is needed by then."""
    if since >= wave.shape[0]:
        return False
    taken = 0.0
    for period in range(begin, since + 1):
        taken += wave[period]
    return taken < shape.need.share


@making
def fill_freely(shape: Shape, begin: int, unit: Floats, order: Ints, wave: Floats) -> float:
    """Set the best waves of a rollout that begins at an instant, and give their worth."""
    worth = start_waves(shape, begin, unit, wave)
    left, last = shape.left - wave[begin], unit.shape[0] - 1
    return worth + fill(shape, begin, begin, last, left, shape.has_to_end, unit, order, wave)


@making
def fill_as_needed(shape: Shape, begin: int, since: int, unit: Floats, order: Ints, wave: Floats) -> float:
    """Do the same, and take in exactly what is needed until the end of a period.

    With the share fixed there, the waves before and those after are each other's business no more.
    """
    worth = start_waves(shape, begin, unit, wave)
    need, last = shape.need.share - wave[begin], unit.shape[0] - 1
    worth += fill(shape, begin, begin, since, need, True, unit, order, wave)
    rest = shape.left - shape.need.share
    return worth + fill(shape, begin, since + 1, last, rest, shape.has_to_end, unit, order, wave)


@making
def start_waves(shape: Shape, begin: int, unit: Floats, wave: Floats) -> float:
    """Set the first wave alone, and give its worth."""
    wave[:] = 0.0
    wave[begin] = min(shape.first_wave, shape.left)
    return wave[begin] * unit[begin]


@entry
def fill(
    shape: Shape,
    begin: int,
    first: int,
    last: int,
    left: float,
    has_to: bool,
    unit: Floats,
    order: Ints,
    wave: Floats,
) -> float:
    """Add the waves between two periods that are worth most, and give their worth."""
    worth, gates = 0.0, shape.gates.shape[0]
    for period in order:
        if period < first or period > last:
            continue
        if left <= 0.0 or (unit[period] <= 0.0 and not has_to):
            break
        share = min(left, shape.pace - wave[period])
        if period < begin + gates:
            share = min(share, room_at(shape.gates, begin, period, wave))
        if share > 0.0:
            left -= share
            wave[period] += share
            worth += share * unit[period]
    return worth


@making
def room_at(gates: Floats, begin: int, period: int, wave: Floats) -> float:
    """Give the share that the gates let in during a period, after what waves take already."""
    taken, room = 0.0, np.inf
    for number in range(gates.shape[0]):
        if begin + number >= wave.shape[0]:
            break
        taken += wave[begin + number]
        if begin + number >= period:
            room = min(room, gates[number] - taken)
    return room


@entry
def waves_of_rollout(shape: Shape, terms: Terms, rollout: int, begin: int, wave: Floats) -> None:
    """Set the waves of a rollout that begins at an instant, ``NEVER`` for none."""
    wave[:] = 0.0
    if begin == NEVER:
        return
    horizon = wave.shape[0]
    units, orders = np.empty((horizon + 1, horizon)), np.empty((horizon + 1, horizon), np.int64)
    first = counted_from(shape.need, first_reached(shape.need, begin, horizon), horizon)
    set_orders(terms, rollout, first, horizon, units, orders)
    since = best_count(shape, begin, units, orders, wave)[1]
    counts = counted_from(shape.need, since, horizon)
    fill_freely(shape, begin, units[counts], orders[counts], wave)
    if needs_more(shape, begin, since, wave):
        fill_as_needed(shape, begin, since, units[counts], orders[counts], wave)
