"""A draft is a list of steps and a pointer into it, and many changes may be said in few."""

from dataclasses import replace

import pytest

from planner.model import Draft, Edit, Scale, Set, in_few

LATER, OWNER, PACE = (
    Set("measures", {"id": "a"}, name, None) for name in ("earliest_start", "owner", "note")
)


def scaled(factor: float, **key: str) -> Scale:
    """Scale the capacity of some sectors."""
    return Scale("capacity", key, "person_months", factor)


def test_undo_and_redo_move_the_pointer() -> None:
    draft = Draft(base="0").with_step(LATER).with_step(OWNER, PACE)

    assert draft.changes == (LATER, OWNER, PACE)
    assert draft.undone().changes == (LATER,)
    assert draft.undone().undone().undone().changes == ()
    assert draft.undone().undone().redone().redone().redone() == draft


def test_a_new_step_after_an_undone_one_drops_what_was_undone() -> None:
    draft = Draft(base="0").with_step(LATER).undone().with_step(OWNER)

    assert draft.changes == (OWNER,)
    assert not draft.can_redo


@pytest.mark.parametrize(("at", "can"), [(0, (False, True)), (1, (True, True)), (2, (True, False))])
def test_a_draft_tells_what_can_be_undone_and_redone(at: int, can: tuple[bool, bool]) -> None:
    draft = Draft(base="0", steps=((LATER,), (OWNER,)), at=at)

    assert (draft.can_undo, draft.can_redo) == can


def test_a_pointer_beyond_the_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="at is 1"):
        Draft(base="0", at=1)


@pytest.mark.parametrize(
    ("many", "few"),
    [
        ([scaled(1.1, sector="gp"), scaled(1.3 / 1.1, sector="gp")], [scaled(1.3, sector="gp")]),
        (
            [scaled(1.2, sector="gp"), scaled(2.0), scaled(0.5, sector="gp")],
            [scaled(0.6, sector="gp"), scaled(2.0)],
        ),
        ([scaled(1.2, sector="gp"), scaled(1 / 1.2, sector="gp")], []),
        ([scaled(1.2, sector="gp"), OWNER, scaled(1.2, sector="gp")], None),
        ([OWNER, OWNER], [OWNER]),
        ([LATER, OWNER, replace(LATER, value="x")], [OWNER, replace(LATER, value="x")]),
        ([OWNER, scaled(1.2), OWNER], None),
    ],
)
def test_what_scales_or_sets_the_same_cells_becomes_one_change_where_nothing_else_is_between(
    many: list[Edit], few: list[Edit] | None
) -> None:
    assert in_few(many) == tuple(many if few is None else few)


def test_a_step_taken_out_from_between_comes_back_as_the_last() -> None:
    draft = Draft(base="0").with_step(LATER, words="later").with_step(OWNER, words="owner").with_step(PACE)

    without = draft.undone().without(1)

    assert without.changes == (OWNER,)
    assert without.redone().changes == (OWNER, LATER)
    assert without.redone().words == ("owner", "later")
    assert not without.redone().can_redo


@pytest.mark.parametrize("number", [0, 2, -1])
def test_only_a_step_that_holds_can_be_taken_out(number: int) -> None:
    draft = Draft(base="0").with_step(LATER).with_step(OWNER).undone()

    with pytest.raises(ValueError, match=f"number is {number}, expected 1 to 1"):
        draft.without(number)


def test_each_step_has_its_words_or_none() -> None:
    draft = Draft(base="0", steps=((LATER,), (OWNER,)), at=1)

    assert draft.words == ("", "")
    assert draft.with_step(PACE, words="pace").words == ("", "pace")
    with pytest.raises(ValueError, match="words is 1"):
        Draft(base="0", steps=((LATER,), (OWNER,)), words=("later",))
