"""What is typed into cells, as changes, and what cannot be taken in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.language import in_language, worded
from planner.model import Add, Published, Roadmap, Set
from planner.sheets import NEW, Typed, TypedRead, columns_of, rows_as_text, taken
from planner.tables import BY_NAME, KEYS, TABLES, Column, Kind, apply, key_fields

GP = ("a", "gp")
ROLLOUTS = BY_NAME["innforing"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_language("en"):
        yield


def typed(roadmap: Roadmap, name: str, *cells: tuple[tuple[object, ...], str, str]) -> TypedRead:
    return taken(roadmap, BY_NAME[name], [Typed(*cell) for cell in cells])


def why(read: TypedRead) -> list[str]:
    return [worded(each.message) for each in read.refused]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("pace", "25 %", 0.25),
        ("pace", "5 % til 50 %; 2,5 % ved 100 %", None),
        ("units", "1 234,5", 1234.5),
        ("units", "1\u202f234,5", 1234.5),
        ("deadline", "2024-K1", None),
        ("pinned_begin", "1.3.2024", None),
        ("benefit_grows", "ja", True),
        ("benefit_grows", "yes", True),
        ("gates", "5 enheter i 1; 50 % i 2", None),
        ("benefit_actor", "=1+1", "=1+1"),
        ("basis", "dokumentert; takt=utledet", None),
        ("weight", "", None),
    ],
)
def test_a_cell_is_read_as_in_a_file(full: Roadmap, field: str, text: str, value: object) -> None:
    read = typed(full, "innforing", (GP, field, text))

    assert read.refused == ()
    if text == "":
        assert read.edits == ()
        return
    (edit,) = read.edits
    assert isinstance(edit, Set)
    assert (edit.table, dict(edit.key), edit.field) == ("rollouts", {"measure": "a", "sector": "gp"}, field)
    assert edit.value == value if value is not None else edit.value is not None
    changed = apply(full, [edit]).roadmap
    assert changed is None or changed != full


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("pace", "fast", "“fast” stands here, expected a number such as 1 234,50."),
        ("pace", "1,5", "“1,5” stands here, expected above 0 and at most 1."),
        ("units", "1.234", "“1.234” stands here, expected either 1 234 or 1,234."),
        ("units", "nan", "“nan” stands here, expected a number such as 1 234,50."),
        ("deadline", "30.2.2024", "“30.2.2024” stands here, expected a date in the calendar."),
        ("deadline", "=HYPERLINK(1)", "expected a date such as"),
        ("basis", "dokumentert; farge=antatt", "expected perhaps target"),
        ("basis", "dokumentert; takta=antatt", "expected perhaps takt"),
        ("payer", "a\x00b", "expected text without control characters"),
        ("payer", "x" * 10_001, "expected at most 10000 characters"),
        ("no_such_field", "1", "This cell cannot be changed."),
    ],
)
def test_what_cannot_be_read_is_given_back_with_what_was_expected(
    full: Roadmap, field: str, text: str, said: str
) -> None:
    read = typed(full, "innforing", (GP, field, text), (GP, "weight", "3"))

    assert said in why(read)[0]
    assert [edit.field for edit in read.edits if isinstance(edit, Set)] == ["weight"]


def test_a_required_cell_is_not_emptied(full: Roadmap) -> None:
    read = typed(full, "veikart", (("a",), "name", " "))

    assert read.edits == ()
    assert "the cell has to be filled" in why(read)[0]


def test_every_column_of_every_table_can_be_typed_into(full: Roadmap) -> None:
    """A cell that is emptied or filled, or a key that is renamed, makes a change that names that cell."""
    for table in TABLES:
        rows = rows_as_text(full, table)
        for column in columns_of(table.name):
            if not rows or (table.name == "forutsetninger" and column.field in ("key", "value")):
                continue
            row = rows[0]
            text = other_text(column, row.texts[columns_of(table.name).index(column)])

            read = taken(full, table, [Typed(row.key, column.field, text)])

            assert read.parts or _is_a_name(column), (table.name, column.field, why(read))
            if column.field not in key_fields(table) and read.edits:
                (edit,) = read.edits
                assert isinstance(edit, Set)
                assert edit.field == column.field


def _is_a_name(column: Column) -> bool:
    """Tell whether a cell names a row, so that another name is refused where nobody has it."""
    return column.kind in (Kind.ID, Kind.IDS) or column.field == "mode"


def other_text(column: Column, before: str) -> str:
    """Give something that a column may hold and does not."""
    texts = {
        Kind.TEXT: ("another", "one more"),
        Kind.ID: ("x9", "x8"),
        Kind.IDS: ("b; e", "c; d; e"),
        Kind.NUMBER: ("1", "2"),
        Kind.WHOLE: ("2024", "2025"),
        Kind.SHARE: ("0,5", "0,25"),
        Kind.DATE: ("2023-08-01", "2023-09-01"),
        Kind.LAST_DATE: ("2024-K1", "2024-K2"),
        Kind.DEADLINE: ("2024-K1", "2024-K2"),
        Kind.YES_NO: ("ja", "nei"),
        Kind.GATES: ("5 enheter i 1", "6 enheter i 1"),
        Kind.PACE: ("0,5", "0,25"),
        Kind.STEPS: ("4 % til 30", "3 % til 30"),
        Kind.PROFILE: ("50 % i 0; 50 % i 1", "20 % i 0; 80 % i 1"),
        Kind.SUPPORT: ("0,5 fra nhn", "0,2 fra fhi"),
        Kind.BASIS: ("dokumentert", "utledet"),
    }
    several = [choice.norwegian for choice in column.choices] or list(texts[column.kind])
    return next(text for text in several if text != before)


def test_an_assumption_is_read_as_its_key_says(full: Roadmap) -> None:
    whole = [key for key in KEYS if key.alias in ("periods", "period", "discount_steps")]
    texts = {"periods": "12", "period": "måned", "discount_steps": "4 % til 40"}

    for key in whole:
        read = typed(full, "forutsetninger", ((key.alias,), "value", texts[key.alias]))
        assert read.refused == ()
        assert len(read.edits) == 1
    wrong = typed(full, "forutsetninger", (("periods",), "value", "soon"), (("periods",), "key", "other"))
    assert ["soon" in told or "cannot be changed" in told for told in why(wrong)] == [True, True]


def test_a_row_is_added_once_all_that_is_required_is_there(full: Roadmap) -> None:
    new = (NEW, "1")

    first = typed(full, "innforing", (new, "measure", "e"), (new, "pace", "0,5"))
    whole = typed(full, "innforing", (new, "measure", "e"), (new, "pace", "0,5"), (new, "sector", "gp"))

    assert first.edits == ()
    assert [each.waits for each in first.refused] == [True, True]
    assert why(first) == ["The row is added once sector is filled."] * 2
    assert whole.edits == (Add("rollouts", {"measure": "e", "pace": 0.5, "sector": "gp"}),)


def test_a_new_row_with_a_cell_that_cannot_be_read_waits_for_it(full: Roadmap) -> None:
    new = (NEW, "1")
    cells = ((new, "measure", "e"), (new, "sector", "gp"), (new, "pace", "fast"), (new, "weight", " "))

    read = typed(full, "innforing", *cells)

    assert read.edits == ()
    assert {each.typed.field: each.waits for each in read.refused} == {
        "measure": True,
        "sector": True,
        "pace": False,
    }


def test_no_assumption_is_added(full: Roadmap) -> None:
    read = typed(full, "forutsetninger", ((NEW, "1"), "key", "perioder"))

    assert (read.edits, why(read)) == ((), ["The assumptions are all there already; fill in their values."])


def test_a_row_that_is_gone_or_shares_its_key_is_told_of(full: Roadmap) -> None:
    twice = (Published(measure="a", source_year=2022), Published(measure="a", source_year=2022))
    doubled = replace(full, published=twice)

    gone = typed(full, "innforing", (("gone", "gp"), "pace", "1"))
    shared = [typed(doubled, "publisert", (key, "source", "x")) for key in (("a", 2022), ("a", 2022, 2))]

    assert why(gone) == ["The row is not there any more."]
    assert [why(each) for each in shared] == [
        ["Several rows have this key, so that none can be changed by itself."]
    ] * 2
