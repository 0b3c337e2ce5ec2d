"""Files that are no workbook, or would hurt who reads them: refused in words, before any reader has them."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator

import pytest
from files.books import SHEET, Sheets, a_workbook, good_sheets, packed, parts_of, reading_here, with_parts

from planner.files import read_workbook
from planner.files.workbooks import child, grid
from planner.files.workbooks.container import MOST_MEMBERS
from planner.language import worded
from planner.model import errors

SMALL: Sheets = {name: good_sheets()[name] for name in ("veikart", "faser", "forutsetninger")}
MEMORY = 30_000_000
"""What may be taken while a bomb is looked at; unpacked they are a thousand times larger."""
SHEET_WITH = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


def small() -> bytes:
    return a_workbook(SMALL)


def with_sheet(rows: str) -> bytes:
    return packed(parts_of(small()) | {SHEET: SHEET_WITH.format(rows=rows).encode()})


def named(name: str) -> bytes:
    return packed(parts_of(small()) | {name: b"<x/>"})


def twice() -> bytes:
    file = io.BytesIO(small())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    return file.getvalue()


def encrypted() -> bytes:
    """Give a workbook whose list says that its first member is encrypted."""
    content = bytearray(small())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def claiming_less() -> bytes:
    """Give a workbook whose list claims that a member of megabytes holds ten letters."""
    content = bytearray(packed(parts_of(small()) | {"xl/large.xml": b" " * 900_000}))
    entry = content.rindex(b"xl/large.xml") - 46
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: with_parts(small(), xl__large=b"0" * 190_000_000), "xl/large would grow to 190 MB"),
    "large": (
        lambda: packed(parts_of(small()) | {f"xl/{n}": b"0123456789" * 90_000 for n in range(230)}),
        "would take more than 200 MB",
    ),
    "far cell": (
        lambda: with_sheet('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'),
        "reaches to cell XFD1048576",
    ),
    "far row": (lambda: with_sheet('<row r="999999999999"/>'), "is damaged"),
    "many cells": (
        lambda: with_sheet("".join(f'<row r="{n}"><c r="SF{n}"/></row>' for n in (1, 10_001))),
        "reaches to cell SF10001",
    ),
    "many members": (lambda: packed({f"xl/{n}.xml": b"" for n in range(10_000)}), "more than 2000 files"),
    "entities": (lambda: with_xml("xl/sharedStrings.xml", ENTITIES), "declares names"),
    "outside entity": (lambda: with_xml(SHEET, OUTSIDE), "declares names"),
    "path upwards": (lambda: named("../../etc/passwd"), "leads out of itself"),
    "path from the root": (lambda: named("/etc/passwd"), "leads out of itself"),
    "path of Windows": (lambda: named("xl\\..\\..\\x"), "leads out of itself"),
    "drive": (lambda: named("c:/x"), "leads out of itself"),
    "link": (lambda: packed(parts_of(small()), **{"xl/link.xml": "/etc/passwd"}), "leads out of itself"),
    "macros": (lambda: with_parts(small(), **{"xl__vbaProject.bin": OLE}), "holds macros"),
    "old macros": (lambda: with_parts(small(), **{"xl__macrosheets__sheet1.xml": b"<x/>"}), "holds macros"),
    "twice": (twice, "is damaged"),
    "encrypted member": (encrypted, "asks for a password"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "asks for a password"),
    "old": (lambda: OLE, "of the old kind (.xls)"),
    "text": (lambda: b"id;navn\r\na;A\r\n", "no workbook. Let its name end in .csv"),
    "empty": (lambda: b"", "The file is empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "The file is no workbook"),
    "other packed files": (lambda: packed({"word/document.xml": b"<x/>"}), "The file is no workbook"),
    "OpenDocument": (lambda: packed({"mimetype": b"", "content.xml": b"<x/>"}), "(OpenDocument)"),
    "binary": (lambda: with_parts(small(), **{"xl__workbook.bin": b""}), "(.xlsb)"),
    "beginning only": (lambda: small()[:4_000], "is damaged"),
    "no end": (lambda: small()[:-30], "is damaged"),
    "claims less": (claiming_less, "is damaged"),
    "no XML": (lambda: with_xml(SHEET, "<worksheet><sheetData>"), "is damaged"),
    "cells one over the other": (
        lambda: with_sheet('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "is damaged",
    ),
    "unknown in a row": (lambda: with_sheet('<row r="1"><d r="A1"><v>1</v></d></row>'), "is damaged"),
    "cells without names": (lambda: with_sheet('<row r="1"><c r="A1"/><c/></row>'), "is damaged"),
}


def with_xml(name: str, text: str) -> bytes:
    return packed(parts_of(small()) | {name: text.encode()})


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_hurt_is_refused_before_any_reader_has_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, expected = HOSTILE[name]
    content = made()
    asked: list[bytes] = []
    monkeypatch.setattr(grid, "_answer", asked.append)
    tracemalloc.start()

    reading = read_workbook(content)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert asked == []
    assert most < MEMORY
    assert reading.roadmap is None
    (found,) = reading.findings
    assert expected in str(found.message)


def test_more_files_than_are_read_are_refused_and_as_many_as_are_read_are_not() -> None:
    room = MOST_MEMBERS - len(parts_of(small()))
    most = packed(parts_of(small()) | {f"xl/{n}.xml": b"<x/>" for n in range(room)})
    more = packed(parts_of(small()) | {f"xl/{n}.xml": b"<x/>" for n in range(room + 1)})

    with reading_here():
        assert errors(read_workbook(most).findings) == []
        assert [finding.code for finding in read_workbook(more).findings] == ["too_many_members"]


def test_one_long_text_in_very_many_cells_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_MOST_TEXT", 100)
    with reading_here():
        assert [finding.code for finding in read_workbook(small()).findings] == ["too_much"]


@pytest.mark.skipif("not __import__('importlib.util').util.find_spec('resource')")
def test_a_reader_that_wants_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "from planner.files.workbooks import child; child.told_of = lambda _: [0] * 10**10; child.main()"
    monkeypatch.setattr(grid, "_COMMAND", greedy)

    reading = read_workbook(small())

    assert [finding.code for finding in reading.findings] == ["too_much"]


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_COMMAND", "while True: pass")
    monkeypatch.setattr(grid, "PATIENCE_SECONDS", 0.1)

    assert [finding.code for finding in read_workbook(small()).findings] == ["too_much"]


def test_cells_are_read_in_a_process_of_their_own() -> None:
    with reading_here():
        here = read_workbook(small())

    assert read_workbook(small()) == here
    assert errors(here.findings) == []


@pytest.fixture(scope="module")
def _here() -> Iterator[None]:
    with reading_here():
        yield


def mutated(dice: random.Random) -> bytes:
    """Give a workbook with some bytes changed: of the file, or of one of its parts, packed anew."""
    content, parts = small(), parts_of(small())
    if dice.random() < 0.4:
        return _flipped(content, dice)
    name = dice.choice(sorted(parts))
    return packed(parts | {name: _flipped(parts[name], dice)})


def _flipped(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(dice.choice((1, 1, 2, 8))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed[: dice.choice((len(changed), len(changed), dice.randrange(len(changed) + 1)))])


def is_told(content: bytes) -> bool:
    """Tell whether a workbook is read as a roadmap, or refused in words."""
    reading = read_workbook(content)
    words = [worded(finding.message) for finding in errors(reading.findings)]
    return all(words) and (reading.roadmap is not None) == (not words)


@pytest.mark.usefixtures("_here")
def test_of_200_damaged_workbooks_each_is_read_or_refused_in_words() -> None:
    assert [seed for seed in range(200) if not is_told(mutated(random.Random(seed)))] == []


@pytest.mark.slow
@pytest.mark.usefixtures("_here")
def test_of_5000_damaged_workbooks_each_is_read_or_refused_in_words() -> None:
    assert [seed for seed in range(200, 5_200) if not is_told(mutated(random.Random(seed)))] == []
