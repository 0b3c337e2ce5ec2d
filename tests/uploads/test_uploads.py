"""What something that was sent would change: compared with what stands, or with what it was made from."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from files.books import a_workbook, good_sheets, packed
from files.good_tables import TABLES
from support.builders import a_roadmap_with_everything

from planner.files import read_tables, tables_of, workbook_of
from planner.merging import ROW, ClashKind, changes_between
from planner.model import Drop, Roadmap, Set
from planner.say import changed_words, clash_words
from planner.tables import apply
from planner.uploads import LARGEST_UPLOAD, Upload, uploaded


def good_roadmap() -> Roadmap:
    roadmap = read_tables({name: text.encode() for name, text in TABLES.items()}).roadmap
    assert roadmap is not None
    return roadmap


GOOD = good_roadmap()
RENAMED = Set("measures", {"id": "dialog"}, "name", "Samtale")
MORE_PLACES = Set("sectors", {"id": "kommuner"}, "units", 357.0)


def edited(roadmap: Roadmap, *edits: Set | Drop) -> Roadmap:
    made = apply(roadmap, edits).roadmap
    assert made is not None
    return made


def words(upload: Upload) -> list[str]:
    return [changed_words(change) for change in upload.changes]


def test_a_workbook_that_was_not_changed_changes_nothing() -> None:
    upload = uploaded("roadmap.xlsx", workbook_of(GOOD), GOOD)

    assert (upload.changes, upload.findings, upload.notes) == ((), (), ())
    assert not upload.can_be_taken_in


def test_what_differs_is_told_cell_by_cell_and_dropped_rows_as_such() -> None:
    mine = edited(GOOD, RENAMED, Drop("contributions", {"measure": "dialog", "service": "IT02"}))

    upload = uploaded("C:\\files\\roadmap.xlsx", workbook_of(mine), GOOD)

    assert upload.name == "roadmap.xlsx"
    assert words(upload) == [
        "measures dialog, name: Dialog → Samtale",
        "contributions dialog/IT02: row dropped",
    ]
    assert upload.dropped == 1
    assert edited(GOOD, *upload.edits()) == upload.roadmap == mine  # type: ignore[arg-type]


def test_an_older_workbook_keeps_what_others_have_changed_since() -> None:
    theirs = edited(GOOD, MORE_PLACES)
    sent = workbook_of(edited(GOOD, RENAMED))
    # as a person changes it, it still says which version it was made from
    sent = _made_from(sent, edited(GOOD, RENAMED).digest, GOOD.digest)

    upload = uploaded("roadmap.xlsx", sent, theirs, {GOOD.digest: GOOD}.get)

    assert words(upload) == ["measures dialog, name: Dialog → Samtale"]
    assert upload.roadmap == edited(theirs, RENAMED)
    assert [str(note) for note in upload.notes] == [
        "It was made from an earlier version; what has been changed since then stays."
    ]


def _made_from(workbook: bytes, before: str, after: str) -> bytes:
    from files.books import parts_of

    parts = parts_of(workbook)
    return packed({name: part.replace(before.encode(), after.encode()) for name, part in parts.items()})


def test_what_both_changed_is_a_clash_and_stays() -> None:
    theirs = edited(GOOD, Set("measures", {"id": "dialog"}, "name", "Prat"))
    mine = edited(GOOD, RENAMED, MORE_PLACES)
    sent = _made_from(workbook_of(mine), mine.digest, GOOD.digest)

    upload = uploaded("roadmap.xlsx", sent, theirs, {GOOD.digest: GOOD}.get)

    assert [clash.kind for clash in upload.clashes] == [ClashKind.CELL]
    assert "Samtale" in clash_words(upload.clashes[0])
    assert upload.roadmap == edited(theirs, MORE_PLACES)
    assert len(upload.changes) == 1


def test_of_a_version_that_nobody_knows_it_is_told() -> None:
    sent = _made_from(workbook_of(GOOD), GOOD.digest, "0" * 64)

    upload = uploaded("roadmap.xlsx", sent, edited(GOOD, RENAMED))

    assert words(upload) == ["measures dialog, name: Samtale → Dialog"]
    assert "not known here" in str(upload.notes[0])


@pytest.mark.parametrize("name", ["aktorer.csv", "sectors.CSV", "aktorer (2).csv", "/tmp/x/aktorer.csv"])
def test_a_single_table_takes_the_place_of_its_own(name: str) -> None:
    table = TABLES["aktorer"].replace("356", "357").encode()

    upload = uploaded(name, table, GOOD)

    assert words(upload) == ["sectors kommuner, units: 356 → 357"]
    assert upload.roadmap == edited(GOOD, MORE_PLACES)


def test_packed_tables_with_the_measures_are_a_whole_roadmap() -> None:
    tables = {f"my/{name}.csv": content for name, content in tables_of(edited(GOOD, RENAMED)).items()}
    del tables["my/krav.csv"]

    upload = uploaded("tables.zip", packed(tables | {"my/README.md": b"x"}), GOOD)

    assert upload.dropped == len(GOOD.requirements)
    assert words(upload)[0] == "measures dialog, name: Dialog → Samtale"


def test_packed_tables_without_the_measures_leave_the_others() -> None:
    tables = {"aktorer.csv": TABLES["aktorer"].replace("356", "357").encode(), "odd.csv": b"a;b"}

    upload = uploaded("tables.zip", packed(tables), GOOD)

    assert words(upload) == ["sectors kommuner, units: 356 → 357"]
    assert [finding.code for finding in upload.findings] == ["unknown_table"]
    assert [str(note) for note in upload.notes] == ["Tables that were not sent stay as they are."]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"id;navn", "no_workbook"),
        ("a.csv", b"id;navn", "unknown_table"),
        ("a.zip", b"PK\x03\x04", "damaged"),
        ("a.zip", packed({"a.txt": b""}), "no_roadmap"),
        ("a.zip", packed({"../veikart.csv": b""}), "leads_outside"),
        ("a.zip", packed({"a/krav.csv": b"id", "b/krav.csv": b"id"}), "table_twice"),
        ("a.pdf", b"%PDF-1.7\x00", "no_workbook"),
        ("", b"", "no_workbook"),
        ("large.csv", b"x" * (LARGEST_UPLOAD + 1), "too_large"),
        ("aktorer.csv", b"\x00\x01", "not_text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(
    name: str, content: bytes, code: str
) -> None:
    upload = uploaded(name, content, GOOD)

    assert code in [finding.code for finding in upload.findings] or upload.errors
    assert upload.roadmap is None
    assert not upload.can_be_taken_in
    with pytest.raises(ValueError, match="there is no roadmap"):
        upload.edits()


def test_what_is_wrong_is_told_by_the_places_of_what_was_sent() -> None:
    sheets = good_sheets()
    sheets["kapasitet"][2][3] = "mye"

    upload = uploaded("roadmap.xlsx", a_workbook(sheets), GOOD)

    (found,) = [finding for finding in upload.findings if finding.is_error]
    assert (found.table, found.row, found.column) == ("kapasitet", 3, "månedsverk (D)")


def test_cells_that_cannot_be_read_stay_as_they_stand_and_are_given_as_they_were_typed() -> None:
    sheets = good_sheets()
    sheets["kapasitet"][2][3] = "mye"
    sheets["innforing"][1][9] = "30. februar"
    sheets["aktorer"][1][3] = "357"

    upload = uploaded("roadmap.xlsx", a_workbook(sheets), GOOD)

    key = ("kommuner", date(2025, 1, 1))
    assert [(rough.place, rough.text) for rough in upload.rough] == [
        (("capacity", key, "person_months"), "mye"),
        (("rollouts", ("persontjenesten", "kommuner"), "deadline"), "30. februar"),
    ]
    assert upload.roadmap == edited(GOOD, MORE_PLACES)
    assert upload.errors == 0
    assert upload.can_be_taken_in


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text"),
    [
        ("kapasitet", 2, 0, "ingen slik"),  # it names its row
        ("kapasitet", 2, 1, "i går"),
        ("kapasitet", 2, 3, ""),  # it has to be filled
        ("kapasitet", 2, 2, "9999"),  # low above likely
    ],
)
def test_where_more_is_wrong_than_cells_nothing_can_be_taken_in(
    sheet: str, row: int, column: int, text: str
) -> None:
    sheets = good_sheets()
    sheets["innforing"][1][9] = "30. februar"
    sheets[sheet][row][column] = text

    upload = uploaded("roadmap.xlsx", a_workbook(sheets), GOOD)

    assert upload.roadmap is None
    assert upload.rough == ()
    assert not upload.can_be_taken_in


def test_what_checking_refuses_is_shown_by_place_and_not_taken_in() -> None:
    circle = replace(GOOD.dependencies[0], predecessor=GOOD.dependencies[1].successor)
    circle = replace(circle, successor=GOOD.dependencies[1].predecessor)
    sent = replace(GOOD, dependencies=(*GOOD.dependencies, circle))

    upload = uploaded("roadmap.xlsx", workbook_of(sent), GOOD)

    assert upload.errors > 0
    assert upload.changes
    assert not upload.can_be_taken_in
    assert all(finding.row is not None for finding in upload.findings if finding.is_error)


def test_whatever_differs_between_two_roadmaps_comes_through_a_workbook() -> None:
    roadmap = a_roadmap_with_everything()
    for seed in range(5):
        other = replace(roadmap, measures=tuple(Random(seed).sample(roadmap.measures, len(roadmap.measures))))

        upload = uploaded("roadmap.xlsx", workbook_of(other), GOOD)

        assert upload.changes == changes_between(GOOD, other)
        assert any(change.field == ROW for change in upload.changes)
