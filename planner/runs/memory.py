"""How much memory a process takes, where the system tells."""

import os
from pathlib import Path

_BYTES_PER_MB = 1e6


def memory_mb(pid: int) -> float:
    """Give the memory of a process, with its part of what it shares with others.

    Linux tells that in ``smaps_rollup``; where it keeps that to itself, all that the process has at hand
    counts, from ``statm``. 0 where the system tells neither, or the process has ended.
    """
    folder = Path("/proc", str(pid))
    try:
        return _own_part(folder) / _BYTES_PER_MB
    except (OSError, StopIteration):
        pass
    try:
        resident = int((folder / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return resident * os.sysconf("SC_PAGE_SIZE") / _BYTES_PER_MB


def _own_part(folder: Path) -> int:
    lines = (folder / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
