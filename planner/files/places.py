"""Where in the files each thing stands, so that what the checks find can be pointed at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.language import Listed, Word
from planner.model import Finding
from planner.tables import BY_NAME, SHORT_PHASE, TableRead, TableRow, held_in, short_dependency, shown_header

Letters = Mapping[tuple[str, str], str]
_SHORT_FIELDS = {"cost_nok_per_period": "cost_nok"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A row, and the one cell of it that is meant whatever the finding says."""

    row: TableRow
    field: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The row of each table and subject.

    Parameters
    ----------
    letters
        Of a workbook, the letters of the column by sheet and header as written.
    """

    places: Mapping[tuple[str, str], _Place]
    files: Mapping[str, str]
    letters: Letters = field(default_factory=dict)

    def of(self, finding: Finding) -> Finding:
        """Fill in row, table and header as they are on disk; what is not found stays as it is."""
        if finding.row is not None:
            return finding
        field = finding.column if isinstance(finding.column, str) else ""
        table, row, column = self.at(finding.table, finding.subject, field)
        return replace(finding, table=table, row=row, column=column)

    def at(self, table: str, subject: str, field: str) -> tuple[str, int | None, str | Word]:
        """Give table, row and header of a cell as they are on disk; no row where it stands in none."""
        table, column = held_in(table, field)
        place = self.places.get((table, subject))
        if place is None:
            return self.files.get(table, table), None, _shown(table, column)
        name = place.field or _field(place.row, column)
        header = place.row.header(name) if name else ""
        return place.row.file, place.row.line, self._with_letter(place.row.file, header)

    def lettered(self, finding: Finding) -> Finding:
        """Name the column as a spreadsheet does too, where the finding is about a cell of a workbook."""
        if finding.row is None or isinstance(finding.column, Listed):
            return finding
        return replace(finding, column=self._with_letter(finding.table, finding.column))

    def _with_letter(self, file: str, header: str | Word) -> str | Word:
        letter = self.letters.get((file, header), "") if isinstance(header, str) else ""
        return f"{header} ({letter})".strip() if letter else header


def places_of(tables: Mapping[str, TableRead], letters: Letters | None = None) -> Places:
    """Give the places of all rows; short forms stand for the rows they save."""
    places: dict[tuple[str, str], _Place] = {}
    for name, read in tables.items():
        for row in read.rows:
            for subject in _subjects(row):
                places.setdefault((name, subject), _Place(row))
    for row in tables["behov"].rows:
        for subject in _with_phase(row, tables["faser"].rows):
            places.setdefault(("behov", subject), _Place(row))
    for (table, subject), place in _short_places(tables["veikart"].rows):
        places.setdefault((table, subject), place)
    return Places(places, {name: read.file for name, read in tables.items() if read.is_there}, letters or {})


def _subjects(row: TableRow) -> Iterator[str]:
    """Give the ways a row may be called: its key in full, without empty parts, or the first parts of it."""
    yield "/".join(row.key)
    filled = [part for part in row.key if part]
    for count in range(len(filled), 0, -1):
        yield "/".join(filled[:count])
    if row.table.name == "avhengigheter":
        fields = [row.table.column(header).field for header in row.table.key]
        yield "/".join(filter(None, (str(row.or_default(name) or "") for name in fields)))
        yield f"{row.get('predecessor', '')}/{row.get('successor', '')}"
    if row.table.name == "behov":
        yield f"{row.get('measure', '')}/{row.get('phase', '')}/{row.get('sector', '')}"


def _with_phase(row: TableRow, phases: Iterable[TableRow]) -> Iterator[str]:
    """Give how a demand is called that leaves the only phase of its measure, or its only variant, unsaid."""
    measure, sector = row.get("measure", ""), row.get("sector", "")
    own = [each for each in phases if each.get("measure") == measure]
    named = [(each.get("phase", ""), each.get("mode", "")) for each in own] or [(SHORT_PHASE, "")]
    for phase, mode in named:
        if row.get("phase", phase) == phase and row.get("mode", mode) == mode:
            yield "/".join(filter(None, (measure, phase, mode, sector)))


def _short_places(rows: Iterable[TableRow]) -> Iterator[tuple[tuple[str, str], _Place]]:
    for row in rows:
        if "id" not in row:
            continue
        if "duration" in row:
            yield ("faser", f"{row['id']}/{SHORT_PHASE}"), _Place(row)
            yield ("faser", f"{row['id']}/{SHORT_PHASE}/"), _Place(row)
            yield ("faser", row["id"]), _Place(row)
        for link in row.get("depends_on", ()):
            if link.predecessor == row["id"]:
                continue
            dependency = short_dependency(row, link)
            ends = f"{link.predecessor}/{row['id']}"
            yield ("avhengigheter", ends), _Place(row, "depends_on")
            yield ("avhengigheter", f"{ends}/{dependency.link}"), _Place(row, "depends_on")
            if link.share_sector:
                of_share = f"{ends}/{dependency.link}/{link.share_sector}"
                yield ("avhengigheter", of_share), _Place(row, "depends_on")
            whole = f"{link.predecessor}///{row['id']}///{dependency.link}/{link.share_sector}"
            yield ("avhengigheter", whole), _Place(row, "depends_on")


def _shown(table: str, name: str) -> str | Word:
    """Give the header of a field that stands in no row; what has no column has no header."""
    columns = BY_NAME[table].columns if table in BY_NAME else ()
    return next((shown_header(column) for column in columns if column.field == name), "")


def _field(row: TableRow, name: str) -> str:
    """Give the column that holds a field of the model, or its first part."""
    name = name if name not in _SHORT_FIELDS or name in row.headers else _SHORT_FIELDS[name]
    names = [column.field for column in row.table.columns]
    if name in names:
        return name
    return next((other for other in names if other.startswith(f"{name}.")), "")
