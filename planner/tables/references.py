"""Which columns name a row of another table."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.tables.kinds import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns that together name a row of a table, where all of them are filled."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


def _to(table: str, to: str, *columns: str) -> Reference:
    return Reference(columns=columns, table=table, to=tuple(to.split()))


_REFERENCES: Mapping[str, tuple[Reference, ...]] = {
    "avhengigheter": (
        _to("veikart", "id", "forgjenger"),
        _to("faser", "tiltak fase", "forgjenger", "forgjenger_fase"),
        _to("innforing", "tiltak aktør", "forgjenger", "forgjenger_aktør"),
        _to("veikart", "id", "etterfølger"),
        _to("faser", "tiltak fase", "etterfølger", "etterfølger_fase"),
        _to("innforing", "tiltak aktør", "etterfølger", "etterfølger_aktør"),
        _to("innforing", "tiltak aktør", "forgjenger", "andel_aktør"),
    ),
    "behov": (
        _to("veikart", "id", "tiltak"),
        _to("faser", "tiltak fase", "tiltak", "fase"),
        _to("faser", "tiltak fase variant", "tiltak", "fase", "variant"),
        _to("aktorer", "id", "aktør"),
    ),
    "bidrag": (_to("veikart", "id", "tiltak"), _to("informasjonstjenester", "id", "tjeneste")),
    "faser": (_to("veikart", "id", "tiltak"),),
    "grupper": (_to("veikart", "id", "tiltak"),),
    "innforing": (_to("veikart", "id", "tiltak"), _to("aktorer", "id", "aktør")),
    "innforingsstopp": (_to("aktorer", "id", "aktør"),),
    "kapasitet": (_to("aktorer", "id", "aktør"),),
    "publisert": (_to("veikart", "id", "tiltak"),),
    "risiko": (_to("veikart", "id", "tiltak"), _to("aktorer", "id", "aktør")),
    "verdi_ved_slutt": (_to("veikart", "id", "tiltak"),),
}


def references_of(table: Table) -> tuple[Reference, ...]:
    """Give what the rows of a table name."""
    return _REFERENCES.get(table.name, ())
