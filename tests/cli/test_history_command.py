"""History, backup and restore from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from support.saving import pace

from planner.cli import main
from planner.files import write_csv
from planner.language import in_language, moment_words
from planner.model import Edit, Set
from planner.store import open_store
from planner.tables import edited

WHOLE = a_roadmap_with_everything()


@pytest.fixture(autouse=True)
def _bokmal() -> Iterator[None]:
    """Let no language that a command asks for outlive its test."""
    with in_language("nb"):
        yield


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a small roadmap, whose versions are kept beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    write_csv(WHOLE, tmp_path / "files")
    return tmp_path / "files"


def call(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> str:
    """Run a command, and give what it printed, errors too."""
    assert main([str(word) for word in words]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def taken_in(capsys: pytest.CaptureFixture[str], files: Path, *edits: Edit) -> str:
    write_csv(edited(WHOLE, edits), files)
    return call(capsys, "--lang", "en", "history", files, "--take-in", "--author", "Kari")


def test_files_are_saved_as_versions_listed_and_restored(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Saved as version 1." in taken_in(capsys, files)
    said = taken_in(capsys, files, pace(0.25))
    assert "Saved as version 2." in said
    assert "rollouts a/gp, pace: " in said
    assert "→ 0.25" in said

    listed = call(capsys, "--lang", "en", "history", files).splitlines()
    assert [line.split()[0] for line in listed] == ["version", "2", "1"]
    assert all("Kari" in line for line in listed[1:])
    with in_language("en"):
        assert moment_words(open_store(files).versions.newest().moment) in listed[1]
    assert "Saved as version 3." in call(capsys, "--lang", "en", "restore", files, 1)
    assert "version 1 restored" in call(capsys, "--lang", "en", "history", files)
    assert open_store(files).versions.roadmap(3) == WHOLE


def test_what_a_version_changed_is_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(capsys, files)
    taken_in(capsys, files, pace(0.25), Set("measures", {"id": "a"}, "name", "Nytt navn"))

    assert "innforing a/gp, takt: " in call(capsys, "history", files, "--version", 2)
    told = json.loads(call(capsys, "history", files, "--version", 2, "--json"))
    assert (told["version"]["number"], told["version"]["changes"]) == (2, 2)
    assert told["changes"][0] == {
        "table": "measures",
        "key": ["a"],
        "field": "name",
        "before": WHOLE.measures[0].name,
        "after": "Nytt navn",
    }


def test_files_that_have_changed_are_shown_and_told_as_data(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken_in(capsys, files)
    write_csv(edited(WHOLE, [pace(0.25)]), files)

    assert "I filene er 1 ting endret siden versjon 1" in call(capsys, "history", files)
    told = json.loads(call(capsys, "history", files, "--json"))
    assert told["files"] == {"version": 1, "changes": 1, "left": False}
    assert [version["kind"] for version in told["versions"]] == ["first"]


def test_a_conflict_is_told_with_whose_version_it_is(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(capsys, files)
    store = open_store(files)
    store.versions.save(edited(WHOLE, [pace(0.25)]), parent=1, author="Ola")
    write_csv(edited(WHOLE, [pace(0.75)]), files)

    said = call(capsys, "--lang", "en", "history", files, "--take-in", code=1)

    assert "Not saved: in conflict with version 2." in said
    assert "0.75 here, 0.25 there (Ola in version 2)" in said


def test_a_backup_brings_back_all_that_was_kept(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken_in(capsys, files)
    copy = tmp_path / "copy.sqlite"
    assert call(capsys, "backup", files, copy) == f"{copy}\n"
    taken_in(capsys, files, pace(0.25))

    said = call(capsys, "--lang", "en", "restore", files, copy)

    assert "All that is kept is as in" in said
    assert "What was there before lies in" in said
    assert len(open_store(files).versions.history()) == 1


@pytest.mark.parametrize("words", [["history"], ["backup", "copy"], ["restore", "1"], ["restore", "nowhere"]])
def test_where_nothing_is_kept_that_is_told_and_nothing_begun(
    files: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = words

    said = call(capsys, "--lang", "en", command, files, *rest, "--store", tmp_path / "kept", code=1)

    assert "Nothing has been kept" in said or "is no backup" in said
    assert not (tmp_path / "kept" / "store.sqlite").exists()


def test_a_folder_for_the_store_can_be_named(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(capsys, "history", files, "--take-in", "--store", tmp_path / "kept")

    assert (tmp_path / "kept" / "store.sqlite").is_file()
    assert not (tmp_path / "data").exists()


def test_a_version_that_is_not_there_is_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(capsys, files)

    for words in (["restore", files, 9], ["history", files, "--version", 9]):
        assert "Det finnes ikke noen versjon 9, ventet en fra 1 til 1." in call(capsys, *words, code=1)


def test_what_has_not_changed_makes_no_version(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(capsys, files)

    assert "Nothing has changed since version 1." in taken_in(capsys, files)
