"""Every rule of the page names tests that hold it, and they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECORD = (ROOT / "docs" / "adr" / "0038-the-plan-in-one-window.md").read_text("utf-8")
RULES = [line for line in RECORD.splitlines() if line.startswith("| ") and "`" in line]
TESTS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


def test_every_rule_names_a_test_that_is_there() -> None:
    assert len(RULES) == 10
    for rule in RULES:
        names = re.findall(r"::(test_\w+)", rule)
        assert names, rule
        for name in names:
            assert f"def {name}(" in TESTS, name
