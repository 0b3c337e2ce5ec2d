"""What each decision of a measure is worth when everything it shares with others is priced."""

import numpy as np

from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    NEVER,
    SHARE,
    START_OF_PHASE,
    Arrays,
    Floats,
    Ints,
    LinkArrays,
    ModeArrays,
    RolloutArrays,
    WorthArrays,
)
from planner.solver.arrays.jit import entry, making
from planner.solver.engines.pricing.kernels.draws import per_wave
from planner.solver.engines.pricing.kernels.relaxed import Multipliers, PricedPlaces, Rows, Terms


def set_terms(arrays: Arrays, worth: WorthArrays, rows: Rows, prices: Multipliers, terms: Terms) -> None:
    """Work out what everything is worth at some prices."""
    terms.inside[:] = worth.inside
    terms.outside[:] = worth.outside
    terms.end[:] = worth.end
    terms.finish[:] = worth.finish
    terms.begin[:] = 0.0
    terms.late[:] = worth.late
    # Kernels get no more than they use: with all arrays at once they take a minute to compile.
    limits, links = arrays.limits, arrays.links
    price_phases(arrays.modes, limits.bucket, worth.mode, prices.pool, terms.start)
    price_rollouts(arrays.rollouts, limits.bucket, worth, prices, terms)
    places = PricedPlaces(arrays.phases.mode_from, arrays.modes.periods, arrays.measures.decided)
    price_links(links, places, arrays.rollouts.measure, rows, prices.link, terms)
    price_follow(links.ahead, rows, prices.follow, terms.steady)
    price_choices(rows, prices.choice, terms.inside)


@entry
def price_phases(modes: ModeArrays, bucket: Ints, worth: Floats, price: Floats, start_worth: Floats) -> None:
    """Take from each start what the phase draws on pools."""
    horizon = bucket.shape[1]
    spent, at_start = np.empty(horizon + 1), np.empty(horizon + 1)
    for mode in range(worth.shape[0]):
        spent[0] = at_start[horizon] = 0.0
        for period in range(horizon):
            paid, at_start[period] = 0.0, 0.0
            for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
                paid += modes.demand[place] * price[modes.demand_sector[place], period]
            for place in range(modes.spend_from[mode], modes.spend_from[mode + 1]):
                at = bucket[modes.spend_lane[place], period]
                if at != NEVER:
                    each = price[modes.spend_pool[place], at]
                    paid += modes.spend[place] * each
                    at_start[period] += modes.spend_at_start[place] * each
            spent[period + 1] = spent[period] + paid
        for start in range(horizon + 1 - modes.periods[mode]):
            running = spent[start + modes.periods[mode]] - spent[start]
            start_worth[mode, start] = worth[mode, start] - running - at_start[start]


@entry
def price_rollouts(
    rollouts: RolloutArrays, bucket: Ints, worth: WorthArrays, prices: Multipliers, terms: Terms
) -> None:
    """Give what shares earn, and take from each wave what it draws on pools."""
    horizon = bucket.shape[1]
    for rollout in range(terms.wave.shape[0]):
        counts_at_once = rollouts.counts_from[rollout] <= rollouts.in_use[rollout]
        for period in range(horizon):
            paid = 0.0
            for place in range(rollouts.draw_from[rollout], rollouts.draw_from[rollout + 1]):
                at = bucket[rollouts.draw_lane[place], period]
                if at != NEVER:
                    paid += per_wave(rollouts, rollout, place) * prices.pool[rollouts.draw_pool[place], at]
            terms.wave[rollout, period] = -worth.wave[rollout, period] - paid
            benefit = worth.benefit[rollout, period]
            terms.steady[rollout, period] = worth.steady[rollout, period]
            if counts_at_once:
                terms.steady[rollout, period] += benefit
            terms.benefit[rollout, period] = 0.0 if counts_at_once else max(0.0, benefit)
        due = rollouts.due[rollout]
        if 1 <= due <= horizon:  # the measure is charged for its deadline, and paid as it gets there
            asked = rollouts.due_share[rollout] - rollouts.in_use[rollout]
            terms.steady[rollout, due - 1] += prices.due[rollout]
            terms.inside[rollouts.measure[rollout]] -= prices.due[rollout] * asked


@entry
def price_links(
    links: LinkArrays, places: PricedPlaces, measure_of: Ints, rows: Rows, prices: Floats, terms: Terms
) -> None:
    """Charge successors for each instant from which they have come, and pay predecessors."""
    horizon = prices.shape[1] - 1
    since = np.empty(horizon + 2)
    for link in range(prices.shape[0]):
        if not rows.timed[link]:
            continue
        since[horizon + 1] = 0.0
        for instant in range(horizon, -1, -1):
            since[instant] = since[instant + 1] + prices[link, instant]
        if since[0] == 0.0:
            continue
        price_point(places, terms, links.to_point[link], links.to_index[link], 0, -1.0, since)
        point, index, lag = links.from_point[link], links.from_index[link], links.lag[link]
        if point != END_OF_ROLLOUT:
            price_point(places, terms, point, index, lag, 1.0, since)
        elif index != NEVER:
            last = horizon if links.kind[link] == SHARE else horizon - 1
            pay_for_shares(prices[link], rows.part[link], lag, last, terms.steady[index])
            if last < horizon:  # an unfinished rollout counts as ended then, but not as having a share
                terms.inside[measure_of[index]] += since[max(0, min(horizon + lag, horizon + 1))]


@making
def price_point(
    places: PricedPlaces, terms: Terms, point: int, index: int, lag: int, sign: float, since: Floats
) -> None:
    """Add to every instant of a point the price of all instants from it, plus the lag, on."""
    end = since.shape[0] - 1
    if point == START_OF_PHASE or point == END_OF_PHASE:
        for mode in range(places.mode_from[index], places.mode_from[index + 1]):
            after = lag + (places.periods[mode] if point == END_OF_PHASE else 0)
            for start in range(end - places.periods[mode]):
                terms.start[mode, start] += sign * since[max(0, min(start + after, end))]
    elif point == BEGIN_OF_ROLLOUT:
        for begin in range(end - 1):
            terms.begin[index, begin] += sign * since[max(0, min(begin + lag, end))]
    elif point == DECISION and places.decided[index] != NEVER:
        instant = places.decided[index] + lag
        terms.inside[index] += sign * since[max(0, min(instant, end))]


@making
def pay_for_shares(prices: Floats, part: float, lag: int, last: int, steady: Floats) -> None:
    """Pay a predecessor's rollout for the part that is reached, at each instant less the lag."""
    for instant in range(1, last + 1):
        if 0 <= instant + lag < prices.shape[0]:
            steady[instant - 1] += prices[instant + lag] / part


@entry
def price_follow(ahead: Ints, rows: Rows, prices: Floats, steady: Floats) -> None:
    """Charge rollouts for what they have, and pay those they follow for what they had the period before."""
    for follow in range(rows.follower.shape[0]):
        for period in range(steady.shape[1]):
            steady[rows.follower[follow], period] -= prices[follow, period]
            if period > 0:
                steady[ahead[follow], period - 1] += prices[follow, period]


@entry
def price_choices(rows: Rows, prices: Floats, inside: Floats) -> None:
    """Charge measures that are in for what they count in rows over selection."""
    for row in range(rows.most.shape[0]):
        for place in range(rows.choice_from[row], rows.choice_from[row + 1]):
            inside[rows.choice_measure[place]] -= rows.factor[place] * prices[row]


def sum_of_limits(arrays: Arrays, rows: Rows, prices: Multipliers) -> float:
    """Give what all that is limited would cost at some prices."""
    total = _cost_of(arrays.limits.pool, prices.pool)
    return total + float(rows.room @ prices.follow.sum(axis=1)) + float(rows.most @ prices.choice)


def _cost_of(limits: Floats, prices: Floats) -> float:
    """Give what the finite ones of some limits would cost."""
    return float((np.where(np.isfinite(limits), limits, 0.0) * prices).sum())
