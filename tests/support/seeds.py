"""How many random roadmaps are tried at once, and how many in the slow tests."""

from typing import Any

import pytest


def drawn(at_once: int, all_of_them: int) -> list[Any]:
    """Give seeds to parametrize a test with: the first in every run of the tests, the others in slow ones."""
    later = (pytest.param(seed, marks=pytest.mark.slow) for seed in range(at_once, all_of_them))
    return [*range(at_once), *later]
