"""What changes of single cells touch is made by itself, and comes out as if all had been made anew."""

from dataclasses import fields, replace
from datetime import date
from itertools import islice
from random import Random

import pytest
from support.cell_edits import KINDS, cell_edits

from planner.model import Add, Drop, Edit, Passed, Roadmap, Set
from planner.tables import apply, base_rows, changing
from planner.tables.changing import Changed, Traces, made_of
from planner.tables.held_rows import HeldRows, rows_as_held
from planner.tables.making_in_part import OWNERS, is_as_its_rows, made_in_part

ROADMAPS, EDITS = 12, 12


def whole(roadmap: Roadmap, edits: list[Edit], patch: pytest.MonkeyPatch) -> Changed:
    """Make changes, and all of the roadmap anew."""
    with patch.context() as inside:
        inside.setattr(changing, "made_in_part", lambda *_anything: None)
        return apply(roadmap, edits)


def settled(roadmap: Roadmap) -> Roadmap:
    """Give what a roadmap's own rows make."""
    made = made_of(HeldRows.of(roadmap), Traces()).roadmap
    assert made is not None
    return made


@pytest.mark.parametrize("part", range(3))
def test_cells_changed_in_part_give_what_making_all_anew_gives(
    full: Roadmap, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_part = made = 0
    for seed in range(part, ROADMAPS, 3):
        dice = Random(seed)
        for base in (full, *(kind(seed) for kind in KINDS)):
            roadmap = settled(base)
            for edit in islice(cell_edits(dice, roadmap, [full]), EDITS):
                found, wanted = apply(roadmap, [edit]), whole(roadmap, [edit], monkeypatch)
                assert found.roadmap == wanted.roadmap, edit
                assert found.findings == wanted.findings, edit
                if found.roadmap is None:
                    continue
                assert base_rows(found.roadmap) == rows_as_held(found.roadmap), edit
                made += 1
                in_part += _shares_parts(found.roadmap, roadmap)
                roadmap = found.roadmap
    assert in_part > 0.6 * made > 100


def _shares_parts(one: Roadmap, other: Roadmap) -> bool:
    """Tell whether things that were not touched are the very same."""
    return sum(a is b for a, b in zip(one.rollouts, other.rollouts, strict=False)) > 0


def test_what_is_not_touched_is_the_very_same(full: Roadmap) -> None:
    before = settled(full)

    after = apply(before, [Set("phases", {"measure": "a", "phase": "build", "mode": ""}, "duration", 5)])

    assert after.roadmap is not None
    assert after.roadmap.measure("b") is before.measure("b")
    assert after.roadmap.measure("a").phases[1].modes[0].periods == 5
    assert after.roadmap.sectors is before.sectors


def test_a_date_of_what_has_passed_is_changed_in_part(full: Roadmap) -> None:
    row = Passed(measure="a", phase="plan", ended=date(2022, 6, 30))
    before = settled(replace(full, passed=(row,)))

    after = apply(before, [Set("passed", {"measure": "a", "phase": "plan"}, "ended", date(2022, 9, 30))])

    assert after.roadmap is not None
    assert [each.ended for each in after.roadmap.passed] == [date(2022, 9, 30)]
    assert after.roadmap.measure("b") is before.measure("b")
    assert base_rows(after.roadmap) == rows_as_held(after.roadmap)


def test_whose_each_thing_is_is_known_of_every_part_of_a_roadmap() -> None:
    of_the_whole = {"calendar", "economics", "name", "started_first", "assumptions"}

    assert {part.name for part in fields(Roadmap)} - of_the_whole == set(OWNERS)


@pytest.mark.parametrize(
    "edit",
    [
        Drop("services", {"id": "S2"}, with_dependents=True),
        Add("services", {"id": "S3", "name": "Three"}),
        Set("assumptions", {"key": "name"}, "value", "Another"),
    ],
)
def test_all_is_made_anew_where_rows_come_or_go_or_the_whole_is_meant(
    full: Roadmap, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    roadmap = settled(full)

    found = apply(roadmap, [edit])

    assert found.roadmap == whole(roadmap, [edit], monkeypatch).roadmap != roadmap


def test_one_that_holds_what_no_rows_say_is_made_anew(full: Roadmap) -> None:
    first, *others = full.rollouts
    odd = replace(full, rollouts=(first, *others), measures=(*full.measures, full.measures[0]))

    assert not is_as_its_rows(odd)
    assert made_in_part(odd, HeldRows.of(odd), [("veikart", ("b",))]) is None
