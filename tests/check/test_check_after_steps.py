"""What is known from the step before changes nothing of what is found: it is that of the whole check."""

import copy
from collections.abc import Callable
from itertools import islice
from random import Random

import pytest
from support.cell_edits import KINDS, cell_edits
from support.strategies import random_roadmap

from planner.check import check
from planner.model import Roadmap
from planner.tables import apply

EDITS = 20


@pytest.mark.parametrize("kind", KINDS)
def test_steps_in_any_table_find_what_a_check_of_a_roadmap_never_seen_finds(
    kind: Callable[[int], Roadmap],
) -> None:
    for seed in (1, 2):
        roadmap = kind(seed)
        for edit in islice(cell_edits(Random(seed), roadmap, [random_roadmap(seed + 40)]), EDITS):
            changed = apply(roadmap, [edit]).roadmap
            if changed is not None:
                roadmap = changed
                unseen = copy.deepcopy(roadmap)  # whose things are none of those that are known
                assert check(roadmap) == check(unseen), edit
