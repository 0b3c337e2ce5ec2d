"""What no reader can make anything of: told by its place, with what stands there, in one language."""

import re
from pathlib import Path

import pytest

from planner.files import JsonError, plan_from_json, read, read_scenario
from planner.language import in_language, worded
from planner.model import errors

PACKAGE = Path(__file__).parents[2] / "planner"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "tom"),
        (" \n", "tom"),
        ("{", "linje 1, tegn 2"),
        ("<html>", "linje 1, tegn 1"),
        ('{"kind": "plan",\n "plan": oops}', "linje 2, tegn 10"),
        ("[" * 100_000, "for dypt"),
    ],
    ids=lambda text: text[:20],
)
def test_a_text_that_is_no_json_is_told_from_where_on(text: str, place: str) -> None:
    with pytest.raises(JsonError) as told, in_language("nb"):
        plan_from_json(text)

    with in_language("nb"):
        said = worded(told.value.message)
    assert place in said
    assert said.endswith("Ventet: tekst i JSON.")


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("navn = 'a'\n[[tiltak]]\nfrist = 2028-02-31", 3, "frist = 2028-02-31"),
        ("navn = Kommuner", 1, "navn = Kommuner"),
        ("navn = 'a'\naktørgruppe = 'a'", 2, "aktørgruppe = 'a'"),
        ("navn = 'a'\nmal = ", 2, "mal ="),
        ("navn = 'a'\n\u2028\x85 = 1\nmal = 2", 2, "= 1"),
        ("navn = 'a\u2028\x85b'\nmal = 2 3", 2, "mal = 2 3"),
        ("navn = '" + "x" * 80, 1, f"navn = '{'x' * 52}…"),
    ],
)
def test_a_line_that_is_no_toml_is_told_with_what_stands_there(
    text: str, line: int, found: str, tmp_path: Path
) -> None:
    file = tmp_path / "wish.toml"
    file.write_text(text, encoding="utf-8")

    (told,) = read_scenario(file).findings

    with in_language("nb"):
        said = worded(told.message)
    assert said.startswith(f"Linje {line} i wish.toml er ikke TOML: Her står «{found}». Ventet: ")


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("navn = 'a'\nnavn = 'b'", 2, "navn = 'b'"),
        ("navn = 'a'\nnavn = 'b'\nmal = 'verdi'\n", 2, "navn = 'b'"),
        ("[mal]\nnavn = 'verdi'\n[mal]\n", 3, "[mal]"),
        ("mal = [1]\n[[mal]]\n", 2, "[[mal]]"),
        ("mal = {navn = 1}\n[mal.forst]\n", 2, "[mal.forst]"),
        ("mal = {navn = 1, navn = 2}\n", 1, "mal = {navn = 1, navn = 2}"),
        ("mal.navn = 1\nmal = 2\n", 2, "mal = 2"),
    ],
)
def test_what_is_given_twice_is_told_as_that_and_not_as_no_toml(
    text: str, line: int, found: str, tmp_path: Path
) -> None:
    file = tmp_path / "wish.toml"
    file.write_text(text, encoding="utf-8")

    (told,) = read_scenario(file).findings

    with in_language("nb"):
        said = worded(told.message)
    assert said == (
        f"Linje {line} i wish.toml: «{found}» er alt gitt lenger oppe. "
        "Ventet: hver nøkkel og hver overskrift én gang."
    )


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 5000, "x = 1" + "0" * 5000 + "\ny = 2"], ids=["deep", "long"]
)
def test_toml_that_is_refused_without_a_place_blames_no_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "wish.toml"
    file.write_text(text, encoding="utf-8")

    (told,) = read_scenario(file).findings

    with in_language("nb"):
        said = worded(told.message)
    assert said == "wish.toml er for dypt nøstet, eller med et for langt tall. Ventet: tekst i TOML."


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "er tom"),
        ("\n \n", "er tom"),
        ("\nid;navn\na;A\n", "er tom"),
        (" \r\nid;navn\r\n", "er tom"),
        ("id|navn\na|A\n", "står «id|navn»"),
        ("Veikart 2023\nid;navn\n", "står «Veikart 2023»"),
        ("x" * 5000, f"står «{'x' * 60}…»"),
    ],
    ids=lambda text: text[:12],
)
def test_a_first_line_without_headers_is_told_with_what_was_expected(
    content: str, found: str, tmp_path: Path
) -> None:
    (tmp_path / "veikart.csv").write_text(content, encoding="utf-8")

    (told, *_) = errors(read(tmp_path).findings)

    with in_language("nb"):
        said = worded(told.message)
    assert (told.table, told.row) == ("veikart", 1)
    assert found in said
    assert "Ventet: overskriftene i tabellen, id, navn, " in said


def test_no_file_is_written_but_whole() -> None:
    direct = re.compile(r"\.write_(bytes|text)\(|open\([^)]*[\"'][wax]b?[\"']")
    writing = {file.name for file in PACKAGE.rglob("*.py") if direct.search(file.read_text(encoding="utf-8"))}

    assert writing == {"atomic.py", "documentation.py"}  # the second writes docs/ for developers
