"""What can be said of a project before any solver: ways that no schedule uses, a horizon."""

from collections.abc import Sequence
from dataclasses import replace

from formats_project import Activity, Arc, Project, Way

LONGEST_HORIZON = 12_000


def without_useless_ways(project: Project) -> Project:
    """Take away the ways that no schedule can use, and the stocks that then cannot run out.

    A way is useless when it asks for more than a resource has, or leaves too little of a stock for the
    others, each in its most frugal way. An activity keeps its ways where none would be left.
    """
    ways = [_within(activity.ways, project.capacities) for activity in project.activities]
    changed = True
    while changed:
        frugal = [_least_uses(each, len(project.stocks)) for each in ways]
        taken = [sum(least[number] for least in frugal) for number in range(len(project.stocks))]
        spare = [stock - least for stock, least in zip(project.stocks, taken, strict=True)]
        kept = [_affordable(each, least, spare) for each, least in zip(ways, frugal, strict=True)]
        changed = kept != ways
        ways = kept
    return _with_stocks(project, ways, _stocks_that_bind(project.stocks, ways))


def _within(ways: tuple[Way, ...], capacities: Sequence[int]) -> tuple[Way, ...]:
    """Keep the ways that ask for no more than there is."""
    fits = tuple(
        way for way in ways if all(asked <= has for asked, has in zip(way.requests, capacities, strict=True))
    )
    return fits or ways


def _least_uses(ways: tuple[Way, ...], stocks: int) -> tuple[int, ...]:
    """Give the least that one activity takes of each stock."""
    return tuple(min(way.uses[stock] for way in ways) for stock in range(stocks))


def _affordable(ways: tuple[Way, ...], least: Sequence[int], spare: Sequence[int]) -> tuple[Way, ...]:
    """Keep the ways that take no more above the least than is to spare."""
    fits = tuple(
        way
        for way in ways
        if all(use - low <= room for use, low, room in zip(way.uses, least, spare, strict=True))
    )
    return fits or ways


def _stocks_that_bind(stocks: Sequence[int], ways: Sequence[tuple[Way, ...]]) -> list[int]:
    """Give the numbers of the stocks that would run out if every activity took the most."""
    return [
        number
        for number, stock in enumerate(stocks)
        if sum(max(way.uses[number] for way in each) for each in ways) > stock
    ]


def _with_stocks(project: Project, ways: Sequence[tuple[Way, ...]], kept: Sequence[int]) -> Project:
    """Give the project with these ways and only some of its stocks; ways that are then equal, once."""
    activities = tuple(Activity(tuple(dict.fromkeys(_with_uses(way, kept) for way in each))) for each in ways)
    return replace(project, activities=activities, stocks=tuple(project.stocks[number] for number in kept))


def _with_uses(way: Way, kept: Sequence[int]) -> Way:
    """Give a way with only some of its uses."""
    return replace(way, uses=tuple(way.uses[number] for number in kept))


def horizon_of(project: Project) -> int:
    """Give a number of periods in which a best schedule fits, if there is any schedule.

    The sum of durations, or of the longest lags where those are longer; without lags and stocks at most twice
    the makespan of a serial schedule, so that engines keep some room to move.
    """
    longest = [activity.longest for activity in project.activities]
    for arc in project.arcs:
        longest[arc.before] = max(longest[arc.before], arc.lag or 0)
    in_sequence = sum(longest)
    if project.stocks or any(arc.lag is not None for arc in project.arcs):
        return min(max(in_sequence, 1), LONGEST_HORIZON)
    return min(max(min(in_sequence, 2 * serial_makespan(project)), 1), LONGEST_HORIZON)


def serial_makespan(project: Project) -> int:
    """Give the makespan of a serial schedule without lags: shortest ways, longest way to the end first."""
    ways = [min(activity.ways, key=lambda way: way.duration) for activity in project.activities]
    tails = _tails(project, [way.duration for way in ways])
    ready, last_end = [0] * len(ways), 0
    busy: list[list[int]] = [[0] * sum(way.duration for way in ways) for _ in project.capacities]
    successors = _successors(project.arcs, len(ways))
    for number in _in_order(project, tails):
        start = _first_fit(ways[number], ready[number], busy, project.capacities)
        end = start + ways[number].duration
        last_end = max(last_end, end)
        for resource, asked in enumerate(ways[number].requests):
            for period in range(start, end):
                busy[resource][period] += asked
        for after in successors[number]:
            ready[after] = max(ready[after], end)
    return last_end


def _first_fit(way: Way, earliest: int, busy: list[list[int]], capacities: Sequence[int]) -> int:
    """Give the first start from which a way finds room throughout; beyond all work there is always room."""
    start = period = earliest
    while period < start + way.duration and period < (len(busy[0]) if busy else 0):
        full = any(
            load[period] + asked > has and asked > 0
            for load, asked, has in zip(busy, way.requests, capacities, strict=True)
        )
        period += 1
        start = period if full else start
    return min(start, len(busy[0]) - way.duration) if busy else earliest


def _in_order(project: Project, tails: Sequence[int]) -> list[int]:
    """Order activities, predecessors first; of those that are free, the one with most to follow first."""
    order = _topological(project)
    place = {number: index for index, number in enumerate(order)}
    return sorted(order, key=lambda number: (-tails[number], place[number]))


def _tails(project: Project, durations: Sequence[int]) -> list[int]:
    """Give the longest way from the start of each activity to the end of the project."""
    successors = _successors(project.arcs, len(durations))
    tails = [0] * len(durations)
    for number in reversed(_topological(project)):
        following = max((tails[after] for after in successors[number]), default=0)
        tails[number] = durations[number] + following
    return tails


def _topological(project: Project) -> list[int]:
    """Order activities so that predecessors come first; those on a circle come last, by number."""
    successors = _successors(project.arcs, len(project.activities))
    waits = [0] * len(project.activities)
    for arc in project.arcs:
        waits[arc.after] += 1
    order = [number for number, count in enumerate(waits) if count == 0]
    for number in order:  # grows while it is read
        for after in successors[number]:
            waits[after] -= 1
            if waits[after] == 0:
                order.append(after)
    placed = set(order)
    return order + [number for number in range(len(waits)) if number not in placed]


def _successors(arcs: Sequence[Arc], count: int) -> list[list[int]]:
    """Give the successors of each activity."""
    found: list[list[int]] = [[] for _ in range(count)]
    for arc in arcs:
        found[arc.before].append(arc.after)
    return found
