"""What all tests share: the folders of builders and of tools on the path, and the options of the suites."""

import os
import sys
from collections.abc import Iterator
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


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test come near what the user has kept, nor the processes that tests start."""
    with pytest.MonkeyPatch.context() as changed:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            changed.setenv(name, str(tmp_path_factory.mktemp("data")))
        yield
