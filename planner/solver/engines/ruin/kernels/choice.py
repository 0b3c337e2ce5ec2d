"""Which measures are taken out of plans together, and in what order they and some others are tried again."""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Ints, Plans
from planner.solver.arrays.jit import inner, making
from planner.solver.engines.placing.kernels.best import only_phases
from planner.solver.engines.placing.kernels.circles import stands_alone
from planner.solver.engines.placing.kernels.order import sorted_by

ANY, BY_TIME, BY_SECTOR, BY_LINKS, BY_WORTH = range(5)
NEAR = 4
"""Periods within which measures that start count as close."""
MOST_DRAWS = 30
"""Draws for each measure that is to be found."""
HOPELESS, PASSED_OVER = 0.95, 0.7
"""Share of the horizon from which a key says that a measure tends to be out; how often it is then left so."""
LONGEST_CHAIN = 6
"""Times as many as wanted that may come along as followers before no more are chosen."""


class Crowd(NamedTuple):
    """Room to choose in: the chosen measures in order, how many, their keys, and which are marked.

    ``sector_from`` and ``sector_measure`` list the measures that ask anything of a sector.
    """

    chosen: Ints
    filled: Ints  # one figure: how many
    key: Floats
    slot: Ints  # by measure: its place among the chosen, NEVER for others
    place: Ints  # by measure: its place in an order in which predecessors come first
    sector_from: Ints
    sector_measure: Ints


@making
def make_crowd(arrays: Arrays) -> Crowd:
    """Give room for choices, with nobody chosen."""
    measures = arrays.measures.order.shape[0]
    place = np.empty(measures, np.int64)
    for number in range(measures):
        place[arrays.measures.order[number]] = number
    asks = who_asks(arrays)
    sectors = asks.shape[0]
    sector_from = np.zeros(sectors + 1, np.int64)
    sector_measure = np.empty(asks.sum(), np.int64)
    number = 0
    for sector in range(sectors):
        for measure in range(measures):
            if asks[sector, measure]:
                sector_measure[number] = measure
                number += 1
        sector_from[sector + 1] = number
    empty = np.zeros(measures, np.int64)
    slot = np.full(measures, NEVER, np.int64)
    return Crowd(empty, np.zeros(1, np.int64), np.zeros(measures), slot, place, sector_from, sector_measure)


@making
def who_asks(arrays: Arrays) -> Flags:
    """Tell, by sector and measure, whether the measure asks anything of the sector."""
    modes, rollouts = arrays.modes, arrays.rollouts
    asks = np.zeros((arrays.limits.capacity.shape[0], arrays.measures.order.shape[0]), np.bool_)
    for mode in range(modes.phase.shape[0]):
        for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
            asks[modes.demand_sector[place], arrays.phases.measure[modes.phase[mode]]] = True
    for rollout in range(rollouts.measure.shape[0]):
        asks[rollouts.sector[rollout], rollouts.measure[rollout]] = True
    return asks


@inner
def choose(arrays: Arrays, plans: Plans, crowd: Crowd, merit: Floats, wanted: int) -> None:
    """Choose measures that are in, alike in one way, with all that follow them.

    ``merit`` is what each is worth for its effort.
    """
    crowd.filled[0] = 0
    centre = np.random.randint(plans.inside.shape[0])
    kind, sector = np.random.randint(5), np.random.randint(crowd.sector_from.shape[0])
    then = start_of(arrays, plans, centre)
    if then == NEVER:
        then = np.random.randint(arrays.horizon)
    draws = 0
    while crowd.filled[0] < wanted and draws < MOST_DRAWS * wanted:
        draws += 1
        measure = draw(arrays, plans, crowd, merit, kind, sector, centre)
        if measure == NEVER or not plans.inside[measure] or crowd.slot[measure] != NEVER:
            continue
        if (kind == BY_TIME or kind == BY_SECTOR) and abs(start_of(arrays, plans, measure) - then) > NEAR:
            continue
        add_with_followers(arrays, plans, crowd, measure)
        if kind == BY_LINKS:
            centre = measure
        if crowd.filled[0] > LONGEST_CHAIN * wanted:
            break


@inner
def draw(
    arrays: Arrays, plans: Plans, crowd: Crowd, merit: Floats, kind: int, sector: int, centre: int
) -> int:
    """Draw one measure of a kind."""
    if kind == BY_SECTOR:
        first, last = crowd.sector_from[max(0, sector - 1)], crowd.sector_from[sector]
        return crowd.sector_measure[np.random.randint(first, last)] if last > first else NEVER
    if kind == BY_LINKS:
        return neighbour(arrays, centre)
    measure = np.random.randint(plans.inside.shape[0])
    if kind == BY_WORTH:
        for _ in range(3):
            other = np.random.randint(plans.inside.shape[0])
            if plans.inside[other] and (not plans.inside[measure] or merit[other] < merit[measure]):
                measure = other
    return measure


@inner
def neighbour(arrays: Arrays, measure: int) -> int:
    """Draw a measure that another builds on or that builds on it; now and then, any."""
    links = arrays.links
    before = links.needs_from[measure + 1] - links.needs_from[measure]
    after = links.follower_from[measure + 1] - links.follower_from[measure]
    if before + after == 0 or np.random.random() < 0.1:
        return np.random.randint(links.needs_from.shape[0] - 1)
    number = np.random.randint(before + after)
    if number < before:
        return links.needs[links.needs_from[measure] + number]
    return links.follower[links.follower_from[measure] + number - before]


@inner
def start_of(arrays: Arrays, plans: Plans, measure: int) -> int:
    """Give the instant at which a measure that is in starts, NEVER for others."""
    first = arrays.measures.phase_from[measure]
    if not plans.inside[measure]:
        return NEVER
    has_phases = first < arrays.measures.phase_from[measure + 1]
    return plans.start[first] if has_phases else arrays.measures.decided[measure]


@inner
def add(crowd: Crowd, measure: int) -> None:
    """Choose one measure."""
    crowd.slot[measure] = crowd.filled[0]
    crowd.chosen[crowd.filled[0]] = measure
    crowd.filled[0] += 1


@inner
def add_circle(arrays: Arrays, crowd: Crowd, measure: int) -> None:
    """Choose a measure that is out with all of its circle, which is out with it."""
    measures = arrays.measures
    circle = measures.circle[measure]
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        if crowd.slot[measures.circle_measure[place]] == NEVER:
            add(crowd, measures.circle_measure[place])


@inner
def add_with_followers(arrays: Arrays, plans: Plans, crowd: Crowd, measure: int) -> None:
    """Choose a measure and all that are in only because of it."""
    links, place = arrays.links, crowd.filled[0]
    add(crowd, measure)
    while place < crowd.filled[0]:
        before = crowd.chosen[place]
        for number in range(links.follower_from[before], links.follower_from[before + 1]):
            after = links.follower[number]
            if plans.inside[after] and crowd.slot[after] == NEVER:
                add(crowd, after)
        place += 1


@inner
def add_some_that_are_out(arrays: Arrays, plans: Plans, crowd: Crowd, key: Floats, wanted: int) -> None:
    """Choose some measures that are out, mostly promising ones, and the others of the groups of those chosen.

    Of those that only have phases, a ``key`` of about the horizon says that there is little to hope for.
    """
    for _ in range(wanted):
        measure = np.random.randint(plans.inside.shape[0])
        is_hopeless = key[measure] > HOPELESS * arrays.horizon and only_phases(arrays, measure)
        if is_hopeless and np.random.random() < PASSED_OVER:
            continue
        if not plans.inside[measure] and crowd.slot[measure] == NEVER:
            add_circle(arrays, crowd, measure)
    limits = arrays.limits
    for group in range(limits.group_rule.shape[0]):
        first, last = limits.group_from[group], limits.group_from[group + 1]
        touched = False
        for place in range(first, last):
            touched = touched or crowd.slot[limits.group_measure[place]] != NEVER
        for place in range(first, last):
            member = limits.group_measure[place]
            if touched and not plans.inside[member] and crowd.slot[member] == NEVER:
                add_circle(arrays, crowd, member)


@inner
def share_smallest_chosen_key(arrays: Arrays, crowd: Crowd, measure: int) -> None:
    """Give all of a circle, which are chosen together, the smallest key of theirs."""
    measures = arrays.measures
    circle = measures.circle[measure]
    smallest = crowd.key[crowd.slot[measure]]
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        smallest = min(smallest, crowd.key[crowd.slot[measures.circle_measure[place]]])
    for place in range(measures.circle_from[circle], measures.circle_from[circle + 1]):
        crowd.key[crowd.slot[measures.circle_measure[place]]] = smallest


@making
def in_order(arrays: Arrays, crowd: Crowd) -> Ints:
    """Give the chosen measures by key, predecessors before their followers; all of a circle share one."""
    count, links, circle = crowd.filled[0], arrays.links, arrays.measures.circle
    back = np.empty(count)
    for number in range(count):
        back[number] = -float(crowd.place[crowd.chosen[number]])
    backwards = sorted_by(back)
    for place in backwards:
        measure = crowd.chosen[place]
        if not stands_alone(arrays, measure):
            share_smallest_chosen_key(arrays, crowd, measure)
        for number in range(links.needs_from[measure], links.needs_from[measure + 1]):
            before = crowd.slot[links.needs[number]]
            if before != NEVER and circle[links.needs[number]] != circle[measure]:
                crowd.key[before] = min(crowd.key[before], crowd.key[place] - 1e-9)
    return crowd.chosen[:count][sorted_by(crowd.key[:count])]
