"""Kernels as the plain Python they are written in: for the first plan, while they are not compiled yet.

A kernel names others by the names of its module, where those are compiled ones. Here each module has a twin,
in which the same names mean plain functions, and in which the kernel's own code runs.
"""

import sys
from collections.abc import Callable
from threading import RLock
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np

from planner.solver.arrays.ready import is_ready

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

_twins: dict[str, dict[str, Any]] = {}
_lock = RLock()


def at_once(kernel: Kernel, unit: str = "lists") -> Kernel:
    """Give a kernel so that it runs at once: compiled, if it is, else as plain Python."""
    if is_ready(unit) or not hasattr(kernel, "py_func"):
        return kernel
    return as_python(kernel)


def as_python(kernel: Kernel) -> Kernel:
    """Give a kernel as plain Python; as when compiled, it says nothing of infinity times nothing."""
    with _lock:
        plain = _plain(kernel)

    def called(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):
            return plain(*arguments)

    return cast("Kernel", called)


def _plain(kernel: Any) -> Callable[..., Any]:
    """Give the function that a kernel was compiled from, among the twins of the others."""
    function = kernel.py_func
    twin = _twin(function.__module__)
    made = FunctionType(
        function.__code__, twin, function.__name__, function.__defaults__, function.__closure__
    )
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def _twin(module: str) -> dict[str, Any]:
    """Give the names of a module, with plain functions for kernels."""
    if module not in _twins:
        names = _twins[module] = dict(vars(sys.modules[module]))
        for name, each in list(names.items()):
            if hasattr(each, "py_func"):
                names[name] = _plain(each)
    return _twins[module]
