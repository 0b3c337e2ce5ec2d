"""The schema's files, ``schema/*.toml``, as tables and columns: strictly read, a fault told by its place.

``common.toml`` holds what several tables share: their order, units, words, kinds with a range, and the two
columns that say where a row comes from.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from planner.language import Word
from planner.model import (
    Basis,
    GroupRule,
    InputKind,
    InputOutcome,
    Link,
    PeriodLength,
    ReportedState,
    RequirementKind,
    SectorKind,
    Status,
)
from planner.tables.kinds import Choice, Column, Kind, Reference, Table, Unit

FOLDER = Path(__file__).parent / "schema"
_MISSING = object()
_WITH_NAMES = {
    each.__name__: each
    for each in (
        Basis,
        GroupRule,
        InputKind,
        InputOutcome,
        Link,
        PeriodLength,
        ReportedState,
        RequirementKind,
        SectorKind,
        Status,
    )
}
"""Types of the model that cells hold by words."""
T = TypeVar("T")


class SchemaError(ValueError):
    """A schema file that is not what it should be: where, what was found and what was expected."""

    def __init__(self, place: str, found: object, expected: str) -> None:
        super().__init__(f"{place} is {found}, expected {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All tables in order, the keys of ``forutsetninger``, and words that cells may hold, by name.

    ``apart`` are tables that are no part of a roadmap.
    """

    tables: tuple[Table, ...]
    keys: tuple[Column, ...]
    words: Mapping[str, tuple[Choice, ...]]
    apart: tuple[Table, ...] = ()


@dataclass(slots=True)
class _Part:
    """A table of TOML of which one name after the other is taken; what is left at the end is unknown."""

    place: str
    left: dict[str, Any]

    def take(self, name: str, kind: type[T], default: object = _MISSING) -> T:
        """Take what stands under a name, which has to be there where there is no default."""
        found = self.left.pop(name, _MISSING)
        if found is _MISSING and default is not _MISSING:
            return cast("T", default)
        if found is _MISSING:
            raise SchemaError(f"{self.place}, {name}", "missing", f"a {kind.__name__}")
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            raise SchemaError(f"{self.place}, {name}", found, f"a {kind.__name__}")
        return found

    def number(self, name: str, default: float | None) -> float | None:
        """Take a number, whole or not."""
        kind = int if isinstance(self.left.get(name), int) else float
        return self.take(name, kind, default)

    def names(self, name: str) -> tuple[str, ...]:
        """Take a list of texts."""
        found = self.take(name, list)
        if not found or not all(isinstance(each, str) for each in found):
            raise SchemaError(f"{self.place}, {name}", found, "a list of texts")
        return tuple(found)

    def part(self, name: str) -> "_Part":
        """Take a table inside this one."""
        return _Part(f"{self.place}, {name}", self.take(name, dict))

    def parts(self, name: str, default: object = _MISSING) -> Iterator["_Part"]:
        """Take a list of tables."""
        for number, found in enumerate(self.take(name, list, default), start=1):
            if not isinstance(found, dict):
                raise SchemaError(f"{self.place}, {name} {number}", found, "a table")
            yield _Part(f"{self.place}, {name} {number}", found)

    def wording(self, name: str) -> Word:
        """Take a text in both languages."""
        nb, en = self.part(name).both()
        return Word(nb=nb, en=en)

    def both(self) -> tuple[str, str]:
        """Take what it says in both languages, and nothing else."""
        texts = self.take("nb", str), self.take("en", str)
        self.end()
        return texts

    def one_of(self, name: str, known: Mapping[str, T]) -> T:
        """Take a name for something that stands elsewhere."""
        found = self.take(name, str)
        if found not in known:
            raise SchemaError(f"{self.place}, {name}", found, f"one of {', '.join(known)}")
        return known[found]

    def end(self) -> None:
        """Refuse what nobody took."""
        for name in self.left:
            raise SchemaError(self.place, f"given {name}", "no such name")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """A kind of cell with the unit and the range that go with it."""

    kind: Kind
    unit: Unit | None = None
    above: float | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What the tables share."""

    units: Mapping[str, Unit]
    words: Mapping[str, tuple[Choice, ...]]
    kinds: Mapping[str, _Range]


def read_schema(folder: Path = FOLDER) -> Schema:
    """Read all tables.

    Raises
    ------
    SchemaError
        If a file is missing or no TOML, a name is missing or unknown, something is not of its kind, or what
        is named is not there.
    """
    part = _file(folder, "common")
    names = part.names("tables")
    apart = part.names("apart") if "apart" in part.left else ()
    units = {name: _unit(name, each) for name, each in _named(part, "units")}
    words = {name: tuple(_words(each)) for name, each in _named(part, "words")}
    common = _Common(units=units, words=words, kinds={})
    plain = {kind.value: _Range(kind=kind) for kind in Kind}
    ranges = {name: _range(each, plain, common) for name, each in _named(part, "kinds")}
    common = replace(common, kinds=plain | ranges)
    sourced = tuple(_column(each, common, "") for each in part.parts("sourced"))
    part.end()
    files = {name: _file(folder, name) for name in names}
    keys = [each for part in files.values() for each in part.parts("keys", [])]
    schema = Schema(
        tables=tuple(_table(part, common, sourced) for part in files.values()),
        keys=tuple(_column(each, common, "") for each in keys),
        words=words,
        apart=tuple(_table(_file(folder, name), common, sourced) for name in apart),
    )
    _references_are_there(schema)
    return schema


def _file(folder: Path, name: str) -> _Part:
    file = folder / f"{name}.toml"
    try:
        return _Part(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise SchemaError(file.name, error.strerror, "a file") from error
    except ValueError as error:
        raise SchemaError(file.name, error, "TOML in UTF-8") from error


def _named(part: _Part, name: str) -> Iterator[tuple[str, _Part]]:
    """Take a table whose names are free, each for a table inside it."""
    inside = part.part(name)
    for each in list(inside.left):
        yield each, inside.part(each)


def _unit(name: str, part: _Part) -> Unit:
    nb, en = part.both()
    return Unit(name=name, nb=nb, en=en)


def _words(part: _Part) -> Iterator[Choice]:
    """Give the words of a choice; those of a type of the model are all of its members."""
    kind = part.one_of("of", _WITH_NAMES) if "of" in part.left else None
    members: dict[str, Any] | None = None if kind is None else {str(member): member for member in kind}
    for each in part.parts("words"):
        value = each.take("value", str) if members is None else each.one_of("value", members)
        yield Choice(norwegian=each.take("nb", str), english=each.take("en", str), value=value)
        each.end()
        if members is not None:
            members.pop(value)
    if members:
        raise SchemaError(f"{part.place}, words", f"without {', '.join(members)}", "a word for each")
    part.end()


def _range(part: _Part, known: Mapping[str, _Range], common: _Common) -> _Range:
    """Give a kind by what it goes out from, with what is said beside it."""
    base = part.one_of("kind", known)
    return _Range(
        kind=base.kind,
        unit=part.one_of("unit", common.units) if "unit" in part.left else base.unit,
        above=part.number("above", base.above),
        least=part.number("least", base.least),
        most=part.number("most", base.most),
    )


def _table(part: _Part, common: _Common, sourced: tuple[Column, ...]) -> Table:
    thing = part.take("model", str, "")
    columns = tuple(_column(each, common, thing) for each in part.parts("columns"))
    table = Table(
        name=part.take("name", str),
        aliases=part.names("aliases"),
        model=thing,
        fills=part.take("fills", str, ""),
        key=part.names("key"),
        holds=part.names("holds") if "holds" in part.left else (),
        holds_before=part.take("holds_before", bool, True),
        meaning=part.wording("meaning"),
        without=part.wording("without"),
        columns=(*columns, *sourced) if part.take("sourced", bool) else columns,
        references=tuple(_reference(each) for each in part.parts("references", [])),
    )
    part.end()
    headers = [name for column in table.columns for name in {column.header, column.alias}]
    for name in headers:
        if headers.count(name) > 1:
            raise SchemaError(f"{part.place}, columns", f"called {name} twice", "each name once")
    _are_headers(table, table.key, f"{part.place}, key")
    _are_headers(table, table.holds, f"{part.place}, holds")
    return table


def _are_headers(table: Table, names: tuple[str, ...], place: str) -> None:
    known = [column.header for column in table.columns]
    for name in names:
        if name not in known:
            raise SchemaError(place, name, f"one of {', '.join(known)}")


def _column(part: _Part, common: _Common, thing: str) -> Column:
    header = part.wording("header")
    part.place += f" ({header.nb})"
    name = part.take("field", str)
    ranged = _range(part, common.kinds, common)
    needs_words = ranged.kind in (Kind.CHOICE, Kind.BASIS)
    column = Column(
        header=header.nb,
        alias=header.en,
        field=name,
        model=part.take("model", str, f"{thing}.{name}" if thing else ""),
        kind=ranged.kind,
        stands_in=part.take("stands_in", str, ""),
        kept=part.take("kept", bool, True),
        unit=ranged.unit,
        above=ranged.above,
        least=ranged.least,
        most=ranged.most,
        choices=part.one_of("words", common.words) if needs_words else (),
        required=part.take("required", bool, False),
        counted=part.take("figure", bool, True),
        empty=part.wording("empty") if "empty" in part.left else None,
        meaning=part.wording("meaning"),
    )
    found = part.left.pop("default", None)
    part.end()
    if column.required and (column.empty or found is not None):
        raise SchemaError(part.place, "given a default", "none, as the cell has to be filled")
    return column if found is None else replace(column, default=_default(column, found, part.place))


def _default(column: Column, found: object, place: str) -> Any:
    """Give a default as the model holds it."""
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    match column.kind:
        case Kind.YES_NO if isinstance(found, bool):
            return found
        case Kind.WHOLE if is_number and isinstance(found, int) and _is_within(column, found):
            return found
        case Kind.NUMBER | Kind.SHARE | Kind.PACE if is_number and _is_within(column, cast("float", found)):
            return float(cast("float", found))
        case Kind.STEPS if isinstance(found, list):
            return tuple((int(year), float(rate)) for year, rate in found)
        case Kind.CHOICE | Kind.BASIS:
            for choice in column.choices:
                if choice.value == found:
                    return choice.value
    raise SchemaError(f"{place}, default", found, f"a value of the kind {column.kind.value}, in its range")


def _is_within(column: Column, found: float) -> bool:
    above = column.above is None or found > column.above
    least = column.least is None or found >= column.least
    return above and least and (column.most is None or found <= column.most)


def _reference(part: _Part) -> Reference:
    reference = Reference(
        columns=part.names("columns"),
        table=part.take("table", str),
        to=part.names("to"),
        stays=part.take("stays", bool, False),
    )
    part.end()
    return reference


def _references_are_there(schema: Schema) -> None:
    """Ask that references are between columns that exist, and lead to the beginning of a key."""
    by_name = {table.name: table for table in schema.tables}
    for table in schema.tables:
        for column in table.columns:
            if column.stands_in and column.stands_in not in by_name:
                place = f"{table.name}.toml, stands_in of {column.header}"
                raise SchemaError(place, column.stands_in, f"one of {', '.join(by_name)}")
        for number, reference in enumerate(table.references, start=1):
            place = f"{table.name}.toml, references {number}"
            _are_headers(table, reference.columns, f"{place}, columns")
            if reference.table not in by_name:
                raise SchemaError(f"{place}, table", reference.table, f"one of {', '.join(by_name)}")
            key = by_name[reference.table].key
            if reference.to != key[: len(reference.columns)]:
                raise SchemaError(f"{place}, to", ", ".join(reference.to), f"the first of {', '.join(key)}")
