"""What all tests share: the folders of builders and of tools on the path, and the options of the suites."""

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder of published instances, which lies outside the project."""
    text = "folder of published scheduling instances, as --instances=FOLDER"
    parser.addoption("--instances", type=Path, default=None, help=text)


def pytest_configure() -> None:
    """Let engines be compiled where a test needs them, also in the processes that tests start."""
    os.environ.setdefault("PLANNER_COMPILE", "when-needed")
