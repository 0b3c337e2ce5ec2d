"""The program that checks certificates is part of a wheel, and is found where that is installed."""

import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from planner.language import ToldError
from planner.pipeline import certifying

ROOT = Path(__file__).parents[2]


def test_the_checkout_has_its_own() -> None:
    assert certifying.verifier() == ROOT / "tools" / "verify_bound.py"


def test_the_wheel_lists_it() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]

    assert told["data-files"]["share/planner"] == ["tools/verify_bound.py"]


def test_an_installation_without_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(certifying, "files", lambda _name: None)

    with pytest.raises(ToldError, match="is not installed"):
        certifying.verifier(tmp_path)


def test_an_installation_finds_it_among_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "share" / "planner" / "verify_bound.py"
    listed = SimpleNamespace(name=program.name, locate=lambda: program)
    monkeypatch.setattr(certifying, "files", lambda _name: [listed])

    assert certifying.verifier(tmp_path) == program


@pytest.mark.slow
def test_a_wheel_holds_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for part in ("planner", "tools"):
        copytree(ROOT / part, source / part, ignore=ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        copy(ROOT / name, source / name)
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(tmp_path)!r})"

    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as made:
        (held,) = (name for name in made.namelist() if name.endswith("verify_bound.py"))
        assert held.endswith(".data/data/share/planner/verify_bound.py")
        assert made.read(held) == (ROOT / "tools" / "verify_bound.py").read_bytes()
