"""Which measures a change is likely to move: its own, or those that ask most of what there is more of."""

from collections.abc import Iterator

from planner.model import Loosening, LooseningKind, Roadmap
from planner.why import Cell, CellKind, Taken

MOST_MOVED = 3
Groups = tuple[tuple[str, ...], ...]
"""Measures that are decided anew, together where they stand in one group."""


def groups_to_move(taken: Taken, change: Loosening) -> Groups:
    """Give the measures that a change is likely to move, the likeliest first."""
    roadmap = taken.roadmap
    match change.kind:
        case LooseningKind.PERSON_MONTH:  # so little moves waves, and hardly ever a decision
            return ()
        case LooseningKind.TENTH:
            limit = Cell(kind=CellKind.CAPACITY, sector=change.sector)
            return _asking_most(taken, limit, change.year)
        case LooseningKind.ROLLOUT:
            limit = Cell(kind=CellKind.ROOM, sector=change.sector)
            return _asking_most(taken, limit, roadmap.years[0])
        case LooseningKind.MILLION:
            limit = Cell(kind=CellKind.BUDGET, number=change.number)
            return _asking_most(taken, limit, roadmap.budgets[change.number].year)
        case LooseningKind.KEPT:
            return tuple((each.id,) for each in roadmap.open_measures if each.is_started)[:MOST_MOVED]
    own = (
        roadmap.dependencies[change.number].measures
        if change.kind is LooseningKind.LINK
        else (change.measure,)
    )
    return (own, *((each,) for each in dict.fromkeys(_tied_to(roadmap, own))))[: 1 + MOST_MOVED]


def _asking_most(taken: Taken, limit: Cell, year: int) -> Groups:
    """Give who takes most of a limit from a year on: what comes later is what could come earlier."""
    calendar, asked = taken.roadmap.calendar, dict[str, float]()
    for part, amounts in taken.of(limit):
        later = (amount for period, amount in enumerate(amounts) if calendar.year_of(period) >= year)
        asked[part.measure] = asked.get(part.measure, 0.0) + sum(later)
    most = sorted((each for each in asked if asked[each] > 0), key=lambda each: -asked[each])
    return tuple((each,) for each in most[:MOST_MOVED])


def _tied_to(roadmap: Roadmap, own: tuple[str, ...]) -> Iterator[str]:
    """Give the open measures that links tie to some."""
    ends = (each for link in roadmap.dependencies if {*own} & {*link.measures} for each in link.measures)
    return (each for each in ends if each not in own and not roadmap.measure(each).is_done)
