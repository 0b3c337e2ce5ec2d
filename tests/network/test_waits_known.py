"""Waits within a measure are known from the last roadmap that was asked about, and are those of this one."""

import copy
from itertools import islice
from random import Random

import pytest
from support.cell_edits import cell_edits
from support.strategies import random_roadmap, random_roadmap_under_way, random_roadmap_with_profiles

from planner.network import waits
from planner.tables import apply

KINDS = (random_roadmap, random_roadmap_under_way, random_roadmap_with_profiles)


@pytest.mark.parametrize("proven", [False, True])
def test_waits_after_a_step_are_those_of_a_roadmap_never_seen_before(proven: bool) -> None:
    for seed in range(6):
        roadmap = KINDS[seed % len(KINDS)](seed)
        dice = Random(seed)
        for edit in islice(cell_edits(dice, roadmap, [random_roadmap(seed + 1)]), 12):
            changed = apply(roadmap, [edit]).roadmap
            if changed is not None and _names_what_is_there(edit):
                roadmap = changed
                unseen = copy.deepcopy(roadmap)  # whose things are none of those that are known
                assert waits(roadmap, proven=proven) == waits(unseen, proven=proven), edit


def _names_what_is_there(edit: object) -> bool:
    """Leave out cells that name others: what names nothing known has no waits."""
    return getattr(edit, "table", "") not in ("groups", "requirements", "risks", "support", "adaptations")
