"""Waits are known from the last roadmap that was asked about, where they are those of this one."""

import copy
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from random import Random

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, day_of
from support.cell_edits import cell_edits
from support.strategies import random_roadmap, random_roadmap_under_way, random_roadmap_with_profiles

from planner.model import Link, Passed, Status
from planner.network import ORIGIN, Wait, waits
from planner.network.waits import waits_by_source
from planner.rules import Point
from planner.tables import apply

KINDS = (random_roadmap, random_roadmap_under_way, random_roadmap_with_profiles)


@pytest.mark.parametrize("proven", [False, True])
def test_waits_after_a_step_are_those_of_a_roadmap_never_seen_before(proven: bool) -> None:
    for seed in range(6):
        roadmap = KINDS[seed % len(KINDS)](seed)
        dice, seen = Random(seed), []
        for edit in islice(cell_edits(dice, roadmap, [random_roadmap(seed + 1)]), 12):
            changed = apply(roadmap, [edit]).roadmap
            if changed is not None and _names_what_is_there(edit):
                roadmap = changed
                seen.append((edit, roadmap, waits(roadmap, proven=proven)))
        for edit, known, found in seen:
            unseen = copy.deepcopy(known)  # whose things are none of those that are known
            assert found == waits(unseen, proven=proven), edit


def test_waits_are_others_where_it_is_known_from_when_waves_were_prepared() -> None:
    rollout = a_rollout("a", effort_profile=((-2, 0.5), (0, 0.5)))
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    begin = Point("a", sector="gp")
    prepared = Passed(measure="a", sector="gp", prepared=day_of(0) - timedelta(days=1))

    assert Wait(ORIGIN, begin, 2) in waits(roadmap)
    assert Wait(ORIGIN, begin, 1) in waits(replace(roadmap, passed=(prepared,)))


def test_a_link_waits_for_what_its_measures_and_rollouts_are_now() -> None:
    link = a_link("a", "b@gp", Link.SHARE, share=0.6, share_sector="gp")
    quick, follower = a_rollout("a", pace=0.5), a_rollout("b")
    measures = [a_measure(name, a_phase("build", 2)) for name in ("a", "b")]
    roadmap = a_roadmap(*measures, rollouts=(quick, follower), dependencies=(link,))
    begin, later = Point("a", sector="gp"), Point("b", sector="gp")

    assert Wait(begin, later, 2) in waits(roadmap)
    slow = replace(roadmap, rollouts=(replace(quick, pace=0.25), follower))
    assert Wait(begin, later, 3) in waits(slow)
    done = replace(slow, measures=(replace(measures[0], status=Status.DONE, phases=()), measures[1]))
    assert not [wait for wait in waits(done) if wait.earlier == begin]


def test_a_link_from_what_has_passed_holds_nobody_once_that_is_known() -> None:
    measures = [a_measure(name, a_phase("plan", 1), a_phase("build", 2)) for name in ("a", "b")]
    link = a_link("a/plan", "b", Link.START_START)
    roadmap = a_roadmap(*measures, dependencies=(link,))
    of_link = Wait(Point("a", "plan"), Point("b", "plan"), 0)

    assert of_link in waits(roadmap)
    began = Passed(measure="a", phase="plan", began=day_of(-1))
    assert of_link not in waits(replace(roadmap, passed=(began,)))


def test_a_list_of_waits_that_are_as_they_were_is_the_very_same() -> None:
    measures = [a_measure(name, a_phase("build", 2)) for name in ("a", "b")]
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"),))
    before = waits_by_source(roadmap, proven=True)

    renamed = replace(roadmap, measures=(replace(measures[0], name="Other"), measures[1]))

    after = waits_by_source(renamed, proven=True)
    assert all(one is other for one, other in zip(before, after, strict=True))


def _names_what_is_there(edit: object) -> bool:
    """Leave out cells that name others: what names nothing known has no waits."""
    return getattr(edit, "table", "") not in ("groups", "requirements", "risks", "support", "adaptations")
