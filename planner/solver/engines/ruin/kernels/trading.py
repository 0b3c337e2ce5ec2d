"""Sharing a sector among rollouts: waves change places where the one that comes sooner is worth more.

Measures are placed one after the other, each as soon and as large as what is left allows. So of two that are
open at the same time the first takes all, also where the next has more to gain by a part of it. Here begins,
phases and what is in are held, and waves move as long as that gains: the problem that is left is linear but
for shares that count from a threshold on, and changes in pairs come near its best.
"""

from typing import NamedTuple

import numpy as np

from planner.model import PRECISION, TOLERANCE
from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import entry, inner, making
from planner.solver.engines.placing.kernels.ledger import Ledger, copy_row
from planner.solver.engines.placing.kernels.measures import ledger_of
from planner.solver.engines.placing.kernels.paces import paced
from planner.solver.engines.placing.kernels.waves import SMALLEST_WAVE, rounded
from planner.solver.engines.placing.kernels.whole import KeptArrays, fine_of, kept_worth
from planner.solver.engines.placing.kernels.worth import plans_worth, rollout_worth
from planner.solver.engines.ruin.kernels.bounds import Bounds

FINEST = 1e9
"""Shares are kept to this part of a whole, as in ``placing``."""


class Floor(NamedTuple):
    """Room to trade in: what is left, what a trade would draw on it, and who may trade.

    ``sooner`` says what it is worth to have all of a rollout in use from each period on; from the horizon on,
    nothing. ``loss`` is what the givers lose for what they draw.
    """

    ledger: Ledger
    drawn: Floats  # as the pools of the ledger
    is_drawn: Flags
    pool: Ints
    bucket: Ints
    before: Floats  # 2 x horizon: the shares of taker and giver before a trade
    levels: Floats  # what plans are worth under each objective that came before
    moved: Floats  # the same after a trade
    sooner: Floats  # rollouts x (horizon + 1)
    counts: Ints  # how many users, givers and drawn buckets
    users: Ints
    draw: Floats  # by rollout: what all of it draws on the sector
    givers: Ints
    loss: Floats


USERS, GIVERS, BUCKETS = range(3)


class Trade(NamedTuple):
    """A wave of one rollout comes at ``then`` instead of at ``later``, one of another instead comes later.

    ``giver`` is ``NEVER`` where there is room without one.
    """

    giver: int
    taker: int
    then: int
    later: int


@entry
def trade_waves(arrays: Arrays, kept: KeptArrays, plans: Plans, bounds: Bounds) -> float:
    """Let waves change places once around where that gains; give what it gains in all."""
    floor, gained = make_floor(arrays, kept, plans), 0.0
    for sector in range(arrays.limits.capacity.shape[0]):
        find_users(arrays, floor, bounds, sector)
        for later in range(1, arrays.horizon + 1):
            for then in range(later):
                gained += come_sooner(arrays, kept, plans, floor, bounds, then, later)
    return gained


@making
def make_floor(arrays: Arrays, kept: KeptArrays, plans: Plans) -> Floor:
    """Give room to trade in, with what plans leave."""
    pools = arrays.limits.pool.shape
    levels = np.empty(kept.least.shape[0])
    for number in range(levels.shape[0]):
        levels[number] = plans_worth(arrays, kept_worth(kept, number), plans)
    count = plans.begin.shape[0]
    return Floor(
        ledger_of(arrays, plans),
        np.zeros(pools),
        np.zeros(pools, np.bool_),
        np.empty(pools[0] * pools[1], np.int64),
        np.empty(pools[0] * pools[1], np.int64),
        np.empty((2, arrays.horizon)),
        levels,
        levels.copy(),
        worth_from(arrays, plans),
        np.zeros(3, np.int64),
        np.empty(count, np.int64),
        np.zeros(count),
        np.empty(count, np.int64),
        np.empty(count),
    )


@making
def worth_from(arrays: Arrays, plans: Plans) -> Floats:
    """Give what it is worth to have all in use from each period on, where what is planned counts."""
    worth, rollouts, horizon = arrays.worth, arrays.rollouts, arrays.horizon
    sooner = np.zeros((rollouts.measure.shape[0], horizon + 1))
    for rollout in range(sooner.shape[0]):
        lasting = 0.0
        for period in range(horizon - 1, -1, -1):
            lasting += worth.steady[rollout, period]
            if plans.share[rollout, period] >= rollouts.counts_from[rollout] - TOLERANCE:
                lasting += worth.benefit[rollout, period]
            sooner[rollout, period] = lasting - worth.wave[rollout, period]
    return sooner


@inner
def find_users(arrays: Arrays, floor: Floor, bounds: Bounds, sector: int) -> None:
    """Find which free rollouts draw on a sector with their waves, and how much for all of them."""
    rollouts, counts = arrays.rollouts, floor.counts
    counts[USERS] = 0
    for rollout in range(bounds.free.shape[0]):
        floor.draw[rollout] = 0.0
        if not bounds.free[rollout]:
            continue
        for place in range(rollouts.draw_from[rollout], rollouts.other_from[rollout]):
            if rollouts.draw_pool[place] == sector:
                floor.draw[rollout] = max(floor.draw[rollout], rollouts.draw[place])
        if floor.draw[rollout] > 0.0:
            floor.users[counts[USERS]] = rollout
            counts[USERS] += 1


@inner
def find_givers(arrays: Arrays, plans: Plans, floor: Floor, then: int, later: int) -> None:
    """List who may let a wave come later, what loses least for its draw first."""
    counts = floor.counts
    counts[GIVERS] = 0
    for number in range(counts[USERS]):
        giver = floor.users[number]
        if then < plans.begin[giver] or wave_of(arrays, plans, giver, then) <= PRECISION:
            continue
        loss = (floor.sooner[giver, then] - floor.sooner[giver, later]) / floor.draw[giver]
        place = counts[GIVERS]
        while place > 0 and floor.loss[place - 1] > loss:
            floor.loss[place], floor.givers[place] = floor.loss[place - 1], floor.givers[place - 1]
            place -= 1
        floor.loss[place], floor.givers[place] = loss, giver
        counts[GIVERS] += 1


@inner
def come_sooner(
    arrays: Arrays,
    kept: KeptArrays,
    plans: Plans,
    floor: Floor,
    bounds: Bounds,
    then: int,
    later: int,
) -> float:
    """Let waves of a period come at another, into what is free or in exchange; give what it gains."""
    gained, listed = 0.0, False
    for number in range(floor.counts[USERS]):
        taker = floor.users[number]
        if then < plans.begin[taker] or wave_of(arrays, plans, taker, later) <= PRECISION:
            continue
        gain = (floor.sooner[taker, then] - floor.sooner[taker, later]) / floor.draw[taker]
        if gain <= 0.0 or room_of_taker(arrays, plans, bounds, taker, then, later) <= PRECISION:
            continue
        if not listed:
            find_givers(arrays, plans, floor, then, later)
            listed = True
        for place in range(-1, floor.counts[GIVERS]):
            giver = floor.givers[place] if place >= 0 else NEVER
            if giver == taker:
                continue
            if giver != NEVER and gain <= floor.loss[place] + TOLERANCE * abs(floor.loss[place]):
                break
            ratio = floor.draw[giver] / floor.draw[taker] if giver != NEVER else 1.0
            asked = Trade(giver, taker, then, later)
            gained += trade(arrays, kept, plans, floor, bounds, asked, ratio)
            if room_of_taker(arrays, plans, bounds, taker, then, later) <= PRECISION:
                break
    return gained


@inner
def wave_of(arrays: Arrays, plans: Plans, rollout: int, period: int) -> float:
    """Give the wave of a period; of the horizon, what is never taken in."""
    share = plans.share[rollout]
    before = share[period - 1] if period > 0 else arrays.rollouts.in_use[rollout]
    return (share[period] if period < arrays.horizon else arrays.rollouts.target[rollout]) - before


@inner
def trade(
    arrays: Arrays,
    kept: KeptArrays,
    plans: Plans,
    floor: Floor,
    bounds: Bounds,
    asked: Trade,
    ratio: float,
) -> float:
    """Trade as much as rules and ledger allow, ``ratio`` of the taker for one of the giver; give the gain.

    Where it gains nothing, all stays as it is.
    """
    giver, taker = asked.giver, asked.taker
    room = room_of_taker(arrays, plans, bounds, taker, asked.then, asked.later) / ratio
    if giver != NEVER and room > 0.0:
        room = min(room, room_of_giver(arrays, plans, bounds, asked))
    if room * ratio <= PRECISION:
        return 0.0
    draw_on(arrays, floor, taker, asked, ratio)
    if giver != NEVER:
        draw_on(arrays, floor, giver, asked, -1.0)
    room = min(room, left_for(floor))
    given = np.floor(room * FINEST) / FINEST
    taken = np.floor(given * ratio * FINEST) / FINEST  # down in both: what is taken was given
    if min(given, taken) <= TOLERANCE:  # less would get lost where shares are rounded to a target
        return 0.0
    gain = move(arrays, plans, floor, taker, asked, taken, 0)
    if giver != NEVER:
        gain += move(arrays, plans, floor, giver, asked, -given, 1)
    gain -= more_to_pay(arrays, kept, plans, floor, asked)
    if gain <= TOLERANCE * abs(floor.sooner[taker, asked.then] * taken):
        copy_row(floor.before[0], plans.share[taker])
        if giver != NEVER:
            copy_row(floor.before[1], plans.share[giver])
        return 0.0
    copy_row(floor.moved, floor.levels)
    book(arrays, plans, floor, taker, asked, 0)
    if giver != NEVER:
        book(arrays, plans, floor, giver, asked, 1)
    return gain


@inner
def room_of_taker(arrays: Arrays, plans: Plans, bounds: Bounds, taker: int, then: int, later: int) -> float:
    """Give how much of a wave may come sooner: by its pace, its gates and what it follows."""
    rollouts, links, share = arrays.rollouts, arrays.links, plans.share[taker]
    before = share[then - 1] if then > 0 else rollouts.in_use[taker]
    room = wave_of(arrays, plans, taker, later)
    most = min(rollouts.pace[taker], paced(rollouts, taker, before))
    room = min(room, most - wave_of(arrays, plans, taker, then))
    for period in range(then, later):
        room = min(room, bounds.high[taker, period] - share[period])
        for place in range(links.ahead_from[taker], links.ahead_from[taker + 1]):
            ahead = links.ahead[place]
            had = plans.share[ahead, period - 1] if period > 0 else rollouts.in_use[ahead]
            room = min(room, had + links.accepted[place] - share[period])
    return min(room, room_between(arrays, plans, taker, then, later))


@inner
def room_between(arrays: Arrays, plans: Plans, taker: int, then: int, later: int) -> float:
    """Give how much more may be in use before the waves that come after, where the pace falls."""
    rollouts, share, room = arrays.rollouts, plans.share[taker], np.inf
    for line in range(rollouts.line_from[taker], rollouts.line_from[taker + 1]):
        slope = rollouts.line_slope[line]
        if slope >= 0.0:
            continue
        last = min(later + (slope < -1.0), arrays.horizon)
        for period in range(then + 1, last):
            wave = share[period] - share[period - 1]
            if wave > 0.0:
                left = rollouts.line_level[line] + slope * share[period - 1] - wave
                room = min(room, left / -slope)
    return max(0.0, room)


@inner
def room_of_giver(arrays: Arrays, plans: Plans, bounds: Bounds, asked: Trade) -> float:
    """Give how much of a wave may come later: by what must be reached, by its pace and by who follows it."""
    rollouts, giver, share = arrays.rollouts, asked.giver, plans.share[asked.giver]
    room = wave_of(arrays, plans, giver, asked.then)
    if follows(arrays, asked.taker, giver):
        return 0.0
    if asked.then == plans.begin[giver]:
        room -= max(rollouts.first_wave[giver], SMALLEST_WAVE)
    if asked.later < arrays.horizon:
        most = min(rollouts.pace[giver], paced(rollouts, giver, share[asked.later - 1]))
        room = min(room, most - wave_of(arrays, plans, giver, asked.later))
    for period in range(asked.then, asked.later):
        room = min(room, share[period] - bounds.low[giver, period])
        if period + 1 < arrays.horizon:
            for place in range(bounds.behind_from[giver], bounds.behind_from[giver + 1]):
                behind = plans.share[bounds.behind[place], period + 1]
                room = min(room, share[period] + bounds.accepted[place] - behind)
    return room


@inner
def follows(arrays: Arrays, rollout: int, ahead: int) -> bool:
    """Tell whether a rollout follows another, so that the two do not change places."""
    links = arrays.links
    for place in range(links.ahead_from[rollout], links.ahead_from[rollout + 1]):
        if links.ahead[place] == ahead:
            return True
    return False


@inner
def draw_on(arrays: Arrays, floor: Floor, rollout: int, asked: Trade, times: float) -> None:
    """Add what a trade of so much of a rollout draws on the pools."""
    rollouts = arrays.rollouts
    for place in range(rollouts.draw_from[rollout], rollouts.other_from[rollout]):
        amount = times * rollouts.draw[place]
        add_drawn(arrays, floor, place, asked.then, amount)
        if asked.later < arrays.horizon:
            add_drawn(arrays, floor, place, asked.later, -amount)


@inner
def add_drawn(arrays: Arrays, floor: Floor, place: int, period: int, amount: float) -> None:
    """Add to what is drawn by a wave of a period, and remember the bucket."""
    pool, bucket = arrays.rollouts.draw_pool[place], bucket_of(arrays, place, period)
    if bucket == NEVER:
        return
    if not floor.is_drawn[pool, bucket]:
        floor.is_drawn[pool, bucket] = True
        floor.pool[floor.counts[BUCKETS]], floor.bucket[floor.counts[BUCKETS]] = pool, bucket
        floor.counts[BUCKETS] += 1
    floor.drawn[pool, bucket] += amount


@inner
def bucket_of(arrays: Arrays, place: int, period: int) -> int:
    """Give the bucket on which a wave of a period draws."""
    return arrays.limits.bucket[arrays.rollouts.draw_lane[place], period]


@inner
def left_for(floor: Floor) -> float:
    """Give how many times what is drawn fits into what is left, and forget what is drawn."""
    times = np.inf
    for number in range(floor.counts[BUCKETS]):
        pool, bucket = floor.pool[number], floor.bucket[number]
        drawn = floor.drawn[pool, bucket]
        if drawn > PRECISION:
            times = min(times, max(0.0, floor.ledger.pool[pool, bucket]) / drawn)
        floor.drawn[pool, bucket], floor.is_drawn[pool, bucket] = 0.0, False
    floor.counts[BUCKETS] = 0
    return times


@inner
def move(
    arrays: Arrays, plans: Plans, floor: Floor, rollout: int, asked: Trade, amount: float, row: int
) -> float:
    """Let so much more be in use between the two periods; give what that gains."""
    share = plans.share[rollout]
    copy_row(share, floor.before[row])
    for period in range(asked.then, asked.later):
        share[period] = rounded(share[period] + amount, arrays.rollouts.full_target[rollout])
    before = rollout_worth(arrays, arrays.worth, floor.before[row], rollout)
    return rollout_worth(arrays, arrays.worth, share, rollout) - before


@inner
def more_to_pay(arrays: Arrays, kept: KeptArrays, plans: Plans, floor: Floor, asked: Trade) -> float:
    """Give what a trade makes plans pay more for what they miss; infinity where they no longer keep all."""
    more = 0.0
    for number in range(kept.least.shape[0]):
        worth, gain = kept_worth(kept, number), 0.0
        for row, rollout in enumerate((asked.taker, asked.giver)):
            if rollout != NEVER:
                gain += rollout_worth(arrays, worth, plans.share[rollout], rollout)
                gain -= rollout_worth(arrays, worth, floor.before[row], rollout)
        floor.moved[number] = floor.levels[number] + gain
        if gain < 0.0 and kept.price[number] == np.inf and floor.moved[number] < kept.least[number]:
            return np.inf
        more += fine_of(kept, number, floor.moved[number]) - fine_of(kept, number, floor.levels[number])
    return more


@inner
def book(arrays: Arrays, plans: Plans, floor: Floor, rollout: int, asked: Trade, row: int) -> None:
    """Take what a trade draws, by how the waves of its two periods have changed."""
    rollouts, pools = arrays.rollouts, floor.ledger.pool
    before, share, last = floor.before[row], plans.share[rollout], asked.later - 1
    sooner, later = share[asked.then] - before[asked.then], before[last] - share[last]
    for place in range(rollouts.draw_from[rollout], rollouts.other_from[rollout]):
        pool, draw = rollouts.draw_pool[place], rollouts.draw[place]
        bucket = bucket_of(arrays, place, asked.then)
        if bucket != NEVER:
            pools[pool, bucket] -= draw * sooner
        bucket = bucket_of(arrays, place, asked.later) if asked.later < arrays.horizon else NEVER
        if bucket != NEVER:
            pools[pool, bucket] -= draw * later
