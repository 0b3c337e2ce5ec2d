"""Where a program begins. It is imported before all else: until a command listens, Ctrl-C ends it silently.

Python itself would tell where it was in its own imports, which helps nobody. ``signal`` is among what takes
time to load, so its built-in half is asked.
"""

import _signal  # type: ignore[import-not-found]

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # not where it is ignored, as by nohup
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
if hasattr(_signal, "pthread_sigmask"):  # make.py holds back what comes while Python starts
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGINT])

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command, listening for Ctrl-C, and give its exit code."""
    from planner.cli import main as run  # silently too: what is loaded may swallow a Ctrl-C

    if _signal.getsignal(_signal.SIGINT) is _signal.SIG_DFL:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    try:
        code = run(arguments)
    except KeyboardInterrupt:
        return 130
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # nothing is left to be finished
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    return code
