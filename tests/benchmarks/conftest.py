"""Puts the benchmarks on the path, as running one of them does."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
