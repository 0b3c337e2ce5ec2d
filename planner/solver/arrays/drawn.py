"""Pools as arrays: what modes and rollouts draw on them, through which lanes, and their limits."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from planner.model import GroupRule
from planner.problem import Amount, Draws, Resource
from planner.solver.arrays.arrays import (
    ALL_OR_NONE,
    AT_LEAST,
    AT_MOST_ONE,
    EXACTLY_ONE,
    NEVER,
    ON_BEGIN,
    ON_OPEN,
    ON_WAVE,
    Ints,
    LimitArrays,
)
from planner.solver.arrays.numbered import Numbered, flags, ints, places

_GROUP_RULES = {
    GroupRule.EXACTLY_ONE: EXACTLY_ONE,
    GroupRule.AT_MOST_ONE: AT_MOST_ONE,
    GroupRule.AT_LEAST: AT_LEAST,
    GroupRule.ALL_OR_NONE: ALL_OR_NONE,
}
DRAWN_FOR = {Draws.WAVE: ON_WAVE, Draws.BEGIN: ON_BEGIN, Draws.OPEN: ON_OPEN}
Lane = tuple[int, int]
"""The number of a pool, and how many periods later it is drawn on."""
Draw = tuple[Lane, Amount]


class Drawn(NamedTuple):
    """What modes and rollouts draw, by their numbers."""

    demands: list[list[tuple[int, float]]]  # by mode: sectors, and what they are asked for in each period
    spends: list[dict[Lane, tuple[float, float]]]  # by mode: all else, for each period and for the first
    by_period: list[list[Draw]]  # for waves, in their own period, which has a bucket of its own
    spread: list[list[Draw]]  # for waves, through several lanes of a pool in which each period has its own
    shared: list[list[Draw]]  # for waves, through other lanes
    other: list[list[Draw]]  # for begins and open periods


def drawn_on_pools(of: Numbered) -> Drawn:
    """Give what modes and rollouts draw on pools."""
    modes, rollouts = range(len(of.modes)), range(len(of.rollouts))
    drawn = Drawn(
        demands=[[] for _ in modes],
        spends=[{} for _ in modes],
        by_period=[[] for _ in rollouts],
        spread=[[] for _ in rollouts],
        shared=[[] for _ in rollouts],
        other=[[] for _ in rollouts],
    )
    first = places(len(phase.modes) for phase in of.phases).tolist()
    for pool, resource in enumerate(of.pools):
        is_by_period = resource.is_by_period
        spread = _spread(resource)
        for amount in resource.amounts:
            lane = (pool, amount.offset)
            if amount.draws in DRAWN_FOR:
                kind = drawn.by_period if is_by_period and not amount.offset else drawn.shared
                kind = drawn.spread if amount.key in spread else kind
                kind = kind if amount.draws is Draws.WAVE else drawn.other
                kind[of.rollout_number[amount.key]].append((lane, amount))
                continue
            running = amount.draws is Draws.RUNNING
            mode = first[of.phase_number[amount.key]] + amount.mode
            if pool < len(of.sectors) and running and not amount.offset:
                drawn.demands[mode].append((pool, amount.amount))
                continue
            each, at_start = drawn.spends[mode].get(lane, (0.0, 0.0))
            more = (amount.amount, 0.0) if running else (0.0, amount.amount)
            drawn.spends[mode][lane] = (each + more[0], at_start + more[1])
    return drawn


def _spread(resource: Resource) -> set[tuple[str, str]]:
    """Give the rollouts of which one wave draws on a resource in several periods.

    Raises
    ------
    ValueError
        If periods of the resource are no buckets of their own: list schedules could not tell what is left.
    """
    offsets: dict[tuple[str, str], set[int]] = {}
    for amount in resource.amounts:
        if amount.draws is Draws.WAVE:
            offsets.setdefault(amount.key, set()).add(amount.offset)
    found = {key for key, several in offsets.items() if len(several) > 1}
    if found and not resource.is_by_period:
        raise ValueError(f"{resource.name} is drawn on at several offsets, expected a bucket for each period")
    return found


def lanes_of(of: Numbered) -> dict[Lane, int]:
    """Give the number of each lane: first the pools themselves."""
    pools = of.pools
    later = ((pool, each.offset) for pool, on in enumerate(pools) for each in on.amounts if each.offset)
    lanes = dict.fromkeys([*((pool, 0) for pool in range(len(pools))), *later])
    return {lane: number for number, lane in enumerate(lanes)}


def limit_arrays(of: Numbered, lanes: Iterable[Lane]) -> LimitArrays:
    """Write the limits of pools and groups."""
    problem, roadmap, sectors = of.problem, of.problem.roadmap, len(of.sectors)
    limits = [_or_infinite(problem.capacity[sector], problem.horizon) for sector in of.sectors]
    limits += [each.limits for each in of.shared]
    pool = np.full((len(limits), max([problem.horizon, *map(len, limits)])), np.inf)
    for number, by_bucket in enumerate(limits):
        pool[number, : len(by_bucket)] = by_bucket
    buckets = [_buckets(of.pools[pool], offset) for pool, offset in lanes]
    bucket = np.array(buckets, np.int64).reshape(len(buckets), problem.horizon)
    since, until = _runs(bucket)
    groups = [
        [of.measure_number[each] for each in group.measures if each in of.measure_number]
        for group in roadmap.groups
    ]
    return LimitArrays(
        pool=pool,
        bucket=bucket,
        since=since,
        until=until,
        by_period=flags(each.is_by_period for each in of.pools),
        capacity=pool[:sectors, : problem.horizon],
        under_way=np.zeros((sectors if of.going_on else 0, problem.horizon)),
        group_rule=ints(_GROUP_RULES[group.rule] for group in roadmap.groups),
        group_least=ints(group.at_least for group in roadmap.groups),
        group_done=ints(
            len(group.measures) - len(known) for group, known in zip(roadmap.groups, groups, strict=True)
        ),
        group_from=places(len(known) for known in groups),
        group_measure=ints(number for known in groups for number in known),
    )


def _buckets(pool: Resource, offset: int) -> list[int]:
    """Give the bucket of a lane by period."""
    buckets = [pool.bucket(period + offset) for period in range(len(pool.buckets))]
    return [NEVER if bucket is None else bucket for bucket in buckets]


def _runs(bucket: Ints) -> tuple[Ints, Ints]:
    """Give, by row, the first place of each run of equal figures, and the first after it."""
    places = np.arange(bucket.shape[1])
    is_first, is_last = np.ones(bucket.shape, np.bool_), np.ones(bucket.shape, np.bool_)
    is_first[:, 1:] = is_last[:, :-1] = bucket[:, 1:] != bucket[:, :-1]
    since = np.maximum.accumulate(np.where(is_first, places, 0), axis=1)
    after = np.where(is_last, places + 1, bucket.shape[1])
    until = np.minimum.accumulate(after[:, ::-1], axis=1)[:, ::-1]
    return since, np.ascontiguousarray(until)


def _or_infinite(limits: Sequence[float] | None, horizon: int) -> Sequence[float]:
    return [np.inf] * horizon if limits is None else limits
