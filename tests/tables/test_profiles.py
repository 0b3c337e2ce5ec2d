"""Profiles in cells and changes: written as people do, read back the same, and refused by what is wrong."""

import pytest

from planner.language import in_language
from planner.model import Profile, Roadmap, Set
from planner.tables import BY_NAME, CellError, edited, read_cell
from planner.tables.cells import write_cell

COLUMN = BY_NAME["innforing"].column("innsatsprofil")
SPREAD: Profile = ((-1, 0.2), (0, 0.5), (1, 0.3))


@pytest.mark.parametrize(
    "text",
    [
        "20 % i -1; 50 % i 0; 30 % i 1",
        "20 % in -1; 50 % in 0; 30 % in 1",
        "20 %: -1; 50 %: 0; 30 %: 1",
        "0,2 i −1;0,5 i 0;0,3 i +1",
        "20 % ved -1; 50 % at 0; 30 % i 1 periode",
    ],
)
def test_a_profile_is_read_as_people_write_it(text: str) -> None:
    assert read_cell(COLUMN, text) == SPREAD


def test_a_profile_is_written_in_either_language_as_it_is_read() -> None:
    assert write_cell(COLUMN, SPREAD) == "20 % i -1; 50 % i 0; 30 % i 1"
    assert write_cell(COLUMN, SPREAD, english=True) == "20 % in -1; 50 % in 0; 30 % in 1"
    assert read_cell(COLUMN, write_cell(COLUMN, ())) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20 % i -1; 50 % i 0", "these sum to 70 %"),
        ("100 % i 9", "in rising periods from -4 to 8"),
        ("half", "such as 20 % i -1; 50 % i 0; 30 % i 1"),
    ],
)
def test_what_is_no_profile_is_refused_by_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(CellError) as refused, in_language("en"):
        read_cell(COLUMN, text)
    assert said in str(refused.value)


def test_a_change_sets_a_profile_as_pairs_and_refuses_what_is_none(full: Roadmap) -> None:
    at_gp = {"measure": "a", "sector": "gp"}

    after = edited(full, (Set("rollouts", at_gp, "effort_profile", SPREAD),))

    assert after.rollout_by_key(("a", "gp")).effort_profile == SPREAD
    with pytest.raises(ValueError, match="these sum to 50 %"), in_language("en"):
        edited(full, (Set("rollouts", at_gp, "effort_profile", ((0, 0.5),)),))
    with pytest.raises(ValueError, match="pairs of a period and the share in it"), in_language("en"):
        edited(full, (Set("rollouts", at_gp, "effort_profile", "20 %"),))
