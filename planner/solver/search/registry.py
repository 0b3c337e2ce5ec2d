"""Where each engine lives; loaded only in the process that runs it: OR-tools and numba take long to load."""

from importlib import import_module

from planner.solver.arrays.ready import is_ready
from planner.solver.contract.channel import Engine
from planner.solver.contract.method import Method

_PLACES = {
    Method.HIGHS: ("planner.solver.engines.step.proving", "prove"),
    Method.NEIGHBOURHOODS: ("planner.solver.engines.step.improving", "improve"),
    Method.PRICES: ("planner.solver.engines.pricing.engine", "prices"),
    Method.RUIN: ("planner.solver.engines.ruin.engine", "ruin_and_recreate"),
    Method.ORDERS: ("planner.solver.engines.orders.engine", "anneal_orders"),
    Method.RUIN_TOO: ("planner.solver.engines.ruin.engine", "ruin_and_recreate_too"),
    Method.CP_SAT: ("planner.solver.engines.interval.engine", "interval_engine"),
    Method.TIDY: ("planner.solver.engines.step.tidying", "tidy"),
    Method.LISTS: ("planner.solver.engines.makespan.engine", "list_makespan"),
}

_UNITS = {
    Method.PRICES: ("prices",),
    Method.RUIN: ("lists", "ruin"),
    Method.RUIN_TOO: ("lists", "ruin"),
    Method.ORDERS: ("lists", "ruin", "orders"),
    Method.LISTS: ("makespan",),
    Method.CP_SAT: ("makespan",),
}
"""Units of compiled kernels that engines need; the others need none."""


def can_work(method: Method) -> bool:
    """Tell whether an engine can work at once: whether what it needs of kernels is compiled."""
    return all(is_ready(unit) for unit in _UNITS.get(method, ()))


def load(method: Method) -> Engine:
    """Give an engine, ready to be called."""
    module, name = _PLACES[method]
    engine: Engine = getattr(import_module(module), name)
    return engine
