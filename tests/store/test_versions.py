"""Versions: what is saved is there, merged or refused, once, and nothing of it is ever lost."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.builders import a_measure, a_phase, a_roadmap_with_everything
from support.one_cell import one_cell_changed
from support.saving import A, B, assert_whole, newest, pace, save, saved
from support.seeds import drawn
from support.strategies import random_roadmap

from planner.files import write_csv
from planner.merging import ROW, ClashKind, changes_between
from planner.model import Add, Drop, Scale, Set
from planner.store import Refused, Saved, Store, StoreError, VersionKind, open_store
from planner.tables import edited

WHOLE = a_roadmap_with_everything()
EFFORT = Set("rollouts", A, "effort_per_unit", 2.0)


def test_the_files_are_the_first_version(store: Store) -> None:
    (first,) = store.versions.history()

    assert (first.number, first.kind, first.author, first.parent) == (1, VersionKind.FIRST, "Kari", None)
    assert store.versions.roadmap(1) == WHOLE
    assert store.versions.changes(1) == ()


def test_a_save_on_the_newest_version_is_a_new_one_with_its_changes(store: Store) -> None:
    found = save(store, pace(0.25), by="Ola")

    assert isinstance(found, Saved)
    assert (found.version.number, found.version.parent, found.version.kind) == (2, 1, VersionKind.SAVED)
    assert found.version.digest == edited(WHOLE, [pace(0.25)]).digest
    (change,) = store.versions.changes(2)
    assert (change.place, change.after) == (("rollouts", ("a", "gp"), "pace"), 0.25)
    assert (store.versions.newest(), store.versions.version(1).digest) == (found.version, WHOLE.digest)
    assert_whole(store)


def test_a_save_on_an_older_version_is_merged_and_says_what_others_did(store: Store) -> None:
    saved(store, pace(0.25), by="Kari")

    found = save(store, EFFORT, on=1, by="Ola")

    assert isinstance(found, Saved)
    assert (found.version.kind, found.version.parent, found.version.about) == (VersionKind.MERGED, 2, 1)
    assert [change.field for change in found.taken] == ["effort_per_unit"]
    assert [change.field for change in found.beside] == ["pace"]
    assert newest(store) == edited(WHOLE, [pace(0.25), EFFORT])


def test_a_conflict_saves_nothing_and_says_whose_version_it_is_with(store: Store) -> None:
    saved(store, pace(0.25), by="Kari")
    saved(store, EFFORT, by="Per")

    found = save(store, pace(0.75), on=1, by="Ola")

    assert isinstance(found, Refused)
    (clash,), (since,) = found.clashes, found.since
    assert (clash.kind, clash.mine, clash.theirs) == (ClashKind.CELL, 0.75, 0.25)
    assert since is not None
    assert (since.number, since.author, found.newest.number) == (2, "Kari", 3)
    assert store.versions.newest().number == 3
    assert_whole(store)


def test_a_save_that_is_sent_again_is_saved_once(store: Store) -> None:
    first = save(store, pace(0.25), on=1, name="one")
    saved(store, EFFORT)

    again = save(store, pace(0.25), on=1, name="one")

    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert (again.version, again.is_new) == (first.version, False)
    assert len(store.versions.history()) == 3


def test_a_save_that_changes_nothing_makes_no_version(store: Store) -> None:
    saved(store, pace(0.25))

    for on in (1, 2):
        found = save(store, pace(0.25), on=on)
        assert isinstance(found, Saved)
        assert (found.version.number, found.is_new) == (2, False)


def test_a_restored_version_is_a_new_one_that_equals_it(store: Store) -> None:
    saved(store, pace(0.25))
    saved(store, Drop("measures", {"id": "b"}, with_dependents=True))

    found = store.versions.restore(2, author="Ola")

    assert isinstance(found, Saved)
    assert (found.version.number, found.version.kind, found.version.about) == (4, VersionKind.RESTORED, 2)
    assert found.version.digest == store.versions.version(2).digest
    again = store.versions.restore(2, author="Ola")
    assert isinstance(again, Saved)
    assert not again.is_new
    assert_whole(store)


def test_undoing_takes_back_what_one_version_changed_and_leaves_later_ones(store: Store) -> None:
    saved(store, pace(0.25))
    saved(store, EFFORT)

    found = store.versions.undo(2, author="Ola")

    assert isinstance(found, Saved)
    assert (found.version.kind, found.version.about) == (VersionKind.UNDONE, 2)
    assert newest(store) == edited(WHOLE, [EFFORT])
    assert isinstance(store.versions.undo(4, author="Ola"), Saved)  # so it can be done again
    assert newest(store) == edited(WHOLE, [pace(0.25), EFFORT])


def test_undoing_what_somebody_changed_since_is_refused_and_says_who(store: Store) -> None:
    saved(store, pace(0.25), pace(0.25, B), by="Kari")
    saved(store, pace(0.125, B), by="Per")

    found = store.versions.undo(2, author="Kari")

    assert isinstance(found, Refused)
    assert [clash.key for clash in found.clashes] == [("b", "gp")]
    assert [since and (since.number, since.author) for since in found.since] == [(3, "Per")]
    assert store.versions.newest().number == 3


def test_undoing_a_row_that_others_have_built_on_is_refused(store: Store) -> None:
    saved(
        store,
        Add("measures", {"id": "c", "name": "C"}),
        Add("phases", {"measure": "c", "phase": "p", "duration": 1}),
    )
    saved(store, Add("dependencies", {"predecessor": "a", "successor": "c"}), by="Per")

    found = store.versions.undo(2, author="Kari")

    assert isinstance(found, Refused)
    assert {clash.kind for clash in found.clashes} == {ClashKind.NAME}
    assert {since and since.author for since in found.since} == {"Per"}


def test_the_first_version_cannot_be_undone(store: Store) -> None:
    with pytest.raises(StoreError, match="Version 1 is the first"):
        store.versions.undo(1, author="Kari")


def test_a_clock_that_goes_back_changes_no_order(files: Path, tmp_path: Path) -> None:
    years = iter(range(2040, 2000, -1))
    store = open_store(
        files, tmp_path / "k", author="K", clock=lambda: datetime(next(years), 1, 1, tzinfo=UTC)
    )
    saved(store, pace(0.25))
    saved(store, EFFORT, on=1)

    history = store.versions.history()

    assert [version.number for version in history] == [3, 2, 1]
    assert [version.moment.year for version in history] == [2038, 2039, 2040]
    assert_whole(store)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_version_that_is_not_there_is_named(store: Store, number: int) -> None:
    with pytest.raises(StoreError, match=f"There is no version {number}, expected one from 1 to 1"):
        store.versions.roadmap(number)


@pytest.mark.parametrize("author", ["", "  ", "Ka\x00ri", "\x1b[2J", "x" * 3000])
def test_a_name_that_no_screen_can_show_is_refused(store: Store, author: str) -> None:
    with pytest.raises(StoreError, match="author is"):
        save(store, pace(0.25), by=author)
    assert len(store.versions.history()) == 1


def test_changes_are_read_as_they_were_saved(store: Store) -> None:
    measure = a_measure("c", a_phase("one"), a_phase("two"))
    steps = [
        replace(WHOLE, measures=(*WHOLE.measures, measure)),
        replace(WHOLE, measures=(*WHOLE.measures, replace(measure, phases=measure.phases[::-1]))),
        edited(
            WHOLE,
            [Scale("capacity", {}, "person_months", 1.5), Set("assumptions", {"key": "periods"}, "value", 9)],
        ),
        edited(WHOLE, [Drop("measures", {"id": "a"}, with_dependents=True)]),
    ]
    for parent, roadmap in enumerate(steps, start=1):
        expected = changes_between(store.versions.roadmap(parent), roadmap)
        store.versions.save(roadmap, parent=parent, author="Kari")
        assert store.versions.changes(parent + 1) == expected
        assert expected
    assert {change.field for change in store.versions.changes(2)} == {ROW}


@pytest.mark.parametrize("seed", drawn(5, 50))
def test_every_version_of_a_chain_is_read_as_it_was(seed: int, tmp_path: Path) -> None:
    roadmap = random_roadmap(seed)
    write_csv(roadmap, tmp_path / "files")
    store, saves = open_store(tmp_path / "files", tmp_path / "kept", author="K"), [roadmap]
    for step in range(4):
        _edit, changed = one_cell_changed(saves[-1], 10 * seed + step)
        found = store.versions.save(changed, parent=len(store.versions.history()), author="K")
        saves += [changed] if isinstance(found, Saved) and found.is_new else []

    opened = [store.versions.roadmap(version.number) for version in reversed(store.versions.history())]

    assert opened == saves
    assert_whole(store)
