"""Groups of measures in a list schedule: whom to force in or keep out so that the next attempt obeys them."""

from planner.solver.arrays.arrays import (
    ALL_OR_NONE,
    AT_LEAST,
    AT_MOST_ONE,
    NEVER,
    Arrays,
    Flags,
    Floats,
    Plans,
)
from planner.solver.arrays.jit import inner
from planner.solver.engines.placing.kernels.measures import members_in


@inner
def group_holds(arrays: Arrays, plans: Plans, group: int) -> bool:
    """Tell whether plans obey one group."""
    limits, count = arrays.limits, members_in(arrays, plans, group)
    rule = limits.group_rule[group]
    if rule == AT_LEAST:
        return count >= limits.group_least[group]
    if rule == AT_MOST_ONE:
        return count <= 1
    if rule == ALL_OR_NONE:
        size = limits.group_from[group + 1] - limits.group_from[group] + limits.group_done[group]
        return count == 0 or count == size
    return count == 1


@inner
def broken_group(arrays: Arrays, plans: Plans) -> int:
    """Give the first group that plans break, NEVER when they obey all."""
    for group in range(arrays.limits.group_rule.shape[0]):
        if not group_holds(arrays, plans, group):
            return group
    return NEVER


@inner
def force(arrays: Arrays, needed: Flags, measure: int) -> None:
    """Need a measure, and all that it builds on."""
    needed[measure] = True
    changed = True
    while changed:
        changed = False
        for after in range(needed.shape[0]):
            if needed[after]:
                for place in range(arrays.links.needs_from[after], arrays.links.needs_from[after + 1]):
                    before = arrays.links.needs[place]
                    changed = changed or not needed[before]
                    needed[before] = True


@inner
def mend_group(
    arrays: Arrays, plans: Plans, hope: Floats, group: int, needed: Flags, barred: Flags, tried: Flags
) -> bool:
    """Force in or bar members of a broken group for the next attempt; tell whether that can help.

    All or none: all where one is needed, else none. Otherwise, the most promising member that is out and has
    not been tried.
    """
    limits = arrays.limits
    first, last = limits.group_from[group], limits.group_from[group + 1]
    if limits.group_rule[group] == ALL_OR_NONE:
        whole = limits.group_done[group] > 0
        for place in range(first, last):
            whole = whole or needed[limits.group_measure[place]]
        for place in range(first, last):
            if whole:
                force(arrays, needed, limits.group_measure[place])
            else:
                barred[limits.group_measure[place]] = True
        return True
    best = NEVER
    for place in range(first, last):
        member = limits.group_measure[place]
        if not (plans.inside[member] or tried[member]) and (best == NEVER or hope[member] > hope[best]):
            best = member
    if best == NEVER:
        return False
    tried[best] = True
    force(arrays, needed, best)
    return True


@inner
def force_whole_groups(arrays: Arrays, hope: Floats, needed: Flags) -> None:
    """Need all members of the groups that go in together and promise something as a whole."""
    limits = arrays.limits
    for group in range(limits.group_rule.shape[0]):
        if limits.group_rule[group] == ALL_OR_NONE:
            total = 0.0
            for place in range(limits.group_from[group], limits.group_from[group + 1]):
                total += hope[limits.group_measure[place]]
            for place in range(limits.group_from[group], limits.group_from[group + 1]):
                if total > 0.0:
                    force(arrays, needed, limits.group_measure[place])
