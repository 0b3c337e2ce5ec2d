"""The table of what the tests pass through."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Give the script that writes the table."""
    spec = importlib.util.spec_from_file_location("covered", ROOT / "tools" / "covered.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_file(hit: int, statements: int, branches_hit: int, branches: int) -> dict[str, dict[str, int]]:
    """Give what coverage keeps of a file."""
    names = ("covered_lines", "num_statements", "covered_branches", "num_branches")
    return {"summary": dict(zip(names, (hit, statements, branches_hit, branches), strict=True))}


def test_files_are_added_up_by_package_and_shares_rounded_down(
    tool: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {
        "planner/check/one.py": a_file(9, 10, 3, 4),
        "planner/check/two.py": a_file(10, 10, 0, 0),
        "planner/solver/search/one.py": a_file(1999, 2000, 0, 0),
    }
    (tmp_path / "kept.json").write_text(json.dumps({"files": kept}), encoding="utf-8")

    assert tool.main(str(tmp_path / "kept.json")) == 0

    assert capsys.readouterr().out.splitlines()[2:-1] == [
        "| check | 20 | 95.0 % | 4 | 75.0 % | 91.6 % |",
        "| solver/search | 2000 | 99.9 % | 0 | – | 99.9 % |",
        "| all | 2020 | 99.9 % | 4 | 75.0 % | 99.8 % |",
    ]
