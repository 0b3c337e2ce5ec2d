"""A change of one cell by steps of one size: what a repair is looked for among."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.model import Edit, Set
from planner.why.cells import Cell

_POINTS = 100
_FINEST = 50
"""Amounts are looked at in steps of a power of ten, at least so many to what there is."""


class RepairKind(StrEnum):
    """What is changed."""

    DATE = "date"
    CAPACITY = "capacity"
    BUDGET = "budget"
    LAG = "lag"
    SCOPE = "scope"
    HORIZON = "horizon"


class RemedyUnit(StrEnum):
    """What the amount of a change is counted in."""

    PERIODS = "periods"
    PERSON_MONTHS = "person-months"
    ROLLOUTS = "rollouts"
    NOK = "NOK"
    POINTS = "percentage points"
    SERVICES = "services"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A change of one cell by a number of steps, from 1 to the most.

    Parameters
    ----------
    cell
        What is changed; ``None`` of the horizon.
    column
        Field of the model that is changed.
    edits
        The change by some steps, as it stands in a scenario file or a request.
    step
        How large a step is, in the unit.
    distances
        Of steps that are looked at in turn: how far each is, in the unit.
    """

    kind: RepairKind
    cell: Cell | None
    column: str
    unit: RemedyUnit
    edits: Callable[[int], tuple[Edit, ...]]
    most: int
    step: float = 1.0
    distances: tuple[int, ...] = ()

    def amount(self, steps: int) -> float:
        """Give how much some steps are, in the unit."""
        return float(self.distances[steps - 1]) if self.distances else round(steps * self.step, 9)

    def steps_before(self, steps: int) -> range:
        """Give the steps that do not suffice where these are the least: one less, or all that are nearer."""
        return range(1, steps) if self.distances else range(steps - 1, steps)


def set_cell(table: str, key: Mapping[str, Any], field: str, value: Any) -> tuple[Edit, ...]:
    """Give the one edit that sets a cell."""
    return (Set(table, key, field, value),)


def pair_of(cell: Cell) -> dict[str, str]:
    """Give the key of a rollout."""
    return {"measure": cell.measure, "sector": cell.sector}


def fewer_points(
    cell: Cell,
    column: str,
    share: float,
    edits: Callable[[float], tuple[Edit, ...]],
    kind: RepairKind = RepairKind.SCOPE,
) -> Remedy:
    """Ask for a lower share, by whole percentage points, above nothing."""
    return Remedy(
        kind=kind,
        cell=cell,
        column=column,
        unit=RemedyUnit.POINTS,
        edits=lambda steps: edits(round(share - steps / _POINTS, 6)),
        most=math.ceil(round(share * _POINTS, 6)) - 1,
    )


def step_of(size: float) -> float:
    """Give the power of ten that goes 50 to 500 times into an amount; 1 for nothing.

    Examples
    --------
    >>> step_of(60.0), step_of(7.0), step_of(1.2e9)
    (1.0, 0.1, 10000000.0)
    """
    return 10.0 ** math.floor(math.log10(size / _FINEST)) if size > 0 else 1.0
