"""The edits that lead from one roadmap to another."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_roadmap_with_everything
from support.one_cell import one_cell_changed
from support.seeds import drawn
from support.strategies import random_roadmap

from planner.merging import changes_between, edits_between
from planner.model import Drop, Published, Roadmap
from planner.tables import edited

WHOLE = a_roadmap_with_everything()


@pytest.mark.parametrize("seed", drawn(10, 100))
def test_they_lead_there_and_back(seed: int) -> None:
    before = random_roadmap(seed)
    after = before
    for step in range(3):
        _edit, after = one_cell_changed(after, 10 * seed + step)

    assert changes_between(edited(before, edits_between(before, after)), after) == ()
    assert changes_between(edited(after, edits_between(after, before)), before) == ()


def test_a_measure_with_all_that_names_it_goes_and_comes_back(full: Roadmap) -> None:
    after = edited(full, [Drop("measures", {"id": "a"}, with_dependents=True)])

    assert changes_between(edited(full, edits_between(full, after)), after) == ()
    assert changes_between(edited(after, edits_between(after, full)), full) == ()


def test_rows_of_one_key_cannot_be_named() -> None:
    twice = (Published(measure="a", start=date(2024, 1, 1)), Published(measure="a", start=date(2025, 1, 1)))

    with pytest.raises(ValueError, match="published has several rows of the key a"):
        edits_between(WHOLE, replace(WHOLE, published=twice))
