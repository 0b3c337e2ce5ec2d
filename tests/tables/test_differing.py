"""What differs between two roadmaps, by row, and what comes of taking it back."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_measure, a_phase, a_roadmap_with_everything
from support.one_cell import one_cell_changed
from support.seeds import drawn
from support.strategies import random_roadmap

from planner.model import Add, Drop, Roadmap, Set
from planner.tables import RowChange, edited, row_changes, taken_back

WHOLE = a_roadmap_with_everything()


def only(before: Roadmap, after: Roadmap) -> RowChange:
    (change,) = row_changes(before, after)
    return change


def test_a_roadmap_does_not_differ_from_itself() -> None:
    assert row_changes(WHOLE, WHOLE) == ()
    assert taken_back(WHOLE, ()) == WHOLE


def test_cells_of_one_row_are_one_change() -> None:
    gp = {"measure": "a", "sector": "gp"}
    edits = (Set("rollouts", gp, "pace", 0.25), Set("rollouts", gp, "effort_per_unit", 2.0))
    after = edited(WHOLE, edits)

    change = only(WHOLE, after)

    assert (change.table.name, change.subject) == ("innforing", "a/gp")
    assert sorted(change.edits, key=str) == sorted(edits, key=str)
    assert edited(WHOLE, change.edits) == after
    assert taken_back(after, [change]) == WHOLE


def test_a_row_that_is_gone_is_dropped_and_comes_back() -> None:
    after = edited(WHOLE, [Drop("rollouts", {"measure": "b", "sector": "gp"})])

    change = only(WHOLE, after)

    assert change.edits == (Drop("rollouts", {"measure": "b", "sector": "gp"}, with_dependents=True),)
    assert edited(WHOLE, change.edits) == after
    assert taken_back(after, [change]) == WHOLE


def test_a_new_row_is_added_and_goes_again() -> None:
    after = edited(WHOLE, [Add("budget", {"year": 2031, "limit_nok": 1e6})])

    change = only(WHOLE, after)

    assert edited(WHOLE, change.edits) == after
    assert taken_back(after, [change]) == WHOLE


def test_what_figures_rest_on_and_what_things_are_called_is_no_change() -> None:
    edits = [
        Set("sectors", {"id": "gp"}, "name", "Others"),
        Set("sectors", {"id": "gp"}, "source", "somebody"),
        Set("assumptions", {"key": "name"}, "value", "another"),
    ]

    assert row_changes(WHOLE, edited(WHOLE, edits)) == ()


def test_how_time_is_counted_is_told_apart() -> None:
    later = replace(WHOLE, calendar=replace(WHOLE.calendar, status_date=date(2023, 7, 1)))
    less = edited(WHOLE, [Set("assumptions", {"key": "started_first"}, "value", True)])

    assert only(WHOLE, later).is_about_time
    assert not only(WHOLE, less).is_about_time


def test_rows_that_name_what_is_gone_do_not_hold_together() -> None:
    new = replace(WHOLE, measures=(*WHOLE.measures, a_measure("c", a_phase())))
    tied = edited(new, [Add("dependencies", {"predecessor": "c", "successor": "a"})])
    changes = row_changes(WHOLE, tied)

    assert {each.table.name for each in changes} >= {"veikart", "avhengigheter"}
    assert taken_back(tied, [each for each in changes if each.table.name == "veikart"]) is None
    assert taken_back(tied, changes) == WHOLE


@pytest.mark.parametrize("seed", drawn(10, 100))
def test_any_change_can_be_made_and_taken_back(seed: int) -> None:
    before = random_roadmap(seed)
    _edit, after = one_cell_changed(before, seed)

    changes = row_changes(before, after)

    assert changes
    back = taken_back(after, changes)
    assert back is not None
    assert row_changes(back, before) == ()
    made = edited(before, [edit for change in changes for edit in change.edits])
    assert row_changes(made, after) == ()
