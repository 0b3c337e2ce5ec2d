"""How much memory processes hold, what they share counted once."""

import mmap
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from recording import PeakMemory, held_megabytes

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")
LARGE_MB = 50
HOLDS = f"held = b'x' * {LARGE_MB}_000_000"
SHARES = (
    "import mmap; file = open({path!r}, 'rb'); "
    "held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ); sum(held[::4096])"
)


@contextmanager
def a_process(work: str) -> Iterator[str]:
    """Give the id of a process that has done some work and waits."""
    command = [sys.executable, "-c", f"{work}; print('done', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield str(child.pid)
        child.communicate(b"\n")


@linux_only
def test_the_peak_is_what_this_process_and_its_children_hold_together() -> None:
    with a_process(HOLDS) as child, PeakMemory() as peak:
        held = held_megabytes(child)

    assert held > LARGE_MB
    assert peak.megabytes is not None
    assert peak.megabytes > held


@linux_only
def test_what_two_processes_share_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "shared"
    path.write_bytes(b"x" * LARGE_MB * 1_000_000)

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as shared:
        assert sum(shared[::4096]) > 0
        alone = held_megabytes("self")
        with a_process(SHARES.format(path=str(path))):
            together = held_megabytes("self")

    assert alone - together == pytest.approx(LARGE_MB / 2, abs=10)


@linux_only
def test_a_process_that_has_ended_holds_nothing() -> None:
    with a_process("pass") as child:
        pass

    assert held_megabytes(child) == 0.0


@linux_only
def test_where_the_system_tells_no_parts_all_that_a_process_holds_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = Path.read_text

    def without_parts(path: Path) -> str:
        if path.name == "smaps_rollup":
            raise FileNotFoundError
        return read(path)

    monkeypatch.setattr(Path, "read_text", without_parts)

    with a_process(HOLDS) as child:
        assert held_megabytes(child) > LARGE_MB
