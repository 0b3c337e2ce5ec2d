"""Serving on what is kept: opened, held alone, taken in or left, and told in words where it cannot be."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from web.reading import text_of

from planner.cli import main
from planner.files import read, write_csv
from planner.language import set_language
from planner.model import Scale, Set
from planner.store import Saved, open_store
from planner.tables import edited
from planner.web import server
from planner.web.keeping import Keeping
from planner.web.pages.layout import page
from planner.web.reading import LastReading
from planner.web.reading_anew import leave_files, look_at_files, read_anew, take_in_files
from planner.web.server import open_workspace
from planner.web.workspace import Workspace

OWNER = Set("measures", {"id": "a"}, "owner", "HOD")
MORE = Scale("capacity", {"sector": "gp"}, "person_months", 1.1)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give the folder of a small roadmap."""
    folder = tmp_path / "veikart"
    write_csv(a_roadmap_with_everything(), folder)
    return folder


Opening = Callable[..., Workspace]


@pytest.fixture
def serving(files: Path, tmp_path: Path) -> Iterator[Opening]:
    """Give what opens a workspace as a server does, once the one before has ended."""
    ends: list[Callable[[], None]] = []

    def end() -> None:
        while ends:
            ends.pop()()

    def opening(folder: Path | None = tmp_path / "kept") -> Workspace:
        end()
        keeping = Keeping(files, folder, author="Kari")
        ends.append(keeping.close)
        workspace = open_workspace(files, seconds=0.2, keeping=keeping)
        ends.append(workspace.close)
        return workspace

    yield opening
    end()


def change_files(files: Path, edit: Set) -> None:
    """Let somebody change a cell in the files."""
    roadmap = read(files).roadmap
    assert roadmap is not None
    write_csv(edited(roadmap, [edit]), files)


def test_the_files_are_taken_in_as_the_first_version_and_nothing_is_written_among_them(
    files: Path, serving: Opening
) -> None:
    before = {file.name: file.read_bytes() for file in files.iterdir()}

    workspace = serving()

    assert workspace.version is not None
    assert (workspace.version.number, workspace.version.author) == (1, "Kari")
    assert workspace.plan is not None
    assert workspace.passes_because is None
    assert {file.name: file.read_bytes() for file in files.iterdir()} == before


def test_what_was_drafted_saved_and_accepted_is_there_when_the_server_starts_again(serving: Opening) -> None:
    workspace = serving()
    assert workspace.change(OWNER) == ()
    assert isinstance(workspace.save("Kari"), Saved)
    workspace.change(MORE, words="mer")
    workspace.propose()
    assert workspace.jobs.wait(60)
    workspace.accept()
    accepted, question = workspace.shown.plan, workspace.decided.rests_on

    again = serving()

    assert again.version == workspace.version
    assert again.drafted.changes == (MORE,)
    assert again.shown.plan.schedule == accepted.schedule
    assert again.decided.rests_on.changes == question.changes
    assert again.plan_of_record is again.shown
    assert not again.is_outdated


def test_the_version_that_somebody_has_drafted_on_is_shown_though_there_is_a_newer_one(
    serving: Opening, files: Path, tmp_path: Path
) -> None:
    serving().change(OWNER)
    store = open_store(files, tmp_path / "kept")
    roadmap = store.versions.roadmap(1)
    store.versions.save(edited(roadmap, [MORE]), parent=1, author="Ola")

    again = serving()

    assert again.version is not None
    assert again.version.number == 1
    assert again.newest is not None
    assert again.newest.number == 2
    assert not again.follow_newest()
    assert isinstance(again.save("Kari"), Saved)
    assert again.base == edited(roadmap, [MORE, OWNER])


def test_without_a_draft_the_page_follows_what_another_program_saves(
    serving: Opening, files: Path, tmp_path: Path
) -> None:
    workspace = serving()
    store = open_store(files, tmp_path / "kept")
    store.versions.save(edited(store.versions.roadmap(1), [MORE]), parent=1, author="Ola")

    assert workspace.follow_newest()

    assert workspace.version == store.versions.newest()
    assert workspace.is_outdated


def test_changed_files_are_shown_and_taken_in_at_a_press(serving: Opening, files: Path) -> None:
    workspace = serving()
    set_language("en")
    change_files(files, OWNER)

    read_anew(workspace)

    told = text_of(page(workspace))
    assert "In the files, 1 thing has changed since version 1." in told
    assert "HOD" in told
    assert workspace.version is not None
    assert workspace.version.number == 1
    take_in_files(workspace)
    assert workspace.version.number == 2
    assert workspace.base == edited(a_roadmap_with_everything(), [OWNER])
    assert "has been taken in as a new version" in text_of(page(workspace))


def test_changed_files_that_are_left_are_not_told_of_again_until_they_change(
    serving: Opening, files: Path
) -> None:
    workspace = serving()
    change_files(files, OWNER)
    read_anew(workspace)
    leave_files(workspace)

    again = serving()

    assert looked_at(again) is LastReading.NONE
    change_files(files, Set("measures", {"id": "a"}, "owner", "KS"))
    assert looked_at(again) is LastReading.DIFFERS


def looked_at(workspace: Workspace) -> LastReading:
    """Give what is told of the files where nobody has asked."""
    look_at_files(workspace, asked=False)
    return workspace.data.last_reading


def test_files_in_conflict_with_what_was_saved_are_not_taken_in_and_whose_that_is_is_told(
    serving: Opening, files: Path
) -> None:
    workspace = serving()
    set_language("en")
    workspace.change(Set("measures", {"id": "a"}, "owner", "KS"))
    workspace.save("Ola")
    change_files(files, OWNER)
    read_anew(workspace)

    take_in_files(workspace)

    told = text_of(page(workspace))
    assert "in conflict with what has been saved" in told
    assert "Ola in version 2" in told
    assert "KS" in told
    assert workspace.version is not None
    assert workspace.version.number == 2


def test_files_with_errors_change_nothing_and_say_which(serving: Opening, files: Path) -> None:
    workspace = serving()
    set_language("en")
    before = workspace.shown
    (files / "veikart.csv").write_text("id;navn;varighet\na;A;lenge\n", encoding="utf-8")

    read_anew(workspace)

    assert workspace.data.last_reading is LastReading.REFUSED
    assert workspace.shown is before
    assert "lenge" in text_of(page(workspace))
    assert serving().plan is not None


def test_data_with_errors_becomes_the_first_version_once_it_is_mended(files: Path, serving: Opening) -> None:
    whole = (files / "veikart.csv").read_bytes()
    (files / "veikart.csv").write_text("id;navn;varighet\na;A;lenge\n", encoding="utf-8")
    workspace = serving()
    assert workspace.version is None

    (files / "veikart.csv").write_bytes(whole)
    read_anew(workspace, improve=False)

    assert workspace.version is not None
    assert workspace.version.number == 1
    assert workspace.change(OWNER) == ()
    assert isinstance(workspace.save("Kari"), Saved)


def test_without_a_place_to_keep_it_the_page_says_that_all_goes_with_the_server(
    serving: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))

    workspace = serving(None)
    set_language("en")

    assert workspace.change(OWNER) == ()
    assert isinstance(workspace.save("Kari"), Saved)
    assert "What you do here is gone when the planner ends." in text_of(page(workspace))
    assert workspace.drafting.store is not None
    folder = workspace.drafting.store.folder
    serving(tmp_path / "kept")
    assert not folder.exists()


def test_a_second_server_on_one_store_is_refused_in_words(
    serving: Opening, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serving()

    assert served(files, tmp_path / "kept") == 1

    told = capsys.readouterr().err
    assert str(os.getpid()) in told
    assert "Traceback" not in told


@pytest.fixture(autouse=True)
def _never_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server that should have been refused not run until it is stopped."""

    def serves(*_parts: object) -> None:
        raise AssertionError("it serves")

    monkeypatch.setattr(server, "_serve_until_stopped", serves)


def served(files: Path, folder: Path) -> int:
    """Give the exit code of serving where that is refused."""
    return main(["serve", str(files), "--store", str(folder), "--no-browser", "--port", "18734"])


@pytest.mark.parametrize("what", ["missing", "damaged", "newer", "foreign", "file in the way"])
def test_what_cannot_be_opened_is_named_and_left_as_it_is(
    what: str, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kept"
    store = open_store(files, folder, author="Kari")
    store.back_up(folder / "backup.sqlite")
    spoil(what, store.database, files)
    before = {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}

    assert served(files, folder) == 1

    told = capsys.readouterr().err
    assert str(folder) in told
    assert "Traceback" not in told
    if folder.is_dir():
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def spoil(what: str, database: Path, files: Path) -> None:
    """Do something to a store that keeps it from being opened."""
    match what:
        case "missing":
            database.unlink()
        case "damaged":
            database.write_bytes(b"x" * 4096)
        case "newer":
            with sqlite3.connect(database) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.close()
        case "foreign":
            other = files.with_name("another")
            write_csv(edited(a_roadmap_with_everything(), [OWNER]), other)
            database.write_bytes(
                open_store(other, files.with_name("else"), author="Kari").database.read_bytes()
            )
        case _:
            for file in database.parent.iterdir():
                file.unlink()
            database.parent.rmdir()
            database.parent.touch()
