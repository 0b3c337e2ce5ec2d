"""How work steps back behind what people wait for."""

import os
import sys
import threading

POLITENESS = 10
"""How far a process or thread steps back behind others that want to work."""


def step_back_in_this_thread() -> None:
    """Let this thread, and what it starts from now on, work where others leave a core; on Linux alone.

    Elsewhere a thread has no priority that others see as that of a process.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITENESS)
