"""Compiling kernels beside other work: in one process, at the lowest priority, that ends with its parent."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from planner.solver.arrays.ready import UNITS, all_ready, is_kept, units_ready

_COMMAND = [sys.executable, "-m", "planner.solver.search.warm"]
_SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far the engines are compiled: units that are, of how many, and whether no more will come."""

    ready: int
    of: int
    has_failed: bool = False


class Preparation:
    """Compiles what is not compiled yet in the background.

    What it has compiled stays when it is ended, also by the end of this process; the next one goes on from
    there. Where another process compiles already, it waits for that one at no cost.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, when_ready: Callable[[], None] = lambda: None) -> None:
        """Begin, unless all is compiled.

        Parameters
        ----------
        when_ready
            Called from another thread once all has been compiled; never where it was already.

        Raises
        ------
        OSError
            If no process can be started.
        """
        if not all_ready():
            self._process = subprocess.Popen(
                [*_COMMAND, "--background"],
                stdin=subprocess.PIPE,  # by whose end it learns that nobody waits for it any more
                stdout=subprocess.DEVNULL,
                start_new_session=os.name == "posix",  # so that Ctrl-C reaches the parent only
            )
            threading.Thread(target=_tell, args=(self._process, when_ready), daemon=True).start()

    @property
    def state(self) -> Prepared | None:
        """Give how far it has come, ``None`` when all is compiled or nothing was begun."""
        if self._process is None or all_ready():
            return None
        has_ended = self._process.poll() is not None
        return Prepared(ready=units_ready(), of=len(UNITS), has_failed=has_ended and not all_ready())

    @property
    def is_running(self) -> bool:
        """Tell whether it is still at work."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """End the process, softly first."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _tell(process: subprocess.Popen[bytes], when_ready: Callable[[], None]) -> None:
    """Tell when a process has compiled all."""
    process.wait()
    if all_ready():
        when_ready()


def units_missing() -> int:
    """Count the units of kernels that a plan would have to do without."""
    return len(UNITS) - units_ready()


def kernels_kept() -> tuple[int, int]:
    """Count the units of kernels that are compiled and kept, and all."""
    return sum(map(is_kept, UNITS)), len(UNITS)


def compile_now() -> None:
    """Compile what is not compiled yet, and wait for it; a plan that must be repeatable needs all engines."""
    if not all_ready():
        subprocess.run(_COMMAND, stdout=subprocess.DEVNULL, check=False)
