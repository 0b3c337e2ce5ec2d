"""What a window is told of a table and its columns: names, what a cell means, and what is expected in it."""

from typing import Any

from planner.language import Message, Word, language, ngettext, to_say, worded
from planner.sheets import columns_of, name_of_table
from planner.tables import (
    BASES,
    BY_NAME,
    KEYS,
    TABLES,
    YES_NO,
    Choice,
    Column,
    Kind,
    Table,
    number_out,
    write_cell,
)

_ASSUMPTIONS = "forutsetninger"
_IN_NUMBERS = (Kind.NUMBER, Kind.WHOLE, Kind.SHARE)
_YEARS = (1990, 2100)


def table_data(table: Table) -> dict[str, Any]:
    """Give a table's names and its columns."""
    return {
        "name": table.aliases[-1],
        "title": title_of(table),
        "meaning": _plain(table.meaning),
        "without": _plain(table.without),
        "can_add": table.name != _ASSUMPTIONS,
        "elsewhere": elsewhere(table),
        "columns": [column_data(table, column) for column in columns_of(table.name)],
        "keys": {_header(key): column_data(table, key) for key in KEYS} if table.name == _ASSUMPTIONS else {},
    }


def _plain(words: Word) -> str:
    """Give a text of the schema without the marks that set off names in documents."""
    return worded(words).replace("`", "")


def title_of(table: Table) -> str:
    """Give what readers call a table."""
    return name_of_table(table, english=language() == "en")


def elsewhere(table: Table) -> list[dict[str, str]]:
    """Say which short forms stand in full in which other table."""
    headers: dict[str, list[str]] = {}
    for column in table.columns:
        if column.stands_in:
            headers.setdefault(column.stands_in, []).append(_header(column))
    return [
        {
            "table": BY_NAME[name].aliases[-1],
            "words": ngettext(
                "{headers} stands in {table}.",
                "{headers} stand in {table}.",
                len(found),
                headers=", ".join(found),
                table=title_of(BY_NAME[name]),
            ),
        }
        for name, found in headers.items()
    ]


def column_data(table: Table, column: Column) -> dict[str, Any]:
    """Give what a window needs to show, explain and edit a column."""
    return {
        "field": column.field,
        "header": _header(column),
        "unit": "" if column.unit is None else worded(column.unit),
        "meaning": _plain(column.meaning),
        "expects": worded(expected_in(column)),
        "empty": empty_words(column),
        "kind": column.kind.name.lower(),
        "numbers": column.kind in _IN_NUMBERS,
        "grouped": column.kind in (Kind.NUMBER, Kind.WHOLE) and (column.least, column.most) != _YEARS,
        "required": column.required,
        "key": column.header in table.key,
        "fixed": table.name == _ASSUMPTIONS and column.field == "key",
        "figure": column.is_figure,
        "choices": [_word(choice) for choice in _choices(column)],
        "names": named_in(table, column),
    }


def _header(column: Column) -> str:
    return column.alias if language() == "en" else column.header


def _word(choice: Choice) -> str:
    return choice.english if language() == "en" else choice.norwegian


def _choices(column: Column) -> tuple[Choice, ...]:
    """Give the words of a column; a basis may have exceptions behind its word, and is typed."""
    if column.kind is Kind.YES_NO:
        return YES_NO
    return column.choices if column.kind is Kind.CHOICE else ()


def named_in(table: Table, column: Column) -> str:
    """Give the table whose ids stand in a column, nothing where it names none by one id."""
    for reference in table.references:
        other = BY_NAME[reference.table]
        if reference.columns == (column.header,) and other.key == reference.to:
            return other.aliases[-1]
    return ""


def names_of(rows: Any, table: Table) -> list[list[str]]:
    """Give the ids of a table, each with what people call it."""
    columns = [column.field for column in columns_of(table.name)]
    name = columns.index("name") if "name" in columns else None
    return [[str(row.key[0]), "" if name is None else row.texts[name]] for row in rows]


TABLES_WITH_NAMES = frozenset(
    named for table in TABLES for column in table.columns if (named := named_in(table, column))
)
"""Those whose ids other tables name, by which cells are completed."""


def empty_words(column: Column) -> str:
    """Say what an empty cell stands for, nothing where it may not be empty or means nothing."""
    if column.required:
        return ""
    if column.empty is not None:
        return _plain(column.empty)
    if column.default in (None, "", ()):
        return ""
    if column.kind is Kind.BASIS:
        return next(_word(each) for each in BASES if each.value == column.default)
    return write_cell(column, column.default, english=language() == "en")


def expected_in(column: Column) -> Message:
    """Say what a cell may hold, with its range."""
    range_ = _range(column)
    kind = _EXPECTED.get(column.kind, _TEXT)
    if column.kind in (Kind.CHOICE, Kind.YES_NO):
        known = [Word(nb=each.norwegian, en=each.english) for each in _choices(column)]
        return to_say("one of {known}", known=known)
    if range_ is None:
        return kind
    return to_say("{kind}, {range}", kind=kind, range=range_)


def _range(column: Column) -> Message | None:
    if column.above is not None:
        most = number_out(column.most or 0)
        return to_say("above 0") if column.most is None else to_say("above 0 and at most {most}", most=most)
    if column.least is None:
        return None
    least = number_out(column.least)
    if column.most is None or column.most >= 1e9:
        return to_say("{least} or more", least=least)
    return to_say("from {least} to {most}", least=least, most=number_out(column.most))


_TEXT = to_say("text")
_EXPECTED = {
    Kind.ID: to_say("an id of letters, digits, _ - and . without spaces"),
    Kind.IDS: to_say("ids with semicolons between"),
    Kind.NUMBER: to_say("a number such as 1 234,50"),
    Kind.WHOLE: to_say("a whole number"),
    Kind.SHARE: to_say("a share such as 0,25 or 25 %"),
    Kind.DATE: to_say("a date such as 2027-03-01, 01.03.2027 or 2027-K1"),
    Kind.LAST_DATE: to_say("a date such as 2027-03-31; a quarter is its last day"),
    Kind.DEADLINE: to_say("a date such as 2027-04-01; a quarter is the first day after it"),
    Kind.GATES: to_say("limits in order, such as 5 enheter i 1; 25 enheter i 3"),
    Kind.PACE: to_say("a share, or points of a pace that falls, such as 5 % til 50 %; 2,5 % ved 90 %"),
    Kind.STEPS: to_say("rates with their last year, such as 4 % til 40; 3 % til 75"),
    Kind.PROFILE: to_say("shares of the effort, such as 20 % i -1; 80 % i 0"),
    Kind.SUPPORT: to_say("person-months and who gives them, such as 0,5 fra epj; 0,2 fra nhn"),
    Kind.BASIS: to_say("dokumentert, utledet or antatt, then exceptions such as enheter=antatt"),
}
