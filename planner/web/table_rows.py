"""The rows of a table as a page has them: by a name that a window can send back, and what it lacks."""

from collections.abc import Mapping
from typing import Any

from planner.model import Basis, Finding, Roadmap
from planner.sheets import SheetRow, found_in, rows_as_text
from planner.tables import BasisCell, Key, Table
from planner.web.lately import Lately

BASES = {Basis.DOCUMENTED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2}
"""How a window is told what figures rest on."""
_BETWEEN = "\x1f"
"""Between the parts of a key; no text may hold it."""


def row_id(key: Key) -> str:
    """Give the name by which windows know a row."""
    return _BETWEEN.join(str(part) for part in key)


def key_of_new(name: str) -> Key:
    """Give the key of a row that is not there yet."""
    return tuple(name.split(_BETWEEN))


class AtHand:
    """What windows have been sent lately, by the digest of its roadmap: rows and findings.

    Looking all of a roadmap over for what is in a cache would take longer than most answers.
    """

    def __init__(self) -> None:
        self._rows = Lately[tuple[str, str, bool], Mapping[str, SheetRow]]()
        self._findings = Lately[str, tuple[Finding, ...]]()

    def rows(self, roadmap: Roadmap, table: Table, *, english: bool) -> Mapping[str, SheetRow]:
        """Give the rows of a table by their names, in order."""
        return self._rows.get(
            (roadmap.digest, table.name, english),
            lambda: {row_id(row.key): row for row in rows_as_text(roadmap, table, english=english)},
        )

    def known(self, digest: str, table: Table, *, english: bool) -> Mapping[str, SheetRow] | None:
        """Give the rows of an earlier roadmap, which a window has, where they are still at hand."""
        return self._rows.known((digest, table.name, english))

    def findings(self, roadmap: Roadmap) -> tuple[Finding, ...]:
        """Give what checking finds in a roadmap; of a large one that takes seconds, once."""
        return self._findings.get(roadmap.digest, lambda: found_in(roadmap))

    def known_findings(self, roadmap: Roadmap) -> tuple[Finding, ...] | None:
        """Give what checking has found in a roadmap, where it has been looked at."""
        return self._findings.known(roadmap.digest)

    def news(self, roadmap: Roadmap, table: Table, *, known: str, english: bool) -> dict[str, Any]:
        """Give the rows that a window lacks, all of them where it is not known what it has."""
        before = self.known(known, table, english=english)
        now = self.rows(roadmap, table, english=english)
        if before is None:
            return {"all": True, "order": None, "rows": [_sent(name, row) for name, row in now.items()]}
        other = [_sent(name, row) for name, row in now.items() if _differs(before.get(name), row)]
        return {"all": False, "order": None if list(before) == list(now) else list(now), "rows": other}


def _differs(before: SheetRow | None, now: SheetRow) -> bool:
    return before is None or before.texts != now.texts or before.is_alone != now.is_alone


def _sent(name: str, row: SheetRow) -> list[Any]:
    """Give a row as it is sent: its name, what it rests on, whether it is alone, and its filled cells."""
    filled = (part for place, text in enumerate(row.texts) if text for part in (place, text))
    return [name, _basis(row.fields.get("basis")), int(row.is_alone), *filled]


def _basis(cell: BasisCell | None) -> Any:
    """Give what figures of a row rest on, with the exceptions by field where there are any."""
    if cell is None:
        return BASES[Basis.ASSUMED]
    if not cell.exceptions:
        return BASES[cell.basis]
    return [BASES[cell.basis], {field: BASES[basis] for field, basis in cell.exceptions}]
