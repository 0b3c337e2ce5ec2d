"""Many independent questions on all cores, each in a process beside this one; knows nothing of what is asked.

What may be given up at any time, may take much memory, or holds Python up, is asked here: a process is ended
from outside without harm, a thread is not. An answer depends on its question alone, never on which process
gave it, what that one was asked before, or in what order answers come. What this process
does at a stretch may keep Python from looking for what nobody needs any more.
"""

from planner.runs.answered import Answered, LostError, Outcome
from planner.runs.collecting import no_collecting
from planner.runs.many import MEMORY_MB, side_by_side
from planner.runs.one import LOOK_SECONDS, Answerer, cores
from planner.runs.politeness import POLITENESS, step_back_in_this_thread

__all__ = [
    "LOOK_SECONDS",
    "MEMORY_MB",
    "POLITENESS",
    "Answered",
    "Answerer",
    "LostError",
    "Outcome",
    "cores",
    "no_collecting",
    "side_by_side",
    "step_back_in_this_thread",
]
