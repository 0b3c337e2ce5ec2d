"""How kernels are compiled: kept on disk, and without the wrappers and counts that they do not need.

Reference counts are what costs most in code that passes a hundred arrays around: kernels that make no arrays
do without, and run ten times as fast. The wrappers that let Python call a kernel cost about a second of
compiling each. A call hands over every one of those arrays, so kernels that others call become part of them.

What is kept on disk holds the code of the kernels that are called, but only the kernel's own file is watched:
so all of a family is forgotten when any of its files is newer.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar, cast

import numba

from planner.solver.arrays.ready import UNITS, kept_kernels, sources

Kernel = TypeVar("Kernel", bound=Callable[..., object])

_compiled = cast("Callable[..., Callable[[Any], Any]]", numba.njit)
_UNWRAPPED = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}


def entry(function: Kernel) -> Kernel:
    """Compile a kernel that Python calls."""
    return cast("Kernel", _compiled(cache=True, nogil=True)(function))


def making(function: Kernel) -> Kernel:
    """Compile a kernel that other kernels call, and that makes arrays."""
    return cast("Kernel", _compiled(**_UNWRAPPED)(function))


def inner(function: Kernel) -> Kernel:
    """Compile a kernel that other kernels call, and that makes no arrays and gives none back."""
    return cast("Kernel", _compiled(**_UNWRAPPED, _nrt=False)(function))


def forget_what_is_stale() -> None:
    """Remove kept kernels that are older than any of the files whose kernels call each other."""
    for family in set(UNITS.values()):
        newest = max(each.stat().st_mtime for each in sources(family))
        with suppress(OSError):  # a folder that may not be written to has nothing kept in it
            for engine in family:
                for index in kept_kernels(engine).glob("*.nbi"):
                    if index.stat().st_mtime < newest:
                        index.unlink()


forget_what_is_stale()
