"""What differs between two plans and their data in words, and what lies behind each move."""

from collections.abc import Iterable, Iterator
from typing import Any

from planner.comparison import Comparison, Unlike
from planner.language import _, language, worded
from planner.model import Roadmap
from planner.say.differences import answer_lines, follows_words
from planner.say.moved import behind_words, moved_words, rules_words
from planner.tables import Column, RowChange, shown_header, write_cell

_DIGITS = 12


def comparison_lines(found: Comparison) -> Iterator[str]:
    """Give all of it: values, changes of the data by number, what has passed, each move and its reason."""
    yield from _value_lines(found)
    yield from change_lines(found.changes)
    yield from _passed_lines(found)
    yield from _whole_lines(found)
    yield from (f"- {line}" for line in moved_lines(found))


def moved_lines(found: Comparison) -> list[str]:
    """Say of each measure that lies elsewhere where, why, and what lies behind it."""
    lines = [
        " ".join(filter(None, (moved_words(found.before, found.after, why), behind_words(found, why))))
        for why in found.moved
    ]
    return lines or [_("No measure lies elsewhere.")]


def _value_lines(found: Comparison) -> Iterator[str]:
    """Say how values differ, or why they are not set side by side."""
    if not found.unlike:
        yield from answer_lines(found.difference, found.after)
        yield follows_words(found.difference)
    for why in found.unlike:
        yield _UNLIKE[why]()


def change_lines(changes: Iterable[RowChange]) -> Iterator[str]:
    """Give the rows that differ by number, as reasons name them."""
    lines = [
        _(
            "{number}. {table} {row}: {what}",
            number=number,
            table=_table(change),
            row=change.subject,
            what=_what(change),
        )
        for number, change in enumerate(changes, start=1)
    ]
    yield _("What differs in the data:") if lines else _("The data is the same.")
    yield from lines


def _table(change: RowChange) -> str:
    return change.table.aliases[-1] if language() == "en" else change.table.name


def _what(change: RowChange) -> str:
    """Say what stands in the cells of a row that stood otherwise before."""
    if change.before is None:
        return _("new row")
    if change.after is None:
        return _("the row is gone")
    return "; ".join(
        _(
            "{column} {before} → {after}",
            column=worded(shown_header(column)),
            before=_cell(column, old),
            after=_cell(column, new),
        )
        for column, old, new in _telling(change)
    )


def _telling(change: RowChange) -> list[tuple[Column, Any, Any]]:
    """Give the cells that differ; low and high of a figure only where it stays itself."""
    fields = {column.field for column, _old, _new in change.cells}
    ends = {f"{field}{end}" for field in fields for end in ("_low", "_high")}
    return [cell for cell in change.cells if cell[0].field not in ends]


def _cell(column: Column, value: Any) -> str:
    if isinstance(value, float):  # a figure that was multiplied ends in noise
        value = float(f"{value:.{_DIGITS}g}")
    return write_cell(column, value, english=language() == "en") or _("empty")


def _passed_lines(found: Comparison) -> Iterator[str]:
    """Say what has ended or begun since the earlier status date, and what only one roadmap has."""
    new = found.after.roadmap
    if found.finished:
        yield _("Ended since then: {measures}.", measures=_names(new, found.finished))
    if found.under_way:
        yield _("Begun since then: {measures}.", measures=_names(new, found.under_way))
    if found.new:
        yield _("New in the roadmap: {measures}.", measures=_names(new, found.new))
    if found.gone:
        yield _("No longer in the roadmap: {measures}.", measures=_names(found.before.roadmap, found.gone))
    if found.reshaped:
        yield _("Have other phases or sectors now: {measures}.", measures=_names(new, found.reshaped))


def _names(roadmap: Roadmap, measures: Iterable[str]) -> str:
    return ", ".join(roadmap.measure(each).name for each in measures)


def _whole_lines(found: Comparison) -> Iterator[str]:
    """Say whether the earlier plan could still be the plan."""
    if found.broken:
        told = _(
            "The earlier plan as a whole is lawful no longer, it breaks: {rules}.",
            rules=rules_words(found.after.roadmap, found.broken),
        )
        yield " ".join(filter(None, (told, behind_words(found))))
    else:
        yield _("The earlier plan as a whole is still lawful.")


_UNLIKE = {
    Unlike.STATUS_DATE: lambda: _(
        "Values are not set side by side: what lay before the later status date counts in the earlier plan "
        "only."
    ),
    Unlike.MONEY: lambda: _(
        "Values are not set side by side: the two plans count amounts by other years or rates."
    ),
}
