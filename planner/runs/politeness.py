"""How work steps back behind what people wait for."""

import os
import sys
import threading
from contextlib import suppress

POLITENESS = 10
"""How far a process or thread steps back behind others that want to work."""


def step_back_in_this_thread() -> None:
    """Let this thread, and what it starts from now on, work where others leave a core; on Linux alone.

    Elsewhere a thread has no priority that others see as that of a process. Where the whole program stands
    further back already, or the system refuses, all stays as it is.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(POLITENESS, os.getpriority(os.PRIO_PROCESS, thread)))
