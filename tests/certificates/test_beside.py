"""Certificates are made and checked beside the page, at low priority, and can be given up at any time."""

import threading
from pathlib import Path

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


def test_the_check_gives_way_to_all_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "polite.py"
    program.write_text(POLITE, "utf-8")
    monkeypatch.setattr(certifying, "verifier", lambda: program)

    with pytest.raises(ToldError, match="The certificate is refused: politely"):
        check_beside(PLAN, priced(PLAN.roadmap, rows=()), threading.Event())
