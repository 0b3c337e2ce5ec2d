"""How kernels are compiled: kept on disk, and without the wrappers and counts that they do not need.

Reference counts are what costs most in code that passes a hundred arrays around: kernels that make no arrays
do without, and run ten times as fast. The wrappers that let Python call a kernel cost about a second of
compiling each. A call hands over every one of those arrays, so kernels that others call become part of them.
A figure in a call would cost that once more, as numba compiles what is called for a 0 by itself; since it
becomes part of the caller, who knows the 0, nothing is lost where that is left out.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core.types import unliteral

from planner.solver.arrays.ready import forget_what_is_stale

Kernel = TypeVar("Kernel", bound=Callable[..., object])

_UNWRAPPED = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}


def entry(function: Kernel) -> Kernel:
    """Compile a kernel that Python calls."""
    return _compiled(function, cache=True, nogil=True)


def making(function: Kernel) -> Kernel:
    """Compile a kernel that other kernels call, and that makes arrays."""
    return _compiled(function, **_UNWRAPPED)


def inner(function: Kernel) -> Kernel:
    """Compile a kernel that other kernels call, and that makes no arrays and gives none back."""
    return _compiled(function, **_UNWRAPPED, _nrt=False)


def part(function: Kernel) -> Kernel:
    """Write a kernel that is called from one place into its caller, instead of compiling it by itself first.

    It counts references where its caller does: one that makes no arrays is called by ``inner`` kernels only.
    """
    return _compiled(function, inline="always")


def _compiled(function: Kernel, **options: bool | str) -> Kernel:
    """Let numba compile a function, for kinds of arguments only and not once more for each figure."""
    kernel = cast("Callable[..., Callable[[Any], Any]]", numba.njit)(**options)(function)
    if kernel is not function:  # as it is where numba is told to compile nothing
        of_kinds = kernel.get_call_template
        kernel.get_call_template = lambda args, kws: of_kinds(tuple(map(unliteral, args)), kws)
    return cast("Kernel", kernel)


forget_what_is_stale()
