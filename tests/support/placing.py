"""One measure placed and taken out again, compiled: what kernels alone call has no way in from Python."""

from typing import Any

from numba import njit

from planner.solver.engines.placing.kernels.ledger import copy_ledger
from planner.solver.engines.placing.kernels.links import make_desk
from planner.solver.engines.placing.kernels.measures import ledger_of, place_measure, take_out


@njit
def placed_and_taken_out(arrays: Any, aims: Any, plans: Any, measure: int) -> Any:
    """Place a measure and take it out.

    Give whether it was placed, the ledger before, between and after, and what plans alone leave between.
    """
    ledger, desk, before = ledger_of(arrays, plans), make_desk(arrays), ledger_of(arrays, plans)
    placed = place_measure(arrays, aims, ledger, plans, desk, measure, 0, True)
    between, counted = ledger_of(arrays, plans), ledger_of(arrays, plans)
    copy_ledger(ledger, between)
    if placed:
        take_out(arrays, ledger, plans, measure)
    return placed, before, between, ledger, counted
