"""Waits within a measure are known from the last roadmap that was asked about, and are those of this one."""

import copy
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from random import Random

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout, day_of
from support.cell_edits import cell_edits
from support.strategies import random_roadmap, random_roadmap_under_way, random_roadmap_with_profiles

from planner.model import Passed
from planner.network import ORIGIN, Wait, waits
from planner.rules import Point
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


def test_waits_are_others_where_it_is_known_from_when_waves_were_prepared() -> None:
    rollout = a_rollout("a", effort_profile=((-2, 0.5), (0, 0.5)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    begin = Point("a", sector="gp")
    prepared = Passed(measure="a", sector="gp", prepared=day_of(0) - timedelta(days=1))

    assert Wait(ORIGIN, begin, 2) in waits(roadmap)
    assert Wait(ORIGIN, begin, 1) in waits(replace(roadmap, passed=(prepared,)))


def _names_what_is_there(edit: object) -> bool:
    """Leave out cells that name others: what names nothing known has no waits."""
    return getattr(edit, "table", "") not in ("groups", "requirements", "risks", "support", "adaptations")
