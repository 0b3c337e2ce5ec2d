"""What the system says when it cannot read or write: in the reader's language, from one place."""

import errno
import re
import sqlite3
from pathlib import Path

import pytest

from planner.files import read, read_scenario
from planner.language import in_language, reason_of, worded
from planner.language.system import REASONS
from planner.store.database import refused

PACKAGE = Path(__file__).parents[1] / "planner"


@pytest.mark.parametrize("number", REASONS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_reason_is_said_in_norwegian(number: int, language: str) -> None:
    with in_language(language):
        said = worded(reason_of(OSError(number, "as the system says it")))

    assert said not in (str(REASONS[number]), "as the system says it")


def test_a_reason_nobody_has_worded_is_told_as_the_system_tells_it() -> None:
    assert errno.EPIPE not in REASONS
    assert str(reason_of(OSError(errno.EPIPE, "Broken {pipe}"))) == "Broken {pipe}"


def test_no_other_place_passes_on_what_the_system_says_in_english() -> None:
    telling = {file.name for file in PACKAGE.rglob("*.py") if ".strerror" in file.read_text(encoding="utf-8")}

    assert telling == {"system.py", "schema_files.py"}  # the schema's is for developers


def test_no_error_of_a_library_is_told_in_its_own_words() -> None:
    telling = {
        file.name for file in PACKAGE.rglob("*.py") if "str(error)" in file.read_text(encoding="utf-8")
    }

    # what nobody has worded; what is read for its place alone; and between processes, where nobody reads it
    assert telling == {"message.py", "system.py", "toml_text.py", "process.py"}


def test_no_message_is_told_in_english_to_people() -> None:
    english = re.compile(r"\bstr\([^()]*\bmessage\)")
    telling = [
        str(file)
        for folder in ("web", "cli", "say", "view", "report")
        for file in (PACKAGE / folder).rglob("*.py")
        if english.search(file.read_text(encoding="utf-8"))
    ]

    assert telling == []


@pytest.mark.parametrize("number", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, None])
def test_what_the_database_says_is_told_in_the_readers_language_alone(number: int | None) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    if number is not None:
        error.sqlite_errorcode = number

    with in_language("nb"):
        said = worded(refused(Path("lager.sqlite"), error).message)

    assert "lager.sqlite" in said
    assert "I/O" not in said
    assert "Ingenting er " in said


def test_files_that_cannot_be_read_say_why_in_the_readers_language(tmp_path: Path) -> None:
    missing = read_scenario(tmp_path / "wish.toml").findings
    (tmp_path / "veikart.csv").symlink_to("veikart.csv")  # a circle
    circling = read(tmp_path / "veikart.csv").findings

    with in_language("nb"):
        told = [worded(finding.message) for finding in (*missing, *circling)]

    assert "filen eller mappen finnes ikke" in told[0]
    assert any("veikart.csv" in said for said in told[1:])
    assert not any("such file" in said or "symbolic" in said for said in told)
