"""What each engine is worth: runs go on where they stopped, and their table compares like with like."""

from pathlib import Path
from typing import Any

import ablation
import pytest
from support.builders import a_roadmap_with_everything

from planner.model import Effort
from planner.solver import solve
from planner.solver.contract.method import Method


def a_line(variant: str, value: float, *, seed: int = 0, bound: float = 110.0) -> dict[str, Any]:
    """Give what is kept of one search."""
    return {
        "family": "waves 200, slack",
        "seed": seed,
        "variant": variant,
        "seconds_asked": 30.0,
        "value": value,
        "bound": bound,
    }


def test_every_run_is_asked_for_once() -> None:
    keys = [each.key for each in ablation.runs()]

    assert len(keys) == len(set(keys))
    assert {family for family, _seed, _variant in keys} >= {
        "default data",
        "graph, slack",
        "waves 600, binding",
    }


def test_what_has_been_run_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def run(run: ablation.Run, seconds: float) -> dict[str, Any]:
        asked.append(run.variant)
        return a_line(run.variant, 100.0) | {"family": run.family, "seed": run.seed, "seconds_asked": seconds}

    monkeypatch.setattr(ablation, "line_of", run)
    for _ in range(2):
        ablation.main(["--to", str(tmp_path / "kept.jsonl"), "--limit", "2", "--seconds", "30"])

    assert asked == [each.variant for each in ablation.runs()][:4]
    assert len(ablation.kept(tmp_path / "kept.jsonl")) == 4


def test_the_table_says_how_far_a_crew_without_an_engine_is_from_the_full_one() -> None:
    lines = [a_line(ablation.FULL, 100.0), a_line(ablation.AGAIN, 100.1), a_line("without prices", 99.0)]

    rows = ablation.table(lines).splitlines()[2:]

    assert rows == [
        "| waves 200, slack | full crew again | +0.10 % (+0.10) | 9.89 % | 10.00 % | 1 |",
        "| waves 200, slack | without prices | -1.00 % (-1.00) | 11.11 % | 10.00 % | 1 |",
    ]


def test_an_engine_that_is_left_out_takes_no_part() -> None:
    with ablation._left_out(Method.HIGHS):
        plan = solve(a_roadmap_with_everything(), effort=Effort(seconds=3))

    assert dict(plan.choice)["methods"] == "neighbourhoods, ruin and recreate, prices"
