"""Placing the waves of one rollout: as early and as large as rules and ledger allow, where it pays."""

import numpy as np

from planner.model import ALMOST, PRECISION, TOLERANCE
from planner.solver.arrays.arrays import (
    FAR,
    NEVER,
    ON_BEGIN,
    ON_OPEN,
    Arrays,
    Flags,
    Plans,
    WorthArrays,
)
from planner.solver.arrays.jit import inner, part
from planner.solver.engines.placing.kernels.adapting import (
    drop_adaptation,
    is_worth_it,
    move_to_best,
    place_adaptation,
)
from planner.solver.engines.placing.kernels.ledger import Ledger, book_rollout, copy_row
from planner.solver.engines.placing.kernels.links import (
    BY_LINK,
    END_AFTER,
    END_BY,
    START_AFTER,
    START_BY,
    Desk,
    blame_link,
)
from planner.solver.engines.placing.kernels.paces import paced
from planner.solver.engines.placing.kernels.promises import (
    is_due,
    keeps_promises,
    may_be_empty,
    must_begin,
    must_end,
)
from planner.solver.engines.placing.kernels.spread import SPREAD, book_wave, give_back, left_by_others
from planner.solver.engines.placing.kernels.worth import rollout_worth

SMALLEST_WAVE = TOLERANCE
"""Share below which nobody is taken in: what is left of a full sector is not worth a begin."""
END_FIRST, SOON_LAST = 1e6, 1e-6
"""Weights of reaching a target that must be reached, above any worth, and of being early, below any."""


@part
def place_rollout(
    arrays: Arrays,
    worth: WorthArrays,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    rollout: int,
    earliest: int,
    wanted: Flags,
    spare: bool,
) -> bool:
    """Plan and book the waves of a rollout; tell whether it reaches and keeps what it must.

    Where it fails, nothing is booked. One that is ``spare`` and need not be is left empty where it is not
    worth its adaptation.
    """
    phase = arrays.rollouts.adaptation[rollout]
    if phase != NEVER:
        desk.floor[phase] = 0
    lower_ceiling(arrays, plans, desk, rollout)
    return place_below_ceiling(arrays, worth, ledger, plans, desk, rollout, earliest, wanted, spare)


@inner
def place_below_ceiling(
    arrays: Arrays,
    worth: WorthArrays,
    ledger: Ledger,
    plans: Plans,
    desk: Desk,
    rollout: int,
    earliest: int,
    wanted: Flags,
    spare: bool,
) -> bool:
    """Plan and book waves whose shares stay below the ceiling on the desk, as ``place_rollout`` does.

    The adaptation before them starts at its floor on the desk or later.
    """
    rollouts, window = arrays.rollouts, desk.rollouts[rollout]
    if window[END_AFTER] > arrays.horizon or rollouts.pin[rollout] == FAR:
        return False
    adapted = place_adaptation(arrays, ledger, plans, desk, rollout)
    largest_waves(arrays, ledger, desk, rollout)
    must = must_end(arrays, rollout) or window[END_BY] < arrays.horizon
    first = max(earliest, window[START_AFTER], rollouts.prepared[rollout], adapted)
    last = min(arrays.horizon - 1, window[START_BY])
    if rollouts.pin[rollout] != NEVER:
        pin = rollouts.pin[rollout]
        if not first <= pin <= last:
            blame_link(desk, window[BY_LINK], pin - last)
            drop_adaptation(arrays, ledger, plans, rollout)
            return False
        first = last = pin
    plans.share[rollout, :] = rollouts.in_use[rollout]
    # compiled twice, with and without what only waves that draw on each other's periods ask for
    if rollouts.spread_from[rollout] < rollouts.meets_from[rollout]:
        begin = best_begin(arrays, worth, ledger, desk, rollout, first, last, must, wanted, SPREAD)
    else:
        begin = best_begin(arrays, worth, ledger, desk, rollout, first, last, must, wanted, None)
    plans.begin[rollout] = begin
    if plans.begin[rollout] != NEVER:
        copy_row(desk.best, plans.share[rollout])
    is_spare = spare and may_be_empty(arrays, desk, rollout, must)
    if is_spare and not is_worth_it(arrays, worth, plans, desk, rollout):
        plans.begin[rollout], plans.share[rollout, :] = NEVER, rollouts.in_use[rollout]
    if plans.begin[rollout] == NEVER:
        drop_adaptation(arrays, ledger, plans, rollout)
    if not keeps_promises(arrays, plans, desk, rollout, must):
        blame_link(desk, window[BY_LINK], 1)
        drop_adaptation(arrays, ledger, plans, rollout)
        return False
    book_rollout(arrays, ledger, plans, rollout, 1.0)
    move_to_best(arrays, worth, ledger, plans, rollout)
    return True


@inner
def lower_ceiling(arrays: Arrays, plans: Plans, desk: Desk, rollout: int) -> None:
    """Write the largest share per period that the target, links and the rollouts ahead allow."""
    rollouts, links = arrays.rollouts, arrays.links
    desk.ceiling[:] = rollouts.target[rollout]
    held = min(desk.rollouts[rollout, END_AFTER] - 1, arrays.horizon)
    for period in range(held):
        most = rollouts.full_target[rollout] - rollouts.last_unit[rollout]
        desk.ceiling[period] = min(desk.ceiling[period], most)
    for place in range(links.ahead_from[rollout], links.ahead_from[rollout + 1]):
        ahead = links.ahead[place]
        had = rollouts.in_use[ahead]
        for period in range(arrays.horizon):
            desk.ceiling[period] = min(desk.ceiling[period], had + links.accepted[place])
            had = plans.share[ahead, period]


@inner
def largest_waves(arrays: Arrays, ledger: Ledger, desk: Desk, rollout: int) -> None:
    """Write the largest wave per period that the pace and pools leave; -1 where the rollout cannot be open.

    What waves of other periods draw on too is left to ``left_by_itself`` and ``left_by_others``, a pace that
    falls to ``paced``.
    """
    rollouts = arrays.rollouts
    desk.wave[:] = rollouts.pace[rollout]
    for place in range(rollouts.draw_from[rollout], rollouts.spread_from[rollout]):
        pool, amount = rollouts.draw_pool[place], rollouts.draw[place]
        for period in range(arrays.horizon):
            desk.wave[period] = min(desk.wave[period], ledger.pool[pool, period] / amount)
    for period in range(arrays.horizon):
        desk.wave[period] = max(0.0, desk.wave[period])
    for place in range(rollouts.other_from[rollout], rollouts.draw_from[rollout + 1]):
        if rollouts.drawn_for[place] == ON_OPEN:
            close_what_is_full(arrays, ledger, desk, place)


@inner
def close_what_is_full(arrays: Arrays, ledger: Ledger, desk: Desk, place: int) -> None:
    """Write -1 for periods in which nothing is left of what a rollout draws while it is open."""
    rollouts = arrays.rollouts
    pool, least = rollouts.draw_pool[place], rollouts.draw[place] - PRECISION
    for period in range(arrays.horizon):
        bucket = arrays.limits.bucket[rollouts.draw_lane[place], period]
        if bucket != NEVER and ledger.pool[pool, bucket] < least:
            desk.wave[period] = -1.0


@inner
def best_begin(
    arrays: Arrays,
    worth: WorthArrays,
    ledger: Ledger,
    desk: Desk,
    rollout: int,
    first: int,
    last: int,
    must: bool,
    wanted: Flags,
    spread: bool | None,
) -> int:
    """Write the shares of the first begin that works, and give it; NEVER when none does.

    Where rollouts are counted whole, or a share is due, a later begin may reach more: there, the one that
    reaches what it must and is worth most.
    """
    rollouts = arrays.rollouts
    only_first = not rollouts.opens[rollout]
    begin, best = NEVER, -np.inf
    for trial in range(first, last + 1):
        if not take_in(arrays, ledger, desk, rollout, trial, must, wanted, spread):
            continue
        if only_first:
            copy_row(desk.share, desk.best)
            return trial
        reached = desk.share[-1] if must else 0.0
        found = END_FIRST * reached + rollout_worth(arrays, worth, desk.share, rollout)
        found += SOON_LAST * desk.share.sum()
        if found > best:
            begin, best = trial, found
            copy_row(desk.share, desk.best)
    return begin


@inner
def take_in(
    arrays: Arrays,
    ledger: Ledger,
    desk: Desk,
    rollout: int,
    begin: int,
    must: bool,
    wanted: Flags,
    spread: bool | None,
) -> bool:
    """Write the shares of a rollout that begins at an instant; false when its first wave is too small.

    ``SPREAD`` where its waves draw on each other's periods: each is booked until all are known.
    """
    rollouts = arrays.rollouts
    share, target = rollouts.in_use[rollout], rollouts.full_target[rollout]
    gates = rollouts.gate_from[rollout + 1] - rollouts.gate_from[rollout]
    least = max(rollouts.first_wave[rollout] - PRECISION, min(SMALLEST_WAVE, target - share))
    meets = rollouts.meets_from[rollout] < rollouts.other_from[rollout]
    left, until = np.inf, begin if meets else NEVER
    desk.share[:begin], end = share, begin
    falls = rollouts.line_from[rollout] < rollouts.line_from[rollout + 1]
    if rollouts.begins[rollout] and not may_begin(arrays, ledger, rollout, begin):
        return False
    for period in range(begin, arrays.horizon):
        number = period - begin
        most = desk.ceiling[period]
        if number < gates:
            most = min(most, rollouts.gate[rollouts.gate_from[rollout] + number])
        wave = min(most - share, desk.wave[period])
        if falls:
            wave = min(wave, paced(rollouts, rollout, share))
        if desk.wave[period] < 0.0:
            if number == 0:
                return False
            break
        if number == 0 and wave < least:
            return False
        if period == until:
            left, until = left_by_itself(arrays, ledger, desk, rollout, period, share)
        wave = min(wave, left)
        if spread is not None:
            wave = min(wave, left_by_others(arrays, ledger, rollout, period))
        pays = must or wanted[period] or is_due(arrays, rollout, period, share)
        if not pays and (number > 0 or not must_begin(arrays, desk, rollout)):
            wave = 0.0
        if number == 0 and wave < least:
            return False
        if wave >= PRECISION:
            grown = rounded(share + wave, target)
            left -= grown - share
            if spread is not None:
                book_wave(arrays, ledger, rollout, period, grown - share)
            share = grown
        desk.share[period], end = share, period + 1
        if share >= target:
            break
    desk.share[end:] = share
    if spread is not None:
        give_back(arrays, ledger, desk, rollout, begin, end)
    return True


@inner
def may_begin(arrays: Arrays, ledger: Ledger, rollout: int, begin: int) -> bool:
    """Tell whether pools carry that a rollout begins at an instant."""
    rollouts = arrays.rollouts
    for place in range(rollouts.other_from[rollout], rollouts.draw_from[rollout + 1]):
        if rollouts.drawn_for[place] == ON_BEGIN:
            bucket, least = (
                arrays.limits.bucket[rollouts.draw_lane[place], begin],
                rollouts.draw[place] - PRECISION,
            )
            if bucket != NEVER and ledger.pool[rollouts.draw_pool[place], bucket] < least:
                return False
    return True


@inner
def left_by_itself(
    arrays: Arrays, ledger: Ledger, desk: Desk, rollout: int, period: int, share: float
) -> tuple[float, int]:
    """Give the largest wave that shared buckets leave, with the waves before it, and until when that holds.

    A wave draws the same share on each of them: until one of them ends, less is left by what is taken in.
    """
    rollouts, limits = arrays.rollouts, arrays.limits
    wave, until = np.inf, arrays.horizon
    for place in range(rollouts.meets_from[rollout], rollouts.other_from[rollout]):
        lane = rollouts.draw_lane[place]
        until = min(until, limits.until[lane, period])
        bucket = limits.bucket[lane, period]
        if bucket != NEVER:
            since = limits.since[lane, period]
            taken = share - (desk.share[since - 1] if since > 0 else rollouts.in_use[rollout])
            wave = min(wave, ledger.pool[rollouts.draw_pool[place], bucket] / rollouts.draw[place] - taken)
    return wave, until


@inner
def rounded(share: float, target: float) -> float:
    """Round a share to nine decimals; near the target, it is the target."""
    cleaned = np.rint(share * 1e9) / 1e9
    return target if target - cleaned < ALMOST else cleaned
