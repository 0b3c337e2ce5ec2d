"""Puts the benchmarks on the path, whose generator draws large roadmaps."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
