"""The schema of the tables is data: strictly read, in both languages, and what the model holds too."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from files.damaging import cells, file, rows_of
from files.good_tables import write_good_tables

from planner.check import check
from planner.files import read, write_csv
from planner.language import Word, in_language, worded
from planner.model import LARGEST_AMOUNT
from planner.tables import (
    BY_NAME,
    KEYS,
    REPORTS,
    TABLES,
    Column,
    Kind,
    Reference,
    SchemaError,
    Table,
    read_cell,
    read_schema,
)

SCHEMA = Path(__file__).parents[2] / "planner" / "tables" / "schema"
OF_ROWS_ABOVE = {
    ("faser", "tiltak"),
    ("behov", "tiltak"),
    ("behov", "fase"),
    ("behov", "variant"),
    ("kapasitet", "aktør"),
    ("innforingsstopp", "aktør"),
    ("annen_belastning", "aktør"),
    ("verdi_ved_slutt", "tiltak"),
    ("verdi_ved_slutt", "slutt_fra"),
}
"""Columns that say whose row it is, or when; the model holds the row inside of that."""
TAKEN_APART = {
    ("veikart", "varighet_lav"),
    ("veikart", "varighet"),
    ("veikart", "varighet_høy"),
    ("veikart", "låst_start"),
    ("veikart", "kostnad"),
    ("veikart", "avhenger_av"),
    ("forutsetninger", "verdi"),
    ("forutsetninger", "enhet"),
    ("tilpasning", "gjenstår"),
}
"""Short forms, and cells that mean what their key does."""


def columns() -> list[tuple[str, Column]]:
    """Give every column and key with the name of its table."""
    return [
        *((table.name, column) for table in TABLES for column in table.columns),
        *(("forutsetninger", key) for key in KEYS),
    ]


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """Give a copy of the schema with one text in one file put in place of another."""
    for each in SCHEMA.glob("*.toml"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    text = (tmp_path / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("bidrag", "[[columns]]", "[[columns]", "bidrag.toml is .*, expected TOML"),
        ("common", '"bidrag",', '"bidrag", "gaver",', "gaver.toml is No such file"),
        ("bidrag", 'name = "bidrag"\n', "", "bidrag.toml, name is missing"),
        ("bidrag", "sourced = true", "sourced = 1", "bidrag.toml, sourced is 1, expected a bool"),
        ("bidrag", "sourced = true", 'sourced = true\ncolour = "red"', "bidrag.toml is given colour"),
        ("bidrag", 'aliases = ["contributions"]', "aliases = [1]", "bidrag.toml, aliases is"),
        ("bidrag", 'key = ["tiltak", "tjeneste"]', 'key = ["tiltak", "gave"]', "bidrag.toml, key is gave"),
        ("bidrag", 'field = "share"', 'felt = "share"', r"columns 3 \(andel\), field is missing"),
        ("bidrag", 'field = "share"', 'field = "share"\nplace = 1', r"columns 3 \(andel\) is given place"),
        ("bidrag", 'kind = "positive share"', 'kind = "part"', r"\(andel\), kind is part, expected one of"),
        ("bidrag", 'nb = "andel", ', "", "columns 3, header, nb is missing"),
        ("bidrag", '{ nb = "andel"', '{ nn = "andel", nb = "andel"', "header is given nn"),
        ("bidrag", 'nb = "andel"', 'nb = "tiltak"', "bidrag.toml, columns is called tiltak twice"),
        ("bidrag", "meaning.nb =", "mening.nb =", "meaning, nb is missing"),
        (
            "risiko",
            'kind = "share"\nrequired = true',
            'kind = "share"\nrequired = true\ndefault = 1',
            "to be filled",
        ),
        ("risiko", "default = 1", "default = -1", r"\(varighet_faktor\), default is -1"),
        ("risiko", "default = 1", "default = true", r"\(varighet_faktor\), default is True"),
        ("veikart", 'default = "planned"', 'default = "dreamt"', r"\(status\), default is dreamt"),
        ("veikart", "default = false", 'default = "nei"', r"\(valgfri\), default is nei"),
        ("veikart", 'unit = "periods"', 'unit = "weeks"', r"\(varighet_lav\), unit is weeks"),
        ("veikart", 'words = "status"', 'words = "stage"', r"\(status\), words is stage"),
        ("bidrag", 'table = "veikart"', 'table = "kart"', "references 1, table is kart"),
        ("bidrag", 'to = ["id"]', 'to = ["navn"]', "references 1, to is navn, expected the first of id"),
        ("bidrag", 'columns = ["tiltak"]', 'columns = ["x"]', "references 1, columns is x"),
        ("veikart", 'stands_in = "faser"', 'stands_in = "fasene"', "stands_in of varighet_lav is fasene"),
        ("kapasitet", 'holds = ["fra"]', 'holds = ["fra og med"]', "kapasitet.toml, holds is fra og med"),
        (
            "common",
            'nb = "perioder", en',
            'nb = "perioder", nn = "periodar", en',
            "units, periods is given nn",
        ),
        ("common", 'of = "Status"', 'of = "Stage"', "words, status, of is Stage"),
        ("common", 'value = "done"', 'value = "over"', "words, status, words 3, value is over"),
        ("common", 'value = "done"', 'value = "planned"', "words 3, value is planned, expected one of done"),
    ],
)
def test_a_fault_in_a_file_of_the_schema_is_told_by_its_place(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(SchemaError, match=said):
        read_schema(changed(tmp_path, name, old, new))


def test_each_file_of_the_schema_is_a_table_under_its_name() -> None:
    names = {each.stem for each in SCHEMA.glob("*.toml")} - {"common"}
    common = tomllib.loads((SCHEMA / "common.toml").read_text(encoding="utf-8"))

    assert names == {*BY_NAME, REPORTS.name}
    assert common["tables"] == list(BY_NAME)
    assert common["apart"] == [REPORTS.name]


def test_the_files_of_the_schema_are_installed() -> None:
    project = tomllib.loads((SCHEMA.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))

    assert "*.toml" in project["tool"]["setuptools"]["package-data"]["*"]


def wordings() -> Iterator[Word]:
    """Give every text of the schema."""
    for table in TABLES:
        yield from (table.meaning, table.without)
    for _table, column in columns():
        yield from (text for text in (column.meaning, column.unit, column.empty) if text is not None)


def test_every_text_stands_in_both_languages_and_is_shown_in_the_one_in_use() -> None:
    texts = list(wordings())

    assert [text for text in texts if not text.nb.strip() or not text.en.strip() or text.nb == text.en] == []
    with in_language("nb"):
        assert worded(texts[0]) == texts[0].nb
    with in_language("en"):
        assert worded(texts[0]) == texts[0].en


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_text_names_columns_by_headers_that_exist(table: Table) -> None:
    known = {name for each in TABLES for name in (each.name, *(column.header for column in each.columns))}
    known |= {choice.norwegian for each in TABLES for column in each.columns for choice in column.choices}
    texts = [table.meaning, table.without, *(column.meaning for column in table.columns)]
    texts += [column.empty for column in table.columns if column.empty]

    for text in texts:
        named = re.findall(r"`([^`]+)`", text.en)
        assert re.findall(r"`([^`]+)`", text.nb) == named
        assert {name for name in named if re.fullmatch(r"\w+", name)} - {"gjennomføring"} <= known


def in_model(column: Column) -> Any:
    """Give the field of the model that a column says it goes into, ``None`` where there is none."""
    name, _dot, field = column.model.partition(".")
    kind = getattr(import_module("planner.model"), name, None)
    return {each.name: each for each in fields(kind)}.get(field) if kind else None


def test_every_column_goes_into_the_model_or_is_known_not_to() -> None:
    without = {(table, each.header) for table, each in columns() if in_model(each) is None}

    assert without == OF_ROWS_ABOVE | TAKEN_APART


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_fill_a_list_of_the_model(table: Table) -> None:
    name, _dot, field = table.fills.partition(".")

    assert field in {each.name for each in fields(getattr(import_module("planner.model"), name))}


def test_a_default_is_the_one_of_the_model() -> None:
    differ = [
        (table, column.header, column.default, field.default)
        for table, column in columns()
        if (field := in_model(column)) is not None
        and (field.default if field.default not in (MISSING, None, "", ()) else None) != column.default
    ]

    assert differ == []


def test_an_amount_goes_as_far_as_the_model_lets_it() -> None:
    amounts = [each for _table, each in columns() if each.kind is Kind.NUMBER and each.most is not None]

    assert {each.most for each in amounts} == {LARGEST_AMOUNT}


BESIDE = {
    "forgjenger_aktør": {"forgjenger_fase": ""},
    "etterfølger_aktør": {"etterfølger_fase": ""},
    "andel_aktør": {"type": "andel", "andel": "0,5", "ventetid": ""},
}
"""What else a row must hold for a cell to be read."""
IN_LISTS = {("grupper", "tiltak"): "dialog; ukjent", ("tilpasning", "støtte"): "0,5 fra ukjent"}
"""Cells that name several rows, one of them unknown."""
ROWS = {("krav", "tjeneste"): 3, ("krav", "aktør"): 5, ("krav", "tiltak"): 6}
"""The rows of a table of several kinds that have a cell."""
TABLES_MISSING = {
    "grupper": 'id;regel;tiltak\ng;minst;"dialog; persontjenesten"\n',
    "risiko": "id;navn;sannsynlighet\nr;R;0,5\n",
    "innforingsstopp": "aktør;fra;til\nnhn;2024-01-01;2024-02-01\n",
    "annen_belastning": "aktør;fra;hva;månedsverk\nnhn;2024-01-01;drift;3\n",
    "stotte": "tiltak;mottaker;leverandør;innsats_per_enhet\ndialog;kommuner;nhn;0,1\n",
    "tilpasning": "tiltak;aktør;varighet;varighet_høy;støtte\ndialog;kommuner;2;;0,2 fra nhn\n",
    "passert": "tiltak;fase;begynt\ndialog;utvikling;2022-01-01\n",
    "innspill": "id;dato;hvem;innhold;aktør;tjeneste;tiltak\ni;2023-01-01;KS;Mangler;;;\n",
    "verdi_ved_slutt": "tiltak;slutt_fra;verdi\ndialog;2024-01-01;1\n",
}


def references() -> list[tuple[Table, Reference]]:
    """Give every reference with the table that names."""
    return [(table, each) for table in TABLES for each in table.references]


@pytest.mark.parametrize(
    ("table", "reference"),
    references(),
    ids=[f"{table.name} {' '.join(each.columns)}" for table, each in references()],
)
def test_a_name_that_a_reference_does_not_find_is_told_of(
    table: Table, reference: Reference, tmp_path: Path
) -> None:
    header = reference.columns[-1]
    name = IN_LISTS.get((table.name, header), "ukjent")
    write_good_tables(tmp_path)
    if table.name in TABLES_MISSING:
        file(f"{table.name}.csv", TABLES_MISSING[table.name])(tmp_path)
    # the first of these are done, and named as they like
    row = ROWS.get((table.name, header), 3 if table.name in ("avhengigheter", "veikart") else 2)
    cells(table.name, row, **{header: name, **BESIDE.get(header, {})})(tmp_path)

    reading = read(tmp_path)
    findings = reading.findings + (
        reading.locate(check(reading.roadmap)) if reading.roadmap is not None else ()
    )

    found = [(each.table, each.row, each.column) for each in findings if each.code.startswith("unknown_")]
    assert found == [(table.name, row, header)]


def test_what_names_rows_of_other_tables_is_a_reference() -> None:
    """Every key that other tables refer to is referred to by every column of its kind."""
    named = {(table.name, header) for table, each in references() for header in each.columns}
    ids = {
        (table.name, column.header)
        for table in TABLES
        for column in table.columns
        if column.kind in (Kind.ID, Kind.IDS, Kind.LINKS, Kind.SUPPORT) and column.header != "id"
    }

    payers = {(table, "betaler") for table in ("faser", "innforing", "aktorer", "budsjett")}
    behind = {("passert", "fase"), ("passert", "aktør")}  # of what may be gone everywhere else
    assert ids - named == {("faser", "fase")} | payers | behind


SAMPLES = {
    Kind.TEXT: "x",
    Kind.NUMBER: "0,5",
    Kind.WHOLE: "2",
    Kind.SHARE: "0,5",
    Kind.DATE: "2024-06-01",
    Kind.LAST_DATE: "2030-12-31",
    Kind.DEADLINE: "2030-01-01",
    Kind.YES_NO: "ja",
    Kind.GATES: "10 % i 2",
    Kind.PROFILE: "25 % i -1; 50 % i 0; 25 % i 2",
    Kind.PACE: "50 % til 50 %; 25 % ved 100 %",
    Kind.SUPPORT: "0,5 fra nhn",
}
"""A cell of each kind that is nobody's default."""
OTHER = {
    ("kapasitet", "månedsverk_høy"): "300,5",
    ("faser", "varighet_høy"): "6,5",
    ("faser", "kostnad_per_periode_høy"): "3000000",
    ("tilpasning", "varighet_høy"): "6,5",
    ("innforing", "takt_lav"): "0,125",
    ("innforing", "kostnad_per_enhet_høy"): "50000",
    ("innforing", "nytte_per_år_høy"): "2000000",
}
WITH = {
    ("veikart", "frist_pris"): {"frist": "2030-01-01"},
    ("veikart", "kan_stoppes"): {"status": "påbegynt"},
    ("veikart", "mellom_faser"): {"status": "påbegynt"},
    ("innforing", "frist_pris"): {"frist": "2030-01-01"},
    ("innforing", "frist_andel"): {"frist": "2030-01-01"},
    ("avhengigheter", "andel"): {"type": "andel", "andel_aktør": "kommuner", "ventetid": ""},
    ("kapasitet", "månedsverk"): {"månedsverk_lav": ""},
    ("stotte", "innsats_per_enhet_lav"): {"innsats_per_enhet": "1"},
    ("tilpasning", "månedsverk_lav"): {"månedsverk": "1"},
    ("tilpasning", "kostnad_per_periode_lav"): {"kostnad_per_periode": "1"},
    ("innspill", "tabell"): {"rad": "y"},
    ("innspill", "rad"): {"tabell": "y"},
    ("innspill", "kolonne"): {"tabell": "y", "rad": "z"},
    ("krav", "hva"): {"tiltak": "dialog", "andel": ""},
    ("krav", "antall"): {"hva": "realisert", "andel": ""},
}
"""What else a row must hold for a cell to have a meaning."""


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (table.name, column)
        for table in TABLES
        for column in table.columns
        if column.kind in (*SAMPLES, Kind.CHOICE) and not column.stands_in and column.header not in table.key
        if table.name not in ("forutsetninger", "verdi_ved_slutt")
    ],
    ids=lambda each: each if isinstance(each, str) else each.header,
)
def test_what_stands_in_a_cell_is_kept_and_written_again(name: str, column: Column, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    write_good_tables(before)
    if name in TABLES_MISSING:
        file(f"{name}.csv", TABLES_MISSING[name])(before)
    row = 4 if name == "veikart" else 3 if name == "avhengigheter" else 2
    place = (name, column.header)
    plain = column.choices[-1].norwegian if column.choices else SAMPLES[column.kind]
    sample = "2027" if column.most == 2100 else OTHER.get(place, plain)
    cells(name, row, **WITH.get(place, {}), **{column.header: sample})(before)

    reading = read(before)
    assert reading.roadmap is not None, reading.findings
    write_csv(reading.roadmap, after)

    written = rows_of(after, name)
    assert read_cell(column, sample) in [
        read_cell(column, cells[written[0].index(column.header)]) for cells in written[1:]
    ]
