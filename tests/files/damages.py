"""Damaged copies of a folder of tables: what is done to which file, and what has to be said of it.

``ERRORS`` must stop the work with the finding named; ``HARMLESS`` must give the same roadmap as before. They
fit both the small tables of ``good_tables.py`` and ``data/``.
"""

import codecs
import os

from files.damages_of_cells import CELLS
from files.damaging import (
    ANY,
    LAST,
    Damage,
    cell,
    content,
    file,
    header,
    instead,
    letters,
    line,
    table_rows,
    without_column,
)

LETTERS = (
    Damage("UTF-16 without mark", letters("veikart", "utf-16-le"), "control_character", row=1),
    Damage("UTF-16 the other way", letters("veikart", "utf-16-be"), "control_character", row=1),
    Damage("half a UTF-16 letter", content("veikart", lambda b: b"\xff\xfe" + b"i\x00d"), "not_text", row=1),
    Damage(
        "marked UTF-8, but is not", content("veikart", lambda b: codecs.BOM_UTF8 + b"id\n\xf8"), "not_text"
    ),
    Damage("bytes of no encoding", line("veikart", lambda b: b + b"\x81\xf8"), "not_text"),
    Damage(
        "Latin-1 and UTF-8 mixed",
        line("veikart", lambda b: b"\xf8" + b"\xc3\xb8" + b),
        "damaged_letters",
        row=ANY,
    ),
    Damage("a workbook renamed", content("veikart", lambda b: b"PK\x03\x04\x14"), "not_text", row=1),
    Damage("NUL", line("veikart", lambda b: b.replace(b"H", b"\x00", 1)), "control_character"),
    Damage("bell", cell("veikart", "eier", "\x07"), "control_character"),
    Damage("end of file mark", content("veikart", lambda b: b + b"\x1a"), "control_character", row=LAST),
    Damage(
        "UTF-8 read as Windows and saved", cell("veikart", "navn", "L\u00c3\u00b8sning"), "damaged_letters"
    ),
    Damage("accents read as Windows", cell("veikart", "navn", "\u00c3\u00a9n"), "damaged_letters"),
    Damage("dash read as Windows", cell("veikart", "navn", "a \u00e2\u20ac\u201c b"), "damaged_letters"),
    Damage("lost letters", cell("veikart", "navn", "L\ufffdsning"), "damaged_letters"),
)

SHAPE = (
    Damage("commas in one row", line("veikart", lambda b: b.replace(b";", b",")), "ragged_row"),
    Damage(
        "decimal comma, separator comma",
        content("kapasitet", lambda b: b.replace(b";", b",")),
        "ragged_row",
        "kapasitet",
    ),
    Damage("tabs in one row", line("veikart", lambda b: b.replace(b";", b"\t")), "ragged_row"),
    Damage("bars as separators", content("veikart", lambda b: b.replace(b";", b"|")), "no_headers", row=1),
    Damage("row too short", line("veikart", lambda b: b.rpartition(b";")[0]), "ragged_row"),
    Damage("row too long", line("veikart", lambda b: b + b";x"), "ragged_row"),
    Damage("separator after one row", line("veikart", lambda b: b + b";"), "ragged_row"),
    Damage("quote not closed", line("veikart", lambda b: b'"' + b), "quotation_mark"),
    Damage(
        "quote not closed at the end",
        content("budsjett", lambda b: b.rstrip() + b';"'),
        "quotation_mark",
        "budsjett",
        LAST,
    ),
    Damage("quote inside a cell", line("veikart", lambda b: b[:3] + b'"' + b[3:]), "quotation_mark"),
    Damage("text after the quote", line("veikart", lambda b: b'"a"' + b), "quotation_mark"),
    Damage("huge cell", cell("veikart", "navn", "x" * 10_001), "cell_too_long"),
    Damage("too many columns", line("veikart", lambda b: b + b";" * 200, 1), "too_many_columns", row=1),
    Damage(
        "too many rows", content("budsjett", lambda b: b + b"\n" * 250_001), "too_many_rows", "budsjett", ANY
    ),
    Damage(
        "file too large",
        lambda folder: os.truncate(folder / "veikart.csv", 50_000_001),
        "cannot_be_read",
        row=None,
    ),
)

HEADERS = (
    Damage("header twice", header("veikart", "eier", "navn"), "duplicate_header", row=1, column="navn"),
    Damage(
        "header in both languages",
        header("veikart", "eier", "name"),
        "duplicate_header",
        row=1,
        column="name",
    ),
    Damage("header misspelt", header("veikart", "navn", "nvan"), "unknown_header", row=1, column="nvan"),
    Damage(
        "needed header missing", without_column("veikart", "navn"), "missing_header", row=1, column="navn"
    ),
    Damage(
        "needed key missing", without_column("innforing", "aktør"), "missing_header", "innforing", 1, "aktør"
    ),
    Damage(
        "headers swapped",
        table_rows("veikart", lambda rows: [["navn", "id", *rows[0][2:]], *rows[1:]]),
        "not_an_id",
        row=ANY,
        column="id",
    ),
    Damage("header empty", header("veikart", "eier", ""), "unknown_header", row=1),
    Damage("no header", table_rows("veikart", lambda rows: rows[1:]), "no_headers", row=1),
    Damage(
        "title above the header", content("veikart", lambda b: b"Veikart 2023\n" + b), "no_headers", row=1
    ),
    Damage("empty file", content("veikart", lambda b: b""), "no_headers", row=1),
    Damage("only a byte order mark", content("veikart", lambda b: codecs.BOM_UTF8), "no_headers", row=1),
    Damage("only blank lines", content("veikart", lambda b: b"\n \n"), "no_headers", row=1),
    Damage(
        "only the header",
        table_rows("veikart", lambda rows: rows[:1]),
        "no_measures",
        row=1,
    ),
)

FOLDERS = (
    Damage("no roadmap", lambda folder: (folder / "veikart.csv").unlink(), "no_roadmap", row=None),
    Damage("no folder", lambda folder: folder.rename(folder.with_name("moved")), "no_such_file", "", None),
    Damage(
        "folder instead of table", instead("veikart", lambda place: place.mkdir()), "cannot_be_read", row=None
    ),
    Damage(
        "link to itself",
        instead("veikart", lambda place: place.symlink_to(place)),
        "cannot_be_read",
        row=None,
    ),
    Damage(
        "link to nothing",
        instead("faser", lambda place: place.symlink_to("nowhere")),
        "cannot_be_read",
        "faser",
        None,
    ),
    Damage("pipe instead of table", instead("faser", os.mkfifo), "cannot_be_read", "faser", None),
    Damage(
        "endless device",
        instead("faser", lambda place: place.symlink_to("/dev/zero")),
        "cannot_be_read",
        "faser",
        None,
    ),
    Damage("same table in two languages", file("measures.csv", "id;navn\na;A\n"), "table_twice", row=None),
)

ERRORS = (*LETTERS, *SHAPE, *HEADERS, *CELLS, *FOLDERS)

ENGLISH = {"id": "id", "navn": "NAME", "eier": "Owner", "mål": "goal", "tidligst_start": "earliest start"}

HARMLESS = (
    Damage("Windows-1252", letters("veikart", "cp1252"), "windows_1252", row=1),
    Damage("UTF-8 with mark", letters("veikart", "utf-8-sig")),
    Damage("UTF-16 with mark", letters("veikart", "utf-16")),
    Damage("commas", table_rows("veikart", list, ",")),
    Damage("tabs", table_rows("kapasitet", list, "\t")),
    Damage("line ends of Windows", content("veikart", lambda b: b.replace(b"\n", b"\r\n"))),
    Damage("line ends of old", content("kapasitet", lambda b: b.replace(b"\n", b"\r"))),
    Damage("no line end at the end", content("veikart", bytes.rstrip)),
    Damage("a line of the separator", content("veikart", lambda b: b"sep=;\n" + b)),
    Damage("done with a duration", cell("veikart", "varighet", "2"), "done_keeps_rows", column="status"),
    Damage("blank lines", content("veikart", lambda b: b.replace(b"\n", b"\n\n"))),
    Damage("rows of separators", content("budsjett", lambda b: b.rstrip() + b"\n;;\n;;\n")),
    Damage("separator after every row", table_rows("veikart", lambda rows: [[*cells, ""] for cells in rows])),
    Damage("columns in another order", table_rows("veikart", lambda rows: [cells[::-1] for cells in rows])),
    Damage(
        "headers in English",
        table_rows("veikart", lambda rows: [[ENGLISH.get(name, name) for name in rows[0]], *rows[1:]]),
    ),
    Damage(
        "headers in capitals",
        table_rows("innforing", lambda rows: [[f" {name.upper()} " for name in rows[0]], *rows[1:]]),
    ),
    Damage("file name in capitals", lambda folder: (folder / "veikart.csv").rename(folder / "VEIKART.CSV")),
    Damage("file name in English", lambda folder: (folder / "kapasitet.csv").rename(folder / "capacity.csv")),
    Damage(
        "a CSV file that is no table", file("innforinger.csv", "x\n1\n"), "unknown_table", "innforinger", None
    ),
    Damage("a file of another kind", file("notat.txt", "x")),
)
