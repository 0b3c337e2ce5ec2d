"""An id that was renamed in its own table only: all rows that still name it are told at once, as one."""

import shutil
from pathlib import Path

import pytest

from planner.language import in_language, worded
from planner.model import Finding, errors
from planner.pipeline import load
from planner.say import finding_words

DATA = Path(__file__).parents[2] / "data"


def renamed(folder: Path, table: str, old: str, new: str) -> list[Finding]:
    """Give the errors about the default data, in which the first cell of a row is another."""
    shutil.copytree(DATA, folder / "data")
    file = folder / "data" / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(f"\n{old};") == 1
    file.write_text(text.replace(f"\n{old};", f"\n{new};"), encoding="utf-8")
    return errors(load(folder / "data").findings)


@pytest.mark.parametrize(
    ("table", "old", "new", "rows", "tables"),
    [
        ("veikart", "sfm_kommune", "sfm_kommunen", 12, ("faser", "avhengigheter", "innforing", "innspill")),
        ("veikart", "helseid", "helse_id", 7, ("avhengigheter",)),
        ("aktorer", "nhn", "nhnn", 91, ("kapasitet", "stotte", "tilpasning", "behov", "innspill")),
        ("informasjonstjenester", "IT26", "IT26b", 2, ("bidrag", "innspill")),
    ],
)
def test_all_rows_that_name_it_are_told_as_one_with_the_new_name(
    tmp_path: Path, table: str, old: str, new: str, rows: int, tables: tuple[str, ...]
) -> None:
    (told,) = renamed(tmp_path, table, old, new)

    with in_language("nb"):
        said = worded(told.message)
    assert said.startswith(f"{old} er nevnt i {rows} rader, men finnes ikke: ")
    assert said.endswith(f". Mente du {new}?")
    assert [each for each in tables if f"{each}, rad " not in said] == []
    assert told.row is not None


def test_a_phase_that_was_renamed_is_told_in_every_table_that_names_it(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    links, phases = (tmp_path / "data" / f"{name}.csv" for name in ("avhengigheter", "faser"))
    heads = links.read_text(encoding="utf-8").split("\n", 1)[0].split(";")
    row = {"forgjenger": "sfm_kommune", "forgjenger_fase": "godkjenning", "etterfølger": "helsenettet"}
    with links.open("a", encoding="utf-8") as file:
        file.write(";".join(row.get(head, "") for head in heads) + "\n")
    text = phases.read_text(encoding="utf-8")
    phases.write_text(text.replace("sfm_kommune;godkjenning;", "sfm_kommune;godkjent;"), encoding="utf-8")

    (told,) = errors(load(tmp_path / "data").findings)

    with in_language("nb"):
        said = finding_words(told)
    assert said.startswith("feil: behov, rad 29, fase: godkjenning er nevnt i 3 rader")
    assert "avhengigheter, rad " in said


def test_of_what_was_renamed_halfway_nothing_is_blamed_that_is_right(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    for name in ("veikart", "behov", "avhengigheter", "innforing"):
        file = tmp_path / "data" / f"{name}.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("sfm_kommune;", "sfm_kommunen;"), encoding="utf-8")

    told = errors(load(tmp_path / "data").findings)

    assert all("sfm_kommune " in str(each.message) for each in told), told


def test_a_name_that_stands_once_keeps_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "veikart.csv").write_text("id;navn;varighet\na;A;2\n", encoding="utf-8")
    (tmp_path / "behov.csv").write_text("tiltak;aktør;månedsverk\nb;x;1\n", encoding="utf-8")

    (told,) = errors(load(tmp_path).findings)

    assert str(told.message) == "b is not known here, expected one of a."
