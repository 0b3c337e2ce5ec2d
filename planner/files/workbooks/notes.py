"""What a workbook says at the header of a column: meaning, unit, range, words, and what empty means."""

from collections.abc import Iterator

from planner.language import Word, _, language, listed, worded
from planner.tables import YES_NO, Column, Kind, number_out, percent_out, range_of, write_cell

IN_PER_CENT = (Kind.SHARE, Kind.PACE)


def note_of(column: Column) -> str:
    """Give the note at a header, in the language in use."""
    return "\n".join(_lines(column))


def _lines(column: Column) -> Iterator[str]:
    yield said(column.meaning)
    if column.unit is not None and column.kind not in IN_PER_CENT:
        yield _("Unit: {unit}", unit=said(column.unit))
    if column.above is not None or column.least is not None:
        yield _("Range: {range}", range=worded(range_of(column)))
    if words_of(column):
        yield _("One of: {words}", words=listed(words_of(column)))
    if column.required:
        yield _("Has to be filled.")
    elif empty := _empty(column):
        yield _("Empty means: {meaning}", meaning=empty)


def words_of(column: Column) -> list[str]:
    """Give the words that a cell may hold, in the language in use."""
    is_english = language() == "en"
    choices = YES_NO if column.kind is Kind.YES_NO else column.choices
    return [choice.english if is_english else choice.norwegian for choice in choices]


def said(words: Word) -> str:
    """Give a text of the schema in the language in use, without the marks around names."""
    return (words.en if language() == "en" else words.nb).replace("`", "")


def _empty(column: Column) -> str:
    if column.empty is not None:
        return said(column.empty)
    if column.default is None:
        return ""
    if isinstance(column.default, float):
        return percent_out(column.default) if column.kind in IN_PER_CENT else number_out(column.default)
    return write_cell(column, column.default, english=language() == "en")
