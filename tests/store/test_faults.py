"""Faults: whatever dies or stands in the way, nothing that was acknowledged is lost, nothing is torn."""

import multiprocessing
import shutil
import sqlite3
import sys
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from support.builders import a_measure, a_phase, a_roadmap
from support.saving import A, B, assert_whole, newest, pace, save, saved
from support.seeds import drawn
from support.store_workers import raise_to, save_for_ever

from planner.model import Set
from planner.store import Refused, Saved, Store, StoreError, database, forming, open_store
from planner.store.backups import newest_backup
from planner.store.form import REVISION
from planner.tables import edited

KILLS = 10
COMMITS = 20
only_where_processes_are_killed = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture(scope="module")
def apart() -> multiprocessing.context.ForkServerContext:
    """Give processes that begin quickly, and share nothing with this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.store_workers"])
    return context


@only_where_processes_are_killed
@pytest.mark.parametrize("part", drawn(1, 10))
def test_a_process_that_is_killed_while_it_saves_loses_nothing(
    files: Path, store: Store, apart: multiprocessing.context.ForkServerContext, part: int
) -> None:
    dice = Random(part)
    kept = {1: 0.0}
    for run in range(KILLS):
        last, acknowledged = killed_while_saving(
            apart, files, store.folder, run, COMMITS + dice.randrange(10)
        )
        kept |= acknowledged
        again = open_store(files, store.folder)
        assert_whole(again, since=len(kept) - len(acknowledged))
        assert len(acknowledged) >= COMMITS
        assert len(kept) <= len(again.versions.history()) <= len(kept) + 1
        for number, value in acknowledged.items():
            assert again.versions.changes(number)[0].after == value

        sent = send_again(again, *last)
        kept[sent.version.number] = last[2]
        assert len(again.versions.history()) == len(kept)


Sent = tuple[str, int, float]
"""The name of a save, the version it is made on, and what it sets."""


def killed_while_saving(
    apart: multiprocessing.context.ForkServerContext, files: Path, folder: Path, run: int, commits: int
) -> tuple[Sent, dict[int, float]]:
    """Kill a process in the middle of a save; give that save, and what was acknowledged before."""
    here, there = apart.Pipe(duplex=False)
    process = apart.Process(target=save_for_ever, args=(files, folder, run, there))
    process.start()
    there.close()
    acknowledged: dict[int, float] = {}
    while True:
        name, parent, value, number = here.recv()
        if number is None and len(acknowledged) >= commits:
            process.kill()
            break
        acknowledged |= {} if number is None else {number: value}
    last = (name, parent, value)
    try:  # what it may have told before it died
        while here.poll(5):
            name, parent, value, number = here.recv()
            acknowledged |= {} if number is None else {number: value}
            last = (name, parent, value)
    except EOFError:
        pass
    process.join()
    return last, acknowledged


def send_again(store: Store, name: str, parent: int, value: float) -> Saved:
    found = save(store, pace(value), on=parent, by="writer", name=name)
    assert isinstance(found, Saved)
    return found


FORM = """
import os, signal
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9998", "{before}"
def upgrade():
    op.add_column("scenarios", sa.Column("more", sa.Text))
    op.execute("DELETE FROM about")
    {fault}
"""


def forms_with(folder: Path, fault: str) -> Path:
    """Give the forms there have been, and one more in which something happens midway."""
    shutil.copytree(forming.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "form_9998.py").write_text(FORM.format(before=REVISION, fault=fault))
    return folder


def test_raising_the_form_is_whole_or_not_at_all(
    files: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(store, pace(0.25))
    with monkeypatch.context() as newer:
        newer.setattr(forming, "MIGRATIONS", forms_with(tmp_path / "failing", "raise RuntimeError('midway')"))
        newer.setattr(forming, "REVISION", "9998")
        with pytest.raises(RuntimeError, match="midway"):
            open_store(files, store.folder)
    assert newest(open_store(files, store.folder)) == newest(store)
    assert newest_backup(store.folder) is not None

    monkeypatch.setattr(forming, "MIGRATIONS", forms_with(tmp_path / "good", "op.execute('SELECT 1')"))
    monkeypatch.setattr(forming, "REVISION", "9998")
    again = open_store(files, store.folder)
    assert_whole(again)
    with database.Database(store.database).reading() as connection:
        assert forming.revision_of(connection) == "9998"


@only_where_processes_are_killed
def test_a_process_that_is_killed_while_it_raises_the_form_leaves_the_earlier_one(
    files: Path, store: Store, tmp_path: Path, apart: multiprocessing.context.ForkServerContext
) -> None:
    saved(store, pace(0.25))
    deadly = forms_with(tmp_path / "deadly", "os.kill(os.getpid(), signal.SIGKILL)")
    process = apart.Process(target=raise_to, args=(files, store.folder, deadly, "9998"))
    process.start()
    process.join()

    again = open_store(files, store.folder)
    assert process.exitcode == -9
    assert newest(again).rollouts[0].pace == 0.25
    assert_whole(again)


def test_a_full_disk_saves_nothing_and_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.Database(store.database).reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    many = a_roadmap(*(a_measure(f"m{number}", a_phase()) for number in range(400)))
    with monkeypatch.context() as full:
        pragmas = (*database._PRAGMAS, ("max_page_count", str(pages), pages))
        full.setattr(database, "_PRAGMAS", pragmas)
        with pytest.raises(StoreError, match="no room left on the disk") as caught:
            store.versions.save(many, parent=1, author="Kari")

    assert caught.value.code == "full"
    assert_whole(store)
    assert isinstance(store.versions.save(many, parent=1, author="Kari"), Saved)


def test_a_database_that_another_program_holds_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = edited(newest(store), [pace(0.25)])
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS[:-1], ("busy_timeout", "10", 10)))
    other = sqlite3.connect(store.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(StoreError, match="Another program holds") as caught:
        store.versions.save(roadmap, parent=1, author="Kari")

    other.execute("ROLLBACK")
    other.close()
    assert caught.value.code == "busy"
    assert isinstance(store.versions.save(roadmap, parent=1, author="Kari"), Saved)


def test_a_connection_that_does_not_keep_what_is_asked_of_it_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", (("synchronous", "OFF", 2),))

    with pytest.raises(StoreError, match="synchronous is 0, expected 2"):
        store.versions.newest()


def test_a_database_that_went_away_is_told(store: Store) -> None:
    store.database.unlink()

    with pytest.raises(StoreError, match="cannot be opened"):
        store.versions.newest()
    assert not store.database.exists()


@pytest.mark.parametrize(
    ("writers", "edits"), [(5, 5), pytest.param(50, 10, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_all_that_many_save_at_once_is_kept_or_in_conflict(
    files: Path, store: Store, writers: int, edits: int
) -> None:
    outcomes: list[tuple[Set, Saved | Refused]] = []
    threads = [
        Thread(target=write, args=(open_store(files, store.folder), number, edits, outcomes))
        for number in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == writers * edits
    assert_whole(store)
    made = [(edit, found) for edit, found in outcomes if isinstance(found, Saved) and found.is_new]
    assert len(made) == len(store.versions.history()) - 1 >= writers
    for edit, outcome in made:
        (change,) = store.versions.changes(outcome.version.number)
        assert (change.field, change.after) == (edit.field, edit.value)
    for edit, found in outcomes:
        if isinstance(found, Refused):
            assert [(clash.field, clash.mine) for clash in found.clashes] == [(edit.field, edit.value)]


def write(store: Store, writer: int, edits: int, outcomes: list[tuple[Set, Saved | Refused]]) -> None:
    """Save edits, each on the version that was seen last; look again where that is in conflict."""
    dice, seen = Random(writer), store.versions.newest().number
    fields = ("pace", "effort_per_unit", "benefit_nok_per_year", "cost_per_unit_nok")
    for number in range(edits):
        name = dice.choice(fields)
        value = (writer * edits + number + 1) / 1000
        edit = Set("rollouts", dice.choice((A, B)), name, value)
        found = patiently(store, edit, seen, f"{writer}-{number}")
        outcomes.append((edit, found))
        if isinstance(found, Refused) or dice.random() < 0.5:
            seen = store.versions.newest().number


def patiently(store: Store, edit: Set, on: int, name: str) -> Saved | Refused:
    """Send a save until it is answered, as a page does when the database is busy."""
    while True:
        try:
            return save(store, edit, on=on, name=name)
        except StoreError as error:
            if error.code != "busy":
                raise
