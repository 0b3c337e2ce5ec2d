"""Ctrl-C at any moment of a start: the program ends, and nobody is shown where in its imports it was."""

import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
ENDED = (130, -signal.SIGINT, 0)
"""Ended by Ctrl-C, as a command, by the system before it listens, or as the workspace that serves."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends SIGINT as a terminal on POSIX does")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def interrupted_after(make: ModuleType, seconds: float) -> tuple[int, str]:
    """Start the workspace as make.py does, interrupt it, and give its exit code and what it told."""
    command = [sys.executable, "app.py", "--no-browser", "--port", str(free_port())]
    with make.running(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as started:
        time.sleep(seconds)
        started.send_signal(signal.SIGINT)
        try:
            _out, told = started.communicate(timeout=20)
        except subprocess.TimeoutExpired:  # Python's own start may swallow one: who sees that presses again
            started.send_signal(signal.SIGINT)
            _out, told = started.communicate(timeout=60)
    return started.returncode, told


@pytest.mark.parametrize("seconds", [0, 0.05, 0.2, 0.5])
def test_ctrl_c_while_the_workspace_starts_ends_it_without_a_trace(make: ModuleType, seconds: float) -> None:
    code, told = interrupted_after(make, seconds)

    assert code in ENDED
    assert "Traceback" not in told


@pytest.mark.slow
@pytest.mark.parametrize("step", range(20))
def test_ctrl_c_at_any_moment_of_the_first_seconds_ends_it_without_a_trace(
    make: ModuleType, step: int
) -> None:
    code, told = interrupted_after(make, step * 0.15)

    assert code in ENDED
    assert "Traceback" not in told


def test_who_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    asked = "import _signal, planner.launch; print(_signal.getsignal(2) == _signal.SIG_IGN)"
    run = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )

    assert run.stdout == "True\n"


def test_nothing_is_loaded_before_ctrl_c_is_seen_to() -> None:
    seen = "before = set(sys.modules); import planner.launch; print(sorted({*sys.modules} - before))"

    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; {seen}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "['planner', 'planner.launch']\n"
