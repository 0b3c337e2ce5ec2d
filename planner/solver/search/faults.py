"""What went wrong with an engine, as data."""

from planner.model import Fault, FaultKind
from planner.solver.contract.method import Method
from planner.solver.search.child import Event


def fault_of(event: Event, memory_gib: float) -> Fault:
    """Give what an engine that failed said of it."""
    if "MemoryError" in event.error or "bad_alloc" in event.error:
        return Fault(kind=FaultKind.OUT_OF_MEMORY, method=event.method.value, detail=f"{memory_gib:g}")
    why = event.error.strip().splitlines()[-1]
    return Fault(kind=FaultKind.FAILED, method=event.method.value, detail=why)


def fault_of_work(method: Method, error: Exception) -> Fault:
    """Give what is wrong with work that an engine's kernels did in this process."""
    return Fault(kind=FaultKind.FAILED, method=method.value, detail=f"{type(error).__name__}: {error}")


def fault_of_end(method: str, code: int | None, *, is_explained: bool) -> Fault | None:
    """Give what is wrong with the end of a process: ended by another such as for want of memory, or mute."""
    if code:
        return Fault(kind=FaultKind.ENDED, method=method, detail=str(code))
    return None if is_explained else Fault(kind=FaultKind.LOST, method=method)
