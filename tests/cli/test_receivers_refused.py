"""What is wrong with receivers as they are: the command says where, what it found and what it expected."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.cli import main
from planner.language import in_language

GOOD = {
    "veikart": "id;navn;varighet;kostnad\na;A;1;1000\nb;B;1;\n",
    "aktorer": "id;navn;type;enheter\ngp;GP;mottaker;100\nner;NER;mottaker;10\nnhn;NHN;leverandør;\n",
    "kapasitet": "aktør;fra;månedsverk\ngp;2023-01-01;10\n",
    "innforing": "tiltak;aktør;målandel\na;gp;90 %\n",
}
ROLLOUT = "tiltak;aktør;målandel;innsats_per_enhet;takt;innsatsprofil\na;gp;90 %;0,01;"
SUPPORT = "tiltak;mottaker;leverandør;innsats_per_enhet;profil\na;gp;"

SEVERITIES = {"nb": ("feil", "merknad"), "en": ("error", "note")}
PLACES = {"nb": "{}: {}, rad 2, {}: ", "en": "{}: {}, row 2, {}: "}

Told = tuple[str, str]
"""What is said in Norwegian, and in English."""

REFUSED: dict[str, tuple[str, str, str, Told]] = {
    "a profile of less than all": (
        "innforing",
        ROLLOUT + '50 %;"40 % i -1; 50 % i 0"',
        "innsatsprofil",
        ("andeler som til sammen er 100 %; disse er 90 %", "shares that sum to 100 %; these sum to 90 %"),
    ),
    "support of more than all": (
        "stotte",
        SUPPORT + 'nhn;1;"60 % i 0; 50 % i 1"',
        "profil",
        ("andeler som til sammen er 100 %; disse er 110 %", "shares that sum to 100 %; these sum to 110 %"),
    ),
    "a pace that rises": (
        "innforing",
        ROLLOUT + '"5 % til 50 %; 6 % ved 100 %";',
        "takt",
        (
            "6 % ved 100 %». Ventet: en takt som aldri stiger",
            "expected a pace that never rises",
        ),
    ),
    "a pace that is not concave": (
        "innforing",
        ROLLOUT + '"10 % til 50 %; 2 % ved 70 %; 1 % ved 100 %";',
        "takt",
        ("faller minst like bratt etter hvert punkt", "falls at least as steeply from each point"),
    ),
    "a pace that ends before the target": (
        "innforing",
        ROLLOUT + '"10 % til 50 %; 2 % ved 80 %";',
        "takt",
        ("et siste punkt ved målandelen eller over, 0,9", "a last point at the target or above, 0.9"),
    ),
    "a frame that ends before it begins": (
        "budsjett",
        "år;til_år;grense\n2029;2024;1",
        "til_år",
        ("er 2024. Ventet 2029 eller senere", "is 2024, expected 2029 or later"),
    ),
    "support from a receiving sector": (
        "stotte",
        SUPPORT + "ner;1;",
        "leverandør",
        (
            "ner tar løsninger i bruk og kan ikke gi støtte; ventet en leverandør",
            "ner takes solutions into use and cannot give support; expected a delivering sector",
        ),
    ),
    "an adaptation without a rollout": (
        "tilpasning",
        "tiltak;aktør;varighet\na;ner;1",
        "aktør",
        (
            "ner tar ikke tiltaket i bruk. Ventet en av gp",
            "ner does not take the measure into use, expected one of gp",
        ),
    ),
    "an adaptation of what nobody takes into use": (
        "tilpasning",
        "tiltak;aktør;varighet\nb;gp;1",
        "aktør",
        ("gp tar ikke tiltaket i bruk, og det gjør heller ingen andre", "nor does anybody else"),
    ),
    "a phase called tilpasning": (
        "faser",
        "tiltak;fase;varighet\nb;tilpasning;1",
        "fase",
        ("gi fasen et annet navn", "tilpasning is what links call the adaptation before a rollout"),
    ),
}
NOTED: dict[str, tuple[str, str, str, Told]] = {
    "a budget nobody pays from": (
        "budsjett",
        "år;betaler;grense\n2024;statem;1",
        "betaler",
        ("grensen har ingen virkning. Mente du staten?", "Did you mean staten?"),
    ),
    "other load above capacity": (
        "annen_belastning",
        "aktør;fra;hva;månedsverk\ngp;2024-04-01;drift;12",
        "månedsverk",
        ("fra 1. april 2024, der kapasiteten er 10,0", "from 1 April 2024, where its capacity is 10.0"),
    ),
    "a preparation that moves a begin": (
        "innforing",
        ROLLOUT + '50 %;"25 % i -3; 75 % i 0"',
        "innsatsprofil",
        ("a/gp 1. april 2023 → 1. oktober 2023", "a/gp 1 April 2023 → 1 October 2023"),
    ),
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let no language that a command asks for outlive its test."""
    with in_language("en"):
        yield


def told(folder: Path, table: str, text: str, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Write a folder in which one table is another, check it, and give what stands on standard error."""
    tables = GOOD | {table: text + "\n"}
    if table == "faser":  # durations stand in one place
        tables["veikart"] = "id;navn\na;A\nb;B\n"
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    code = main(["--lang", language, "check", str(folder / "veikart.csv")])
    said = capsys.readouterr().err
    assert (code == 1) is (f"{SEVERITIES[language][0]}: " in said), said
    return said


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_place(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, text, column, words = REFUSED[name]

    said = told(tmp_path, table, text, language, capsys)

    place = PLACES[language].format(SEVERITIES[language][0], table, column)
    assert place in said
    assert words[language == "en"] in said


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("name", NOTED)
def test_it_is_noted_and_refuses_nothing(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, text, column, words = NOTED[name]

    said = told(tmp_path, table, text, language, capsys)

    place = PLACES[language].format(SEVERITIES[language][1], table, column)
    assert place in said
    assert words[language == "en"] in said
    assert f"{SEVERITIES[language][0]}: " not in said
