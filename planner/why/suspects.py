"""Which cells are likely what holds a date: those that have a part in a proof that it cannot be earlier."""

from collections.abc import Collection, Mapping
from typing import Final

from planner.model import Dependency, Objective, Roadmap
from planner.problem import ResourceKind
from planner.solver import Involved
from planner.why.cells import Cell, CellKind, links_from_behind

_LINKS: Final = (CellKind.LINK, CellKind.LAG, CellKind.LARGEST_LAG)
_LIMITS: Final[Mapping[CellKind, ResourceKind]] = {
    CellKind.CAPACITY: ResourceKind.CAPACITY,
    CellKind.OTHER_LOAD: ResourceKind.CAPACITY,
    CellKind.FREEZE: ResourceKind.CAPACITY,
    CellKind.ROOM: ResourceKind.ROLLOUTS,
}


class Suspects:
    """Tells whether a cell may have a part in a proof about a roadmap of which some cells are relaxed.

    Parameters
    ----------
    own
        Measures whose phases have a part in any case: where they may start is in no row of a model.
    """

    def __init__(
        self, roadmap: Roadmap, objective: Objective, involved: Involved, own: Collection[str]
    ) -> None:
        self._roadmap, self._objective, self._involved = roadmap, objective, involved
        self._limited = {(kind, name) for kind, name, _first, _last in involved.limits}
        self._measures = {measure for measure, _sector in involved.parts}.union(own)
        links = (each for each in involved.ties if isinstance(each, Dependency))
        self._ends = {(each.predecessor, each.successor) for each in links}

    def __contains__(self, cell: object) -> bool:
        """Tell whether a cell is one of them; of a kind that this cannot tell of, it is."""
        return isinstance(cell, Cell) and self._has(cell)

    def _has(self, cell: Cell) -> bool:
        if cell.kind in _LINKS:
            return self._has_link(self._roadmap.dependencies[cell.number])
        if cell.kind in _LIMITS:
            return (_LIMITS[cell.kind], cell.sector) in self._limited
        if cell.kind is CellKind.BUDGET:
            budget = self._roadmap.budgets[cell.number]
            limit = ResourceKind.BUDGET, budget.payer, budget.year, budget.last
            return limit in self._involved.limits
        if cell.kind is CellKind.GROUP:
            return self._roadmap.groups[cell.number] in self._involved.ties
        if cell.kind is CellKind.KEPT:
            return self._objective.kept[cell.number] in self._involved.ties
        if cell.sector:
            return (cell.measure, cell.sector) in self._involved.parts
        return not cell.measure or cell.measure in self._measures

    def _has_link(self, link: Dependency) -> bool:
        # the lag may be relaxed in the proof; links that name a rollout stand among the rules of that, and
        # those from what lies behind in no row
        is_named = bool(link.predecessor.sector or link.successor.sector)
        is_in_no_row = is_named or link in links_from_behind(self._roadmap)
        return is_in_no_row or (link.predecessor, link.successor) in self._ends
