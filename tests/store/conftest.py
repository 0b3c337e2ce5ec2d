"""What the tests of the store share: a roadmap in files, and what is kept of it beside them."""

from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything

from planner.files import write_csv
from planner.store import Store, open_store


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test come near what the user has kept."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give the folder of a small roadmap with everything in it."""
    folder = tmp_path / "veikart"
    write_csv(a_roadmap_with_everything(), folder)
    return folder


@pytest.fixture
def store(files: Path, tmp_path: Path) -> Store:
    """Give what is kept of it, with the files as the first version."""
    return open_store(files, tmp_path / "kept", author="Kari")
