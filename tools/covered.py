"""How much of each package the tests pass through: statements and branches, from what coverage has kept."""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def by_package(kept: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Add up the files of each package; of the solver, those of each of its rooms."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(COUNTED))
    for file, told in kept["files"].items():
        counted = [told["summary"][name] for name in COUNTED]
        for name in (_package(PurePath(file)), "all"):
            sums[name] = [sum(pair) for pair in zip(sums[name], counted, strict=True)]
    return {name: tuple(sums[name]) for name in sorted(sums, key=lambda name: (name == "all", name))}


def _package(file: PurePath) -> str:
    """Name the package of a file below ``planner``.

    Examples
    --------
    >>> _package(PurePath("planner/solver/engines/step/model.py")), _package(PurePath("planner/economics.py"))
    ('solver/engines', 'economics')
    """
    parts = file.with_suffix("").parts[1:]
    depth = 2 if parts[0] == "solver" and len(parts) > 2 else 1
    return "/".join(parts[:depth])


def table(sums: Mapping[str, tuple[int, ...]]) -> str:
    """Write the share of statements and of branches passed, and of both together, in per cent."""
    lines = ["| package | statements | passed | branches | passed | both |", "|---|---|---|---|---|---|"]
    for name, (lines_hit, statements, branches_hit, branches) in sums.items():
        both = _percent(lines_hit + branches_hit, statements + branches)
        lines.append(
            f"| {name} | {statements} | {_percent(lines_hit, statements)} | {branches} "
            f"| {_percent(branches_hit, branches)} | {both} |"
        )
    return "\n".join(lines) + "\n"


def _percent(part: int, whole: int) -> str:
    """Give a share, rounded down: only all is 100."""
    return f"{1000 * part // whole / 10:.1f} %" if whole else "–"


def main(file: str = "coverage.json") -> int:
    """Print the table."""
    print(table(by_package(json.loads(Path(file).read_text(encoding="utf-8")))))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
