"""A late phase moves what depends on it and what waits for its capacity: each move has its reason."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.planted_delays import delayed, random_delays

from planner.model import Plan
from planner.pipeline import as_if_lawful, first_plan, read_roadmap, solve
from planner.repair import replanned
from planner.rolling import Rolled, slips
from planner.variance import Because, Variance, what_changed
from planner.verify import judge

DATA = Path(__file__).parents[2] / "data" / "veikart.csv"


def unexplained(found: Variance, rolled: Rolled) -> list[str]:
    """Name the moves that do not lead to the one measure that slipped, nor are worth anything."""
    (late,) = {each.measure for each in slips(rolled.past)}
    return [
        each.measure
        for each in found.changes
        if not each.is_explained
        or Because.DATA in each.reasons
        or (
            Because.FORCED in each.reasons and Because.WORTH not in each.reasons and late not in each.leads_to
        )
        or (Because.REPORTED in each.reasons) != (each.measure == late)
    ]


def test_with_the_fewest_changes_every_move_of_a_small_plan_has_its_reason() -> None:
    moved = 0
    for before, rolled, anew in random_delays(range(70)):
        found = what_changed(before, anew)

        assert unexplained(found, rolled) == []
        assert found.edits == ()
        moved += len([each for each in found.changes if Because.FORCED in each.reasons])
    assert moved >= 10


def test_what_was_reported_leads_to_the_same_reasons_as_what_the_later_roadmap_tells() -> None:
    for before, rolled, anew in random_delays(range(30)):
        given = what_changed(before, anew, tuple(rolled.past.reports.values()))
        told = what_changed(before, anew)

        pairs = zip(given.changes, told.changes, strict=True)
        assert all(replace(one, slips=other.slips) == other for one, other in pairs)
        assert [replace(each, is_reported=True) for each in given.slips] == list(told.slips)
        assert given.value == told.value


@pytest.mark.slow
def test_with_few_changes_every_move_of_the_default_plan_has_its_reason() -> None:
    before, moved = first_plan(read_roadmap(DATA)), 0
    for number in range(20):
        rolled = delayed(before, Random(f"default {number}"), most=4)
        assert rolled is not None
        near = replanned(as_if_lawful(rolled), rolled.roadmap, rolled_from=before)
        anew = near or _searched(rolled, before)
        assert anew.schedule is not None
        assert judge(rolled.roadmap, anew.schedule) == []

        found = what_changed(before, anew)

        assert unexplained(found, rolled) == []
        moved += len([each for each in found.changes if Because.FORCED in each.reasons])
    assert moved >= 20


def _searched(rolled: Rolled, before: Plan) -> Plan:
    return solve(rolled.roadmap, objective="stability", baseline=before, seconds=10.0)
