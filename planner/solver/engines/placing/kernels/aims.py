"""What measures and rollouts promise before they are placed: what is wanted, and what waiting costs."""

from typing import NamedTuple

import numpy as np

from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    FAR,
    NEVER,
    START_OF_PHASE,
    Arrays,
    Flags,
    Floats,
    WorthArrays,
)
from planner.solver.arrays.jit import entry, inner, making

HALF = 0.5
"""How much of what its followers promise counts for a measure: they may need others too, or find no place."""


class Aims(NamedTuple):
    """Promises, in the unit of the worth.

    Parameters
    ----------
    hope
        By measure: what it is worth to have it in, with half of what its followers promise.
    after
        By measure: that half alone.
    hurry
        By measure: what a period of waiting costs; ``FAR`` where nothing is worth anything.
    effort, scarce
        By measure: person-months in all, and the same with each sector's weighed by how scarce they are.
    wanted
        By rollout and period: whether it pays to take somebody in then.
    spare
        By rollout: whether nothing but itself gains by what it takes in.
    """

    hope: Floats
    after: Floats
    hurry: Floats
    effort: Floats
    scarce: Floats
    wanted: Flags
    spare: Flags


@entry
def make_aims(arrays: Arrays, worth: WorthArrays) -> Aims:
    """Work out the aims of an objective."""
    count = arrays.measures.must_be_in.shape[0]
    ones = np.ones(arrays.limits.capacity.shape[0])
    lasting = lasting_worth(arrays, worth)
    hope, after, hurry, by_thirds = np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(4)
    for measure in arrays.measures.order[::-1]:
        for thirds in range(by_thirds.shape[0]):
            by_thirds[thirds] = own_hope(arrays, worth, lasting, measure, thirds)
        hope[measure] = by_thirds[1] - worth.outside[measure]
        hurry[measure] = (by_thirds[0] - by_thirds[3]) / arrays.horizon
        links = arrays.links
        for place in range(links.follower_from[measure], links.follower_from[measure + 1]):
            follower = links.follower[place]
            after[measure] += HALF * max(0.0, hope[follower])
            hurry[measure] += HALF * max(0.0, hurry[follower])
        hope[measure] += after[measure]
    for measure in range(count):
        if hurry[measure] <= 0.0:
            hurry[measure] = FAR
    wanted = lasting > 0.0
    spare = np.ones(wanted.shape[0], np.bool_)
    for place in range(arrays.links.ahead.shape[0]):
        spare[arrays.links.ahead[place]] = False
    want_what_others_wait_for(arrays, worth, hope, wanted, spare)
    want_what_must_end_builds_on(arrays, wanted)
    return Aims(hope, after, hurry, efforts(arrays, ones), efforts(arrays, scarcity(arrays)), wanted, spare)


@making
def lasting_worth(arrays: Arrays, worth: WorthArrays) -> Floats:
    """Give, by rollout and period, what it is worth to take everybody in then, with half of what follows."""
    rollouts, links, horizon = arrays.rollouts, arrays.links, arrays.horizon
    lasting = np.zeros_like(worth.steady)
    for rollout in range(lasting.shape[0]):
        rest = 0.0
        for period in range(horizon - 1, -1, -1):
            rest += worth.benefit[rollout, period] + worth.steady[rollout, period]
            late = 0.0
            if rollouts.soft_due[rollout] != FAR:
                late = worth.late[rollout] * (horizon - max(period + 1, rollouts.soft_due[rollout]))
            lasting[rollout, period] = rest + late - worth.wave[rollout, period]
    for measure in arrays.measures.order[::-1]:
        for rollout in range(
            arrays.measures.rollout_from[measure], arrays.measures.rollout_from[measure + 1]
        ):
            for place in range(links.ahead_from[rollout], links.ahead_from[rollout + 1]):
                for period in range(horizon - 1):
                    follows = HALF * max(0.0, lasting[rollout, period + 1])
                    lasting[links.ahead[place], period] += follows
    return lasting


@inner
def own_hope(arrays: Arrays, worth: WorthArrays, lasting: Floats, measure: int, thirds: int) -> float:
    """Give what a measure may be worth by itself when it is done so many thirds into the horizon."""
    measures, modes, horizon = arrays.measures, arrays.modes, arrays.horizon
    middle = min(horizon, max(measures.first_end[measure], 0) + thirds * horizon // 3)
    total = worth.inside[measure] + worth.end[measure, middle] + worth.finish[measure, middle]
    for phase in range(measures.phase_from[measure], measures.phase_from[measure + 1]):
        mode = arrays.phases.mode_from[phase]
        total += worth.mode[mode, max(0, min(modes.first[mode], horizon - modes.periods[mode]))]
    for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
        left = arrays.rollouts.target[rollout] - arrays.rollouts.in_use[rollout]
        phase, begin = arrays.rollouts.adaptation[rollout], middle
        spent = 0.0
        if phase != NEVER:
            mode = arrays.phases.mode_from[phase]
            begin += modes.periods[mode]
            spent = worth.mode[mode, max(0, min(modes.first[mode], horizon - modes.periods[mode]))]
        gain = left * lasting[rollout, min(begin, horizon - 1)] + spent
        total += gain if measures.must_be_in[measure] else max(0.0, gain)
    return total


@inner
def want_what_others_wait_for(
    arrays: Arrays, worth: WorthArrays, hope: Floats, wanted: Flags, spare: Flags
) -> None:
    """Want all of the rollouts that promising or needed measures wait for, or whose finish counts."""
    links, measures = arrays.links, arrays.measures
    for link in range(links.kind.shape[0]):
        rollout, successor = rollout_left(arrays, link), links.successor[link]
        if rollout != NEVER and (hope[successor] > 0.0 or measures.needed[successor]):
            wanted[rollout], spare[rollout] = True, False
    for measure in range(hope.shape[0]):
        if worth.finish[measure, 0] > worth.finish[measure, -1]:
            for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
                wanted[rollout], spare[rollout] = True, False


@inner
def rollout_left(arrays: Arrays, link: int) -> int:
    """Give the rollout a link leaves from, by begin, end, a share or its adaptation; NEVER for others."""
    point, index = arrays.links.from_point[link], arrays.links.from_index[link]
    if point == BEGIN_OF_ROLLOUT or point == END_OF_ROLLOUT:
        return index
    if (point == START_OF_PHASE or point == END_OF_PHASE) and index >= arrays.measures.phase_from[-1]:
        for rollout in range(arrays.rollouts.adaptation.shape[0]):
            if arrays.rollouts.adaptation[rollout] == index:
                return rollout
    return NEVER


@making
def want_what_must_end_builds_on(arrays: Arrays, wanted: Flags) -> None:
    """Want all of the rollouts that one which must end follows, and of those they follow in turn."""
    links, measures = arrays.links, arrays.measures
    must = np.zeros(arrays.rollouts.measure.shape[0], np.bool_)
    for measure in measures.order[::-1]:
        for rollout in range(measures.rollout_from[measure], measures.rollout_from[measure + 1]):
            if must[rollout] or measures.must_be_in[measure]:
                for place in range(links.ahead_from[rollout], links.ahead_from[rollout + 1]):
                    must[links.ahead[place]] = True
                    wanted[links.ahead[place]] = True


@making
def scarcity(arrays: Arrays) -> Floats:
    """Give, by sector, how much of its capacity everything together asks for; 0 where none is stated."""
    shares = np.zeros(arrays.limits.capacity.shape[0])
    for sector in range(shares.shape[0]):
        only = np.zeros(shares.shape[0])
        only[sector] = 1.0
        given = arrays.limits.capacity[sector].sum()
        shares[sector] = efforts(arrays, only).sum() / given if 0.0 < given < np.inf else 0.0
    return shares


@making
def efforts(arrays: Arrays, weights: Floats) -> Floats:
    """Give the person-months each measure asks for, weighed by sector."""
    modes, rollouts = arrays.modes, arrays.rollouts
    total = np.zeros(arrays.measures.must_be_in.shape[0])
    for phase in range(arrays.phases.measure.shape[0]):
        mode = arrays.phases.mode_from[phase]
        for place in range(modes.demand_from[mode], modes.demand_from[mode + 1]):
            asked = modes.periods[mode] * modes.demand[place]
            total[arrays.phases.measure[phase]] += weights[modes.demand_sector[place]] * asked
    for rollout in range(rollouts.measure.shape[0]):
        left = rollouts.target[rollout] - rollouts.in_use[rollout]
        for place in range(rollouts.draw_from[rollout], rollouts.other_from[rollout]):
            if rollouts.draw_pool[place] < weights.shape[0]:
                asked = rollouts.draw[place] * left
                total[rollouts.measure[rollout]] += weights[rollouts.draw_pool[place]] * asked
    return total
