"""What is installed beside the planner: each under a licence that lets anybody use it, and all of it told."""

import importlib.util
import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Give the script that writes the bill."""
    spec = importlib.util.spec_from_file_location("bill", ROOT / "tools" / "bill.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bill"] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_every_locked_package_has_a_licence_that_lets_anybody_use_it(tool: ModuleType) -> None:
    assert tool.faults(tool.locked()) == []


def test_a_licence_that_is_unknown_or_forbids_is_named(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "STATED", {"one": "GPL-3.0-only OR SSPL-1.0", "two": "MIT OR BSD-3-Clause"})
    any_package = tool.locked()[0]

    told = tool.faults([replace(any_package, name=name) for name in ("one", "two", "three")])

    assert [fault.split(":")[0] for fault in told] == ["one", "three"]
    assert "GPL-3.0-only, SSPL-1.0" in told[0]


def test_the_bill_and_the_table_are_those_of_the_locks(tool: ModuleType) -> None:
    """Write both anew with: python3 make.py licences."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    packages = tool.locked()

    assert tool.BILL.read_text("utf-8") == tool.bill(packages, version)
    assert tool.TABLE.read_text("utf-8") == tool.table(packages)


def test_the_bill_names_every_version_in_the_locks_once(tool: ModuleType) -> None:
    found = [
        each["purl"] for each in json.loads(tool.BILL.read_text("utf-8"))["components"] if "purl" in each
    ]

    assert len(found) == len(set(found)) == sum(len(each.versions) for each in tool.locked())
    assert all(f"pkg:pypi/{name}@" in " ".join(found) for name in ("networkx", "ortools", "pandas", "pytest"))


def test_what_is_needed_is_in_the_bill(tool: ModuleType) -> None:
    told = json.loads(tool.BILL.read_text("utf-8"))
    refs = {each["bom-ref"] for each in told["components"]} | {"planner"}
    needs = {each["ref"]: each["dependsOn"] for each in told["dependencies"]}

    assert {ref for those in needs.values() for ref in those} <= refs
    assert any(ref.startswith("pkg:pypi/dash@") for ref in needs["planner"])
    assert any(
        ref.startswith("pkg:pypi/llvmlite@") for name in needs if "/numba@" in name for ref in needs[name]
    )


def test_what_runs_and_what_only_developers_use_are_told_apart(tool: ModuleType) -> None:
    scopes = {each.name: each.scope for each in tool.locked()}

    assert (scopes["ortools"], scopes["pytest"]) == ("required", "excluded")
