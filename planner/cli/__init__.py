"""The command line: the pipeline's steps as commands, for analysts and for scripts.

Exit codes: 0 done, 1 findings or no plan, 2 wrong use, 130 ended by Ctrl-C. What was asked for goes to
standard output, all else to standard error.
"""

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code, also where Ctrl-C comes before the program is loaded."""
    try:
        from planner.cli.program import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130
