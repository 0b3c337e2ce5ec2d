"""Folders of instances: families, best known values, what is passed over."""

from pathlib import Path

import pytest
from formats import FormatError
from instances import BestKnown, best_known, cases_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two families, a list of best known values, and files of other kinds."""
    for number in range(6):
        _write(tmp_path / "rcpsp" / "j30" / f"j30{number}_1.sm")
    _write(tmp_path / "max" / "PSP1.SCH")
    _write(tmp_path / "odd" / "model.mps")
    _write(tmp_path / "README.md")
    _write(
        tmp_path / "bks.csv",
        "instance,best_known_lb,best_known_ub,source\n"
        "rcpsp/j30/j300_1.sm,41,43,somebody\n"
        "max/PSP1.SCH,infeasible,infeasible,somebody\n"
        "rcpsp/j30/j301_1.sm,,50,somebody\n",
    )
    return tmp_path


def _write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_cases_carry_family_name_and_what_is_known(folder: Path) -> None:
    found = {f"{case.family}/{case.name}": case.best for case in cases_in(folder, [".sm", ".sch"])}

    assert len(found) == 7
    assert found["rcpsp/j30/j300_1"] == BestKnown(lb=41.0, ub=43.0)
    assert found["rcpsp/j30/j301_1"] == BestKnown(lb=None, ub=50.0)
    assert found["rcpsp/j30/j302_1"] == BestKnown()
    assert found["max/PSP1"].infeasible


def test_only_some_families_and_only_so_many_spread_over_each(folder: Path) -> None:
    found = cases_in(folder, [".sm", ".sch"], only=["j30"], limit=3)

    assert [case.name for case in found] == ["j300_1", "j302_1", "j304_1"]


def test_a_folder_of_instances_is_its_own_family(folder: Path) -> None:
    assert {case.family for case in cases_in(folder / "max", [".sch"])} == {"max"}


def test_unknown_kinds_are_passed_over_with_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases_in(folder, [".sm"])

    assert capsys.readouterr().err == "odd: 1 files .mps of an unknown kind, passed over\n"


def test_a_folder_without_the_list_is_taken_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path / "a.sm")

    assert [case.best for case in cases_in(tmp_path, [".sm"])] == [BestKnown()]
    assert "no bks.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("instance,best_known_lb\n", "line 1: found no column best_known_ub"),
        ("instance,best_known_lb,best_known_ub\na,1,x\n", r"line 2: found \['1', 'x'\]"),
    ],
)
def test_a_damaged_list_says_where(tmp_path: Path, text: str, told: str) -> None:
    _write(tmp_path / "bks.csv", text)

    with pytest.raises(FormatError, match=told):
        best_known(tmp_path)


def test_no_folder_and_nothing_in_it_are_said(folder: Path) -> None:
    with pytest.raises(FormatError, match="found no folder"):
        cases_in(folder / "nowhere", [".sm"])
    with pytest.raises(FormatError, match=r"found no such instances, expected .*\.sm in j999"):
        cases_in(folder, [".sm"], only=["j999"])
