"""One measure placed and taken out again, by kernels as plain Python: to compile them for it takes long."""

from typing import Any

from planner.solver.arrays.plain import as_python
from planner.solver.engines.placing.kernels import ledger, links, measures

copy_ledger = as_python(ledger.copy_ledger)
make_desk = as_python(links.make_desk)
ledger_of = as_python(measures.ledger_of)
place_measure = as_python(measures.place_measure)
take_out = as_python(measures.take_out)


def placed_and_taken_out(arrays: Any, aims: Any, plans: Any, measure: int) -> Any:
    """Place a measure and take it out.

    Give whether it was placed, the ledger before, between and after, and what plans alone leave between.
    """
    left, desk, before = ledger_of(arrays, plans), make_desk(arrays), ledger_of(arrays, plans)
    placed = place_measure(arrays, aims, left, plans, desk, measure, 0, True)
    between, counted = ledger_of(arrays, plans), ledger_of(arrays, plans)
    copy_ledger(left, between)
    if placed:
        take_out(arrays, left, plans, measure)
    return placed, before, between, left, counted
