"""Certificates are made and checked beside the page, at low priority, and can be given up at any time."""

import subprocess
import threading
from pathlib import Path
from typing import Any, ClassVar

import pytest
from support.certificates import priced
from support.kept_plan import PLAN

from planner.language import ToldError
from planner.pipeline import certify_beside, certifying, check_beside
from planner.runs import POLITENESS

POLITE = f"""
import os, sys, time
while os.nice(0) < {POLITENESS}:
    time.sleep(0.01)
sys.exit("politely")
"""


@pytest.fixture
def stopped() -> threading.Event:
    """Give what somebody has set who waits for nothing any more."""
    event = threading.Event()
    event.set()
    return event


def test_what_nobody_waits_for_is_given_up(stopped: threading.Event) -> None:
    assert certify_beside(PLAN, stopped) is None
    assert check_beside(PLAN, priced(PLAN.roadmap, rows=()), stopped) is None


class Failing(threading.Event):
    """Fails whoever asks whether it is set."""

    def is_set(self) -> bool:
        """Fail."""
        raise MemoryError


class Recorded(subprocess.Popen[str]):
    """A process that is remembered."""

    begun: ClassVar[list["Recorded"]] = []

    def __init__(self, *asked: Any, **how: Any) -> None:
        super().__init__(*asked, **how)
        self.begun.append(self)


def test_no_process_is_left_where_waiting_for_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "patient.py"
    program.write_text("import time\ntime.sleep(60)", "utf-8")
    monkeypatch.setattr(certifying, "verifier", lambda: program)
    monkeypatch.setattr(subprocess, "Popen", Recorded)

    with pytest.raises(MemoryError):
        check_beside(PLAN, priced(PLAN.roadmap, rows=()), Failing())

    (process,) = Recorded.begun
    assert process.returncode is not None


def test_the_check_gives_way_to_all_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "polite.py"
    program.write_text(POLITE, "utf-8")
    monkeypatch.setattr(certifying, "verifier", lambda: program)

    with pytest.raises(ToldError, match="The certificate is refused: politely"):
        check_beside(PLAN, priced(PLAN.roadmap, rows=()), threading.Event())
