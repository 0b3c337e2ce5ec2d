"""What holds for the whole roadmap, made of the rows of ``forutsetninger``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.language import Message, to_say
from planner.model import Assumption, Calendar, Economics, Severity, errors
from planner.tables.cells import nearest, normal, read_cell
from planner.tables.columns import KEYS
from planner.tables.kinds import Column, Kind
from planner.tables.making import Making
from planner.tables.numbers import CellError
from planner.tables.rows import TableRow, found_and_expected, shown_header

_BY_WORD = {normal(word): key for key in KEYS for word in (key.header, key.alias)}
_YEAR_WITHOUT_DATES = 2026
_IN_ORDER = ("real_growth_until", "real_growth_ends", "analysis_years", "lifetime_years")


@dataclass(slots=True, kw_only=True)
class Whole:
    """The figures of the whole roadmap."""

    calendar: Calendar
    economics: Economics
    name: str = ""
    started_first: bool = False
    assumptions: tuple[Assumption, ...] = ()


@dataclass(slots=True)
class _Keyed:
    """What each key holds, by field, and the row it stands in."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, TableRow] = field(default_factory=dict)

    def under(self, prefix: str) -> dict[str, Any]:
        return {
            name.removeprefix(prefix): value for name, value in self.values.items() if name.startswith(prefix)
        }


def make_whole(making: Making) -> Whole | None:
    """Make what holds for the whole roadmap; what is not given has its default."""
    keyed = _Keyed()
    for row in making.rows("forutsetninger"):
        if row.is_whole and (key := _key(making, row)) is not None:
            _take(making, keyed, row, key)
    keyed.values.setdefault("calendar.status_date", _first_of_year(making))
    _status_date_is_known(making, keyed)
    economics = _economics(making, keyed)
    if economics is None:
        return None
    return Whole(
        calendar=Calendar(**keyed.under("calendar.")),
        economics=economics,
        name=keyed.values.get("name", ""),
        started_first=keyed.values.get("started_first", False),
        assumptions=tuple(_assumptions(keyed)),
    )


def _key(making: Making, row: TableRow) -> Column | None:
    key = _BY_WORD.get(normal(row["key"]))
    if key is None:
        expected = nearest(row["key"], [shown_header(each) for each in KEYS])
        making.refuse(row, "unknown_key", found_and_expected(row["key"], expected), "key")
    return key


def _take(making: Making, keyed: _Keyed, row: TableRow, key: Column) -> None:
    """Take one figure in, once, in its own unit."""
    if key.field in keyed.rows:
        before = keyed.rows[key.field].place
        message = to_say("{key} is there already, in row {row}.", key=row["key"], row=before)
        if normal(keyed.rows[key.field]["key"]) != normal(row["key"]):
            making.refuse(row, "duplicate", message, "key")
        return
    keyed.rows[key.field] = row
    if not _unit_is_right(making, row, key):
        return
    try:
        # text was read once with its own cell; twice would take two apostrophes away
        is_value = row.is_of_no_file or key.kind is Kind.TEXT
        value = row.get("value") if is_value else _value(key, row)
    except CellError as error:
        making.refuse(row, error.code, found_and_expected(row["value"], error.message), "value")
        return
    if value is not None:
        keyed.values[key.field] = value


def _value(key: Column, row: TableRow) -> Any:
    return read_cell(key, row.get("value", ""), commas_may_group=row.commas_may_group)


def _unit_is_right(making: Making, row: TableRow, key: Column) -> bool:
    given = row.get("unit", "").strip()
    if not given or normal(given) in key.unit_words:
        return True
    expected = (
        nearest(given, list(key.unit_words))
        if key.unit_words
        else to_say("an empty cell, as this figure has no unit")
    )
    making.refuse(row, "wrong_unit", found_and_expected(given, expected), "unit")
    return False


def _economics(making: Making, keyed: _Keyed) -> Economics | None:
    fields = keyed.under("economics.")
    known = {name: getattr(Economics(), name) for name in _IN_ORDER} | fields
    if known["real_growth_until"] >= known["real_growth_ends"]:
        message = to_say("Growth has to end after its last full year.")
        _not_in_order(making, keyed, message, "real_growth_ends", "real_growth_until")
        return None
    counted, lifetime = known["analysis_years"], known["lifetime_years"]
    if lifetime is not None and lifetime < counted:
        message = to_say(
            "The lifetime is {found} years, expected at least the analysis period of {expected} years.",
            found=lifetime,
            expected=counted,
        )
        _not_in_order(making, keyed, message, "lifetime_years")
        return None
    return Economics(**fields)


def _not_in_order(making: Making, keyed: _Keyed, message: Message, *names: str) -> None:
    """Refuse the first of some figures that is given, as they do not fit each other."""
    row = next(row for name in names if (row := keyed.rows.get(f"economics.{name}")) is not None)
    making.refuse(row, "not_in_order", message, "value")


def _status_date_is_known(making: Making, keyed: _Keyed) -> None:
    """Say which status date was taken where none is given."""
    is_refused = bool(errors(making.tables["forutsetninger"].findings))
    if is_refused or "calendar.status_date" in keyed.rows or not making.rows("veikart"):
        return
    taken = keyed.values["calendar.status_date"]
    message = to_say("No status date is given in forutsetninger; {day} was taken.", day=taken)
    making.refuse(making.rows("veikart")[0], "no_status_date", message, severity=Severity.NOTE)


def _first_of_year(making: Making) -> date:
    """Give 1 January of the year of the first date in the tables that plan."""
    tables = ("veikart", "faser", "kapasitet", "innforing")
    dates = [value for table in tables for row in making.rows(table) for value in _dates(row.values.values())]
    return date(min(dates).year if dates else _YEAR_WITHOUT_DATES, 1, 1)


def _dates(values: Iterable[Any]) -> Iterator[date]:
    return (value for value in values if isinstance(value, date))


def _assumptions(keyed: _Keyed) -> Iterator[Assumption]:
    """Keep where a figure comes from, of the rows that say so."""
    keys = {key.field: key for key in KEYS}
    for name, row in keyed.rows.items():
        if "source" in row or "basis" in row:
            yield Assumption(key=keys[name].alias, provenance=row.provenance)
