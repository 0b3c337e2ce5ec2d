"""The command line: the pipeline's steps as commands, for analysts and for scripts.

Exit codes: 0 done, 1 findings or no plan, 2 wrong use, 130 ended by Ctrl-C. What was asked for goes to
standard output, all else to standard error.
"""

from planner.cli.program import main

__all__ = ["main"]
