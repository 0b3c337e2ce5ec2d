"""The best waves of one rollout whose pace falls as more is in use.

What is taken in early then costs pace later, so that filling the periods worth most first is not best.
Backwards in time, what the waves still to come are worth is a function of the share in use that is concave
and in straight pieces: the most of ``u x + G(x)`` over the shares ``x`` from what is in use up to what pace,
gate and target leave. Its top, held between these two, is the best share to go to. What must be reached by
some time is where the function begins. Shares here are those above what is in use at the status date.
"""

from typing import NamedTuple

import numpy as np

from planner.model import BEYOND_TOLERANCE, PRECISION
from planner.solver.arrays.arrays import NEVER, Floats, Ints, RolloutArrays
from planner.solver.arrays.jit import entry, inner, making
from planner.solver.engines.pricing.kernels.concave import (
    Curve,
    Lines,
    begin_at,
    copy_curve,
    end_at,
    largest_wave,
    room_for,
    step_back,
    top_of,
    worth_at,
)
from planner.solver.engines.pricing.kernels.needs import Need, first_reached, need_of, price_of_delay
from planner.solver.engines.pricing.kernels.relaxed import PricedFacts, Terms
from planner.solver.engines.pricing.kernels.waves import set_units


class Fall(NamedTuple):
    """What limits the waves of one rollout whose pace falls.

    ``gates`` is one gate at the target where there are none, and ``least`` what must be reached in the end.
    """

    lines: Lines
    left: float
    least: float
    first_wave: float
    gates: Floats
    need: Need


class Path(NamedTuple):
    """By period: the best share, were all open, and the least and the largest that are."""

    top: Floats
    low: Floats
    high: Floats


class Slate(NamedTuple):
    """Room to work in: the curve that all begins share, that of one begin behind its gates, and its path."""

    curve: Curve
    own: Curve
    path: Path
    unit: Floats
    worth: Floats


@entry
def best_of_falling(
    rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, best: Floats, begin: Ints
) -> None:
    """Do what ``best_of_rollouts`` does for the rollouts whose pace falls."""
    count, horizon = terms.wave.shape
    best_worth = np.empty(horizon)
    for rollout in range(count):
        if rollouts.line_from[rollout] == rollouts.line_from[rollout + 1]:
            continue
        fall = fall_of(rollouts, facts, terms, rollout)
        slate = slate_for(fall, horizon)
        best_worth[:] = -np.inf
        for since in range(first_reached(fall.need, 0, horizon), fall.need.last + 1):
            set_worths(fall, terms, rollout, since, NEVER, slate)
            late = price_of_delay(fall.need, since, horizon)
            for instant in range(horizon):
                best_worth[instant] = max(best_worth[instant], slate.worth[instant] - late)
        pin, prepared, last = rollouts.pin[rollout], rollouts.prepared[rollout], facts.last_begin[rollout]
        never = -price_of_delay(fall.need, horizon, horizon)
        best[rollout, horizon] = never if facts.may_be_empty[rollout] else -np.inf
        begin[rollout, horizon] = NEVER
        for instant in range(horizon - 1, -1, -1):
            best[rollout, instant] = best[rollout, instant + 1]
            begin[rollout, instant] = begin[rollout, instant + 1]
            if not prepared <= instant <= last or (pin != NEVER and pin != instant):
                continue
            worth = best_worth[instant] + terms.begin[rollout, instant]
            if worth > best[rollout, instant]:
                best[rollout, instant], begin[rollout, instant] = worth, instant


@making
def waves_of_falling(
    rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, rollout: int, begin: int, wave: Floats
) -> None:
    """Set the waves of a rollout that begins at an instant, ``NEVER`` for none."""
    wave[:] = 0.0
    if begin == NEVER:
        return
    horizon = wave.shape[0]
    fall = fall_of(rollouts, facts, terms, rollout)
    slate = slate_for(fall, horizon)
    best, found = -np.inf, horizon
    for since in range(first_reached(fall.need, begin, horizon), fall.need.last + 1):
        set_worths(fall, terms, rollout, since, begin, slate)
        worth = slate.worth[begin] - price_of_delay(fall.need, since, horizon)
        if worth > best:
            best, found = worth, since
    set_worths(fall, terms, rollout, found, begin, slate)
    follow(fall, slate.path, begin, wave)


@inner
def follow(fall: Fall, path: Path, begin: int, wave: Floats) -> None:
    """Set the waves that go to the best share of each period, as far as they can."""
    share = 0.0
    for period in range(begin, wave.shape[0]):
        asked = max(path.top[period], path.low[period], fall.first_wave if period == begin else share)
        reached = max(share, min(asked, share + largest_wave(fall.lines, share), path.high[period]))
        wave[period] = reached - share
        share = reached


@making
def fall_of(rollouts: RolloutArrays, facts: PricedFacts, terms: Terms, rollout: int) -> Fall:
    """Give what limits the waves of a rollout."""
    first, last = rollouts.line_from[rollout], rollouts.line_from[rollout + 1]
    in_use, left = rollouts.in_use[rollout], facts.left[rollout]
    slope = rollouts.line_slope[first:last]
    level = rollouts.line_level[first:last] + slope * in_use
    gates = facts.gate_room[rollouts.gate_from[rollout] : rollouts.gate_from[rollout + 1]]
    if gates.shape[0] == 0:
        gates = np.full(1, left)
    # as much may be missing of the target as the judge lets pass
    least = max(0.0, left - BEYOND_TOLERANCE * (left + in_use)) if facts.has_to_end[rollout] else 0.0
    return Fall(
        Lines(level, slope),
        left,
        least,
        min(rollouts.first_wave[rollout], left),
        gates,
        need_of(facts, terms, rollout),
    )


@making
def slate_for(fall: Fall, horizon: int) -> Slate:
    """Give room for the curves of a rollout."""
    lines = fall.lines.level.shape[0]
    path = Path(np.empty(horizon), np.empty(horizon), np.empty(horizon))
    return Slate(
        room_for(lines, horizon), room_for(lines, horizon), path, np.empty(horizon + 1), np.empty(horizon)
    )


@entry
def set_worths(fall: Fall, terms: Terms, rollout: int, since: int, watched: int, slate: Slate) -> None:
    """Set what the best waves after each begin are worth, where what is needed is reached by a period's end.

    Minus infinity where a begin does not reach what it must, or what it needs by then. What a delay costs is
    left to the caller. With a begin that is ``watched``, the path is its own, and no other is looked at.
    """
    horizon, gates = slate.worth.shape[0], fall.gates.shape[0]
    set_units(terms.steady[rollout], terms.benefit[rollout], terms.wave[rollout], since, slate.unit[:horizon])
    slate.unit[horizon] = 0.0
    slate.worth[:] = -np.inf
    curve = slate.curve
    count = start_at_the_end(fall, curve)
    for after in range(horizon, 0, -1):
        # of the curve, all waves from this period on are worked in, and no gate is
        last = after - gates if after < horizon else horizon - 1
        for begin in range(max(0, after - gates), last + 1):
            if (watched == NEVER or watched == begin) and first_reached(fall.need, begin, horizon) <= since:
                copy_curve(curve, slate.own, count)
                slate.worth[begin] = worth_behind_gates(fall, slate, begin, after, since, count)
        if after - gates <= watched:
            return
        count = add_wave(fall, slate, curve, after - 1, since, fall.left, count)
        count = step_back(fall.lines, curve, count)


@inner
def start_at_the_end(fall: Fall, curve: Curve) -> int:
    """Write what shares at the end of the horizon are worth to waves after it: nothing; count the points."""
    curve.share[0], curve.worth[0] = fall.least, 0.0
    curve.share[1], curve.worth[1] = fall.left, 0.0
    return 2 if fall.left > fall.least else 1


@inner
def worth_behind_gates(fall: Fall, slate: Slate, begin: int, after: int, since: int, count: int) -> float:
    """Give what a begin is worth, of the curve after its last gate."""
    for period in range(after - 1, begin, -1):
        count = add_wave(fall, slate, slate.own, period, since, fall.gates[period - begin], count)
        count = step_back(fall.lines, slate.own, count)
    count = add_wave(fall, slate, slate.own, begin, since, fall.gates[0], count)
    path = slate.path
    most = min(largest_wave(fall.lines, 0.0), path.high[begin])
    if count == 0 or path.low[begin] > most + PRECISION:
        return -np.inf
    return worth_at(slate.own, count, min(max(path.top[begin], path.low[begin], fall.first_wave), most))


@inner
def add_wave(fall: Fall, slate: Slate, curve: Curve, period: int, since: int, most: float, count: int) -> int:
    """Work in what the shares at the end of a period earn, and how large they may and must be."""
    count = end_at(curve, count, most, PRECISION)
    if period == since:
        count = begin_at(curve, count, fall.need.share, PRECISION)
    earned = slate.unit[period] - slate.unit[period + 1]
    for place in range(count):
        curve.worth[place] += earned * curve.share[place]
    if count > 0:
        slate.path.low[period], slate.path.high[period] = curve.share[0], curve.share[count - 1]
        slate.path.top[period] = curve.share[top_of(curve, count)]
    return count
