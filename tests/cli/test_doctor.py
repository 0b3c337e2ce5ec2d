"""The doctor names what is missing and goes on to the rest."""

from pathlib import Path

import pytest

from planner.cli.commands import doctor as ward
from planner.solver.arrays import ready


def compiled(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Give what the doctor says of compiled code alone."""
    code = ward.run()
    return code, capsys.readouterr().out


@pytest.fixture
def only_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the slow examinations out."""
    monkeypatch.setattr(ward, "_examinations", lambda: [("compiled", ward._compiled)])


@pytest.mark.usefixtures("only_compiled")
def test_compiled_code_that_is_kept_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    code, said = compiled(capsys)
    assert (code, "0 av 5 deler" in said) == (0, True)

    for unit in ready.UNITS:
        ready.mark(unit)
    for engine in ("pricing", "placing"):
        ready.kept_kernels(engine).mkdir()
        (ready.kept_kernels(engine) / "a.nbi").touch()
    code, said = compiled(capsys)
    assert (code, "2 løkker" in said) == (0, True)
    assert str(tmp_path) in said


@pytest.mark.usefixtures("only_compiled")
def test_a_place_that_cannot_be_written_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "file"
    taken.touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(taken / "cache"))

    code, said = compiled(capsys)

    assert code == 1
    assert "kan ikke skrives til" in said


@pytest.mark.usefixtures("only_compiled")
def test_a_machine_without_numba_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ward, "find_spec", lambda name: None)

    code, said = compiled(capsys)

    assert code == 1
    assert "numba" in said


def test_a_sound_machine_passes_every_examination(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = compiled(capsys)

    assert code == 0, said
    assert len(said.splitlines()) == len(ward._examinations())


def test_without_a_place_of_its_own_compiled_code_lies_beside_the_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert ready.cache_folder().parent == Path(ready.__file__).parent
    assert ready.kept_kernels("pricing") == ready.kernels("pricing") / "__pycache__"

    monkeypatch.setattr(ready, "is_writable", lambda folder: False)
    assert ready.cache_folder().name == "numba"
